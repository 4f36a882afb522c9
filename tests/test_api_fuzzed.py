"""Schemathesis asks the running API whatever its document allows, and what it forbids: every answer is as documented."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import shipped
from counted import counted
from served import Site, serving

SEED = 20260101
PHASES = counted("fuzzing", "examples,coverage,fuzzing,stateful")
EXAMPLES_EACH = counted(2, 75)
"""Questions to each of the thirty operations, beside those that the other phases ask."""

LEAST = counted(45, 2_000)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(shipped.PROJECT, tmp_path_factory.mktemp("server"), "--no-load", "--database", shipped.address()) as started:
        yield started


@pytest.mark.soak
def test_every_answer_is_documented_whatever_is_asked(site, tmp_path):
    assert site.ask("/api/v1/openapi.json").status == 200
    said = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"http://127.0.0.1:{site.port}/api/v1/openapi.json",
         "--checks", "all", "--phases", PHASES, "--max-examples", str(EXAMPLES_EACH), "--seed", str(SEED), "--continue-on-failure",
         "--warnings", "off", "--request-timeout", "60"],
        check=False, cwd=tmp_path, capture_output=True, text=True, timeout=3_000)
    assert said.returncode == 0, said.stdout[-6_000:]
    generated, passed = re.search(r"([\d,]+) generated, ([\d,]+) passed", said.stdout).groups()
    assert generated == passed
    assert int(generated.replace(",", "")) >= LEAST
    assert "Tested: 30" in said.stdout
    assert site.ask("/healthz").status == 200
