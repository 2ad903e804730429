"""Every mention of a document gets the entity that it means, with the reasons.

One pass over the places, one over the bodies' names, one in order of the text for what hangs on
what came before (该院, 采血组, 住院楼). No name is merged on its short form alone: two forms are one
body only where division and the rest of the name agree, or where one is the other's only match.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.link.antecedents import Antecedents
from kg.link.bodies import BodyLinker
from kg.link.hits import PlaceHit
from kg.link.levels import LevelResolver
from kg.link.terms import TermLinker, normal_quotes
from kg.link.toponyms import PlaceIndex
from kg.model.annotation import Context
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import load_link_tables

__all__ = ["link_mentions"]

_OFTEN = 3
_TERMS = frozenset({EntityType.PROGRAM, EntityType.DISEASE, EntityType.DESIGNATION, EntityType.INDICATOR})


def link_mentions(
    text: str, mentions: Iterable[Mention], context: Context, *, hits: Iterable[PlaceHit] | None = None
) -> tuple[Mention, ...]:
    """The mentions of one text, in order of `start`, each with its `link`.

    `hits` are the places found in the text, where they are at hand. A name that nothing is known
    of is linked to an entity of its own, under its written-out name; a group keeps its surface.
    """
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
    antecedents = Antecedents(text, _own_body(bodies, context), context.region.code if context.region else None)
    linked: list[Mention] = []
    for mention in ordered:
        link = _link(mention, index, levels, bodies, terms, antecedents)
        kind = link.entity.type if mention.anaphor and mention.type is not EntityType.PLACE else mention.type
        done = replace(mention, link=link, type=kind)
        antecedents.note(done)
        linked.append(done)
    return tuple(linked)


def _own_body(bodies: BodyLinker, context: Context) -> Entity | None:
    """The institution whose report this is: named in the headline, or far more often than any other."""
    counts: dict[tuple[EntityType, str, str | None], int] = {}
    for body in bodies.official_names():
        if body[0].is_health_institution:
            counts[body] = counts.get(body, 0) + 1
    if not counts:
        return None
    title = context.title or ""
    best = max(counts, key=lambda body: (body[1] in title, counts[body]))
    if best[1] not in title and counts[best] < _OFTEN:
        return None
    return Entity(best[1], best[0], place=best[2])


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
