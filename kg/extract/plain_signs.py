"""Plain names that a word beside them introduces: a former or new name, a maker, a part of a list, a level word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.forces import ForceHospitals
from kg.extract.plain_extents import find_extents
from kg.extract.plain_places import PlainPlaces
from kg.extract.plain_shapes import propose
from kg.extract.plain_told import PlainTold
from kg.extract.reading import PlaceSpan, Reading, Spotter, alternatives
from kg.model.mention import EntityType, Mention
from kg.resources.names import NameTables
from kg.resources.words import alternation

__all__ = ["PlainSigns", "country_before"]

RENAMED = re.compile(rf"(?:{alternation('names/plain_signs.renamed')}|(?<![\u4e00-\u9fff])原)[:：]?[“\"‘]?")
"""Behind these a body is called by a name that may be short of its place."""
BODY_TYPES = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH)
GRADED = re.compile("[一二三]级|三甲|三乙|独立|国家|市级|省级")
"""What a body becomes that is no name of it."""
CLAUSE_TAGS = ("v", "u", "p", "d", "r", "m")
NAME = re.compile(r"[\u4e00-\u9fff]{2,16}")
MIN_NAME_CHARS = 3
COUNTRY_RANK = 1
YEARLY = re.compile(r"年(?=(?:门诊|急诊|门急诊|住院|手术|出院|诊疗))")
LEVEL = ("省", "市", "县", "区", "州", "旗", "盟", "自治区", "自治州", "镇", "乡")
LEVEL_BEFORE = frozenset("。，,；;：:\n来由经")
STOREYS = re.compile(r"(?:\d+|[一二三四五六七八九十]+)层(?:高)?(?:的)?$")
OFFICE_ROW = re.compile(r"(?<=[、：:,，设有])(?:办公室|全科)(?=[、，,；;。及和与(（])")
GROUP_AFTER = re.compile(rf"{alternation('names/plain_signs.group_after')}?(?:科室|专科|学科|病区)\d+(?:余|多)?个")
NO_TRAIL = ("长", "院", "校")


class PlainSigns:
    """Proposes what is introduced by a word beside it; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        kinds: dict[str, list[EntityType]] = {}
        for kind in BODY_TYPES:
            for head in sorted(names.plain_heads[kind]):
                kinds.setdefault(head, []).append(kind)
        for body in names.body_heads:
            if body.anchor == "named" and body.type in BODY_TYPES and body.type not in kinds.get(body.head, ()):
                kinds.setdefault(body.head, []).append(body.type)
        self._disease_kinds = re.compile(f"(?:{alternatives(names.plain_words['disease-before'])})+$")
        self._level_verbs = frozenset(names.plain_words["level-verb"])
        self._kinds: Mapping[str, Sequence[EntityType]] = kinds
        self._forces = ForceHospitals(names)
        self._places = PlainPlaces(names)
        self._told = PlainTold(names)
        self._spotter = Spotter(sorted(kinds))

    def find(self, reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
        """All that is told by such a word. `found` is what the grammar knows already."""
        yield from self._renamed(reading)
        yield from self._levels(reading)
        yield from _rows(reading)
        yield from _parts(reading, found)
        yield from find_extents(reading, found)
        yield from self._places.find(reading)
        yield from self._told.find(reading, found)
        yield from self._qualified(reading, found)
        for start, end in self._forces.find_numbered(reading):
            yield propose(reading, start, end, EntityType.HOSPITAL, "plain.number")

    def _renamed(self, reading: Reading) -> Iterator[Mention]:
        """更名为|妇幼保健所, 简称|校医院, 原|防疫站: what is said there is the name of a body."""
        ends = self._spotter.longest_by_end(reading.text)
        for match in RENAMED.finditer(reading.text):
            start = match.end()
            run = NAME.match(reading.text, start)
            if (
                run is None
                or GRADED.match(run.group())
                or reading.tokens[reading.token_at[start]].tag.startswith(CLAUSE_TAGS)
            ):
                continue
            last = next((end for end in range(run.end(), start + MIN_NAME_CHARS - 1, -1) if end in ends), None)
            if last is not None and ends[last][0] >= start and not reading.text.startswith(NO_TRAIL, last):
                for kind in self._kinds[ends[last][1]]:
                    yield propose(reading, start, last, kind, "plain.renamed")

    def _qualified(self, reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
        """急性|心肌梗死: a known disease with the words before it that say which kind it is."""
        for mention in found:
            if mention.type is EntityType.DISEASE and mention.rule in ("disease.known", "plain.name"):
                kind = self._disease_kinds.search(reading.text, max(0, mention.start - 8), mention.start)
                if kind is not None and reading.starts_word(kind.start()):
                    yield propose(reading, kind.start(), mention.end, mention.type, "plain.qualified")

    def _levels(self, reading: Reading) -> Iterator[Mention]:
        """A level word that is a clause's subject or goal by itself (1992年,|县|出台…): the place of the report."""
        for index, token in enumerate(reading.tokens):
            if token.text not in LEVEL or not (token.start == 0 or reading.text[token.start - 1] in LEVEL_BEFORE):
                continue
            behind = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
            if behind is not None and behind.text in self._level_verbs:
                yield propose(reading, token.start, token.end, EntityType.PLACE, "plain.level-alone", anaphor=True)


def country_before(reading: Reading, start: int) -> PlaceSpan | None:
    """The foreign country whose name ends here: of makers and foreign bodies it is the first part of the name."""
    place = reading.place_by_end.get(start)
    if place is None or place.parts[-1][2] > COUNTRY_RANK:
        return None
    return None if reading.text[place.start : place.end] in ("中国", "中华") else place


def _rows(reading: Reading) -> Iterator[Mention]:
    for match in OFFICE_ROW.finditer(reading.text):
        yield propose(reading, *match.span(), EntityType.ORGANIZATION, "plain.office-row")
    for match in GROUP_AFTER.finditer(reading.text):
        yield propose(reading, *match.span(), EntityType.ORGANIZATION, "plain.group-after", group=True)


def _parts(reading: Reading, found: Sequence[Mention]) -> Iterator[Mention]:
    """Longer and shorter extents of what was found: without the year's 年, with storeys, with the country."""
    text = reading.text
    for mention in found:
        if mention.type is EntityType.INDICATOR:
            yearly = YEARLY.match(text, mention.start)
            if yearly is not None and mention.end - yearly.end() >= MIN_NAME_CHARS:
                yield propose(reading, yearly.end(), mention.end, mention.type, "plain.yearly-rest")
        elif mention.type is EntityType.FACILITY:
            storeys = STOREYS.search(text, max(0, mention.start - 5), mention.start)
            if storeys is not None:
                yield propose(reading, storeys.start(), mention.end, mention.type, "plain.storeys")
        elif mention.type in (EntityType.ORGANIZATION, EntityType.HOSPITAL):
            country = country_before(reading, mention.start)
            if country is not None:
                maker = mention.rule == "plain.name" and mention.type is EntityType.ORGANIZATION
                rule = "plain.maker-abroad" if maker else "plain.abroad"
                yield propose(reading, country.start, mention.end, mention.type, rule)
