"""All mentions of a text: every finder's findings, and the choice among those that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.anaphors import AnaphorFinder
from kg.extract.bodies import BodyFinder
from kg.extract.findings import Findings
from kg.extract.groups import GroupFinder
from kg.extract.people import PersonFinder
from kg.extract.plain import PlainFinder
from kg.extract.plain_rules import is_sure
from kg.extract.programmes import ProgrammeFinder
from kg.extract.reading import PlaceSpan, Reading
from kg.extract.terms import TermFinder
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables

__all__ = ["MentionGrammar", "choose", "with_nested_places"]

NO_SOURCES = frozenset(
    {"本站", "本网", "网络", "互联网", "未知", "原创", "转载", "综合", "办公室", "局办公室", "网络转载", "网络整理"}
)
SOURCE = re.compile(r"来源[:：]\s*([\u4e00-\u9fffA-Za-z0-9·]{2,16})(?=[\s|｜、,，（(—-]|$)", re.MULTILINE)
UNIT_APART = ("组", "项目", "工程")
"""What is named behind its owner but stands apart from it ([中心血站][采血组])."""


class MentionGrammar:
    """The whole name grammar; build it once, it holds only compiled tables.

    >>> from kg.resources.names import load_names
    >>> grammar = MentionGrammar(load_names())
    >>> [(mention.text, mention.type.value) for mention in grammar.find("省妇幼保健院开展“光明行”活动", ())]
    [('省妇幼保健院', 'HOSPITAL'), ('“光明行”活动', 'PROGRAM')]
    """

    def __init__(self, names: NameTables) -> None:
        self._bodies = BodyFinder(names)
        self._programmes = ProgrammeFinder(names)
        self._terms = TermFinder(names)
        self._people = PersonFinder(names)
        self._groups = GroupFinder(names)
        self._anaphors = AnaphorFinder(names)
        self._plain = PlainFinder(names)

    def find(self, text: str, places: Sequence[PlaceSpan]) -> tuple[Mention, ...]:
        """The mentions in order of start, outermost before the place nested in it."""
        return self.search(text, places).chosen

    def search(self, text: str, places: Sequence[PlaceSpan], doubtful: Sequence[Mention] = ()) -> Findings:
        """Everything that any finder finds, and what the grammar by itself would choose of it.

        `doubtful` are places that may be none: they are among what is found, and the grammar chooses none of them.
        """
        reading = Reading.of(text, places)
        anaphors = tuple(self._anaphors.find(reading))
        walls = frozenset(anaphor.end for anaphor in anaphors)
        bodies, inner = self._bodies.search(replace(reading, walls=walls))
        reading = replace(reading, walls=walls | {body.end for body in bodies})
        owners = {body.end: body for body in bodies if body.type is not EntityType.AGENCY}
        terms = tuple(self._terms.find(reading))
        candidates = [
            *bodies,
            *_sources(reading, bodies),
            *(_with_owner(reading, mention, owners) for mention in terms),
            *self._programmes.find(reading),
            *self._people.find(reading),
            *self._groups.find(reading),
            *anaphors,
        ]
        chosen = choose(reading, candidates)
        found = dict.fromkeys((*candidates, *terms, *inner, *_place_candidates(reading)))
        plain = self._plain.find(reading, tuple(found), chosen)
        chosen = choose(reading, [*candidates, *filter(is_sure, plain)])
        return Findings(reading, (*found, *plain, *doubtful), chosen)


def _sources(reading: Reading, bodies: Sequence[Mention]) -> Iterator[Mention]:
    """The medium that a page gives as its source, whatever its name looks like."""
    covered = {position for body in bodies for position in range(body.start, body.end)}
    for match in SOURCE.finditer(reading.text):
        if covered.isdisjoint(range(*match.span(1))) and match.group(1) not in NO_SOURCES:
            start, end = match.span(1)
            yield Mention(start, end, match.group(1), EntityType.ORGANIZATION, rule="body.source", confidence=0.7)


def _with_owner(reading: Reading, mention: Mention, owners: Mapping[int, Mention]) -> Mention:
    """A building or ward directly behind its owner's name is one mention with it."""
    if mention.type is not EntityType.FACILITY or mention.text.endswith(UNIT_APART):
        return mention
    owner = owners.get(mention.start)
    if owner is None:
        return mention
    text = reading.text[owner.start : mention.end]
    return replace(mention, start=owner.start, text=text, rule="facility.owned", confidence=0.85)


def choose(reading: Reading, candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of overlapping candidates the best: by weight, then length, then start.

    Places come last: one that opens a chosen name is nested in it, one inside is dropped, one that
    runs into a name from the left is cut off before it.
    """
    taken = bytearray(len(reading.text))
    chosen: list[Mention] = []
    for mention in sorted(set(candidates), key=_rank):
        if any(taken[mention.start : mention.end]):
            continue
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
        chosen.append(mention)
    opened = {mention.start: mention for mention in chosen}
    chosen.extend(_places(reading, taken, opened))
    return tuple(sorted(chosen, key=lambda mention: (mention.start, -mention.end, mention.type)))


def _rank(mention: Mention) -> tuple[float, int, int, str, str]:
    """A total order, so that no set's order shows in the result: two rules may find the same name."""
    return (-_weight(mention), mention.start, -mention.end, mention.type, mention.rule)


def _weight(mention: Mention) -> float:
    """Longer and surer first: a known name beats a guess that is a little longer."""
    return (mention.end - mention.start) * mention.confidence


def with_nested_places(reading: Reading, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The chosen mentions with the places that open them, in order of start, the outer name first."""
    nested = []
    outer = {mention.start: mention for mention in mentions}
    for place in reading.places:
        for index, (start, end, _) in enumerate(place.parts):
            name = outer.get(start)
            if name is None or name.end <= end or name.anaphor or name.group:
                continue
            is_opener = place.opener if name.type is not EntityType.PLACE else index == 0
            if is_opener and (reading.text[start:end] != "中国" or name.type is EntityType.PLACE):
                nested.append(_place(reading, start, end, nested=True))
    ordered = dict.fromkeys((*mentions, *nested))
    return tuple(sorted(ordered, key=lambda mention: (mention.start, -mention.end, mention.type)))


def _place_candidates(reading: Reading) -> Iterator[Mention]:
    """Every place name, and every chain with what follows left off."""
    for place in reading.places:
        yield _place(reading, place.start, place.end, nested=False)
        for start, end, _ in place.parts:
            yield _place(reading, place.start, end, nested=False)
            yield _place(reading, start, end, nested=False)


def _places(reading: Reading, taken: bytearray, opened: dict[int, Mention]) -> Iterator[Mention]:
    for place in reading.places:
        free_end = place.start
        while free_end < place.end and not taken[free_end]:
            free_end += 1
        if free_end > place.start:
            yield from _free_place(reading, place, free_end)
        for start, end, _ in place.parts:
            outer = opened.get(start)
            if outer is None or outer.end <= end or outer.anaphor or outer.group:
                continue
            if place.opener and reading.text[start:end] != "中国":
                yield _place(reading, start, end, nested=True)


def _free_place(reading: Reading, place: PlaceSpan, end: int) -> Iterator[Mention]:
    """The part of a chain before a body, with its first place nested."""
    if end != place.end and end not in {part_end for _, part_end, _ in place.parts}:
        return
    yield _place(reading, place.start, end, nested=False)
    first_start, first_end, _ = place.parts[0]
    if first_end < end:
        yield _place(reading, first_start, first_end, nested=True)


def _place(reading: Reading, start: int, end: int, *, nested: bool) -> Mention:
    return Mention(
        start,
        end,
        reading.text[start:end],
        EntityType.PLACE,
        nested=nested,
        method=Method.DICTIONARY,
        rule="place.gazetteer",
        confidence=0.9,
    )
