"""The words of a text, by a general dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

__all__ = ["EDGE", "Token", "read_tokens", "word_tags"]

EDGE = "^"
"""What stands for the text's end where a feature looks beyond it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the general dictionary with its part-of-speech tag (ICTCLAS letters)."""

    start: int
    end: int
    text: str
    tag: str


@lru_cache(maxsize=2)
def read_tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, without overlap and without gaps."""
    tokens = []
    position = 0
    for word, tag in rjieba.tag(text):
        end = position + len(word)
        tokens.append(Token(position, end, word, tag))
        position = end
    return tuple(tokens)


def word_tags(text: str, tokens: Sequence[Token]) -> list[str]:
    """For each character its word's tag and its place in the word (B, M, E, S)."""
    tags = [EDGE] * len(text)
    for token in tokens:
        last = token.end - 1
        for position in range(token.start, token.end):
            place = "S" if last == token.start else "B" if position == token.start else "E" if position == last else "M"
            tags[position] = token.tag + place
    return tags
