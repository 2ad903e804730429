"""Places that open the names of bodies which the place finder passed over."""

from __future__ import annotations

import pytest

from kg.link.openers import with_openers
from kg.model.mention import EntityType, Mention
from tests.link.cases import context_of


def _body(name: str, kind: EntityType = EntityType.HOSPITAL) -> Mention:
    return Mention(0, len(name), name, kind, confidence=0.8)


def _opened(name: str, kind: EntityType = EntityType.HOSPITAL, region: str = "431200") -> list[str]:
    return [each.text for each in with_openers([_body(name, kind)], context_of(region)) if each.nested]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("怀化三中", "怀化"),
        ("枫林坳乡卫生院", "枫林坳乡"),
        ("一四三团医院", "一四三团"),
        ("下洼村卫生室", "下洼村"),
        ("宝应县人民医院", "宝应县"),
    ],
)
def test_a_body_opens_with_a_place(name: str, place: str) -> None:
    assert _opened(name) == [place]


@pytest.mark.parametrize(
    "name",
    [
        "中山大学附属第一医院",
        "县乡村振兴局",
        "乡镇卫生院远程心电系统",
        "长白山职业技术学院",
        "瑞丽海关",
        "村医实训基地",
        "团委青年志愿队",
        "怀化",
    ],
)
def test_what_is_no_place_stays_shut(name: str) -> None:
    assert _opened(name) == []


def test_a_short_name_counts_where_the_report_is_of_its_province_or_city_only() -> None:
    assert _opened("怀化三中", region="430000") == ["怀化"]
    assert _opened("怀化三中", region="110000") == []


def test_a_place_that_is_there_already_and_what_is_no_body_are_left_alone() -> None:
    body = _body("怀化三中")
    place = Mention(0, 2, "怀化", EntityType.PLACE, nested=True)
    assert with_openers([body, place], context_of("431200")) == (body, place)
    assert _opened("怀化三中", EntityType.PERSON) == []


def test_an_opener_is_as_sure_as_its_name_and_says_its_rule() -> None:
    body, place = with_openers([_body("下洼村卫生室")], context_of("431200"))
    assert (body.text, place.rule, place.confidence) == ("下洼村卫生室", "place.shape", 0.8)
