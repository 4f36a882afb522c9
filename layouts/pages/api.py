"""The API for people: what can be asked, in which way, with addresses to try, a true answer and code to take away."""

import json
from collections.abc import Sequence

from layouts import html, parts
from layouts.pages import Page
from layouts.visit import Visit
from publish.api import openapi, parameters, refusals, resources, snippets
from publish.api.parameters import Parameter
from publish.api.resources import RESOURCES, ROOT, Resource

FIGURE = "ranking?indicator=member_companies"
"""The figure whose code is shown."""

RULES = ("living", "frozen", "pages", "limits", "filters", "hedges", "language", "open")
TRIED = ("observations", "ranking", "series", "regions", "find", "differences")


def view(visit: Visit):
    """What this is; then addresses to try, a true answer, code, every resource, the rules, the problems."""
    words = visit.words
    document = html.P(html.A(words("api.page.document"), href=visit.link(f"{ROOT}/openapi.json"), className="action main"))
    return parts.sentence(words("api.page.title"), words("api.page.lead")), [
        document, _tries(visit), html.Div([_answer(visit), _code(visit)], className="columns"), _resources(visit), _rules(visit),
        _problems(visit)]


def _tries(visit: Visit):
    words = visit.words
    listed = [resources.BY_NAME[name] for name in TRIED]
    told = [(openapi.listed(visit, resource), words(f"api.resource.{resource.name}")) for resource in listed]
    rows = [html.Li([_address(visit, address), html.Span(means, className="scope")]) for address, means in told]
    return parts.section(words("api.page.try"), html.Ul(rows, className="addresses"), lead=words("api.page.try.lead"))


def _address(visit: Visit, address: str) -> html.A:
    """An address to try, as it is typed, in the language of the page."""
    kept = openapi.kept(visit, address)
    return html.A(html.Code(kept), href=kept, className="address")


def _told(text: str) -> list:
    """A text in which what stands between backquotes is code."""
    return [html.Code(part) if place % 2 else part for place, part in enumerate(text.split("`"))]


def _answer(visit: Visit):
    words = visit.words
    address = openapi.item(visit, resources.BY_NAME["observations"])
    told = openapi.kept(visit, address)
    body = json.dumps(openapi.answered(visit, told), ensure_ascii=False, indent=2)
    return parts.section(words("api.page.answer"), _block(body, words("api.page.answer")), lead=words("api.page.answer.lead", address=told))


def _code(visit: Visit):
    words = visit.words
    made = snippets.snippets(FIGURE, visit.site, visit.given.get("lang", ""))
    blocks = [html.Div([html.H3(one.name), _block(one.code, one.name)]) for one in made]
    return parts.section(words("api.page.code"), *blocks, lead=words("api.page.code.lead", number=visit.release.number))


def _block(text: str, name: str) -> html.Pre:
    """Text to be copied, which scrolls by itself and can be reached by keyboard."""
    return html.Pre(html.Code(text), className="code", tabIndex="0", role="region", **{"aria-label": name})


def _resources(visit: Visit):
    words = visit.words
    common = html.Article([html.H3(words("api.page.common")), _parameters(visit, "", parameters.PAGED)])
    return parts.section(words("api.page.addresses"), common, *(_resource(visit, resource) for resource in RESOURCES),
                         lead=words("api.page.addresses.lead"), className="api")


def _resource(visit: Visit, resource: Resource) -> html.Article:
    words, path = visit.words, openapi.path(resource)
    forms = [path, path + resources.TABLE, *([f"{path}/{{{resource.of}}}"] if resource.one else [])]
    return html.Article([
        html.H3(words(f"api.resource.{resource.name}"), id=resource.name),
        html.P([part for form in forms for part in (html.Code(form), " ")], className="forms"),
        _parameters(visit, resource.name, [one for one in resource.parameters if one not in parameters.PAGED]), _fields(visit, resource),
        html.P([_address(visit, openapi.listed(visit, resource, form)) for form in ("", resources.TABLE)], className="tries"),
    ])


def _parameters(visit: Visit, name: str, listed: Sequence[Parameter]):
    """The parameters as a table; nothing where there are none."""
    words = visit.words
    rows = [[html.Code(parameter.name), html.Span(_told(words(f"api.parameter.{parameter.name}"))), _takes(visit, parameter)]
            for parameter in listed]
    head = [words(f"api.page.{name}") for name in ("parameter", "means", "holds")]
    return parts.table(head, rows, caption=f"{words('api.page.parameter')}: {name or words('api.page.common')}") if rows else None


def _takes(visit: Visit, parameter: Parameter) -> str:
    """What a parameter takes, in words."""
    words = visit.words
    if parameter.codes:
        told = ", ".join(parameter.codes)
    else:
        told = ", ".join(visit.languages) if parameter.shape == "language" else words(f"api.shape.{parameter.shape}", most=parameter.most)
    return f"{told} ({words('api.needed')})" if parameter.required else told


def _fields(visit: Visit, resource: Resource) -> html.Details:
    words, listed = visit.words, resource.fields
    rows = [[html.Code(field.name), html.Span(_told(words(field.key)))] for field in listed]
    summary = words("api.page.fields", n=len(listed), count=len(listed))
    table = parts.table([words("api.page.field"), words("api.page.means")], rows, caption=f"{resource.name}: {words('api.page.field')}")
    return html.Details([html.Summary(summary), table])


def _rules(visit: Visit):
    words = visit.words
    told = {"usual": parameters.USUAL_ROWS, "lines": words.number(parameters.MOST_LINES), "languages": ", ".join(visit.languages.values())}
    most = {"limits": words.number(parameters.MOST_ROWS), "filters": parameters.MOST_IDS}
    rules = [html.Li(_told(words(f"api.rule.{rule}", most=most.get(rule, ""), **told))) for rule in RULES]
    return parts.section(words("api.page.rules"), html.Ul(rules, className="rules"))


def _problems(visit: Visit):
    words = visit.words
    rows = [[html.Span(status, id=f"problem-{kind}"), words(f"api.problem.{kind}"),
             html.Span(_told(words(f"api.problem.{kind}.means")))]
            for kind, status in refusals.KINDS.items()]
    head = [words(f"api.page.{name}") for name in ("status", "kind", "means")]
    return parts.section(
        words("api.page.problems"), parts.table(head, rows, caption=words("api.page.problems")),
        html.P(_address(visit, f"{ROOT}/observations?entity=kharkiv-it-clustr")), lead=words("api.page.problems.lead"), id="problems")


PAGE = Page(path=refusals.PAGE, name="api", view=view)
