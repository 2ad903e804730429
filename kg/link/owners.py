"""Units, buildings and organs without a place of their own: whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set

from kg.link.antecedents import Antecedents
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import LinkTables
from kg.resources.places import Place
from kg.resources.words import alternation

__all__ = ["HOLDERS", "HOUSES", "WHOLE_HOUSE", "OwnerLinker", "owned"]

HOLDERS = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH)
HOUSES = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE)
WHOLE_HOUSE = re.compile("(?:医院|保健院|卫生院|医学中心|医疗中心)$")
"""What a campus belongs to is no campus itself."""
_GROUPS = (EntityType.AGENCY, EntityType.ORGANIZATION)
_UNIT_TYPES = (EntityType.ORGANIZATION, EntityType.HOSPITAL)
_GROUP_OFFICE = re.compile("^(?P<group>.*(?:领导小组|委员会|指挥部))(?P<office>办公室)$")
_LONGEST_UNIT = 8
"""A longer one (金域众康医学检验实验室) has a name of its own, and is not the report's own body's by default."""
_REGIMENT = re.compile("^[一二三四五六七八九十〇○零0-9]{2,4}团")
_STATION = re.compile("^驻(委|局|厅)")
_UNIT_GAP = re.compile("^(?:、|和|及|与|以及)$")
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
_HELPING = re.compile(alternation("link/owners.helping"))
"""What stands between a helper and the department of somebody else: 甲医院包建心内科."""
_WITHIN = re.compile(f"(?P<house>[院校])(?={alternation('link/owners.within')})")
"""A house that names its own organs by its first character: 院党委, 校纪委."""
_OF_SCHOOL = re.compile("(?:第[一二三四五六七八九十])?附属(?:[㐀-鿿]{0,4})医院$")
_SCHOOL = re.compile("(?:大学|学院|学校)$")
_FACILITY_OWNED = re.compile(f"{alternation('link/owners.facility_owned')}|项目$|工程$")


class OwnerLinker:
    """Gives units the name of their owner, in order of the text.

    `bodies` are the full names of all bodies of the text, set before the first question.
    """

    def __init__(self, text: str, region: Place | None, tables: LinkTables) -> None:
        self.bodies: Set[str] = frozenset()
        self._text = text
        self._region = region
        self._tables = tables
        self._units: dict[str, set[Entity]] = defaultdict(set)
        self._holder_before: tuple[int, Entity] | None = None

    def note(self, mention: Mention, entity: Entity) -> None:
        """Remembers a unit that has its owner's name in front."""
        owner = _OWNER_OF_UNIT.match(entity.name) if mention.type is EntityType.ORGANIZATION else None
        if owner:
            self._units[entity.name[owner.end() :]].add(entity)
            self._holder_before = mention.end, Entity(owner["owner"], EntityType.HOSPITAL, place=entity.place)

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
        building = mention.type is EntityType.FACILITY and bool(_FACILITY_OWNED.search(rest))
        unit = mention.type in _UNIT_TYPES and self._tables.ends_in("unit", rest)
        if unit and _STAFF.match(self._text, mention.end) and not antecedents.ends_at(mention.start):
            return None
        campus = mention.type in HOUSES and rest.endswith(("院区", "分院"))
        if not (building or unit or campus):
            return None
        if unit and (sharing := self._sharing(mention)):
            return owned(mention, sharing.name + rest, sharing, 0.8)
        named = self._units.get(rest, set())
        if unit and len(named) == 1 and not antecedents.ends_at(mention.start):
            (before,) = named
            return Link(before, 0.8, (f"the one {rest} that the text has named",))
        owner = antecedents.last(HOLDERS, nearest=antecedents.ends_at(mention.start))
        if unit and (there := antecedents.last(HOLDERS, nearest=True)) and antecedents.is_place(there[0]):
            owner = there
        elif owner is not None and _HELPING.search(self._text, owner[0], mention.start):
            other = antecedents.last(HOLDERS, without=owner[1].name)
            helped = antecedents.own or (other[1] if other else None)
            if helped is not None and helped != owner[1]:
                return owned(mention, helped.name + rest, helped, 0.7)
        if owner is None or antecedents.sentence(owner[0]) != antecedents.sentence(mention.start):
            own = antecedents.own if campus or (unit and len(rest) <= _LONGEST_UNIT) else None
            if campus and own is None:
                last = antecedents.last(HOUSES, WHOLE_HOUSE)
                own = last[1] if last else None
            return owned(mention, own.name + rest, own, 0.7) if own else None
        holder = self._above_branch(owner[1].name)
        return owned(mention, holder + rest, owner[1], 0.85 if owner[0] == mention.start else 0.75)

    def _house_of(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
        """What a house calls by a part of its own name: 院党委, and 第一附属医院 in a university's report."""
        if _OF_SCHOOL.fullmatch(rest) and mention.type is EntityType.HOSPITAL:
            school = antecedents.last((EntityType.ORGANIZATION,), _SCHOOL)
            return owned(mention, school[1].name + rest, school[1], 0.8) if school else None
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

    def _sharing(self, mention: Mention) -> Entity | None:
        """The holder of the unit that this one is listed behind: 某医院心内科、呼吸科."""
        if self._holder_before is None:
            return None
        end, holder = self._holder_before
        return holder if _UNIT_GAP.match(self._text[end : mention.start]) else None

    def _organ(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
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
