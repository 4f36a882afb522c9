"""The set-up: which Python and which browser are taken, and what is said where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import chromium
import pytest

ROOT = Path(__file__).parents[1]


def program(path: Path, text: str) -> Path:
    """A small program of the shell, standing in for one that is installed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def set_up(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess:
    """`.ci/setup requirements.txt` in a project of its own, where only the programs of its `bin` are found first."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci", dirs_exist_ok=True)
    (tmp_path / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    given = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", **environment}
    return subprocess.run([tmp_path / ".ci" / "setup", "requirements.txt"], env=given, capture_output=True, text=True, check=False)


def test_an_old_python_is_named_with_what_to_install(tmp_path: Path):
    for name in ("python3.11", "python3.12", "python3.13", "python3.14", "python3", "python"):
        program(tmp_path / "bin" / name, 'if [ "$1" = --version ]; then echo "Python 3.9.6"; else exit 1; fi')
    done = set_up(tmp_path)
    assert done.returncode != 0
    assert "needs Python 3.11 or newer, here is Python 3.9.6" in done.stderr
    assert "brew install python@3.11" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_named_python_that_is_none_is_refused(tmp_path: Path):
    done = set_up(tmp_path, PYTHON="/bin/false")
    assert done.returncode != 0
    assert "PYTHON is /bin/false" in done.stderr


def test_a_lock_is_installed_once_and_again_when_it_changes(tmp_path: Path):
    log = tmp_path / "log"
    program(tmp_path / ".venv" / "bin" / "python", f'case "$*" in *install*) echo installed >> {log};; esac')
    assert "Installing requirements.txt" in set_up(tmp_path).stdout
    assert set_up(tmp_path).stdout == ""
    (tmp_path / ".venv" / "installed-requirements.txt").write_text("# another lock\n", encoding="utf-8")
    assert "Installing requirements.txt" in set_up(tmp_path).stdout
    assert log.read_text(encoding="utf-8").splitlines() == ["installed", "installed"]


def test_the_set_up_fails_and_is_not_taken_for_done_where_a_package_cannot_be_installed(tmp_path: Path):
    program(tmp_path / ".venv" / "bin" / "python", 'case "$*" in *install*) exit 1;; esac')
    done = set_up(tmp_path)
    assert done.returncode != 0
    assert "could not be installed" in done.stderr
    assert not list((tmp_path / ".venv").glob("installed-*"))


def test_the_browser_that_is_named_is_taken_if_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    browser = program(tmp_path / "chrome", "echo Google Chrome 150.0")
    monkeypatch.setenv("ATLAS_BROWSER", str(browser))
    assert chromium.find() == str(browser)
    monkeypatch.setenv("ATLAS_BROWSER", str(program(tmp_path / "stub", "echo requires the chromium snap; exit 1")))
    with pytest.raises(chromium.NoBrowser, match="which does not start"):
        chromium.find()


def test_a_stub_on_the_path_is_passed_over_for_a_browser_that_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program(tmp_path / "chromium-browser", "exit 1")
    browser = program(tmp_path / "google-chrome", "echo Google Chrome 150.0")
    monkeypatch.delenv("ATLAS_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=None)
    assert chromium.find() == str(browser)


def test_without_a_browser_make_test_says_what_to_install_and_fails(tmp_path: Path):
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, ROOT / "tests" / "chromium.py"], env=environment, capture_output=True, text=True, check=False)
    if Path(chromium.PLACES[0]).is_file():
        assert done.stdout.strip() == chromium.PLACES[0]
    else:
        assert done.returncode == 1
        assert "sudo apt-get install chromium" in done.stderr


def test_where_it_may_make_test_installs_a_browser(tmp_path: Path):
    if os.geteuid() != 0 or Path(chromium.PLACES[0]).is_file():
        assert chromium.find()
        return
    program(tmp_path / "apt-get", f'echo "$@"; [ "$1" = update ] || /bin/cp {tmp_path}/later {tmp_path}/chromium')
    program(tmp_path / "later", "echo Chromium 150.0")
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, ROOT / "tests" / "chromium.py"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "chromium"))
    assert "install -q -y --no-install-recommends chromium" in done.stderr
