"""Bodies and facilities: from short and context forms to the full official name."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.link.antecedents import Antecedents
from kg.link.hits import PlaceKind
from kg.link.levels import LevelResolver
from kg.link.names import LEVEL_WORD, BodyName, Form, compose, expand, rest_key
from kg.link.tails import Tails
from kg.link.terms import normal_quotes
from kg.link.toponyms import PlaceIndex
from kg.model.mention import Entity, EntityType, Link, Mention
from kg.resources.link import LinkTables
from kg.resources.places import Place

__all__ = ["BodyLinker"]

_HOLDERS = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH)
_ABOVE = (*_HOLDERS, EntityType.AGENCY)
_GROUPS = (EntityType.AGENCY, EntityType.ORGANIZATION)
_UNIT_TYPES = (EntityType.ORGANIZATION, EntityType.HOSPITAL)
_UNDER = re.compile("(?:下属|所属|直属|内设|下设|新设|设立|成立)的?$")
_GROUP_OFFICE = re.compile("^(?P<group>.*(?:领导小组|委员会|指挥部))(?P<office>办公室)$")
_LONGEST_UNIT = 8
"""A longer one (金域众康医学检验实验室) has a name of its own, and is not the report's own body's by default."""
_CAMPUSES = frozenset({"院区", "分院", "新院区", "分院区"})
_WHOLE_HOUSE = re.compile("(?<!院区)(?<!分院)(?<!新院)(?<!总院)$")
"""What a campus belongs to is no campus itself."""
_SHORT_KINDS = frozenset({PlaceKind.SHORT, PlaceKind.ABBREVIATION})
_NUMBERED = re.compile("^第([一二三四五六七八九十])医院$")
_REGIMENT = re.compile("^[一二三四五六七八九十〇○零0-9]{2,4}团")
_STATION = re.compile("^驻(委|局|厅)")
_LIST_GAP = re.compile("^[、和及与]?$")
_UNIT_GAP = re.compile("^(?:、|和|及|与|以及)$")
_STAFF = re.compile("(?:[、和及与][^,，。；;、]{1,8}){0,4}?等?(?:专业|医生|医师|医护|人才|专家|骨干|医学生)")
"""A field that people are counted by (儿科、骨科等专业人员) is nobody's department."""
_OWNER_OF_UNIT = re.compile(
    r"^(?P<owner>.{2,}?(?:医院|保健院|卫生院|血站|疾病预防控制中心|社区卫生服务中心|院区))(?=.{2,}$)"
)
"""The body whose unit a name is, so that what is listed behind it is its unit too."""
_OWN_NAME = re.compile(
    '[“"]|(?:国务院|中央|全国|中国|国家|中华|世界|国际|全省|全市|全区|全县)|.{2,}(?:大学|学院|学会|协会|医院|公司|集团|基金会).'
)
"""How a unit begins that is nobody's department: of the whole country, with a name of its own, or with its owner."""
_HELPING = re.compile("包建|包帮|包科|帮扶|帮建|帮助|协助|援建|支援|指导|扶持|托管")
"""What stands between a helper and the department of somebody else: 甲医院包建心内科."""
_WITHIN = re.compile("(?P<house>[院校])(?=党委|党总支|党支部|纪委|工会|团委|党政|党办)")
"""A house that names its own organs by its first character: 院党委, 校纪委."""
_OF_SCHOOL = re.compile("(?:第[一二三四五六七八九十])?附属(?:[㐀-鿿]{0,4})医院$")
_SCHOOL = re.compile("(?:大学|学院|学校)$")
_DEICTIC = re.compile("(?P<opening>[我本该此全])(?P<level>自治区|自治州|自治县|自治旗|省|市|区|县|州|盟|旗)$")
"""A place that is pointed to right in front of one of its bodies: 该县|纪委."""
_FACILITY_OWNED = re.compile("楼|病房|院区|实验室|治疗室|手术室|门诊部|用房|项目$|工程$")


class BodyLinker:
    """Reads all bodies of a text, settles one name for each, then links in order."""

    def __init__(self, text: str, index: PlaceIndex, levels: LevelResolver, tables: LinkTables) -> None:
        self._text = text
        self._index = index
        self._levels = levels
        self._tables = tables
        self._standard = tables.heads["standard"]
        self._names: dict[tuple[int, int], BodyName] = {}
        self._types: dict[tuple[int, int], EntityType] = {}
        self._official: dict[tuple[str, str], str] = {}
        self._places: dict[tuple[str, str], Place | None] = {}
        self._by_rest: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._all_official: frozenset[str] = frozenset()
        self._tails = Tails()
        self._before: BodyName | None = None
        self._before_end = -1
        self._holder_before: tuple[int, Entity] | None = None
        self._units: dict[str, set[Entity]] = defaultdict(set)

    def read(self, mention: Mention) -> None:
        """Takes a body's name apart; to be called in order of the text."""
        if mention.group or mention.anaphor or not (mention.type.is_body or mention.type is EntityType.FACILITY):
            return
        name = self._read(mention)
        self._types[mention.start, mention.end] = mention.type
        self._names[mention.start, mention.end] = name
        self._before, self._before_end = name, mention.end

    def settle(self) -> None:
        """Chooses for each body the name that its most telling form gives."""
        best: dict[tuple[str, str], BodyName] = {}
        for name in self._names.values():
            if name.place is None:
                continue
            held = best.get(name.key)
            if held is None or (name.form, -len(name.written)) < (held.form, -len(held.written)):
                best[name.key] = name
        for key, name in best.items():
            self._official[key] = compose(name, self._index.gazetteer, self._tables)
            self._places[key] = name.place
            self._by_rest[key[1]].add(key)
        self._all_official = frozenset(self._official.values())
        for name in self._names.values():
            self._tails.add(name)

    def link(self, mention: Mention, antecedents: Antecedents) -> Link:
        """The link of a body or facility, in order of the text."""
        link = self._link(mention, antecedents)
        owner = _OWNER_OF_UNIT.match(link.entity.name) if mention.type is EntityType.ORGANIZATION else None
        if owner:
            self._units[link.entity.name[owner.end() :]].add(link.entity)
            self._holder_before = mention.end, Entity(owner["owner"], EntityType.HOSPITAL, place=link.entity.place)
        return link

    def _link(self, mention: Mention, antecedents: Antecedents) -> Link:
        name = self._names.get((mention.start, mention.end))
        if name is None:
            return Link(Entity(mention.text, mention.type), 0.4, ("nothing before it fits: kept as written",))
        over = self._over(mention, name, antecedents)
        if over is not None:
            return over
        longer = self._longer(name)
        if longer is not None:
            official = self._official_of(longer)
            entity = Entity(official, mention.type, place=self._holder(longer.place))
            return Link(entity, 0.85, (f"the end of {official}, which the text names",))
        famous = self._tables.aliases[EntityType.HOSPITAL].get(name.surface)
        if famous is not None and mention.type is EntityType.HOSPITAL:
            return Link(Entity(famous, mention.type), 0.9, (f"the usual short name of {famous}",))
        if name.rest in _CAMPUSES:
            return self._link_campus(mention, name, antecedents)
        if name.place is not None:
            return self._link_placed(mention, name)
        return self._link_unplaced(mention, name, antecedents)

    def _over(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link | None:
        """What the words say is below the body in front: 某疾控中心下属的鼠疫防治所, 某委新设的应急办."""
        match = _UNDER.search(self._text, max(0, mention.start - 4), mention.start)
        if match is None or name.place is not None:
            return None
        owner = antecedents.last(_ABOVE, nearest=True)
        if owner is None or owner[0] != match.start():
            return None
        return self._owned(mention, owner[1].name + name.rest, owner[1], 0.8)

    def _link_campus(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link:
        """A campus called after where it stands (奉贤院区) is its hospital's, never the district's."""
        owner = antecedents.own
        if owner is None or owner.type is not EntityType.HOSPITAL or antecedents.ends_at(mention.start):
            last = antecedents.last((EntityType.HOSPITAL,), _WHOLE_HOUSE)
            owner = last[1] if last else None
        if owner is None or not _WHOLE_HOUSE.search(owner.name):
            return Link(Entity(name.surface, mention.type), 0.5, ("a campus whose hospital is not named before",))
        return self._owned(mention, owner.name + name.surface, owner, 0.7)

    def official_names(self) -> list[tuple[int, tuple[EntityType, str, str | None]]]:
        """Where each body stands, with its type, name and division as it is read, in order, with repeats."""
        return [
            (span[0], (kind, self._official_of(name), self._holder(name.place)))
            for span, name in self._names.items()
            if (kind := self._types[span]).is_body
        ]

    def _official_of(self, name: BodyName) -> str:
        if name.place is not None:
            return self._of_part(name) or self._official[self._merged_key(name)]
        return self._known(name) or name.rest

    def _of_part(self, name: BodyName) -> str | None:
        """A unit written with its owner's short name (某中医院治疗室) where the text has the full one."""
        if name.form is Form.FULL:
            return None
        for cut in range(len(name.rest) - 1, 1, -1):
            official = self._official.get(self._longer_key((name.key[0], rest_key(name.rest[:cut])), name.form))
            if official is not None:
                return official + name.rest[cut:]
        return None

    def _read(self, mention: Mention) -> BodyName:
        surface = normal_quotes(mention.text)
        located = self._index.starting_at(mention.start, mention.end)
        if located is not None and located.end < mention.end and located.certain:
            written = self._text[mention.start : located.end]
            rest = expand(surface[len(written) :], self._tables)
            form = Form.SHORT if located.kind in _SHORT_KINDS else Form.FULL
            return BodyName(surface, written, located.place, form, rest, located.parts)
        if located is None and (opening := self._index.opening(expand(surface, self._tables), self._standard)):
            place, end = opening
            form = Form.FULL if surface.startswith(place.name) else Form.SHORT
            return BodyName(surface, surface[:end], place, form, expand(surface[end:], self._tables), 1)
        match = LEVEL_WORD.match(surface) if located is None else None
        if match and match.end() < len(surface):
            found = self._levels.resolve(match.group(1), mention.start)
            if found is not None:
                rest = expand(surface[match.end() :], self._tables)
                return BodyName(surface, match.group(1), found[0], Form.LEVEL, rest, 1)
        return self._read_without_place(mention, surface)

    def _read_without_place(self, mention: Mention, surface: str) -> BodyName:
        rest = expand(surface, self._tables)
        pointed = _DEICTIC.search(self._text, max(0, mention.start - 4), mention.start)
        if pointed is not None:
            back = pointed["opening"] in "该此"
            found = self._levels.resolve(pointed["level"], pointed.start(), back=back)
            if found is not None:
                return BodyName(surface, "", found[0], Form.LEVEL, rest, 1)
        gap = self._text[self._before_end : mention.start] if self._before_end >= 0 else None
        before = self._before
        standard = rest in self._tables.heads["standard"]
        if standard and before is not None and before.place is not None and gap is not None and _LIST_GAP.match(gap):
            # 自治区党委、政府: the second shares the first one's division
            return BodyName(surface, before.written, before.place, Form.LEVEL, rest, 1)
        return BodyName(surface, "", None, Form.NONE, rest)

    def _link_placed(self, mention: Mention, name: BodyName) -> Link:
        official = self._official_of(name)
        entity = Entity(official, mention.type, place=self._holder(name.place))
        if official == name.surface:
            return Link(entity, 1.0, ("the full name",))
        how = {
            Form.FULL: "written out from its place and its short form",
            Form.SHORT: "written out from the short name of its place",
            Form.LEVEL: f"{name.written} means {name.place.name if name.place else ''} here",
        }[name.form]
        return Link(entity, 0.95 if name.form is Form.FULL else 0.85, (how,))

    def _longer(self, name: BodyName) -> BodyName | None:
        """The body of the text whose name this is the end of, where there is just one."""
        if name.form not in {Form.NONE, Form.SHORT} or name.rest in self._tables.heads["standard"]:
            return None
        longer = self._tails.of(name.surface)
        return longer if longer is not None and (name.place is None or longer.key != name.key) else None

    def _merged_key(self, name: BodyName) -> tuple[str, str]:
        return self._of_women_and_children(name) or self._longer_key(name.key, name.form)

    def _longer_key(self, key: tuple[str, str], form: Form) -> tuple[str, str]:
        """第一医院 and 县医院 are 第一人民医院 and 县人民医院 only where the text names those of the same division."""
        match = _NUMBERED.match(key[1])
        numbered = f"第{match.group(1)}人民医院" if match else ""
        longer = (key[0], "人民医院" if key[1] == "医院" and form is Form.LEVEL else numbered)
        return longer if longer[1] and longer in self._official else key

    def _of_women_and_children(self, name: BodyName) -> tuple[str, str] | None:
        """县妇幼 is the one body of the division whose name begins so, be it a 院, a 中心 or a 所."""
        if not name.surface.endswith(("妇幼", "妇保")):
            return None
        key = name.key
        others = {other for other in self._official if other[0] == key[0] and other[1].startswith("妇幼")} - {key}
        return others.pop() if len(others) == 1 else None

    def _holder(self, place: Place | None) -> str | None:
        """The code of the division a body belongs to: of a township, its own; of a village, its parent's."""
        return (place.code or place.parent) if place else None

    def _link_unplaced(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link:
        known = self._known(name)
        if known is not None:
            return Link(Entity(known, mention.type), 1.0 if known == name.surface else 0.95, ("a known body",))
        same = self._by_rest.get(rest_key(name.rest), set())
        if len(same) == 1 and not name.rest.endswith(("领导小组", "办公室")):
            (key,) = same
            entity = Entity(self._official[key], mention.type, place=self._holder(self._places[key]))
            return Link(entity, 0.8, ("the only body of the text whose name ends so",))
        owned = self._link_owned(mention, name, antecedents)
        if owned is not None:
            return owned
        region = self._index.region
        if region is not None and name.rest in self._tables.heads["standard"]:
            own = BodyName(name.surface, "", region, Form.LEVEL, name.rest)
            full = compose(own, self._index.gazetteer, self._tables)
            return Link(Entity(full, mention.type, place=region.code), 0.7, ("of the region the document speaks for",))
        return Link(Entity(name.rest, mention.type), 0.8, ("kept under its own name",))

    def _known(self, name: BodyName) -> str | None:
        tables = self._tables
        for table in (tables.agencies, tables.organizations):
            if name.surface in table:
                return table[name.surface]
        for length in range(len(name.surface) - 1, 3, -1):
            # 国家卫生健康委医政司: a known agency and its department
            if name.surface[:length] in tables.agencies:
                return tables.agencies[name.surface[:length]] + name.surface[length:].removeprefix("员会")
        return None

    def _link_owned(self, mention: Mention, name: BodyName, antecedents: Antecedents) -> Link | None:
        """A unit, building or organ without a place of its own takes its owner's name."""
        rest = name.rest
        if match := _STATION.match(rest):
            owner = antecedents.last((EntityType.AGENCY,), nearest=True)
            if owner is not None:
                return self._owned(mention, "驻" + owner[1].name + rest[match.end() :], owner[1], 0.8)
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
        campus = mention.type is EntityType.HOSPITAL and rest.endswith("院区")
        if not (building or unit or campus):
            return None
        if unit and (sharing := self._sharing(mention)):
            return self._owned(mention, sharing.name + rest, sharing, 0.8)
        named = self._units.get(rest, set())
        if unit and len(named) == 1 and not antecedents.ends_at(mention.start):
            (before,) = named
            return Link(before, 0.8, (f"the one {rest} that the text has named",))
        owner = antecedents.last(_HOLDERS, nearest=antecedents.ends_at(mention.start))
        if unit and (there := antecedents.last(_HOLDERS, nearest=True)) and antecedents.is_place(there[0]):
            owner = there
        elif owner is not None and _HELPING.search(self._text, owner[0], mention.start):
            helped = antecedents.own or next(iter((antecedents.last(_HOLDERS, without=owner[1].name) or ())[1:]), None)
            if helped is not None and helped != owner[1]:
                return self._owned(mention, helped.name + rest, helped, 0.7)
        if owner is None or antecedents.sentence(owner[0]) != antecedents.sentence(mention.start):
            own = antecedents.own if campus or (unit and len(rest) <= _LONGEST_UNIT) else None
            return self._owned(mention, own.name + rest, own, 0.7) if own else None
        holder = self._above_branch(owner[1].name)
        return self._owned(mention, holder + rest, owner[1], 0.85 if owner[0] == mention.start else 0.75)

    def _house_of(self, mention: Mention, rest: str, antecedents: Antecedents) -> Link | None:
        """What a house calls by a part of its own name: 院党委, and 第一附属医院 in a university's report."""
        if _OF_SCHOOL.fullmatch(rest) and mention.type is EntityType.HOSPITAL:
            school = antecedents.last((EntityType.ORGANIZATION,), _SCHOOL)
            return self._owned(mention, school[1].name + rest, school[1], 0.8) if school else None
        within = _WITHIN.match(rest)
        if within is None or mention.type not in _GROUPS:
            return None
        if within["house"] == "院":
            last = antecedents.last(_HOLDERS)
            owner = antecedents.own or (last[1] if last else None)
        else:
            found = antecedents.last((EntityType.ORGANIZATION,), _SCHOOL)
            owner = found[1] if found else None
        return self._owned(mention, owner.name + rest[1:], owner, 0.8) if owner else None

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
                return self._owned(mention, group[1].name + match["office"], group[1], 0.8)
        owner = antecedents.last((EntityType.AGENCY,), re.compile("委员会$|局$|厅$|政府$"))
        if owner is not None and antecedents.sentence(owner[0]) == antecedents.sentence(mention.start):
            return self._owned(mention, owner[1].name + rest, owner[1], 0.75)
        region = self._index.region
        if region is None:
            return None
        return Link(Entity(region.name + rest, mention.type, place=region.code), 0.6, ("of the document's region",))

    def _owned(self, mention: Mention, name: str, owner: Entity, confidence: float) -> Link:
        return Link(Entity(name, mention.type, place=owner.place), confidence, (f"belongs to {owner.name}",))

    def _above_branch(self, name: str) -> str:
        """The body that a branch belongs to, where the text names that too (某中心医院儿童医院)."""
        cuts = (name[:length] for length in range(4, len(name)))
        return next((cut for cut in cuts if cut.endswith("医院") and cut in self._all_official), name)
