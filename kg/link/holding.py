"""Whose unit a bare name is: the houses that a ward, a campus or a building may belong to, for a log-linear model.

儿科 in a hospital's own report is its own, behind 甲医院包建 it is that of the house that is helped, and 手术机器人联盟
is nobody's. Every house named so far is weighed, and nobody too; the weights stand in `link/holders.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from kg.link.antecedents import Antecedents, Named
from kg.model.mention import Entity, EntityType, Mention
from kg.resources.words import alternation

__all__ = ["CLAUSE", "HELPING", "HOLDERS", "LEAST", "Choice", "Known", "Row", "choices", "choose", "likeliest"]

LEAST = 0.5
"""How likely a house must be; else the unit keeps its bare name."""
HOLDERS = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH)
HELPING = re.compile(alternation("link/holding.helping"))
"""What stands between a helper and the department of somebody else: 甲医院包建心内科."""
CLAUSE = re.compile("[，,。；;：:！？!?\n]")
_SETTING = re.compile(alternation("link/holding.setting"))
_CAMPUS = re.compile("(?:院区|分院|新院|分中心)$")
_NEAR = frozenset({"touch", "clause", "sentence", "before"})
_GAP = 3
"""Characters of what stands between house and unit up to which it is told word for word."""


@dataclass(frozen=True, slots=True)
class Row:
    """The unit told last: where it ends, and whose it was taken for, `None` for nobody's."""

    end: int
    holder: Entity | None
    is_told: bool = False
    """Whether the words leave no doubt about that."""


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of a unit: the one before, whose it is by the rule of thumb, how often each body is named."""

    last: Row | None
    usual: str | None
    bodies: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A house that a unit may belong to, or nobody: `holder` is `None`."""

    holder: Entity | None
    features: tuple[str, ...]


def choices(text: str, mention: Mention, rest: str, antecedents: Antecedents, known: Known) -> list[Choice]:
    """Every house named so far, the report's own, and nobody."""
    named: dict[str, Named] = {}
    for each in antecedents.named(HOLDERS):
        if each.end <= mention.start and (each.entity.name not in named or named[each.entity.name].end < each.end):
            named[each.entity.name] = each
    own = antecedents.own if antecedents.own and antecedents.own.type in HOLDERS else None
    scene = _Scene(text, mention, rest, antecedents, tuple(named.values()), own, known)
    found = [Choice(each.entity, tuple(scene.describe(each.entity, each))) for each in named.values()]
    if own is not None and own.name not in named:
        found.append(Choice(own, tuple(scene.describe(own, None))))
    return [*found, Choice(None, tuple(scene.describe_nobody()))]


def likeliest(found: Sequence[Choice], weights: Mapping[str, float], *, least: float = LEAST) -> tuple[Choice, float]:
    """The likeliest house, or nobody where none is as likely as `least`; and how likely that is."""
    at, probability = choose([dict.fromkeys(choice.features, 1.0) for choice in found], weights, least=least)
    return found[at], probability


def choose(
    options: Sequence[Mapping[str, float]], weights: Mapping[str, float], *, least: float = LEAST
) -> tuple[int, float]:
    """Which of the options holds, and its probability; the last, nobody, where no other is as likely as `least`."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in option.items()) for option in options]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    nobody = len(shares) - 1
    best = max(range(nobody), key=shares.__getitem__, default=nobody)
    chosen = best if shares[best] > least * sum(shares) else nobody
    return chosen, shares[chosen] / sum(shares)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the choices of one unit have in common."""

    text: str
    mention: Mention
    rest: str
    antecedents: Antecedents
    named: tuple[Named, ...]
    own: Entity | None
    known: Known

    def describe(self, holder: Entity, at: Named | None) -> Iterator[str]:
        where = self._where(at)
        kind = self.mention.type.value
        ending = self.rest[-2:]
        standing = self._standing(holder)
        yield where
        yield f"{where} {kind}"
        yield f"{where} {standing}"
        yield standing
        yield f"{holder.type} {ending}"
        yield f"{_often(self.known.bodies.get(holder.name, 0))} {standing}"
        yield f"most {self._is_most(holder)}"
        if holder.name == self.known.usual:
            yield "usual"
            yield f"usual {where}"
            yield f"usual {kind} {ending}"
        if _CAMPUS.search(holder.name):
            yield f"campus {where}"
            yield f"campus {ending}"
        if holder.name + self.rest in self.known.bodies:
            yield "named"
        elif any(each.entity.name + self.rest in self.known.bodies for each in self.named):
            yield "named another"
        if self.known.last is not None and self.known.last.holder is not None:
            same = self.known.last.holder.name == holder.name
            yield f"row {self._row()} {same}"
        if at is not None:
            yield from self._around(holder, at, where, standing)

    def _around(self, holder: Entity, at: Named, where: str, standing: str) -> Iterator[str]:
        between = {each.entity.name for each in self.named if at.end < each.end} - {holder.name}
        yield f"{where} behind {min(len(between), 3)}"
        if at.implied:
            yield f"implied {where}"
        place = self._place_before()
        here = self._sentence(self.mention.start)
        if place is not None and place.start >= at.end and self._sentence(place.end) == here:
            yield f"place between {where}"
            yield f"place between {standing}"
        if where not in _NEAR:
            return
        gap = self.text[at.end : self.mention.start]
        yield f"before {self.text[max(0, at.start - 1) : at.start]!r} {where}"
        yield f"behind {self.text[at.end : at.end + 1]!r} {where}"
        yield f"next to {self.text[max(0, self.mention.start - 1) : self.mention.start]!r} {where}"
        yield f"next to {self.text[max(0, self.mention.start - 2) : self.mention.start]!r} {where}"
        if HELPING.search(gap):
            yield f"helps {standing}"
        if _SETTING.search(gap):
            yield f"sets up {where} {bool(_CAMPUS.search(holder.name))}"
        if at.partner:
            yield f"partner {where}"
        if at.site:
            yield f"site {where}"
            yield f"site {where} behind {min(len(between), 3)}"
        if len(self.named) == 1:
            yield f"only {where}"
        if len(gap) <= _GAP:
            yield f"gap {gap!r}"
        first = min(
            (each for each in self.named if self._sentence(each.end) == self._sentence(at.end)),
            key=lambda each: each.start,
        )
        yield f"first {first.entity.name == holder.name} {where}"

    def describe_nobody(self) -> Iterator[str]:
        kind = self.mention.type.value
        start, end = self.mention.start, self.mention.end
        yield "nobody"
        if self.known.usual is None:
            yield "nobody usually"
            yield f"nobody usually {kind} {self.rest[-2:]}"
        yield f"nobody {kind}"
        yield f"nobody {self.rest[-2:]}"
        yield f"nobody {self.rest[-1:]} {kind}"
        yield f"nobody opens {self.rest[:2]}"
        yield f"nobody called {self.rest}"
        yield f"nobody of {min(len(self.rest), 12)}"
        yield f"nobody next to {self.text[max(0, start - 1) : start]!r}"
        yield f"nobody next to {self.text[max(0, start - 2) : start]!r}"
        yield f"nobody behind {self.text[end : end + 1]!r}"
        yield f"nobody behind {self.text[end : end + 2]!r}"
        yield f"nobody own {self.own is not None}"
        nearest = min((_NEARNESS[self._where(each)] for each in self.named), default=len(_NEARNESS))
        yield f"nobody near {nearest}"
        yield f"nobody near {nearest} {kind}"
        place = self._place_before()
        if place is not None and not CLAUSE.search(self.text, place.end, start):
            yield "nobody behind a place"
            yield f"nobody behind a place {kind}"
        if self.known.last is not None:
            yield f"nobody row {self._row()} {self.known.last.holder is None}"

    def _where(self, at: Named | None) -> str:
        if at is None:
            return "unnamed"
        if at.end == self.mention.start:
            return "touch"
        gap = self.text[at.end : self.mention.start]
        if not CLAUSE.search(gap):
            return "clause"
        apart = self._sentence(self.mention.start) - self._sentence(at.end)
        if apart <= 1:
            return "before" if apart else "sentence"
        return "passage" if "\n" not in gap else "far"

    def _standing(self, holder: Entity) -> str:
        if self.own is not None and holder == self.own:
            return "own"
        home = self.antecedents.is_home(holder)
        place = "home" if home else "away" if home is False else "somewhere"
        return f"{place} besides own" if self.own is not None else place

    def _place_before(self) -> Named | None:
        """The place named last, which is often who sets the unit up: 全市还建成康复大楼."""
        return max(self.antecedents.named((EntityType.PLACE,)), key=lambda each: each.end, default=None)

    def _is_most(self, holder: Entity) -> bool:
        count = self.known.bodies.get(holder.name, 0)
        return all(self.known.bodies.get(each.entity.name, 0) <= count for each in self.named)

    def _row(self) -> str:
        """How the unit stands to the one told before it."""
        if self.known.last is None:
            return "none"
        gap = self.text[self.known.last.end : self.mention.start]
        if gap in _LISTED:
            return "listed"
        apart = self._sentence(self.mention.start) - self._sentence(self.known.last.end)
        return "sentence" if not apart else "passage" if "\n" not in gap else "far"

    def _sentence(self, position: int) -> int:
        return self.antecedents.sentence(position)


_NEARNESS = {"touch": 0, "clause": 1, "sentence": 2, "before": 3, "passage": 4, "far": 5, "unnamed": 6}
_LISTED = frozenset({"、", "和", "及", "与", "以及", ",", "，"})


def _often(count: int) -> str:
    return "once" if count <= 1 else "twice" if count == 2 else "often"
