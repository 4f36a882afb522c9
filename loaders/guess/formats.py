"""The format of a file by its first bytes: a table of texts, a workbook, or one of the standards that need no layout."""

import re

from loaders.guess.choice import Choice, said

_CUBE = re.compile(rb'"class"\s*:\s*"dataset"')
_PACKAGE = re.compile(rb'"resources"\s*:')
_SDMX = re.compile(rb'(?:\xef\xbb\xbf)?"?(?:DATAFLOW|STRUCTURE)"?[,;\t]')


def of(head: bytes) -> Choice:
    """csv, xlsx, json-stat, data-package or sdmx-csv."""
    if head.startswith(b"PK\x03\x04"):
        return Choice("format", "xlsx", 0.99, (said("format.xlsx"),))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        kind = "json-stat" if _CUBE.search(head) else "data-package" if _PACKAGE.search(head) else "json-stat"
        return Choice("format", kind, 0.9, (said("format.json"),))
    if _SDMX.match(head):
        return Choice("format", "sdmx-csv", 0.95, (said("format.sdmx"),))
    return Choice("format", "csv", 0.9, (said("format.csv"),))
