"""Paragraphs, sentences and clauses of a cleaned text, by its punctuation alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Clause", "Sentence", "find_sentences"]

_SENTENCE_END = re.compile(r"[。!?！？;；]+[”’」』\"')）]*|$")
_CLAUSE_END = re.compile(r"[,，:：]|$")
_TERMINAL = re.compile(r"[。!?！？;；]")
HEADING_CHARS = 40


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas or colons, `[start, end)` without the mark that ends it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch up to 。！？； or the end of its line; `paragraph` counts lines that hold text.

    `is_heading` is set for a short line without any sentence mark: it opens a section.
    """

    start: int
    end: int
    paragraph: int
    is_heading: bool
    clauses: tuple[Clause, ...]


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """All sentences in order; together they hold every character that is not blank.

    >>> [(s.paragraph, len(s.clauses)) for s in find_sentences("工作要点\\n一季度,新建3所。二季度。")]
    [(0, 1), (1, 2), (1, 1)]
    """
    sentences: list[Sentence] = []
    paragraph = 0
    for line in re.finditer(r"[^\n]+", text):
        start, end = _stripped(text, line.start(), line.end())
        if start == end:
            continue
        is_heading = end - start <= HEADING_CHARS and not _TERMINAL.search(text, start, end)
        for piece_start, piece_end in _pieces(text, start, end, _SENTENCE_END):
            clauses = tuple(Clause(*span) for span in _pieces(text, piece_start, piece_end, _CLAUSE_END, keep=False))
            sentences.append(Sentence(piece_start, piece_end, paragraph, is_heading, clauses))
        paragraph += 1
    return tuple(sentences)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pieces(text: str, start: int, end: int, mark: re.Pattern[str], *, keep: bool = True) -> list[tuple[int, int]]:
    pieces = []
    position = start
    while position < end:
        match = mark.search(text, position, end)
        stop = match.end() if match else end
        if match and match.end() == match.start():
            stop = end
        piece = _stripped(text, position, stop if keep or not match else max(position, match.start()) or stop)
        if piece[0] < piece[1]:
            pieces.append(piece)
        position = max(stop, position + 1)
    return pieces
