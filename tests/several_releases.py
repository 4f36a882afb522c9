"""A small atlas of four releases: a figure that changes twice, one that is gone, one that is new, one that is decided otherwise.

1: as the small folder says. 2: K's participants over 26,600; N005 is gone; N006 is new. 3: over 26,700; R002 is shown, not R001.
4: N001 is told with another place in its source.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from layouts.visit import Visit
from layouts.visitor import Visitor
from loaders import run, store

SMALL = Path(__file__).parent / "small"
NEW = """
  - id: N006
    entity: kharkiv-it-cluster
    indicator: event_participants
    value: up to 40
    period: 2024
    basis: reported
"""
REPORT, NEWS, DECIDED, KNOWN = "sources/annual_report.csv", "sources/news_page.yaml", "resolutions.yaml", "corrections.yaml"
STEPS: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (),
    ((REPORT, r'"26,500\+"', '"26,600+"'), (NEWS, r"\n  - id: N005(.|\n)*", NEW), (KNOWN, r"\n- statement: N005(.|\n)*", "\n")),
    ((REPORT, r'"26,600\+"', '"26,700+"'), (DECIDED, r"(?s).*", "- show: R002\n  over: [R001]\n  reason: {en: The other one, uk: Інше}\n"
                                                              "  decided: 2024-02-15\n")),
    ((NEWS, r"(    said_by: \{en: the head)", r"    locator: {en: second paragraph, uk: другий абзац}\n\1"),),
)


@dataclass(frozen=True)
class Atlas:
    """The database of the releases; `visit` reads it at an address."""

    visitor: Visitor

    def visit(self, path: str, **choices: str) -> Visit:
        """A reader at an address."""
        return self.visitor.visit(path, choices)


def made(room: Path, tables: dict, settings: dict) -> Iterator[Atlas]:
    """The atlas in a folder of its own, closed afterwards."""
    folder, database = Path(shutil.copytree(SMALL, room / "small")), f"sqlite:///{room}/atlas.sqlite"
    for edits in STEPS:
        for name, pattern, replacement in edits:
            text, count = re.subn(pattern, replacement, (folder / name).read_text(encoding="utf-8"), count=1)
            assert count == 1, (name, pattern)
            (folder / name).write_text(text, encoding="utf-8")
        outcome = run.load([folder], database)
        assert not outcome.problems, [str(problem) for problem in outcome.problems]
    engine = store.engine(database)
    yield Atlas(Visitor(engine, settings, tables, {}))
    engine.dispose()
