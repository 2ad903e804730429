"""Each rule passes on a sound graph and finds the fault that is made for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.validate import Finding, Severity, rule_names, validate
from tests.validate.sound import sound_quads, texts, updated

CASES = dict(
    re.findall(
        r"^## (\S+)\n(.*?)(?=\n## |\Z)",
        (Path(__file__).parent / "cases.ru").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)


def found(name: str) -> list[Finding]:
    return list(validate(updated(CASES[name]), texts(), only=[name]).findings)


def test_a_sound_graph_breaks_no_rule() -> None:
    report = validate(sound_quads(), texts())
    assert report.findings == ()
    assert report.conforms
    assert report.claims == 12


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match="is it bounds-order"):
        validate(sound_quads(), only=["bound-order"])


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(rule_names())


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_rule_finds_its_fault(name: str) -> None:
    findings = found(name)
    assert findings
    for each in findings:
        assert re.search("[\u4e00-\u9fff]", each.zh)
        assert each.en.isascii()
        assert each.focus


def test_a_finding_on_a_claim_shows_the_quote_it_rests_on() -> None:
    [finding] = found("predicate-subject")
    assert finding.severity is Severity.VIOLATION
    assert finding.evidence == (
        "copy 75–89: 闻人晓岚任松溪市第二医院院长",
        "songxi 75–89: 闻人晓岚任松溪市第二医院院长",
    )


def test_a_finding_on_an_edge_shows_the_quote_of_its_plan_or_denial() -> None:
    [finding] = found("edge-of-plan")
    assert any("柳河市则未开展该项行动" in quote for quote in finding.evidence)


@pytest.mark.parametrize("date", ['"2023-12-32"^^xsd:date', '"2023"', '"2023"^^xsd:gYear'])
def test_a_date_is_a_day_that_exists(date: str) -> None:
    there = "GRAPH g:entities { ?x a hsev:Hospital }"
    fault = f"INSERT {{ GRAPH g:entities {{ ?x hsev:validUntil {date} }} }} WHERE {{ {there} }}"
    assert validate(updated(fault), only=["entity-valid-until"]).findings
