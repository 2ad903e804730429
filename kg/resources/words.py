"""Lists of words that single constructions look for, kept as tables so that anybody can extend them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.resources.tables import read_table

__all__ = ["Word", "alternation", "load_words"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a list; `list_name` is `module.expression`, after the code that uses the list."""

    list_name: str
    word: str


def _parse(row: Mapping[str, str]) -> Word:
    if not re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", row["list"]) or row["word"] != row["word"].strip() or not row["word"]:
        raise ValueError(f"expected a list named module.expression and a word, found {dict(row)!r}")
    return Word(row["list"], row["word"])


@cache
def load_words(folder: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each list of `data/<folder>/words.tsv`, longest first."""
    table: dict[str, list[str]] = {}
    for word in read_table(f"{folder}/words.tsv", ("list", "word"), _parse):
        table.setdefault(word.list_name, []).append(word.word)
    return {name: tuple(sorted(words, key=lambda word: (-len(word), word))) for name, words in table.items()}


@cache
def alternation(name: str) -> str:
    """A group of a regular expression that stands for any word of a list, given as `folder/module.expression`.

    >>> alternation("claims/payments.level")
    '(?:自治区|区|县|州|市|旗|盟|省)'

    Raises `ResourceError` for an unknown list.
    """
    folder, _, list_name = name.partition("/")
    try:
        words = load_words(folder)[list_name]
    except KeyError:
        raise ResourceError(f"unknown word list {list_name!r}: expected one of {folder}/words.tsv") from None
    return "(?:" + "|".join(map(re.escape, words)) + ")"
