"""Two things in a sentence that may stand in a relation, and what is known about the two.

The object is a mention or a phrase of the sentence; the subject another mention of it, whoever the
text spoke of before, or whoever the report speaks for. For a person with a title and a department under
its bare name it is the other way round: the body may have been told before. What the frames of the grammar
say of the two is part of the description, so that a model learns how far each of them can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.claims.cue_spans import CueSpans
from kg.claims.helpers import is_outside
from kg.claims.matters import MATTER, Matter
from kg.claims.pair_ends import CARRIED, DEFAULT, INSIDE, Couple, End, end_unnamed
from kg.claims.pair_features import PairFeatures
from kg.claims.pairs_told import find_parts, find_titled, first_named
from kg.claims.passage import Passage
from kg.claims.post_titles import title_span
from kg.claims.said import Said
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.extract.words import read_tokens
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.signatures import load_signatures

__all__ = ["NONE", "Pair", "find_pairs"]

NONE = "none"
"""The label of a pair that no claim joins."""
REACH = 90
"""Characters of shadow beyond which two mentions of a sentence are not looked at."""
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


@dataclass(frozen=True, slots=True)
class Pair:
    """`subject_at` is `None` for a subject that the sentence does not name; `source` says where it is taken from."""

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
    first = first_named(passage)
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        ends = [_end(at, item) for at, item in sorted(shadow.items.items()) if isinstance(item, Mention)]
        phrases = [_phrase(passage, shadow, matter) for matter in (matters[index] if matters else ())]
        features = PairFeatures(passage, index, tokens, said)
        couples = (
            *_find_subjects(passage, index, (*ends, *phrases), ends),
            *_find_helped(passage, index, ends, features.cues),
            *find_titled(passage, index, ends),
            *find_parts(passage, index, ends, first),
        )
        for couple in couples:
            yield _pair(index, couple, features)


def _end(at: int, mention: Mention) -> End:
    return End(at, at + 1, entity_of(mention), mention.text, mention.group, probability=mention.confidence)


def _phrase(passage: Passage, shadow: Shadow, matter: Matter) -> End:
    start, end = shadow.text_span(matter.start, matter.end)
    text = passage.text[start:end]
    kind = EntityType.INDICATOR if matter.kind == MATTER else EntityType.POPULATION
    return End(matter.start, matter.end, Entity(text, kind), text, is_phrase=True, probability=matter.probability)


def _find_subjects(passage: Passage, index: int, objects: Sequence[End], ends: Sequence[End]) -> Iterator[Couple]:
    """Each object with whatever the sentence names near it, and with who goes without saying."""
    for object_ in objects:
        if object_.entity.type is not EntityType.PERSON:
            near = [end for end in ends if _is_near(end, object_)]
            names = {end.entity.name for end in near} | {object_.entity.name}
            yield from _named(passage.shadows[index], object_, near)
            yield from _unnamed(passage, index, object_, names)


def _is_near(end: End, object_: End) -> bool:
    is_apart = end.end <= object_.start or end.start >= object_.end
    return is_apart and abs(end.start - object_.start) <= REACH


def _named(shadow: Shadow, object_: End, near: Iterable[End]) -> Iterator[Couple]:
    for end in near:
        if end.entity.type is EntityType.PERSON and title_span(shadow, end.start, object_.start) is None:
            continue
        if end.entity.name != object_.entity.name and _may_relate(end.entity, object_):
            yield Couple(end.entity, end, INSIDE, object_)


def _unnamed(passage: Passage, index: int, object_: End, names: set[str]) -> Iterator[Couple]:
    """Whoever the text spoke of before, or the report speaks for; `names` stand in the sentence."""
    told = set(names)
    default = passage.subjects.default
    carried = passage.subjects_at(index, object_.start, "topic")[:2]
    found = [(DEFAULT if each == default else CARRIED, each) for each in (*carried, *((default,) if default else ()))]
    spoken, schemes = passage.subjects.spoken[index][:2], passage.schemes.before(index)[:2]
    found += [(_SPOKEN, entity_of(each)) for each in spoken if not each.group]
    found += [(_SCHEME, entity_of(each)) for each in schemes if not each.group]
    for source, entity in found:
        if entity.name not in told and _may_relate(entity, object_):
            told.add(entity.name)
            yield Couple(entity, None, source, object_)


def _find_helped(passage: Passage, index: int, ends: Sequence[End], cues: CueSpans) -> Iterator[Couple]:
    """Somebody from elsewhere, and what the report speaks for where the sentence does not name it: 乙院派来3名专家."""
    home = passage.subjects.default
    if home is None or any(end.entity.name == home.name for end in ends):
        return
    for end in ends:
        if end.entity.type not in _HELPERS or not is_outside(end.entity, home):
            continue
        helped = end_unnamed(passage.shadows[index], end.end, home)
        if helped.start > end.end and any(cues.is_within(name, end.end, helped.start) for name in _HELP):
            yield Couple(end.entity, end, INSIDE, helped)


def _pair(index: int, couple: Couple, of_sentence: PairFeatures) -> Pair:
    subject, at, source, object_ = couple.subject, couple.at, couple.source, couple.object
    features = tuple(of_sentence.describe(subject, at, source, object_))
    if subject.type is EntityType.PERSON:
        features += tuple(of_sentence.describe_post(at, source, object_))
    elif object_.start == object_.end:
        features += (f"told={source}|{subject.name[-2:]}", f"told={source}|{object_.entity.name[-2:]}")
    return Pair(index, subject, at, source, object_, features)


def _may_relate(subject: Entity, object_: End) -> bool:
    signatures = load_signatures()
    return any(
        subject.type in signatures[predicate].subjects
        and (object_.is_phrase or object_.entity.type in signatures[predicate].objects)
        for predicate in Predicate
    )
