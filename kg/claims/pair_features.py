"""What is known of two ends of a sentence that may stand in a relation, for a model to learn from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kg.claims.cue_spans import CueSpans
from kg.claims.helpers import is_outside
from kg.claims.lists import list_span
from kg.claims.matters import show
from kg.claims.pair_ends import End
from kg.claims.passage import Passage
from kg.claims.post_titles import title_span
from kg.claims.said import Said
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import SIGNS, Shadow
from kg.extract.words import Token
from kg.model import Entity, EntityType, Mention
from kg.resources.claims import body_endings

__all__ = ["PairFeatures"]

TAIL = 14
"""Characters of shadow behind the last of the two that are looked at."""
_STEPS = ((0, "0"), (1, "1"), (3, "3"), (6, "6"), (12, "12"), (25, "25"), (50, "50"))
_HOME = "home"


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


class PairFeatures:
    """Describes pairs of one sentence; `tokens` are those of the whole text."""

    def __init__(self, passage: Passage, index: int, tokens: Sequence[Token], said: Said) -> None:
        self._passage = passage
        self._shadow = passage.shadows[index]
        self._verbs = _verbs(tokens, self._shadow)
        self._said = said
        self.cues = CueSpans(self._shadow.string)

    def describe(self, subject: Entity, at: End | None, source: str, object_: End) -> Iterator[str]:
        """`at` is where the subject stands; where it is `None`, `source` says why a subject is taken from elsewhere."""
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
        for name in self.cues.names:
            if self.cues.is_within(name, first, last):
                cues.add(name)
                yield f"cue={name}|{types}"
            if self.cues.is_within(name, behind, behind + len(tail)):
                yield f"cue-behind={name}|{types}"
            if self.cues.is_within(name, clause_start, object_.start):
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

    def describe_post(self, person: End | None, source: str, body: End) -> Iterator[str]:
        """Which title the person has, where it stands, and whether bodies such as this one have it."""
        is_here = body.start < body.end
        span = title_span(self._shadow, person.start if person else None, body.start if is_here else None)
        if span is None:
            yield f"post=-|{source}"
            return
        title = self._shadow.string[slice(*span)]
        ends = body_endings(title)
        fits = body.entity.name.endswith(ends) if ends else "-"
        place = (
            "before" if person and span[1] <= person.start else "body" if is_here and span[0] > body.start else "behind"
        )
        yield f"post={title[-2:]}|{source}"
        yield f"post-fits={fits}|{source}|{place}"
        yield f"post-body={title[-2:]}|{body.entity.name[-2:]}"
        yield f"post-type={_letter(body.entity, False)}|{source}|{place}"
        first, last = sorted((span, (body.start, body.end)))
        gap = self._shadow.string[first[1] : last[0]]
        if is_here and len(gap) <= 8:
            yield f"post-gap={show(gap)}|{place}"
        nearer = [at for at, item in self._shadow.items.items() if first[1] <= at < last[0] and _is_body(item)]
        yield f"post-nearer={bool(nearer)}|{source}|{place}"

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


def _is_body(item: object) -> bool:
    return isinstance(item, Mention) and item.type.is_body


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
