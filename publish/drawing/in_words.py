"""A block in words, for who does not see it: everything that its picture says."""

from publish.drawing.blocks import Block, Graphic, Map, Table, Tiles, Timeline


def in_words(block: Block) -> list[str]:
    """A block in words, in its order."""
    if isinstance(block, Graphic):
        return _graphic(block)
    if isinstance(block, Map):
        marks = [*block.areas, *block.dots]
        return [block.alt, "; ".join(_named(mark.name, mark.label) for mark in marks if mark.label)]
    if isinstance(block, Table):
        return [" | ".join(row) for row in (block.head, *block.rows)]
    if isinstance(block, Tiles):
        return [f"{t.label}: {_joined(' ', t.value, t.unit)} ({_joined(', ', t.scope, t.aside)})" for t in block.tiles]
    return [_joined(" · ", *item) for item in block.items] if isinstance(block, Timeline) else list(block.items)


def _graphic(block: Graphic) -> list[str]:
    """The alternative text of a chart, and every value that it does not name already."""
    said = [f"{point.name}, {point.period}: {point.label}" + (" ‖" if point.conflict else "") for point in block.chart.points]
    return [block.alt, "; ".join(said)]


def _named(name: str, label: str) -> str:
    return label if label.startswith(name) else f"{name} {label}"


def _joined(between: str, *texts: str) -> str:
    return between.join(filter(None, texts))
