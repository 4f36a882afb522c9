"""Several workers behind one address, started by the command itself."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from served import serving
from shipped import PROJECT

import app


def test_several_workers_answer_at_one_address_and_end_with_it(tmp_path: Path):
    with serving(PROJECT, tmp_path, "--workers", "2", "--database", f"sqlite:///{tmp_path}/atlas.sqlite") as site:
        with ThreadPoolExecutor(4) as readers:
            answers = list(readers.map(lambda _: site.ask("/healthz"), range(8)))
        assert {answer.status for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        workers = [one for one in psutil.Process(site.process.pid).children() if "spawn_main" in " ".join(one.cmdline())]
        assert len(workers) == 2
    assert [one.pid for one in workers if one.is_running()] == []


@pytest.mark.parametrize("given", ["0", "-1", "two", "65"])
def test_a_number_of_workers_that_makes_no_sense_is_refused_with_one_that_does(given, capsys):
    with pytest.raises(SystemExit):
        app.main(["serve", "--workers", given])
    assert f"{given} is no number of workers; write one from 1 to 64, such as 2" in capsys.readouterr().err
