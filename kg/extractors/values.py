"""What an extractor hands over: names and claims in the words of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kg.errors import ExtractorError
from kg.model import Change, Context, EntityType, Modality, Polarity, Predicate, Rejection

__all__ = ["Extraction", "Extractor", "ProposedClaim", "ProposedMention"]

DEFAULT_CONFIDENCE = 0.5


def _check_confidence(confidence: float, quote: str) -> None:
    if not 0 <= confidence <= 1:
        raise ExtractorError(f"proposal {quote!r}: expected a confidence between 0 and 1, found {confidence}")


@dataclass(frozen=True, slots=True)
class ProposedMention:
    """A name as the text has it. It begins at `start`, or else stands once in `within` or once in the text."""

    quote: str
    type: EntityType
    start: int | None = None
    within: tuple[int, int] | None = None
    anaphor: bool = False
    group: bool = False
    confidence: float = DEFAULT_CONFIDENCE

    def __post_init__(self) -> None:
        _check_confidence(self.confidence, self.quote)


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A claim whose every part is in the words of the text; numbers and times are read by `kg`.

    `quote` is the evidence, placed as a mention is. `subject` and `object` are names as written (or the
    entity's full name); without a subject it is what the report speaks for. `amount` is the number with
    its unit (`12名`) inside the quote, `time` the words that say when. What is `None` of time, modality
    and polarity is read where the quote stands, as for every claim.
    """

    predicate: Predicate
    quote: str
    subject: str | None = None
    object: str | None = None
    amount: str | None = None
    time: str | None = None
    post: str | None = None
    change: Change | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    start: int | None = None
    within: tuple[int, int] | None = None
    confidence: float = DEFAULT_CONFIDENCE

    def __post_init__(self) -> None:
        _check_confidence(self.confidence, self.quote)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that an extractor proposes for one text; `rejected` is what it could not read itself."""

    mentions: tuple[ProposedMention, ...] = ()
    claims: tuple[ProposedClaim, ...] = ()
    rejected: tuple[Rejection, ...] = ()


class Extractor(Protocol):
    """A program that reads a cleaned text and proposes what it says.

    `name` stands as the rule in the evidence of all that comes of it, so it should name model and
    version. `extract` raises `ExtractorError` where it has no usable answer: the document is then
    reported as failed, and does not lose the others.
    """

    @property
    def name(self) -> str: ...

    def extract(self, text: str, context: Context) -> Extraction: ...
