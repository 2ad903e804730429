"""A text made ready for the name grammar: words, known terms and places by their position.

All offsets point into the cleaned text. A `Reading` is built once per document, in time linear
in its length, and every finder looks things up in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import ahocorasick_rs

from kg.extract.words import Token, read_tokens

__all__ = [
    "BREAKS",
    "QUOTES",
    "PlaceSpan",
    "Reading",
    "Spotter",
    "alternatives",
    "is_free_standing",
    "quote_pairs",
]

BREAKS = frozenset("，。；：、！？!?;:,\n\r\t …—|｜/\\~《》【】[]「」『』<>=*#•●■◆▲△○◎※→\u3000")
"""Characters that no name reaches over; quotation marks and round brackets are handled apart."""

QUOTES = '“”‘’「」『』"'


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place name found by the gazetteer, as far as the name grammar needs it.

    `parts` are `(start, end, rank)` of the single names of a chain (山东省|日照市), one where it is no
    chain. Ranks: 2 a province, 3 a prefecture or a municipality under the centre, 4 a county,
    5 a township, 6 a village, less for regions and countries.
    """

    start: int
    end: int
    parts: tuple[tuple[int, int, int], ...]
    opener: bool = True
    """Whether it may open the name of a body (a one-character short form may not)."""

    def own_start(self, text: str) -> int:
        """Where the name of a body that this place opens begins.

        What stands before a county or township is no part of the name of its bodies; a city district
        is named with its city (某市某区妇幼保健院), and a province stands apart from what is lower.
        """
        start, end, rank = self.parts[-1]
        if rank >= 5 or (rank == 4 and text[end - 1] in "县市旗"):
            return start
        lower = [start for start, _, rank in self.parts if rank >= 3]
        return lower[0] if lower else self.start


class Spotter:
    """Finds all words of a list in one pass, overlapping ones too."""

    __slots__ = ("_automaton", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(words))
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """All `(start, end, word)`, in order of end."""
        return [
            (start, end, self._words[index])
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
        ]

    def longest_by_end(self, text: str) -> dict[int, tuple[int, str]]:
        """For each end, the longest word that ends there: `end -> (start, word)`."""
        found: dict[int, tuple[int, str]] = {}
        for start, end, word in self.find(text):
            known = found.get(end)
            if known is None or start < known[0]:
                found[end] = (start, word)
        return found

    def longest_by_start(self, text: str) -> dict[int, tuple[int, str]]:
        """For each start, the longest word that starts there: `start -> (end, word)`."""
        found: dict[int, tuple[int, str]] = {}
        for start, end, word in self.find(text):
            known = found.get(start)
            if known is None or end > known[0]:
                found[start] = (end, word)
        return found


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first.

    >>> alternatives(("处", "办公室"))
    '办公室|处'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def is_free_standing(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit touches the span: CCTV is no name inside of CCTV13.

    >>> is_free_standing("据CCTV报道", 1, 5)
    True
    """
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(char.isascii() and char.isalnum() for char in around)


def quote_pairs(text: str) -> tuple[tuple[int, int], ...]:
    """Spans between quotation marks, `[after the opening, before the closing)`, within a line.

    >>> quote_pairs("实施“光明行”活动")
    ((3, 6),)
    """
    pairs = []
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char == "\n":
            stack.clear()
        elif char == '"':
            if stack and stack[-1][0] == '"':
                pairs.append((stack.pop()[1], index))
            else:
                stack.append(('"', index + 1))
        elif char in "“‘「『":
            stack.append((char, index + 1))
        elif char in "”’」』" and stack and stack[-1][0] == "“‘「『"["”’」』".index(char)]:
            pairs.append((stack.pop()[1], index))
    return tuple(sorted(pairs))


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its words, places and quotations, indexed by position."""

    text: str
    tokens: Sequence[Token]
    places: Sequence[PlaceSpan]
    quotes: tuple[tuple[int, int], ...]
    token_at: Sequence[int] = field(repr=False)
    """For each character, the index of its token."""
    place_by_end: Mapping[int, PlaceSpan] = field(repr=False)
    place_by_start: Mapping[int, PlaceSpan] = field(repr=False)
    opening: Mapping[int, int] = field(repr=False)
    """For each start of a single place name, its end: the place that opens a longer name."""
    quote_by_end: Mapping[int, int] = field(repr=False)
    """For each end of a quotation, its start; the marks are not in it."""
    walls: frozenset[int] = frozenset()
    """Ends of bodies: a term that follows one directly does not reach into it."""

    @classmethod
    def of(cls, text: str, places: Sequence[PlaceSpan]) -> Reading:
        tokens = read_tokens(text)
        token_at = [0] * (len(text) + 1)
        for index, token in enumerate(tokens):
            for position in range(token.start, token.end):
                token_at[position] = index
        token_at[len(text)] = len(tokens)
        by_end: dict[int, PlaceSpan] = {}
        by_start: dict[int, PlaceSpan] = {}
        for place in places:
            if place.end not in by_end or place.start < by_end[place.end].start:
                by_end[place.end] = place
            if place.start not in by_start or place.end > by_start[place.start].end:
                by_start[place.start] = place
        opening = {start: end for place in places for start, end, _ in place.parts}
        quotes = quote_pairs(text)
        quote_by_end = {end: start for start, end in reversed(quotes)}
        return cls(text, tokens, places, quotes, token_at, by_end, by_start, opening, quote_by_end)

    def token_ending_at(self, position: int) -> Token | None:
        """The word whose last character is before `position`, cut off there if it runs on."""
        if position <= 0:
            return None
        token = self.tokens[self.token_at[position - 1]]
        if token.end == position:
            return token
        return Token(token.start, position, self.text[token.start : position], token.tag)

    def starts_word(self, position: int) -> bool:
        """Whether a word of the general dictionary begins here."""
        return position >= len(self.text) or self.tokens[self.token_at[position]].start == position

    def bracket_start(self, position: int) -> int | None:
        """Where a short bracket group that ends at `position` begins, `None` if none does."""
        if position < 1 or self.text[position - 1] not in ")）":
            return None
        for index in range(position - 2, max(-1, position - 12), -1):
            char = self.text[index]
            if char in "(（":
                return index
            if char in BREAKS or char in ")）":
                return None
        return None

    def quote_start(self, position: int) -> int | None:
        """Where a quotation that ends at `position` (closing mark included) begins."""
        if position < 1 or self.text[position - 1] not in '”’」』"':
            return None
        start = self.quote_by_end.get(position - 1)
        return None if start is None else start - 1
