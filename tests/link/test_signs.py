from __future__ import annotations

import pytest

from kg.link.places import find_places
from kg.link.signs import Signs, read_signs
from kg.link.standing import NATION, features_of
from kg.resources.link import load_region_weights
from kg.resources.places import load_gazetteer
from kg.resources.words import load_words

HUBEI, JINGMEN, WUHAN, ANSAI = "420000", "420800", "420100", "610603"


def _signs(text: str) -> Signs:
    title = (0, text.index("\n")) if "\n" in text else None
    return read_signs(text, find_places(text), title, load_gazetteer())


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("荆门市添了新病房\n\n护士长很高兴。", "title"),
        ("新病房开张\n\n荆门市的护士长很高兴。", "opening"),
        ("新病房开张\n\n荆门日报的记者到场。", "media"),
        ("荆门市卫生健康委发文。", "body"),
        ("荆门市选派了三人。", "sends"),
        ("专家来自荆门市。", "from"),
        ("对口支援荆门市。", "helped"),
        ("专家组赴荆门市。", "visited"),
    ],
)
def test_a_place_leaves_the_sign_of_where_it_stands(text: str, sign: str) -> None:
    signs = _signs(text)
    assert signs.of(sign, JINGMEN) == 1
    assert signs.within(sign, HUBEI) == 1
    assert signs.of(sign, HUBEI) == 0


def test_the_place_of_a_partner_leaves_no_sign() -> None:
    signs = _signs("我院与武汉市协和医院签约，荆门市的病人受益。")
    assert signs.of("named", WUHAN) == 0
    assert signs.of("named", JINGMEN) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("安塞的鼓声响了。", 0),
        ("安塞的鼓声响了，安塞的枣红了。", 2),
        ("安塞融媒报道。", 1),
        ("安塞的鼓声\n\n鼓声响了。", 1),
    ],
    ids=["once is a word", "twice", "a paper behind it", "in the headline"],
)
def test_a_name_that_is_no_sure_place_counts_where_something_speaks_for_it(text: str, count: int) -> None:
    assert _signs(text).of("maybe.short", ANSAI) == count


def test_level_words_are_counted_by_their_use() -> None:
    hints = _signs("我县和全县都好，在县医院、县卫健局，各县医院也去过，全场鼓掌。").hints
    assert (hints["we"]["县"], hints["all"]["县"], hints["bare"]["县"]) == (1, 1, 2)


def test_the_country_stands_for_election_only_where_it_is_spoken_of() -> None:
    gazetteer = load_gazetteer()
    assert NATION not in features_of(_signs("荆门市卫生健康委发文。"), gazetteer)
    assert NATION in features_of(_signs("荆门市卫生健康委转发我国的规划。"), gazetteer)
    assert NATION in features_of(_signs("荆门市和成都市的病人都来了。"), gazetteer)


def test_every_weight_is_of_a_feature_that_a_text_can_have() -> None:
    """A weight under an old name would weigh nothing, and nobody would see it."""
    words = load_words("link")
    around = [
        f"{{0}}{word}"
        for name in ("media", "body_name", "office", "inside", "of_people")
        for word in words[f"signs.{name}"]
    ]
    around += [f"{word}{{0}}" for name in ("from", "visited", "support_before") for word in words[f"signs.{name}"]]
    names = ("荆门市", "湖北省武汉市", "武汉市江岸区", "安塞", "献县", "湖北省", "巴东县")
    body = "".join(
        f"{each.format(name)}选派医生，" for name in names for each in [*around, "{0}", "在{0}", "{0}人民医院"]
    )
    tail = "我县，全市，本省，县医院，我国，全国，我院，送行，感谢。" + "".join(
        f"我{word}，本{word}，全{word}，" for word in "省市区"
    )
    seen: set[str] = set()
    for text in (
        f"荆门网\n{body}{tail}",
        f"{body[:200]}献县安塞\n\n{tail}",
        "荆门市和武汉市江岸区，我县，本县，县医院。",
    ):
        title = (4, 4 + 200)
        signs = read_signs(text, find_places(text), title, load_gazetteer())
        seen |= {name for features in features_of(signs, load_gazetteer()).values() for name in features}
    assert set(load_region_weights()) - seen == set()
