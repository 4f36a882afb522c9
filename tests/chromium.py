"""The browser of the tests: where Chromium or Chrome is; `python tests/chromium.py` prints its path.

Where there is none, the command installs it on a Debian machine when run as root; anywhere else it
says what to install and fails. Tests are never skipped for want of a browser.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
PACKAGES = ("chromium", "fonts-dejavu-core")
NONE = (
    "The tests need Chromium or Chrome, and none was found. Install one and run this again:\n"
    "  Debian:  sudo apt-get install chromium fonts-dejavu-core\n"
    "  macOS:   brew install --cask google-chrome\n"
    "  any:     .venv/bin/python -m playwright install chromium\n"
    "or name one that is there: ATLAS_BROWSER=/path/to/chrome make test"
)


class NoBrowser(Exception):
    """No browser to test with; the message says what to install."""


def find() -> str:
    """The path of the browser that ATLAS_BROWSER names, else of the first that is found. Raises NoBrowser."""
    if named := os.environ.get("ATLAS_BROWSER"):
        if not _starts(named):
            raise NoBrowser(f"ATLAS_BROWSER is {named}, which does not start; name a Chromium or Chrome.")
        return named
    for path in _candidates():
        if _starts(path):
            return path
    raise NoBrowser(NONE)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).is_file())
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  half a second, and rarely needed
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Whether it is a browser and no stub that asks to be installed; Chrome for Windows cannot be asked."""
    if sys.platform == "win32" or not os.access(path, os.X_OK):
        return Path(path).is_file() and sys.platform == "win32"
    said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    return said.returncode == 0 and "chrom" in said.stdout.lower()


def _installable() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> None:
    """Install Chromium with apt-get; what it says goes to stderr, for stdout is the answer."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", *words], env=environment, stdout=sys.stderr, check=False)


def main() -> int:
    """Print the path of a browser, installed first where that can be done."""
    try:
        try:
            path = find()
        except NoBrowser:
            if os.environ.get("ATLAS_BROWSER") or not _installable():
                raise
            sys.stderr.write("No Chromium here: installing it with apt-get, a minute or two\n")
            _install()
            path = find()
    except NoBrowser as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
