"""Claims read back from a store with all that a reader needs: names, numbers, time, and the quoted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from kg.query.rows import Rows, Value
from kg.rdf.claims import MEASURES
from kg.resources.ontology import BASE, ONT

__all__ = ["CLAIM", "ENTITY", "Asks", "ClaimFacts", "Quote", "claim_facts", "values_of"]

ENTITY = BASE + "id/"
CLAIM = ENTITY + "claim/"
_BATCH = 400
_CHANGES = {key: change.value for (change, _), key in MEASURES.items() if change}
_ARROWS = {"up": "↑", "down": "↓"}


class Asks(Protocol):
    """What answers queries: a store in a directory or at an address."""

    def query(self, sparql: str, parameters: Mapping[str, str] | None = None) -> Rows: ...


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one document, by offsets into its source (`begin`) and into its cleaned text (`text_begin`)."""

    document: str
    document_iri: str
    quote: str
    begin: int
    end: int
    text_begin: int
    text_end: int
    prefix: str = ""
    suffix: str = ""
    title: str | None = None
    issued: str | None = None
    url: str | None = None
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim as the graph has it. `relation` is the Chinese label of the predicate, `sign` that of a comparator."""

    iri: str
    subject: str
    subject_name: str
    predicate: str
    relation: str
    modality: str
    denied: bool
    object: str | None = None
    object_name: str | None = None
    sign: str | None = None
    value: str | None = None
    value_max: str | None = None
    baseline: str | None = None
    unit: str | None = None
    measure: str | None = None
    time: str | None = None
    post: str | None = None
    sources: int = 1
    quotes: tuple[Quote, ...] = ()

    @property
    def id(self) -> str:
        return self.iri.removeprefix(CLAIM)

    @property
    def change(self) -> str | None:
        """`up` or `down` where the number says by how much something changed, or only that it did."""
        return _CHANGES.get(self.measure or "")

    def words(self) -> str:
        """The claim in a line, for reading.

        >>> ClaimFacts("c", "s", "甲县", "supports", "支援", "planned", denied=False, object_name="乙县").words()
        '甲县 支援 乙县 [planned]'
        """
        number = "".join(part or "" for part in ("" if self.sign == "=" else self.sign, self.value)) or None
        if number and self.value_max:
            number += f"–{self.value_max}"
        if number and self.unit:
            number += self.unit
        if self.change:
            number = f"{_ARROWS[self.change]}{number or ''}"
        marks = [
            mark for mark, holds in (("denied", self.denied), (self.modality, self.modality != "achieved")) if holds
        ]
        parts = (self.subject_name, self.relation, self.object_name, self.post, number, self.time)
        return " ".join([*(part for part in parts if part), *([f"[{', '.join(marks)}]"] if marks else [])])


_CLAIMS = """
SELECT ?claim ?subject ?subjectName ?predicate ?relation ?modality ?polarity ?object ?objectName ?sign
    (STR(?number) AS ?value) (STR(?most) AS ?valueMax) (STR(?base) AS ?baseline) ?unit ?measure ?time ?post ?sources
WHERE {
  VALUES ?claim { %s }
  ?claim hsev:claimSubject ?subject ; hsev:claimPredicate ?predicate ; hsev:modality ?modality ;
    hsev:polarity ?polarity .
  OPTIONAL { ?subject skos:prefLabel ?subjectName }
  OPTIONAL { ?predicate rdfs:label ?relation . FILTER(LANG(?relation) = "zh") }
  OPTIONAL { ?claim hsev:claimObject ?object . OPTIONAL { ?object skos:prefLabel ?objectName } }
  OPTIONAL { ?claim hsev:value ?number ; hsev:comparator/skos:notation ?sign }
  OPTIONAL { ?claim hsev:valueMax ?most }
  OPTIONAL { ?claim hsev:baselineValue ?base }
  OPTIONAL { ?claim hsev:unit/skos:prefLabel ?unit }
  OPTIONAL { ?claim hsev:measureType ?measure }
  OPTIONAL { ?claim hsev:isoTime ?time }
  OPTIONAL { ?claim hsev:postTitle ?post }
  OPTIONAL { ?claim hsev:sourceCount ?sources }
}"""
_QUOTES = """
SELECT ?claim ?document ?source ?quote ?begin ?end ?textBegin ?textEnd ?prefix ?suffix ?title ?issued ?url ?rule
    (STR(?sure) AS ?confidence) WHERE {
  VALUES ?claim { %s }
  ?evidence hsev:supportsClaim ?claim ; hsev:span ?span ; hsev:confidence ?sure .
  ?span hsev:quote ?quote ; hsev:begin ?begin ; hsev:end ?end ; hsev:textBegin ?textBegin ; hsev:textEnd ?textEnd ;
    hsev:inDocument ?source .
  ?source dcterms:identifier ?document .
  OPTIONAL { ?span hsev:prefix ?prefix }
  OPTIONAL { ?span hsev:suffix ?suffix }
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:issued ?issued }
  OPTIONAL { ?source schema:url ?url }
  OPTIONAL { ?evidence hsev:ruleId ?rule }
}
ORDER BY ?claim ?document ?begin ?end ?rule"""


def values_of(iris: Iterable[str]) -> str:
    """IRIs to stand in `VALUES`; what cannot be in an IRI is left out, so that nothing else gets into a query."""
    return " ".join(f"<{iri}>" for iri in iris if not set(iri) & _NO_IRI)


_NO_IRI = frozenset('<>"{}|^`\\ \t\n\r')


def claim_facts(store: Asks, claims: Iterable[str]) -> dict[str, ClaimFacts]:
    """The facts of each claim IRI that the store knows, in the order asked."""
    wanted = list(dict.fromkeys(claims))
    found = {row["claim"]: _claim(row) for row in _ask(store, _CLAIMS, wanted)}
    quotes: dict[Value, dict[Quote, None]] = {}
    for row in _ask(store, _QUOTES, wanted):
        quotes.setdefault(row["claim"], {})[_quote(row)] = None
    return {iri: replace(found[iri], quotes=tuple(quotes.get(iri, ()))) for iri in wanted if iri in found}


def _ask(store: Asks, query: str, iris: list[str]) -> Iterator[dict[str, Value]]:
    for first in range(0, len(iris), _BATCH):
        yield from store.query(query % values_of(iris[first : first + _BATCH]))


def _claim(row: dict[str, Value]) -> ClaimFacts:
    def text(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    subject, predicate = str(row["subject"]), str(row["predicate"]).removeprefix(ONT)
    object_ = text("object")
    return ClaimFacts(
        iri=str(row["claim"]),
        subject=subject,
        subject_name=text("subjectName") or _last(subject),
        predicate=predicate,
        relation=text("relation") or predicate,
        modality=_last(str(row["modality"])),
        denied=_last(str(row["polarity"])) == "negated",
        object=object_,
        object_name=text("objectName") or (_last(object_) if object_ else None),
        sign=text("sign"),
        value=text("value"),
        value_max=text("valueMax"),
        baseline=text("baseline"),
        unit=text("unit"),
        measure=_last(str(row["measure"])) if row["measure"] else None,
        time=text("time"),
        post=text("post"),
        sources=int(row["sources"] or 1),
    )


def _quote(row: dict[str, Value]) -> Quote:
    def number(name: str) -> int:
        return int(row[name] or 0)

    return Quote(
        document=str(row["document"]),
        document_iri=str(row["source"]),
        quote=str(row["quote"]),
        begin=number("begin"),
        end=number("end"),
        text_begin=number("textBegin"),
        text_end=number("textEnd"),
        prefix=str(row["prefix"] or ""),
        suffix=str(row["suffix"] or ""),
        title=str(row["title"]) if row["title"] else None,
        issued=str(row["issued"]) if row["issued"] else None,
        url=str(row["url"]) if row["url"] else None,
        rule=str(row["rule"]) if row["rule"] else None,
        confidence=float(row["confidence"] or 0),
    )


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
