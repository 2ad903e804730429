"""What the sequence model sees of each character.

Characters and their neighbours, the general dictionary's word boundaries and tags, and what the
grammar has already said, with the rule that said it: so the model learns where each rule is to be
trusted as well as what no rule knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.reading import read_tokens
from kg.model.mention import Mention

__all__ = ["character_features", "lines"]

EDGE = "^"


def lines(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold anything: a sequence never runs over a line's end."""
    spans = []
    start = 0
    for part in text.split("\n"):
        if part.strip():
            spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def character_features(text: str, mentions: Iterable[Mention]) -> list[list[str]]:
    """One list of features for each character of `text`, in order."""
    words = _word_tags(text)
    rules = _rule_tags(text, mentions)
    shown = [EDGE, EDGE, *text, EDGE, EDGE]
    ruled = ["O", "O", *rules, "O", "O"]
    tagged = [EDGE, *words, EDGE]
    features = []
    for index in range(len(text)):
        at = index + 2
        word = words[index]
        rule = rules[index]
        features.append(
            [
                f"c-2={shown[at - 2]}",
                f"c-1={shown[at - 1]}",
                f"c={shown[at]}",
                f"c+1={shown[at + 1]}",
                f"c+2={shown[at + 2]}",
                f"b-={shown[at - 1]}{shown[at]}",
                f"b+={shown[at]}{shown[at + 1]}",
                f"w={word}",
                f"w-={tagged[index]}",
                f"w+={tagged[index + 2]}",
                f"w3={tagged[index]}|{word}|{tagged[index + 2]}",
                f"r={rule}",
                f"r-={ruled[at - 1]}",
                f"r+={ruled[at + 1]}",
                f"rc={rule}{shown[at]}",
                f"rw={rule}{word}",
            ]
        )
    return features


def _word_tags(text: str) -> list[str]:
    """For each character its word's tag and its place in the word (B, M, E, S)."""
    tags = [EDGE] * len(text)
    for token in read_tokens(text):
        last = token.end - 1
        for position in range(token.start, token.end):
            place = "S" if last == token.start else "B" if position == token.start else "E" if position == last else "M"
            tags[position] = token.tag + place
    return tags


def _rule_tags(text: str, mentions: Iterable[Mention]) -> Sequence[str]:
    tags = ["O"] * len(text)
    for mention in mentions:
        if mention.nested:
            continue
        name = f"{mention.type.value}:{mention.rule}"
        last = mention.end - 1
        for position in range(mention.start, mention.end):
            place = "B" if position == mention.start else "E" if position == last else "I"
            tags[position] = f"{place}-{name}"
    return tags
