"""The documents say what the program does: its settings, its commands, its fields, its examples."""

import io
import re
import shutil
import subprocess
import tomllib
from contextlib import redirect_stdout
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel
from test_bad_input import BAD

import app
from loaders import beside, run
from loaders.amount import amount
from loaders.gather import KINDS, gather
from loaders.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-test.txt")}
SECTIONS = {kind: kind.title() for kind in KINDS} | dict.fromkeys(("theme", "unit", "count", "dimension"), "Codes")
EXAMPLE = re.compile(r"^```\w+ (file|add)=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def settings_in(given: dict, above: str = "") -> set[str]:
    """`brand.doubts_address` of nested settings; texts per language are one setting."""
    found = set()
    for name, value in given.items():
        nested = isinstance(value, dict) and not {"en", "uk"} & value.keys()
        found |= settings_in(value, f"{above}{name}.") if nested else {f"{above}{name}"}
    return found


def fields_of(record: type[BaseModel], above: str = "") -> set[str]:
    """The fields of settings, those of records within them included."""
    inner = {name: field.annotation for name, field in record.model_fields.items()}
    return {
        path for name, kind in inner.items()
        for path in (fields_of(kind, f"{name}.") if isinstance(kind, type) and issubclass(kind, BaseModel) else {above + name})
    }


def help_of(*words: str) -> str:
    """What app.py says with --help."""
    said = io.StringIO()
    with redirect_stdout(said), pytest.raises(SystemExit, match="0"):
        app.main([*words, "--help"])
    return said.getvalue()


def section(name: str) -> str:
    """The part of docs/data.md that describes one kind of record."""
    return next(part for part in DATA.split("\n### ") if part.startswith(name))


def choices_in(annotation: object) -> set[str]:
    """Every allowed word inside a field's type."""
    inner = get_args(annotation)
    words = {word for word in inner if isinstance(word, str)} if "Literal" in str(annotation) else set()
    return words.union(*(choices_in(part) for part in inner if not isinstance(part, str)))


def tracked() -> list[Path]:
    """Every file of the repository: those committed and those that would be."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def pinned(lock: str) -> dict[str, set[str]]:
    """Versions by package of one lock."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", LOCKS[lock], re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def dependencies() -> dict[str, str]:
    """The lower bound of every dependency that pyproject.toml names."""
    named = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    return dict(re.fullmatch(r"([a-z0-9-]+)(?:\[\w+\])?>=([0-9.]+)", each).groups() for each in named)


def test_the_readme_names_every_setting():
    written = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    wanted = settings_in(written) | {path for path in fields_of(Settings) if path != "limits"}
    assert {setting for setting in wanted if f"`{setting}`" not in README} == set()


def test_the_readme_names_every_environment_variable():
    own = [path for path in tracked() if path.suffix == ".py" and path != Path(__file__)]
    code = "\n".join(path.read_text(encoding="utf-8") for path in own)
    setup = MAKEFILE + (ROOT / ".ci" / "setup").read_text(encoding="utf-8")
    read = {*re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", code), *re.findall(r"\$\{([A-Z_]+):-", setup),
            *re.findall(r"^([A-Z]+) \?=", setup, re.MULTILINE)}
    assert {"DATABASE_URL", "HOST", "PORT", "ATLAS_BROWSER", "ATLAS_EXAMPLES", "PYTHON", "WORKERS"} <= read
    assert {name for name in read if f"`{name}`" not in README} == set()


def test_the_readme_names_every_command_and_option_of_app_py():
    commands = re.findall(r"^    ([a-z][a-z-]*) ", help_of(), re.MULTILINE)
    assert {"load", "check", "serve", "releases"} <= set(commands)
    options = {option for name in commands for option in re.findall(r"--[a-z-]+", help_of(name))} - {"--help"}
    assert {text for text in options | {f"app.py {name}" for name in commands} if text not in README} == set()


def test_the_readme_names_every_target_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"run", "test", "soak", "check", "schemas", "lint", "clean"} <= targets
    assert {target for target in targets - {"help"} if f"make {target}" not in README} == set()


def test_links_between_the_documents_lead_somewhere():
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_and_allowed_word_of_a_record_is_explained(kind: str):
    fields = KINDS[kind].model_fields
    listed = {name for row in re.findall(r"^\| (.+?) \|", section(SECTIONS[kind]), re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert set(fields) - listed == set()
    words = set().union(*(choices_in(field.annotation) for field in fields.values()))
    assert {word for word in words if f"`{word}`" not in DATA} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_that_must_be_given_stand_in_bold(kind: str):
    required = {name for name, field in KINDS[kind].model_fields.items() if field.is_required()}
    assert {name for name in required if f"**`{name}`**" not in section(SECTIONS[kind])} == set()


@pytest.mark.parametrize("name", sorted(set(SECTIONS.values())))
def test_no_field_is_explained_that_is_none(name: str):
    fields = {field for kind, where in SECTIONS.items() if where == name for field in KINDS[kind].model_fields}
    listed = {given for row in re.findall(r"^\| (.+?) \|", section(name), re.MULTILINE) for given in re.findall(r"`(\w+)`", row)}
    assert listed - fields == set()


def test_the_examples_load_beside_the_shipped_data(tmp_path: Path):
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    before = run.check([folder]).counts
    examples = EXAMPLE.findall(DATA)
    for how, name, text in examples:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert (how == "add") == path.exists()
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    outcome = run.check([folder])
    assert [str(problem) for problem in outcome.problems] == []
    grown = {kind for kind in KINDS if outcome.counts[kind] > before[kind]}
    assert grown == {"entity", "source", "statement", "count", "indicator", "language", "resolution", "correction", "relation"}
    assert beside.languages([folder], ["en", "uk", "pl"])["pl"]["name"] == "Polski"


def test_the_examples_are_read_as_the_text_says(tmp_path: Path):
    for how, name, text in EXAMPLE.findall(DATA):
        if how == "file":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
    stated = {entry.record.id: entry.record for entry in gather([tmp_path / "data"]).entries["statement"]}
    assert (stated["X001"].value, stated["X001"].qualifier) == (40, "at_least")
    assert (stated["XS01"].value, stated["XS01"].qualifier, stated["XS01"].breakdown) == (1200, "at_least", {"format": "online"})
    assert (stated["XS02"].qualifier, stated["XS02"].flags) == ("about", ("scope_unclear", "period_unclear"))


@pytest.mark.parametrize(("written", "value", "high", "qualifier", "unit"), [
    ("26,500+", 26500, None, "at_least", None), ("≥ 26500", 26500, None, "at_least", None),
    ("over 26,500", 26500, None, "at_least", None), ("понад 26 500", 26500, None, "at_least", None),
    ("~60", 60, None, "about", None), ("about 60", 60, None, "about", None), ("близько 60", 60, None, "about", None),
    ("up to 40", 40, None, "up_to", None), ("до 40", 40, None, "up_to", None),
    ("816–832", 816, 832, "range", None), ("from 816 to 832", 816, 832, "range", None),
    ("17.3 million", 17_300_000, None, "exact", None), ("17,3 млн", 17_300_000, None, "exact", None),
    ("6,73 млрд дол.", 6_730_000_000, None, "exact", "USD"),
])
def test_number_words_of_the_documents_are_read_so(written: str, value: float, high: float | None, qualifier: str, unit: str | None):
    assert f"`{written}`" in DATA
    read = amount(written)
    assert (read.value, read.value_high, read.qualifier, read.unit) == (value, high, qualifier, unit)


@pytest.mark.parametrize("written", ["1,234 million", "близько 26,500"])
def test_number_words_that_the_documents_call_refused_are_refused(written: str):
    assert f"`{written}`" in DATA
    with pytest.raises(ValueError, match="may stand for thousands"):
        amount(written)


def test_the_messages_of_the_documents_are_those_of_the_program():
    quoted = re.search(r"^```text messages\n(.*?)^```", DATA, re.MULTILINE | re.DOTALL)[1].splitlines()
    said = {message.replace("small/", "data/") for _, messages in BAD.values() for message in messages}
    assert len(quoted) > 5
    assert set(quoted) - said == set()


def test_each_decision_has_its_number_and_says_context_decision_and_consequence():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert len(set(numbers)) == len(numbers) >= 10
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert [part for part in ("## Context", "## Decision", "## Consequence") if part not in text] == [], path.name


def test_every_dependency_has_its_reason():
    reasons = next(path for path in DECISIONS if path.stem.endswith("dependencies")).read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \| .{20,}", reasons, re.MULTILINE))
    assert explained == set(dependencies())


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_hold_hashes_and_no_addresses(lock: str):
    text = LOCKS[lock]
    assert "://" not in text and "--index" not in text and "--find-links" not in text and "/simple" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 30
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_hold_every_dependency_at_its_bound_or_later_and_agree():
    runtime, everything = pinned("requirements.txt"), pinned("requirements-test.txt")
    assert {name: versions for name, versions in runtime.items() if everything.get(name) != versions} == {}
    for name, bound in dependencies().items():
        for version in everything[name]:
            assert numbers(version) >= numbers(bound), name
    assert {re.match(r"[a-z0-9-]+", each)[0] for each in PROJECT["dependencies"]} <= runtime.keys()


def numbers(version: str) -> list[int]:
    """1.10.2 as numbers that compare."""
    return [int(part) for part in re.findall(r"[0-9]+", version)]


def test_no_file_holds_a_path_of_one_machine_or_a_package_registry():
    forbidden = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|(?:pypi|pythonhosted)\.org|[\w.-]+/simple/?\b(?=\s|$)")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}" for path in tracked()
        if path.suffix not in (".png", ".geojson") and path != Path(__file__)
        for match in forbidden.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_picture_of_the_readme_is_small():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).stat().st_size < 200_000 for picture in pictures)
