"""The page as a file: whole, strict, escaped, and the same each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.view import PageGraph, render, write_page
from tests.view.graphs import HOSTILE, county_graph, hostile_graph

ADDRESSES = ("src", "href", "action", "data", "srcset", "poster", "background", "formaction", "xlink:href")


class Page(HTMLParser):
    """The tags of a page, and the text of its scripts, styles and title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self._open: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.texts:
            self._open = tag
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def data_of(page: Page) -> dict[str, Any]:
    """The data blocks of a page by id, unpacked."""
    found = {}
    for attributes, text in zip(page.all("script"), page.texts["script"], strict=True):
        if attributes.get("type") == "application/gzip":
            text = gzip.decompress(base64.b64decode(text)).decode()
        if "type" in attributes:
            found[str(attributes["id"])] = json.loads(text)
    return found


def rows_of(part: Any, kind: str) -> list[dict[str, Any]]:
    held = part.get(kind, {"keys": [], "rows": []}) if isinstance(part, dict) else {"keys": [], "rows": []}
    return [dict(zip(held["keys"], row, strict=True)) for row in held["rows"]]


@pytest.fixture(scope="module", params=["small", "hostile", "empty"])
def html(request: pytest.FixtureRequest) -> str:
    return render({"small": county_graph, "hostile": hostile_graph, "empty": PageGraph}[request.param]())


def test_it_is_html5_with_language_charset_and_title(html: str) -> None:
    page = Page(html)
    assert html.startswith("<!DOCTYPE html>\n<html lang=")
    assert page.all("html")[0]["lang"] == "zh-CN"
    assert page.all("meta")[0] == {"charset": "utf-8"}
    assert html.index('<meta charset="utf-8">') < 1024
    assert len(page.texts["title"]) == 1
    assert page.texts["title"][0]
    assert len(page.all("h1")) == 1
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_it_names_nothing_outside_itself(html: str) -> None:
    page = Page(html)
    found = [attributes[name] for _, attributes in page.tags for name in ADDRESSES if name in attributes]
    assert found == ["#search"]
    assert not page.all("link")
    assert "sourceMappingURL" not in html
    assert not re.search(r"url\((?!['\"]?data:)", "".join(page.texts["style"]))


def test_the_policy_names_the_hash_of_each_script_and_style(html: str) -> None:
    page = Page(html)
    policies = [meta for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    policy = policies[0]["content"] or ""
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    attributes = page.all("script")
    running = [text for each, text in zip(attributes, page.texts["script"], strict=True) if "type" not in each]
    assert len(running) == 2
    for text in [*running, *page.texts["style"]]:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert all(each.get("type") in {None, "application/json", "application/gzip"} for each in attributes)
    assert not any(name.startswith("on") or name == "style" for _, each in page.tags for name in each)


def test_hostile_texts_make_no_tag_and_survive_as_data() -> None:
    plain, hostile = Page(render(PageGraph())), Page(render(hostile_graph()))
    tags = [
        [tag for tag, attributes in page.tags if attributes.get("type") != "application/gzip"]
        for page in (plain, hostile)
    ]
    assert tags[0] == tags[1]
    data = data_of(hostile)
    for text in hostile.texts["script"][:-2]:
        assert not re.search("[<>&']", text)
    nodes = data["nodes-data"]
    assert {HOSTILE[0], "𠮷😀县"} <= {node["label"] for node in nodes}
    documents = [row for part in data.values() for row in rows_of(part, "documents")]
    assert len(documents) == len(HOSTILE)
    assert {row["url"] for row in documents} == {None}
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)


def test_every_row_travels_once_in_the_parts() -> None:
    graph = county_graph(20)
    data = data_of(Page(render(graph)))
    parts = [part for name, part in data.items() if name.startswith("part-")]
    for kind, count in (("nodes", len(graph.nodes)), ("names", len(graph.nodes)), ("evidence", len(graph.claims))):
        ids = [row["id"] for part in parts for row in rows_of(part, kind)]
        assert sorted(ids) == list(range(count)), kind


def test_equal_graphs_give_equal_bytes_in_any_order() -> None:
    graph = county_graph(6)
    mixed = list(graph.nodes), list(graph.claims), list(graph.documents)
    for each in mixed:
        random.Random(7).shuffle(each)
    nodes, claims, documents = mixed
    shuffled = replace(graph, nodes=tuple(nodes), claims=tuple(claims), documents=tuple(documents))
    assert render(shuffled) == render(graph)


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "import hashlib; from tests.view.graphs import county_graph; from kg.view import render;"
        "print(hashlib.sha256(render(county_graph(3)).encode()).hexdigest())"
    )
    root = str(Path(__file__).parents[2])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(outputs) == 1


def test_the_file_is_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "图.html"
    write_page(county_graph(1), path)
    written = path.read_bytes()
    assert b"\r" not in written.replace(b"\\r", b"")
    assert "那曲市" in written.decode("utf-8")
    assert list(tmp_path.iterdir()) == [path]  # pyvis would leave a lib folder
