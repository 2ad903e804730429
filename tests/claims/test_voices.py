"""Whom a report speaks for, told by its headline and its first lines."""

from __future__ import annotations

import pytest

from tests.claims.marked import brief, claims_of


@pytest.mark.parametrize(
    ("title", "marked", "subject"),
    [
        ("石桥镇2021年医疗卫生工作小结", "{石桥镇|PL}依山而建。\n去年义诊3200人次。", "石桥镇"),
        (
            "河口市红十字会2021年度接受捐赠款物使用情况公告",
            "{河口市红十字会|OR}设在城东。\n去年义诊3200人次。",
            "河口市红十字会",
        ),
        ("专访东岭县中医院院长", "{东岭县中医院|HO}建在河边。\n去年义诊3200人次。", "东岭县中医院"),
        ("写在河口医学院办学周年之际", "{河口医学院|OR}建在河边。\n去年义诊3200人次。", "河口医学院"),
        ("采购公告", "采购人:{东岭县中医院|HO}\n去年义诊3200人次。", "东岭县中医院"),
        (
            "走进东岭县中医院河西院区",
            "{东岭县中医院河西院区|HO}挨着{东岭县中医院|HO}。\n去年义诊3200人次。",
            "东岭县中医院",
        ),
        ("关于青禾救助基金会", "{青禾救助基金会|OR}设在城东。\n去年义诊3200人次。", "青禾救助基金会"),
        (
            "一袋血的旅程",
            "{河口中心血站|PH}设在城东。\n{河口中心血站|PH}不大。如今血站挨着河。同年血站换了门牌。\n去年义诊3200人次。",
            "河口中心血站",
        ),
        (
            "云河血液的旅程",
            "{河口中心血站|PH}设在城东。\n{河口中心血站|PH}不大。如今血站挨着河。同年血站换了门牌。\n去年义诊3200人次。",
            "云河市",
        ),
        ("石桥镇的小伙伴看过来", "{石桥镇|PL}依山而建。\n去年义诊3200人次。", "云河市"),
        ("李某任东岭县中医院院长", "{东岭县中医院|HO}建在河边。\n去年义诊3200人次。", "云河市"),
        ("东岭县卫生健康局2021年工作总结", "{东岭县卫生健康局|AG}发文。\n去年义诊3200人次。", "云河市"),
    ],
)
def test_whom_a_report_speaks_for(title: str, marked: str, subject: str) -> None:
    found = {brief(claim) for claim in claims_of(marked, title=title) if claim.predicate.value == "reports"}
    assert found == {f"{subject}|reports|义诊|3200人次"}
