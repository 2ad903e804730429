"""The part of a graph that an answer speaks of, as a page that draws it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.errors import QueryError
from kg.model import Comparator, EntityType, Quantity
from kg.query import ClaimFacts, Rows, claim_facts
from kg.query.explain import claims_in
from kg.query.facts import CLAIM, ENTITY, Asks, Quote, values_of
from kg.rdf.claims import MODALITIES
from kg.view import PageClaim, PageDocument, PageGraph, PageNode
from kg.view.adapt import page_evidence, point_of, quantity_text

__all__ = ["between", "draw", "part_of"]

MOST_CLAIMS = 2000
_BATCH = 200
"""Entities named in one query: their IRIs are long, and a query may have 64 KiB."""
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
    claims += between(store, entities[:MOST_CLAIMS])
    return part_of(store, entities, list(dict.fromkeys(claims))[:MOST_CLAIMS], title, above=False)


def part_of(
    store: Asks, entities: Iterable[str], claims: Iterable[str], title: str = "", *, above: bool = True
) -> PageGraph:
    """These claims and entities, with what the claims are about, and (`above`) the divisions that all of it lies in."""
    facts = list(claim_facts(store, claims).values())
    ends = [end for each in facts for end in (each.subject, each.object) if end]
    wanted = list(dict.fromkeys([*entities, *ends]))
    if above:
        wanted = list(dict.fromkeys([*wanted, *_above(store, wanted)]))
    return PageGraph(
        nodes=tuple(_nodes(store, wanted)),
        claims=tuple(map(_claim, facts)),
        documents=tuple(_documents(store, facts)),
        **({"title": title} if title else {}),
    )


def between(store: Asks, entities: Collection[str]) -> list[str]:
    """The claims of which both ends are among the entities, those with most sources first."""
    known = frozenset(entities)
    found: dict[str, int] = {}
    for ends in _batches(entities):
        rows = store.query(
            f"""SELECT ?claim ?b ?sources {{ VALUES ?a {{ {ends} }} ?claim hsev:claimSubject ?a ; hsev:claimObject ?b .
                OPTIONAL {{ ?claim hsev:sourceCount ?sources }} }}"""
        )
        found.update((str(row["claim"]), int(row["sources"] or 1)) for row in rows if row["b"] in known)
    return sorted(found, key=lambda claim: (-found[claim], claim))


def _batches(iris: Iterable[str]) -> Iterator[str]:
    held = list(iris)
    return (values_of(held[start : start + _BATCH]) for start in range(0, len(held), _BATCH))


def _above(store: Asks, entities: Iterable[str]) -> list[str]:
    return [
        str(row["above"])
        for ends in _batches(entities)
        for row in store.query(
            f"""SELECT DISTINCT ?above {{ VALUES ?entity {{ {ends} }}
                {{ ?entity hsev:inDivision/hsev:withinDivision* ?above }}
                UNION {{ ?entity hsev:withinDivision+ ?above }} }} ORDER BY ?above"""
        )
    ]


def _nodes(store: Asks, entities: list[str]) -> Iterable[PageNode]:
    known = frozenset(entities)
    for some in _batches(sorted(known)):
        aliases: dict[str, list[str]] = {}
        for row in store.query(f"SELECT * {{ VALUES ?entity {{ {some} }} ?entity skos:altLabel ?alias }}"):
            aliases.setdefault(str(row["entity"]), []).append(str(row["alias"]))
        rows = store.query(
            f"""SELECT ?entity (SAMPLE(?name) AS ?label) (SAMPLE(?kind) AS ?type) (SAMPLE(?number) AS ?code)
                (SAMPLE(?area) AS ?within) {{
                VALUES ?entity {{ {some} }}
                OPTIONAL {{ ?entity skos:prefLabel ?name }} OPTIONAL {{ ?entity hsev:mentionType ?kind }}
                OPTIONAL {{ ?entity hsev:divisionCode ?number }}
                OPTIONAL {{ ?entity hsev:withinDivision|hsev:inDivision ?area }} }} GROUP BY ?entity"""
        )
        for row in sorted(rows, key=lambda row: str(row["entity"])):
            key = str(row["entity"]).removeprefix(ENTITY)
            code = str(row["code"]) if row["code"] else None
            yield PageNode(
                id=key,
                label=str(row["label"] or key.rpartition("/")[2]),
                type=str(row["type"]).rpartition("/")[2] if row["type"] else EntityType.PLACE.value,
                aliases=tuple(sorted(aliases.get(str(row["entity"]), ()))),
                code=code,
                within=str(row["within"]).removeprefix(ENTITY) if row["within"] in known else None,
                group=key.startswith("group/"),
                point=point_of(code),
            )


def _claim(facts: ClaimFacts) -> PageClaim:
    quotes = dict.fromkeys(
        page_evidence(_key(each), each.quote, each.text_begin, each.prefix, each.suffix) for each in facts.quotes
    )
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


def _key(quote: Quote) -> str:
    """The document by its IRI: one document may have several ids, those of its copies."""
    return quote.document_iri.removeprefix(ENTITY)


def _documents(store: Asks, facts: Iterable[ClaimFacts]) -> Iterable[PageDocument]:
    quotes = {_key(quote): quote for each in facts for quote in each.quotes}
    rows = store.query("SELECT ?reprint ?first { ?reprint hsev:reprintOf ?first }") if quotes else ()
    firsts = {str(row["reprint"]): str(row["first"]).removeprefix(ENTITY) for row in rows}
    for key, quote in sorted(quotes.items()):
        cluster = firsts.get(quote.document_iri, key)
        yield PageDocument(key, quote.title or quote.document, quote.issued, quote.url, cluster)
