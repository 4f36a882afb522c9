"""What a file holds before it is typed: texts with their places."""

from dataclasses import dataclass

Place = tuple[int, int | str]


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text; None where the file leaves the value empty."""

    text: str | None
    line: int
    column: int | str

    def plain(self) -> str | None:
        return self.text

    def step(self, part: str | int) -> None:
        """A text has nothing inside."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int
    column: int

    def plain(self) -> list:
        return [item.plain() for item in self.items]

    def step(self, part: str | int) -> "Node | None":
        return self.items[part] if isinstance(part, int) and part < len(self.items) else None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Nodes by key, with the place of each key."""

    fields: dict[str, "Node"]
    keys: dict[str, Place]
    line: int
    column: int

    def plain(self) -> dict:
        """Keys left empty are absent."""
        given = ((key, node.plain()) for key, node in self.fields.items())
        return {key: value for key, value in given if value is not None}

    def step(self, part: str | int) -> "Node | None":
        return self.fields.get(part) if isinstance(part, str) else None

    def without(self, key: str) -> "Mapping":
        """The same mapping less one key."""
        rest = {name: node for name, node in self.fields.items() if name != key}
        return Mapping(rest, self.keys, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `header` gives the place of each column in `cells`; the column `a.b` is key b of field a."""

    header: dict[str, int]
    cells: tuple[str, ...]
    line: int
    prefix: str = ""

    @property
    def column(self) -> str:
        """The column (or the group of columns) the node stands in."""
        return self.prefix.rstrip(".") or next(iter(self.header), "")

    def plain(self) -> dict:
        """Empty cells are absent."""
        fields: dict = {}
        for name, text in zip(self.header, self.cells, strict=True):
            if not text or not name.startswith(self.prefix):
                continue
            key, dot, inner = name[len(self.prefix):].partition(".")
            if dot:
                fields.setdefault(key, {})[inner] = text
            else:
                fields[key] = text
        return fields

    def step(self, part: str | int) -> "Node | None":
        name = f"{self.prefix}{part}"
        if name in self.header:
            return Scalar(self.cells[self.header[name]] or None, self.line, name)
        grouped = any(column.startswith(f"{name}.") for column in self.header)
        return Row(self.header, self.cells, self.line, f"{name}.") if grouped else None


Node = Scalar | Listing | Mapping | Row


def walk(node: Node, parts: tuple[str | int, ...]) -> tuple[Place, tuple[str | int, ...]]:
    """The place of what lies at `parts`, or of the nearest node around it, and the parts found."""
    place, found = (node.line, node.column), []
    for part in parts:
        inner = node.step(part)
        if inner is None:
            continue
        node, place = inner, (inner.line, inner.column)
        found.append(part)
    return place, tuple(found)


def _around(node: Node, parts: tuple[str | int, ...]) -> Node:
    """The node in which the last of `parts` is looked for."""
    for part in parts[:-1]:
        node = node.step(part) or node
    return node


def has_key(node: Node, parts: tuple[str | int, ...]) -> bool:
    """Whether the key at the end of `parts` is written, be it with an empty value."""
    around = _around(node, parts)
    if isinstance(around, Row):
        return f"{around.prefix}{parts[-1]}" in around.header
    return isinstance(around, Mapping) and parts[-1] in around.keys


def key_place(node: Node, parts: tuple[str | int, ...]) -> Place:
    """The place of the key at the end of `parts`; of the mapping around it where the key is not written."""
    around = _around(node, parts)
    if isinstance(around, Row):
        return around.line, f"{around.prefix}{parts[-1]}"
    if isinstance(around, Mapping):
        return around.keys.get(str(parts[-1]), (around.line, around.column))
    return around.line, around.column
