"""What the name grammar leaves for the models."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.model.mention import Mention

__all__ = ["Findings"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the grammar found in a text: all of it, overlapping or not, and its own choice."""

    reading: Reading
    found: tuple[Mention, ...]
    chosen: tuple[Mention, ...]
