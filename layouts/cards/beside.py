"""What stands beside a figure: its own history, and others that count the same."""


from layouts import html, parts, take, theme
from layouts.figures import card as cards
from layouts.figures import ranking, series
from layouts.figures.card import Card, Peers
from layouts.figures.points import point

HEIGHT_PX = 260
FEWEST_POINTS = 2


def beside(card: Card) -> html.Div:
    """The history and the peers, each with its picture; in one quiet line what there is nothing to draw of."""
    drawn = [one for one in (history(card), peers(card)) if one is not None]
    silent = [card.visit.words("card.history.one")] if _alone(card) else []
    silent += [card.visit.words("card.peers.nobody")] if card.peers is not None and _nobody(card.peers) else []
    return html.Div([html.Div(drawn, className="columns") if drawn else None,
                     html.P(" ".join(silent), className="scope") if silent else None])


def _alone(card: Card) -> bool:
    return card.row["period_kind"] not in cards.UNRANKED and len(card.history.rows) < FEWEST_POINTS


def _nobody(found: Peers) -> bool:
    """Whether nobody else reports anything that could be named beside it."""
    return not found.apart and not found.reason and len(found.ranked) < FEWEST_POINTS


def history(card: Card) -> html.Section | None:
    """The small line of the same definition, forecasts dashed; what stands off its axis is told."""
    visit, line = card.visit, card.history
    if card.row["period_kind"] in cards.UNRANKED or len(line.rows) < FEWEST_POINTS:
        return None
    title = visit.words("card.history")
    chart = series.draw(visit, line)
    graph = parts.graph(theme.plotly(chart, HEIGHT_PX), chart.alt, "history")
    choices = {"indicators": card.row["indicator"], "entities": card.row["entity"]}
    actions = take.row(visit, "series", **choices) if not card.row["breakdown"] else None
    return parts.section(title, html.P(chart.title, className="scope"), graph, parts.notes(chart.notes), actions)


def peers(card: Card) -> html.Section | None:
    """Where it stands among those that count the same, with the range its hedge leaves; what is not comparable is said."""
    found = card.peers
    if found is None or _nobody(found):
        return None
    words = card.visit.words
    if found.own is None:
        told = words("card.peers.none", reason=words(f"reason.{found.reason}", counts=words.code("counts", card.row["counts"]))) \
            if found.reason else words("card.peers.nobody")
        return parts.section(words("card.peers"), html.P(told), parts.notes(_apart(card, found)))
    if len(found.ranked) < FEWEST_POINTS:
        return parts.section(words("card.peers"), html.P(words("card.peers.nobody")), parts.notes(_apart(card, found)))
    return parts.section(words("card.peers"), html.P(_rank(card, found), className="scope"), _bars(card, found),
                         parts.notes([*_coverage(card, found), *_apart(card, found)]), _more(card))


def _rank(card: Card, found: Peers) -> str:
    count = len(found.ranked)
    return card.visit.words("card.peers.rank", rank=found.own["rank"], range=ranking.ranks(found.own), n=count, count=count)


def _bars(card: Card, found: Peers):
    """The first of the set and those around this one."""
    shown = cards.near(found)
    points = tuple(point(card.visit, row, rank=ranking.ranks(row), accent=row["statement"] == card.row["statement"],
                         link=card.visit.entity_link(row["entity"])) for row in shown.to_dict("records"))
    return parts.bars(card.visit, points, ranked=True, named=card.visit.words("card.peers"))


def _coverage(card: Card, found: Peers) -> list[str]:
    """How many of those who could report it do, how many are drawn, and how old the oldest is."""
    words, count = card.visit.words, len(found.ranked)
    lines = []
    if count > cards.MOST_PEERS:
        lines.append(words("card.peers.drawn", shown=cards.MOST_PEERS, n=count, count=count))
    if found.coverage is not None:
        told = found.coverage
        lines.append(words("card.peers.coverage", have=len(told.have), n=len(told.asked), asked=len(told.asked),
                           oldest=words.period(told.oldest) if told.oldest else words("period.unknown")))
    return lines


def _apart(card: Card, found: Peers) -> list[str]:
    """How many figures of the concept are not comparable, by reason."""
    words = card.visit.words
    return [words("card.peers.apart", n=count, count=count, reason=words(
        f"card.apart.{reason}" if words.has(f"card.apart.{reason}") else f"reason.{reason}"))
        for reason, count in sorted(found.apart.items(), key=lambda item: -item[1])]


def _more(card: Card) -> html.P:
    """To all of them, beside each other."""
    visit, row = card.visit, card.row
    if row["entity_kind"] in ("cluster", "alliance", "association"):
        more = html.A(visit.words("action.compare"), href=visit.link("/compare", indicator=row["indicator"]), className="action")
    else:
        more = html.A(visit.words("action.same_indicator"), href=visit.link("/figures", indicator=row["indicator"]), className="action")
    return html.P(more, className="actions")
