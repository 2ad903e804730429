"""The page as an explorer: filters, address, walks, map, table, export; in Chromium, with no network."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from tests.view.graphs import HOSTILE, county_graph
from tests.view.reader import Reader

Pages = Callable[[str], Path]
SVG = "{http://www.w3.org/2000/svg}"


def slide(reader: Reader, slider: str, year: int) -> None:
    reader.script(
        "const at = document.getElementById(arguments[0]); at.value = arguments[1];"
        "at.dispatchEvent(new Event('change'))",
        slider,
        str(year),
    )


def take(reader: Reader, box: str, text: str) -> None:
    """Completes a text in one of the boxes by the keyboard."""
    reader.type_into(box, text)
    reader.type_into(box, text + "\ue007")


# --- filters --------------------------------------------------------------------------------------------------


def test_the_year_slider_keeps_what_was_said_of_those_years(reader: Reader) -> None:
    achieved = reader.edge("青禾县人民医院", "achieved", "三级甲等医院")  # 2023
    launched = reader.edge("青山省卫生健康委员会", "launches", "组团式帮扶")  # 2021
    located = reader.edge("青禾县人民医院", "locatedIn", "青禾县")  # no year
    assert {achieved, launched, located} <= set(reader.shown("edges"))
    slide(reader, "year-from", 2023)
    assert achieved in reader.shown("edges")
    assert not {launched, located} & set(reader.shown("edges"))
    slide(reader, "year-from", 2021)
    slide(reader, "year-to", 2021)
    assert reader.shown("edges") == [launched]
    assert "years=2021,2021" in reader.hash()
    reader.press("#years-all")
    assert located in reader.shown("edges")


def test_a_place_keeps_what_lies_in_it_and_what_it_is_tied_to(reader: Reader) -> None:
    take(reader, "#place", "qinghe")
    inside = reader.edge("青禾县人民医院", "achieved", "三级甲等医院")
    outside = reader.edge("石湾县人民医院", "achieved", "二级甲等医院")
    assert inside in reader.shown("edges")
    assert outside not in reader.shown("edges")
    reader.type_into("#place", "")
    reader.script("document.getElementById('place').dispatchEvent(new Event('input'))")
    assert outside in reader.shown("edges")


def test_a_document_keeps_only_what_it_says(reader: Reader) -> None:
    take(reader, "#document", "第4期")
    launched = reader.edge("青山省卫生健康委员会", "launches", "组团式帮扶")  # documents 1 to 4
    covered = reader.edge("组团式帮扶", "covers", "那曲市")  # document 2
    assert launched in reader.shown("edges")
    assert covered not in reader.shown("edges")
    assert "document=d4" in reader.hash()


def test_the_least_number_of_sources(reader: Reader) -> None:
    launched = reader.edge("青山省卫生健康委员会", "launches", "组团式帮扶")  # four
    supports = reader.edge("青禾县人民医院", "supports", "那曲市")  # two
    reader.script(
        "const at = document.getElementById('sources'); at.value = '3'; at.dispatchEvent(new Event('change'))"
    )
    assert launched in reader.shown("edges")
    assert supports not in reader.shown("edges")


# --- the address and undo -------------------------------------------------------------------------------------


def test_a_view_is_restored_from_its_address(chromium: Any, pages: Pages, reader: Reader) -> None:
    reader.press("#language")
    reader.press("#theme")
    reader.tick("#type-filter input[value=AGENCY]")
    slide(reader, "year-from", 2022)
    reader.choose("naqu")
    address, drawn, panel = reader.hash(), reader.shown("edges"), reader.panel()
    assert "node=那曲市" in address
    again = Reader(chromium, pages("small"), str(reader.script("return location.hash")))
    again.until("!document.getElementById('details').hidden")
    assert again.shown("edges") == drawn
    assert again.panel() == panel
    assert again.script("return [document.documentElement.lang, document.documentElement.dataset.theme]") == [
        "en",
        "dark",
    ]
    assert again.hash() == address


def test_an_address_that_names_what_is_not_there_is_read_as_far_as_it_goes(chromium: Any, pages: Pages) -> None:
    fragment = (
        "#types=HOSPITAL,NOSUCH&node=nobody&years=x,y&edge=a,b,c&claim=-1&view=%E0%A4&place=%&sort=__proto__,1&size=z"
    )
    reader = Reader(chromium, pages("small"), fragment)
    assert reader.script("return [...document.querySelectorAll('#type-filter input:checked')].map((e) => e.value)") == [
        "HOSPITAL"
    ]
    assert not reader.driver.find_element("id", "details").is_displayed()
    assert reader.complaints() == []


def test_the_view_follows_an_address_put_in_by_hand(reader: Reader) -> None:
    reader.script("location.hash = '#view=table&words=' + encodeURIComponent('那曲')")
    reader.until("document.querySelectorAll('#claims-body tr').length === 3")


def test_undo_goes_back_step_by_step(reader: Reader) -> None:
    start = set(reader.shown("nodes"))
    assert not reader.driver.find_element("id", "undo").is_enabled()
    reader.tick("#type-filter input[value=HOSPITAL]")
    fewer = set(reader.shown("nodes"))
    reader.choose("naqu")
    reader.press("#details .ego")
    reader.until("!document.getElementById('only').hidden")
    assert set(reader.shown("nodes")) < fewer
    for _ in range(2):  # the neighbourhood, then the choice
        reader.press("#undo")
        reader.until("document.getElementById('only').hidden")
    reader.until("document.getElementById('details').hidden")
    assert set(reader.shown("nodes")) == fewer
    reader.driver.find_element("tag name", "body").send_keys("\ue009z")  # Ctrl+Z
    reader.until(f"kgPage.shown().nodes.length === {len(start)}")
    assert not reader.driver.find_element("id", "undo").is_enabled()


# --- walks ----------------------------------------------------------------------------------------------------


def test_the_shortest_path_is_shown_with_its_relations(reader: Reader) -> None:
    reader.choose("那曲市")
    take(reader, "#way", "青禾县城关镇卫生院")
    reader.until("document.querySelectorAll('#details .step').length > 0")
    assert reader.texts("#details .way-steps bdi") == [
        "那曲市",
        "青禾县人民医院",
        "青禾县城关镇卫生院",
    ]
    names = [reader.number(name) for name in ("那曲市", "青禾县人民医院", "青禾县城关镇卫生院")]
    assert sorted(reader.shown("nodes")) == sorted(names)
    reader.press("#details .step")
    reader.until("document.querySelectorAll('#details mark').length > 0")
    reader.press("#only-all")
    assert len(reader.shown("nodes")) > 50


def test_no_path_is_said_and_nothing_changes(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("small"))
    reader.script(
        "document.querySelectorAll('#predicate-filter input:not([value=supports])').forEach((e) => e.click())"
    )
    before = reader.shown("nodes")
    reader.choose("那曲市")
    take(reader, "#way", "石湾县人民医院")
    reader.until("!document.getElementById('toast').hidden")
    assert "没有路径" in reader.texts("#toast")[0]
    assert reader.shown("nodes") == before


def test_collapsing_puts_away_the_leaves_and_expanding_brings_them_back(reader: Reader) -> None:
    reader.choose("石湾县人民医院")
    number, before = reader.number("石湾县人民医院"), set(reader.shown("nodes"))
    leaf = reader.number("石湾县城关镇卫生院")
    reader.tick("#predicate-filter input[value=locatedIn]")  # the clinics now hang on their hospital alone
    assert leaf in reader.shown("nodes")
    reader.press("#details .collapse")
    reader.until(f"!kgPage.shown().nodes.includes({leaf})")
    assert number in reader.shown("nodes")
    reader.press("#details .expand")
    reader.until(f"kgPage.shown().nodes.includes({leaf})")
    assert set(reader.shown("nodes")) <= before


# --- the panel ------------------------------------------------------------------------------------------------


def test_a_hospital_shows_its_grade_and_where_it_lies(reader: Reader) -> None:
    reader.choose("青禾县人民医院")
    facts = dict(zip(reader.texts("#details dt"), reader.texts("#details dd"), strict=True))
    assert facts["等级"] == "三级甲等"
    assert [word for word in facts["所在区划"].split() if word != "地"] == ["青禾县", "›", "青山省"]
    reader.choose("石湾县人民医院")
    assert "二级甲等 (计划)" in reader.panel()


def test_the_timeline_puts_the_latest_year_first(reader: Reader) -> None:
    reader.choose("青禾县人民医院")
    reader.press("#details .face:nth-child(2)")
    years = [text.split("\n")[0] for text in reader.texts("#details .year h3")]
    assert years == ["2025", "2023", "2022", "未注明时间"]


def test_what_the_filters_hide_is_counted_in_the_panel(reader: Reader) -> None:
    reader.choose("那曲市")
    reader.tick("#modality-filter input[value=planned]")
    assert "另有 1 条被当前筛选隐去" in reader.panel()


# --- map and table --------------------------------------------------------------------------------------------


def test_the_map_leads_from_a_hospital_to_its_place_and_back(reader: Reader) -> None:
    reader.choose("青禾县人民医院")
    reader.press("#details .to-map")
    reader.until("document.querySelectorAll('#map-spots .chosen').length === 1")
    title = reader.script("return document.querySelector('#map-spots .chosen title').textContent")
    assert title.startswith("青禾县")
    reader.press("#map-spots .chosen")
    reader.until("document.querySelector('#details h2').textContent === '青禾县'")
    ties = reader.script("return [...document.querySelectorAll('#map-ties title')].map((each) => each.textContent)")
    assert any(title.startswith("青禾县 → 那曲市") for title in ties)
    assert reader.script("return document.querySelector('#map-ground path').getAttribute('d').length") > 20_000
    assert "view=map" in reader.hash()


def test_the_table_sorts_searches_and_leads_to_the_words(reader: Reader) -> None:
    reader.press("#to-table")
    reader.until("document.querySelectorAll('#claims-body tr').length === 60")
    reader.press("#claims-head [data-sort=sources]")
    reader.press("#claims-head [data-sort=sources]")
    assert reader.texts("#claims-body tr:first-child td:nth-child(7)") == ["4"]
    assert reader.script("return document.querySelectorAll('[aria-sort=descending]').length") == 1
    reader.type_into("#words", "那曲")
    reader.until("document.querySelectorAll('#claims-body tr').length === 3")
    reader.press("#claims-body tr:first-child .read")
    reader.until("document.querySelectorAll('#details mark').length > 0")
    assert len(reader.driver.find_elements("css selector", "#claims-body tr.chosen")) == 1
    reader.tick("#modality-filter input[value=planned]")
    reader.until("document.querySelectorAll('#claims-body tr').length === 2")


# --- export ---------------------------------------------------------------------------------------------------


def test_csv_holds_each_piece_of_evidence_of_the_view(reader: Reader) -> None:
    reader.press("#to-table")
    reader.type_into("#words", "组团式")
    reader.until("document.querySelectorAll('#claims-body tr').length < 20")
    rows = list(csv.DictReader(io.StringIO(reader.script("return kgPage.exported('csv')").lstrip("\ufeff"))))
    launched = [row for row in rows if row["predicate"] == "launches"]
    assert [row["document"] for row in launched] == [f"第{number}期卫生健康工作简报" for number in (1, 2, 3, 4)]
    assert {row["quote"] for row in launched} == {"青山省卫生健康委员会关联组团式帮扶"}


def test_turtle_is_turtle_and_tells_the_same(reader: Reader) -> None:
    turtle = reader.script("return kgPage.exported('ttl')")
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    query = """PREFIX hsev: <https://w3id.org/hsev/ont#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?quote WHERE { ?claim hsev:claimPredicate hsev:supports ; hsev:claimObject/skos:prefLabel "那曲市"@zh ;
        hsev:isoTime "2022" . ?evidence hsev:supportsClaim ?claim ; hsev:span/hsev:quote ?quote }"""
    assert {row["quote"].value for row in store.query(query)} == {"青禾县人民医院对口支援那曲市12 人"}  # type: ignore[union-attr]
    claims = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a <https://w3id.org/hsev/ont#Claim> }"
    (row,) = store.query(claims)  # type: ignore[misc]
    indicators = sum(claim.predicate in {"reports"} or claim.object == "住院分娩率" for claim in county_graph().claims)
    assert 0 < int(row["n"].value) <= len(county_graph().claims) - min(indicators, 8)


@pytest.mark.parametrize("mode", ["graph", "map"])
def test_svg_is_a_picture_with_the_names(reader: Reader, mode: str) -> None:
    reader.press(f"#to-{mode}")
    reader.until("document.querySelectorAll('#map-spots circle').length > 0" if mode == "map" else "true")
    root = ElementTree.fromstring(reader.script("return kgPage.exported('svg')"))
    assert root.tag == f"{SVG}svg"
    assert "那曲市" in {text.text for text in root.iter(f"{SVG}text")}


def test_files_are_saved(chromium: Any, reader: Reader, tmp_path: Path) -> None:
    chromium.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for ending, start in (("png", b"\x89PNG"), ("svg", b"<svg"), ("csv", b"\xef\xbb\xbfclaim,"), ("ttl", b"@prefix")):
        reader.press("#export summary")
        reader.press(f"#export-{ending}")
        path = tmp_path / f"graph.{ending}"
        reader.until("document.getElementById('export').open === false")
        for _ in range(200):
            if path.exists() and path.stat().st_size:
                break
            time.sleep(0.05)
        assert path.read_bytes().startswith(start)


# --- hostile texts --------------------------------------------------------------------------------------------


def test_hostile_texts_run_nothing_in_map_table_search_and_export(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("hostile"))
    reader.press("#to-table")
    reader.until("document.querySelectorAll('#claims-body tr').length > 10")
    reader.press("#to-map")
    reader.until("document.querySelectorAll('#map-spots circle').length > 10")
    typed = "const at = document.getElementById('document'); at.value = arguments[0];"
    typed += "at.dispatchEvent(new Event('input'))"
    for text in HOSTILE:
        if "\ud800" not in text:  # half a letter: no driver can type it
            reader.script(typed, text[:500])
    csv_text = reader.script("return kgPage.exported('csv')")
    assert len(list(csv.reader(io.StringIO(csv_text)))) > len(HOSTILE)
    ox.Store().load(reader.script("return kgPage.exported('ttl')").encode(), format=ox.RdfFormat.TURTLE)
    ElementTree.fromstring(reader.script("return kgPage.exported('svg')"))
    reader.press("#to-graph")
    ElementTree.fromstring(reader.script("return kgPage.exported('svg')"))
    foreign = "return document.querySelectorAll('img, iframe, object, embed, base, form, [onerror], [onfocus]').length"
    assert reader.script(foreign) == 0
    assert reader.driver.title != "run"
    assert reader.complaints() == []
    assert [url for url in reader.requests() if not url.startswith(("file:", "data:", "about:", "blob:"))] == []


def test_hostile_texts_run_nothing_in_timeline_path_and_neighbourhood(chromium: Any, pages: Pages) -> None:
    fragment = "#words=%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D'run'%3E&lang=%3Cscript%3E&theme=%22%3E&view=table"
    reader = Reader(chromium, pages("hostile"), fragment)
    reader.press("#to-graph")
    for number in reader.script("return kgPage.shown().nodes")[:6]:
        reader.script("return kgPage.chooseNode(arguments[0])", number)
        reader.press("#details .face:nth-child(2)")
        reader.script("document.querySelectorAll('#details details').forEach((each) => { each.open = true; })")
        reader.press("#details .ego2")
        reader.until("!document.getElementById('only').hidden")
        reader.press("#only-all")
        reader.until("document.getElementById('only').hidden")
    reader.type_into("#way", "長")
    reader.type_into("#way", "<img")
    time.sleep(0.3)
    assert reader.script("return document.querySelectorAll('img, [onerror], [onfocus]').length") == 0
    assert reader.driver.title != "run"
    assert reader.complaints() == []


def test_the_policy_stops_what_would_have_slipped_in(reader: Reader) -> None:
    """Were there a hole in our escaping: neither script nor handler nor request gets through."""
    slipped = """
      const script = document.createElement('script');
      script.textContent = "document.title = 'run'";
      const image = document.createElement('div');
      image.innerHTML = '<img src="data:," onerror="document.title = 1"><a href="javascript:document.title = 2">x</a>';
      document.body.append(script, image);
      image.querySelector('a').click();
      return fetch('https://a.example/').then(() => 'sent', () => 'stopped');"""
    title = reader.driver.title
    assert reader.script(slipped) == "stopped"
    time.sleep(0.2)
    assert reader.driver.title == title
    complaints = " ".join(reader.complaints())
    assert complaints.count("Content Security Policy") >= 3


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("formula"))
    rows = list(csv.DictReader(io.StringIO(reader.script("return kgPage.exported('csv')").lstrip("\ufeff"))))
    assert rows[0]["subject"] == '\'=HYPERLINK("https://a.example")'
    assert rows[0]["value"] == "-5"
