"""Word lists: complete, without repeats, each used where its name says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.resources.tables import read_resource
from kg.resources.words import alternation, load_words

FOLDERS = {"claims": "claims", "link": "link", "names": "extract"}
"""Folders of tables, and the package that reads each."""
KG = Path(__file__).parents[2] / "kg"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_list_is_used_by_the_module_it_is_named_after(folder: str) -> None:
    for name in load_words(folder):
        code = (KG / FOLDERS[folder] / f"{name.split('.')[0]}.py").read_text(encoding="utf-8")
        assert name in code, f"{folder}/words.tsv: {name} is read by nobody"


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_word_stands_twice_in_a_list(folder: str) -> None:
    repeats = {
        name: [word for word, count in Counter(words).items() if count > 1]
        for name, words in load_words(folder).items()
    }
    assert not {name: words for name, words in repeats.items() if words}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_list_says_what_it_is_for(folder: str) -> None:
    notes = set(re.findall(r"^# ([a-z_]+\.[a-z_0-9]+): \S", read_resource(f"{folder}/words.tsv"), re.M))
    assert notes == set(load_words(folder))


def test_an_alternation_tries_longer_words_first() -> None:
    match = re.match(alternation("claims/payments.pay"), "拿出两百万元")
    assert match is not None
    assert match[0] == "拿出"


def test_an_unknown_list_is_named_with_where_it_was_looked_for() -> None:
    with pytest.raises(ResourceError, match=r"unknown word list 'payments.nothing'.*claims/words.tsv"):
        alternation("claims/payments.nothing")
