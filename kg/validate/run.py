"""All rules over one graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import SettingsError
from kg.rdf import PREFIXES
from kg.rdf.terms import RDF
from kg.resources.ontology import BASE, GRAPHS, ONT, ontology_file
from kg.validate.contents import StoredText, apply_programmed, programmed_rules
from kg.validate.findings import Finding, ValidationReport
from kg.validate.rules import apply_rule, load_rules
from kg.validate.shapes import shape_rules

__all__ = ["rule_names", "validate"]

_MOST_QUOTES = 3
_QUOTES = """
SELECT DISTINCT ?claim ?subject ?predicate ?object ?evidence ?span ?document ?begin ?end ?quote WHERE {
  ?evidence hsev:supportsClaim|hsev:contradictsClaim ?claim ; hsev:span ?span .
  ?span hsev:quote ?quote ; hsev:begin ?begin ; hsev:end ?end ; hsev:inDocument/dcterms:identifier ?document .
  OPTIONAL { ?claim hsev:claimSubject ?subject ; hsev:claimPredicate ?predicate ; hsev:claimObject ?object }
} ORDER BY ?document ?begin ?end ?claim
"""


def rule_names() -> tuple[str, ...]:
    """The names of all rules on data, sorted."""
    checks = {rule.name for rule in load_rules("checks")}
    return tuple(sorted({rule.name for rule in shape_rules()} | checks | set(programmed_rules())))


def validate(
    quads: Iterable[ox.Quad],
    texts: Mapping[str, StoredText] | None = None,
    *,
    only: Collection[str] | None = None,
) -> ValidationReport:
    """What breaks a rule in a graph, each thing once, violations first, with the quotes it rests on.

    `texts` gives each document's source and text by its id; without them, quotes are only checked by
    their length. `only` names the rules to apply, by default all. A graph without `g:meta` breaks no
    rule on edges that needs the threshold. Raises `SettingsError` for a rule that there is none of.
    """
    names = _chosen(only)
    held = list(quads)
    store = ox.Store()
    store.bulk_extend((*held, *_ontology()))
    rules = [rule for rule in (*shape_rules(), *load_rules("checks")) if rule.name in names]
    found = [finding for rule in rules for finding in apply_rule(rule, store)]
    if names & set(programmed_rules()):
        found += (each for each in apply_programmed(held, texts) if each.rule in names)
    quotes = _quotes(store) if found else {}
    told = {replace(each, evidence=_evidence(each, quotes)) for each in found}
    kind, class_ = ox.NamedNode(RDF + "type"), ox.NamedNode(ONT + "Claim")
    claims = {quad.subject for quad in held if quad.predicate == kind and quad.object == class_}
    return ValidationReport(tuple(sorted(told, key=Finding.order)), rules=len(names), claims=len(claims))


def _chosen(only: Collection[str] | None) -> frozenset[str]:
    known = frozenset(rule_names())
    if only is None:
        return known
    if unknown := sorted(set(only) - known):
        near = {name: get_close_matches(name, known, n=1) for name in unknown}
        told = "; ".join(f"{name}{f' (is it {close[0]}?)' if close else ''}" for name, close in near.items())
        raise SettingsError(f"expected names of rules, found {told}: `kg terms` lists them")
    return frozenset(only)


def _ontology() -> Iterator[ox.Quad]:
    for name, graph in GRAPHS.items():
        target = ox.NamedNode(f"{BASE}graph/{graph}")
        for quad in ox.parse(ontology_file(name), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, target)


def _quotes(store: ox.Store) -> Mapping[tuple[str, ...], list[str]]:
    """Quotes by what they are about: a claim, a piece of evidence, a span, or an edge as three IRIs."""
    found: dict[tuple[str, ...], list[str]] = {}
    rows = store.query(_QUOTES, prefixes=PREFIXES, use_default_graph_as_union=True)
    for row in rows if isinstance(rows, ox.QuerySolutions) else ():
        told = f"{_text(row, 'document')} {_text(row, 'begin')}–{_text(row, 'end')}: {_text(row, 'quote')}"
        edge = (_text(row, "subject"), _text(row, "predicate"), _text(row, "object"))
        for key in ((_text(row, "claim"),), (_text(row, "evidence"),), (_text(row, "span"),), edge):
            held = found.setdefault(key, [])
            if told not in held and len(held) < _MOST_QUOTES:
                held.append(told)
    return found


def _text(row: ox.QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _evidence(finding: Finding, quotes: Mapping[tuple[str, ...], list[str]]) -> tuple[str, ...]:
    """The first quotes of the claim, evidence, span or edge that the finding is about."""
    edge = (finding.focus, finding.path or "", finding.value or "")
    return tuple(quotes.get((finding.focus,), quotes.get(edge, ())))
