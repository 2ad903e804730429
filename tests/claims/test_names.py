"""Claims that names imply."""

from __future__ import annotations

import pytest

from kg.claims.places import KnownPlaces
from kg.model import Context, Entity, EntityType
from tests.claims.marked import brief, claims_of


def _implied(marked: str) -> set[str]:
    return {brief(claim) for claim in claims_of(marked) if claim.evidence[0].rule.startswith("name.")}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{{云河市|PL}人民医院|HO}开诊", {"云河市人民医院|locatedIn|云河市"}),
        ("{市疾控中心|PH =云河市疾病预防控制中心}发布提示", {"云河市疾病预防控制中心|locatedIn|云河市"}),
        ("{市卫健委|AG =云河市卫生健康委员会}印发文件", {"云河市卫生健康委员会|hasJurisdiction|云河市"}),
        (
            "{国家卫生健康委|AG =国家卫生健康委员会}的{国家卫生健康委规划司|AG =国家卫生健康委员会规划司}",
            {"国家卫生健康委员会规划司|partOf|国家卫生健康委员会"},
        ),
        ("{国家卫生健康委规划司|AG =国家卫生健康委员会规划司}", set()),
        ("{南屏医学会儿科分会|OR}", set()),
        ("{南屏医科大学附属第一医院|HO}", {"南屏医科大学附属第一医院|partOf|南屏医科大学"}),
        ("{北山人民医院东院区|HO}", {"北山人民医院东院区|partOf|北山人民医院"}),
        ("{健康周刊|OR}", set()),
        ("{12家市属医院|HO g}", set()),
    ],
)
def test_what_a_name_implies(marked: str, expected: set[str]) -> None:
    assert _implied(marked) == expected


def test_a_chain_leads_to_its_lowest_place() -> None:
    assert _implied("{云河市|PL}{东岭县|PL}。{{云河市|PL}东岭中心血站|PH}") == {"云河市东岭中心血站|locatedIn|东岭县"}


def test_once_for_each_body_and_document() -> None:
    twice = "{{云河市|PL}人民医院|HO}开诊。{{云河市|PL}人民医院|HO}义诊。"
    assert sum(claim.predicate == "locatedIn" for claim in claims_of(twice)) == 1


def test_the_place_that_is_written_counts_where_the_full_name_has_another() -> None:
    marked = "{{云河|PL =云河市}肿瘤医院|HO =华东医科大学肿瘤医院}与{华东|PL}各院"
    assert "华东医科大学肿瘤医院|locatedIn|云河市" in _implied(marked)


def test_a_whole_that_only_the_name_of_its_part_tells_has_a_rule_of_its_own() -> None:
    untold = claims_of("{南屏医科大学附属第一医院|HO}")
    told = claims_of("{南屏医科大学|OR}的{南屏医科大学附属第一医院|HO}")
    rules = [[claim.evidence[0].rule for claim in each if claim.predicate == "partOf"] for each in (untold, told)]
    assert rules == [["name.partOf.untold"], ["name.partOf"]]


def test_a_short_name_does_not_say_whose_hospital_it_is() -> None:
    told = claims_of(
        "{同仁医院|HO =首都医科大学附属北京同仁医院}开诊。{同仁医院眼科|OR =首都医科大学附属北京同仁医院眼科}也开诊。"
    )
    rules = {(claim.subject.name, claim.evidence[0].rule) for claim in told if claim.predicate == "partOf"}
    assert ("首都医科大学附属北京同仁医院", "name.partOf.unwritten") in rules
    assert ("首都医科大学附属北京同仁医院眼科", "name.partOf") in rules


def test_a_department_of_an_agency_has_its_place_too() -> None:
    marked = "{{云河市|PL}卫健委|AG =云河市卫生健康委员会}和{{云河市|PL}卫健委办公室|AG =云河市卫生健康委员会办公室}"
    rules = {
        (each.subject.name, each.evidence[0].rule) for each in claims_of(marked) if each.predicate == "hasJurisdiction"
    }
    assert ("云河市卫生健康委员会办公室", "name.hasJurisdiction.department") in rules


def test_a_bare_name_of_works_hints_at_the_place_of_its_full_one() -> None:
    marked = "{云河市|PL}的{一期工程|FA =云河市人民医院一期工程}与{心内科|OR =云河市人民医院心内科}"
    found = {(each.subject.name, each.evidence[0].rule) for each in claims_of(marked) if each.predicate == "locatedIn"}
    assert found == {("云河市人民医院一期工程", "name.locatedIn.bare")}


def test_a_full_naming_further_on_says_more_than_a_bare_one_before() -> None:
    marked = "{云河市|PL}的{二期楼|FA =云河市人民医院二期楼}和{{云河市|PL}人民医院二期楼|FA}"
    (found,) = [each for each in claims_of(marked) if each.predicate == "locatedIn"]
    assert found.evidence[0].rule == "name.locatedIn"


def test_a_campus_lies_in_the_district_of_its_name() -> None:
    places = KnownPlaces((), Context(region=Entity("北京市", EntityType.PLACE, code="110000")))
    assert places.beside("顺义院区", None) == Entity("顺义区", EntityType.PLACE, code="110113")
    assert places.beside("顺义院区", "320100") is None
    assert places.beside("新院区", None) is None
