"""How each division that a text may speak for stands in it, as features of a log-linear model.

A division is told by its own signs, by those of the divisions below and above it, and by the level words of the text
(我县, 全区, 县医院). The weights stand in `kg/resources/data/link/region.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log1p

from kg.link.level_words import level_words
from kg.link.signs import Counts, Signs
from kg.resources.places import Gazetteer, Place

__all__ = ["NATION", "Features", "features_of"]

Features = Mapping[str, float]
"""Values by name; what is not named is 0."""

NATION = ""
"""The code that stands for the whole country among the candidates."""

_COUNTED = frozenset({"named", "title", "first", "opening", "maybe.full", "maybe.short", "maybe.title", "maybe.proved"})
"""Signs of which the number tells besides the part that a division has in them."""
_HANDED_DOWN = frozenset({"named", "title", "opening", "media", "head"})
"""Signs of a division that tell of those below it."""
_LIKELY = ("maybe.full", "maybe.short")
_OF_AID = ("sends", "helped", "visited", "from")

_NO_DIVISION = frozenset("国乡镇")


def features_of(signs: Signs, gazetteer: Gazetteer) -> dict[str, Features]:
    """The features of each division that a text may speak for, by code.

    Those of the country stand under `NATION` where the text speaks of it or of several provinces.
    """
    found: dict[str, Features] = {code: dict(_of_division(code, signs, gazetteer)) for code in sorted(signs.lines)}
    nation = dict(_of_nation(signs))
    if nation["nation words"] or nation["nation provinces"] > log1p(1):
        found[NATION] = nation
    return found


def _of_division(code: str, signs: Signs, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    place = gazetteer.by_code(code)
    if place is None:
        return
    level = place.level.value
    there = min(1.0, signs.within("named", code) + sum(signs.of(sign, code) for sign in _LIKELY) / 2)
    yield f"is {level}", 1.0
    for sign, counts in sorted(signs.counts.items()):
        total = sum(counts.values())
        own = counts.get(code, 0.0)
        below = signs.within(sign, code) - own
        above = sum(counts.get(other, 0.0) for other in signs.lines[code][1:])
        yield f"{sign} own", own / total
        yield f"{sign} below", below / total
        if sign in _COUNTED:
            yield f"{sign} count", log1p(own)
        if sign in _HANDED_DOWN:
            yield f"{sign} above", there * above / total
        if sign == "named":
            yield f"named own {level}", own / total
            yield f"named below {level}", below / total
            yield f"named above {level}", there * above / total
    yield from _of_aid(code, signs)
    yield from _among(code, signs, level)
    yield from _hinted(place, signs, gazetteer)


def _of_aid(code: str, signs: Signs) -> Iterator[tuple[str, float]]:
    """How a division stands to help, also in view of who seems to write: those who went, or those they came to."""
    named = signs.within("named", code)
    for sign in _OF_AID:
        with_sign = signs.within(sign, code)
        if with_sign:
            share = with_sign / sum(signs.counts[sign].values())
            yield f"{sign} of named", with_sign / named
            yield f"{sign} away", share * log1p(signs.away)
            yield f"{sign} welcome", share * log1p(signs.welcome)


def _among(code: str, signs: Signs, level: str) -> Iterator[tuple[str, float]]:
    """How what is named below a division is spread, and how much of what is named beside it is itself."""
    below: Counts = defaultdict(float)
    beside: Counts = defaultdict(float)
    parent = next(iter(signs.lines[code][1:]), None)
    for other, count in signs.counts.get("named", {}).items():
        line = signs.lines[other]
        for part, whole in pairwise(line):
            if whole == code:
                below[part] += count
            if whole == parent:
                beside[part] += count
    if below:
        yield f"greatest part {level}", max(below.values()) / sum(below.values())
        yield f"parts {level}", log1p(len(below) - 1)
    if beside:
        yield f"beside {level}", beside[code] / sum(beside.values())
        yield f"sole {level}", float(len(beside) == 1)
    elif parent:
        yield f"unnamed {level}", 1.0


def _hinted(place: Place, signs: Signs, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    words = level_words(place)
    above = {word for each in gazetteer.ancestors(place) for word in level_words(each)} - words
    for use, hints in signs.hints.items():
        total = sum(count for word, count in hints.items() if word not in _NO_DIVISION)
        if not total:
            continue
        own = sum(hints[word] for word in words)
        higher = sum(hints[word] for word in above)
        yield f"{use} fits", own / total
        yield f"{use} count", log1p(own)
        yield f"{use} never", log1p(total) if not own else 0.0
        yield f"{use} of above", log1p(higher) if not own else 0.0
        yield f"{use} of above once", log1p(higher) if not own and signs.within("named", place.code or "") <= 1 else 0.0
        yield f"{use} fits above", higher / total
        yield f"{use} unfit", max(0.0, (total - own - higher) / total)


def _of_nation(signs: Signs) -> Iterator[tuple[str, float]]:
    yield "is nation", 1.0
    provinces: Counts = defaultdict(float)
    for code, count in signs.counts.get("named", {}).items():
        provinces[signs.lines[code][-1]] += count
    yield "nation words", log1p(signs.nation)
    yield "nation provinces", log1p(len(provinces))
    yield "nation greatest", max(provinces.values()) / sum(provinces.values()) if provinces else 0.0
    yield "nation no title", float("title" not in signs.counts)
    own = sum(count for hints in signs.hints.values() for word, count in hints.items() if word != "国")
    yield "nation hints", log1p(own)
    yield "nation hospital", float(signs.our_hospital > 0)
