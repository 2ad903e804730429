"""What a page shows, as plain values: the view's own picture of a graph, whatever the graph is built from."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.errors import FormatError

__all__ = ["PageClaim", "PageDocument", "PageEvidence", "PageGraph", "PageNode"]


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A source. Documents with one `cluster` are reprints of one text and count as one source."""

    id: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """The words of one document that carry a claim, with the words around them where they are known."""

    document: str
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PageClaim:
    """A claim as the page shows it; `subject` and `object` are node ids.

    `value` is the quantity ready to read (`> 13,000 人次`), `change` is `up`, `down` or `None`.
    """

    id: str
    subject: str
    predicate: str
    object: str | None = None
    value: str | None = None
    change: str | None = None
    time: str | None = None
    modality: str = "done"
    denied: bool = False
    post: str | None = None
    evidence: tuple[PageEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PageNode:
    """An entity. `within` is the id of the division it lies in by the gazetteer; `facts` are further
    lines for its panel, each a name and a value (level, ownership …); `point` is its longitude and latitude."""

    id: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    within: str | None = None
    group: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PageGraph:
    """Nodes, claims and documents, each with ids of their own; raises `FormatError` where a reference is loose."""

    nodes: tuple[PageNode, ...] = ()
    claims: tuple[PageClaim, ...] = ()
    documents: tuple[PageDocument, ...] = ()
    title: str = field(default="卫生健康知识图谱", kw_only=True)

    def __post_init__(self) -> None:
        nodes = _unique("node", [node.id for node in self.nodes])
        documents = _unique("document", [document.id for document in self.documents])
        _unique("claim", [claim.id for claim in self.claims])
        for claim in self.claims:
            ends = {claim.subject, claim.object} - {None}
            if loose := sorted(str(end) for end in ends if end not in nodes):
                raise FormatError(f"claim {claim.id!r}: expected ids of nodes, found {loose}")
            for evidence in claim.evidence:
                if evidence.document not in documents:
                    raise FormatError(
                        f"claim {claim.id!r}: its evidence names the unknown document {evidence.document!r}"
                    )
        for node in self.nodes:
            if node.within is not None and node.within not in nodes:
                raise FormatError(f"node {node.id!r}: it lies within the unknown node {node.within!r}")


def _unique(kind: str, ids: list[str]) -> frozenset[str]:
    known = frozenset(ids)
    if len(known) != len(ids):
        twice = sorted({each for each in ids if ids.count(each) > 1})
        raise FormatError(f"expected each {kind} id once, found more than one of {twice[:5]}")
    return known
