"""The page for readers who do not see it, or have no mouse: axe-core, the keyboard, narrow screens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.view.reader import Reader

Pages = Callable[[str], Path]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"

VIEWS = {
    "graph": "",
    "english": "#lang=en",
    "dark": "#theme=dark",
    "panel": "#node=那曲市",
    "dark panel": "#theme=dark&lang=en&node=青禾县人民医院",
    "edge": "#edge=青禾县人民医院,partnersWith,那曲市",
    "path": "#path=那曲市,青禾县城关镇卫生院",
    "map": "#view=map&node=那曲市",
    "dark map": "#view=map&theme=dark",
    "table": "#view=table",
    "dark table": "#view=table&theme=dark&edge=青禾县人民医院,supports,那曲市",
}


@pytest.fixture
def width(chromium: Any) -> Iterator[Callable[[int], None]]:
    def set_width(pixels: int) -> None:
        chromium.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": 844, "deviceScaleFactor": 1, "mobile": False},
        )

    yield set_width
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def faults(reader: Reader) -> list[str]:
    """What axe-core finds, as `impact rule: elements`."""
    reader.script(AXE.read_text(encoding="utf-8"))
    found = reader.driver.execute_async_script("const done = arguments[0]; axe.run(document).then(done)")
    assert len(found["passes"]) > 10
    return [
        f"{fault['impact']} {fault['id']}: {json.dumps([node['html'][:160] for node in fault['nodes'][:3]])}"
        for fault in found["violations"]
    ]


def opened(chromium: Any, pages: Pages, fragment: str, name: str = "small") -> Reader:
    reader = Reader(chromium, pages(name), fragment)
    if any(key in fragment for key in ("node=", "edge=", "path=")):
        reader.until("!document.getElementById('details').hidden")
    reader.script("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    return reader


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(chromium: Any, pages: Pages, view: str) -> None:
    assert faults(opened(chromium, pages, VIEWS[view])) == []


@pytest.mark.parametrize("view", ["graph", "panel", "map", "table"])
def test_axe_finds_nothing_on_a_phone(chromium: Any, pages: Pages, width: Callable[[int], None], view: str) -> None:
    width(390)
    reader = opened(chromium, pages, VIEWS[view])
    assert faults(reader) == []
    assert reader.script("return document.documentElement.scrollWidth <= innerWidth")
    outside = """return [...document.querySelectorAll('header *, #details *, .table-head *')].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && (box.right > innerWidth + 1 || box.left < -1) && !each.closest('#export, .unseen, svg');
    }).map((each) => each.outerHTML.slice(0, 80))"""
    assert reader.script(outside) == []


def test_axe_finds_nothing_on_a_hostile_page(chromium: Any, pages: Pages) -> None:
    reader = opened(chromium, pages, "#view=table", "hostile")
    assert faults(reader) == []


def test_all_can_be_done_by_keyboard(reader: Reader) -> None:
    """Search, open the panel, go to the table, sort: with Tab and Enter alone."""
    body = reader.driver.find_element("tag name", "body")
    body.send_keys("/")
    reader.driver.switch_to.active_element.send_keys("naqu")
    reader.until("document.querySelectorAll('#matches [data-number]').length > 0")
    reader.driver.switch_to.active_element.send_keys("\ue007")
    reader.until("document.activeElement.id === 'details'")
    for selector in ("#to-table", "#claims-head [data-sort=sources]", "#claims-body .read"):
        for _ in range(120):
            reader.driver.switch_to.active_element.send_keys("\ue004")
            if reader.script("return document.activeElement.matches(arguments[0])", selector):
                break
        else:
            raise AssertionError(f"Tab never comes to {selector}")
        reader.driver.switch_to.active_element.send_keys("\ue007")
        reader.until("document.getElementById('view-table').hidden === false")
    reader.until("document.querySelectorAll('#claims-body .chosen').length > 0")


def test_what_happens_is_said_to_screen_readers(reader: Reader) -> None:
    reader.search("naqu")
    assert "匹配" in reader.script("return document.getElementById('status').textContent")
    assert reader.script("return document.getElementById('status').getAttribute('role')") == "status"
    options = reader.script(
        "return [...document.querySelectorAll('#matches li')].map((each) => each.getAttribute('role'))"
    )
    assert set(options) == {"option"}


@pytest.mark.parametrize("pixels", [1440, 390])
@pytest.mark.parametrize(("box", "opened_by"), [("place", "#filters-toggle"), ("way", None), ("search", None)])
def test_what_is_offered_lies_on_top_and_inside(
    chromium: Any, pages: Pages, width: Callable[[int], None], pixels: int, box: str, opened_by: str | None
) -> None:
    width(pixels)
    reader = Reader(chromium, pages("small"), "#node=那曲市" if box == "way" else "")
    if opened_by and reader.driver.find_element("css selector", opened_by).is_displayed():
        reader.press(opened_by)
    if box == "way":
        reader.until("!document.getElementById('details').hidden")
    reader.type_into(f"#{box}", "xian")
    offered = {"search": "matches"}.get(box, f"{box}-matches")
    reader.until(f"document.querySelectorAll('#{offered} [data-number]').length > 3")
    code = """const list = document.getElementById(arguments[0]);
      return [...list.children].slice(0, 3).map((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        const seen = [left + 3, right - 3].map((x) => document.elementFromPoint(x, (top + bottom) / 2));
        return seen.every((found) => found && list.contains(found)) && left >= 0 && right <= innerWidth;
      });"""
    assert reader.script(code, offered) == [True, True, True]
    sideways = "return [...document.querySelectorAll('aside')].every((each) => each.scrollLeft === 0)"
    assert reader.script(sideways)
