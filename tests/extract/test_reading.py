"""What the finders look things up in."""

from __future__ import annotations

import pytest

from kg.extract.phrases import after_clause_verb, phrase_start, without_leading_verb
from kg.extract.reading import PlaceSpan, Reading, Spotter, quote_pairs
from kg.extract.words import read_tokens

NO_STOPS: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“甲”和“乙”", ["甲", "乙"]),
        ("“甲‘乙’丙”", ["甲‘乙’丙", "乙"]),
        ("“甲\n乙”", []),
        ("甲”乙“", []),
        ('"甲"与"乙"', ["甲", "乙"]),
        ("「甲」『乙』", ["甲", "乙"]),
    ],
)
def test_quotations_are_paired_within_a_line(text: str, inner: list[str]) -> None:
    assert [text[start:end] for start, end in quote_pairs(text)] == inner


def test_words_cover_the_text_without_gaps() -> None:
    text = "市卫健委 2023年\n印发《办法》😀。"
    tokens = read_tokens(text)
    assert "".join(token.text for token in tokens) == text
    assert [token.end for token in tokens[:-1]] == [token.start for token in tokens[1:]]


@pytest.mark.parametrize(
    ("text", "parts", "name"),
    [
        ("成都市武侯区", ((0, 3, 3), (3, 6, 4)), "成都市武侯区"),
        ("云南省大姚县", ((0, 3, 2), (3, 6, 4)), "大姚县"),
        ("平乐县源头镇", ((0, 3, 4), (3, 6, 5)), "源头镇"),
        ("四川省成都市", ((0, 3, 2), (3, 6, 3)), "成都市"),
        ("福建", ((0, 2, 2),), "福建"),
    ],
)
def test_where_the_name_of_a_body_begins_in_a_chain(
    text: str, parts: tuple[tuple[int, int, int], ...], name: str
) -> None:
    place = PlaceSpan(0, len(text), parts)
    assert text[place.own_start(text) :] == name


def test_a_spotter_finds_overlapping_words() -> None:
    spotter = Spotter(["卫生院", "中心卫生院", "院区", "卫生院"])
    assert spotter.find("中心卫生院区") == [(0, 5, "中心卫生院"), (2, 5, "卫生院"), (4, 6, "院区")]
    assert spotter.longest_by_end("中心卫生院区") == {5: (0, "中心卫生院"), 6: (4, "院区")}
    assert spotter.longest_by_start("中心卫生院区") == {0: (5, "中心卫生院"), 2: (5, "卫生院"), 4: (6, "院区")}
    assert Spotter([]).find("卫生院") == []


def test_brackets_and_quotations_are_walked_over_as_one() -> None:
    reading = Reading.of("急救（指挥）“光明”", ())
    assert reading.bracket_start(6) == 2
    assert reading.bracket_start(5) is None
    assert reading.quote_start(10) == 6
    assert reading.quote_start(6) is None


@pytest.mark.parametrize(
    ("text", "end", "phrase"),
    [
        ("建设全民健康信息平台", 10, "建设全民健康信息平台"),
        ("推动了全民健康信息平台", 11, "全民健康信息平台"),
        ("今年，健康信息平台", 9, "健康信息平台"),
        ("新增3个信息平台", 8, "个信息平台"),
        ("实施“光明”救助行动", 10, "实施“光明”救助行动"),
    ],
)
def test_how_far_a_phrase_reaches(text: str, end: int, phrase: str) -> None:
    assert text[phrase_start(Reading.of(text, ()), end, stops=NO_STOPS) : end] == phrase


def test_a_phrase_stops_before_stops_places_and_after_its_measure() -> None:
    text = "实施玉溪市健康信息平台"
    places = (PlaceSpan(2, 5, ((2, 5, 3),)),)
    reading = Reading.of(text, places)
    assert phrase_start(reading, 11, stops=NO_STOPS) == 5
    assert phrase_start(reading, 11, stops=frozenset({"实施"}), over_places=True) == 2
    assert phrase_start(reading, 11, stops=NO_STOPS, max_chars=3) == 9


def test_a_verb_that_governs_a_name_stays_outside() -> None:
    text = "建起中医诊疗大楼"
    reading = Reading.of(text, ())
    assert text[without_leading_verb(reading, 0, 6) :] == "中医诊疗大楼"
    assert without_leading_verb(reading, 4, 6) == 4, "right before the head a verb qualifies it"


def test_behind_a_place_and_a_verb_a_name_begins_anew() -> None:
    text = "青山镇布设起降点"
    reading = Reading.of(text, (PlaceSpan(0, 3, ((0, 3, 5),)),))
    assert text[after_clause_verb(reading, 0, 5) :] == "起降点"
    assert after_clause_verb(reading, 3, 5) == 3
