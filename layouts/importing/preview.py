"""The preview of an import: rows of the file as they stand, the statements beside them, the problems beneath the cells they belong to."""


from layouts import html, parts
from layouts.visit import Visit

MOST_ROWS = 14
MOST_WRONG = 14
MOST_CELLS = 9
MOST_BESIDE = 3
MOST_LONG = 60
LACKING = ("source", "indicator", "period", "entity")
"""Parts that a recipe cannot do without, and that the form can give."""


def preview(visit: Visit, found) -> html.Section:
    """Problems of the recipe, the rows, the account."""
    words, shown = visit.words, found.preview
    count = len(shown.problems)
    beneath = sum(problem.path != found.label for problem in shown.problems)
    lead = words("imports.preview.wrong", n=beneath, count=beneath) if beneath else "" if count else words("imports.preview.well")
    account = html.P(accounted(visit, shown.account), className="scope")
    notices = [html.Li(html.Code(str(notice))) for notice in shown.account.notices[:10]]
    return parts.section(
        words("imports.preview"), _of_recipe(visit, found), _table(visit, found), account,
        html.Ul(notices, className="plain") if notices else None, lead=lead, id="import-preview", **{"data-problems": str(count)})


def accounted(visit: Visit, account) -> str:
    """Rows read = stored + left out + refused, in words; why rows were left out is told in those of the file."""
    left = sum(account.left_out.values())
    why = f" ({', '.join(f'{reason}: {count}' for reason, count in account.left_out.most_common())})" if left else ""
    counts = {"read": account.read, "stored": account.stored, "statements": account.statements, "refused": account.refused, "left": left}
    return visit.words("imports.account", **{name: visit.words.number(count) for name, count in counts.items()}, why=why)


def _of_recipe(visit: Visit, found):
    """What the recipe lacks, in the words of the recipe's reader."""
    of_recipe = [problem for problem in found.preview.problems if problem.path == found.label]
    if not of_recipe:
        return None
    title = visit.words("imports.problems.recipe", n=len(of_recipe), count=len(of_recipe))
    lines = [html.Li(_lacking(visit, problem)) for problem in of_recipe[:12]]
    return html.Div([html.P(title), html.Ul(lines)], className="refused")


def _lacking(visit: Visit, problem):
    """What the form has a field for, in its words; anything else as the recipe's reader says it."""
    part = problem.message.partition(" is missing;")[0]
    return visit.words(f"imports.lacks.{part}") if part in LACKING else html.Code(f"{problem.line}:{problem.column}: {problem.message}")


def _table(visit: Visit, found):
    """The header, the first rows that give statements, the first rows with problems."""
    words = visit.words
    said, wrong = _by_line(found)
    lines = sorted({*list(wrong)[:MOST_WRONG], *list(said)[: MOST_ROWS if not wrong else 6]}) or found.first_lines(MOST_ROWS)
    if not lines or not found.guess:
        return None
    places = _places(found, wrong)
    heads = [words("imports.line"), *(name for name, _ in places), words("imports.says")]
    body = []
    for line in lines:
        cells = found.row(line)
        body.append(_row(visit, line, cells, places, said.get(line, []), wrong.get(line, [])))
        body += [_problem(found, problem, len(heads)) for problem in wrong.get(line, [])[:4]]
    head = html.Thead(html.Tr([html.Th(_short(text), scope="col") for text in heads]))
    caption = html.Caption(words("imports.preview"), className="visually-hidden")
    return html.Div(html.Table([caption, head, html.Tbody(body)], className="cells"), className="table", tabIndex="0", role="region",
                    **{"aria-label": words("imports.preview")})


def _by_line(found) -> tuple[dict[int, list], dict[int, list]]:
    """Statements and problems by the line they belong to."""
    said: dict[int, list] = {}
    wrong: dict[int, list] = {}
    for statement in found.preview.statements:
        said.setdefault(statement.line, []).append(statement)
    for problem in found.preview.problems:
        if problem.path != found.label:
            wrong.setdefault(problem.line, []).append(problem)
    return said, wrong


def _places(found, wrong: dict[int, list]) -> list[tuple[str, int]]:
    """The columns that are shown: the first, and those that a problem or a figure is about."""
    names = found.names
    told = {found.place(problem.column) for problems in wrong.values() for problem in problems}
    figures = {found.place(statement.column) for statement in found.preview.statements[:200]}
    first = list(range(min(len(names), 5 if len(names) > MOST_CELLS else MOST_CELLS)))
    more = [place for place in sorted((told | figures) - {None} - set(first)) if place < len(names)]
    wanted = sorted({*first, *more[: MOST_CELLS - len(first)]}) if len(names) > MOST_CELLS else first
    return [(names[place], place) for place in wanted]


def _row(visit: Visit, line: int, cells: tuple[str, ...], places: list, said: list, wrong: list) -> html.Tr:
    taken = {statement.column for statement in said}
    bad = {str(problem.column) for problem in wrong}
    made = [html.Td(line, className="num line")]
    for name, place in places:
        text = cells[place] if place < len(cells) else ""
        kind = "wrong" if {name, str(place + 1)} & bad else "taken" if name in taken else ""
        made.append(html.Td(_short(text), className=kind))
    return html.Tr([*made, html.Td(_beside(visit, said), className="says")], className="has-problem" if wrong else "")


def _beside(visit: Visit, said: list) -> list:
    """The statements of a row: whose, what, when, how much."""
    words = visit.words
    shown = [html.Span(_one(visit, statement), className="statement") for statement in said[:MOST_BESIDE]]
    more = len(said) - MOST_BESIDE
    return [*shown, *([html.Span(words("imports.more", n=more, count=more), className="scope")] if more > 0 else [])]


def _one(visit: Visit, statement) -> str:
    words = visit.words
    exact = None if statement.value is None else words.number(statement.value, 10)  # not rounded: it stands beside its cell
    value = words("status.M") if exact is None else f"{exact} {words.unit(statement.unit, statement.value)}"
    about = f"{words.entity(statement.entity)} · {words.indicator(statement.indicator)} · {statement.period}"
    return f"{about} = {value}" + (f" ({words.breakdown(statement.breakdown)})" if statement.breakdown else "")


def _problem(found, problem, width: int) -> html.Tr:
    """What is wrong with the row above, and what to write."""
    where = f"{problem.line}:{problem.column}: "
    sign = html.Span("▲ ", **{"aria-hidden": "true"})
    return html.Tr(html.Td([sign, html.Code(where + problem.message)], colSpan=width), className="problem")


def _short(text: object) -> str:
    """A cell as far as it fits; line breaks shown."""
    shown = " ".join(str(text).split("\n"))
    return shown if len(shown) <= MOST_LONG else f"{shown[: MOST_LONG - 1]}…"
