"""What the sequence model sees of each character.

Characters and their neighbours, the general dictionary's words and tags, the gazetteer's places,
and what the grammar has already said, with the rule that said it: so the model learns where each
rule is to be trusted as well as what no rule knows.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.findings import Findings
from kg.extract.reading import Reading
from kg.extract.words import EDGE, word_tags
from kg.model.mention import Mention

__all__ = ["character_features", "lines"]

WIDEST = 3
"""Characters to either side that are looked at."""


def lines(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold anything: a sequence never runs over a line's end."""
    spans = []
    start = 0
    for part in text.split("\n"):
        if part.strip():
            spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def character_features(findings: Findings) -> list[list[str]]:
    """One list of features for each character of the text, in order."""
    reading = findings.reading
    text = reading.text
    margin = [EDGE] * WIDEST
    shown = [*margin, *text, *margin]
    tags = [EDGE, *word_tags(text, reading.tokens), EDGE]
    words = _Words(reading)
    rules = ["O", *_rule_tags(text, findings.chosen), "O"]
    places = ["O", *_place_tags(reading), "O"]
    guesses: list[list[str]] = [*_all_tags(text, findings.found), []]
    features = []
    for index in range(len(text)):
        at = index + WIDEST
        char, left, right = shown[at], shown[at - 1], shown[at + 1]
        far_left, far_right = shown[at - 2], shown[at + 2]
        tag, rule = tags[index + 1], rules[index + 1]
        word, before, behind = words.at(index), words.at(index, -1), words.at(index, 1)
        features.append(
            [
                f"c-3={shown[at - 3]}",
                f"c-2={far_left}",
                f"c-1={left}",
                f"c={char}",
                f"c+1={right}",
                f"c+2={far_right}",
                f"c+3={shown[at + 3]}",
                f"b--={far_left}{left}",
                f"b-={left}{char}",
                f"b+={char}{right}",
                f"b++={right}{far_right}",
                f"t-={far_left}{left}{char}",
                f"t={left}{char}{right}",
                f"t+={char}{right}{far_right}",
                f"w={tag}",
                f"w-={tags[index]}",
                f"w+={tags[index + 2]}",
                f"w3={tags[index]}|{tag}|{tags[index + 2]}",
                f"word={word}",
                f"word-={before}",
                f"word+={behind}",
                f"word--={words.at(index, -2)}",
                f"word++={words.at(index, 2)}",
                f"words+={word}|{behind}",
                f"words-={before}|{word}",
                f"p={places[index + 1]}",
                f"p-={places[index]}",
                f"p+={places[index + 2]}",
                f"r={rule}",
                f"rt={rule.partition(':')[0]}",
                f"r-={rules[index]}",
                f"r+={rules[index + 2]}",
                f"rc={rule}{char}",
                f"rw={rule}{tag}",
                *(f"g={said}" for said in guesses[index]),
                *(f"g+={said}" for said in guesses[index + 1]),
            ]
        )
    return features


class _Words:
    """The words around each character."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def at(self, position: int, step: int = 0) -> str:
        index = self._reading.token_at[position] + step
        return self._reading.tokens[index].text if 0 <= index < len(self._reading.tokens) else EDGE


def _place_tags(reading: Reading) -> list[str]:
    """For each character the rank of the gazetteer's place that it is in, and where in it."""
    tags = ["O"] * len(reading.text)
    for place in reading.places:
        for start, end, rank in place.parts:
            for position in range(start, end):
                tags[position] = f"{_part(position, start, end)}{rank}"
    return tags


def _rule_tags(text: str, mentions: Iterable[Mention]) -> list[str]:
    """For each character the grammar's choice: its type and rule, and where in it."""
    tags = ["O"] * len(text)
    for mention in mentions:
        if mention.nested:
            continue
        name = f"{mention.type.value}:{mention.rule}"
        for position in range(mention.start, mention.end):
            tags[position] = f"{_part(position, mention.start, mention.end)}-{name}"
    return tags


def _all_tags(text: str, mentions: Iterable[Mention]) -> list[list[str]]:
    """For each character all that any rule says of it, chosen or not, by type and kind of rule."""
    said: list[dict[str, None]] = [{} for _ in text]
    for mention in mentions:
        if mention.nested:
            continue
        name = f"{mention.type.value[:3]}{mention.rule.partition('.')[0]}"
        for position in range(mention.start, mention.end):
            said[position][f"{_part(position, mention.start, mention.end)}{name}"] = None
    return [sorted(names) for names in said]


def _part(position: int, start: int, end: int) -> str:
    return "B" if position == start else "E" if position == end - 1 else "I"
