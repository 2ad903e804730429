from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from kg.link import find_places, link_mentions
from kg.link.places import iter_names
from kg.model.annotation import Context
from kg.model.mention import Entity, EntityType, Mention
from kg.resources.places import Place, load_gazetteer

_LINES = (Path(__file__).parent / "data" / "places.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in _LINES if not line.startswith("#")][1:]


@pytest.mark.parametrize(("region", "text", "found", "why"), CASES, ids=[case[3] for case in CASES])
def test_places_are_found_and_words_are_not(region: str, text: str, found: str, why: str) -> None:
    hits = find_places(text, region=region or None)
    expected = [entry.partition("=") for entry in found.split("/") if entry]
    assert [hit.text for hit in hits] == [name for name, _, _ in expected], why
    for hit, (_, _, code) in zip(hits, expected, strict=True):
        assert text[hit.start : hit.end] == hit.text
        if code:
            assert (hit.candidates[0].code or "-") == code


def test_a_chain_holds_its_parts_and_its_first_place() -> None:
    (hit,) = find_places("在内蒙古自治区兴安盟突泉县")
    assert [part.text for part in hit.parts] == ["内蒙古自治区", "兴安盟", "突泉县"]
    assert hit.nested is not None
    assert hit.nested.candidates[0].code == "150000"


def test_hits_never_overlap() -> None:
    text = "云南省怒江州福贡县匹河乡棉谷村与上海市徐汇区、黄浦区结对，渝东南、秦巴山区和来沪返沪人员。" * 3
    hits = find_places(text)
    assert all(before.end <= after.start for before, after in pairwise(hits))
    assert len(hits) >= 15


def test_short_names_of_counties_need_support() -> None:
    assert find_places("岑巩来了客人") == ()
    assert [hit.text for hit in find_places("岑巩县设点。岑巩来了客人")] == ["岑巩县", "岑巩"]
    assert [hit.text for hit in find_places("岑巩来了客人", region="522600")] == ["岑巩"]


def _ambiguous() -> list[tuple[str, Place]]:
    gazetteer = load_gazetteer()
    shorts = sorted({short for place in gazetteer.divisions() for short in place.short})
    groups = [(short, gazetteer.shortened(short)) for short in shorts]
    return [(short, place) for short, places in groups if len(places) > 1 for place in places]


def test_there_are_many_ambiguous_short_names() -> None:
    assert len({short for short, _ in _ambiguous()}) > 100


def test_each_ambiguous_short_name_means_the_division_of_the_document() -> None:
    wrong = []
    for short, place in _ambiguous():
        context = Context(region=Entity(place.name, EntityType.PLACE, code=place.code))
        mention = Mention(1, 1 + len(short), short, EntityType.PLACE)
        (linked,) = link_mentions(f"在{short}，", (mention,), context)
        if linked.entity is None or linked.entity.code != place.code:
            wrong.append((short, place.name, linked.entity))
    assert wrong == []


def test_an_ambiguous_short_name_without_support_keeps_its_own_name() -> None:
    mention = Mention(1, 3, "鼓楼", EntityType.PLACE)
    (linked,) = link_mentions("在鼓楼，", (mention,), Context())
    assert linked.link is not None
    assert linked.link.entity == Entity("鼓楼", EntityType.PLACE)
    assert len(linked.link.candidates) > 1


def test_raw_names_come_in_order() -> None:
    names = list(iter_names("浦北县和合作"))
    assert [(start, end) for start, end, _, _ in names] == [(0, 3), (4, 6)]
    assert [strong for _, _, _, strong in names] == [True, False]


def test_time_grows_with_the_length_of_the_text() -> None:
    text = "浙江省丽水市云和县石塘镇卫生院与重庆市云阳县人民医院结对，县域内就诊率提高。" * 250
    find_places(text)

    def seconds(repeated: int) -> float:
        # processor time, and the best of three: other processes on the machine do not count
        taken = []
        for _ in range(3):
            begin = time.process_time()
            find_places(text * repeated)
            taken.append(time.process_time() - begin)
        return min(taken)

    assert seconds(4) < 10 * seconds(1) + 0.2
