"""What the grammar proposes beyond its own choices, rule by rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.extract.mentions import MentionGrammar
from kg.extract.plain_rules import is_sure
from kg.link.places import find_places
from kg.nlp.places import place_spans
from kg.resources.names import load_names
from kg.resources.tables import parse_table

TABLE = Path(__file__).parent / "plain.tsv"
COLUMNS = ("rule", "expected", "text", "name", "type")

Row = Mapping[str, str]


def _rows() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return list(parse_table(TABLE.name, lines, COLUMNS, lambda row: row))


@pytest.fixture(scope="module")
def grammar() -> MentionGrammar:
    return MentionGrammar(load_names())


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['rule']} {row['name']}")
def test_a_rule_proposes_what_it_should_and_no_more(row: Row, grammar: MentionGrammar) -> None:
    findings = grammar.search(row["text"], place_spans(find_places(row["text"])))
    proposed = {(mention.text, mention.type.value, mention.rule) for mention in findings.found}
    wanted = (row["name"], row["type"], row["rule"])
    assert (wanted in proposed) == (row["expected"] == "+"), sorted(proposed)


def test_only_sure_proposals_are_the_grammars_own_choice(grammar: MentionGrammar) -> None:
    chosen = []
    for row in _rows():
        findings = grammar.search(row["text"], place_spans(find_places(row["text"])))
        chosen += [mention for mention in findings.chosen if mention.rule.startswith("plain.")]
    assert chosen
    assert all(is_sure(mention) for mention in chosen)


def test_a_proposal_lies_in_the_text_that_it_names(grammar: MentionGrammar) -> None:
    for row in _rows():
        findings = grammar.search(row["text"], place_spans(find_places(row["text"])))
        assert all(row["text"][each.start : each.end] == each.text for each in findings.found)
