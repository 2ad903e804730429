"""Who a passage speaks about: the subject of a clause that names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.plain import find_plain
from kg.claims.shadow import Shadow
from kg.claims.voices import COUNTRY, entity_of, find_voice
from kg.model import Context, Entity, EntityType, Mention
from kg.resources.words import alternation

__all__ = ["Subjects", "entity_of", "find_subjects"]

_LEAD = (
    rf"(?:{alternation('claims/subjects.lead')}|{{T}}|[,(【\s]|[一二三四五六七八九十]+[是、]|"
    rf"第[一二三四五六七八九十]+[,、]|\([一二三四五六七八九十]+\)|通过[^,:{{ALL}}]{{0,10}}|[^,:{{ALL}}]{{2,10}}{alternation('claims/subjects.lead_end')}[,])"
)
_HEAD = (
    rf"{_LEAD}*(?:由|以)?"
    r"(s:(?:{PLACE}的?)?{ACTOR}(?:(?:、|和|及|以及|等)[^,:、;{ALL}]{0,6}?{ACTOR}|{HEALTH})*)"
)
_BY = f"由(s:{{ACTOR+}})[^,:的]{{0,12}}?{alternation('claims/subjects.by')}"
_PIVOT = (
    f"{alternation('claims/subjects.pivot')}(s:{{ACTOR+}})(?=[^,:;]{{0,6}}?{alternation('claims/subjects.pivot_act')})"
)


@dataclass(frozen=True, slots=True)
class Subjects:
    """Subjects by sentence and clause: `explicit` as named, `topic` as carried over from before."""

    default: Entity | None
    explicit: dict[tuple[int, int], tuple[Mention, ...]]
    topic: dict[tuple[int, int], tuple[Mention, ...]]
    pivots: dict[int, tuple[tuple[int, tuple[Mention, ...]], ...]]
    spoken: dict[int, tuple[Mention, ...]]
    """Before each sentence, who its paragraph spoke about last, carried over or not."""


_CLASS = compile_expression(
    f"(?:{{T}}|,)?[^,:{{ALL}}]{{0,6}}?(?:各[^,:{{ALL}}]{{0,4}}?{alternation('claims/subjects.class')}|全系统|系统内)"
)
"""A clause about a class of bodies (各医院, 全系统) is not about the one named before it."""

_SCHEME = compile_expression(rf"{_LEAD}*[^,:、{{ALL}}]{{0,4}}{{PROGRAM}}(?!(?:机制|平台|中心|团队|体系)?(?:下|,))")
"""A clause about a programme is not about the hospital named before it."""

_BYLINE = re.compile(f"{alternation('claims/subjects.byline')}[:]$")
"""Who wrote or sent a report does not act in it."""


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return compile_expression(_HEAD), compile_expression(_BY), compile_expression(_PIVOT)


def find_subjects(shadows: Sequence[Shadow], context: Context) -> Subjects:
    """Subjects of all clauses. Keys are (index of the shadow, start of the clause in the shadow)."""
    explicit: dict[tuple[int, int], tuple[Mention, ...]] = {}
    topic: dict[tuple[int, int], tuple[Mention, ...]] = {}
    pivots: dict[int, tuple[tuple[int, tuple[Mention, ...]], ...]] = {}
    spoken: dict[int, tuple[Mention, ...]] = {}
    last: tuple[Mention, ...] = ()
    current: tuple[Mention, ...] = ()
    opening: tuple[Mention, ...] = ()
    paragraph = opened = -1
    host = _host(shadows, context)
    for index, shadow in enumerate(shadows):
        if shadow.sentence.paragraph != paragraph:
            paragraph, current, opening, last = shadow.sentence.paragraph, (), (), ()
        elif index and not opening and shadows[index - 1].sentence.paragraph == paragraph:
            opened = paragraph  # only who the first sentence names opens the paragraph
            goes_on = _goes_on(shadows, index) and not _is_hospital(current)
            current = current if goes_on or _carries(current, (), context) else ()
        elif not (_goes_on(shadows, index) and not _is_hospital(current)) and not _carries(current, opening, context):
            current = opening if _carries(opening, opening, context) else ()
        spoken[index] = last
        pivots[index] = tuple(
            (match.end("s"), tuple(shadow.mentions(*match.span("s"))))
            for match in _expressions()[2].finditer(shadow.string)
        )
        for start, end in clauses(shadow.string):
            named = () if _BYLINE.search(shadow.string, 0, start) else _named(shadow, start, end)
            if not named and host and host.end <= shadow.sentence.start and _plain().match(shadow.string, start, end):
                named = (host,)
            if not named and (plain := find_plain(shadows, index, start, end)):
                named = (plain,)
            if not named and (
                _CLASS.match(shadow.string, start, end)
                or (_is_hospital(current) and _SCHEME.match(shadow.string, start, end))
            ):
                current = ()
            if named:
                explicit[index, start] = last = named
                current = named
                if shadow.sentence.paragraph != opened:
                    opening, opened = named, shadow.sentence.paragraph
            topic[index, start] = () if any(mention.group for mention in current) else current
    return Subjects(find_voice(shadows, context), explicit, topic, pivots, spoken)


def _is_hospital(subject: tuple[Mention, ...]) -> bool:
    return any(mention.type.is_health_institution for mention in subject)


def clauses(string: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in re.finditer(r"[,:]", string):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(string)))
    return spans


@cache
def _plain() -> re.Pattern[str]:
    """Plain 医院 at the head of a clause, as a subject and not as the first half of a longer word."""
    return compile_expression(
        rf"{_LEAD}*(?:如今|现在|目前|近年来|而|该)?医院(?=[\u4e00-\u9fff])(?![的等级内里外名感评管人])"
    )


def _host(shadows: Sequence[Shadow], context: Context) -> Mention | None:
    """The first naming of the hospital that a report calls plain 医院: its headline's, or the one it is all about."""
    bodies: dict[str, list[Mention]] = {}
    for shadow in shadows:
        for item in shadow.items.values():
            if isinstance(item, Mention) and item.type is EntityType.HOSPITAL and not item.group:
                bodies.setdefault(entity_of(item).name, []).append(item)
    ranked = sorted(bodies.values(), key=lambda mentions: (-len(mentions), mentions[0].start))
    if not ranked:
        return None
    title = context.title or ""
    first = min(ranked[0], key=lambda mention: mention.start)
    if any(mention.text in title for mention in ranked[0]):
        return first
    is_main = len(ranked[0]) >= _MAIN and (len(ranked) == 1 or len(ranked[0]) >= 2 * len(ranked[1]))
    return first if is_main else None


_MAIN = 3


def _goes_on(shadows: Sequence[Shadow], index: int) -> bool:
    """Behind a semicolon a clause that opens with a verb has the subject of the one before."""
    return shadows[index - 1].string.endswith(";") and bool(_acts().match(shadows[index].string))


@cache
def _acts() -> re.Pattern[str]:
    return compile_expression(
        f"{alternation('claims/subjects.acts')}?(?:{{dispatch}}|{{fund}}|{{build}}|{{launch}}|{{implement}})"
    )


def _carries(subject: tuple[Mention, ...], opening: tuple[Mention, ...], context: Context) -> bool:
    """Over the end of a sentence carry on: an agency, the region, and whoever the paragraph opened with.

    A county named in passing in a report on its city does not.
    """
    if len(subject) != 1 or subject[0].group:
        return False
    entity = entity_of(subject[0])
    if opening and entity == entity_of(opening[0]):
        return True
    if subject[0].type is EntityType.PLACE:
        is_national = context.region is None or context.region.name in COUNTRY
        return is_national or entity.name in {place.name for place in (context.region, *context.ancestors) if place}
    return subject[0].type is EntityType.AGENCY


def _named(shadow: Shadow, start: int, end: int) -> tuple[Mention, ...]:
    head, by, _ = _expressions()
    match = head.match(shadow.string, start, end) or by.search(shadow.string, start, end)
    if not match or _of_title().match(shadow.string, match.start("s"), end):
        return ()
    positions = [at for at in range(*match.span("s")) if isinstance(shadow.items.get(at), Mention)]
    heads = []
    for at, following in zip(positions, [*positions[1:], None], strict=True):
        item = shadow.items[at]
        joined = following is not None and shadow.string[at + 1 : following] in {"", "的"}
        if isinstance(item, Mention) and not joined:
            heads.append(item)
    return tuple(heads)


@cache
def _of_title() -> re.Pattern[str]:
    """教育部某计划特聘教授1人, 省卫生厅重点学科3个: in a list of what a house has, an office only gives the title."""
    kinds = alternation("claims/subjects.kinds")
    return compile_expression(
        rf"{{AGENCY}}(?:(?:{{PROGRAM}}|{{DESIGNATION}})[^,:;。{{ALL}}]{{0,12}}?|[^,:;。的{{ALL}}]{{0,8}}?(?:{kinds})){{Q}}"
    )
