"""The lines of a page, each with what can be told from its own look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from kg.resources.clean import load_cues, load_line_patterns

__all__ = ["Line", "cue_scores", "find_lines", "key_of"]

_LONGEST_FURNITURE = 400
_HAN = re.compile(r"[㐀-鿿]")
_STOP = re.compile(r"[。！？；!?;]")
_COMMA = re.compile(r"[，,、：:]")
_INNER = re.compile(r"[，,、。；;]")
_NOT_KEY = re.compile(r"[^0-9A-Za-z㐀-鿿]+")
_TABLE_ROW = re.compile(r".*\d.*(?:\t|[|｜]| {2,}).*|.*(?:\t|[|｜]).*\d.*")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|附件|附表|附[:：]|第[一二三四五六七八九十]{1,3}[章节条]).{1,}"
)
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff、 ]{2,40}(?:委员会|委|局|厅|部|政府|办公室|办|医院|中心|学会|协会|卫生院|公司)"
)
_SPAM_FROM = 2
_LEGAL_FROM = 3


@dataclass(frozen=True, slots=True)
class Line:
    """`[start, end)` is the trimmed line in the text; `kind` what it is if its look tells, else `""`.

    Kinds: those of the tables, `spam`, `legal`, `related` (a heading), `prose`, `blank`.
    """

    start: int
    end: int
    text: str
    kind: str
    han: int
    gap: bool
    """Whether a blank line stands before it."""

    @property
    def has_digit(self) -> bool:
        return _DIGIT.search(self.text) is not None

    @property
    def is_table_row(self) -> bool:
        return _TABLE_ROW.fullmatch(self.text[:_LONGEST_FURNITURE]) is not None

    @property
    def is_listed(self) -> bool:
        """A table row or numbered item."""
        return self.is_table_row or self.is_item

    @property
    def is_item(self) -> bool:
        return _ITEM.fullmatch(self.text[:_LONGEST_FURNITURE]) is not None

    @property
    def is_sentence(self) -> bool:
        """Running text that comes to an end, as a headline does not."""
        return self.kind == "prose" and ("。" in self.text or self.text[-1] in "。！？；…!;")

    @property
    def is_signature(self) -> bool:
        """The body that signs a document."""
        return len(self.text) <= _LONGEST_FURNITURE and _SIGNATURE.fullmatch(self.text) is not None


def key_of(text: str) -> str:
    """Letters, digits and Han characters alone, to compare headlines by."""
    return _NOT_KEY.sub("", text)


def find_lines(text: str, prose_han: int) -> list[Line]:
    """The lines that are not blank, in order."""
    lines: list[Line] = []
    position = 0
    gap = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            han = len(_HAN.findall(stripped))
            kind = _kind(stripped, han, prose_han)
            lines.append(Line(start, start + len(stripped), stripped, kind, han, gap))
        gap = not stripped
        position += len(raw) + 1
    return lines


def _kind(line: str, han: int, prose_han: int) -> str:
    if len(line) <= _LONGEST_FURNITURE:
        scores = cue_scores(line)
        stops = len(_STOP.findall(line))
        if scores.get("spam", 0) >= _SPAM_FROM + 2 * stops:
            return "spam"
        for table in ("lines", "related", "kept"):
            for entry in load_line_patterns(table):
                if entry.pattern.fullmatch(line) and not (table == "kept" and _is_prose(line, han, prose_han)):
                    return entry.kind
        if scores.get("legal", 0) >= _LEGAL_FROM:
            return "legal"
    return "prose" if _is_prose(line, han, prose_han) else ""


def _is_prose(line: str, han: int, prose_han: int) -> bool:
    if han >= prose_han:
        return _STOP.search(line) is not None or len(_COMMA.findall(line)) >= 2
    return han >= prose_han // 3 and ("。" in line or (line[-1] in "！？；!?;" and _INNER.search(line) is not None))


@cache
def _matcher() -> tuple[AhoCorasick, Mapping[int, tuple[str, int]]]:
    cues = load_cues()
    return AhoCorasick([cue.word for cue in cues]), {at: (cue.kind, cue.weight) for at, cue in enumerate(cues)}


def cue_scores(text: str) -> dict[str, int]:
    """The weights of the cues in a text, added up by kind, each cue once."""
    matcher, cues = _matcher()
    scores: dict[str, int] = {}
    for index in {index for index, _, _ in matcher.find_matches_as_indexes(text.lower(), overlapping=True)}:
        kind, weight = cues[index]
        scores[kind] = scores.get(kind, 0) + weight
    return scores
