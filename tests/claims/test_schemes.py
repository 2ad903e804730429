"""Which programme or building a passage goes on about where a clause names none."""

from __future__ import annotations

import pytest

from tests.claims.marked import brief, claims_of


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{远程心电平台|FA}上线。先后接通了{35家卫生院|PC g}。", "远程心电平台|covers|35家卫生院"),
        ("{明眸行动|PR}、{护齿行动|PR}启动。专查{近视|DI}。", "护齿行动|targets|近视"),
        ("实施{明眸行动|PR},{云河市|PL}拨款。专查{近视|DI}。", "明眸行动|targets|近视"),
        ("{云河市|PL}开工建设{感染楼|FA}。项目总投资6000万元。", "云河市|funds|感染楼|60000000元"),
    ],
)
def test_what_was_named_last_is_gone_on_about(marked: str, expected: str) -> None:
    assert expected in {brief(claim) for claim in claims_of(marked)}


@pytest.mark.parametrize(
    "marked",
    [
        "{远程心电平台|FA}上线。\n先后接通了{35家卫生院|PC g}。",
        "{甲行动|PR}、{乙行动|PR}、{丙行动|PR}、{丁行动|PR}启动。专查{近视|DI}。",
        "推进{东西部医疗协作|PR}。专查{近视|DI}。",
        "{云河市|PL}开工建设{感染楼|FA},改造{石桥镇卫生院|PC}用了多年的大门、围墙和院子里的道路、花坛、路灯与凉亭,总投资6000万元。",
    ],
    ids=["a new paragraph", "a list says not which", "a field of policy", "a body in between"],
)
def test_what_is_not_gone_on_about(marked: str) -> None:
    found = {claim.predicate.value for claim in claims_of(marked) if claim.predicate.value != "builds"}
    assert found & {"covers", "targets", "funds"} == set()


def test_each_of_two_in_coordination_is_meant() -> None:
    found = {brief(claim) for claim in claims_of("{明眸行动|PR}、{护齿行动|PR}启动。专查{近视|DI}。")}
    assert {"明眸行动|targets|近视", "护齿行动|targets|近视"} <= found
