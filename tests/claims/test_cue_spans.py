"""Where cues stand in a sentence."""

from __future__ import annotations

import re

import pytest

from kg.claims.cue_spans import CueSpans
from kg.resources.claims import load_cues

SENTENCE = "由省里选派专家对口支援,未能按期建成投用,覆盖全县并投入资金"


@pytest.mark.parametrize("name", sorted(load_cues()))
def test_the_same_is_found_as_by_looking_for_each_word(name: str) -> None:
    expression = re.compile("|".join(map(re.escape, load_cues()[name])))
    cues = CueSpans(SENTENCE)
    for start in range(len(SENTENCE)):
        for end in range(start, len(SENTENCE) + 1):
            assert cues.is_within(name, start, end) == bool(expression.search(SENTENCE[start:end]))


def test_classes_come_in_the_order_of_the_table() -> None:
    names = CueSpans(SENTENCE).names
    assert list(names) == [name for name in load_cues() if name in names]
    assert {"dispatch", "build"} <= set(names)
