"""The page as its readers use it: in Chromium, with no network."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.view.reader import Reader

Pages = Callable[[str], Path]


@pytest.mark.parametrize("text", ["naqu", "NaQu", "nq", "nàqǔ", "那曲", "那曲地区", "540600"])
def test_search_finds_by_name_alias_pinyin_and_code(reader: Reader, text: str) -> None:
    assert "那曲市" in reader.search(text)


def test_search_that_finds_nothing_says_so(reader: Reader) -> None:
    assert reader.search("zzzz") == []
    assert "没有匹配" in reader.driver.find_element("id", "matches").text


def test_choosing_a_match_shows_its_facts_with_their_quotation(reader: Reader) -> None:
    reader.choose("naqu")
    text = reader.panel()
    assert "那曲市" in text
    assert "受支援于" in text
    assert "12 人" in text
    assert "青禾县人民医院对口支援那曲市12 人" in text
    assert "第3期卫生健康工作简报" in text


def test_clicking_a_node_opens_its_panel(reader: Reader) -> None:
    reader.click("node", reader.number("组团式帮扶"))
    assert "组团式帮扶" in reader.panel()
    assert "项目与举措" in reader.panel()


def test_clicking_an_edge_shows_the_sentence_with_the_span_marked(reader: Reader) -> None:
    edge = reader.edge("青山省卫生健康委员会", "launches", "组团式帮扶")
    reader.click("edge", edge)
    marks = reader.driver.find_elements("css selector", "#details mark")
    assert len(marks) == 4  # four documents say so
    assert marks[0].text == "青山省卫生健康委员会关联组团式帮扶"
    assert "据介绍，" in reader.panel()
    link = reader.driver.find_element("css selector", "#details blockquote a")
    assert link.get_attribute("href") == "https://news.example/1.html"
    assert "noopener" in link.get_attribute("rel")


def test_a_type_filter_hides_its_nodes_and_reset_brings_them_back(reader: Reader) -> None:
    hospital = reader.number("石湾县人民医院")
    assert hospital in reader.shown("nodes")
    reader.tick("#type-filter input[value=HOSPITAL]")
    assert hospital not in reader.shown("nodes")
    reader.driver.find_element("id", "reset").click()
    assert hospital in reader.shown("nodes")


def test_indicators_are_hidden_until_asked_for(reader: Reader) -> None:
    indicator = reader.number("住院分娩率")
    assert indicator not in reader.shown("nodes")
    reader.tick("#type-filter input[value=INDICATOR]")
    assert indicator in reader.shown("nodes")


def test_predicate_and_modality_filters_hide_edges(reader: Reader) -> None:
    supports = reader.edge("青禾县人民医院", "supports", "那曲市")
    planned = reader.edge("青禾县人民医院", "partnersWith", "那曲市")
    assert {supports, planned} <= set(reader.shown("edges"))
    reader.tick("#predicate-filter input[value=supports]")
    assert supports not in reader.shown("edges")
    reader.tick("#modality-filter input[value=planned]")
    assert planned not in reader.shown("edges")
    reader.tick("#modality-filter input[value=done]")
    reader.tick("#modality-filter input[value=ongoing]")
    assert reader.shown("edges") == []
    assert reader.driver.find_element("id", "empty").is_displayed()


def test_plans_are_dashed_and_denials_marked(reader: Reader) -> None:
    look = "return kgPage.look(arguments[0])"
    planned = reader.script(look, reader.edge("青禾县人民医院", "partnersWith", "那曲市"))
    denied = reader.script(look, reader.edge("云岭县妇幼保健院", "achieved", "国家卫生县城"))
    launched = reader.script(look, reader.edge("青山省卫生健康委员会", "launches", "组团式帮扶"))
    assert (planned["planned"], planned["denied"]) == (True, False)
    assert (denied["planned"], denied["denied"]) == (False, True)
    assert launched["width"] > planned["width"]  # four sources against one


def test_double_click_expands_neighbours(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("large"))
    assert len(reader.shown("nodes")) == 400
    choose = "return kgPage.chooseNode(arguments[0]).then(() => !!document.querySelector('#details .expand'))"
    before = reader.shown("nodes")
    hub = next(number for number in before if reader.script(choose, number))
    time.sleep(0.3)
    reader.click("node", hub, times=2)
    more = lambda: set(reader.shown("nodes")) > set(before)  # noqa: E731 one line says it
    assert reader.eventually(more, lambda: reader.click("node", hub, times=2))


def test_a_node_that_is_not_drawn_comes_with_its_neighbours(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("large"))
    drawn = set(reader.shown("nodes"))
    clinic = reader.number("金坪第2县河口镇卫生院")
    assert clinic not in drawn
    reader.choose("金坪第2县河口镇卫生院")
    assert {clinic, reader.number("金坪第2县"), reader.number("金坪第2县人民医院")} <= set(reader.shown("nodes"))


def test_the_language_switch_changes_controls_and_panel(reader: Reader) -> None:
    reader.choose("naqu")
    reader.driver.find_element("id", "language").click()
    assert "supported by" in reader.panel()
    assert reader.script("return document.documentElement.lang") == "en"
    assert reader.driver.find_element("id", "reset").text == "Reset"


def test_escape_closes_the_panel_and_slash_goes_to_the_search(reader: Reader) -> None:
    reader.choose("naqu")
    body = reader.driver.switch_to.active_element
    assert body.get_attribute("id") == "details"  # chosen by keyboard: the focus follows
    body.send_keys("\ue00c")
    assert not reader.driver.find_element("id", "details").is_displayed()
    reader.driver.find_element("tag name", "body").send_keys("/")
    assert reader.driver.switch_to.active_element.get_attribute("id") == "search"


def test_every_control_has_a_name(reader: Reader) -> None:
    code = """return [...document.querySelectorAll('button, input')].filter((each) =>
      !(each.getAttribute('aria-label') || each.textContent.trim()
        || (each.labels && each.labels[0]?.textContent.trim()))).map((each) => each.outerHTML)"""
    assert reader.script(code) == []


def test_physics_runs_only_on_request(reader: Reader) -> None:
    number = reader.number("那曲市")
    start = reader.point("node", number)
    time.sleep(0.4)
    assert reader.point("node", number) == start
    reader.tick("#physics")
    time.sleep(1)
    assert reader.point("node", number) != start


@pytest.mark.parametrize("name", ["small", "large", "empty"])
def test_nothing_is_fetched_and_nothing_complains(chromium: Any, pages: Pages, name: str) -> None:
    reader = Reader(chromium, pages(name))
    time.sleep(0.3)
    assert [url for url in reader.requests() if not url.startswith(("file:", "data:", "about:"))] == []
    assert reader.complaints() == []


OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
FOREIGN = """return document.querySelectorAll(
  'img, iframe, object, embed, base, form, [onerror], [onfocus], [onmouseover]').length"""
STRANGE_LINKS = "return [...document.links].filter((a) => !/^(https?:|file:)/.test(a.href)).length"


def test_hostile_texts_run_nothing_anywhere(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("hostile"))
    reader.tick("#isolated")
    for kind, choose in (("nodes", "chooseNode"), ("edges", "chooseEdge")):
        numbers = reader.shown(kind)
        assert len(numbers) == 18
        for number in numbers:
            reader.script(f"return kgPage.{choose}(arguments[0])", number)
            reader.script(OPEN_ALL)
            x, y = reader.point(kind[:-1], number)
            reader.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
            assert reader.script(FOREIGN) == 0
            assert reader.script(STRANGE_LINKS) == 0
    for text in ("<img", "</script>", "javascript:", '"', "'", "长长", "__proto__"):
        reader.search(text)
    time.sleep(0.3)
    assert reader.driver.title != "run"
    assert reader.script("return [...document.scripts].filter((each) => !each.type).length") == 2
    assert reader.complaints() == []
    assert [url for url in reader.requests() if not url.startswith(("file:", "data:", "about:"))] == []


def test_long_names_keep_to_their_place(chromium: Any, pages: Pages) -> None:
    reader = Reader(chromium, pages("hostile"))
    reader.script("return kgPage.find('长长长').then(kgPage.chooseNode)")
    reader.script(OPEN_ALL)
    assert reader.script("return document.documentElement.scrollWidth <= innerWidth")
    assert reader.script(
        "return [...document.querySelectorAll('aside')].every((a) => a.scrollWidth <= a.clientWidth + 1)"
    )


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1000, 700), (390, 844)])
def test_nothing_sticks_out_at_any_width(chromium: Any, pages: Pages, width: int, height: int) -> None:
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    try:
        reader = Reader(chromium, pages("small"))
        reader.choose("naqu")
        assert reader.script("return document.documentElement.scrollWidth <= innerWidth")
        x, y = reader.point("node", reader.number("那曲市"))
        box = reader.script("return document.getElementById('details').getBoundingClientRect().toJSON()")
        assert not (box["left"] < x < box["right"] and box["top"] < y < box["bottom"]), "the panel covers the node"
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_browser_too_old_for_the_page_says_so(chromium: Any, pages: Pages) -> None:
    old = chromium.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": "delete globalThis.DecompressionStream"}
    )
    try:
        chromium.get("about:blank")
        chromium.get(pages("small").as_uri())
        assert "2023" in chromium.find_element("css selector", "[role=alert]").text
    finally:
        chromium.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", old)
