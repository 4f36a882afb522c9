"""Parts of a page that nothing changes go to the browser as HTML.

Dash keeps a record of every component, and looks at each of them whenever anything changes. A page of a thousand elements is so
some dozen parts. What has an id, a part of its own state or scripts behind it stays a component, and so does all around it.
"""

from copy import copy

from dash.development.base_component import Component

from layouts.still import UNHEARD, VOID, given, namespace_of, still

LIVING = {"Details", "Dialog", "Form", "Input", "Option", "Select", "Textarea"}
"""Elements that keep what a reader has done with them: opened, written, chosen."""


class Plain(Component):
    """One element with all that is in it: its `tag`, its attributes as they are `given` to a component, and the HTML `inside`."""

    _namespace, _type = "atlas", "Plain"
    _prop_names = available_properties = ["tag", "given", "inside"]
    _children_props: list[str] = []
    _valid_wildcard_attributes = available_wildcard_properties = []

    def __init__(self, tag: str, given: dict, inside: str) -> None:
        """Without what Dash does for a new component: it would look for a package of this namespace each time."""
        self.tag, self.given, self.inside = tag, given, inside


def plain(one):
    """A component, or a list of them, with all parts as HTML that can be; the given one is left as it is."""
    found, whole = _looked_at(one)
    return _as_html(found) if whole else found


def _looked_at(one) -> tuple[object, bool]:
    """The same with the parts as HTML that can be, and whether all of it can."""
    if isinstance(one, str):
        return one, True
    if isinstance(one, (list, tuple)):
        parts = [_looked_at(part) for part in one]
        whole = all(can for _, can in parts)
        return (one, True) if whole else ([_as_html(part) if can else part for part, can in parts], False)
    if not (namespace := namespace_of(one)):
        return one, True
    children = getattr(one, "children", None)
    if namespace == "dash_html_components" and one._type not in LIVING and not hasattr(one, "id"):
        within, whole = _looked_at(children)
        if whole:
            return one, True
    else:
        within = plain(children)
    return _with(one, within), False


def _with(one: Component, children) -> Component:
    """The same around other children. Dash keeps attributes in another order in each process; here they stand by name, so that
    every worker sends the same page to the letter, and a reader who has it is told so (publish.fresh)."""
    other = copy(one)
    other.__dict__ = dict(sorted(vars(one).items()))
    if children is not None:
        other.children = children
    return other


def _as_html(one):
    if isinstance(one, (list, tuple)):
        return [_as_html(part) for part in one]
    if not isinstance(one, Component):
        return one
    props = given(one)
    tag = one._type.lower()
    return Plain(tag, {name: value for name, value in props.items() if name not in UNHEARD},
                 "" if tag in VOID else still(props.get("children")))
