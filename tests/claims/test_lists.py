"""The coordination that a mention is a member of."""

from __future__ import annotations

import pytest

from kg.claims.lists import list_span
from kg.claims.passage import build_passage
from kg.model import CleanText, Context
from tests.claims.marked import read_marked


@pytest.mark.parametrize(
    ("marked", "position", "expected"),
    [
        ("支援{甲县|PL}、{乙县|PL}和{丙县|PL}的医院", 4, (2, 7)),
        ("支援{甲县|PL},{乙县|PL}致谢", 2, (2, 3)),
        ("支援{甲县|PL}的{乙镇|PL}", 2, (2, 3)),
        ("支援{甲县|PL}以及全县{乙镇|PL}", 2, (2, 8)),
        ("支援{甲县|PL}、全县各族群众和{乙镇|PL}", 2, (2, 3)),
        ("支援{甲县|PL}", 0, (0, 1)),
    ],
)
def test_a_list_reaches_from_its_first_member_to_its_last(
    marked: str, position: int, expected: tuple[int, int]
) -> None:
    text, mentions = read_marked(marked)
    passage = build_passage(text, mentions, Context(), clean=CleanText.untouched(text), document_id="")
    assert list_span(passage.shadows[0], position) == expected
