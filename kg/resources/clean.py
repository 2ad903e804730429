"""Typed, checked readers of the tables that cleaning works with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources.tables import read_table

__all__ = [
    "Cue",
    "LinePattern",
    "ScriptWord",
    "load_cues",
    "load_line_patterns",
    "load_script_words",
    "load_width",
]


@dataclass(frozen=True, slots=True)
class ScriptWord:
    """A word whose Simplified form the general table gets wrong; both forms are equally long."""

    traditional: str
    simplified: str
    example: str
    counterexample: str


def _script_word(row: Mapping[str, str]) -> ScriptWord:
    word = ScriptWord(row["traditional"], row["simplified"], row["example"], row["counterexample"])
    if not word.traditional or len(word.traditional) != len(word.simplified):
        raise ValueError(f"expected two forms of one length, found {word.traditional!r} and {word.simplified!r}")
    return word


@cache
def load_script_words() -> tuple[ScriptWord, ...]:
    return read_table("clean/script.tsv", ("traditional", "simplified", "example", "counterexample"), _script_word)


def _width(row: Mapping[str, str]) -> tuple[str, str]:
    if len(row["character"]) != 1 or len(row["becomes"]) != 1:
        raise ValueError(f"expected one character for one, found {row['character']!r} and {row['becomes']!r}")
    return row["character"], row["becomes"]


@cache
def load_width() -> Mapping[str, str]:
    return dict(read_table("clean/width.tsv", ("character", "becomes", "why"), _width))


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A kind of page furniture, told by a pattern that the whole line must match."""

    kind: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str


def _line_pattern(row: Mapping[str, str]) -> LinePattern:
    try:
        pattern = re.compile(row["pattern"])
    except re.error as error:
        raise ValueError(f"pattern {row['pattern']!r} is no regular expression: {error}") from error
    return LinePattern(row["kind"], pattern, row["example"], row["counterexample"])


@cache
def load_line_patterns(table: str) -> tuple[LinePattern, ...]:
    """The patterns of `lines`, `related` or `kept` (the table's name without folder and ending)."""
    return read_table(f"clean/{table}.tsv", ("kind", "pattern", "example", "counterexample"), _line_pattern)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks for a line being of a kind, and how loudly."""

    kind: str
    word: str
    weight: int
    example: str


def _cue(row: Mapping[str, str]) -> Cue:
    return Cue(row["kind"], row["cue"].lower(), int(row["weight"]), row["example"])


@cache
def load_cues() -> tuple[Cue, ...]:
    return read_table("clean/cues.tsv", ("kind", "cue", "weight", "example"), _cue)
