"""What a sentence names, with what was told before it: a title with its body, a department with its house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.claims.pair_ends import CARRIED, DEFAULT, Couple, End, end_unnamed
from kg.claims.passage import Passage
from kg.claims.post_titles import title_span
from kg.claims.subjects import entity_of
from kg.claims.title_bodies import body_told
from kg.model import Entity, EntityType, Mention

__all__ = ["find_parts", "find_titled", "first_named"]

_SPOKEN = "spoken"
_LAST = "last"
_FIT = "fit"
_PARTS = frozenset({EntityType.ORGANIZATION, EntityType.PUBLIC_HEALTH})
_REACH = 4
"""How many sentences back the person or body may have been named last."""


def first_named(passage: Passage) -> dict[str, int]:
    """The sentence in which each entity is named first."""
    first: dict[str, int] = {}
    for index in range(len(passage.shadows)):
        if not passage.is_title(index):
            for mention in _mentions(passage, index):
                first.setdefault(entity_of(mention).name, index)
    return first


def find_titled(passage: Passage, index: int, ends: Sequence[End]) -> Iterator[Couple]:
    """A person with a title, and a body that the sentence does not name: 院长某, of the hospital told before."""
    shadow = passage.shadows[index]
    named = {end.entity.name for end in ends}
    if not any(end.entity.type is EntityType.PERSON for end in ends):
        yield from _posts_of_last(passage, index, ends)
    for end in ends:
        title = title_span(shadow, end.start, None) if end.entity.type is EntityType.PERSON else None
        if title is not None:
            yield from _with_bodies(passage, index, end, named, shadow.string[slice(*title)])


def find_parts(passage: Passage, index: int, ends: Sequence[End], first: Mapping[str, int]) -> Iterator[Couple]:
    """A department under its bare name (心内科), where it is named first, and a body told before that it may be of.

    What the linker could tell apart has its owner's name already, and its name says what it is part of.
    """
    named = {end.entity.name for end in ends}
    for end in ends:
        name = end.entity.name
        if end.entity.type in _PARTS and not end.group and name == end.text and first.get(name) == index:
            yield from _with_bodies(passage, index, end, named)


def _with_bodies(passage: Passage, index: int, end: End, named: Iterable[str], title: str = "") -> Iterator[Couple]:
    """A thing of the sentence with each body told before that the sentence does not name."""
    told = set(named)
    for source, body in _bodies_before(passage, index, end.start, title):
        if body.name not in told and not body.name.startswith(end.entity.name):
            told.add(body.name)
            yield Couple(end.entity, end, source, end_unnamed(passage.shadows[index], end.end, body))


def _posts_of_last(passage: Passage, index: int, ends: Sequence[End]) -> Iterator[Couple]:
    """Bodies with a title behind, in a sentence that goes on about the person named last: 还是甲学会委员."""
    shadow = passage.shadows[index]
    titled = [end for end in ends if end.entity.type.is_body and title_span(shadow, None, end.start)]
    if not titled:
        return
    for back in _sentences_before(index):
        persons = [mention for mention in _mentions(passage, back) if mention.type is EntityType.PERSON]
        if persons:
            yield from (Couple(entity_of(persons[-1]), None, _LAST, end) for end in titled)
            return


def _bodies_before(passage: Passage, index: int, position: int, title: str) -> Iterator[tuple[str, Entity]]:
    """Whoever a title of this sentence may belong to: told nearest before, or what has such titles."""
    default = passage.subjects.default
    found = [(CARRIED, each) for each in passage.subjects_at(index, position, "topic")[:1]]
    found += [(_SPOKEN, entity_of(each)) for each in passage.subjects.spoken[index][:1] if not each.group]
    for back in _sentences_before(index):
        bodies = [mention for mention in _mentions(passage, back) if mention.type.is_body]
        if bodies:
            found += [(_LAST, entity_of(each)) for each in bodies[-2:] if not each.group]
            break
    fitting = body_told(passage, title, index, 0)
    found += [(_FIT, fitting)] if fitting else []
    found += [(DEFAULT, default)] if default else []
    return ((DEFAULT if body == default else source, body) for source, body in found if body.type.is_body)


def _sentences_before(index: int) -> range:
    return range(index - 1, max(-1, index - 1 - _REACH), -1)


def _mentions(passage: Passage, index: int) -> list[Mention]:
    shadow = passage.shadows[index]
    return shadow.mentions(0, len(shadow.string))
