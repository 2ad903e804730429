"""The explorer over a store: a first picture, and pieces of the graph as they are asked for."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from kg.serve import Site, exploring
from tests.graph.samples import HOSPITAL
from tests.serve.server import Server, running

KEY = "org/990100-松溪市第二医院"


def rows(piece: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [dict(zip(piece[kind]["keys"], row, strict=True)) for row in piece[kind]["rows"]]


def named(piece: dict[str, Any]) -> set[str]:
    return {row["label"] for row in rows(piece, "nodes")}


def test_the_page_asks_this_server_and_runs_only_its_own_scripts(served: Server) -> None:
    page = served.ask("/explore")
    assert page.status == 200
    assert page.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert '"pieces":"/explore/"' in page.text
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page.text)
    assert "connect-src 'self'; base-uri 'none'" in unescape(policy)
    assert "unsafe" not in policy
    assert HOSPITAL.name in page.text


def test_an_entity_comes_with_its_claims_and_their_words(served: Server) -> None:
    piece = served.ask(f"/explore/around?node={KEY}").json()
    said = served.ask(f"/id/{KEY}", accept="application/json").json()["claims"]
    claims = rows(piece, "claims")
    assert len(claims) == len(said) > 3
    evidence = rows(piece, "evidence")
    assert {each["key"] for each in evidence} == {each["id"] for each in said}
    quotes = {words[2] for each in evidence for words in each["evidence"]}
    assert "通过评审，成为三级乙等医院" in quotes
    ends = {each["subject"] for each in claims} | {each["object"] for each in claims} - {None}
    assert ends <= {row["id"] for row in rows(piece, "nodes")}
    assert "闻人晓岚" in named(piece)
    assert "柳河市卫生健康委员会" not in named(piece)


def test_a_place_comes_with_the_divisions_above_and_within_it(served: Server) -> None:
    city = served.ask("/explore/around?node=place/990100").json()
    (row,) = [row for row in rows(city, "nodes") if row["key"] == "place/990100"]
    body = served.ask(f"/explore/around?node={KEY}").json()
    within = {row["key"]: row["within"] for row in rows(body, "nodes")}
    number = {row["key"]: row["id"] for row in rows(body, "nodes")}
    assert row["type"] == "PLACE"
    assert within[KEY] == number["place/990100"]


def test_names_aliases_codes_and_pinyin_are_found(served: Server) -> None:
    for text in ("第二医院", "songxishi", "sxsde", "990100"):
        assert named(served.ask(f"/explore/search?text={text}").json()), text
    assert HOSPITAL.name in named(served.ask("/explore/search?text=songxi").json())
    assert "柳河市" not in named(served.ask("/explore/search?text=songxi").json())
    for text in ("", "没有这个名字", "zzz", '" } #'):
        assert rows(served.ask(f"/explore/search?text={text}").json(), "nodes") == [], text


def test_reading_all_names_waits_for_letters(folder: Path) -> None:
    site = Site(folder)
    explorer = exploring.Explorer(site.own)
    explorer.search("松溪")
    explorer.around(KEY)
    explorer.page()
    assert "_readings" not in vars(explorer)
    explorer.search("songxi")
    assert "_readings" in vars(explorer)
    site.close()


def test_what_is_no_entity_is_not_there(served: Server) -> None:
    claim = served.ask(f"/id/{KEY}", accept="application/json").json()["claims"][0]["id"]
    for key in ("", "org/没有", f"claim/{claim}", "a> . ?s ?p ?o . <b", "unit/人次"):
        assert served.ask(f"/explore/around?node={key}").status == 404, key


def test_words_are_found_in_their_document(served: Server) -> None:
    piece = served.ask(f"/explore/around?node={KEY}").json()
    documents = {row["id"]: row["key"] for row in rows(piece, "documents")}
    each = rows(piece, "evidence")[0]
    answer = served.ask(f"/explore/words?document={documents[each['evidence'][0][0]]}&claim={each['key']}")
    assert answer.status == 303
    path, _, anchor = answer.headers["location"].partition("#")
    assert f'id="{anchor}"' in served.ask(path, accept="text/html").text
    assert served.ask("/explore/words?document=//evil.example&claim=x").status == 404


def test_the_pages_lead_to_it(served: Server) -> None:
    assert 'href="/explore"' in served.ask("/", accept="text/html").text
    page = served.ask(f"/id/{KEY}", accept="text/html").text
    assert 'href="/explore#ego=org%2F990100-' in page


def test_a_first_picture_has_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploring, "FIRST_NODES", 3)
    with running(Site(folder)) as server:
        page = server.ask("/explore").text
    assert '"nodes":' in page
    assert "闻人晓岚" not in page
