"""The releases: when each was made, how much it holds, and what it changed against the one before."""


from layouts import html, parts
from layouts.figures import differences
from layouts.pages import Page
from layouts.visit import Visit

EACH_PAGE = 25


def view(visit: Visit):
    """How many there are; the list; what a number is good for."""
    words, page = visit.words, parts.page_number(visit)
    steps, count = differences.steps(visit, (page - 1) * EACH_PAGE, EACH_PAGE)
    head = [words(f"releases.{name}") for name in ("number", "hash", "made", "statements", "changes")]
    rows = [_row(visit, step) for step in steps]
    title = words("releases.sentence", n=count, count=count)
    return parts.sentence(title, words("releases.lead")), [
        parts.table(head, rows, numeric=(3,), caption=words("page.releases")),
        parts.pages(visit, "/releases", page, -(-count // EACH_PAGE))]


def _row(visit: Visit, step: differences.Step) -> list:
    words, release = visit.words, step.release
    number = html.A(str(release.number), href=visit.with_choices(release=str(release.number)).link("/"),
                    **{"aria-label": words("releases.open", number=release.number)})
    made = f"{words.day(release.day)}, {release.made[11:16]} UTC"
    return [number, html.Code(release.short), made, words.number(release.statements), _changes(visit, step)]


def _changes(visit: Visit, step: differences.Step):
    """What is new, changed, gone; the way to each of them."""
    words = visit.words
    if step.before is None:
        return words("releases.first")
    if not step.counts:
        return words("releases.same")
    told = ", ".join(words(f"changes.{kind}", n=count, count=count) for kind, count in step.counts.items())
    return html.A(told, href=visit.link(f"/releases/{step.before.number}...{step.release.number}"))


PAGE = Page(path="/releases", name="releases", view=view)
