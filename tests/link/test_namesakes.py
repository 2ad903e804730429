"""Divisions that share a name: each short name in reports that decide for one and for another, and all full names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.link import find_context, link_mentions
from kg.model.mention import EntityType, Mention
from kg.model.offsets import CleanText
from kg.resources.places import Level, Place, load_gazetteer

_LINES = (Path(__file__).parent / "data" / "namesakes.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in _LINES if not line.startswith("#")][1:]


def _code(text: str) -> str | None:
    """What the name in braces is linked to, with nothing given but the text."""
    start, end = text.index("{"), text.index("}") - 1
    plain = text.replace("{", "").replace("}", "")
    context = find_context(CleanText.untouched(plain))
    mention = Mention(start, end, plain[start:end], EntityType.PLACE)
    (linked,) = link_mentions(plain, (mention,), context)
    return linked.entity.code if linked.entity else None


@pytest.mark.parametrize(("name", "code", "text", "why"), CASES, ids=[case[3] for case in CASES])
def test_a_report_decides_which_namesake_is_meant(name: str, code: str, text: str, why: str) -> None:
    assert f"{{{name}}}" in text
    assert _code(text) == code, why


def test_every_ambiguous_short_name_has_a_case_for_two_readings() -> None:
    gazetteer = load_gazetteer()
    shorts = {short for place in gazetteer.divisions() for short in place.short} | {name for name, *_ in CASES}
    ambiguous = {short for short in shorts if len({place.code for place in gazetteer.shortened(short)}) > 1}
    assert len(ambiguous) > 100
    readings = Counter(name for name, _ in {(name, code) for name, code, *_ in CASES})
    assert {name for name in ambiguous if readings[name] < 2} == set()


def _line(place: Place) -> tuple[Place, ...]:
    return load_gazetteer().ancestors(place)[::-1]


def _report(place: Place, line: tuple[Place, ...]) -> str:
    """A report of the first of `line` that names the others on the way, and then the place by its full name."""
    if not line:
        return f"今年，{{{place.name}}}的家庭医生签约服务提质扩面。"
    passed = "".join(f"{each.name}转发了通知。" for each in line[1:])
    return f"{line[0].name}卫生健康委部署家庭医生签约服务。{passed}会上，{{{place.name}}}作了交流。"


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.PREFECTURE, Level.COUNTY])
def test_every_full_name_means_its_division_where_the_province_is_named(level: Level) -> None:
    """Where the province has two of the name (市中区 of 内江 and of 乐山), the city is named as well."""
    gazetteer = load_gazetteer()
    places = [place for place in gazetteer.divisions() if place.level is level]
    wrong = []
    for place in places:
        line = _line(place)
        twins = [other for other in gazetteer.named(place.name) if other != place and _line(other)[:1] == line[:1]]
        found = _code(_report(place, line if twins else line[:1]))
        if found != place.code:
            wrong.append((place.code, place.name, found))
    assert len(places) > 30
    assert wrong == []


def test_every_short_name_of_a_county_means_it_where_its_city_is_named() -> None:
    """But for those that the city or a province goes by as well, and two counties of one city."""
    gazetteer = load_gazetteer()
    wrong, judged = [], 0
    for place in gazetteer.divisions():
        parent = gazetteer.by_code(place.parent or "")
        if place.level is not Level.COUNTY or parent is None:
            continue
        for short in place.short:
            others = [other for other in gazetteer.shortened(short) if other.parent == place.parent]
            if len(others) > 1 or short in parent.short or _provinces(short):
                continue
            judged += 1
            found = _code(f"{parent.name}人民医院的巡回医疗车开到{{{short}}}，两天看了三百多位老人。")
            if found != place.code:
                wrong.append((place.code, short, found))
    assert judged > 2500
    assert wrong == []


def _provinces(short: str) -> list[Place]:
    return [place for place in load_gazetteer().shortened(short) if place.level is Level.PROVINCE]
