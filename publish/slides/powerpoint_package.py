"""The file itself: what it says of its making, the language of its texts, and bytes that are the same each time."""

import zipfile
from io import BytesIO

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from publish.slides.powerpoint_canvas import moment
from publish.slides.slide import Deck

LANGUAGES = {"en": "en-GB", "uk": "uk-UA"}
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file knows."""

APPLICATION = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
               '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
               "<Application>Microsoft Office PowerPoint</Application></Properties>")


def packed(presentation, deck: Deck) -> bytes:
    """The presentation as the bytes of a .pptx."""
    _tell(presentation.core_properties, deck)
    _speak(presentation, LANGUAGES.get(deck.language, deck.language))
    _plain_application(presentation)
    file = BytesIO()
    presentation.save(file)
    return _without_clock(file)


def _tell(properties, deck: Deck) -> None:
    """Title, release and maker; the only moment is that of the release."""
    properties.title, properties.author, properties.last_modified_by = deck.title[:255], deck.brand[:255], deck.brand[:255]
    properties.subject = f"release {deck.release} ({deck.release_name})"[:255]
    properties.keywords, properties.comments, properties.category = deck.id[:255], "", ""
    properties.language = LANGUAGES.get(deck.language, deck.language)
    properties.created = properties.modified = properties.last_printed = moment(deck.made)
    properties.revision = 1


def _speak(presentation, language: str) -> None:
    """Each text says its language, for spelling and hyphens."""
    for slide in presentation.slides:
        parts = [slide.part, *(rel.target_part for rel in slide.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CHART)]
        if slide.has_notes_slide:
            parts.append(slide.notes_slide.part)
        for part in parts:
            for run in part._element.iter(qn("a:r")):
                run.get_or_add_rPr().set("lang", language)


def _plain_application(presentation) -> None:
    """The count of slides and the like of the template would be wrong: only the program's name is kept."""
    for rel in presentation.part.package._rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            rel.target_part._blob = APPLICATION.encode()


def _without_clock(file: BytesIO) -> bytes:
    """The same entries in the same order, with no time of their own."""
    written = BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(entry, source.read(name))
    return written.getvalue()
