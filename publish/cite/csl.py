"""A citation as CSL-JSON, which Zotero, Mendeley, Word and pandoc read. Pure.

Types as in the specification of CSL 1.0.2, appendix III: a report, an article (of whatever outlet), a web page, a data set.
"""

import json

from layouts.words import Words
from loaders.parse import day
from publish.cite.cited import Cited, ends

TYPES = {"report": "report", "article": "article", "page": "webpage"}
"""By kind of source; surveys, registers and statistics are data sets."""


def items(cited: Cited, words: Words) -> list[dict]:
    """The list of one item that a file of CSL-JSON is."""
    published = ends(cited.published)
    item = {
        "id": f"{cited.key}-r{cited.release}", "type": TYPES.get(cited.kind, "dataset"), "language": cited.language,
        "author": [{"literal": cited.producer}], "title": cited.title, "publisher": cited.producer,
        "issued": {"date-parts": published} if published else None,
        "accessed": {"date-parts": [[cited.accessed.year, cited.accessed.month, cited.accessed.day]]}, "URL": cited.address,
        "archive": cited.atlas,
        "archive_location": words("cite.release", release=cited.release, name=cited.short, made=words.day(day(cited.made))),
        "note": cited.told, "source": cited.origin or None,
    }
    return [{name: value for name, value in item.items() if value is not None}]


def text(cited: Cited, words: Words) -> str:
    """The items as JSON, readable, in letters of their own."""
    return json.dumps(items(cited, words), ensure_ascii=False, indent=2) + "\n"
