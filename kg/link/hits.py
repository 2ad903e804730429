"""The value that the place finder gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.resources.places import Place

__all__ = ["PlaceHit", "PlaceKind"]


class PlaceKind(StrEnum):
    """How a hit is written."""

    FULL = "full"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ZONE = "zone"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place name at `text[start:end]`; for a chain such as 山东省日照市, the whole of it.

    `candidates` are the divisions it may be, best first; more than one is `ambiguous`. `parts` are
    the single names of a chain in order (empty where it is one name), so `nested` is the place that
    begins it. `evidence` says why it was taken for a place.
    """

    start: int
    end: int
    text: str
    kind: PlaceKind
    candidates: tuple[Place, ...] = ()
    parts: tuple[PlaceHit, ...] = ()
    evidence: str = "name"
    certain: bool = True
    """Whether the text decides for the first candidate."""

    @property
    def ambiguous(self) -> bool:
        return len(self.candidates) > 1

    @property
    def nested(self) -> PlaceHit | None:
        """The place that begins a chain."""
        return self.parts[0] if self.parts else None

    def followed_by(self, part: PlaceHit) -> PlaceHit:
        """The chain of this hit and one that stands directly behind it."""
        return PlaceHit(
            self.start,
            part.end,
            self.text + part.text,
            part.kind,
            part.candidates,
            (*(self.parts or (self,)), part),
            part.evidence,
            part.certain,
        )
