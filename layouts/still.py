"""A page as plain HTML: what a reader sees before any script runs, and all that one without scripts ever sees.

The same components that Dash draws in the browser, written as text. Pickers stand as boxes of the same size with the chosen
words in them, pictures as SVG (layouts.still_picture). Ids are left out, for the living page brings its own.
"""

from html import escape

from dash.development.base_component import Component

from layouts import still_picture

VOID = {"br", "hr", "img", "input", "wbr", "col", "source"}
NAMES = {"className": "class", "htmlFor": "for", "colSpan": "colspan", "rowSpan": "rowspan", "tabIndex": "tabindex", "hrefLang": "hreflang",
         "srcSet": "srcset", "dateTime": "datetime", "autoComplete": "autocomplete", "maxLength": "maxlength"}
UNHEARD = {"children", "n_clicks", "disable_n_clicks", "key", "n_clicks_timestamp", "persistence"}
"""What says nothing to an element without scripts."""

OF_THE_CLASS = {"available_properties", "available_wildcard_properties"}
DROPPED = UNHEARD | OF_THE_CLASS | {"id", "style"}
UNSEEN = {"Location", "Store", "Download", "Interval"}


def still(component) -> str:
    """A component and all within it as HTML text; texts are escaped."""
    parts: list[str] = []
    _write(component, parts)
    return "".join(parts)


def drawn_by(component) -> set[str]:
    """The packages whose scripts a component and all within it need, such as `dash_mantine_components`."""
    found = set()
    waiting = [component]
    while waiting:
        one = waiting.pop()
        if namespace := namespace_of(one):
            found.add(namespace)
            found |= {"plotly"} if one._type == "Graph" else set()
            waiting.append(getattr(one, "children", None))
        elif isinstance(one, (list, tuple)):
            waiting += one
    return found


def _write(one, parts: list[str]) -> None:
    if isinstance(one, str):
        parts.append(escape(one, quote=False))
    elif isinstance(one, (list, tuple)):
        for part in one:
            _write(part, parts)
    elif namespace := namespace_of(one):
        (_element if namespace == "dash_html_components" else _other)(one, parts)
    elif one is not None and not isinstance(one, bool):
        parts.append(escape(str(one), quote=False))


def namespace_of(one) -> str:
    """The package of a component; empty for what is none. To ask whether it is an instance takes five times as long."""
    return getattr(one, "_namespace", "")


def _element(one: Component, parts: list[str]) -> None:
    name = one._type.lower()
    parts.append(f"<{name}{_attributes(vars(one))}>")
    if name not in VOID:
        _write(getattr(one, "children", None), parts)
        parts.append(f"</{name}>")


def given(one: Component) -> dict:
    """The properties that a component was given, by name: it keeps them in another order in each process."""
    return {name: value for name, value in sorted(vars(one).items()) if name[0] != "_" and name not in OF_THE_CLASS}


def _plain(one: Component) -> str:
    """A part that is HTML already (layouts.plain)."""
    opened = f"<{one.tag}{_attributes(one.given)}>"
    return opened if one.tag in VOID else f"{opened}{one.inside}</{one.tag}>"


def _attributes(props: dict) -> str:
    said = [_attribute(NAMES.get(name, name), props[name]) for name in sorted(props) if name not in DROPPED and name[0] != "_"]
    told = "".join(said)
    return told + _attribute("style", _style(props["style"])) if props.get("style") else told


def _attribute(name: str, value) -> str:
    if isinstance(value, str):
        return f' {name}="{escape(value)}"'
    if value is None or (value is False and not name.startswith(("aria-", "data-"))):
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _style(style: dict) -> str:
    """`minHeight` as `min-height`; names that are none of a style's letters do not occur."""
    return ";".join(f"{''.join(f'-{letter.lower()}' if letter.isupper() else letter for letter in name)}:{value}"
                    for name, value in style.items())


def _other(one: Component, parts: list[str]) -> None:
    """What is not plain HTML: a picture, a link, a picker; what only shows its children shows them."""
    kind = one._type
    if kind in UNSEEN:
        return
    if kind == "Graph":
        parts.append(still_picture.picture(one.figure, getattr(one, "className", "") or ""))
    elif kind in MADE:
        parts.append(MADE[kind](one))
    else:
        leads = kind == "Link"
        parts.append(f'<a{_attribute("href", one.href)}{_attribute("class", getattr(one, "className", None))}>' if leads else "")
        _write(getattr(one, "children", None), parts)
        parts.append("</a>" if leads else "")


def _chosen(one: Component) -> str:
    """A picker of one choice: the words of what is chosen."""
    chosen = _words(one.data, [getattr(one, "value", None)])
    return f'<span class="still-picker {escape(getattr(one, "className", "") or "")}" aria-hidden="true">{chosen}</span>'


def _several(one: Component) -> str:
    """A picker of several: each chosen as a pill, and what may be typed."""
    chosen = _words(one.data, getattr(one, "value", None) or [], "</b><b>")
    typed = escape(getattr(one, "placeholder", "") or "", quote=False)
    named = escape(getattr(one, "className", "") or "")
    return f'<span class="still-several {named}" aria-hidden="true"><b>{chosen}</b><i>{typed}</i></span>'


def _switch(one: Component) -> str:
    labels = "".join(f'<span class="{"here" if option["value"] == one.value else ""}">{escape(option["label"], quote=False)}</span>'
                     for option in one.data)
    return f'<span class="still-switch {escape(getattr(one, "className", "") or "")}" aria-hidden="true">{labels}</span>'


def _field(one: Component) -> str:
    said = getattr(one, "value", "") or getattr(one, "placeholder", "") or ""
    named = escape(getattr(one, "className", "") or "")
    return f'<span class="still-field {named}" aria-hidden="true">{escape(str(said), quote=False)}</span>'


def _grid(one: Component) -> str:
    high = (getattr(one, "style", None) or {}).get("height", "60vh")
    return f'<div class="still-grid" style="height:{escape(str(high), quote=True)}"></div>'


MADE = {"Select": _chosen, "MultiSelect": _several, "SegmentedControl": _switch, "TextInput": _field, "Input": _field,
        "PasswordInput": _field, "AgGrid": _grid, "Plain": _plain}


def _words(options: list, values: list, between: str = ", ") -> str:
    """The labels of chosen values as HTML, options being grouped or not."""
    flat = [inner for option in options for inner in (option.get("items") or [option])]
    labels = {option["value"]: option["label"] for option in flat}
    return between.join(escape(str(labels[value]), quote=False) for value in values if value in labels)
