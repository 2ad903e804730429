"""Amounts in their clauses, and what a sentence has measured last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.claims.passage import Passage
from kg.claims.phrases import NUMBERS, measured_phrase, words
from kg.claims.shadow import SIGNS, Shadow
from kg.extract.quantities import QuantitySpan
from kg.model import Entity, EntityType

__all__ = ["Amount", "Memory", "clause", "find_amounts", "is_start", "restored"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in its clause: `left` and `right` are what stands before and behind it."""

    index: int
    position: int
    span: QuantitySpan
    left: str
    right: str
    start: int


@dataclass(slots=True)
class Memory:
    """What a sentence has measured last: 同比增长9.6% goes on about it."""

    index: int = -1
    targets: tuple[Entity, ...] = ()
    subjects: tuple[Entity, ...] = ()
    verb: str = ""
    told: list[tuple[int, tuple[Entity, ...], tuple[Entity, ...]]] = field(default_factory=list)
    """What the sentence has measured so far, each with where it stands and whose it is."""


def find_amounts(index: int, shadow: Shadow) -> Iterator[Amount]:
    for position, item in sorted(shadow.items.items()):
        if not isinstance(item, QuantitySpan):
            continue
        is_measure = item.kind not in {"duration", "size", "age"} or bool(item.quantity.from_value)
        if not is_measure and not _near_indicator(shadow, position):
            continue
        start, end = shadow.clause_of(position)
        left_start = max([start, *(at + 1 for at in range(start, position) if shadow.string[at] in NUMBERS)])
        right_end = min([end, *(at for at in range(position + 1, end) if shadow.string[at] in NUMBERS)])
        if left_start == position and (label := _LABEL.search(shadow.string, 0, position)):
            left_start = label.start("label")
        left, right = shadow.string[left_start:position].rstrip(":"), shadow.string[position + 1 : right_end]
        yield Amount(index, position, item, left, right, left_start)


_LABEL = re.compile(r"(?:^|[,;。\s(])(?P<label>[^,:;。()\s]{2,14}|[" + SIGNS["INDICATOR"] + r"]):$")
"""服务人口:1340人: what stands before a colon names the amount behind it."""


def _near_indicator(shadow: Shadow, position: int) -> bool:
    """Ages and durations are measures only behind an indicator: 人均预期寿命79岁, 平均住院日7.2天."""
    start, _ = shadow.clause_of(position)
    return any(m.type is EntityType.INDICATOR for m in shadow.mentions(start, position)) or bool(
        measured_phrase(shadow.string[start:position])
    )


def is_start(amount: Amount) -> bool:
    """由2019年的46.2%提高到…, 在77.2岁的基础上: what a change begins with."""
    return bool(_BASE.match(amount.right)) or bool(
        re.search(rf"[由从](?:{SIGNS['T']}[^,]{{0,4}}的?)?$", amount.left)
        and re.match(rf"(?:{words('up', 'down')})?[到至]", amount.right)
    )


_BASE = re.compile("的?基础上")


def clause(passage: Passage, amount: Amount) -> str:
    shadow = passage.shadows[amount.index]
    return shadow.string[slice(*shadow.clause_of(amount.position))]


def restored(passage: Passage, shadow: Shadow, noun: str, amount: Amount) -> str | None:
    """Signs in a noun phrase turned back into the words they stand for."""
    at = shadow.string.find(noun, amount.start)
    if at < 0:
        return None
    items = [item for position, item in shadow.items.items() if at <= position < at + len(noun)]
    if any(isinstance(item, QuantitySpan) and item.kind not in {"age", "duration"} for item in items):
        return None
    start, end = shadow.text_span(at, at + len(noun))
    text = passage.text[start:end].strip(" 、,()")
    if text.count("“") != text.count("”"):
        return None
    return text.strip("“”") if text.startswith("“") and text.endswith("”") else text or None
