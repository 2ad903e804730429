"""Whether a claim is done, ongoing, planned or denied, by the words around it and the section it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.shadow import Shadow
from kg.claims.subjects import clauses
from kg.extract.times import TimeKind
from kg.model import Modality, Polarity
from kg.resources.claims import load_modality_words

__all__ = ["Reading", "Stance", "find_stances"]


@dataclass(frozen=True, slots=True)
class Reading:
    modality: Modality
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Stance:
    """The modal words of one sentence, by clause, and whether it stands in a plan."""

    string: str
    in_plan: bool
    clauses: tuple[tuple[int, int], ...]
    effects: tuple[frozenset[str], ...]
    denials: tuple[int, ...]

    def at(self, position: int) -> Reading:
        """The reading of a claim whose frame ends at a position of the shadow.

        A denial counts where it stands before that end: in 投资…建设的大楼尚未封顶 the investment is not denied.
        """
        index = next((i for i, (start, end) in enumerate(self.clauses) if start <= position <= end), 0)
        effects = self.effects[index]
        start = self.clauses[index][0]
        if any(start <= at <= position for at in self.denials):
            return Reading(Modality.DONE, Polarity.DENIED)
        if "planned" in effects or (self.in_plan and "done" not in effects):
            return Reading(Modality.PLANNED, Polarity.AFFIRMED)
        if "ongoing" in effects:
            return Reading(Modality.ONGOING, Polarity.AFFIRMED)
        return Reading(Modality.DONE, Polarity.AFFIRMED)


@cache
def _words() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((word.effect, word.scope, compile_expression(word.pattern)) for word in load_modality_words())


def find_stances(shadows: Sequence[Shadow]) -> tuple[Stance, ...]:
    """One stance a sentence. A plan for a later year, or 下一步, holds up to the next heading."""
    stances = []
    in_plan = False
    for shadow in shadows:
        if shadow.sentence.is_heading:
            in_plan = False
        stance, opens = _stance(shadow, in_plan)
        in_plan = in_plan or opens
        stances.append(stance)
    return tuple(stances)


def _stance(shadow: Shadow, in_plan: bool) -> tuple[Stance, bool]:
    spans = clauses(shadow.string)
    found: list[set[str]] = [set() for _ in spans]
    denials: list[int] = []
    opens = False
    for effect, scope, expression in _words():
        for match in expression.finditer(shadow.string):
            index = _clause_index(spans, match.start())
            if effect == "denied":
                denials.append(match.start())
                continue
            found[index].add(effect)
            if scope == "section" and effect == "planned":
                opens = True
            if scope != "clause":
                for later in range(index + 1, len(spans)):
                    found[later].add("carried " + effect)
    _add_times(shadow, spans, found)
    _carry(found)
    opens = opens or _opens_plan(shadow)
    effects = tuple(frozenset(words) for words in found)
    return Stance(shadow.string, in_plan or opens, tuple(spans), effects, tuple(denials)), opens


def _carry(found: list[set[str]]) -> None:
    """A carried plan ends at the first clause that says itself that something is done."""
    ended = False
    for words in found:
        if "planned" in words:
            ended = False
        elif "done" in words:
            ended = True
        if "carried planned" in words and not ended:
            words.add("planned")


def _add_times(shadow: Shadow, spans: list[tuple[int, int]], found: list[set[str]]) -> None:
    for position, item in shadow.items.items():
        kind = getattr(item, "kind", None)
        if not isinstance(kind, TimeKind):
            continue
        index = _clause_index(spans, position)
        after = index + 1 if position + 1 >= spans[index][1] and index + 1 < len(spans) else index
        for target in {index, after}:
            if (kind is TimeKind.BY or getattr(item, "is_future", False)) and "done" not in found[target]:
                found[target].add("planned")


def _opens_plan(shadow: Shadow) -> bool:
    """A later year that stands over the sentence: 2024年,我市将… in a report on 2023."""
    early = shadow.times(0, min(len(shadow.string), 40))
    return any(time.is_future and time.kind is TimeKind.DURING and time.is_year for time in early) and bool(
        re.search("将|计划|力争|要|拟|继续|进一步|确保|加快", shadow.string)
    )


def _clause_index(spans: Sequence[tuple[int, int]], position: int) -> int:
    return next((index for index, (start, end) in enumerate(spans) if start <= position <= end), len(spans) - 1)
