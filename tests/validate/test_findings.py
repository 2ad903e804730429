"""What validation finds is told in lines, as JSON and as a SHACL report, the same for equal graphs."""

from __future__ import annotations

import json
import random

import pyoxigraph as ox

from kg.rdf import to_turtle
from kg.rdf.terms import SH
from kg.validate import validate
from tests.validate.sound import sound_quads, texts, updated
from tests.validate.test_rules import CASES

BROKEN = validate(updated(CASES["predicate-subject"]), texts())


def test_lines_name_rule_focus_message_and_quote() -> None:
    [finding] = BROKEN.findings[:1]
    told = str(BROKEN)
    assert told.startswith(f"violation  {finding.rule}  claim:")
    assert finding.zh in told
    assert finding.en in told
    assert "  > songxi " in told
    assert told.splitlines()[-1].startswith("NOT valid: 12 claims")


def test_json_says_the_same() -> None:
    held = json.loads(BROKEN.to_json())
    assert held["conforms"] is False
    assert {each["rule"] for each in held["findings"]} == {each.rule for each in BROKEN.findings}
    assert set(held["findings"][0]["message"]) == {"zh", "en"}


def test_the_report_graph_is_shacl() -> None:
    quads = list(ox.parse(to_turtle(BROKEN.to_quads()), format=ox.RdfFormat.TURTLE))
    results = [each.object for each in quads if each.predicate.value == SH + "result"]
    assert len(results) == len(BROKEN.findings)
    for result in results:
        told = {each.predicate.value.removeprefix(SH) for each in quads if each.subject == result}
        assert told >= {"focusNode", "resultSeverity", "sourceShape", "sourceConstraintComponent", "resultMessage"}
    [conforms] = [each.object for each in quads if each.predicate.value == SH + "conforms"]
    assert isinstance(conforms, ox.Literal)
    assert conforms.value == "false"


def test_order_of_quads_does_not_show() -> None:
    quads = updated(CASES["predicate-subject"])
    random.Random(3).shuffle(quads)
    again = validate(quads, texts())
    assert again == BROKEN
    assert again.to_quads() == BROKEN.to_quads()


def test_a_valid_report() -> None:
    report = validate(sound_quads(), texts())
    assert report.conforms
    assert str(report).startswith("valid: 12 claims, ")
