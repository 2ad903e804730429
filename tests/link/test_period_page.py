"""A page's date alone does not tell what year a text speaks of."""

from __future__ import annotations

from kg.link.period import find_period

PAGE = "2023-06-19"


def test_one_word_is_not_enough() -> None:
    assert find_period("全县今年组织义诊,选派医务人员12名。", PAGE) is None


def test_two_are() -> None:
    assert find_period("全县今年组织义诊,年底将选派医务人员12名。", PAGE) == "2023"
