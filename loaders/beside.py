"""What the pages need of the data folders beside the tables: the words of each language, the outlines of maps."""

from collections.abc import Sequence
from pathlib import Path

from loaders import read
from loaders.gather import gather
from loaders.problem import Problem, Refused, in_order


def languages(folders: Sequence[str | Path], wanted: Sequence[str] = ()) -> dict[str, dict]:
    """The language files of the folders as plain texts, by language; a later folder adds to an earlier one.

    `wanted` names the first languages and their order; any other that has a file follows. Raises Refused.
    """
    content = gather(folders, only="language")
    if content.problems:
        raise Refused(in_order(content.problems))
    found: dict[str, dict] = {}
    for entry in content.entries["language"]:
        given = entry.record.model_dump()
        known = found.setdefault(entry.record.language, {**given, "words": {}, "entities": {}, "indicators": {}})
        for part in ("words", "entities", "indicators"):
            known[part].update(given[part])
    missing = [language for language in wanted if language not in found]
    if missing:
        raise Refused([Problem(f"languages/{missing[0]}.yaml", 1, 1, "the file is not there; write it")])
    return {language: found[language] for language in dict.fromkeys([*wanted, *found])}


def outlines(folders: Sequence[str | Path]) -> dict[str, dict]:
    """The outline maps of the folders (GeoJSON) by the name of their file; raises Refused."""
    return {
        path.stem: read.outlines(path)
        for folder in folders for path in read.files(Path(folder) / "maps") if path.suffix == ".geojson"
    }
