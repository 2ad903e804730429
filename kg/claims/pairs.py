"""Two things in a sentence that may stand in a relation, and what is known about the two.

The object is a mention or a phrase of the sentence; the subject another mention of it, whoever the
text spoke of before, or whoever the report speaks for. For a person with a title and a department under
its bare name it is the other way round: the body may have been told before. What the frames of the grammar
say of the two is part of the description, so that a model learns how far each of them can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claims.helpers import is_outside
from kg.claims.matters import MATTER, Matter
from kg.claims.pair_features import End, PairFeatures
from kg.claims.passage import Passage
from kg.claims.post_titles import title_span
from kg.claims.said import Said
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.claims.title_bodies import body_told
from kg.extract.words import read_tokens
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.signatures import load_signatures

__all__ = ["NONE", "Pair", "find_pairs"]

NONE = "none"
"""The label of a pair that no claim joins."""
REACH = 90
"""Characters of shadow beyond which two mentions of a sentence are not looked at."""
_INSIDE = "in"
_CARRIED = "carried"
_DEFAULT = "default"
_HELP = ("aid", "dispatch", "give", "help", "people")
"""Classes of cues without one of which nobody is taken to help an unnamed home."""
_HELPERS = frozenset(
    {
        EntityType.HOSPITAL,
        EntityType.PRIMARY_CARE,
        EntityType.PUBLIC_HEALTH,
        EntityType.ORGANIZATION,
        EntityType.PLACE,
    }
)
_SCHEME = "scheme"
_SPOKEN = "spoken"
_LAST = "last"
_FIT = "fit"
_PARTS = frozenset({EntityType.ORGANIZATION, EntityType.PUBLIC_HEALTH})
_POST_REACH = 4
"""How many sentences back the body may have been named that a person with a title belongs to."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`subject` is `None` in the sentence where `source` is not `in`."""

    index: int
    subject: Entity
    subject_at: End | None
    source: str
    object: End
    features: tuple[str, ...]


def find_pairs(passage: Passage, claims: Iterable[Claim], matters: Sequence[Sequence[Matter]] = ()) -> Iterator[Pair]:
    """All pairs of all sentences but the title; `claims` are what the grammar says."""
    said = Said(claims)
    tokens = read_tokens(passage.text)
    first = _first_named(passage)
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        ends = [_end(at, item) for at, item in sorted(shadow.items.items()) if isinstance(item, Mention)]
        phrases = [_phrase(passage, shadow, matter) for matter in (matters[index] if matters else ())]
        scene = _Scene(passage, index, PairFeatures(passage, index, tokens, said))
        for object_ in (*ends, *phrases):
            if object_.entity.type is not EntityType.PERSON:
                yield from scene.pairs(object_, ends)
        yield from scene.home_pairs(ends)
        yield from scene.post_pairs(ends)
        yield from scene.part_pairs(ends, first)


def _first_named(passage: Passage) -> dict[str, int]:
    """The sentence in which each entity is named first."""
    first: dict[str, int] = {}
    for index, shadow in enumerate(passage.shadows):
        if not passage.is_title(index):
            for item in shadow.items.values():
                if isinstance(item, Mention):
                    first.setdefault(entity_of(item).name, index)
    return first


def _end(at: int, mention: Mention) -> End:
    return End(at, at + 1, entity_of(mention), mention.text, mention.group, probability=mention.confidence)


def _phrase(passage: Passage, shadow: Shadow, matter: Matter) -> End:
    start, end = shadow.text_span(matter.start, matter.end)
    text = passage.text[start:end]
    kind = EntityType.INDICATOR if matter.kind == MATTER else EntityType.POPULATION
    return End(matter.start, matter.end, Entity(text, kind), text, is_phrase=True, probability=matter.probability)


class _Scene:
    """One sentence, with who may be subject in it."""

    def __init__(self, passage: Passage, index: int, features: PairFeatures) -> None:
        self._passage = passage
        self._index = index
        self._shadow = passage.shadows[index]
        self._features = features

    def pairs(self, object_: End, ends: Sequence[End]) -> Iterator[Pair]:
        named = [
            end
            for end in ends
            if (end.end <= object_.start or end.start >= object_.end) and abs(end.start - object_.start) <= REACH
        ]
        names = {end.entity.name for end in named} | {object_.entity.name}
        for end in named:
            if end.entity.type is EntityType.PERSON and title_span(self._shadow, end.start, object_.start) is None:
                continue
            if end.entity.name != object_.entity.name and _may_relate(end.entity, object_):
                yield self._pair(end.entity, end, _INSIDE, object_)
        default = self._passage.subjects.default
        carried = self._passage.subjects_at(self._index, object_.start, "topic")[:2]
        for entity in (*carried, *((default,) if default else ())):
            if entity.name not in names and _may_relate(entity, object_):
                names.add(entity.name)
                yield self._pair(entity, None, _DEFAULT if entity == default else _CARRIED, object_)
        spoken = self._passage.subjects.spoken[self._index][:2]
        schemes = self._passage.schemes.before(self._index)[:2]
        for source, mention in (*((_SPOKEN, each) for each in spoken), *((_SCHEME, each) for each in schemes)):
            entity = entity_of(mention)
            if entity.name not in names and not mention.group and _may_relate(entity, object_):
                names.add(entity.name)
                yield self._pair(entity, None, source, object_)

    def home_pairs(self, ends: Sequence[End]) -> Iterator[Pair]:
        """Somebody from elsewhere, and what the report speaks for where the sentence does not name it: 乙院派来3名专家.

        The object stands, empty, at the end of the helper's clause.
        """
        home = self._passage.subjects.default
        if home is None or any(end.entity.name == home.name for end in ends):
            return
        for end in ends:
            if end.entity.type not in _HELPERS or not is_outside(end.entity, home):
                continue
            last = min(self._shadow.clause_of(end.end)[1], len(self._shadow.string) - 1)
            if last > end.end and any(self._features.cues.is_within(name, end.end, last) for name in _HELP):
                yield self._pair(end.entity, end, _INSIDE, End(last, last, home, home.name))

    def post_pairs(self, ends: Sequence[End]) -> Iterator[Pair]:
        """A person with a title, and a body that the sentence does not name: 院长某, of the hospital told before.

        The object stands, empty, at the end of the person's clause.
        """
        named = {end.entity.name for end in ends}
        if not any(end.entity.type is EntityType.PERSON for end in ends):
            yield from self._posts_of_last(ends)
        for end in ends:
            title = title_span(self._shadow, end.start, None) if end.entity.type is EntityType.PERSON else None
            if title is None:
                continue
            yield from self._outside(end, named, self._shadow.string[slice(*title)])

    def part_pairs(self, ends: Sequence[End], first: Mapping[str, int]) -> Iterator[Pair]:
        """A department under its bare name (心内科), where it is named first, and a body told before that it may be of.

        What the linker could tell apart has its owner's name already, and its name says what it is part of.
        """
        named = {end.entity.name for end in ends}
        for end in ends:
            name = end.entity.name
            if end.entity.type not in _PARTS or end.group or name != end.text or first.get(name) != self._index:
                continue
            yield from self._outside(end, named)

    def _outside(self, end: End, named: Iterable[str], title: str = "") -> Iterator[Pair]:
        """A thing of the sentence with each body told before that the sentence does not name."""
        last = max(end.end, min(self._shadow.clause_of(end.end)[1], len(self._shadow.string) - 1))
        told = set(named)
        for source, body in self._bodies_before(end.start, title):
            if body.name not in told and not body.name.startswith(end.entity.name):
                told.add(body.name)
                yield self._pair(end.entity, end, source, End(last, last, body, body.name))

    def _posts_of_last(self, ends: Sequence[End]) -> Iterator[Pair]:
        """Bodies with a title behind, in a sentence that goes on about the person named last: 还是甲学会委员."""
        titled = [end for end in ends if end.entity.type.is_body and title_span(self._shadow, None, end.start)]
        if not titled:
            return
        for back in range(self._index - 1, max(-1, self._index - 1 - _POST_REACH), -1):
            items = self._passage.shadows[back].items.items()
            persons = [
                item for _, item in sorted(items) if isinstance(item, Mention) and item.type is EntityType.PERSON
            ]
            if persons:
                for end in titled:
                    yield self._pair(entity_of(persons[-1]), None, _LAST, end)
                return

    def _bodies_before(self, position: int, title: str) -> Iterator[tuple[str, Entity]]:
        """Whoever a title of this sentence may belong to: told nearest before, or what has such titles."""
        passage = self._passage
        default = passage.subjects.default
        found = [(_CARRIED, each) for each in passage.subjects_at(self._index, position, "topic")[:1]]
        found += [(_SPOKEN, entity_of(each)) for each in passage.subjects.spoken[self._index][:1] if not each.group]
        for back in range(self._index - 1, max(-1, self._index - 1 - _POST_REACH), -1):
            bodies = [m for m in passage.shadows[back].items.values() if isinstance(m, Mention) and m.type.is_body]
            if bodies:
                found += [(_LAST, entity_of(each)) for each in bodies[-2:] if not each.group]
                break
        fitting = body_told(passage, title, self._index, 0)
        found += [(_FIT, fitting)] if fitting else []
        found += [(_DEFAULT, default)] if default else []
        return ((_DEFAULT if body == default else source, body) for source, body in found if body.type.is_body)

    def _pair(self, subject: Entity, at: End | None, source: str, object_: End) -> Pair:
        features = tuple(self._features.describe(subject, at, source, object_))
        if subject.type is EntityType.PERSON:
            features += tuple(self._features.describe_post(at, source, object_))
        elif object_.start == object_.end:
            features += (f"told={source}|{subject.name[-2:]}", f"told={source}|{object_.entity.name[-2:]}")
        return Pair(self._index, subject, at, source, object_, features)


def _may_relate(subject: Entity, object_: End) -> bool:
    signatures = load_signatures()
    return any(
        subject.type in signatures[predicate].subjects
        and (object_.is_phrase or object_.entity.type in signatures[predicate].objects)
        for predicate in Predicate
    )
