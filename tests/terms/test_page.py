"""The page of terms names every term in both languages, is well-formed, and is the one in docs/."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from kg.resources.ontology import CODE, ONT, load_ontology
from kg.terms import render_terms
from kg.validate import rule_names

ROOT = Path(__file__).parents[2]
PAGE = render_terms()
VOID = {"meta", "link", "br", "hr", "img"}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and (value or "").startswith("#"):
                self.targets.append((value or "")[1:])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read() -> Reader:
    reader = Reader()
    reader.feed(PAGE)
    return reader


def test_the_page_is_well_formed_and_its_links_lead_somewhere() -> None:
    reader = read()
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)
    assert "script" not in reader.tags
    assert not re.findall(r'(?:src|href)="(?!#|https://spdx)', PAGE)


def test_every_term_is_there_in_both_languages() -> None:
    text = unescape(PAGE)
    own = [term for iri, term in load_ontology().terms.items() if iri.startswith((ONT, CODE))]
    assert len(own) > 450
    for term in own:
        for told in (term.labels, term.definitions, term.examples):
            assert told["zh"] in text
            assert told["en"] in text


def test_every_rule_is_there() -> None:
    assert set(re.findall(r'id="rule-([^"]+)"', PAGE)) == set(rule_names())


def test_the_page_in_docs_is_the_one_of_this_ontology() -> None:
    stored = (ROOT / "docs" / "terms.html").read_text(encoding="utf-8")
    assert stored == PAGE, "run kg terms --out docs/terms.html"
