"""The settings of assembling, in one frozen record."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import SettingsError
from kg.resources.renamings import Renaming

__all__ = ["GraphSettings"]


@dataclass(frozen=True, slots=True)
class GraphSettings:
    """`edge_threshold` is the least confidence at which a claim becomes an edge; `context_chars`
    how much text is kept on either side of evidence. `renamings` are former names of bodies beside
    those of the package (`kg.resources.renamings.read_renamings`)."""

    edge_threshold: float = 0.7
    context_chars: int = 60
    renamings: tuple[Renaming, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.edge_threshold <= 1:
            raise SettingsError(f"edge_threshold: expected 0 to 1, found {self.edge_threshold}")
        if self.context_chars < 0:
            raise SettingsError(f"context_chars: expected 0 or more, found {self.context_chars}")
