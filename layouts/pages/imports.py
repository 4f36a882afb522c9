"""Bring a file: understood, shown, corrected, tried, and published only when an editor says so."""

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, no_update

from layouts import html, parts
from layouts.importing import form, outcome, preview
from layouts.pages import Page
from layouts.visit import Visit, choices

SAID = ("401", "404", "413", "507", "failed", "stopped", "done")
PATH = "/imports"
GIVEN = (State("import-token", "value"), State("address", "search"))


def view(visit: Visit):
    """The token and the file; all else follows when a file is there."""
    words, desk = visit.words, visit.settings.get("desk")
    sentence = parts.sentence(words("imports.sentence"), words("imports.lead"))
    if desk is None or not desk.offered:
        return sentence, parts.empty(words("imports.off"), words("imports.off.how"))
    said = {f"data-{name}": words(f"imports.upload.{name}") for name in SAID}
    token = dmc.PasswordInput(id="import-token", label=words("imports.token"), value="", size="sm", className="picker")
    bring = html.Div([
        html.Button(words("imports.choose"), type="button", id="import-choose", className="action main"),
        html.Span(words("imports.drop"), className="scope"),
        html.Progress(id="import-progress", hidden=True, max="100", value="0", **{"aria-label": words("imports.progress")}),
        html.Button(words("imports.cancel"), type="button", id="import-cancel", className="action", hidden=True),
    ], id="import-drop", className="drop")
    return sentence, html.Div([
        html.Div([token, bring], className="bring"), html.P(id="import-said", role="status", **said),
        html.Div(id="import-understood"), _made(visit), html.Div(id="import-outcome"),
        html.Button(words("imports.stop"), type="button", id="import-stop", className="action", hidden=True),
        *(dcc.Store(id=f"import-{name}") for name in ("upload", "state", "job", "stopped")),
        dcc.Interval(id="import-tick", interval=800, disabled=True),
    ], id="imports")


def _made(visit: Visit) -> html.Div:
    """The recipe and what can be done with it; unseen until a file is understood."""
    names = ("again", "try", "publish", "save-recipe", "save-file")
    buttons = [html.Button(visit.words(f"imports.{name}"), type="button", id=f"import-{name}", disabled=name == "publish",
                           className=f"action{' main' * (name == 'try')}") for name in names]
    return html.Div([form.recipe(visit), html.Div(buttons, className="actions")], id="import-made", hidden=True)


def understood(visit: Visit, found, told: dict[str, str]) -> list:
    """The preview and the form."""
    part = [html.P(visit.words("imports.part"), className="refused")] if found.part else []
    return [*part, preview.preview(visit, found), form.form(visit, found, told) if found.guess else None]


def callbacks(app: Dash, visitor) -> None:
    """Each call checks the token first, and believes nothing else that it is given."""
    _look(app, visitor)
    _work(app, visitor)
    _follow(app, visitor)


def _admitted(visitor, search_text, token) -> tuple[Visit, str]:
    """The visit, and why the call has no right (empty where it has)."""
    visit = visitor(PATH, choices(search_text))
    desk = visit.settings.get("desk")
    if desk is None or not desk.offered:
        return visit, visit.words("imports.off")
    return visit, "" if desk.admits(token) else visit.words("imports.upload.401")


def _look(app: Dash, visitor) -> None:
    @app.callback(Output("import-understood", "children"), Output("import-state", "data"), Output("import-outcome", "children"),
                  Output("import-recipe", "value"), Output("import-made", "hidden"), Output("import-publish", "disabled"),
                  Input("import-upload", "data"), Input("import-again", "n_clicks"), State({"import": ALL}, "value"),
                  State({"import": ALL}, "id"), State("import-recipe", "value"), State("import-state", "data"), *GIVEN,
                  prevent_initial_call=True)
    def look(upload, again, values, ids, text, state, token, search_text):
        fresh = ctx.triggered_id == "import-upload"
        if not upload or (not fresh and not again):
            return (no_update,) * 6
        visit, refusal = _admitted(visitor, search_text, token)
        if refusal:
            return no_update, no_update, html.P(refusal, className="refused", role="alert"), *((no_update,) * 3)
        before = {} if fresh else form.parsed(state)
        given = {} if fresh else form.choices(values, ids)
        found, kept = visit.settings["desk"].read(form.parsed(upload), visit.release, before, given, "" if fresh else text, form.corrected)
        if found is None:
            return no_update, no_update, html.P(visit.words("imports.gone"), className="refused", role="alert"), *((no_update,) * 3)
        kept["shown"] = {name: form.value_of(name, choice.value) for name, choice in found.guess.choices.items()} if found.guess else {}
        return understood(visit, found, kept["told"]), kept, None, found.recipe, False, True


def _work(app: Dash, visitor) -> None:
    @app.callback(Output("import-job", "data"), Output("import-tick", "disabled"),
                  Output("import-outcome", "children", allow_duplicate=True), Output("import-stop", "hidden"),
                  Input("import-try", "n_clicks"), Input("import-publish", "n_clicks"), State("import-upload", "data"),
                  State("import-recipe", "value"), *GIVEN, prevent_initial_call=True)
    def begin(tries, publications, upload, text, token, search_text):
        what = {"import-try": "try", "import-publish": "publish"}.get(ctx.triggered_id)
        if not what or not (tries if what == "try" else publications):
            return (no_update,) * 4
        visit, refusal = _admitted(visitor, search_text, token)
        if not refusal:
            job, refusal = visit.settings["desk"].begin(what, form.parsed(upload).get("name"), text)
        if refusal:
            said = refusal if " " in refusal else visit.words(f"imports.refused.{refusal}")
            return no_update, no_update, html.P(said, className="refused", role="alert"), True
        return job, False, outcome.going_on(visit, None), what != "try"

    @app.callback(Output("import-stopped", "data"), Input("import-stop", "n_clicks"), State("import-job", "data"), *GIVEN,
                  prevent_initial_call=True)
    def stop(clicks, job, token, search_text):
        visit, refusal = _admitted(visitor, search_text, token)
        if clicks and not refusal:
            visit.settings["desk"].jobs.call_off(job)
        return no_update


def _follow(app: Dash, visitor) -> None:
    @app.callback(Output("import-outcome", "children", allow_duplicate=True), Output("import-tick", "disabled", allow_duplicate=True),
                  Output("import-publish", "disabled", allow_duplicate=True), Output("import-stop", "hidden", allow_duplicate=True),
                  Input("import-tick", "n_intervals"), State("import-job", "data"), *GIVEN,
                  prevent_initial_call=True)
    def follow(_ticks, job, token, search_text):
        visit, refusal = _admitted(visitor, search_text, token)
        if refusal:
            return html.P(refusal, className="refused", role="alert"), True, True, True
        desk = visit.settings["desk"]
        found = desk.jobs.get(job)
        if found is None:
            return html.P(visit.words("imports.gone"), className="refused", role="alert"), True, True, True
        if found.running:
            return outcome.going_on(visit, found.step), False, True, found.what != "try"
        publishable = found.what == "try" and found.result.get("ok") and found.result.get("writable")
        return shown(visit, found.what, found.result, desk.indicators(found)), True, not publishable, True


def shown(visit: Visit, what: str, result: dict, indicators: list[str]):
    """What a piece of work came to."""
    if not result.get("ok"):
        return outcome.refused(visit, result)
    return outcome.tried(visit, result) if what == "try" else outcome.published(visit, result, indicators)


PAGE = Page(path=PATH, name="imports", view=view, wide=True, callbacks=callbacks)
