"""A slide in words, for who does not see it: everything that its picture says, in its order."""

from publish.slides.slide import Block, Graphic, Map, Slide, Table, Tiles, Timeline


def alternative(slide: Slide) -> str:
    """The text alternative of a whole slide, its title apart."""
    parts = [slide.subtitle, *(text for block in slide.blocks for text in _block(block)), *slide.remarks, slide.source]
    return "\n".join(part for part in parts if part)


def _block(block: Block) -> list[str]:
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
