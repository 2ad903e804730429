"""The lead repeated in front of the body as an abstract that breaks off in the middle.

It is part of the text that a reader sees, so its mentions are annotated like any others; claims
keep their evidence in the body.
"""

from __future__ import annotations

from dataclasses import replace

from corpus_compiler.authoring import Mark, Report

__all__ = ["with_abstract"]

LABEL = "导读\n\n"
SHORTEST_LEAD = 60


def with_abstract(report: Report) -> Report:
    """The report as it is, or with its abstract where its damage lists `abstract:N` (N characters at most)."""
    wanted = dict(name.partition(":")[::2] for name in report.damage)
    if "abstract" not in wanted:
        return report
    start = _lead_start(report.text)
    cut = min([start + int(wanted["abstract"] or 48), *_straddled(report.marks, start + int(wanted["abstract"] or 48))])
    inserted = f"{LABEL}{report.text[start:cut]}\n\n"
    keyed = [(mark, report.occurrences[index]) for index, mark in enumerate(report.marks)]
    copies = [(_moved(mark, len(LABEL)), key) for mark, key in keyed if start <= mark.start and mark.end <= cut]
    moved = [(_moved(mark, len(inserted)) if mark.start >= start else mark, key) for mark, key in keyed]
    ordered = sorted([*copies, *moved], key=lambda pair: (pair[0].start, -pair[0].end))
    return replace(
        report,
        text=report.text[:start] + inserted + report.text[start:],
        marks=tuple(mark for mark, _ in ordered),
        occurrences={index: key for index, (_, key) in enumerate(ordered)},
        noise=tuple((at + len(inserted) if at >= start else at, text) for at, text in report.noise),
        body=start + len(inserted),
    )


def _lead_start(text: str) -> int:
    position = 0
    for line in text.split("\n"):
        if len(line) > SHORTEST_LEAD and position:
            return position
        position += len(line) + 1
    raise ValueError("a report without a paragraph long enough for an abstract")


def _straddled(marks: tuple[Mark, ...], cut: int) -> list[int]:
    """Starts of the mentions that a cut would go through: the abstract ends before them."""
    return [mark.start for mark in marks if mark.start < cut < mark.end]


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)
