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


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("云河市红十字会2021年度接受捐赠公告", "云河市红十字会"),
        ("招标人:云河市红十字会", "云河市红十字会"),
        ("云河市民踊跃捐款 云河市红十字会致谢", "云河市"),
    ],
)
def test_a_body_that_opens_the_headline_and_is_named_again_is_spoken_for(title: str, subject: str) -> None:
    marked = "{云河市红十字会|OR}换届。\n{云河市红十字会|OR}开放日结束。\n{云河市红十字会|OR}致谢。\n去年义诊3200人次。"
    found = {brief(claim) for claim in claims_of(marked, title=title) if claim.predicate.value == "reports"}
    assert found == {f"{subject}|reports|义诊|3200人次"}


def test_a_body_named_in_the_headline_alone_is_not_spoken_for() -> None:
    marked = "{云河市红十字会|OR}到场。\n去年义诊3200人次。"
    found = {brief(claim) for claim in claims_of(marked, title="云河市红十字会|义诊进村") if claim.quantity}
    assert found == {"云河市|reports|义诊|3200人次"}
