"""The ends of the names of a text, by which a later and shorter name is known: 南方医院 for 南方医科大学南方医院."""

from __future__ import annotations

from kg.link.names import BodyName

__all__ = ["Tails"]

_SHORTEST = 4
_SHORTEST_OFFICE = 3
"""Of an office of public health: 监督所 for the one of the commission that the text names."""


class Tails:
    """Every tail of the names added; one that two bodies share stands for none."""

    def __init__(self) -> None:
        self._tails: dict[str, BodyName | None] = {}

    def add(self, name: BodyName) -> None:
        shortest = _SHORTEST_OFFICE if name.surface.endswith("监督所") else _SHORTEST
        for start in range(1, len(name.surface) - shortest + 1):
            tail = name.surface[start:]
            held = self._tails.get(tail, name)
            self._tails[tail] = _one_of(held, name)

    def of(self, surface: str) -> BodyName | None:
        """The one name of the text that ends so."""
        return self._tails.get(surface)


def _one_of(first: BodyName | None, second: BodyName) -> BodyName | None:
    """The longer of two writings of one body; `None` for two bodies."""
    if first is None:
        return None
    shorter, longer = sorted((first, second), key=_length)
    if longer.surface.endswith(shorter.surface):
        return longer
    return first if first.place is not None and first.key == second.key else None


def _length(name: BodyName) -> int:
    return len(name.surface)
