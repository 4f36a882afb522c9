"""The readers keep every text as written, name the place of what is wrong, and never fail otherwise."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders import read
from loaders.node import walk
from loaders.problem import Problem, Refused


def messages(text: str) -> list[str]:
    """What is wrong with a YAML text named a.yaml."""
    return [str(problem) for problem in read.yaml_tree(text, "a.yaml")[1]]


def plain(text: str):
    """The plain content of a YAML text without problems."""
    node, problems = read.yaml_tree(text, "a.yaml")
    assert problems == []
    return node.plain()


def test_every_yaml_value_stays_the_text_it_is():
    written = ["NO", "0123", "12:30", "1_000", "2024_1", "1.10", "true", "0x1F", ".inf", "2023-12-12", "~60", "1e3"]
    assert plain("".join(f"- {text}\n" for text in written)) == written


def test_empty_and_null_are_absent_and_quoted_ones_are_texts():
    assert plain("a:\nb: null\nc: ''\nd: 'null'\ne: x") == {"c": "", "d": "null", "e": "x"}


def test_each_node_knows_its_line_and_column():
    node, _ = read.yaml_tree("a:\n  - b: 1\n    ключ: слово\n", "a.yaml")
    assert walk(node, ("a", 0, "ключ")) == ((3, 11), ("a", 0, "ключ"))


BAD_YAML = {
    "a: 1\nb: 2\na: 3": ["a.yaml:3:1: a is given twice, first on line 1; keep one of the two"],
    "a: &x 1": ["a.yaml:1:4: the value has the anchor &x; delete the anchor"],
    "a: *x": ["a.yaml:1:4: the value is the alias *x; write the value out"],
    "a: !!int 1": ["a.yaml:1:4: the value has the tag tag:yaml.org,2002:int; delete the tag"],
    "<<: {a: 1}": ["a.yaml:1:1: << is a merge; write the fields out"],
    "[a]: 1": ["a.yaml:1:1: the key is not a text; write a word before the colon"],
    "null: 1": ["a.yaml:1:1: the key is not a text; write a word before the colon"],
    "a: 1\n---\nb: 2": ["a.yaml:2:1: `---` is a second document; write one document per file"],
    'a: "\\0"': ["a.yaml:1:4: the value holds a control character; delete it"],
    "null": ["a.yaml:1:1: the file is empty; write at least one record or delete the file"],
    "a: > 300": ["a.yaml:1:6: the text is not YAML here (did not find expected comment or line break); "
                 "mend the indent, or put the value in quotes"],
    "a: {b: 1\n": ["a.yaml:2:1: the text is not YAML here (did not find expected ',' or '}'); "
                 "mend the indent, or put the value in quotes"],
    "a: 1\n b: 2": ["a.yaml:2:3: the text is not YAML here (mapping values are not allowed in this context); "
                    "mend the indent, or put the value in quotes"],
    "a: 1\na: 2\nb: &x 3": ["a.yaml:2:1: a is given twice, first on line 1; keep one of the two",
                            "a.yaml:3:4: the value has the anchor &x; delete the anchor"],
    "[" * 21 + "]" * 21: ["a.yaml:1:21: the nesting is over 20 deep; write it flatter"],
}


@pytest.mark.parametrize("text", BAD_YAML)
def test_yaml_that_is_refused_says_where_and_what_to_write(text: str):
    assert messages(text) == BAD_YAML[text]


def test_twenty_levels_are_read():
    assert messages("[" * 20 + "]" * 20) == []


def test_a_merge_bomb_is_refused_at_once():
    bomb = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40))
    started = time.perf_counter()
    assert len(messages(bomb)) > 40
    assert time.perf_counter() - started < 1


def test_deep_nesting_in_a_large_file_is_refused_at_once():
    started = time.perf_counter()
    assert messages("[" * 4_000_000) == ["a.yaml:1:21: the nesting is over 20 deep; write it flatter"]
    assert time.perf_counter() - started < 3


def decoded(content: bytes) -> str:
    """What is wrong with the bytes of a file."""
    return "; ".join(map(str, read.decoded(content, "a.csv")[1]))


def test_bytes_that_are_no_text_are_refused_with_their_place():
    assert decoded("a\nbб\n".encode() + "Львів".encode("windows-1251")) == (
        "a.csv:3:1: the file is not UTF-8 (it looks like windows-1251); save it as UTF-8")
    assert decoded("id,name\n".encode("utf-16")) == (
        "a.csv:1:1: the file is not UTF-8 (it looks like UTF-16); save it as UTF-8")
    assert decoded(b"caf\xe9,5\n") == "a.csv:1:4: the file is not UTF-8; save it as UTF-8"
    assert decoded(b"a,b\n1,\x00\n") == "a.csv:2:3: the text is broken by the control character U+0000; delete it"


def test_a_file_over_five_megabytes_is_refused(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"- ab\n" * 1_000_000)
    assert read.tree(path, "a.yaml")[1] == []
    path.write_bytes(b"- ab\n" * 1_000_001)
    (problem,) = read.tree(path, "a.yaml")[1]
    assert str(problem) == "a.yaml:1:1: the file is over 5 MB; split it into several files"


def rows(text: str) -> tuple[list[dict], list[str]]:
    """The plain rows of a CSV text named a.csv, and what is wrong with it."""
    found, problems = read.csv_rows(text, "a.csv")
    return [row.plain() for row in found], list(map(str, problems))


def test_a_table_gives_nested_fields_and_leaves_empty_cells_out():
    assert rows("id,note.en,note.uk,value\nNA,hello,привіт,0123\nb,,,\n") == (
        [{"id": "NA", "note": {"en": "hello", "uk": "привіт"}, "value": "0123"}, {"id": "b"}], [])


def test_a_byte_order_mark_and_hard_spaces_around_a_cell_are_left_out():
    text, _ = read.decoded("\ufeffid,name\na,\u00a0Lviv \n".encode(), "a.csv")
    assert rows(text) == ([{"id": "a", "name": "Lviv"}], [])


def test_a_cell_of_several_lines_keeps_the_line_numbers_right():
    found, _ = read.csv_rows('id,note\na,"one\ntwo"\nb,x\n', "a.csv")
    assert [row.line for row in found] == [2, 4]
    assert walk(found[1], ("note",)) == ((4, "note"), ("note",))


BAD_CSV = {
    "a,b\n1,2,\n3,4\n5\n": ["a.csv:2:1: the row has 3 fields; write 2, as the header has",
                            "a.csv:4:1: the row has 1 fields; write 2, as the header has"],
    "a,a\n1,2\n": ["a.csv:1:a: the column a is given twice; keep one of the two"],
    "a,,b\n1,2,3\n": ["a.csv:1:2: the column's name is empty; write one"],
    "a,a.b\n1,2\n": ["a.csv:1:a: the column a is beside a.…; keep one of the two"],
    'a,b\n1,"2\n3,4\n': ["a.csv:2:1: the row is not CSV (unexpected end of data); mend its quotes"],
    'a,b\n"1"x,2\n': ["a.csv:2:1: the row is not CSV (',' expected after '\"'); mend its quotes"],
}


@pytest.mark.parametrize("text", BAD_CSV)
def test_csv_that_is_refused_says_where_and_what_to_write(text: str):
    assert rows(text)[1] == BAD_CSV[text]


@settings(max_examples=300)
@given(st.binary(max_size=300) | st.text(alphabet="ab:-[]{}\"'#&*!|>%@?,\n 1é<.~", max_size=80).map(str.encode))
@example(b"\xff\xfe")
@example(b"a: \xe2\x80\xa8\xc2\x85b")
@example(b"%YAML 3.0\n---\na")
@example(b"? ")
@example(b"*a : b")
@example(b'"\\ud800"')
def test_any_bytes_give_a_tree_or_problems_and_nothing_else(content: bytes):
    text, problems = read.decoded(content, "a")
    assert (text is None) == bool(problems)
    if text is None:
        return
    node, problems = read.yaml_tree(text, "a")
    assert node is not None or problems
    assert all(isinstance(problem, Problem) and problem.line >= 1 and problem.column >= 1 for problem in problems)
    found, problems = read.csv_rows(text, "a")
    assert found is not None and all(isinstance(problem, Problem) for problem in problems)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.text(st.characters(codec="utf-8", exclude_categories=["C"]))))
def test_quoted_texts_are_read_back(fields: dict[str, str]):
    quoted = {key: text.replace("'", "''") for key, text in fields.items()}
    text = "".join(f"{key}: '{text}'\n" for key, text in quoted.items())
    if fields and not any(set(value) & set("\x85\u2028\u2029") for value in fields.values()):
        assert plain(text) == fields


def test_outlines_are_read_and_what_is_not_json_is_refused(tmp_path: Path):
    path = tmp_path / "map.geojson"
    path.write_text('{"features": [1.5]}', encoding="utf-8")
    assert read.outlines(path) == {"features": [1.5]}
    for bad in ('{"features": ', "[NaN]", "[" * 100_000):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(Refused, match=r"map\.geojson:.*: the file is not JSON here; write GeoJSON"):
            read.outlines(path)


def test_settings_are_typed_and_a_misspelt_one_is_refused(tmp_path: Path):
    path = tmp_path / "config.yaml"
    path.write_text("port: 8060\nlimits: {statements: 5}\n", encoding="utf-8")
    typed = read.settings(path)
    limits = {"statements": 5, "search_results": 12, "import_megabytes": 300}
    assert (typed["port"], typed["limits"], typed["data"]) == (8060, limits, ["data"])
    path.write_text("prot: 8060\n", encoding="utf-8")
    with pytest.raises(read.SettingsError, match=r"config.yaml:1:1: prot is not a key here; did you mean port\?"):
        read.settings(path)
