"""What the import page asks for: the form it shows, the recipe in its field, and what a person has said beside the guess."""

from collections.abc import Mapping
from dataclasses import dataclass

from loaders import read
from loaders.guess import draft, written
from loaders.inspection import LABEL
from loaders.node import Mapping as Tree

LONGEST_RECIPE = 200_000
SAID = ("id", "source", "basis", "of", "when", "leave_out")
"""What a person says that no guess can know, as the form names it."""


@dataclass(frozen=True)
class Told:
    """Whose figures, who measured, what is measured, when, under which id; empty where nothing is said."""

    id: str = ""
    source: str = ""
    basis: str = ""
    indicator: str = ""
    period: str = ""
    leave_out_unknown: bool = False


@dataclass(frozen=True)
class Page:
    """The page's state. `fixed` are the choices a person has corrected, as the form writes them; `corrected` whether one is new."""

    name: object
    called: str
    fixed: dict[str, str]
    said: dict[str, str]
    news: dict[str, str]
    text: str
    corrected: bool

    @classmethod
    def of(cls, upload: Mapping, before: Mapping, given: Mapping[str, str], text: str) -> "Page":
        """The state from what a browser sends; texts only, each of a sensible length."""
        shown, fixed, said = (_texts(before.get(part)) for part in ("shown", "fixed", "told"))
        new = {name: one for name, one in given.items() if name not in SAID and name in shown and one != shown[name]}
        now = {name: one for name, one in given.items() if name in SAID}
        news = {name: one for name, one in now.items() if one != said.get(name, "")}
        called = upload.get("called")
        fresh = not before
        return cls(upload.get("name"), called[:200] if isinstance(called, str) else "", {**fixed, **new}, {**said, **now}, news,
                   text[:LONGEST_RECIPE], bool(new) or fresh)

    @property
    def told(self) -> Told:
        """What a person has newly said; what was said before stands in the recipe."""
        return Told(self.news.get("id", ""), self.news.get("source", ""), self.news.get("basis", ""), self.news.get("of", ""),
                    self.news.get("when", ""), self.said.get("leave_out") == "yes")

    def kept(self, recipe: str) -> dict:
        """What the page keeps in mind: the form as the recipe now has it."""
        made = plain(recipe) or {}
        said = {name: made[name] for name in ("id", "source", "basis") if isinstance(made.get(name), str)}
        for key, name in (("indicator", "of"), ("period", "when")):
            role = made.get(key)
            if isinstance(role, Mapping) and isinstance(role.get("constant"), str):
                said[name] = role["constant"]
        return {"fixed": self.fixed, "told": {**said, "leave_out": self.said.get("leave_out", "no")}}


def _texts(given: object) -> dict[str, str]:
    items = given.items() if isinstance(given, dict) else ()
    return {name: text for name, text in items if isinstance(name, str) and isinstance(text, str)}


def plain(text: str) -> dict | None:
    """A recipe as plain keys and texts; None where it is no YAML mapping."""
    node, problems = read.yaml_tree(text, LABEL) if text.strip() else (None, [])
    return node.plain() if isinstance(node, Tree) and not problems else None


def id_in(text: str) -> str | None:
    """The id of a recipe, where it is one that may name a file."""
    found = (plain(text) or {}).get("id")
    return found if isinstance(found, str) and draft.IDENTIFIER.fullmatch(found) else None


def with_told(text: str, told: Told) -> str:
    """The recipe with what a person has said; untouched where nothing is said or it cannot be read."""
    parts: dict[str, object] = {name: getattr(told, name) for name in ("id", "source", "basis") if getattr(told, name)}
    parts |= {name: {"constant": getattr(told, name)} for name in ("indicator", "period") if getattr(told, name)}
    before = plain(text) if text.strip() else {}
    if not parts or before is None:
        return text
    roles = {name: {**_rest(before.get(name)), **part} for name, part in parts.items() if isinstance(part, Mapping)}
    made = {**before, **parts, **roles}
    if told.source:
        made.pop("publication", None)
    return text if made == before else written.written(made)


def _rest(role: object) -> dict:
    """A role less where it stood."""
    return {key: value for key, value in role.items() if key not in (*draft.ORIGINS, "map")} if isinstance(role, Mapping) else {}
