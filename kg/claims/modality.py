"""Whether a claim is done, ongoing, planned or denied, by the words around it and the section it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import clauses
from kg.extract.times import TimeKind
from kg.model import Modality, Polarity
from kg.resources.claims import load_modality_words
from kg.resources.words import alternation

__all__ = ["Reading", "Stance", "find_stances"]


_ACTORS = ("PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "ORGANIZATION", "FACILITY")


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

    @property
    def is_planned(self) -> bool:
        """Whether its last clause is: then what follows behind a semicolon is too."""
        return "planned" in self.effects[-1] and "done" not in self.effects[-1]

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
    """One expression for each effect and scope: rows are kept apart for people, not for the machine."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for word in load_modality_words():
        grouped.setdefault((word.effect, word.scope), []).append(word.pattern)
    return tuple((*key, compile_expression("|".join(patterns))) for key, patterns in grouped.items())


def find_stances(shadows: Sequence[Shadow], title: str | None = None) -> tuple[Stance, ...]:
    """One stance a sentence. A plan for a later year, or a heading that lays one out, holds up to the next heading.

    A document that is a plan by its title is planned throughout, but for what it tells of the past.
    """
    stances: list[Stance] = []
    is_plan = bool(title and _PLAN_TITLE.search(title) and not _REPORT_TITLE.search(title))
    plan_level: int | None = 0 if is_plan else None
    level = 0
    for index, shadow in enumerate(shadows):
        opening = _level(shadows, index)
        if opening:
            level = opening
            if plan_level is not None and opening <= plan_level:
                plan_level = None
            if is_plan:
                plan_level = None if _PAST_HEADING.search(shadow.string) else 0
        before = stances[-1] if stances and _continues(shadows, index) else None
        stance, opens = _stance(shadow, plan_level is not None, before)
        if plan_level is None and (opens or (opening and _PLAN_HEADING.search(shadow.string))):
            plan_level = level or 1
        stances.append(stance)
    return tuple(stances)


_PLAN_HEADING = re.compile(f"{alternation('claims/modality.plan_heading')}|未来(?!已来)")
_PLAN_TITLE = re.compile(rf"{alternation('claims/modality.plan_title')}(?:\s|[\((].*|$)")
_REPORT_TITLE = re.compile(f"{alternation('claims/modality.report_title')}|[:：|]")
_PAST_HEADING = re.compile(f"{alternation('claims/modality.past_heading')}|主要工作$")
_NUMBERED = (
    re.compile(r"^[【《]?(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+(?:部分|章)|记者[:问]|问[:：])"),
    re.compile(r"^\([一二三四五六七八九十]+\)"),
    re.compile(r"^(?:\d+[.、．]|第[一二三四五六七八九十]+[,、]|[一二三四五六七八九十]是|\(\d+\)|[①-⑩])"),
)


def _level(shadows: Sequence[Shadow], index: int) -> int:
    """Of which rank a heading the sentence is, 1 the highest; 0 where it is none."""
    shadow = shadows[index]
    if index and shadows[index - 1].sentence.paragraph == shadow.sentence.paragraph:
        return 0
    for level, expression in enumerate(_NUMBERED, start=1):
        if expression.match(shadow.string):
            return level
    return 1 if shadow.sentence.is_heading and not shadow.string.startswith("(") else 0


def _continues(shadows: Sequence[Shadow], index: int) -> bool:
    """Whether a sentence goes on with the one before it: after a semicolon, naming nobody new."""
    if not index or shadows[index - 1].sentence.paragraph != shadows[index].sentence.paragraph:
        return False
    return shadows[index - 1].string.rstrip().endswith((";", "；")) and not _ACTOR.match(shadows[index].string)


_ACTOR = re.compile("[" + "".join(SIGNS[kind] for kind in _ACTORS) + "]")


def _stance(shadow: Shadow, in_plan: bool, before: Stance | None) -> tuple[Stance, bool]:
    spans = clauses(shadow.string)
    found: list[set[str]] = [set() for _ in spans]
    denials: list[int] = []
    opens = False
    for effect, scope, expression in _words():
        for match in expression.finditer(shadow.string):
            # the match may begin with the mark or name in front of its clause
            index = _clause_index(spans, max(match.start(), match.end() - 1))
            if effect == "denied":
                denials.append(match.start())
                continue
            found[index].add(effect)
            if scope == "section" and effect == "planned":
                opens = True
            if scope != "clause":
                for later in range(index + 1, len(spans)):
                    found[later].add("carried " + effect)
    if before and before.is_planned:
        found[0].add("carried planned")
        for words in found[1:]:
            words.add("carried planned")
    _add_times(shadow, spans, found)
    _carry(found)
    for index in range(1, len(spans)):
        if shadow.string.startswith("其中", spans[index][0]):
            found[index] |= found[index - 1] & {"planned", "ongoing", "done"}
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
            if kind in {TimeKind.VAGUE, TimeKind.SINCE} and not getattr(item, "is_future", False):
                found[target].add("done")
            if (kind is TimeKind.BY or getattr(item, "is_future", False)) and "done" not in found[target]:
                found[target].add("planned")


def _opens_plan(shadow: Shadow) -> bool:
    """A later year that stands over the sentence: 2024年,我市将… in a report on 2023."""
    early = shadow.times(0, min(len(shadow.string), 40))
    return any(time.is_future and time.kind is TimeKind.DURING and time.is_year for time in early) and bool(
        re.search(alternation("claims/modality.opens_plan"), shadow.string)
    )


def _clause_index(spans: Sequence[tuple[int, int]], position: int) -> int:
    return next((index for index, (start, end) in enumerate(spans) if start <= position <= end), len(spans) - 1)
