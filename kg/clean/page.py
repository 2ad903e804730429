"""Which lines of a page are the article: its headline, its body, and the lines that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.clean.lines import Line, find_lines, key_of
from kg.clean.settings import CleanSettings
from kg.model import Edit
from kg.resources.clean import load_line_patterns

__all__ = ["Page", "read_page"]

_KEPT = frozenset({"meta", "byline", "caption", "contact"})
_NEAR, _FARTHEST = 40, 200
_LONGEST_TITLE = 300
_HEADLINE_HAN = 9
_TELLING = 10
_SURE = 3
_NAMES = {
    "share": "share buttons",
    "counter": "a counter of views or comments",
    "menu": "a menu or breadcrumb",
    "hotline": "a hot line of the site",
    "legal": "a legal or filing line",
    "spam": "spam",
    "related": "a list of other articles",
    "comments": "comments of readers",
    "repeat": "the headline once more",
    "head": "a line above the headline",
    "tail": "a line below the article",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, why some of them go (by index), and which is the headline."""

    lines: tuple[Line, ...]
    dropped: dict[int, str]
    title: int | None

    def edits(self, text: str) -> list[Edit]:
        """Deletions of dropped lines, indents, trailing blanks and blank lines."""
        kept = [at for at in range(len(self.lines)) if at not in self.dropped]
        edits: list[Edit] = []
        position = 0
        for number, at in enumerate(kept):
            line = self.lines[at]
            gone = [self.dropped[index] for index in range(kept[number - 1] + 1 if number else 0, at)]
            start = position + (1 if number and position < line.start else 0)
            edits += _deletion(start, line.start, gone)
            edits += _furniture_in(line)
            position = line.end
        gone = [self.dropped[index] for index in range(kept[-1] + 1 if kept else 0, len(self.lines))]
        return edits + _deletion(position, len(text), gone)


def _furniture_in(line: Line) -> list[Edit]:
    """Counters and buttons inside a line about the article."""
    if line.kind not in ("meta", "byline"):
        return []
    found = sorted(
        (match.start(), match.end(), entry.kind)
        for entry in load_line_patterns("inline")
        for match in entry.pattern.finditer(line.text)
    )
    edits: list[Edit] = []
    position = 0
    for start, end, kind in found:
        begin = max(position, len(line.text[:start].rstrip()))
        if begin < end:
            edits.append(Edit(line.start + begin, line.start + end, "", kind, _NAMES[kind]))
            position = end
    return edits


def _deletion(start: int, end: int, reasons: Sequence[str]) -> list[Edit]:
    if start >= end:
        return []
    if not reasons:
        return [Edit(start, end, "", "blank", "blank lines, indent or trailing blanks")]
    told = list(dict.fromkeys(reasons))
    return [Edit(start, end, "", told[0], "; ".join(_NAMES.get(reason, reason) for reason in told))]


def read_page(text: str, settings: CleanSettings) -> Page:
    lines = tuple(find_lines(text, settings.prose_han))
    dropped = {at: line.kind for at, line in enumerate(lines) if line.kind in _NAMES}
    _drop_related(lines, dropped)
    body = [at for at, line in enumerate(lines) if line.kind == "prose" and at not in dropped]
    if not body:
        lone = _find_title(lines, dropped, len(lines))
        return Page(lines, dropped, lone.line if lone else None)
    first = next((at for at in body if lines[at].is_sentence), body[0])
    title = _find_title(lines, dropped, first)
    _drop_outside(lines, dropped, title, body)
    if title is not None:
        _drop_repeats(lines, dropped, title.line)
    return Page(lines, dropped, title.line if title else None)


@dataclass(frozen=True, slots=True)
class _Title:
    line: int
    score: int

    @property
    def is_sure(self) -> bool:
        """Whether more than its length and place speaks for it."""
        return self.score >= _SURE


def _find_title(lines: Sequence[Line], dropped: dict[int, str], first: int) -> _Title | None:
    """The likeliest headline above the body: repeated, above the byline, of a headline's length."""
    near = lines[: min(first + _NEAR, len(lines), _FARTHEST)]
    keys = [key_of(line.text) if len(line.text) < _LONGEST_TITLE else "" for line in near]
    best: _Title | None = None
    for at in range(min(first, len(near))):
        line = lines[at]
        if at in dropped or line.kind in _KEPT or not 5 <= line.han <= 80:
            continue
        if "\t" in line.text or _is_abstract(at, keys, lines):
            continue
        score = 2 * (sum(keys[at] in key for key in keys) > 1)
        score += 2 * (at + 1 < len(lines) and lines[at + 1].kind in ("meta", "byline"))
        score += (at + 1 == first) - 2 * line.is_item
        score += line.han >= _HEADLINE_HAN
        score -= 2 * (line.text[-1] in "。，；：:" or ">" in line.text)
        if best is None or score >= best.score:
            best = _Title(at, score)
    return best if best and best.score > 0 else None


def _is_abstract(at: int, keys: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a line is the beginning of a paragraph below, cut off."""
    return any(lines[below].kind == "prose" and keys[below].startswith(keys[at]) for below in range(at + 1, len(keys)))


def _drop_related(lines: Sequence[Line], dropped: dict[int, str]) -> None:
    """What follows the heading of a list of articles goes, until the article goes on."""
    listing = False
    total = sum(line.han for line in lines if line.is_sentence)
    passed = 0
    for at, line in enumerate(lines):
        passed += line.han if line.is_sentence else 0
        if line.kind == "comments" and 2 * passed > total:
            dropped.update({below: dropped.get(below, "comments") for below in range(at, len(lines))})
            return
        if line.kind == "related":
            listing = True
        elif (line.kind in _KEPT and line.kind != "meta") or line.is_sentence:
            listing = False
        elif listing and line.kind in ("", "prose"):
            dropped[at] = "related"


def _drop_outside(lines: Sequence[Line], dropped: dict[int, str], title: _Title | None, body: Sequence[int]) -> None:
    for at in range(title.line if title else 0):
        if lines[at].kind == "" and title and (title.is_sure or lines[at].han < _HEADLINE_HAN):
            dropped.setdefault(at, "head")
    ended = False
    for at in range(body[-1] + 1, len(lines)):
        ended = ended or at in dropped
        line = lines[at]
        belongs = line.is_listed or (not ended and (line.is_signature or (not line.gap and line.has_digit)))
        if line.kind == "" and not belongs:
            dropped.setdefault(at, "tail")
            ended = True


def _drop_repeats(lines: Sequence[Line], dropped: dict[int, str], title: int) -> None:
    key = key_of(lines[title].text)
    for at, line in enumerate(lines):
        if at == title or line.kind == "prose" or line.kind in _KEPT or len(line.text) > _LONGEST_TITLE:
            continue
        other = key_of(line.text)
        if key == other or (len(key) >= _TELLING and key in other and len(other) <= len(key) + 16):
            dropped.setdefault(at, "repeat")
