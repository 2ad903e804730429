"""Whom a report speaks for where a sentence names nobody."""

from __future__ import annotations

import pytest

from tests.claims.marked import brief, claims_of


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("走进东岭县中医院", "东岭县中医院"),
        ("东岭县中医院:把方便送到床前", "东岭县中医院"),
        ("记东岭县中医院的蝶变之路", "东岭县中医院"),
        ("东岭县中医院等三家单位受表扬", "云河市"),
        ("走进云河山乡", "云河市"),
    ],
)
def test_a_portrait_speaks_for_the_body_in_its_headline(title: str, subject: str) -> None:
    marked = "{东岭县中医院|HO}建在河边。\n去年义诊3200人次。"
    found = {brief(claim) for claim in claims_of(marked, title=title) if claim.predicate.value == "reports"}
    assert found == {f"{subject}|reports|义诊|3200人次"}


def test_a_page_of_several_houses_speaks_for_the_one_in_its_headline() -> None:
    marked = (
        "{东岭县中医院|HO}始建于1957年,位于城东。\n去年义诊3200人次。\n{东岭县中医院柳河分院|HO}始建于1999年,位于城西。"
    )
    found = {brief(claim) for claim in claims_of(marked, title="东岭县中医院集团简介") if claim.quantity}
    assert found == {"东岭县中医院|reports|义诊|3200人次"}
