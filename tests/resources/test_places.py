from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.resources.places import Gazetteer, Level, Place, load_gazetteer
from kg.resources.tables import read_resource

SHARED = Path(__file__).parents[3] / "shared" / "data" / "areacodes" / "result.csv"
NEWER_THAN_THE_LIST = {"500157", "653132", "659013"}
LEFT_SINCE = {"500105", "500112"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def official() -> dict[str, str]:
    if not SHARED.exists():
        pytest.skip(f"needs the list of codes at {SHARED}")
    with SHARED.open(encoding="utf-8-sig", newline="") as lines:
        return {row["代码"]: row["名称"] for row in csv.DictReader(lines) if row["状态"] == "在用"}


def test_names_agree_with_the_independent_list(gazetteer: Gazetteer, official: dict[str, str]) -> None:
    ours = {place.code or "": place.name for place in gazetteer.divisions()}
    differing = {code: (ours[code], name) for code, name in official.items() if code in ours and ours[code] != name}
    assert differing == {}
    assert set(ours) - set(official) == NEWER_THAN_THE_LIST
    assert set(official) - set(ours) == LEFT_SINCE


def test_retired_codes_agree_with_the_independent_list(gazetteer: Gazetteer, official: dict[str, str]) -> None:
    for place in _former(gazetteer):
        assert official.get(place.code or "") != place.name


def _former(gazetteer: Gazetteer) -> Iterator[Place]:
    for name in ("那曲地区", "那曲县", "襄樊市", "莱芜市", "郫县", "崇明县"):
        yield from gazetteer.formerly(name)


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("540600", "那曲市", "540000"),
        ("540481", "米林市", "540400"),
        ("540581", "错那市", "540500"),
        ("500114", "黔江区", "500000"),
        ("370303", "张店区", "370300"),
        ("450702", "钦南区", "450700"),
        ("450722", "浦北县", "450700"),
        ("653101", "喀什市", "653100"),
        ("540326103", "同卡镇", "540326"),
        ("500114110", "金溪镇", "500114"),
    ],
)
def test_known_codes(gazetteer: Gazetteer, code: str, name: str, parent: str) -> None:
    place = gazetteer.by_code(code)
    assert place is not None
    assert (place.name, place.parent) == (name, parent)


def test_tibet_is_whole(gazetteer: Gazetteer) -> None:
    tibet = [place for place in gazetteer.divisions() if (place.code or "").startswith("54")]
    assert sum(place.level is Level.PREFECTURE for place in tibet) == 7
    assert sum(place.level is Level.COUNTY for place in tibet) == 74


def test_every_division_has_a_parent_up_to_its_province(gazetteer: Gazetteer) -> None:
    for place in gazetteer.divisions():
        if place.level is not Level.PROVINCE:
            assert gazetteer.ancestors(place)[-1].level is Level.PROVINCE, place.name


@pytest.mark.parametrize(
    ("former", "today"),
    [("那曲地区", "540600"), ("那曲县", "540602"), ("襄樊市", "420600"), ("郫县", "510117"), ("崇明县", "310151")],
)
def test_a_retired_name_leads_to_what_took_over(gazetteer: Gazetteer, former: str, today: str) -> None:
    assert gazetteer.successor(gazetteer.formerly(former)[-1]).code == today


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("石柱土家族自治县", {"石柱", "石柱县"}),
        ("恩施土家族苗族自治州", {"恩施", "恩施州"}),
        ("内蒙古自治区", {"内蒙古"}),
        ("东乡族自治县", {"东乡", "东乡县"}),
        ("神农架林区", {"神农架"}),
        ("香港特别行政区", {"香港"}),
    ],
)
def test_short_names(gazetteer: Gazetteer, name: str, shorts: set[str]) -> None:
    assert set(gazetteer.named(name)[0].short) == shorts


def test_generic_names_have_no_short_form(gazetteer: Gazetteer) -> None:
    for name in ("城区", "东区", "忠县", "两江新区"):
        assert gazetteer.named(name)[0].short == ()


def test_township_codes_lie_in_known_counties(gazetteer: Gazetteer) -> None:
    for township in gazetteer.townships("城关镇"):
        assert gazetteer.by_code(township.parent or "") is not None


def test_there_are_enough_regions_and_countries() -> None:
    rows = [line.split("\t") for line in read_resource("places/regions.tsv").splitlines() if not line.startswith("#")]
    assert sum(row[1] == "region" for row in rows) >= 150
    assert sum(row[1] == "country" for row in rows) >= 120


@pytest.mark.parametrize("table", ["regions", "traps", "township_traps", "divisions", "former", "townships"])
def test_tables_are_sorted_and_without_repeats(table: str) -> None:
    lines = [line for line in read_resource(f"places/{table}.tsv").splitlines() if not line.startswith("#")][1:]
    keys = [line.split("\t")[:2] if table == "former" else line.split("\t")[0] for line in lines]
    assert keys == sorted(keys)
    assert len(keys) == len({str(key) for key in keys})


def test_regions_name_codes_that_exist(gazetteer: Gazetteer) -> None:
    for line in read_resource("places/regions.tsv").splitlines():
        if not line.startswith("#") and line.count("\t") == 3:
            for code in line.split("\t")[3].split():
                assert not code.isdecimal() or gazetteer.by_code(code), line


def test_loading_is_fast() -> None:
    load_gazetteer.cache_clear()
    begin = time.process_time()
    load_gazetteer()
    assert time.process_time() - begin < 1.0, "about 0.1 s is usual; a wide margin for busy machines"
