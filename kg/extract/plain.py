"""Names in plain form, proposed for the models to judge: on real pages most names bear no mark that a rule could trust.

But for the kinds that `kg.extract.plain_rules.is_sure` knows, what stands here is not the grammar's own choice.
It is put before the judge with the rule that proposed it, in several extents where the text allows several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.plain_heads import PlainHeads
from kg.extract.plain_people import PlainPeople
from kg.extract.plain_rules import INTRODUCED, UNSURE, may_cut
from kg.extract.plain_shapes import (
    find_abbreviated,
    find_anaphors,
    find_grades,
    find_groups,
    find_media_branches,
    find_quoted,
    find_short_places,
    may_open,
    propose,
)
from kg.extract.plain_signs import PlainSigns
from kg.extract.reading import Reading, Spotter, alternatives, is_free_standing
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables
from kg.resources.words import alternation

__all__ = ["PlainFinder"]

LISTED = re.compile(
    r"(?<![^、，,;；:：（(。\n和及与])[^、，,;；:：（()）。\n“”和及与]{2,14}(?=[、，,;；）)。\n和及与等])"
)
LIST_EDGES = "、和及与（("
MAX_MEMBER_CHARS = 8
ROW_EDGES = tuple("、（()）")
ROW_ENDS = (*ROW_EDGES, "和", "及", "与", "等")
DOCUMENT = re.compile(r"《([^《》\n]{3,40})》")
TITLE_IN_BRACKETS = re.compile(r"《([^《》\n]{2,20}(?:报|杂志|学报|周刊|月刊))》")
NAME_IN_SHORT = re.compile(r"(?:以下)?简称(?:为)?[:：]?[“\"‘]?([\u4e00-\u9fff]{2,10})[”\"’）)，,]")
GROUPED = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION)
STAFF_BEHIND = ("医生", "医师", "专家", "护士", "病", "疾", "手术", "医务", "大夫", "教授", "患者", "治疗")
"""Behind the name of a department these make it a field of work (神经内科|医生)."""
FIELD_BEHIND = (*STAFF_BEHIND, "高峰论坛", "论坛", "学术", "领域", "专业", "技术")
FIELD_TYPES = (EntityType.ORGANIZATION, EntityType.AGENCY)
FIELD_OF = re.compile(
    r"(?:高峰|学术|专题)?论坛|(?:治疗|诊疗|手术|微创)?技术(?!员|人员|骨干)|领域|学术|治疗(?!中心|室)|手术(?!室)"
)
LEVELS = "省市县区州旗盟镇乡"
POINTERS = ("该", "我", "本", "全")
"""Before a level word these point at a place (该县|纪委)."""
ORDINARY_TAGS = ("n", "v", "vn", "a", "ad", "d", "ns", "t", "f", "r", "m")
LONGEST_SHORT = 2


class PlainFinder:
    """Proposes plain names in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        self._names: Mapping[str, tuple[EntityType, ...]] = _by_word(names.plain_names)
        self._not_names = names.not_names
        self._name_spotter = Spotter(self._names)
        fields, units = alternatives(names.plain_words["field"]), alternatives(names.plain_words["unit"])
        self._department = re.compile(
            f"(?:{fields}){{1,4}}[一二三四五六七八九十]?(?:{units})(?!{alternation('names/plain.not_behind')})"
        )
        self._group_heads = Spotter(word for kind in GROUPED for word in sorted(names.plain_heads[kind]))
        self._brand_spotter = Spotter(word for word, kind in names.qualifiers.items() if kind == "brand")
        self._heads = PlainHeads(names)
        self._no_departments = tuple(sorted(names.not_heads[EntityType.ORGANIZATION]))
        self._people = PlainPeople(names)
        self._signs = PlainSigns(names)

    def find(self, reading: Reading, found: Sequence[Mention], chosen: Sequence[Mention]) -> tuple[Mention, ...]:
        """All proposals, without those that `found` holds already and those that lie in what the grammar chose,
        or cut across it: there a plain name is nearly always part of the fuller one.
        """
        known = {(mention.start, mention.end, mention.type, mention.anaphor) for mention in found}
        bodies = {mention.end: mention for mention in found if mention.rule.startswith("body.")}
        schemes = {mention.end: mention for mention in found if mention.rule == "programme.known"}
        plain_names = tuple(self._plain_names(reading))
        schemes |= {name.end: name for name in plain_names if name.type is EntityType.PROGRAM}
        proposed = [
            *plain_names,
            *self._departments(reading, bodies),
            *self._documents(reading),
            *find_quoted(reading),
            *find_abbreviated(reading),
            *find_anaphors(reading),
            *find_short_places(reading),
            *find_grades(reading),
            *find_groups(reading, self._group_heads),
            *self._brands(reading),
            *find_media_branches(reading, bodies),
            *self._heads.find(reading, bodies, schemes),
        ]
        people = tuple(self._people.find(reading, found))
        signs = tuple(self._signs.find(reading, (*found, *proposed)))
        proposed += (*people, *signs)
        introduced = (sign for sign in signs if sign.rule in INTRODUCED)
        proposed += _again(reading, (*found, *people, *introduced))
        kept: dict[tuple[int, int, EntityType, bool, str], Mention] = {}
        inner = _inner_edges(len(reading.text), chosen)
        for mention in proposed:
            torn = (inner[mention.start] or inner[mention.end]) and not may_cut(mention)
            if torn or _is_field(reading.text, mention):
                continue
            if (mention.start, mention.end, mention.type, mention.anaphor) not in known:
                kept.setdefault((mention.start, mention.end, mention.type, mention.anaphor, mention.rule), mention)
        return tuple(kept.values())

    def _plain_names(self, reading: Reading) -> Iterator[Mention]:
        text = reading.text
        covered = 0
        for start, (end, word) in sorted(self._name_spotter.longest_by_start(text).items()):
            if end <= covered:
                continue
            if word[0].isascii() and not is_free_standing(text, start, end):
                continue
            if end - start <= LONGEST_SHORT and not (reading.starts_word(start) and reading.starts_word(end)):
                continue
            covered = end
            for kind in self._names[word]:
                rule = "plain.class" if word in self._not_names[kind] else "plain.name"
                yield propose(reading, start, end, kind, rule)

    def _departments(self, reading: Reading, bodies: Mapping[int, Mention]) -> Iterator[Mention]:
        """Departments by their fields, alone, behind their hospital, and whatever a list of them holds."""
        text = reading.text
        ends: dict[int, int] = {}
        for match in self._department.finditer(text):
            start, end = match.span()
            field = text.startswith(STAFF_BEHIND, end)
            if not (may_open(reading, start) and (field or reading.starts_word(end))):
                continue
            if text.endswith(self._no_departments, start, end):
                continue
            ends[end] = start
            in_row = text[start - 1 : start] in ROW_EDGES and text[end : end + 1] in ROW_ENDS and bool(start)
            rule = "plain.department-field" if field else "plain.department-row" if in_row else "plain.department"
            yield propose(reading, start, end, EntityType.ORGANIZATION, rule)
            owner = bodies.get(start)
            if owner is not None and owner.type is not EntityType.AGENCY:
                yield propose(reading, owner.start, end, EntityType.ORGANIZATION, "plain.unit")
        for match in LISTED.finditer(text):
            start, end = match.span()
            begin = ends.get(end)
            if begin is not None and begin > start and start and text[start - 1] in LIST_EDGES:
                listed = propose(reading, start, end, EntityType.ORGANIZATION, "plain.department-clause")
                if text[end - 1] == "科" and end - start <= MAX_MEMBER_CHARS and _only_nouns(reading, start, begin):
                    listed = replace(listed, rule="plain.department-listed", confidence=0.85)
                yield listed

    def _brands(self, reading: Reading) -> Iterator[Mention]:
        """A well-known hospital by its proper name alone."""
        for start, end, _ in self._brand_spotter.find(reading.text):
            if end - start >= LONGEST_SHORT and reading.starts_word(start) and reading.starts_word(end):
                yield propose(reading, start, end, EntityType.HOSPITAL, "plain.brand")

    def _documents(self, reading: Reading) -> Iterator[Mention]:
        """《…》: laws, plans and standards, papers and journals."""
        for match in DOCUMENT.finditer(reading.text):
            start, end = match.span(1)
            kind = EntityType.PROGRAM
            if TITLE_IN_BRACKETS.fullmatch(match.group()):
                kind = EntityType.ORGANIZATION
            yield propose(reading, start, end, kind, "plain.document")


def _is_field(text: str, mention: Mention) -> bool:
    """Whether the name of a department is what a meeting or a technique is about (某医院神经外科|高峰论坛)."""
    return mention.type in FIELD_TYPES and mention.text.endswith("科") and FIELD_OF.match(text, mention.end) is not None


def _only_nouns(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands before a department's field belongs to its name (妇幼|信息科), and no clause does."""
    tokens = reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]
    return all(token.tag.startswith(("n", "b", "j", "a")) for token in tokens)


def _inner_edges(size: int, chosen: Sequence[Mention]) -> bytearray:
    """For each position whether it lies inside of a chosen name, so that nothing may begin or end there."""
    inner = bytearray(size + 1)
    for mention in chosen:
        if not mention.nested and mention.type is not EntityType.PLACE:
            inner[mention.start + 1 : mention.end] = b"\x01" * (mention.end - mention.start - 1)
    return inner


def _by_word(tables: Mapping[EntityType, frozenset[str]]) -> Mapping[str, tuple[EntityType, ...]]:
    words = sorted({word for table in tables.values() for word in table})
    return {word: tuple(kind for kind, table in tables.items() if word in table) for word in words}


def _is_ordinary(reading: Reading, start: int, end: int) -> bool:
    """Whether the dictionary has the stretch, or a word that it begins, as an ordinary word: nobody's name."""
    token = reading.tokens[reading.token_at[start]]
    return token.start == start and token.end >= end and token.tag in ORDINARY_TAGS


def _ends_before(reading: Reading, position: int) -> Iterator[int]:
    """Where the full name may end before 简称: at the bracket, or before a bracket between (…中心(医院)(简称…)."""
    yield from range(position, max(0, position - 4), -1)
    for at in (position, position - 1):
        bracket = reading.bracket_start(at)
        if bracket is not None:
            yield bracket


def _again(reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
    """What was found once is proposed wherever it stands, and by the short form that the text gives it."""
    types: dict[str, dict[EntityType, None]] = {}
    ends = {mention.end: mention for mention in found}
    there = {(mention.start, mention.end, mention.type) for mention in found if mention.rule not in UNSURE}
    for mention in found:
        if (
            mention.anaphor
            or mention.group
            or mention.nested
            or mention.rule in UNSURE
            or len(mention.text) < LONGEST_SHORT
        ):
            continue
        types.setdefault(mention.text, {})[mention.type] = None
    for match in NAME_IN_SHORT.finditer(reading.text):
        full = next((ends[at] for at in _ends_before(reading, match.start()) if at in ends), None)
        if full is not None:
            types[match.group(1)] = {full.type: None}  # what a text explains, it explains for all
    for start, end, word in Spotter(sorted(types)).find(reading.text) if types else ():
        for kind in types[word]:
            if kind is EntityType.PERSON and _is_ordinary(reading, start, end):
                continue
            torn = word[0] in LEVELS and reading.text[start - 1 : start] in POINTERS and start > 0
            if (start, end, kind) not in there and not torn:
                field = kind is EntityType.ORGANIZATION and reading.text.startswith(FIELD_BEHIND, end)
                yield propose(reading, start, end, kind, "plain.again-field" if field else "plain.again")
