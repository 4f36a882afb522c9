"""The questions that an assistant may ask: find, series, compare, cite. Each is an address of the API, so that it is checked
and answered as there: with the hedge, the doubts, the source and the card of every figure.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from layouts.visit import Visit
from layouts.words import Words
from publish.api import answers, asked, figures, parameters, schemas
from publish.api.parameters import LANG, RELEASE, Parameter
from publish.api.refusals import Refused
from publish.api.resources import BY_NAME, ROOT, Door

ROWS = 30
"""Records of one answer, so that it can be read whole."""

TEXT = Parameter("q", "text", required=True)
STATEMENT = replace(parameters.STATEMENT, required=True, most=10)


@dataclass(frozen=True)
class Question:
    """One question: the resource of the API that answers it, what may be given, and how a record is told as a line."""

    name: str
    resource: str
    takes: tuple[Parameter, ...]
    line: Callable[[Words, Mapping], str]


def _found(words: Words, item: Mapping) -> str:
    return words("assistant.found", name=item["name"], kind=item["kind_name"], id=item["id"], what=item["found"])


def _point(words: Words, item: Mapping) -> str:
    return _apart(words, item, item["sentence"])


def _ranked(words: Words, item: Mapping) -> str:
    if item["apart"]:
        return _apart(words, item, item["sentence"])
    low, high = item["rank_low"], item["rank_high"]
    return words("assistant.ranked", rank=str(low) if low == high else f"{low}–{high}", sentence=item["sentence"])


def _apart(words: Words, item: Mapping, sentence: str) -> str:
    return words("assistant.apart", sentence=sentence, reason=item["apart_name"]) if item["apart"] else sentence


def _value(words: Words, item: Mapping) -> str:
    return item["sentence"]


QUESTIONS = {question.name: question for question in (
    Question("find", "find", (TEXT, LANG, RELEASE), _found),
    Question("series", "series", (figures.ENTITIES, figures.INDICATORS, figures.MEASURE, parameters.SINCE, LANG, RELEASE), _point),
    Question("compare", "ranking", (figures.ONE_INDICATOR, parameters.ENTITY, parameters.KIND, parameters.REGION, parameters.COUNTRY, LANG,
                                    RELEASE), _ranked),
    Question("cite", "observations", (STATEMENT, LANG, RELEASE), _value),
)}
"""Everything that can be asked; nothing here changes anything."""


def listed(visit: Visit) -> list[dict]:
    """The questions as tools of the protocol, each with the schema of what it takes."""
    return [_tool(visit, question) for question in QUESTIONS.values()]


def _tool(visit: Visit, question: Question) -> dict:
    words = visit.words
    taken = {one.name: {**schemas.of_parameter(one, list(visit.languages)), "description": words(f"api.parameter.{one.name}")}
             for one in question.takes}
    return {
        "name": question.name, "title": words(f"assistant.{question.name}"), "description": words(f"assistant.{question.name}.means"),
        "inputSchema": {"type": "object", "properties": taken, "required": [one.name for one in question.takes if one.required],
                        "additionalProperties": False},
        "annotations": {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False},
    }


def answer(visit_of: asked.VisitOf, question: Question, given: Mapping) -> dict:
    """The answer to a question as the result of a tool: lines to quote, and the same as data; or what is wrong with it."""
    written = urlencode({str(name)[:100]: _text(value) for name, value in given.items()})
    path = f"{ROOT}/{question.resource}"
    try:
        read = asked.read(visit_of, path, written, question.takes)
        read = replace(read, values={**read.values, "limit": ROWS})
        told = json.loads(answers.body(Door(BY_NAME[question.resource]), read).content)
    except Refused as refused:
        return {"content": [_content(" ".join(fault.detail for fault in refused.faults))], "isError": True}
    return {"content": [_content(_lines(read.visit, question, told))], "structuredContent": told, "isError": False}


def _text(value: object) -> str:
    """A given value as an address writes it."""
    if isinstance(value, list):
        return ",".join(_text(part) for part in value)
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else json.dumps(value)


def _lines(visit: Visit, question: Question, told: Mapping) -> str:
    """Every record as a line with its citation, under what must be known of all of them."""
    words = visit.words
    items = [f"- {question.line(words, item)}{_cited(visit, item)}" for item in told["items"]] or [words("finding.nothing")]
    release = words("assistant.release", number=told["release"]["number"], made=told["release"]["made"][:10])
    total = told.get("sum")
    summed = [words("assistant.sum", said=total["said"], have=told["coverage"]["have"], asked=told["coverage"]["asked"])] if total else []
    more = [words("assistant.more", count=len(told["items"]), matches=told["matches"])] if told["next"] else []
    return "\n".join([release, *items, *summed, *more])


def _cited(visit: Visit, item: Mapping) -> str:
    """Where a figure is cited and told in full; nothing for what is no figure."""
    return " " + visit.words("assistant.cited", card=item["card"], citation=item["citation"]) if "card" in item else ""


def _content(text: str) -> dict:
    return {"type": "text", "text": text}


