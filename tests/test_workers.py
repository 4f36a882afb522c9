"""Several workers behind one address, started by the command itself."""

import contextlib
import http.client
import json
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from served import Site, serving
from shipped import FORMER, PROJECT, change

import app
from loaders import run

TOKEN = "a token of the editors"
PATIENCE_S = 120


def workers_of(site: Site) -> list[psutil.Process]:
    return [one for one in psutil.Process(site.process.pid).children() if "spawn_main" in " ".join(one.cmdline())]


@contextlib.contextmanager
def connections_to_each(site: Site) -> Iterator[list[http.client.HTTPConnection]]:
    """One kept connection to each of the workers: the system tells who answers on it. The last may be some seconds behind the first."""
    opened: list[http.client.HTTPConnection] = []
    until = time.monotonic() + PATIENCE_S
    try:
        while len(found := _by_worker(site, opened)) < len(workers_of(site)):
            assert time.monotonic() < until
            opened.append(http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_S))
            asked(opened[-1], "/healthz")
            time.sleep(0.05)
        yield found
    finally:
        for one in opened:
            one.close()


def _by_worker(site: Site, opened: list[http.client.HTTPConnection]) -> list[http.client.HTTPConnection]:
    """The first connection of each worker that has one."""
    ports = [{end.raddr.port for end in worker.net_connections("tcp") if end.raddr} for worker in workers_of(site)]
    own = [[one for one in opened if one.sock.getsockname()[1] in taken] for taken in ports]
    return [found[0] for found in own if found]


def asked(connection: http.client.HTTPConnection, path: str, method: str = "GET", body: bytes | None = None, **heads: str):
    """Status and text of an answer on a connection that stays open."""
    connection.request(method, path, body, {name.replace("_", "-"): text for name, text in heads.items()})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_several_workers_answer_at_one_address_and_end_with_it(tmp_path: Path):
    with serving(PROJECT, tmp_path, "--workers", "2", "--database", f"sqlite:///{tmp_path}/atlas.sqlite") as site:
        with ThreadPoolExecutor(4) as readers:
            answers = list(readers.map(lambda _: site.ask("/healthz"), range(8)))
        assert {answer.status for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        workers = workers_of(site)
        assert len(workers) == 2
    assert [one.pid for one in workers if one.is_running()] == []


def test_every_worker_shows_a_release_as_soon_as_it_is_loaded(tmp_path: Path):
    data, address = Path(shutil.copytree(PROJECT / "data", tmp_path / "data")), f"sqlite:///{tmp_path}/atlas.sqlite"
    statement, now, before = FORMER
    page, said, then = f"/figure/{statement}?lang=en", f"over {now:,}", f"over {before:,}"
    with (serving(PROJECT, tmp_path, "--workers", "2", "--data", str(data), "--database", address) as site,
          connections_to_each(site) as each):
        assert len(each) == 2
        for _ in range(2):  # the second time it is kept
            assert [said in asked(one, page)[1] for one in each] == [True, True]
        change(data / "sources" / "kharkiv_annual_meeting_2023.csv", rf"(?m)^({statement},.*?),{now},", rf"\1,{before},")
        assert run.load([data], address).release == 2
        shown = [asked(one, page)[1] for one in each]
        assert [(then in text, said in text) for text in shown] == [(True, False), (True, False)]
        assert [json.loads(asked(one, "/healthz")[1])["release"] for one in each] == [2, 2]


def test_what_one_worker_took_and_began_another_gives_and_follows(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("ATLAS_EDITOR_TOKEN", TOKEN)
    data = Path(shutil.copytree(PROJECT / "data", tmp_path / "data"))
    heads = {"authorization": f"Bearer {TOKEN.replace(' ', '%20')}"}
    table = b"Region,Companies\nKharkiv Oblast,12\n"
    recipe = "id: brought\nfile: {name}\nsource: none_such\n"
    with (serving(PROJECT, tmp_path, "--workers", "2", "--data", str(data), "--database", f"sqlite:///{tmp_path}/atlas.sqlite") as site,
          connections_to_each(site) as (one, other)):
        status, text = asked(one, "/imports/upload?kind=csv", "PUT", table, **heads)
        assert status == 201
        name = json.loads(text)["name"]
        assert asked(other, f"/imports/files/{name}", **heads) == (200, table.decode())
        given = {"import-token.value": TOKEN, "address.search": "?lang=en", "import-upload.data": {"name": name}}
        begun = called(one, "import-try.n_clicks", {**given, "import-try.n_clicks": 1, "import-recipe.value": recipe.format(name=name)})
        job, until = begun["import-job"]["data"], time.monotonic() + PATIENCE_S
        followed = {**given, "import-tick.n_intervals": 1, "import-job.data": job}
        while not (state := called(other, "import-tick.n_intervals", followed))["import-tick"]["disabled"]:
            assert time.monotonic() < until
            time.sleep(0.2)
        assert '"import-refused"' in json.dumps(state["import-outcome"]), "what the trial came to, which another worker began"


def called(connection: http.client.HTTPConnection, changed: str, values: dict) -> dict:
    """What a callback of the page answers where something has changed, as its browser asks."""
    known = json.loads(asked(connection, "/_dash-dependencies")[1])
    one = next(each for each in known if changed in [f"{part['id']}.{part['property']}" for part in each["inputs"]]
               and "import-outcome" in each["output"])
    filled = {kind: [{**part, "value": values.get(f"{part['id']}.{part['property']}")} for part in one[kind]]
              for kind in ("inputs", "state")}
    outputs = [dict(zip(("id", "property"), part.split(".", 1), strict=True)) for part in one["output"].strip(".").split("...")]
    body = {"output": one["output"], "outputs": outputs, "changedPropIds": [changed], **filled}
    status, text = asked(connection, "/_dash-update-component", "POST", json.dumps(body).encode(), content_type="application/json")
    assert status == 200, text
    return json.loads(text)["response"]


@pytest.mark.parametrize("given", ["0", "-1", "two", "65"])
def test_a_number_of_workers_that_makes_no_sense_is_refused_with_one_that_does(given, capsys):
    with pytest.raises(SystemExit):
        app.main(["serve", "--workers", given])
    assert f"{given} is no number of workers; write one from 1 to 64, such as 2" in capsys.readouterr().err
