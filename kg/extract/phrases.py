"""How far to the left a noun phrase reaches: shared by the finders of terms and programmes."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.reading import BREAKS, QUOTES, Reading
from kg.extract.words import Token

__all__ = ["after_clause_verb", "phrase_start", "without_leading_verb", "without_population"]

CLOSED_TAGS = ("p", "c", "u", "r", "d", "y", "e", "o", "h")
"""Prepositions, conjunctions, particles, pronouns, adverbs: no part of a name."""

LIST_POINTS = (".", "．")
"""Behind the number of a heading (1.|某某工程)."""

NO_TIMES = ("老年", "少年", "青年", "童年")
"""Ages, which the dictionary tags as times."""


def phrase_start(
    reading: Reading,
    position: int,
    *,
    stops: frozenset[str],
    nominal: frozenset[str] = frozenset(),
    max_chars: int = 20,
    over_places: bool = False,
    over_quotes: bool = True,
) -> int:
    """Where the noun phrase that ends at `position` begins.

    Walks over words that names are made of and stops before punctuation, function words, the words
    in `stops`, words of `nominal` where they open a clause, places (unless `over_places`), or after `max_chars`.
    """
    limit = max(0, position - max_chars)
    while position > limit:
        if position in reading.walls:
            break
        place = reading.place_by_end.get(position)
        if place is not None:
            while over_places and place is not None and place.start >= limit:
                position = place.start
                place = reading.place_by_end.get(position)
            break
        if over_quotes:
            quote = reading.quote_start(position)
            if quote is not None and quote >= limit:
                position = quote
                continue
        bracket = reading.bracket_start(position)
        if bracket is not None and bracket >= limit:
            position = bracket
            continue
        token = reading.token_ending_at(position)
        if token is None or not _in_phrase(token, stops):
            break
        if token.text in nominal and _opens_clause(reading, token, stops):
            break
        if token.start < limit:
            break
        position = token.start
    return position


def _opens_clause(reading: Reading, token: Token, stops: frozenset[str]) -> bool:
    """Whether a verb that may stand inside a name begins its clause instead."""
    before = reading.token_ending_at(token.start)
    return (
        before is None
        or before.text[0] in BREAKS
        or before.text in stops
        or before.tag.startswith(CLOSED_TAGS)
        or before.tag.startswith("m")
    )


def _in_phrase(token: Token, stops: frozenset[str]) -> bool:
    if (
        token.text in stops
        or token.text in LIST_POINTS
        or token.text[0] in BREAKS
        or token.text[0] in QUOTES + "（）()"
    ):
        return False
    if any(char.isdigit() for char in token.text) and not token.text.endswith(("年", "型")):
        return False
    return not token.tag.startswith(CLOSED_TAGS) and (token.tag != "t" or token.text in NO_TIMES)


def without_leading_verb(reading: Reading, start: int, head_start: int) -> int:
    """The start of a name behind the verb that governs it (建起|中医诊疗大楼).

    A verb right before the head qualifies it (诊疗|大楼) and stays.
    """
    token = reading.tokens[reading.token_at[start]]
    if token.start == start and token.tag == "v" and token.end < head_start:
        return token.end
    return start


def after_clause_verb(reading: Reading, start: int, head_start: int) -> int:
    """Behind a place that opens the phrase and a verb, the name begins anew (某镇|布设|起降点)."""
    place_end = reading.opening.get(start)
    if place_end is None:
        return start
    begin = start
    for token in reading.tokens[reading.token_at[place_end] : reading.token_at[head_start - 1] + 1]:
        if token.tag == "v" and token.start >= place_end and token.end <= head_start:
            begin = token.end
    return begin


def without_population(text: str, start: int, end: int, populations: Sequence[str], least_chars: int) -> int:
    """The start of a name behind the people it is for, if so many characters are left.

    >>> without_population("妇女“两癌”筛查", 0, 8, ("妇女",), 4)
    2
    """
    for population in populations:
        if text.startswith(population, start) and end - start - len(population) >= least_chars:
            return start + len(population)
    return start
