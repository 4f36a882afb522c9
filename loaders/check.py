"""What the records must hold together: ids, units, plausible ranges, nothing said twice. Pure."""

from collections.abc import Hashable, Iterator

from loaders import parse
from loaders.gather import Content
from loaders.observe import observation, subject
from loaders.problem import Problem, did_you_mean
from loaders.records import Indicator, Source, Statement
from loaders.refusal import shown
from loaders.resolve import imported, unresolved
from loaders.typed import Entry

_OWNS_OUTLIER = {"out_of_range", "suspected_typo"}
_NO_VALUE_NEEDED = {"L", "M"}


def check(content: Content) -> list[Problem]:
    """All that is wrong between the records; what is wrong inside one is known from reading it."""
    return [
        *_twice(content), *unresolved(content), *_circles(content), *_bounds(content), *_periods(content),
        *_statements(content), *_corrections(content), *_said_twice(content), *_resolutions(content),
    ]


_IDENTITY = {
    "resolution": lambda record: (record.show,),
    "correction": lambda record: (record.statement, record.field),
    "relation": lambda record: (record.kind, *record.between),
    "language": lambda record: (record.language,),
}
_NAMED_BY = {"resolution": "show", "correction": "statement", "relation": "between", "language": "language"}


def _twice(content: Content) -> Iterator[Problem]:
    """Two records of a kind with one id."""
    for kind, entries in content.entries.items():
        seen: dict[Hashable, Entry] = {}
        for entry in entries:
            identity = _IDENTITY.get(kind, lambda record: (record.id,))(entry.record)
            first = seen.setdefault(identity, entry)
            if first is not entry:
                field = _NAMED_BY.get(kind, "id")
                message = f"{field} is {', '.join(identity)}, as in {first.where}; {_instead_of_two(kind)}"
                yield entry.problem(message, field)


def _instead_of_two(kind: str) -> str:
    if kind in _IDENTITY:
        return "keep one of the two"
    return f"give each {kind} an id of its own, or keep one of the two"


def _circles(content: Content) -> Iterator[Problem]:
    """Entities that lie within themselves."""
    above = {entry.record.id: entry.record.within for entry in content.entries["entity"]}
    for entry in content.entries["entity"]:
        path = [entry.record.id]
        while (higher := above.get(path[-1])) and higher not in path:
            path.append(higher)
        if higher == entry.record.id:
            chain = " within ".join([*path, higher])
            message = f"within is {entry.record.within}, a circle ({chain}); write what it lies in"
            yield entry.problem(message, "within")


def _bounds(content: Content) -> Iterator[Problem]:
    for entry in content.entries["indicator"]:
        low, high = entry.record.minimum, entry.record.maximum
        if low is not None and high is not None and low > high:
            yield entry.problem(f"maximum is {shown(high)}; write one above minimum, which is {shown(low)}", "maximum")


def _periods(content: Content) -> Iterator[Problem]:
    """Periods of entities and days of publication."""
    for kind, field in (("entity", "period"), ("source", "published")):
        for entry in content.entries[kind]:
            given = getattr(entry.record, field)
            try:
                parse.period(given or "unknown")
            except ValueError as error:
                yield entry.problem(f"{field} {error}", field)


def _statements(content: Content) -> Iterator[Problem]:
    indicators = {entry.record.id: entry.record for entry in content.entries["indicator"]}
    sources = {entry.record.id: entry.record for entry in content.entries["source"]}
    dimensions = {entry.record.id: {code.id for code in entry.record.codes} for entry in content.entries["dimension"]}
    for entry in content.entries["statement"]:
        if imported(content, entry.record.id):
            message = f"id is {entry.record.id}, which begins with an import; the ids of its statements are its own: write another"
            yield entry.problem(message, "id")
        if entry.record.source is None:
            yield entry.problem("source is missing; write it, for the file describes several sources", "source")
        if indicator := indicators.get(entry.record.indicator):
            yield from _fits(entry, indicator)
        if source := sources.get(entry.record.source):
            yield from _edition(entry, source)
        yield from _codes(entry, dimensions)


def _corrections(content: Content) -> Iterator[Problem]:
    """A correction reads what a source file says; what an import brings is mended where it is made."""
    for entry in content.entries["correction"]:
        if imported(content, entry.record.statement):
            message = f"statement is {entry.record.statement}, which an import brings; mend its recipe or its file, or resolve it"
            yield entry.problem(message, "statement")


def _fits(entry: Entry[Statement], indicator: Indicator) -> Iterator[Problem]:
    """What the indicator asks of a statement."""
    statement = entry.record
    if statement.unit not in (None, "unknown", indicator.unit):
        message = f"unit is {statement.unit}; {indicator.id} is in {indicator.unit}: leave the unit out, or "
        yield entry.problem(message + "write another indicator", "unit")
    if indicator.period_kind == "date":
        if statement.value is not None:
            message = f"value is {shown(statement.value)}; {indicator.id} is a date: write it as the period"
            yield entry.problem(f"{message}, with no value", "value")
    elif statement.value is None and "vague" not in statement.flags and statement.status not in _NO_VALUE_NEEDED:
        yield entry.problem("value is empty; write a number, or the flag vague where the source gives none", "value")
    if not _OWNS_OUTLIER & set(statement.flags):
        yield from _plausible(entry, indicator)


def _plausible(entry: Entry[Statement], indicator: Indicator) -> Iterator[Problem]:
    for field in ("value", "value_high"):
        value = getattr(entry.record, field)
        if value is None:
            continue
        low = indicator.minimum is not None and value < indicator.minimum
        if low or (indicator.maximum is not None and value > indicator.maximum):
            bound = f"the least plausible {indicator.id} is {shown(indicator.minimum)}" if low else (
                f"the greatest plausible {indicator.id} is {shown(indicator.maximum)}")
            instead = "mend it, or add the flag out_of_range or suspected_typo"
            written = field if entry.node.step(field) else "value"
            yield entry.problem(f"{field} is {shown(value)}; {bound}: {instead}", written)


def _edition(entry: Entry[Statement], source: Source) -> Iterator[Problem]:
    editions = [edition.id for edition in source.editions]
    given = entry.record.edition
    if given is not None and given not in editions:
        known = f"write one of its editions: {', '.join(editions)}" if editions else "it has no editions: leave it out"
        yield entry.problem(f"edition is {given}; {source.id} has none such, {did_you_mean(given, editions, known)}",
                            "edition")


def _codes(entry: Entry[Statement], dimensions: dict[str, set[str]]) -> Iterator[Problem]:
    for dimension, code in entry.record.breakdown.items():
        codes = dimensions.get(dimension)
        if codes is not None and code not in codes:
            instead = did_you_mean(code, sorted(codes), f"write one of {', '.join(sorted(codes))}")
            message = f"breakdown.{dimension} is {code}; no code of {dimension} is so named, {instead}"
            yield entry.problem(message, "breakdown", dimension)


def _said_twice(content: Content) -> Iterator[Problem]:
    """One observation given twice by the same speaker at the same place of one edition."""
    indicators = {entry.record.id: entry.record for entry in content.entries["indicator"]}
    seen: dict[Hashable, Entry] = {}
    for entry in content.entries["statement"]:
        statement = entry.record
        if statement.indicator not in indicators:
            continue
        observed = observation(statement, indicators[statement.indicator])
        said = (statement.source, statement.edition, _key(statement.said_by), _key(statement.locator))
        first = seen.setdefault((observed, said), entry)
        if first.record.id != statement.id:
            message = (f"id is {statement.id}, which says the same observation as {first.record.id} in {first.where}, "
                       "with the same edition, speaker and place in the source; keep one of the two")
            yield entry.problem(message, "id")


def _key(words: dict[str, str] | None) -> Hashable:
    return tuple(sorted((words or {}).items()))


def _resolutions(content: Content) -> Iterator[Problem]:
    """A resolution chooses among statements of one observation; each observation is resolved once."""
    indicators = {entry.record.id: entry.record for entry in content.entries["indicator"]}
    about = {
        entry.record.id: subject(observation(entry.record, indicators[entry.record.indicator]),
                                 indicators[entry.record.indicator])
        for entry in content.entries["statement"] if entry.record.indicator in indicators
    }
    resolved: dict[Hashable, Entry] = {}
    for entry in content.entries["resolution"]:
        chosen = about.get(entry.record.show)
        for number, other in enumerate(entry.record.over):
            if chosen and other in about and (about[other] != chosen or other == entry.record.show):
                message = f"over is {other}; write another statement of the observation of {entry.record.show}"
                yield entry.problem(message, "over", number)
        first = resolved.setdefault(chosen, entry)
        if chosen and first is not entry and first.record.show != entry.record.show:
            message = f"show is {entry.record.show}, but {first.where} already resolves its observation; keep one"
            yield entry.problem(message, "show")
