"""The brand of the house on its slides, and files that PowerPoint's own schemas admit."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from shipped import _outlines
from test_compose import shown

from loaders import read
from publish.slides import powerpoint


def picture(width: int, height: int) -> bytes:
    """A plain PNG of one colour."""
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\x00" + b"\x10\x60\xa0" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) \
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def deck(language: str):
    """The shipped deck of the Kharkiv meeting."""
    return shown("annual_meeting_2023", language)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_deck_of_the_meeting_is_valid_by_the_open_xml_schemas(language, tmp_path: Path):
    file = tmp_path / "deck.pptx"
    file.write_bytes(powerpoint.write(deck(language), None, _outlines()["ukraine_oblasts"]))
    found = OpenXmlValidator().validate(file)
    assert [str(error) for error in found.errors] == []


def test_the_brand_gives_the_first_colour_and_a_logo_on_every_slide():
    branded = replace(deck("uk"), colour="#aa1166", logo=picture(40, 20))
    presentation = Presentation(io.BytesIO(powerpoint.write(branded, None, _outlines()["ukraine_oblasts"])))
    assert all([shape.name for shape in slide.shapes][-1] == "logo" for slide in presentation.slides)
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    accent = theme[theme.index("<a:accent1>"):theme.index("</a:accent1>")]
    assert "AA1166" in accent.upper()
    alternative = presentation.slides[0].shapes[-1]._element.nvPicPr.find(qn("p:cNvPr")).get("descr")
    assert alternative == branded.brand


def test_every_slide_has_a_source_line_that_names_the_release():
    for slide in deck("en").slides:
        assert "release" in slide.source, slide.title


def test_a_logo_that_is_no_picture_is_refused_in_plain_words(tmp_path: Path):
    (tmp_path / "logo.png").write_text("GIF89a", encoding="utf-8")
    with pytest.raises(read.SettingsError, match=r"logo.png:1:1: the logo is no PNG picture of at most 5 MB"):
        read.picture(tmp_path / "logo.png")
