"""Every mention of a document gets the entity that it means, with the reasons.

One pass over the places, one over the bodies' names, one in order of the text for what hangs on
what came before (该院, 采血组, 住院楼). No name is merged on its short form alone: two forms are one
body only where division and the rest of the name agree, or where one is the other's only match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kg.link.antecedents import Antecedents, Speaking
from kg.link.bodies import BodyLinker
from kg.link.hits import PlaceHit
from kg.link.levels import LevelResolver
from kg.link.owners import Asked
from kg.link.terms import TermLinker, normal_quotes
from kg.link.toponyms import PlaceIndex
from kg.model.annotation import Context
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import load_link_tables

__all__ = ["ask_holders", "link_mentions"]

_OFTEN = 3
_UNIT_OF_HOUSE = re.compile("^(?P<house>.{3,}?(?:医院|保健院|卫生院))(?=.*(?:中心|[科室部])$).{2,}")
_ANY_CAMPUS = re.compile("^[新老旧本]?(?:院区|分院|院部)$|^[东南西北新老旧城]{1,2}(?:院区|院)$")
_WITH_US = re.compile("我(?:院|中心|站)[^，。；,;\n]{0,4}?(?:与|和|同|跟|携手|牵手|联合|迎来|邀请)$")
"""What stands between 我院 and a body that is therefore somebody else's."""
_Body = tuple[EntityType, str, str | None]
_TERMS = frozenset({EntityType.PROGRAM, EntityType.DISEASE, EntityType.DESIGNATION, EntityType.INDICATOR})


def link_mentions(
    text: str, mentions: Iterable[Mention], context: Context, *, hits: Iterable[PlaceHit] | None = None
) -> tuple[Mention, ...]:
    """The mentions of one text, in order of `start`, each with its `link`.

    `hits` are the places found in the text, where they are at hand. A name that nothing is known
    of is linked to an entity of its own, under its written-out name; a group keeps its surface.
    """
    return _link_all(text, mentions, context, hits)[0]


def ask_holders(
    text: str, mentions: Iterable[Mention], context: Context, *, hits: Iterable[PlaceHit] | None = None
) -> tuple[Asked, ...]:
    """The units whose holder `link_mentions` has to choose, with all choices: what its weights are fitted to."""
    return _link_all(text, mentions, context, hits)[1].asked


def _link_all(
    text: str, mentions: Iterable[Mention], context: Context, hits: Iterable[PlaceHit] | None
) -> tuple[tuple[Mention, ...], BodyLinker]:
    ordered = sorted(mentions, key=_by_start)
    index = PlaceIndex(text, context, hits)
    tables = load_link_tables()
    levels = LevelResolver(index)
    bodies = BodyLinker(text, index, levels, tables)
    for mention in ordered:
        levels.note(mention)
        bodies.read(mention)
    bodies.settle()
    terms = TermLinker(index, levels, tables)
    antecedents = Antecedents(text, _speaking(text, bodies, context), context.region.code if context.region else None)
    linked: list[Mention] = []
    for mention in ordered:
        link = _link(mention, index, levels, bodies, terms, antecedents)
        link = _kept_at_home(mention, link, context)
        kind = link.entity.type if mention.anaphor and mention.type is not EntityType.PLACE else mention.type
        done = replace(mention, link=link, type=kind)
        antecedents.note(done)
        linked.append(done)
    return tuple(linked), bodies


def _speaking(text: str, bodies: BodyLinker, context: Context) -> Speaking:
    """The institution whose report this is: named in the headline, or far more often than any other."""
    named = tuple(bodies.official_names())
    others = {body for start, body in named if _WITH_US.search(text, max(0, start - 12), start)}
    counts: Counter[_Body] = Counter(
        house
        for _, body in named
        if body[0].is_health_institution and body not in others and (house := _house(body)) is not None
    )
    title = context.title or ""
    end = len(title) if title and text.startswith(title) else 0
    titled = {
        house: None
        for start, body in named
        if (house := _house(body)) is not None
        and house in counts
        and body not in others
        and (start < end or body[1] in title)
    }
    usual = max(counts, key=counts.__getitem__, default=None)
    own = max(titled, key=counts.__getitem__, default=usual)
    if own is not None and own not in titled and counts[own] < _OFTEN:
        own = None
    return Speaking(
        own=_entity(own),
        titled=len(titled) == 1,
        usual=_entity(usual),
        bodies=tuple((start, body[1]) for start, body in named),
    )


def _house(body: _Body) -> _Body | None:
    """The institution that a report can be of: of a centre inside a hospital the hospital, of a mere 新院区 none."""
    kind, name, place = body
    if _ANY_CAMPUS.match(name):
        return None
    unit = _UNIT_OF_HOUSE.match(name)
    return (kind, unit["house"], place) if unit else body


def _entity(body: _Body | None) -> Entity | None:
    return Entity(body[1], body[0], place=body[2]) if body else None


def _kept_at_home(mention: Mention, link: Link, context: Context) -> Link:
    """An anaphor that points to nothing (两地) gets the region of its report, so that two reports do not share it."""
    entity, region = link.entity, context.region
    if (
        not mention.anaphor
        or entity.name != mention.text
        or entity.code
        or entity.place
        or not (region and region.code)
    ):
        return link
    return replace(link, entity=replace(entity, place=region.code))


def _by_start(mention: Mention) -> tuple[int, int]:
    return mention.start, -mention.end


def _link(
    mention: Mention,
    index: PlaceIndex,
    levels: LevelResolver,
    bodies: BodyLinker,
    terms: TermLinker,
    antecedents: Antecedents,
) -> Link:
    if mention.group:
        return Link(
            Entity(normal_quotes(mention.text), mention.type, group=True), 1.0, ("a counted group keeps its words",)
        )
    if mention.type is EntityType.PLACE:
        return levels.link(mention) or index.link(mention.start, mention.end)
    if mention.anaphor:
        return antecedents.link(mention) or bodies.link(mention, antecedents)
    if mention.type is EntityType.PERSON:
        return Link(Entity(mention.text, EntityType.PERSON), 1.0, ("a person's name as written",))
    if mention.type in _TERMS:
        return terms.link(mention)
    return bodies.link(mention, antecedents)
