"""The elements of a page: those of dash.html, without the look that Dash takes at each name and value of a new one.

A page has a thousand elements, and that look was a fifth of its time. Tests take it at every page instead (tests/test_elements.py).
"""

from dash import html
from dash.development.base_component import Component

OF_THE_MODULE = ("__module__", "_namespace", "_children_props")
"""What Dash reads of a new kind of component."""

OF_THE_KIND = ("_prop_names", "_valid_wildcard_attributes", "available_properties", "available_wildcard_properties")
"""What Dash writes down in each element anew, though all of a kind have it alike."""


def _made(self: Component, children=None, **given) -> None:
    """An element around its children, with the attributes it is given."""
    vars(self).update(given, children=children)


def _of(kind: type[Component]) -> type[Component]:
    """One kind of element."""
    alike = vars(kind())
    known = {name: getattr(kind, name) for name in OF_THE_MODULE} | {name: alike[name] for name in OF_THE_KIND}
    return type(kind.__name__, (kind,), {"__init__": _made, **known})


def __getattr__(name: str) -> type[Component]:
    """A kind of element by its name, such as `Div`: made when it is first asked for."""
    if name not in html.__all__:
        raise AttributeError(f"there is no element {name}")
    made = globals()[name] = _of(getattr(html, name))
    return made
