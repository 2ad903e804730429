"""The ontology passes its own rules but for what is accepted, and every rule can find something."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.rdf import PREFIXES
from kg.validate import apply_rule, check_ontology, load_accepted, load_rules, ontology_store
from kg.validate.findings import short

RULES = {rule.name: rule for rule in load_rules("report")}
CASES = Path(__file__).parent / "report"
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
SOUND = (CASES / "sound.ttl").read_text(encoding="utf-8")


def test_every_finding_is_accepted_and_every_accepted_row_is_found() -> None:
    findings, accepted = check_ontology(), load_accepted()
    open_ = [
        (each.rule, short(each.focus), each.value) for each in findings if not any(a.covers(each) for a in accepted)
    ]
    assert open_ == []
    assert [row for row in accepted if not any(row.covers(each) for each in findings)] == []
    assert all(len(row.reason) > 15 for row in accepted)


def test_every_rule_has_a_failing_case() -> None:
    assert {path.stem for path in CASES.glob("*.ttl")} == set(RULES) | {"sound"}


def test_a_sound_ontology_breaks_no_rule() -> None:
    store = ontology_store([HEAD + SOUND])
    assert [finding for rule in RULES.values() for finding in apply_rule(rule, store)] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_finds_what_breaks_it(name: str) -> None:
    """Each case adds to the sound ontology, or stands in for it, and its first line names what is to be found."""
    text = (CASES / f"{name}.ttl").read_text(encoding="utf-8")
    first, _, body = text.partition("\n")
    wanted = first.removeprefix("# finds: ").split()
    alone = body.startswith("# alone\n")
    found = apply_rule(RULES[name], ontology_store([HEAD + ("" if alone else SOUND) + body]))
    assert [short(each.focus) for each in found] == wanted
    assert RULES[name].zh != RULES[name].en
