"""What can be set about cleaning."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CleanSettings"]


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """Which steps run (all of the plan by default, in its order) and how careful they are.

    `skip` names steps to leave out. `keep_script` leaves Traditional as it is. `prose_han` is the
    number of Han characters from which a line with sentence punctuation counts as running text.
    """

    skip: frozenset[str] = frozenset()
    prose_han: int = 30
