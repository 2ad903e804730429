"""Every row of the tables proves itself on its own example and counter-example."""

from __future__ import annotations

import pytest

from kg.clean import clean
from kg.clean.lines import cue_scores, find_lines
from kg.clean.script import find_script
from kg.resources.clean import (
    Cue,
    LinePattern,
    ScriptWord,
    load_cues,
    load_line_patterns,
    load_script_words,
    load_width,
)

TABLES = ("lines", "related", "kept", "inline")
ROWS = [(table, entry) for table in TABLES for entry in load_line_patterns(table)]


def test_how_many_rows_there_are() -> None:
    assert {table: len(load_line_patterns(table)) >= 2 for table in TABLES} == dict.fromkeys(TABLES, True)
    assert len(load_cues()) > 100
    assert len(load_script_words()) > 20
    assert len(load_width()) > 40


@pytest.mark.parametrize(("table", "entry"), ROWS, ids=[f"{table}: {entry.example}" for table, entry in ROWS])
def test_pattern(table: str, entry: LinePattern) -> None:
    matches = entry.pattern.search if table == "inline" else entry.pattern.fullmatch
    assert matches(entry.example)
    assert not matches(entry.counterexample)


@pytest.mark.parametrize(
    "entry", [entry for table, entry in ROWS if table in ("lines", "related")], ids=lambda entry: entry.example
)
def test_line_goes_and_its_look_alike_stays(entry: LinePattern) -> None:
    assert find_lines(entry.example, 30)[0].kind == entry.kind
    report = "某县人民医院新建门诊楼，今年年底前可以启用，届时床位增加一百张。"
    assert entry.example not in clean(f"{report}\n{entry.example}\n{report}").text
    assert entry.counterexample in clean(f"{report}\n{entry.counterexample}\n{report}").text


@pytest.mark.parametrize("cue", load_cues(), ids=lambda cue: cue.word)
def test_cue_is_found_in_its_example(cue: Cue) -> None:
    assert cue_scores(cue.example).get(cue.kind, 0) >= cue.weight


@pytest.mark.parametrize("word", load_script_words(), ids=lambda word: word.traditional)
def test_word_keeps_or_changes(word: ScriptWord) -> None:
    # 國 makes the line Traditional beyond doubt, as a page around it would.
    source = f"國{word.example}"
    text = clean(source).text
    assert word.simplified in text
    assert len(find_script(source)) >= 1
