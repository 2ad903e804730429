"""Two things in a sentence that may stand in a relation, and what is known about the two.

The object is a mention or a phrase of the sentence; the subject another mention of it, whoever the
text spoke of before, or whoever the report speaks for. What the frames of the grammar say of the two
is part of the description, so that a model learns how far each of them can be trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.claims.helpers import is_outside
from kg.claims.lists import list_span
from kg.claims.matters import MATTER, Matter, show
from kg.claims.passage import Passage
from kg.claims.said import Said
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.extract.words import Token, read_tokens
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.claims import load_cues
from kg.resources.signatures import load_signatures

__all__ = ["NONE", "PAIRED", "End", "Pair", "find_pairs"]

NONE = "none"
"""The label of a pair that no claim joins."""
PAIRED = tuple(predicate for predicate in Predicate if predicate is not Predicate.HOLDS_POST)
"""Predicates that a pair may bear; posts have a title between, and frames of their own."""

REACH = 90
"""Characters of shadow beyond which two mentions of a sentence are not looked at."""
TAIL = 14
_STEPS = ((0, "0"), (1, "1"), (3, "3"), (6, "6"), (12, "12"), (25, "25"), (50, "50"))
_INSIDE = "in"
_CARRIED = "carried"
_DEFAULT = "default"
_HOME = "home"
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
class End:
    """What may be subject or object: `[start, end)` in the shadow's string."""

    start: int
    end: int
    entity: Entity
    text: str
    group: bool = False
    is_phrase: bool = False
    probability: float = 1.0


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
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        ends = [_end(at, item) for at, item in sorted(shadow.items.items()) if isinstance(item, Mention)]
        phrases = [_phrase(passage, shadow, matter) for matter in (matters[index] if matters else ())]
        scene = _Scene(passage, index, shadow, _verbs(tokens, shadow), said)
        for object_ in (*ends, *phrases):
            if object_.entity.type is not EntityType.PERSON:
                yield from scene.pairs(object_, ends)
        yield from scene.home_pairs(ends)


def _end(at: int, mention: Mention) -> End:
    return End(at, at + 1, entity_of(mention), mention.text, mention.group, probability=mention.confidence)


def _phrase(passage: Passage, shadow: Shadow, matter: Matter) -> End:
    start, end = shadow.text_span(matter.start, matter.end)
    text = passage.text[start:end]
    kind = EntityType.INDICATOR if matter.kind == MATTER else EntityType.POPULATION
    return End(matter.start, matter.end, Entity(text, kind), text, is_phrase=True, probability=matter.probability)


Verb = tuple[int, str]


def _verbs(tokens: Sequence[Token], shadow: Shadow) -> list[Verb]:
    """Verbs of the sentence by where they start in the text."""
    first = bisect_left(tokens, shadow.sentence.start, key=_token_start)
    verbs = []
    for token in tokens[first:]:
        if token.start >= shadow.sentence.end:
            break
        if token.tag.startswith("v"):
            verbs.append((token.start, token.text))
    return verbs


def _token_start(token: Token) -> int:
    return token.start


class _Scene:
    """One sentence with what its pairs have in common."""

    def __init__(self, passage: Passage, index: int, shadow: Shadow, verbs: Sequence[Verb], said: Said) -> None:
        self._passage = passage
        self._index = index
        self._shadow = shadow
        self._verbs = verbs
        self._said = said

    def pairs(self, object_: End, ends: Sequence[End]) -> Iterator[Pair]:
        named = [
            end
            for end in ends
            if (end.end <= object_.start or end.start >= object_.end) and abs(end.start - object_.start) <= REACH
        ]
        names = {end.entity.name for end in named} | {object_.entity.name}
        for end in named:
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
            if last > end.end and any(_cues()[name].search(self._shadow.string, end.end, last) for name in _HELP):
                yield self._pair(end.entity, end, _INSIDE, End(last, last, home, home.name))

    def _pair(self, subject: Entity, at: End | None, source: str, object_: End) -> Pair:
        features = tuple(self._features(subject, at, source, object_))
        return Pair(self._index, subject, at, source, object_, features)

    def _features(self, subject: Entity, at: End | None, source: str, object_: End) -> Iterator[str]:
        shadow, string = self._shadow, self._shadow.string
        clause_start, clause_end = shadow.clause_of(object_.start)
        order = source if at is None else "so" if at.start < object_.start else "os"
        if object_.start == object_.end:
            order = _HOME
        first, last = (
            (clause_start, object_.start) if at is None
            else (at.end, object_.start) if order in {"so", _HOME}
            else (object_.end, at.start)
        )  # fmt: skip
        behind = object_.end if order != "os" or at is None else at.end
        between, tail = string[first:last], string[behind : max(behind, min(behind + TAIL, clause_end))]
        types = f"{_letter(subject, False)}{_letter(object_.entity, object_.is_phrase)}|{order}"
        shown = show(between)
        is_near = at is not None and clause_start <= at.start < clause_end
        yield f"types={types}"
        yield f"distance={_step(last - first)}|{types}"
        yield f"clause={is_near}|{types}"
        yield f"commas={min(between.count(','), 3)}|{types}"
        if len(between) <= 8:
            yield f"between={shown}|{types}"
            yield f"between={shown}|{order}"
        yield from self._around(at, object_, types)
        yield from (f"b={pair}|{order}" for pair in _bigrams(between))
        yield from (f"t={pair}|{order}" for pair in _bigrams(tail))
        yield from self._verbal(first, last, behind, types, order)
        cues = set()
        for name, expression in _cues().items():
            if expression.search(between):
                cues.add(name)
                yield f"cue={name}|{types}"
            if expression.search(tail):
                yield f"cue-behind={name}|{types}"
            if expression.search(string, clause_start, object_.start):
                yield f"cue-clause={name}|{types}"
        yield f"items={''.join(sorted({show(char) for char in between if char in _SIGN_NAMES}))}|{types}"
        yield f"alike={min(between.count(_sign(object_.entity)), 4)}|{types}"
        yield f"object={object_.text[-2:]}|{types}"
        yield f"object4={object_.text[-4:]}"
        yield f"subject={subject.name[-2:]}|{types}"
        yield f"group={object_.group}|{types}"
        yield f"phrase={_tenth(object_.probability)}|{types}"
        yield f"default={subject == self._passage.subjects.default}|{types}"
        home = self._passage.subjects.default
        outside = "".join(str(int(home is not None and is_outside(each, home))) for each in (subject, object_.entity))
        yield f"outside={outside}|{types}"
        yield from (f"outside={outside}|cue={name}" for name in sorted(cues))
        yield from self._listed(at, object_, types, order)
        yield from self._said.features(subject, object_.entity, shadow.text_span(object_.start, object_.end)[0])

    def _listed(self, at: End | None, object_: End, types: str, order: str) -> Iterator[str]:
        """What is said of the whole list that the object stands in, and which scheme stands nearest before it."""
        shadow, string = self._shadow, self._shadow.string
        start, end = (object_.start, object_.end) if object_.is_phrase else list_span(shadow, object_.start)
        for size in (1, 2, 3):
            yield f"hl{size}={show(string[max(0, start - size) : start])}|{types}"
            yield f"hr{size}={show(string[end : end + size])}|{types}"
        clause_start, _ = shadow.clause_of(start)
        governing = self._verbs_in(clause_start, start)
        if governing:
            yield f"gov={governing[-1]}|{types}"
            yield f"gov={governing[-1]}|{order}"
        if at is not None and at.end <= start:
            if start - at.end <= 8:
                yield f"head={show(string[at.end : start])}|{order}"
                yield f"head={show(string[at.end : start])}|{types}"
            named = [other for other, item in shadow.items.items() if at.start < other < start and _is_scheme(item)]
            yield f"nearest={not named}|{types}"
            yield f"list={end - start > 1}|{types}"

    def _around(self, at: End | None, object_: End, types: str) -> Iterator[str]:
        string = self._shadow.string
        for size in (1, 2, 3):
            yield f"or{size}={show(string[object_.end : object_.end + size])}|{types[1:2]}"
            yield f"ol{size}={show(string[max(0, object_.start - size) : object_.start])}|{types}"
            if at is not None:
                yield f"sr{size}={show(string[at.end : at.end + size])}|{types}"
                yield f"sl{size}={show(string[max(0, at.start - size) : at.start])}|{types}"
        yield f"ol2={show(string[max(0, object_.start - 2) : object_.start])}"

    def _verbal(self, first: int, last: int, behind: int, types: str, order: str) -> Iterator[str]:
        inside = self._verbs_in(first, last)
        after = self._verbs_in(behind, behind + TAIL)
        for verb in sorted(set(inside)):
            yield f"verb={verb}|{order}"
            yield f"verb={verb}|{types}"
        if inside:
            yield f"last={inside[-1]}|{types}"
            yield f"first={inside[0]}|{types}"
        if after:
            yield f"next={after[0]}|{types}"
            yield f"next={after[0]}|{order}"

    def _verbs_in(self, first: int, last: int) -> list[str]:
        start, end = self._offset(first), self._offset(last)
        low = bisect_left(self._verbs, (start, ""))
        found = []
        for position, verb in self._verbs[low:]:
            if position >= end:
                break
            found.append(verb)
        return found

    def _offset(self, position: int) -> int:
        starts = self._shadow.starts
        return starts[position] if position < len(starts) else self._shadow.sentence.end


def _may_relate(subject: Entity, object_: End) -> bool:
    signatures = load_signatures()
    return any(
        subject.type in signatures[predicate].subjects
        and (object_.is_phrase or object_.entity.type in signatures[predicate].objects)
        for predicate in PAIRED
    )


def _is_scheme(item: object) -> bool:
    return isinstance(item, Mention) and item.type in SCHEMES


_SIGN_NAMES: Mapping[str, str] = {sign: name for name, sign in SIGNS.items()}


def _sign(entity: Entity) -> str:
    return SIGNS[entity.type.value]


def _letter(entity: Entity, is_phrase: bool) -> str:
    """One character for a type, so that two make a short key; phrases are kept apart from indicators."""
    letter = chr(ord("A") + tuple(EntityType).index(entity.type))
    return letter.lower() if is_phrase else letter


def _bigrams(string: str) -> list[str]:
    return sorted({show(string[at : at + 2]) for at in range(len(string) - 1)})


def _step(distance: int) -> str:
    return next((name for most, name in _STEPS if distance <= most), "99")


def _tenth(probability: float) -> str:
    return str(int(probability * 10))


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(re.escape(word) for word in sorted(words, key=_longest_first)))
        for name, words in load_cues().items()
    }


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word
