"""The part of a graph that an answer speaks of, as a page that draws it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import QueryError
from kg.model import Comparator, EntityType, Quantity
from kg.query import ClaimFacts, Rows, claim_facts
from kg.query.explain import claims_in
from kg.query.facts import CLAIM, ENTITY, Asks, values_of
from kg.rdf.claims import MODALITIES
from kg.view import PageClaim, PageDocument, PageEvidence, PageGraph, PageNode
from kg.view.adapt import quantity_text

__all__ = ["draw"]

MOST_CLAIMS = 2000
_KINDS = ("claim/", "evidence/", "doc/", "run/", "unit/", "conflict/")
_SIGNS = {str(each) for each in Comparator}
_MODALITIES = {key: modality.value for modality, key in MODALITIES.items()}


def draw(store: Asks, rows: Rows, title: str = "") -> PageGraph:
    """The claims that the rows name, those between the entities that they name, and these entities.

    Raises `QueryError` where the rows name neither, as a query for names alone does.
    """
    cells = [value for row in rows.rows for value in row if isinstance(value, str) and value.startswith(ENTITY)]
    claims = [iri for row in rows.rows for iri in claims_in(row)]
    entities = [iri for iri in dict.fromkeys(cells) if not iri.removeprefix(ENTITY).startswith(_KINDS)]
    if not claims and not entities:
        raise QueryError("nothing to draw: the rows name no claim and no entity; add ?claim or an entity to SELECT")
    claims += _between(store, entities)
    facts = list(claim_facts(store, list(dict.fromkeys(claims))[:MOST_CLAIMS]).values())
    ends = [end for each in facts for end in (each.subject, each.object) if end]
    return PageGraph(
        nodes=tuple(_nodes(store, list(dict.fromkeys([*entities, *ends])))),
        claims=tuple(map(_claim, facts)),
        documents=tuple(_documents(facts)),
        **({"title": title} if title else {}),
    )


def _between(store: Asks, entities: list[str]) -> list[str]:
    if len(entities) < 2:
        return []
    ends = values_of(entities[:MOST_CLAIMS])
    rows = store.query(
        f"""SELECT ?claim {{ VALUES ?a {{ {ends} }} ?claim hsev:claimSubject ?a ; hsev:claimObject ?b .
            VALUES ?b {{ {ends} }} }}"""
    )
    return sorted(str(row["claim"]) for row in rows)


def _nodes(store: Asks, entities: list[str]) -> Iterable[PageNode]:
    rows = store.query(
        f"""SELECT ?entity (SAMPLE(?name) AS ?label) (SAMPLE(?kind) AS ?type) (SAMPLE(?number) AS ?code) {{
            VALUES ?entity {{ {values_of(entities)} }}
            OPTIONAL {{ ?entity skos:prefLabel ?name }} OPTIONAL {{ ?entity hsev:mentionType ?kind }}
            OPTIONAL {{ ?entity hsev:divisionCode ?number }} }} GROUP BY ?entity"""
    )
    for row in sorted(rows, key=lambda row: str(row["entity"])):
        key = str(row["entity"]).removeprefix(ENTITY)
        yield PageNode(
            id=key,
            label=str(row["label"] or key.rpartition("/")[2]),
            type=str(row["type"]).rpartition("/")[2] if row["type"] else EntityType.PLACE.value,
            code=str(row["code"]) if row["code"] else None,
            group=key.startswith("group/"),
        )


def _claim(facts: ClaimFacts) -> PageClaim:
    quotes = dict.fromkeys(PageEvidence(each.document, each.quote, each.prefix, each.suffix) for each in facts.quotes)
    return PageClaim(
        id=facts.iri.removeprefix(CLAIM),
        subject=facts.subject.removeprefix(ENTITY),
        predicate=facts.predicate,
        object=facts.object.removeprefix(ENTITY) if facts.object else None,
        value=_value(facts),
        change=facts.change,
        time=facts.time,
        modality=_MODALITIES.get(facts.modality, facts.modality),
        denied=facts.denied,
        post=facts.post,
        evidence=tuple(quotes),
    )


def _value(facts: ClaimFacts) -> str | None:
    if facts.value is None:
        return None
    sign = Comparator(facts.sign) if facts.sign in _SIGNS else Comparator.EXACT
    return quantity_text(Quantity(facts.value, facts.unit, sign, facts.value_max, facts.baseline))


def _documents(facts: Iterable[ClaimFacts]) -> Iterable[PageDocument]:
    quotes = {quote.document: quote for each in facts for quote in each.quotes}
    for name, quote in sorted(quotes.items()):
        yield PageDocument(name, quote.title or name, quote.issued, quote.url)
