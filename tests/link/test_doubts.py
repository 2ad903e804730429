"""Names that may be places: what is proposed to the tagger."""

from __future__ import annotations

import pytest

from kg.link.doubts import Nearness, find_doubts
from kg.link.places import find_places

LUAN, QIONGZHONG, KUNSHAN = "341500", "469030", "320583"


def _doubts(text: str, region: str | None) -> list[tuple[str, str]]:
    found = find_doubts(text, find_places(text, region=region), region)
    return [(text[each.start : each.end], each.nearness.value) for each in found]


def test_a_county_of_the_region_is_proposed_where_its_short_name_is_no_sure_place() -> None:
    assert _doubts("桌上摆一坛霍山的米酒。", LUAN) == [("霍山", "own")]


def test_a_county_is_proposed_where_the_text_names_its_prefecture() -> None:
    assert ("霍山", "named") in _doubts("六安市来的人在桌上摆一坛霍山的米酒。", QIONGZHONG)


def test_nothing_that_was_taken_for_a_place_is_proposed_again() -> None:
    text = "六安市霍山县人民医院"
    assert _doubts(text, LUAN) == []


def test_a_township_is_proposed_by_its_stem_in_the_report_of_its_county_alone() -> None:
    assert _doubts("医生每周去花桥坐诊。", KUNSHAN) == [("花桥", Nearness.TOWN)]
    assert _doubts("医生每周去花桥坐诊。", QIONGZHONG) == []


def test_a_stem_behind_which_an_ending_stands_is_no_stem() -> None:
    assert _doubts("医生每周去花桥苏木坐诊。", KUNSHAN) == []


@pytest.mark.parametrize("region", [None, QIONGZHONG])
def test_names_that_nothing_here_speaks_for_are_left_out(region: str | None) -> None:
    assert _doubts("桌上摆一坛霍山的米酒。", region) == []
