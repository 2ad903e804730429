"""What the rows of an answer rest on: the claims, and the words quoted for them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.facts import CLAIM, ENTITY, Asks, ClaimFacts, claim_facts, values_of
from kg.query.rows import Rows, Value

__all__ = ["Explained", "claims_in", "explain_rows"]

_COLUMNS = ("says", "quote", "document", "begin", "end", "confidence", "from_claim")


@dataclass(frozen=True, slots=True)
class Explained:
    """`grounds` has for each row its claims, in order; none where the row names no claim and no two ends of one."""

    rows: Rows
    grounds: tuple[tuple[ClaimFacts, ...], ...]

    def flat(self) -> Rows:
        """The rows with columns for the evidence, once for each quote; a row without evidence once."""
        rows: list[tuple[Value, ...]] = []
        for row, claims in zip(self.rows.rows, self.grounds, strict=True):
            quotes = [(claim, quote) for claim in claims for quote in claim.quotes]
            rows += [
                (*row, claim.words(), quote.quote, quote.document, quote.begin, quote.end, quote.confidence, claim.iri)
                for claim, quote in quotes
            ] or [(*row, *(None for _ in _COLUMNS))]
        return Rows((*self.rows.columns, *_COLUMNS), tuple(rows))


def explain_rows(store: Asks, rows: Rows) -> Explained:
    """The grounds of each row: the claims in its cells, else the claims between the entities in its cells."""
    named = [claims_in(row) for row in rows.rows]
    bare = [_entities_in(row) if not claims else () for row, claims in zip(rows.rows, named, strict=True)]
    between = _between(store, {iri for row in bare for iri in row})
    for index, ends in enumerate(bare):
        found = sorted(claim for subject in ends for object_ in ends for claim in between.get((subject, object_), ()))
        named[index] += tuple(dict.fromkeys(found))
    facts = claim_facts(store, (iri for row in named for iri in row))
    return Explained(rows, tuple(tuple(facts[iri] for iri in row if iri in facts) for row in named))


def claims_in(row: tuple[Value, ...]) -> tuple[str, ...]:
    """The claims that a row names; a cell may hold several, apart by blanks."""
    texts = (value for value in row if isinstance(value, str) and value.startswith(CLAIM))
    return tuple(dict.fromkeys(iri for text in texts for iri in text.split()))


def _entities_in(row: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in row if isinstance(value, str) and value.startswith(ENTITY)))


def _between(store: Asks, entities: set[str]) -> dict[tuple[Value, Value], list[str]]:
    found: dict[tuple[Value, Value], list[str]] = {}
    if len(entities) < 2:
        return found
    ends = values_of(sorted(entities))
    query = f"""SELECT ?claim ?subject ?object WHERE {{
        VALUES ?subject {{ {ends} }} ?claim hsev:claimSubject ?subject ; hsev:claimObject ?object .
        ?object hsev:mentionType|hsev:divisionCode ?any }}"""
    for row in store.query(query):
        found.setdefault((row["subject"], row["object"]), []).append(str(row["claim"]))
    return found
