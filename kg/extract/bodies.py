"""Bodies: hospitals, primary care, public health, agencies, organisations.

A Chinese body is named place + qualifiers + head (银川市 + 第一 + 人民 + 医院), so each head is
extended to the left over what such names are made of, and kept if something in it makes it a
name rather than a class (三级医院, 乡镇卫生院 are classes). `kg.extract.walk` is the extension.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.forces import ForceHospitals
from kg.extract.organs import Organs, opens_name
from kg.extract.phrases import phrase_start
from kg.extract.reading import BREAKS, Reading, Spotter, alternatives, is_free_standing
from kg.extract.walk import Body, Surroundings, Walk
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import BodyHead, HeadTrait, NameTables
from kg.resources.words import alternation

__all__ = ["BodyFinder"]

GOVERNMENT_BEHIND = re.compile(
    rf"[、和]?({alternation('names/bodies.government_behind')}?(?:人民)?政府)(?![\u4e00-\u9fff]?(?:办|部门|工作))"
)
SECTION = re.compile(r"科(?=主任|副主任|科长|副科长|护士长|负责人)")
"""A department, told by the post behind it (质量管理|科|科长)."""
AGENCY_SECTION = re.compile(r"[委局厅](?=[\u4e00-\u9fff]{2,8}科$)")
BRACKET = re.compile(r"[(（][\u4e00-\u9fff]{1,6}[)）]")
INNER_GOES_ON = re.compile(
    "(?<=疾控)中心|(?<=[大学院])(?:附属|第?[一二三四五六七八九十]|医学院附属|人民医院|口腔|肿瘤|儿童|中日)"
)
"""Behind a name that opens a longer one these go on with it (某大学|附属医院): it is not meant by itself."""
NOT_A_COMMITTEE = "派托任员内"
"""Behind 委 these make another word (委派, 委员)."""
OWNERS = (
    EntityType.HOSPITAL,
    EntityType.PRIMARY_CARE,
    EntityType.PUBLIC_HEALTH,
    EntityType.ORGANIZATION,
    EntityType.AGENCY,
)
COMMITTEE_LEVELS = "省市区县州旗盟镇乡"
STAFF_BEHIND = ("医生", "医师", "专家", "护士", "病", "疾", "楼", "大楼", "设置率")
"""Behind the name of a unit these make it a field of work or part of a longer name (重症医学科|医生, 产科|楼)."""
NO_SECTIONS = ("学科", "专科", "本科", "各科")
OFFICES = ("办公室", "宣传部", "组织部", "统战部")
BUILDINGS = ("楼", "大楼")
MEETING_BEHIND = re.compile(f"(?:高峰|学术|专题|技术|新进展)?{alternation('names/bodies.meeting_behind')}")
"""Behind a unit and its owner the field that a meeting is about (某医院|神经外科高峰论坛)."""
OTHER_WORD_BEHIND = "长"
"""Behind a head that ends in 校 this begins another word (医学院|校长)."""
MIN_LONE_UNIT_CHARS = 4
MAX_WORD_CHARS = 2
"""A known name as short as this may be torn out of two words (居|民建|立)."""


LONGER_OFFICES = ("公厅", "公室")
"""Behind 办 the office is still being named."""


class BodyFinder:
    """Finds bodies in a reading; built once from the name tables.

    >>> from kg.resources.names import load_names
    >>> finder = BodyFinder(load_names())
    >>> [body.text for body in finder.find(Reading.of("市第二人民医院与三级医院结对", ()))]
    ['市第二人民医院']
    """

    def __init__(self, names: NameTables) -> None:
        self._heads: Mapping[str, BodyHead] = {head.head: head for head in names.body_heads}
        self._head_spotter = Spotter(self._heads)
        self._qualifiers = names.qualifiers
        self._qualifier_spotter = Spotter(names.qualifiers)
        self._levels = names.levels
        self._stops = names.words(names.stops, "carry")
        self._organs = Organs(names)
        self._forces = ForceHospitals(names)
        self._known: dict[str, EntityType] = {}
        for kind, terms in (
            (EntityType.HOSPITAL, names.hospitals),
            (EntityType.ORGANIZATION, names.organizations),
            (EntityType.AGENCY, names.agencies),
        ):
            self._known.update((form, kind) for term in terms for form in term.forms)
        self._known_spotter = Spotter(self._known)
        charges, units = alternatives(names.departments["charge"]), alternatives(names.departments["unit"])
        # Not the posts and the grades of staff (处长, 科员, 处级), nor other words with 办 (办公, 办理).
        self._department = re.compile(f"(?:{charges}){{1,2}}(?:{units})(?![长员法级公理好事])")

    def find(self, reading: Reading) -> tuple[Mention, ...]:
        """All bodies, outermost names only, in order of start."""
        return self.search(reading)[0]

    def search(self, reading: Reading) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """The outermost bodies, and the owners that open one of them (某医院|骨科): these may be meant alone."""
        known = {body.end: body for body in self._known_bodies(reading)}
        told = (
            *self._organs.find_party_organs(reading),
            *self._organs.find_missions(reading),
            *self._organs.find_channels(reading, known),
            *self._forces.find(reading),
        )
        settled = {body.end for body in told}
        bodies = known | {body.end: body for body in (*self._sections(reading), *told)}
        around = Surroundings(reading, bodies, self._qualifiers_by_end(reading.text), self._levels, self._stops)
        heads: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for start, end, word in (*self._head_spotter.find(reading.text), *self._bracketed_heads(reading.text)):
            if not (word.endswith("院校") and reading.text.startswith(OTHER_WORD_BEHIND, end)):
                heads[end][start] = word
        # From left to right, for a body may own the next; of heads with one end the longest decides.
        for end in sorted(heads):
            for start in sorted(heads[end]):
                body = self._body(around, start, end, self._heads[heads[end][start]])
                if body is not None:
                    if end not in bodies or (body.start < bodies[end].start and end not in settled):
                        bodies[end] = body
                    break
        bodies |= {body.end: body for body in self._organs.with_parts(reading, bodies)}
        outer = _longest(bodies)
        longest = {body.start: body for body in outer}
        inner = [
            body
            for body in bodies.values()
            if body.start in longest
            and body.end < longest[body.start].end
            and body.type in OWNERS
            and not INNER_GOES_ON.match(reading.text, body.end)
        ]
        owners = (
            Mention(
                body.start, body.end, reading.text[body.start : body.end], body.type, rule="plain.inner", confidence=0.3
            )
            for body in inner
        )
        return tuple(self._with_governments(reading, self._mentions(reading, outer))), tuple(owners)

    def _qualifiers_by_end(self, text: str) -> Mapping[int, tuple[int, str, str]]:
        found = self._qualifier_spotter.longest_by_end(text)
        return {end: (start, word, self._qualifiers[word]) for end, (start, word) in found.items()}

    def _known_bodies(self, reading: Reading) -> Iterator[Body]:
        for end, (start, word) in self._known_spotter.longest_by_end(reading.text).items():
            torn = len(word) <= MAX_WORD_CHARS and not opens_name(reading, start)
            torn = torn or (word.endswith("部") and reading.text.startswith("门", end))
            if not torn and (not word.isascii() or is_free_standing(reading.text, start, end)):
                yield Body(start, end, self._known[word], "body.known")

    def _sections(self, reading: Reading) -> Iterator[Body]:
        for match in SECTION.finditer(reading.text):
            start = phrase_start(reading, match.start(), stops=self._stops, max_chars=8, over_quotes=False)
            tokens = reading.tokens[reading.token_at[start] : reading.token_at[match.start()]]
            counted = any(token.tag.startswith(("m", "q", "r")) for token in tokens)
            if start < match.start() and not counted and reading.text[start : match.end()] not in NO_SECTIONS:
                of_agency = AGENCY_SECTION.search(reading.text, start, match.end())
                kind = EntityType.AGENCY if of_agency else EntityType.ORGANIZATION
                yield Body(start, match.end(), kind, "body.section")

    def _bracketed_heads(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Heads with a bracket inside: 急救(指挥)中心 is an 急救中心."""
        brackets = [match.span() for match in BRACKET.finditer(text)]
        if not brackets:
            return
        kept = [index for start, end in _between(brackets, len(text)) for index in range(start, end)]
        for start, end, word in self._head_spotter.find("".join(text[index] for index in kept)):
            first, last = kept[start], kept[end - 1] + 1
            if last - first > len(word):
                yield first, last, word

    def _body(self, around: Surroundings, start: int, end: int, head: BodyHead) -> Body | None:
        owner = around.bodies.get(start)
        if head.anchor == "branch":
            if around.reading.text.startswith(LONGER_OFFICES, end):
                return None
            if owner is not None and owner.type.is_health_institution and head.head in OFFICES:
                return Body(owner.start, end, EntityType.ORGANIZATION, "body.unit")
            is_branch = owner is not None and owner.type is EntityType.AGENCY
            return Body(owner.start, end, head.type, "body.office") if owner is not None and is_branch else None
        if head.anchor == "owner":
            return self._unit(around.reading, start, end, head, owner)
        if owner is not None and owner.type is EntityType.AGENCY and HeadTrait.ORGAN in head.traits:
            return None
        if head.anchor == "party":
            return self._committee(around.reading, start, end, head)
        return Walk(around, head, start).body(end)

    @staticmethod
    def _unit(reading: Reading, start: int, end: int, head: BodyHead, owner: Body | None) -> Body | None:
        """A unit behind its owner, or one that stands alone."""
        if owner is not None and owner.type is not EntityType.AGENCY and HeadTrait.APART not in head.traits:
            if MEETING_BEHIND.match(reading.text, end) or reading.text.startswith(BUILDINGS, end):
                return None
            return Body(owner.start, end, head.type, "body.unit")
        if head.type is not EntityType.ORGANIZATION:
            return None
        listed = "、" in (reading.text[start - 1 : start], reading.text[end : end + 1])
        if len(head.head) < MIN_LONE_UNIT_CHARS and owner is None and not listed:
            return None
        field = reading.text.startswith(STAFF_BEHIND, end) or MEETING_BEHIND.match(reading.text, end)
        if reading.starts_word(start) and not field:
            return Body(start, end, head.type, "body.unit-alone")
        return None

    def _committee(self, reading: Reading, start: int, end: int, head: BodyHead) -> Body | None:
        """省委, 市委 … : a committee, unless 委 begins another word (市委派)."""
        if end < len(reading.text) and reading.text[end] in NOT_A_COMMITTEE:
            return None
        place = reading.place_by_end.get(end - 1)
        if place is not None and place.start < start and head.head[0] in COMMITTEE_LEVELS:
            return Body(place.start, end, head.type, "body.place")
        before = reading.text[start - 1] if start else " "
        if reading.starts_word(start) or before in BREAKS or before in self._stops:
            return Body(start, end, head.type, "body.level")
        return None

    def _mentions(self, reading: Reading, bodies: Sequence[Body]) -> Iterator[Mention]:
        for body in bodies:
            end = self._department_end(reading, body)
            text = reading.text[body.start : end]
            method = Method.DICTIONARY if body.rule == "body.known" else Method.RULE
            yield Mention(body.start, end, text, body.type, method=method, rule=body.rule, confidence=0.9)

    def _department_end(self, reading: Reading, body: Body) -> int:
        """国家卫生健康委 + 医政司: the department belongs to the name."""
        if body.type is not EntityType.AGENCY:
            return body.end
        department = self._department.match(reading.text, body.end)
        return department.end() if department else body.end

    @staticmethod
    def _with_governments(reading: Reading, mentions: Iterator[Mention]) -> Iterator[Mention]:
        """党委、政府: the government behind a committee is that of the same place."""
        for mention in mentions:
            yield mention
            if mention.type is EntityType.AGENCY and mention.text.endswith("委"):
                government = GOVERNMENT_BEHIND.match(reading.text, mention.end)
                if government:
                    (start, end), text = government.span(1), government.group(1)
                    yield Mention(start, end, text, EntityType.AGENCY, rule="body.government", confidence=0.9)


def _longest(bodies: Mapping[int, Body]) -> list[Body]:
    """The longest of overlapping bodies, in order of start."""
    chosen: list[Body] = []
    for body in sorted(bodies.values(), key=lambda item: (item.start, -item.end)):
        if not chosen or body.start >= chosen[-1].end:
            chosen.append(body)
    return chosen


def _between(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches outside of `spans`."""
    position = 0
    for start, end in spans:
        yield position, start
        position = end
    yield position, length
