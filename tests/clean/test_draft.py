"""Edits upon edits are edits on the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean.draft import Draft
from kg.errors import OffsetError
from kg.model import Edit, apply_edits


@st.composite
def edits_on(draw: st.DrawFn, length: int, rule: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, draw(st.text("甲乙丙", max_size=3)), rule) for start, end in pairs]


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    source = draw(st.text("abcdefgh", min_size=1, max_size=30))
    draft, steps = Draft.of(source), []
    for number in range(draw(st.integers(1, 4))):
        edits = draw(edits_on(len(draft.text), f"step {number}"))
        steps.append(edits)
        draft = draft.then(edits)
    return source, steps


@given(stories())
def test_one_list_of_edits_does_what_all_steps_do(story: tuple[str, list[list[Edit]]]) -> None:
    source, steps = story
    draft = Draft.of(source)
    text = source
    for edits in steps:
        draft = draft.then(edits)
        text = apply_edits(text, edits)[0]
    assert draft.text == text
    assert apply_edits(source, draft.edits)[0] == text


def test_edits_that_do_not_touch_stay_narrow() -> None:
    draft = Draft.of("線(xiàn)路").then([Edit(1, 7, "", "pinyin")]).then([Edit(0, 1, "线", "script")])
    assert [(edit.source_start, edit.source_end, edit.rule) for edit in draft.edits] == [
        (0, 1, "script"),
        (1, 7, "pinyin"),
    ]


def test_a_deletion_swallows_the_edits_inside_it() -> None:
    draft = Draft.of("線(xiàn)路").then([Edit(1, 7, "", "pinyin")]).then([Edit(0, 2, "", "menu")])
    assert [(edit.source_start, edit.source_end, edit.rule) for edit in draft.edits] == [(0, 8, "menu")]


def test_overlap_is_refused() -> None:
    draft = Draft.of("abc").then([Edit(0, 2, "x", "one")])
    with pytest.raises(OffsetError, match="overlaps"):
        apply_edits("abc", [*draft.edits, Edit(1, 3, "y", "two")])
