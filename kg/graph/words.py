"""A claim and its evidence in words, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.model import Claim, ClaimRecord, DocumentRecord, Evidence, KnowledgeGraph, Modality, Polarity, Quantity

__all__ = ["Explanation", "Quoted", "explain", "say", "say_quantity"]

_MODALITY = {Modality.DONE: "", Modality.ONGOING: "（进行中）", Modality.PLANNED: "（计划）"}
_CHANGE = {"up": "上升", "down": "下降"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """One piece of evidence with what a reader needs to find it."""

    document: str
    title: str | None
    published: str | None
    source_start: int
    source_end: int
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim is in the graph. `str()` gives it as text."""

    claim: ClaimRecord
    words: str
    evidence: tuple[Quoted, ...]

    def __str__(self) -> str:
        lines = [
            self.words,
            f"  {len(self.evidence)} quote(s), {self.claim.sources} independent source(s), id {self.claim.id}",
        ]
        for item in self.evidence:
            about = ", ".join(part for part in (item.title, item.published) if part)
            lines.append(f"  「{item.quote}」")
            lines.append(
                f"    {item.document}[{item.source_start}:{item.source_end}]"
                f"{f' ({about})' if about else ''}, rule {item.rule or '-'}, confidence {item.confidence:g}"
            )
        return "\n".join(lines)

    __repr__ = __str__


def explain(graph: KnowledgeGraph, claim: str | Claim | ClaimRecord, labels: Mapping[str, str]) -> Explanation:
    """What a claim says and which quotes carry it.

    `claim` is a claim of the graph, its id, or the first digits of it. `labels` gives each
    predicate its Chinese label. Raises `QueryError` where no claim, or more than one, fits.
    """
    wanted = claim if isinstance(claim, str) else claim.id
    wanted = wanted.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    found = [record for record in graph.claims if wanted and record.id.startswith(wanted)]
    if len(found) != 1:
        problem = "no claim has" if not found else f"{len(found)} claims have"
        raise QueryError(f"{problem} an id that begins with {wanted!r}: take one from the claims table")
    record = found[0]
    documents = {each.id: each for each in graph.documents}
    return Explanation(
        claim=record,
        words=say(record.claim, labels),
        evidence=tuple(_quoted(item, documents.get(item.document)) for item in record.claim.evidence),
    )


def _quoted(item: Evidence, about: DocumentRecord | None) -> Quoted:
    return Quoted(
        document=item.document,
        title=about.title if about else None,
        published=about.published if about else None,
        source_start=item.source_start,
        source_end=item.source_end,
        quote=item.quote,
        rule=item.rule,
        confidence=item.confidence,
    )


def say(claim: Claim, labels: Mapping[str, str]) -> str:
    """A claim as one line: subject — predicate — object, value, time, whether planned or denied."""
    predicate = labels.get(claim.predicate, str(claim.predicate))
    if claim.polarity is Polarity.DENIED:
        predicate = f"未{predicate}"
    parts = [claim.subject.name, predicate + _MODALITY[claim.modality]]
    if claim.object is not None:
        parts.append(claim.object.name)
    line = " — ".join(parts)
    details = [
        claim.post,
        say_quantity(claim.quantity) if claim.quantity else None,
        _CHANGE.get(claim.change) if claim.change else None,
        claim.time,
    ]
    told = "，".join(part for part in details if part)
    return f"{line}：{told}" if told else line


def say_quantity(quantity: Quantity) -> str:
    """A quantity as one word group.

    >>> say_quantity(Quantity("2", "个", value_max="3"))
    '2–3个'
    """
    sign = "" if quantity.comparator == "=" else str(quantity.comparator)
    upper = f"–{quantity.value_max}" if quantity.value_max else ""
    start = f"{quantity.from_value}→" if quantity.from_value else ""
    return f"{start}{sign}{quantity.value}{upper}{quantity.unit or ''}"
