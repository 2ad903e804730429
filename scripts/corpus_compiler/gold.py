"""Turns a report and its page into one line of gold, in the format of `docs/annotation.md`."""

from __future__ import annotations

import html
import re
import unicodedata

import opencc

from corpus_compiler.authoring import AuthoringError, Claim, Report
from corpus_compiler.dressing import Page

__all__ = ["find_offset_faults", "to_gold"]

_QUALIFIERS = (
    "value",
    "unit",
    "comparator",
    "from_value",
    "time",
    "modality",
    "polarity",
    "post",
    "value_max",
    "change",
)

_COUNTING = frozenset({"achieved", "builds", "reports"})


def to_gold(report: Report, page: Page) -> dict[str, object]:
    """One document of gold."""
    names = _Names(report)
    return {
        "id": report.id,
        "published": report.front.get("published") or None,
        "period": report.front.get("period") or None,
        "title": report.front["title"],
        "mentions": [_mention(report, page, index) for index in range(len(report.marks))],
        "claims": [_claim(report, page, names, claim) for claim in report.claims],
    }


def _mention(report: Report, page: Page, index: int) -> dict[str, object]:
    mark = report.marks[index]
    entity = report.names_of(index)
    source_start, source_end = page.span(mark.start, mark.end)
    return {
        "start": mark.start,
        "end": mark.end,
        "source_start": source_start,
        "source_end": source_end,
        "text": mark.text,
        "type": mark.type,
        "entity": "|".join(entity.names),
        "code": None if entity.code == "-" else entity.code,
        "nested": mark.nested,
        "anaphor": mark.anaphor,
        "group": mark.group,
    }


class _Names:
    """From any name used in a report to the canonical one and all that is accepted for it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._accepted: dict[str, list[str]] = {}
        self._canonical: dict[str, set[str]] = {}
        self.groups = {report.names_of(index).names[0] for index, mark in enumerate(report.marks) if mark.group}
        for index, mark in enumerate(report.marks):
            names = report.names_of(index).names
            accepted = self._accepted.setdefault(names[0], [])
            written = () if mark.anaphor else (mark.text,)
            accepted.extend(name for name in (*names, *written) if name not in accepted)
            for name in (*names, mark.text):
                self._canonical.setdefault(name, set()).add(names[0])

    def canonical(self, name: str, line: int) -> str:
        if name in self._accepted:
            return name
        found = self._canonical.get(name, {name})
        if len(found) > 1:
            raise AuthoringError(f"{self._report.path}:{line}: {name!r} is {' or '.join(sorted(found))}: write which")
        return next(iter(found))

    def others(self, name: str, written: tuple[str, ...], line: int) -> list[str]:
        """All further names accepted where `name` stands; `~` is whoever the report speaks for."""
        wanted = [name]
        for other in written:
            wanted.extend(self._report.speakers if other == "~" else [other])
        accepted: list[str] = []
        for other in wanted:
            canonical = self.canonical(other, line)
            accepted.extend(item for item in (canonical, *self._accepted.get(canonical, ())) if item not in accepted)
        return accepted[1:]

    def first_written(self, canonical: str) -> tuple[int, int]:
        """The span of the first mention that names the entity in words of its own."""
        for index, mark in enumerate(self._report.marks):
            if not mark.anaphor and self._report.names_of(index).names[0] == canonical:
                return mark.start, mark.end
        raise KeyError(canonical)


def _claim(report: Report, page: Page, names: _Names, claim: Claim) -> dict[str, object]:
    subject = names.canonical(claim.subject, claim.line)
    target, other_objects = _object(names, claim)
    if subject == target:
        raise AuthoringError(f"{report.path}:{claim.line}: {subject!r} is its own object")
    if claim.quote:
        start = report.text.find(claim.quote, report.body)
        start = report.text.index(claim.quote) if start < 0 else start
        end = start + len(claim.quote)
    else:
        try:
            start, end = names.first_written(subject)
        except KeyError as error:
            raise AuthoringError(
                f"{report.path}:{claim.line}: {subject!r} is nowhere written: quote the text"
            ) from error
    source_start, source_end = page.span(start, end)
    return {
        "subject": subject,
        "predicate": claim.predicate,
        "object": target,
        **{key: claim.qualifiers.get(key) for key in _QUALIFIERS},
        "alt_subject": names.others(subject, claim.alt_subject, claim.line),
        "alt_object": other_objects,
        "evidence": {"text": report.text[start:end], "source_start": source_start, "source_end": source_end},
    }


def _object(names: _Names, claim: Claim) -> tuple[str | None, list[str]]:
    """The object and the other names accepted for it; one that is counted is the bare noun, its number the value."""
    if claim.object is None:
        return None, []
    canonical = names.canonical(claim.object, claim.line)
    others = names.others(canonical, claim.alt_object, claim.line)
    if claim.predicate in _COUNTING and "value" in claim.qualifiers and canonical in names.groups:
        return claim.object, [name for name in (canonical, *others) if name != claim.object]
    return canonical, others


_PINYIN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}[)）]")
_SHIFTED = re.compile(r"[?\ue000-\uf8ff]")
_TO_SIMPLIFIED = opencc.OpenCC("t2s")


def _letters(text: str) -> str:
    """Han characters, letters and digits in Simplified and plain width: what a span is compared by."""
    folded = unicodedata.normalize("NFKC", html.unescape(_PINYIN.sub("", unicodedata.normalize("NFC", text))))
    simplified = "".join(_TO_SIMPLIFIED.convert(char) for char in folded)
    return "".join(char for char in simplified if char.isalnum())


def find_offset_faults(report: Report, page: Page) -> list[str]:
    """The reverse check: the page's slice, noise taken out, must be the mention's text.

    Holds for every mention of a page without byte damage. A byte shift garbles a character here
    and there: slices that show one (`?`, a private-use character) are passed over.
    """
    faults = []
    for mark in report.marks:
        start, end = page.span(mark.start, mark.end)
        found = page.source[start:end]
        if _SHIFTED.search(found):
            continue
        if _letters(found) != _letters(mark.text):
            faults.append(f"{report.id}: {mark.text!r} reads {found!r} on the page")
    return faults
