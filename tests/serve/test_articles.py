"""Texts cut at their marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.serve.articles import Mark, cut

TEXT = "西藏自治区人民医院接诊12人。"


def test_the_shortest_mention_is_the_link_and_its_surroundings_stay_marked() -> None:
    pieces = cut(TEXT, [Mark(0, 9, "HOSPITAL", "h"), Mark(0, 5, "PLACE", "p"), Mark(0, len(TEXT), claims=(1,))])
    assert [(piece.text, piece.mention.entity if piece.mention else None) for piece in pieces] == [
        ("西藏自治区", "p"),
        ("人民医院", "h"),
        ("接诊12人。", None),
    ]
    assert [piece.first for piece in pieces] == [(1,), (), ()]


def test_overlapping_claims_keep_all_their_numbers() -> None:
    pieces = cut(TEXT, [Mark(0, 11, claims=(1,)), Mark(9, 14, claims=(2, 3)), Mark(9, 14, claims=(3,))])
    assert [piece.claims for piece in pieces] == [(1,), (1, 2, 3), (2, 3), ()]


def test_marks_outside_the_text_are_left_out() -> None:
    assert [piece.text for piece in cut("甲", [Mark(0, 2, "PLACE"), Mark(-1, 1, "PLACE"), Mark(1, 1, "PLACE")])] == [
        "甲"
    ]
    assert cut("", []) == []


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32), st.sampled_from(["", "PLACE"]), st.integers(0, 4))),
)
def test_the_pieces_are_the_text(text: str, spans: list[tuple[int, int, str, int]]) -> None:
    marks = [Mark(start, end, type_, claims=(number,)) for start, end, type_, number in spans]
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    offset = 0
    for piece in pieces:
        end = offset + len(piece.text)
        inside = [mark for mark in marks if mark.start <= offset and end <= mark.end <= len(text) and mark.start >= 0]
        assert set(piece.claims) == {number for mark in inside for number in mark.claims}
        assert (piece.mention is not None) == any(mark.type for mark in inside)
        offset = end
    firsts = [number for piece in pieces for number in piece.first]
    assert len(firsts) == len(set(firsts))
