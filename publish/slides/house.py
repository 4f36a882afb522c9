"""A house template that an editor brings: checked, and kept in the data folder under the hash of its content.

Off without a token in the environment (ATLAS_EDITOR_TOKEN). The name that the file had is never used.
"""

import base64
import hmac
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from layouts.visit import Visit
from publish.slides.chosen import shelf_of
from publish.slides.slide import Deck, TemplateError
from publish.slides.stock import LARGEST_TEMPLATE, TEMPLATES

SHOWN = 12
"""Signs of the hash that name a template."""


@dataclass(frozen=True)
class Kept:
    """What became of a template: its name where it was kept, and what the editor is told."""

    name: str
    told: str


def offered(visit: Visit) -> bool:
    """Whether templates can be brought at all: only where the environment holds a token."""
    return bool(visit.settings.get("editor_token"))


def keep(visit: Visit, token: object, contents: object, deck: Deck) -> Kept:
    """Check the token and the file, try the template on a deck, and keep it; else say what is wrong."""
    from publish.slides import powerpoint_template
    words = visit.words
    if not offered(visit) or not _same(token, visit.settings["editor_token"]):
        return Kept("", words("slides.house.token"))
    template = _bytes(contents)
    if template is None:
        return Kept("", words("slides.house.unread", most=LARGEST_TEMPLATE // 1_000_000))
    try:
        powerpoint_template.opened(deck, template)
    except TemplateError as error:
        return Kept("", words("slides.house.refused", why=str(error)))
    name = sha256(template).hexdigest()[:SHOWN]
    try:
        _write(Path(visit.settings["data_folder"]) / TEMPLATES, f"{name}.pptx", template)
    except OSError:
        return Kept("", words("slides.house.folder"))
    shelf_of(visit).templates[name] = template
    return Kept(name, words("slides.house.kept", name=name))


def _same(given: object, token: str) -> bool:
    """Whether two tokens are one, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(str(given or "").encode("utf-8", "replace"), token.encode())


def _bytes(contents: object) -> bytes | None:
    """The bytes of a file as a browser sends it; None for what is none or too large."""
    _, _, body = contents.partition(",") if isinstance(contents, str) else ("", "", "")
    if not body or len(body) > LARGEST_TEMPLATE * 4 // 3 + 4:
        return None
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:
        return None


def _write(folder: Path, name: str, content: bytes) -> None:
    """The whole file or none."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as unfinished:
        unfinished.write(content)
    Path(unfinished.name).replace(folder / name)
