"""What validation finds, and how it is told: as lines, as JSON, as a SHACL report graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from kg.model import content_id
from kg.rdf.terms import PREFIXES, RDF, SH, boolean, node, text
from kg.resources.ontology import BASE

__all__ = ["Finding", "Severity", "ValidationReport"]

SHAPES = BASE + "shape#"
_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: (-len(pair[0]), pair[1]))


class Severity(StrEnum):
    """Only a violation makes a graph invalid."""

    VIOLATION = "violation"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks one rule.

    `focus` is the IRI of the thing, `path` that of the property, `value` what was found, `component`
    SHACL's name for the kind of constraint. `evidence` are the quotes (with document and place) of
    the claim that the finding is about.
    """

    rule: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    zh: str
    en: str
    component: str = "SPARQLConstraintComponent"
    evidence: tuple[str, ...] = ()

    def order(self) -> tuple[int, str, str, str, str, str]:
        rank = list(Severity).index(self.severity)
        return (rank, self.rule, self.focus, self.path or "", self.value or "", self.component)


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The findings, violations first; `rules` says how many rules were applied, `claims` to how many claims."""

    findings: tuple[Finding, ...]
    rules: int
    claims: int = 0

    @property
    def conforms(self) -> bool:
        return not any(each.severity is Severity.VIOLATION for each in self.findings)

    def counts(self) -> Mapping[Severity, int]:
        return {severity: sum(each.severity is severity for each in self.findings) for severity in Severity}

    def summary(self) -> str:
        told = ", ".join(f"{count} {severity}s" for severity, count in self.counts().items())
        return f"{'valid' if self.conforms else 'NOT valid'}: {self.claims} claims, {self.rules} rules, {told}"

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, *, notes: bool = False) -> str:
        """Each finding in some lines, the summary last; notes are only counted unless asked for."""
        shown = (each for each in self.findings if notes or each.severity is not Severity.NOTE)
        return "".join(line + "\n" for each in shown for line in _lines(each)) + self.summary() + "\n"

    def to_json(self) -> str:
        found = [
            {
                "rule": each.rule,
                "severity": str(each.severity),
                "focus": each.focus,
                "path": each.path,
                "value": each.value,
                "message": {"zh": each.zh, "en": each.en},
                "evidence": list(each.evidence),
            }
            for each in self.findings
        ]
        whole = {"conforms": self.conforms, "rules": self.rules, "claims": self.claims, "findings": found}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def to_quads(self) -> list[ox.Quad]:
        """The report as SHACL has it, sorted; nodes are named by their content, so that equal reports are equal."""
        report = node(f"{BASE}id/report/{content_id([[*map(str, each.order())] for each in self.findings])}")
        quads = {
            ox.Quad(report, node(RDF + "type"), node(SH + "ValidationReport")),
            ox.Quad(report, node(SH + "conforms"), boolean(self.conforms)),
        }
        for each in self.findings:
            result = node(f"{BASE}id/result/{content_id([*map(str, each.order())])}")
            quads.add(ox.Quad(report, node(SH + "result"), result))
            quads.update(ox.Quad(result, node(name), value) for name, value in _result(each))
        return sorted(quads, key=str)


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity}  {finding.rule}  {short(finding.focus)}"
    if what := [short(part) for part in (finding.path, finding.value) if part]:
        yield "  " + "  ".join(what)
    yield f"  {finding.zh}"
    yield f"  {finding.en}"
    yield from (f"  > {quote}" for quote in finding.evidence)


_SEVERITIES = {Severity.VIOLATION: "Violation", Severity.WARNING: "Warning", Severity.NOTE: "Info"}


def _result(finding: Finding) -> Iterable[tuple[str, ox.NamedNode | ox.Literal]]:
    yield RDF + "type", node(SH + "ValidationResult")
    yield SH + "resultSeverity", node(SH + _SEVERITIES[finding.severity])
    yield SH + "sourceShape", node(SHAPES + finding.rule)
    yield SH + "sourceConstraintComponent", node(SH + finding.component)
    yield SH + "resultMessage", ox.Literal(finding.zh, language="zh")
    yield SH + "resultMessage", ox.Literal(finding.en, language="en")
    if finding.focus:
        yield SH + "focusNode", _term(finding.focus)
    if finding.path:
        yield SH + "resultPath", _term(finding.path)
    if finding.value is not None:
        yield SH + "value", _term(finding.value)


def _term(value: str) -> ox.NamedNode | ox.Literal:
    return node(value) if value.startswith(("http://", "https://")) else text(value)


def short(iri: str) -> str:
    """An IRI with its prefix, for reading.

    >>> short("https://w3id.org/hsev/ont#supports")
    'hsev:supports'
    """
    for base, prefix in _BY_LENGTH:
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
