"""All that was found in one document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.claim import Claim
from kg.model.document import SourceDocument
from kg.model.mention import Entity, Mention
from kg.model.offsets import CleanText

__all__ = ["Annotation", "Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a document speaks for and about.

    `region` is the division that 我市, 全区 and unstated subjects point to, with its chain of
    parents (country last) in `ancestors`; `published` is the page's date, `period` the year or
    interval the report itself covers (ISO 8601). `None` where the text does not tell.
    """

    region: Entity | None = None
    ancestors: tuple[Entity, ...] = ()
    title: str | None = None
    published: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One document with its mentions and claims, in order of `start`.

    Each claim carries exactly one piece of evidence, from this document.
    """

    document: SourceDocument
    clean: CleanText
    context: Context
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
