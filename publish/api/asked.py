"""An address of the API as it is understood: the visit, and the value of every parameter that is given."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from layouts.visit import Visit
from publish.api import parameters, refusals
from publish.api.parameters import Parameter
from publish.api.refusals import Fault, Refused

LONGEST = 8_000
"""Characters of choices that are read."""

VisitOf = Callable[[str, dict[str, str]], Visit]


@dataclass(frozen=True)
class Asked:
    """What is asked. `values` holds the parameters that are given, by name; `place` the id in the path; `table` whether CSV is."""

    visit: Visit
    values: Mapping[str, object] = field(default_factory=dict)
    place: str = ""
    table: bool = False

    def __getitem__(self, name: str):
        return self.values.get(name)

    @property
    def limit(self) -> int:
        """Rows of this answer."""
        return self.values.get("limit") or (parameters.MOST_LINES if self.table else parameters.USUAL_ROWS)

    @property
    def after(self) -> int:
        """What the rows of this answer come after."""
        return self.values.get("cursor") or 0


def read(visit_of: VisitOf, path: str, written: str, taken: tuple[Parameter, ...], place: str = "", table: bool = False) -> Asked:
    """The choices of an address read strictly; Refused with every fault that is found in them."""
    if len(written) > LONGEST:
        raise Refused(Fault("too_long", visit_of(path, {}).words("api.wrong.too_long", most=LONGEST)))
    pairs = parse_qsl(written, keep_blank_values=True)
    visit = visit_of(path, dict(pairs))
    by_name = {parameter.name: parameter for parameter in taken}
    faults = [refusals.unknown_parameter(visit.words, name, by_name) for name in dict.fromkeys(dict(pairs)) if name not in by_name]
    faults += [Fault("parameter", visit.words("api.wrong.twice", name=name), name)
               for name, times in Counter(name for name, _ in pairs).items() if times > 1 and name in by_name]
    values: dict[str, object] = {}
    for name, text in dict(pairs).items():
        if name in by_name:
            _take(visit, by_name[name], text, values, faults)
    faults += [Fault("parameter", visit.words("api.wrong.missing", name=parameter.name), parameter.name)
               for parameter in taken if parameter.required and parameter.name not in dict(pairs)]
    if faults:
        raise Refused(*faults)
    _check_span(visit, values)
    return Asked(visit, values, place, table)


def language(written: str) -> dict[str, str]:
    """The language that an address asks for, however wrong the rest of it is."""
    return {name: text for name, text in parse_qsl(written[:LONGEST]) if name == "lang"}


def _take(visit: Visit, parameter: Parameter, text: str, values: dict, faults: list[Fault]) -> None:
    """Read one parameter into `values`, or say into `faults` why it cannot be."""
    try:
        values[parameter.name] = parameters.read(parameter, text, visit)
    except parameters.Wrong as why:
        faults.append(refusals.wrong(visit.words, parameter.name, text, why))
    except parameters.Unknown as why:
        faults.append(refusals.unknown(visit, parameter.name, why.of, why.given))


def _check_span(visit: Visit, values: Mapping) -> None:
    """A span that ends before it begins holds nothing, which is worth saying."""
    since, until = values.get("from"), values.get("to")
    if since and until and since[0] > until[1]:
        raise Refused(Fault("not_found", visit.words("api.wrong.span"), "to", visit.given["to"]))
