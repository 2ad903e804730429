"""A page that begins with a small graph and asks a server for the rest."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.view import PageGraph, piece, records, render
from tests.view.graphs import county_graph
from tests.view.reader import Reader

GRAPH = county_graph(6)


def part_of(keep: Callable[[str], bool]) -> PageGraph:
    """The graph between the nodes that are kept, and what they lie within."""
    names = {node.id for node in GRAPH.nodes if keep(node.id)}
    names |= {node.within for node in GRAPH.nodes if node.id in names and node.within}
    names |= {node.within for node in GRAPH.nodes if node.id in names and node.within}
    claims = tuple(
        claim for claim in GRAPH.claims if claim.subject in names and (claim.object is None or claim.object in names)
    )
    used = {evidence.document for claim in claims for evidence in claim.evidence}
    return replace(
        GRAPH,
        nodes=tuple(node for node in GRAPH.nodes if node.id in names),
        claims=claims,
        documents=tuple(document for document in GRAPH.documents if document.id in used),
    )


def around(key: str) -> PageGraph:
    ends = {
        end for claim in GRAPH.claims for end in (claim.subject, claim.object) if key in (claim.subject, claim.object)
    }
    return part_of(lambda name: name == key or name in ends)


class Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        self.asked.append(parts.path)
        if parts.path == "/":
            self.answer(render(part_of(lambda name: name == "石湾县"), pieces="/more/"), "text/html")
        elif parts.path == "/more/around":
            self.answer(json.dumps(piece(records(around(query["node"][0])))), "application/json")
        elif parts.path == "/more/search":
            found = part_of(lambda name: query["text"][0] in name)
            self.answer(json.dumps(piece(records(found))), "application/json")
        else:
            self.send_error(404)

    def answer(self, text: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """The tests look at what was asked, not at a log."""


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Site", (Site,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    server.server_close()


def choose(reader: Reader, name: str) -> None:
    reader.type_into("#search", name)
    reader.until("document.querySelectorAll('#matches [data-number]').length > 0")
    reader.driver.find_element("id", "search").send_keys("\ue007")
    reader.until("!document.getElementById('details').hidden")


def test_the_page_asks_for_what_it_lacks_and_joins_it(chromium: Any, site: tuple[str, list[str]]) -> None:
    address, asked = site
    reader = Reader(chromium, address)
    assert len(reader.shown("nodes")) == 2  # a county and its province
    assert "/more/around" not in asked
    choose(reader, "青禾县人民医院")
    assert "青禾县人民医院" in reader.panel()
    assert "受支援于" not in reader.panel()
    assert "青禾县人民医院对口支援青禾县城关镇卫生院2 人" in reader.script(
        "document.querySelectorAll('details').forEach((each) => { each.open = true; });"
        "return new Promise((go) => setTimeout(() => go(document.getElementById('details').textContent), 200))"
    )
    everyone = {claim.id for claim in GRAPH.claims if "青禾县人民医院" in (claim.subject, claim.object)}
    assert f"{len(everyone)} 条陈述" in reader.panel()
    before = set(reader.shown("nodes"))
    reader.script("return kgPage.find('那曲市').then(kgPage.expand)")
    assert set(reader.shown("nodes")) > before
    assert asked.count("/more/search") == 1


def test_what_comes_twice_is_known_once(chromium: Any, site: tuple[str, list[str]]) -> None:
    address, _ = site
    reader = Reader(chromium, address)
    choose(reader, "石湾县人民医院")
    for name in ("石湾县", "青山省", "石湾县人民医院"):
        reader.script("return kgPage.find(arguments[0]).then(kgPage.chooseNode)", name)
    reader.press("#to-table")
    reader.until("document.querySelectorAll('#claims-body tr').length > 0")
    rows = reader.texts("#claims-body tr")
    assert len(rows) == len(set(rows))
    expected = {claim.id for claim in GRAPH.claims if "石湾县人民医院" in (claim.subject, claim.object)}
    assert len([row for row in rows if row.startswith("院\n石湾县人民医院") or "石湾县人民医院" in row]) == len(
        expected
    )


def test_a_view_of_what_is_not_there_yet_is_asked_for(chromium: Any, site: tuple[str, list[str]]) -> None:
    address, asked = site
    reader = Reader(chromium, address + "#node=那曲市")
    reader.until("!document.getElementById('details').hidden")
    assert "那曲市" in reader.panel()
    assert "/more/around" in asked
    assert reader.complaints() == []
