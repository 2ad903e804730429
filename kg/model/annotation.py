"""All that was found in one document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.claim import Claim
from kg.model.document import SourceDocument
from kg.model.mention import Entity, Mention
from kg.model.offsets import CleanText

__all__ = ["Annotation", "Context", "Rejection"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a document speaks for and about.

    `region` is the division that 我市, 全区 and unstated subjects point to, with its chain of
    parents (country last) in `ancestors`; `published` is the page's date, `period` the year or
    interval the report itself covers (ISO 8601); `written` the year in which its words were
    written, which 今年 means and a reprint's page hides. `None` where the text does not tell.
    """

    region: Entity | None = None
    ancestors: tuple[Entity, ...] = ()
    title: str | None = None
    published: str | None = None
    period: str | None = None
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """What an added extractor proposed and did not get through: its words, and which check they failed.

    `kind` is `mention`, `claim` or, for what is neither, `answer`.
    """

    extractor: str
    kind: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """One document with its mentions and claims, in order of `start`.

    Each claim carries exactly one piece of evidence, from this document. `rejected` is what added
    extractors proposed in vain.
    """

    document: SourceDocument
    clean: CleanText
    context: Context
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Rejection, ...] = ()
