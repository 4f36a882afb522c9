"""The head of one page as HTML: title and description, canonical address, the other languages, the picture to share. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

SHARE_PX = (1200, 630)
LONGEST_DESCRIPTION = 300
"""Letters of a description; search engines show fewer, chats some more."""


@dataclass(frozen=True)
class Head:
    """What is said of a page. Addresses are whole, with scheme and host; `picture` is empty where there is none.

    `alternates`: pairs of language and address, with `x-default` for whoever names no language. `data`: records of
    schema.org. `indexed` is False for what is no page.
    """

    title: str
    description: str
    language: str
    site_name: str
    canonical: str
    alternates: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    picture_told: str = ""
    data: tuple[Mapping, ...] = ()
    kind: str = "website"
    indexed: bool = True


def html(head: Head) -> str:
    """All tags of a head but <title>, which the frame of the page writes."""
    if not head.indexed:
        return _meta("name", "robots", "noindex")
    return "".join([
        _meta("name", "description", head.description), _link("canonical", head.canonical),
        *(_link("alternate", address, language) for language, address in head.alternates),
        *_shared(head), *(_data(record) for record in head.data),
    ])


def _shared(head: Head) -> Iterable[str]:
    """Open Graph, and what Twitter's cards add to it."""
    told = {"og:type": head.kind, "og:site_name": head.site_name, "og:title": head.title, "og:description": head.description,
            "og:url": head.canonical, "og:locale": head.language}
    if head.picture:
        told |= {"og:image": head.picture, "og:image:type": "image/png", "og:image:width": SHARE_PX[0], "og:image:height": SHARE_PX[1],
                 "og:image:alt": head.picture_told}
    yield from (_meta("property", name, value) for name, value in told.items())
    yield _meta("name", "twitter:card", "summary_large_image" if head.picture else "summary")


def _meta(kind: str, name: str, value) -> str:
    return f'<meta {kind}="{name}" content="{escape(str(value))}">'


def _link(relation: str, address: str, language: str = "") -> str:
    spoken = f' hreflang="{escape(language)}"' if language else ""
    return f'<link rel="{relation}"{spoken} href="{escape(address)}">'


def _data(record: Mapping) -> str:
    """A record as JSON-LD. A block of data is no script: nothing in it runs, and nothing in it ends it."""
    text = json.dumps(record, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'


def shortened(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """A text on one line, cut at a word where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0].rstrip(" ,.;:·–") + "…"
