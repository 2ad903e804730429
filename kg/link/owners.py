"""Units, buildings and organs without a place of their own: whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.link.antecedents import Antecedents
from kg.link.holding import CLAUSE, HELPING, HOLDERS, LEAST, Choice, Known, Row, choices, likeliest
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import LinkTables, load_holder_weights
from kg.resources.places import Place
from kg.resources.words import alternation

__all__ = ["Asked", "OwnerLinker", "owned"]

_GROUPS = (EntityType.AGENCY, EntityType.ORGANIZATION)
_UNIT_TYPES = frozenset({EntityType.ORGANIZATION, EntityType.FACILITY, *HOLDERS})
_GROUP_OFFICE = re.compile("^(?P<group>.*(?:领导小组|委员会|指挥部))(?P<office>办公室)$")
_REGIMENT = re.compile("^[一二三四五六七八九十〇○零0-9]{2,4}团")
_DEPARTMENT_OF_STATE = re.compile("[^公院]{2,6}司")
_MINISTRY = re.compile("^国家.*(?:委员会|局|部)$|部$")
_STATION = re.compile("^驻(委|局|厅)")
_STAFF = re.compile(f"(?:[、和及与][^,，。；;、]{{1,8}}){{0,4}}?等?{alternation('link/owners.staff')}")
"""A field that people are counted by (儿科、骨科等专业人员) is nobody's department."""
_OWNER_OF_UNIT = re.compile(
    r"^(?P<owner>.{2,}?(?:医院|保健院|卫生院|血站|疾病预防控制中心|社区卫生服务中心|院区)(?:.{0,6}(?:院区|分院))?)(?=.{2,}$)"
)
"""The body whose unit a name is, so that what is listed behind it is its unit too."""
_OWN_NAME = re.compile(
    f'{alternation("link/owners.own_name")}|[“"]|.{{2,}}{alternation("link/owners.institute")}.|.{{2,}}[一二三四五六七八九]院.'
)
"""How a unit begins that is nobody's department: of the whole country, with a name of its own, or with its owner."""
_OURS = re.compile("^[我本]院(?=..)")
_WITHIN = re.compile(f"(?P<house>[院校])(?={alternation('link/owners.within')})")
"""A house that names its own organs by its first character: 院党委, 校纪委."""
_OF_SCHOOL = re.compile("(?:第[一二三四五六七八九十])?附属(?:[㐀-鿿]{0,4})医院$")
_SCHOOL = re.compile("(?:大学|学院|学校)$")
_FACILITY_OWNED = re.compile(f"{alternation('link/owners.facility_owned')}|项目$|工程$")
_DEPARTMENTS = frozenset({EntityType.ORGANIZATION, EntityType.HOSPITAL})
_LONGEST_UNIT = 8
"""A longer one (金域众康医学检验实验室) has a name of its own, and is not the report's own body's by default."""
_UNIT_GAP = re.compile("、|和|及|与|以及")
_WHOLE_HOUSE = re.compile("(?:医院|保健院|卫生院|医学中心|医疗中心)$")
"""What a campus belongs to is no campus itself."""
_SETS_UP = re.compile(f"(?:内|下)?{alternation('link/holding.setting')}[有了]?$")
_ANY_CAMPUS = re.compile("(?:[新老旧本]|[东南西北中城]{1,2}|.{2,5})?(?:院区|分院|分院区)|[新老旧东南西北]院")
_HOUSE_OF_CAMPUS = re.compile("^(?P<house>.{3,}?(?:医院|保健院|卫生院|中心)).{0,6}(?:院区|分院|新院|总院)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit whose holder was asked for: the choices, and the full name that each would give it."""

    mention: Mention
    choices: tuple[Choice, ...]
    names: tuple[str, ...]


class OwnerLinker:
    """Gives units the name of their owner, in order of the text.

    `bodies` counts the full names of all bodies of the text, set before the first question; `asked` is what was asked.
    """

    def __init__(self, text: str, region: Place | None, tables: LinkTables) -> None:
        self.bodies: Mapping[str, int] = {}
        self.asked: list[Asked] = []
        self._text = text
        self._region = region
        self._tables = tables
        self._row: Row | None = None
        self._units: dict[str, set[Entity]] = defaultdict(set)

    def note(self, mention: Mention, entity: Entity) -> None:
        """Remembers a unit that has its owner's name in front."""
        owner = _OWNER_OF_UNIT.match(entity.name) if mention.type in _UNIT_TYPES else None
        if owner and self._row_end() != mention.end:
            holder = Entity(owner["owner"], EntityType.HOSPITAL, place=entity.place)
            self._row = Row(mention.end, holder, is_told=True)
            self._units[entity.name[owner.end() :]].add(holder)

    def _row_end(self) -> int:
        return self._row.end if self._row else -1

    def link(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
        """A unit, building or organ without a place of its own takes its owner's name."""
        if match := _STATION.match(rest):
            owner = antecedents.last((EntityType.AGENCY,), nearest=True)
            if owner is not None:
                return owned(mention, "驻" + owner[1].name + rest[match.end() :], owner[1], 0.8)
        if _REGIMENT.match(rest) or _OWN_NAME.match(rest):
            return None
        if (house := self._house_of(mention, rest, antecedents)) is not None:
            return house
        if mention.type is EntityType.AGENCY:
            return self._organ(mention, rest, antecedents)
        if mention.type not in _UNIT_TYPES or rest in self._tables.heads["standard"]:
            return None
        if mention.type in HOLDERS and rest.endswith("院") and not _ANY_CAMPUS.fullmatch(rest):
            return None  # a house, and nobody's unit
        if _STAFF.match(self._text, mention.end) and not antecedents.ends_at(mention.start):
            return None
        told = self._told(mention, rest, antecedents)
        if told is None:
            return self.choose(mention, rest, antecedents)
        self._row = Row(mention.end, told, is_told=True)
        return owned(mention, told.name + rest, told, 0.8)

    def _told(self, mention: Mention, rest: str, antecedents: Antecedents) -> Entity | None:
        """The house that the words leave no doubt about: where the unit is set up, or whose it was told to be."""
        if self._row and self._row.is_told and _UNIT_GAP.fullmatch(self._text[self._row.end : mention.start]):
            return self._row.holder
        nearest = antecedents.last(HOLDERS, nearest=True)
        if nearest is not None and nearest[0] == mention.start:
            is_part = mention.type is EntityType.FACILITY or self._tables.ends_in("unit", rest)
            return nearest[1] if is_part else None
        if nearest is not None and not CLAUSE.search(self._text, nearest[0], mention.start):
            if antecedents.is_place(nearest[0]) or _SETS_UP.match(self._text[nearest[0] : mention.start]):
                return nearest[1]
            return None
        named = self._units.get(rest, set())
        return next(iter(named)) if len(named) == 1 else None

    def choose(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
        """The unit of the house that it most likely belongs to; `None` where that is nobody."""
        usual = self._usual(mention, rest, antecedents)
        found = choices(self._text, mention, rest, antecedents, Known(self._row, usual, self.bodies))
        self.asked.append(Asked(mention, tuple(found), tuple(self._spelled(each.holder, rest) for each in found)))
        campus = bool(_ANY_CAMPUS.fullmatch(rest))
        best, probability = likeliest(found, load_holder_weights(), least=0.0 if campus else LEAST)
        holder = best.holder
        if not campus:
            self._row = Row(mention.end, holder)
        return owned(mention, self._spelled(holder, rest), holder, round(probability, 2)) if holder else None

    def _usual(self, mention: Mention, rest: str, antecedents: Antecedents) -> str | None:
        """Whose it is by the rule of thumb: of the house in front, unless that helps there, or the report's own."""
        building = mention.type is EntityType.FACILITY and bool(_FACILITY_OWNED.search(rest))
        unit = mention.type in _DEPARTMENTS and self._tables.ends_in("unit", rest)
        campus = bool(_ANY_CAMPUS.fullmatch(rest))
        if not (building or unit or campus):
            return None
        owner = antecedents.last(HOLDERS, nearest=antecedents.ends_at(mention.start))
        if unit and (there := antecedents.last(HOLDERS, nearest=True)) and antecedents.is_place(there[0]):
            owner = there
        elif owner is not None and HELPING.search(self._text, owner[0], mention.start):
            other = antecedents.last(HOLDERS, without=owner[1].name)
            helped = antecedents.own or (other[1] if other else None)
            if helped is not None and helped != owner[1]:
                return helped.name
        if owner is None or antecedents.sentence(owner[0]) != antecedents.sentence(mention.start):
            own = antecedents.own if campus or (unit and len(rest) <= _LONGEST_UNIT) else None
            if campus and own is None:
                last = antecedents.last(HOLDERS, _WHOLE_HOUSE)
                own = last[1] if last else None
            return own.name if own else None
        return owner[1].name

    def _spelled(self, holder: Entity | None, rest: str) -> str:
        """What a unit of the holder is called in full; a campus is no campus's."""
        if holder is None:
            return rest
        if not _ANY_CAMPUS.fullmatch(rest):
            return self._above_branch(holder.name) + rest
        if holder.name.endswith(rest):  # the campus that the report is of
            return holder.name
        house = _HOUSE_OF_CAMPUS.match(holder.name)
        return (house["house"] if house else holder.name) + rest

    def _house_of(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
        """What a house calls by a part of its own name: 院党委, and 第一附属医院 in a university's report."""
        if _OF_SCHOOL.fullmatch(rest) and mention.type is EntityType.HOSPITAL:
            school = antecedents.last((EntityType.ORGANIZATION,), _SCHOOL)
            return owned(mention, school[1].name + rest, school[1], 0.8) if school else None
        ours = _OURS.match(rest)
        if ours is not None and antecedents.own is not None:
            return owned(mention, antecedents.own.name + rest[ours.end() :], antecedents.own, 0.8)
        within = _WITHIN.match(rest)
        if within is None or mention.type not in _GROUPS:
            return None
        if within["house"] == "院":
            last = antecedents.last(HOLDERS)
            owner = antecedents.own or (last[1] if last else None)
        else:
            found = antecedents.last((EntityType.ORGANIZATION,), _SCHOOL)
            owner = found[1] if found else None
        return owned(mention, owner.name + rest[1:], owner, 0.8) if owner else None

    def _organ(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
        if _DEPARTMENT_OF_STATE.fullmatch(rest):
            ministry = antecedents.last((EntityType.AGENCY,), _MINISTRY)
            return owned(mention, ministry[1].name + rest, ministry[1], 0.8) if ministry else None
        if not self._tables.ends_in("organ", rest):
            return None
        if match := _GROUP_OFFICE.match(rest):
            group = antecedents.last(_GROUPS, re.compile(re.escape(match["group"]) + "$"))
            if group is not None:
                return owned(mention, group[1].name + match["office"], group[1], 0.8)
        owner = antecedents.last((EntityType.AGENCY,), re.compile("委员会$|局$|厅$|政府$"))
        if owner is not None and antecedents.sentence(owner[0]) == antecedents.sentence(mention.start):
            return owned(mention, owner[1].name + rest, owner[1], 0.75)
        region = self._region
        if region is None:
            return None
        return Link(Entity(region.name + rest, mention.type, place=region.code), 0.6, ("of the document's region",))

    def _above_branch(self, name: str) -> str:
        """The body that a branch belongs to, where the text names that too (某中心医院儿童医院)."""
        cuts = (name[:length] for length in range(4, len(name)))
        return next((cut for cut in cuts if cut.endswith("医院") and cut in self.bodies), name)


def owned(mention: Mention, name: str, owner: Entity, confidence: float) -> Link:
    """The link of a mention that goes by `name` as a part of `owner`."""
    return Link(Entity(name, mention.type, place=owner.place), confidence, (f"belongs to {owner.name}",))
