"""Who sends whom: parts of a list, pacts, later clauses and teams."""

from __future__ import annotations

import pytest

from tests.claims.marked import helped_by


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{云河市|PL}派出医生87名驰援{南屏市|PL},其中{东岭县医院|HO}43名,{西岭县医院|HO}19名。",
            {("东岭县医院", "南屏市", "43"), ("西岭县医院", "南屏市", "19")},
        ),
        (
            "{南屏市|PL}计划再选派15名医生,分别支援{东岭县医院|HO}9名、{西岭县医院|HO}6名。",
            {("南屏市", "东岭县医院", "9"), ("南屏市", "西岭县医院", "6")},
        ),
        (
            "{南屏市|PL}派来16名专家,其中8名驻{东岭县医院|HO}、4名驻{西岭县医院|HO}。",
            {("南屏市", "东岭县医院", "8"), ("南屏市", "西岭县医院", "4")},
        ),
    ],
)
def test_each_house_of_a_list_has_its_own_number(marked: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= helped_by(marked)


def test_a_list_of_patients_sends_nobody() -> None:
    assert not helped_by("{云河市|PL}收治病人87名,其中{东岭县医院|HO}43名,{西岭县医院|HO}19名。")


@pytest.mark.parametrize(
    ("marked", "helper"),
    [
        ("{南屏省医院|HO}与{东岭县医院|HO}签约,每月派专家坐诊。", "南屏省医院"),
        ("{东岭县医院|HO}与{南屏省医院|HO}签约,每月派专家坐诊。", "南屏省医院"),
        ("{东岭县医院|HO}与{石桥镇卫生院|PC}签约,每月派专家坐诊。", "东岭县医院"),
        ("{东岭县敬老院|OR}与{石桥镇卫生院|PC}签约,每月派人坐诊。", "石桥镇卫生院"),
        ("{东岭县医院|HO}与{西岭县医院|HO}签约,对方每月派人坐诊。", "西岭县医院"),
    ],
)
def test_of_two_that_agree_the_higher_or_the_sender_helps(marked: str, helper: str) -> None:
    assert {subject for subject, _, _ in helped_by(marked)} == {helper}


def test_people_of_a_later_clause_are_those_who_help() -> None:
    assert ("南屏市医院", "东岭县医院", "3") in helped_by("{南屏市医院|HO}对口支援{东岭县医院|HO},首批3人8月到岗。")
    assert ("南屏市医院", "东岭县医院", "") in helped_by("{南屏市医院|HO}对口支援{东岭县医院|HO},培训医生3名。")


def test_whoever_is_said_to_help_another_does_not_help_the_home_too() -> None:
    marked = "{南屏市医院|HO}派出2名护士,住在{东岭县医院|HO}。"
    assert {helped for _, helped, _ in helped_by(marked)} == {"东岭县医院"}


def test_a_team_goes_on_being_meant_until_another_is_named() -> None:
    marked = "{甲医疗队|OR}出发了。{乙医疗队|OR}也出发了。队员们辗转{东岭县|PL}巡诊。"
    assert {subject for subject, _, _ in helped_by(marked)} == {"乙医疗队"}
    assert not helped_by("队员们辗转{东岭县|PL}巡诊。")


@pytest.mark.parametrize(
    ("marked", "people"),
    [
        ("{南屏市医院|HO}派驻的4名医师长期驻守{东岭县医院|HO}。", "4"),
        ("{南屏市医院|HO}驻守{东岭县医院|HO}的两支小队返程。", ""),
        ("{南屏市|PL}捐赠了2台彩超,送到{东岭县医院|HO}。", ""),
    ],
)
def test_people_are_the_amount_of_help_and_things_are_none(marked: str, people: str) -> None:
    assert {amount for _, _, amount in helped_by(marked)} <= {people}
    assert people == "" or helped_by(marked)


def test_a_region_that_nobody_names_does_not_take_over_its_own_house() -> None:
    assert not helped_by("据说有人托管{云河市人民医院|HO}。")
    assert helped_by("据说全面托管{东岭县人民医院|HO}。") == {("云河市", "东岭县人民医院", "")}
