"""How titles are written."""

from __future__ import annotations

import re

import pytest

from kg.claims.title_words import any_title, title_alone, title_behind_body, title_row

WORDS = any_title(("主任医师", "主任", "院长"))


@pytest.mark.parametrize(
    ("string", "title"),
    [
        ("心内科副主任来了", "心内科副主任"),
        ("办公室和党建科主任来了", "办公室和党建科主任"),
        ("由院长讲话", None),
        ("来了,院长", None),
        ("一二三四五六七八九十一院长", None),
    ],
    ids=["with what narrows it", "of two departments", "somebody else's", "over a comma", "too long"],
)
def test_behind_its_body_a_title_may_hold_any_word(string: str, title: str | None) -> None:
    match = re.match(title_behind_body(WORDS), string)
    assert (match[0] if match else None) == title


@pytest.mark.parametrize(
    ("string", "title"),
    [
        ("去和首任院长", "首任院长"),
        ("他跟着的院长", "院长"),
        ("“组团式”帮扶院长", "帮扶院长"),
        ("主任医师", "主任医师"),
    ],
    ids=["from the conjunction on", "from the particle on", "from the quotation on", "the longer word"],
)
def test_standing_alone_it_begins_behind_the_words_of_the_sentence(string: str, title: str) -> None:
    match = re.search(title_alone(WORDS), string)
    assert match is not None
    assert match[0] == title


def test_a_title_alone_is_as_long_and_has_such_characters_as_is_asked() -> None:
    assert re.match(title_alone(WORDS, longest=2), "帮扶院长")
    assert not re.match(title_alone(WORDS, longest=1), "帮扶院长")
    assert not re.match(title_alone(WORDS, barred="任"), "去年起任院长")


@pytest.mark.parametrize(
    ("string", "joints", "row"),
    [
        ("院长、主任,某", None, "院长、主任"),
        ("院长兼心内科主任", None, "院长兼心内科主任"),
        ("院长,主任医师,某", None, "院长"),
        ("院长,主任医师,某", ",", "院长,主任医师"),
    ],
    ids=["no trailing comma", "with a verb", "a comma parts them", "unless it joins them"],
)
def test_a_row_ends_with_its_last_title(string: str, joints: str | None, row: str) -> None:
    title = title_alone(WORDS)
    match = re.match(title_row(title, joints) if joints else title_row(title), string)
    assert match is not None
    assert match[0] == row
