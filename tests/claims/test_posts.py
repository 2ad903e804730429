"""Posts as they are written beside a name, and what each claim rests on."""

from __future__ import annotations

import pytest

from tests.claims.marked import claims_of


@pytest.mark.parametrize(
    ("marked", "posts"),
    [
        (
            "{段明远|PE}，{甲县医院|HO}党委书记、院长，主任医师，从医三十年。",
            [("党委书记、院长，主任医师", "段明远，甲县医院党委书记、院长，主任医师")],
        ),
        (
            "{段明远|PE}现任{甲县医院|HO}副院长、{乙市医学会|OR}理事。",
            [("副院长", "段明远现任甲县医院副院长"), ("理事", "乙市医学会理事")],
        ),
        (
            "{甲县医院|HO}院长{段明远|PE}、护士长{江又晴|PE}到会。",
            [("院长", "甲县医院院长段明远"), ("护士长", "护士长江又晴")],
        ),
    ],
    ids=["a row of titles", "posts in two bodies", "two persons of one body"],
)
def test_a_post_and_its_evidence_end_with_its_words(marked: str, posts: list[tuple[str, str]]) -> None:
    found = [claim for claim in claims_of(marked) if claim.predicate == "holdsPost"]
    assert [(claim.post, claim.evidence[0].quote) for claim in found] == posts
