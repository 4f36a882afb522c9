"""What the registers hold as records of the API: entities, indicators, sources, codes, and what a search finds among them."""

from urllib.parse import quote

from layouts.visit import Visit
from loaders.parse import fold
from metrics import query
from publish.api import fields, parameters
from publish.api.asked import Asked
from publish.api.values import Rows, cut

MOST_FOUND = 500
DEEPEST = 8
"""Steps from an entity over `within` to its country."""


def entities(asked: Asked) -> Rows:
    """Entities, by id."""
    visit = asked.visit
    rows = [record for record in _named(asked, "entity", visit.register.entities) if _fits(visit, asked, record)]
    return cut(rows, asked, lambda record: entity(visit, record))


def _fits(visit: Visit, asked: Asked, record) -> bool:
    """Whether an entity is of the kinds, regions and countries that are asked for."""
    if asked["kind"] and record.kind not in asked["kind"]:
        return False
    around = _around(visit, record) if asked["region"] or asked["country"] else {}
    return all(not asked[kind] or around.get(kind) in asked[kind] for kind in ("region", "country"))


def _around(visit: Visit, record) -> dict[str, str]:
    """The region and the country that an entity lies in, or is."""
    found: dict[str, str] = {}
    for _ in range(DEEPEST):
        if record is None:
            break
        found.setdefault(record.kind, record.id)
        record = visit.register.entities.get(record.within or "")
    return found


def entity(visit: Visit, record) -> dict:
    """The record of one entity (fields.ENTITY)."""
    words, around = visit.words, _around(visit, record)
    kept = ("kind", "within", "iso", "katottg", "latitude_deg", "longitude_deg", "organiser", "relocated_to")
    return {
        "entity": record.id, "name": words.entity(record.id), "names": dict(record.name), **{name: getattr(record, name) for name in kept},
        "kind_name": words(f"kind.{record.kind}"), "aliases": list(record.aliases), "region": around.get("region"),
        "country": around.get("country"), "state": record.status, "sector": words.text(record.sector) or None,
        "about": words.text(record.about) or None, "member_of": list(record.member_of), "page": visit.site + visit.entity_link(record.id),
    }


def indicators(asked: Asked) -> Rows:
    """Indicators, by id."""
    visit, themes, concepts = asked.visit, asked["theme"], asked["concept"]
    rows = [record for record in _named(asked, "indicator", visit.register.indicators)
            if (not themes or record.theme in themes) and (not concepts or (record.concept or record.id) in concepts)]
    return cut(rows, asked, lambda record: indicator(visit, record))


def indicator(visit: Visit, record) -> dict:
    """The record of one indicator (fields.INDICATOR)."""
    words = visit.words
    return {
        "indicator": record.id, "name": words.indicator(record.id), "names": dict(record.name),
        "definition": words.definition(record.id) or None, "theme": record.theme, "theme_name": words.code("themes", record.theme),
        "concept": record.concept or record.id, "unit": record.unit, "unit_name": words.code("units", record.unit), "counts": record.counts,
        "counts_name": words.code("counts", record.counts), "period_kind": record.period_kind, "sums": list(record.sums),
        "per_head": record.per_head, "higher_is": record.higher_is, "standard": record.standard,
        "page": visit.site + visit.link("/figures", indicator=record.id),
    }


def sources(asked: Asked) -> Rows:
    """Sources, by id."""
    return cut(_named(asked, "source", asked.visit.register.sources), asked, lambda record: source(asked.visit, record))


def source(visit: Visit, record) -> dict:
    """The record of one source (fields.SOURCE)."""
    words = visit.words
    given = {name: None if (text := getattr(record, name)) == "unknown" else text for name in ("published", "address", "licence")}
    return {
        "source": record.id, "title": words.source(record.id), "titles": dict(record.title), "producer": words.producer(record.id),
        "source_kind": record.kind, **given, "languages": list(record.languages), "editions": [edition.id for edition in record.editions],
        "note": words.text(record.note) or None, "page": visit.site + visit.link(f"/sources/{quote(record.id)}"),
    }


def _named(asked: Asked, kind: str, records: dict) -> list:
    """The records of a register, by id; those whose names hold every word of `q` where it is given."""
    if not asked["q"]:
        return sorted(records.values(), key=lambda record: record.id)
    found = query.find(asked.visit.release, fold(asked["q"]), len(records) + MOST_FOUND)
    return [records[match.id] for match in found if match.kind == kind]


def find(asked: Asked) -> Rows:
    """Entities, indicators and sources whose names hold every word of a text, best first."""
    matches = query.find(asked.visit.release, fold(asked["q"]), MOST_FOUND)
    return cut(matches, asked, lambda match: found(asked.visit, match))


def found(visit: Visit, match) -> dict:
    """The record of one thing found (fields.FOUND)."""
    words = visit.words
    name, page = {
        "entity": lambda: (words.entity(match.id), visit.entity_link(match.id)),
        "indicator": lambda: (words.indicator(match.id), visit.link("/figures", indicator=match.id)),
        "source": lambda: (words.source(match.id), visit.link(f"/sources/{quote(match.id)}")),
    }[match.kind]()
    kind = visit.register.entities[match.id].kind if match.kind == "entity" else match.kind
    return {"found": match.kind, "id": match.id, "name": name, "kind_name": words(f"kind.{kind}"), "page": visit.site + page}


def codes(asked: Asked) -> Rows:
    """Every code of every list, with its name."""
    return cut([row for row in _codes(asked.visit) if not asked["list"] or row["list"] in asked["list"]], asked, dict)


def _codes(visit: Visit) -> list[dict]:
    words, listed = visit.words, visit.register.codes
    own = [_code(name, code.id, words.text(code.name), words.text(code.definition))
           for name, key in (("theme", "themes"), ("unit", "units"), ("counts", "counts")) for code in listed[key].values()]
    own += [_code("breakdown", f"{dimension.id}={code.id}", words.text(code.name), words.text(code.definition))
            for dimension in listed["dimensions"].values() for code in dimension.codes]
    fixed = {"kind": fields.ENTITY_KINDS, "status": fields.STATUSES, "basis": fields.BASES, "flag": fields.FLAGS,
             "period_kind": fields.PERIOD_KINDS}
    own += [_code(name, code, words(f"{name}.{code}")) for name, given in fixed.items() for code in given]
    return own + [_code("qualifier", code, words(f"mark.{code}"), words(f"mark.{code}.means")) for code in fields.QUALIFIERS]


def _code(name: str, code: str, said: str, definition: str = "") -> dict:
    return {"list": name, "code": code, "name": said, "definition": definition or None}


LISTS = ("theme", "unit", "counts", "breakdown", "kind", "status", "basis", "flag", "period_kind", "qualifier")
LIST = parameters.Parameter("list", "codes", codes=LISTS)
