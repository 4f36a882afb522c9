"""Facts of the documents are carried over, their sentences are not: no run of eight of their words stands in our files.

`document_fingerprints.txt` holds digests of runs of eight words of the five documents, a third of all, from which
no word can be read back. Runs that are the name of something (a source's title, an organisation) are left out.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import shipped

FINGERPRINTS = Path(__file__).parent / "document_fingerprints.txt"
WORDS_IN_A_RUN = 8
ONE_IN = 3
DIGEST_BYTES = 5
READ = {".py", ".yaml", ".yml", ".csv", ".md", ".toml", ".json", ".css", ".js", ".html", ".txt", ""}
NOT_OURS = {".venv", "build", ".git", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache", "plotly", FINGERPRINTS.name}

_WORD = re.compile(r"[^\W_]+(?:[’'ʼ-][^\W_]+)*")


def runs(text: str) -> Iterator[str]:
    """Every run of words of a text, in small letters, however they are spaced and punctuated."""
    found = _WORD.findall(text.lower().replace("'", "’").replace("ʼ", "’"))
    yield from (" ".join(found[at:at + WORDS_IN_A_RUN]) for at in range(len(found) - WORDS_IN_A_RUN + 1))


def digest(run: str) -> str:
    """The fingerprint of a run."""
    return hashlib.blake2b(run.encode(), digest_size=DIGEST_BYTES).hexdigest()


def kept(fingerprint: str) -> bool:
    """Whether a fingerprint is of the third that is compared."""
    return int(fingerprint[:4], 16) % ONE_IN == 0


@cache
def known() -> frozenset[str]:
    """The fingerprints of the documents."""
    return frozenset(FINGERPRINTS.read_text(encoding="utf-8").split())


def our_files() -> list[Path]:
    """Every text file of the project, what is made or installed left out."""
    inside = (path for path in shipped.PROJECT.rglob("*") if not NOT_OURS & set(path.relative_to(shipped.PROJECT).parts))
    return [path for path in inside if path.suffix in READ and path.is_file()]


def test_the_fingerprints_are_whole():
    assert len(known()) > 6_000
    assert all(len(fingerprint) == 2 * DIGEST_BYTES and kept(fingerprint) for fingerprint in known())


def test_a_run_is_known_however_it_is_spaced_and_punctuated():
    plain = list(runs("one two three four five six seven eight nine"))
    assert plain == list(runs("One, two —\n three four; FIVE six (seven) eight. Nine!"))
    assert len(plain) == 2


def test_the_files_that_hold_what_was_read_are_among_those_compared():
    names = {path.relative_to(shipped.PROJECT).as_posix() for path in our_files()}
    assert {"data/sources/ukraine_it_clusters_overview_2024.csv", "data/languages/uk.yaml", "app.py"} <= names


@pytest.mark.parametrize("wing", ["data", "layouts", "tests", "."])
def test_no_sentence_of_the_documents_stands_in_our_files(wing):
    found = {}
    for path in our_files():
        top = path.relative_to(shipped.PROJECT).parts[0]
        if (top if top in ("data", "layouts", "tests") else ".") == wing:
            for run in runs(path.read_text(encoding="utf-8", errors="replace")):
                if kept(fingerprint := digest(run)) and fingerprint in known():
                    found[run] = path.name
    assert found == {}
