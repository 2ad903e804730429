"""From the graph of a build to what the page shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model import EntityType, Polarity, Quantity
from kg.model.claim import Evidence
from kg.model.knowledge import ClaimRecord, Division, DocumentRecord, EntityRecord, KnowledgeGraph, SpanRecord
from kg.resources.places import load_gazetteer
from kg.view.model import PageClaim, PageDocument, PageEvidence, PageGraph, PageNode

__all__ = ["page_evidence", "page_graph", "point_of", "quantity_text"]

_ALIASES = 20
_SENTENCE_END = re.compile("[。！？；\\n]")

Spans = Mapping[tuple[str, int, int], SpanRecord]


def page_graph(graph: KnowledgeGraph) -> PageGraph:
    """All entities and claims of a build, and the divisions above the places that occur."""
    parents = {division.code: division.parent for division in graph.divisions}
    known = {record.id for record in graph.entities}
    nodes = [_node(record, parents) for record in graph.entities]
    nodes += [_division(each, parents) for each in graph.divisions if _place_id(each.code) not in known]
    spans = {(span.document, span.start, span.end): span for span in graph.spans}
    return PageGraph(
        nodes=tuple(nodes),
        claims=tuple(_claim(record, spans) for record in graph.claims),
        documents=tuple(_document(record) for record in graph.documents),
    )


def quantity_text(quantity: Quantity) -> str:
    """A number as a reader takes it in: the sign, thousands set apart, from and to, the unit.

    >>> from kg.model import Comparator
    >>> quantity_text(Quantity("13000", "人次", Comparator.MORE_THAN))
    '> 13,000 人次'
    >>> quantity_text(Quantity("72.19", "岁", from_value="68.17"))
    '68.17 → 72.19 岁'
    """
    number = _grouped(quantity.value)
    if quantity.value_max is not None:
        number += f"–{_grouped(quantity.value_max)}"
    if quantity.comparator != "=":
        number = f"{quantity.comparator} {number}"
    if quantity.from_value is not None:
        number = f"{_grouped(quantity.from_value)} → {number}"
    unit = quantity.unit or ""
    return number + unit if unit in {"%", "‰", ""} else f"{number} {unit}"


def _grouped(value: str) -> str:
    whole, point, rest = value.partition(".")
    sign = "-" if whole.startswith("-") else ""
    digits = whole.removeprefix("-")
    # A year or a code never stands here: quantities are counts and measures.
    return f"{sign}{int(digits):,}{point}{rest}" if digits.isdecimal() else value


def _place_id(code: str) -> str:
    return f"place/{code}"


def _node(record: EntityRecord, parents: Mapping[str, str | None]) -> PageNode:
    entity = record.entity
    above = parents.get(entity.code or "") if entity.type is EntityType.PLACE else entity.place
    return PageNode(
        id=record.id,
        label=entity.name,
        type=entity.type.value,
        aliases=tuple(alias for alias in record.aliases if alias != entity.name)[:_ALIASES],
        code=entity.code,
        within=_place_id(above) if above and above in parents else None,
        group=entity.group,
        point=point_of(entity.code) if entity.type is EntityType.PLACE else None,
    )


def point_of(code: str | None) -> tuple[float, float] | None:
    """Longitude and latitude of a division in the packaged gazetteer; `None` where it has none."""
    place = load_gazetteer().by_code(code) if code else None
    return (place.lon, place.lat) if place and place.lon is not None and place.lat is not None else None


def _division(division: Division, parents: Mapping[str, str | None]) -> PageNode:
    return PageNode(
        id=_place_id(division.code),
        label=division.name,
        type=EntityType.PLACE.value,
        code=division.code,
        within=_place_id(division.parent) if division.parent and division.parent in parents else None,
        point=point_of(division.code),
    )


def _claim(record: ClaimRecord, spans: Spans) -> PageClaim:
    claim = record.claim
    return PageClaim(
        id=record.id,
        subject=record.subject,
        predicate=claim.predicate.value,
        object=record.object,
        value=quantity_text(claim.quantity) if claim.quantity else None,
        change=claim.change.value if claim.change else None,
        time=claim.time,
        modality=claim.modality.value,
        denied=claim.polarity is Polarity.DENIED,
        post=claim.post,
        # Two rules may have found one claim in the same words.
        evidence=tuple(dict.fromkeys(_evidence(each, spans) for each in claim.evidence)),
    )


def _evidence(evidence: Evidence, spans: Spans) -> PageEvidence:
    span = spans.get((evidence.document, evidence.start, evidence.end))
    if span is None:
        return PageEvidence(evidence.document, evidence.quote)
    return page_evidence(evidence.document, evidence.quote, span.start, span.prefix, span.suffix)


def page_evidence(document: str, quote: str, start: int, prefix: str, suffix: str) -> PageEvidence:
    """A quote within its sentence, as far as the words around it are known; it begins at `start` in its text.

    >>> page_evidence("d", "支援乙县", 9, "会议召开。甲县", "。据悉")
    PageEvidence(document='d', quote='支援乙县', before='甲县', after='。')
    """
    return PageEvidence(document, quote, _before(prefix, start), _after(quote, suffix))


def _before(prefix: str, start: int) -> str:
    """The words from where the sentence begins, or from as far back as is known."""
    words = _SENTENCE_END.split(prefix)[-1]
    cut = words == prefix and start > len(prefix)
    return f"…{words}" if cut and words else words


def _after(quote: str, suffix: str) -> str:
    """The words up to where the sentence ends, its mark included, or as far as is known."""
    if _SENTENCE_END.match(quote[-1:]):
        return ""
    end = _SENTENCE_END.search(suffix)
    if end is None:
        return f"{suffix}…" if suffix else ""
    return suffix[: end.end()].rstrip("\n")


def _document(record: DocumentRecord) -> PageDocument:
    return PageDocument(
        id=record.id,
        title=record.title or record.origin or record.id,
        date=record.published,
        url=record.url,
        cluster=record.cluster or record.id,
    )
