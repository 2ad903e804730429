"""Fills in what follows from a report's names alone, so that its author writes only what takes judgement.

A report whose front matter names a `home` (the code of the place it speaks for, `-` for none) gets:

- names and codes of divisions and of the context forms of its home and what is above it (我县, 全省);
- the official names of bodies that begin with a place or a level word (县卫健局), in every length of
  address that an official would write (甲省乙县卫生健康局);
- `locatedIn`, `hasJurisdiction` and `partOf` where a name says them;
- `~` as a subject or object: whoever the report speaks for.

Whatever the author wrote stands. `X | locatedIn | - | |` says that the name does not tell where X is.
"""

from __future__ import annotations

from dataclasses import replace

from corpus_compiler.authoring import Report
from corpus_compiler.filled_claims import fill_claims
from corpus_compiler.filled_names import fill_names

__all__ = ["filled"]


def filled(report: Report) -> Report:
    """The report with names, codes and the claims that its names tell; as it is where it names no home."""
    if "home" not in report.front:
        return report
    names = fill_names(report)
    return replace(report, entities=dict(names.entities), speakers=names.speakers, claims=fill_claims(report, names))
