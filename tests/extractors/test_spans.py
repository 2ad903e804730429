"""Where a quote has its place, and where it has none."""

from __future__ import annotations

import pytest

from kg.extractors.spans import Unfit, place_quote

TEXT = "县医院支援乡卫生院，县医院派出3人。乡卫生院感谢。"


@pytest.mark.parametrize(
    ("quote", "start", "within", "expected"),
    [
        ("县医院", 0, None, 0),
        ("县医院", 10, None, 10),
        ("派出3人", None, None, 13),
        ("派出3人", 2, None, 13),  # a wrong offset does no harm where there is one place
        ("乡卫生院", None, (18, 24), 18),
        ("派出3人", None, (18, 24), 13),  # a wrong sentence neither
        ("派出3人", -1, (-5, 99), 13),
    ],
)
def test_a_quote_is_found(quote: str, start: int | None, within: tuple[int, int] | None, expected: int) -> None:
    assert place_quote(TEXT, quote, start, within) == expected


@pytest.mark.parametrize(
    ("quote", "start", "within", "reason"),
    [
        ("县医院", None, None, "more than once"),
        ("县医院", 3, None, "more than once"),
        ("县医院", None, (0, 17), "more than once"),
        ("市医院", 0, None, "not in the text"),
        ("县医院 ", 0, None, "not in the text"),
        ("县 医院", None, None, "not in the text"),
        ("", 0, None, "empty"),
        (" ", None, None, "empty"),
    ],
)
def test_a_quote_is_turned_away(quote: str, start: int | None, within: tuple[int, int] | None, reason: str) -> None:
    with pytest.raises(Unfit) as found:
        place_quote(TEXT, quote, start, within)
    assert reason in found.value.reason


def test_places_that_overlap_are_two() -> None:
    with pytest.raises(Unfit):
        place_quote("哈哈哈", "哈哈")
