"""Which alliance is meant where none is named, and who agrees with whom."""

from __future__ import annotations

import pytest

from tests.claims.marked import claims_of


def _pairs(marked: str, predicate: str) -> set[tuple[str, str]]:
    found = [claim for claim in claims_of(marked) if claim.predicate == predicate and claim.object]
    return {(claim.subject.name, claim.object.name) for claim in found if claim.object}


def test_the_alliance_named_last_is_meant() -> None:
    marked = "{河口儿科联盟|OR}成立三年。{河口卒中联盟|OR}去年成立。{东岭县医院|HO}已经入盟。"
    assert _pairs(marked, "memberOf") == {("东岭县医院", "河口卒中联盟")}


@pytest.mark.parametrize("named", ["{河口日报社|OR}", "{医共体管理办法|PR}", "{河口大学|OR}"])
def test_a_newspaper_or_a_rule_is_no_alliance(named: str) -> None:
    assert not _pairs(f"{named}很有名。{{东岭县医院|HO}}已经入盟。", "memberOf")


def test_an_alliance_is_forgotten_after_some_sentences() -> None:
    marked = "{河口卒中联盟|OR}去年成立。" + "天气转凉。" * 6 + "{东岭县医院|HO}已经入盟。"
    assert not _pairs(marked, "memberOf")


@pytest.mark.parametrize(
    ("marked", "pair"),
    [
        ("2.{东岭县医院|HO}拟与{南屏医学院|OR}签订协议。", ("东岭县医院", "南屏医学院")),
        ("{东岭县医院|HO}在城南。院里和{南屏医学院|OR}签了协议。", ("东岭县医院", "南屏医学院")),
        ("{东岭县医院|HO}在城南。\n\n随后与{南屏医学院|OR}签了协议。", ("云河市", "南屏医学院")),
        ("{东岭县医院|HO}曾与{南屏医学院|OR}来往。双方随后签约。", ("东岭县医院", "南屏医学院")),
    ],
)
def test_the_house_spoken_of_agrees_and_else_the_region(marked: str, pair: tuple[str, str]) -> None:
    assert _pairs(marked, "partnersWith") == {pair}


def test_both_sides_are_nobody_where_nobody_was_brought_together() -> None:
    assert not _pairs("{东岭县医院|HO}在城南。{南屏医学院|OR}在城北。双方随后签约。", "partnersWith")
