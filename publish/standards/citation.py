"""CITATION.cff: how the whole is cited (Citation File Format 1.2.0). Pure. https://citation-file-format.github.io/"""

import json

from publish.standards.contents import ENGLISH, Contents

PATH = "CITATION.cff"


def write(contents: Contents) -> str:
    """The citation. JSON texts are YAML texts, so nothing in a name can break out of its line."""
    words, name = contents.words[ENGLISH], contents.name[ENGLISH]
    told = {
        "cff-version": "1.2.0", "message": words("bundle.cite"), "type": "dataset", "title": f"{name}: {words('bundle.subject')}",
        "abstract": words("bundle.description"), "version": contents.short, "date-released": contents.newest,
        "authors": [{"name": name}],
        "identifiers": [{"type": "other", "value": f"sha256:{contents.hash}", "description": words("bundle.identifier")}],
        "keywords": ["IT clusters", "Ukraine", "statistics"],
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items())
