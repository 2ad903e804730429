"""What a page shows, as plain values: the same for HTML and for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.model import entity_id
from kg.query import ClaimFacts, claim_facts
from kg.query.facts import CLAIM, ENTITY, Asks, values_of
from kg.rdf.iri import entity_iri
from kg.serve.site import Site

__all__ = ["View", "claim_record", "describe", "overview", "search", "view_of"]

View = dict[str, Any]
MOST_CLAIMS = 300
MOST_FOUND = 50


def view_of(site: Site, iri: str) -> View | None:
    """The view of a thing by its IRI, or `None` where the graph says nothing about it."""
    if not values_of([iri]):
        return None
    about = _about(site.own, iri)
    if not about["properties"]:
        return None
    if iri.startswith(CLAIM):
        return {**about, **_claim(site, iri)}
    if iri.startswith(ENTITY + "doc/"):
        return {**about, **_document(site, iri)}
    return {**about, "kind": "entity" if iri.startswith(ENTITY) else "term", **_claims_about(site.own, iri)}


def describe(iri: str) -> str:
    """The query whose answer is the RDF of a thing: its own triples, and those of what hangs on it."""
    return f"""CONSTRUCT {{ <{iri}> ?p ?o . ?x ?xp ?xo }} WHERE {{
        {{ <{iri}> ?p ?o }}
        UNION {{ ?x hsev:claimSubject|hsev:claimObject|hsev:supportsClaim|hsev:inDocument <{iri}> ; ?xp ?xo }}
        UNION {{ ?e hsev:supportsClaim <{iri}> ; hsev:span ?x . ?x ?xp ?xo }} }}"""


def overview(site: Site) -> View:
    """What there is: counts, and the documents."""
    (counts,) = site.own.query(
        """SELECT * {
            { SELECT (COUNT(*) AS ?documents) { ?document a hsev:SourceDocument } }
            { SELECT (COUNT(DISTINCT ?entity) AS ?entities) { ?entity hsev:mentionType ?type } }
            { SELECT (COUNT(*) AS ?claims) { ?claim a hsev:Claim } }
            { SELECT (COUNT(*) AS ?conflicts) { ?conflict a hsev:Conflict } } }"""
    )
    documents = site.own.query(
        """SELECT ?iri ?label ?issued (COUNT(DISTINCT ?claim) AS ?claims) {
            ?iri a hsev:SourceDocument ; dcterms:identifier ?id . OPTIONAL { ?iri dcterms:title ?title }
            OPTIONAL { ?iri dcterms:issued ?issued }
            OPTIONAL { ?span hsev:inDocument ?iri . ?e hsev:span ?span ; hsev:supportsClaim ?claim }
            BIND(COALESCE(?title, ?id) AS ?label) }
            GROUP BY ?iri ?label ?issued ORDER BY DESC(STR(?issued)) ?label LIMIT 500"""
    )
    return {"label": "kg", "counts": counts, "documents": list(documents)}


def search(store: Asks, words: str) -> View:
    """Entities whose name or alias holds the words, those that begin so first."""
    label = words or "检索 Search"
    if not words:
        return {"label": label, "words": "", "found": [], "total": 0}
    rows = store.query(
        """SELECT ?iri (SAMPLE(?name) AS ?label) (SAMPLE(?kind) AS ?type) (COUNT(DISTINCT ?claim) AS ?claims) {
            { SELECT DISTINCT ?iri {
                ?iri skos:prefLabel|skos:altLabel ?label ; hsev:mentionType|hsev:divisionCode ?any .
                FILTER(CONTAINS(LCASE(STR(?label)), LCASE($words))) } LIMIT 500 }
            ?iri skos:prefLabel ?name .
            OPTIONAL { ?iri hsev:mentionType/skos:prefLabel ?kind . FILTER(LANG(?kind) = "zh") }
            OPTIONAL { ?claim hsev:claimSubject|hsev:claimObject ?iri }
        } GROUP BY ?iri ORDER BY DESC(?claims) ?label""",
        {"words": words},
    )
    found = sorted(rows, key=lambda row: not str(row["label"]).startswith(words))
    return {"label": label, "words": words, "found": found[:MOST_FOUND], "total": len(found)}


def claim_record(facts: ClaimFacts) -> View:
    """A claim as plain values, with its words in a line."""
    return {"id": facts.id, "words": facts.words(), "change": facts.change, **asdict(facts)}


def _about(store: Asks, iri: str) -> View:
    rows = store.query(
        f"""SELECT ?p ?label ?o ?name {{ <{iri}> ?p ?o
            OPTIONAL {{ ?p rdfs:label ?label . FILTER(LANG(?label) = "zh") }}
            OPTIONAL {{ ?o skos:prefLabel|rdfs:label|dcterms:title ?name . FILTER(LANG(?name) != "en") }} }}
            ORDER BY ?p ?o ?name"""
    )
    properties: dict[str, View] = {}
    for row in rows:
        held = properties.setdefault(str(row["p"]), {"iri": row["p"], "label": row["label"], "values": {}})
        held["values"].setdefault(row["o"], row["name"])
    for each in properties.values():
        each["values"] = [{"value": value, "label": name} for value, name in each["values"].items()]

    def texts(*locals_: str) -> list[str]:
        found = (each for iri, each in properties.items() if iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1] in locals_)
        return [str(value["value"]) for each in found for value in each["values"]]

    names = texts("prefLabel", "title", "label") or [iri.rsplit("/", 1)[-1]]
    return {"iri": iri, "label": names[0], "aliases": texts("altLabel"), "properties": list(properties.values())}


def _claims_about(store: Asks, iri: str) -> View:
    rows = store.query(
        f"""SELECT ?claim ?weight {{
            {{ SELECT DISTINCT ?claim {{ ?claim hsev:claimSubject|hsev:claimObject|hsev:claimPredicate <{iri}> }} }}
            OPTIONAL {{ ?claim hsev:sourceCount ?weight }} }} ORDER BY DESC(?weight) ?claim"""
    )
    claims = [str(row["claim"]) for row in rows]
    found = claim_facts(store, claims[:MOST_CLAIMS])
    return {"claims": [claim_record(each) for each in found.values()], "claims_total": len(claims)}


def _claim(site: Site, iri: str) -> View:
    (facts,) = claim_facts(site.own, [iri]).values()
    rows = site.own.query(
        f"""SELECT DISTINCT ?other {{ ?c hsev:conflictingClaim <{iri}>, ?other FILTER(?other != <{iri}>) }}
            ORDER BY ?other"""
    )
    others = claim_facts(site.own, (str(row["other"]) for row in rows))
    return {
        "kind": "claim",
        "label": facts.words(),
        "claims": [claim_record(facts)],
        "claims_total": 1,
        "conflicts": [claim_record(each) for each in others.values()],
    }


def _document(site: Site, iri: str) -> View:
    rows = site.own.query(
        f"""SELECT ?claim (MIN(?begin) AS ?first) {{ ?span hsev:inDocument <{iri}> ; hsev:textBegin ?begin .
            ?e hsev:span ?span ; hsev:supportsClaim ?claim }} GROUP BY ?claim ORDER BY ?first ?claim"""
    )
    claims = claim_facts(site.own, (str(row["claim"]) for row in rows))
    records = [claim_record(each) for each in claims.values()]
    for record in records:
        record["quotes"] = [quote for quote in record["quotes"] if quote["document_iri"] == iri]
    view: View = {"kind": "document", "claims": records, "claims_total": len(records), "text": None}
    annotation = site.annotation(iri)
    if annotation is not None:
        view |= {
            "id": annotation.document.id,
            "text": annotation.clean.text,
            "source": annotation.document.source,
            "mentions": [
                {
                    "start": each.start,
                    "end": each.end,
                    "source_start": span[0],
                    "source_end": span[1],
                    "type": str(each.type),
                    "entity": entity_iri(entity_id(each.link.entity)) if each.link else None,
                    "name": each.link.entity.name if each.link else None,
                }
                for each in annotation.mentions
                for span in [annotation.clean.offsets.to_source(each.start, each.end)]
            ],
        }
    return view
