"""Rules that no query can apply: content addresses, and quotes against the texts they were taken from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.errors import FormatError
from kg.rdf import read_claims
from kg.rdf.iri import claim_iri
from kg.rdf.terms import DCTERMS, RDF
from kg.resources.ontology import ONT, ontology_file
from kg.resources.tables import parse_table
from kg.validate.findings import Finding, Severity
from kg.validate.rules import Rule

__all__ = ["StoredText", "apply_programmed", "programmed_rules"]

_FILE = "checks/programmed.tsv"
_COLUMNS = ("rule", "severity", "zh", "en")


@dataclass(frozen=True, slots=True)
class StoredText:
    """A document as it was read (`source`) and cleaned (`text`)."""

    source: str
    text: str


@cache
def programmed_rules() -> Mapping[str, Rule]:
    """These rules by name; they have no query."""

    def parse(row: Mapping[str, str]) -> Rule:
        return Rule(row["rule"], Severity(row["severity"]), row["zh"], row["en"], text="")

    rows = parse_table(_FILE, ontology_file(_FILE).splitlines(), _COLUMNS, parse)
    return {rule.name: rule for rule in rows}


def apply_programmed(quads: Iterable[ox.Quad], texts: Mapping[str, StoredText] | None) -> tuple[Finding, ...]:
    """What breaks these rules, sorted; those on texts only where `texts` (by document id) are at hand."""
    held = list(quads)
    found = {*_claim_ids(held), *(_quotes(held, texts) if texts is not None else ())}
    return tuple(sorted(found, key=Finding.order))


def _finding(rule: str, focus: str, value: str) -> Finding:
    made = programmed_rules()[rule]
    return Finding(rule, made.severity, focus, None, value, made.zh, made.en)


def _claim_ids(quads: list[ox.Quad]) -> Iterator[Finding]:
    """Equal content, equal id, and the reverse. Claims that cannot be read break a shape, which says so."""
    try:
        claims = read_claims(quads)
    except (FormatError, ValueError):
        return
    wanted = {claim_iri(claim.id) for claim in claims}
    kind, class_ = ox.NamedNode(RDF + "type"), ox.NamedNode(ONT + "Claim")
    found = (quad.subject for quad in quads if quad.predicate == kind and quad.object == class_)
    there = {each.value for each in found if isinstance(each, ox.NamedNode)}
    for iri in sorted(there - wanted):
        yield _finding("claim-id", iri, "")


def _quotes(quads: list[ox.Quad], texts: Mapping[str, StoredText]) -> Iterator[Finding]:
    nodes: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            values = nodes.setdefault(quad.subject.value, {})
            key = quad.predicate.value.removeprefix(ONT)
            if key == DCTERMS + "identifier" and quad.object.value not in texts:
                continue  # the name of a copy
            values[key] = quad.object.value
    for iri, values in sorted(nodes.items()):
        document = values if "sourceSha256" in values else nodes.get(values.get("inDocument", ""), {})
        stored = texts.get(document.get(DCTERMS + "identifier", ""))
        if stored is None:
            continue
        if document is values:
            yield from _hashes(iri, values, stored)
        elif values.get(RDF + "type") == ONT + "TextSpan":
            yield from _places(iri, values, stored)


def _hashes(iri: str, values: Mapping[str, str], stored: StoredText) -> Iterator[Finding]:
    for rule, key, text in (("source-hash", "sourceSha256", stored.source), ("text-hash", "textSha256", stored.text)):
        if values.get(key) != hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
            yield _finding(rule, iri, values.get(key, ""))


def _places(iri: str, values: Mapping[str, str], stored: StoredText) -> Iterator[Finding]:
    try:
        begin, end = int(values["begin"]), int(values["end"])
        text_begin, text_end = int(values["textBegin"]), int(values["textEnd"])
    except (KeyError, ValueError):
        return  # a shape says so
    quote = values.get("quote", "")
    if quote != _whole(stored.text[text_begin:text_end]):
        yield _finding("quote-in-text", iri, quote)
    source_quote = values.get("sourceQuote", quote)
    if source_quote != _whole(stored.source[begin:end]):
        yield _finding("quote-in-source", iri, source_quote)


def _whole(text: str) -> str:
    """As RDF can hold it: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
