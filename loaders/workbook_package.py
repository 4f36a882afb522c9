"""The package of a workbook: an .xlsx is a zip of XML parts, and is opened only within limits.

Everything is refused before it is unpacked: too many parts, parts that grow out of all proportion, two parts of one name,
what is encrypted or packed in a way that unpacks without measure, what only looks like a workbook. XML is read by expat with
no document type, so there are no entities to expand and nothing outside to fetch; addresses within the package are followed
only to its own parts.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.parsers import expat

from loaders.problem import Problem, Refused

MOST_BYTES = 100_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 1_000_000_000
MOST_OF_A_SMALL_PART = 5_000_000
"""Of the parts that are read whole: relations, the list of sheets, styles."""
STEEPEST = 100
"""How many times its packed size a part may be; what people write packs 5 to 30 times, a bomb 1,000 times."""
ALWAYS_ALLOWED = 1_000_000
"""A part this small is unpacked whatever its proportion."""

CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, IndexError)
_SAVE = "open it in Excel or LibreOffice and save it as .xlsx"


class Package:
    """The parts of one workbook by their names. Raises Refused where the bytes are none, or more than is safe."""

    def __init__(self, content: bytes, label: str, most_unpacked: int = MOST_UNPACKED) -> None:
        self.label, self._most_unpacked = label, most_unpacked
        self._refuse_by_first_bytes(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except _BROKEN:
            raise self.refused(f"the file is a damaged .xlsx; {_SAVE} again") from None
        self._refuse_entries(entries)
        self._parts = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries if not entry.is_dir()}
        if len(self._parts) < sum(not entry.is_dir() for entry in entries):
            raise self.refused(f"the file holds two parts of one name, which programs read differently; {_SAVE} again")
        self._refuse_other_kinds()

    def refused(self, message: str, line: int = 1, column: int | str = 1) -> Refused:
        """The refusal of this file."""
        return Refused([Problem(self.label, line, column, message)])

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._parts)

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises Refused where it is damaged or not there."""
        if part not in self._parts:
            raise self.refused(f"the file lacks its part {part}; {_SAVE} again")
        try:
            with self._zip.open(self._parts[part]) as stream:
                while piece := stream.read(CHUNK):
                    yield piece
        except _BROKEN:
            raise self.refused(f"the part {part} of the file is damaged; {_SAVE} again") from None

    def small(self, part: str) -> Iterator[bytes]:
        """The bytes of a part that is to be small. Raises Refused where it is not."""
        if part in self._parts and self._parts[part].file_size > MOST_OF_A_SMALL_PART:
            raise self.refused(f"the part {part} unpacks to over 5 MB; copy the table into a new workbook")
        return self.chunks(part)

    def plain_xml(self) -> None:
        """Walk through every XML part, also those that are not read here; raises Refused where one declares a document type."""
        for name in self._parts:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                for _ in self.walk(name, self.chunks(name)):
                    pass

    def parse(self, part: str, start: Callable | None = None, end: Callable | None = None, text: Callable | None = None) -> None:
        """Walk through a small part, calling with each element's local name."""
        for _ in self.walk(part, self.small(part), start, end, text):
            pass

    def walk(self, part: str, pieces: Iterator[bytes], start=None, end=None, text=None) -> Iterator[None]:
        """Walk through a part piece by piece; yields after each, so that what was found can be taken on."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        try:
            for piece in pieces:
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            raise self.refused(f"the part {part} of the file is broken off or no XML at its {place}; {_SAVE} again") from None
        yield

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the package: id -> (last word of its kind, name of the part). Outside is left out."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, given: dict) -> None:
            if local(element) == "Relationship" and given.get("TargetMode", "Internal") == "Internal":
                kind = given.get("Type", "").rpartition("/")[2]
                found[given.get("Id", "")] = kind, _target(folder, given.get("Target", ""))

        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations in self._parts:
            self.parse(relations, start)
        return found

    def _refuse_document_type(self, *_: object) -> None:
        raise self.refused("the file declares a document type, which no workbook does; copy the table into a new workbook")

    def _refuse_by_first_bytes(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            raise self.refused("the workbook is over 100 MB; save the table as CSV")
        if content.startswith(_OLE):
            locked = "EncryptedPackage".encode("utf-16-le") in content
            raise self.refused("the workbook is locked with a password; save it without one" if locked else
                               f"the file is an old .xls workbook; {_SAVE}")
        if not content.startswith(b"PK\x03\x04"):
            raise self.refused(f"the file is no .xlsx workbook{_looks_like(content)}; {_SAVE}")
        if content.count(_ENTRY) > MOST_PARTS:
            raise self.refused(f"the file holds over {MOST_PARTS} parts; copy the table into a new workbook")

    def _refuse_entries(self, entries: list[zipfile.ZipInfo]) -> None:
        for entry in entries:
            if entry.flag_bits & 1:
                raise self.refused("the workbook is locked with a password; save it without one")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.refused(f"the part {entry.filename} is packed in a way that no workbook is; {_SAVE} again")
            steep = entry.file_size > STEEPEST * max(entry.compress_size, 1)
            if steep and entry.file_size > ALWAYS_ALLOWED:
                raise self.refused(f"the part {entry.filename} unpacks to over {STEEPEST} times its size, as empty rows do; "
                                   "copy the table into a new workbook")
        if sum(entry.file_size for entry in entries) > self._most_unpacked:
            raise self.refused(f"the workbook unpacks to over {self._most_unpacked // 1_000_000:,} MB; save the table as CSV")

    def _refuse_other_kinds(self) -> None:
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise self.refused(f"the file is an OpenDocument file (.ods); {_SAVE}")
        if "xl/workbook.bin" in self._parts:
            raise self.refused(f"the file is a binary workbook (.xlsb); {_SAVE}")
        if any(name.startswith(("word/", "ppt/")) for name in self._parts):
            raise self.refused("the file is a text or presentation; save its table as .xlsx or CSV")
        if "[Content_Types].xml" not in self._parts:
            raise self.refused(f"the file is a zip archive and no workbook; unpack it, or {_SAVE}")


def local(element: str) -> str:
    """The name of an element without its prefix."""
    return element.rpartition(":")[2]


def _target(folder: str, target: str) -> str:
    plain = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")


def _looks_like(content: bytes) -> str:
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        return " (it is empty)"
    if head.startswith((b"<html", b"<!doctype html", b"<table")):
        return " (it is a web page, whatever its name says)"
    if head.startswith(b"<?xml"):
        return " (it is XML, whatever its name says)"
    return " (it looks like text: name it .csv or .tsv)" if b"\x00" not in head else ""
