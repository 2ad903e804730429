"""Bodies that no single head tells: committees of parties, teams with a mission, channels of media.

Each is a known word, what may stand between, and a head behind: 民盟|某省|委会, 援|某市|医疗队, 某网|某市|频道.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.reading import BREAKS, Reading
from kg.extract.walk import BATCH, Body
from kg.model.mention import EntityType

__all__ = ["find_channels", "find_missions", "find_party_organs", "opens_name", "with_parts"]

PARTY = re.compile(r"民革|民盟|民建|民进|农工(?:民主)?党|致公党|九三学社|台盟|中共|共青团|团")
PARTY_OWN_NAME = ("民革", "民盟", "民建", "民进", "农工", "致公", "九三", "台盟")
PARTY_ORGAN = re.compile(
    r"(?:省|市|区|县|州|盟|旗|自治区)?(?:基层)?(?:委员会|委会|委|工委|工作委员会|筹委会|总支部?|支部|支社)(?![托派任员])"
)
CENTRE = re.compile(
    r"中央(?:委员会)?(?:[\u4e00-\u9fff]{0,6}(?:专委会|专门委员会|工作委员会|委员会|部|办公厅))?(?!主席|副主席|电视|空调)"
)
MISSION_OPENER = "赴援驻"
MISSION = re.compile(
    r"(?:地区)?(?:第[一二三四五六七八九十\d]{1,3}批)?[\u4e00-\u9fff]{0,8}?"
    r"(?:医疗队|博士团|专家团|专家组|服务团|服务队|救援队|工作队|工作组|防疫队|突击队|护理队|采样队|检测队|指导组|前方指挥部)(?!员|[长伍])"
)
CHANNEL = re.compile(
    r"(?:健康|卫生|教育|新闻|官方|移动|手机)?(?:频道|客户端|记者站|分社|分站|频率|微信公众号|官网|公众号)"
)


def opens_name(reading: Reading, start: int) -> bool:
    """Whether a name may open here: at a word, behind a mark, or behind another name."""
    return reading.starts_word(start) or reading.text[start - 1] in BREAKS or start in reading.place_by_end


SOCIETY_ENDS = ("会", "学组", "联盟", "集团")
SOCIETY_PART = re.compile(
    r"[\u4e00-\u9fff]{0,14}?"
    r"(?:工作办公室|项目办公室|办公室|秘书处|工作委员会|专业委员会|专科委员会|专委会|专家委员会|青年委员会|分会|学组)(?![长员])"
)
UNIVERSITY_ENDS = ("大学", "学院")
UNIVERSITY_PART = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?(?:医学部|药学部|学部|研究生院|教务处|科研处|学生处|团委|校友会|志愿队)|[\u4e00-\u9fff]{2,8}?系(?![列统]))"
)
NO_PART = frozenset("的和与及在为对向由等将把是有了、，,。")
WARD = re.compile(r"(?:住院部|病房|病区|护士站|门诊部|治疗室|手术室)(?!楼|大楼|[主改扩建])")
WARD_TYPES = {"住院部": EntityType.ORGANIZATION, "护士站": EntityType.ORGANIZATION, "门诊部": EntityType.ORGANIZATION}


def with_parts(reading: Reading, bodies: Mapping[int, Body], stops: frozenset[str]) -> Iterator[Body]:
    """Societies with their branches, groups and offices, departments with their wards: one name each."""
    text = reading.text
    for end, body in bodies.items():
        if body.type is not EntityType.ORGANIZATION:
            continue
        if body.rule == "body.unit":
            ward = WARD.match(text, end)
            if ward is not None:
                kind = WARD_TYPES.get(ward.group(), EntityType.FACILITY)
                yield Body(body.start, ward.end(), kind, "body.unit" if kind is body.type else "body.ward")
            continue
        if text.endswith(UNIVERSITY_ENDS, body.start, end):
            part = UNIVERSITY_PART.match(text, end)
            if part is not None and _is_run(reading, end, part.end(), stops):
                yield Body(body.start, part.end(), EntityType.ORGANIZATION, "body.owner")
            continue
        stop = end
        while text.endswith(SOCIETY_ENDS, body.start, stop):
            part = SOCIETY_PART.match(text, stop)
            if part is None or not _is_run(reading, stop, part.end(), stops):
                break
            stop = part.end()
        if stop > end:
            yield Body(body.start, stop, EntityType.ORGANIZATION, "body.owner")


def _is_run(reading: Reading, start: int, end: int, stops: frozenset[str]) -> bool:
    """Whether nothing but what names are made of stands between."""
    tokens = reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]
    return all(
        token.text not in stops
        and not token.tag.startswith(("p", "r", "d", "u", "c", "m", "t"))
        and NO_PART.isdisjoint(token.text)
        for token in tokens
    )


def find_party_organs(reading: Reading) -> Iterator[Body]:
    """农工党|某省|委会, 民盟|中央|…专委会: the party and its committee are one name."""
    text = reading.text
    for match in PARTY.finditer(text):
        start, end = match.span()
        own = match.group().startswith(PARTY_OWN_NAME)
        if not opens_name(reading, start):
            continue
        centre = CENTRE.match(text, end) if own else None
        if centre is not None:
            yield Body(start, centre.end(), EntityType.AGENCY, "body.place")
            continue
        place = reading.place_by_start.get(end)
        organ = PARTY_ORGAN.match(text, place.end if place is not None else end)
        if organ is None or (place is None and not (own and organ.group()[0] in "省市区县州盟旗基总支")):
            continue
        yield Body(start, organ.end(), EntityType.AGENCY, "body.place")


def find_missions(reading: Reading) -> Iterator[Body]:
    """援|某市|医疗队, 赴|某省|医疗服务博士团: a team is named by where it was sent."""
    text = reading.text
    for place in reading.places:
        opener = place.start - 1
        if opener < 0 or text[opener] not in MISSION_OPENER or text[opener - 1 : opener] in ("支", "增", "派", "进"):
            continue
        team = MISSION.match(text, place.end)
        if team is not None:
            yield Body(_sender_start(reading, opener), team.end(), EntityType.ORGANIZATION, "body.task")


def _sender_start(reading: Reading, position: int) -> int:
    """Where the team's name begins: with its batch and the place that sends it, if these are written."""
    batch = BATCH.search(reading.text[max(0, position - 6) : position])
    if batch is not None:
        position -= len(batch.group())
    place = reading.place_by_end.get(position)
    return place.own_start(reading.text) if place is not None and place.opener else position


def find_channels(reading: Reading, bodies: Mapping[int, Body]) -> Iterator[Body]:
    """大众网|某市|频道, 某新闻|客户端: a medium and its channel, with the place that it is for."""
    for end, body in bodies.items():
        if body.type is not EntityType.ORGANIZATION:
            continue
        place = reading.place_by_start.get(end)
        channel = CHANNEL.match(reading.text, place.end if place is not None else end)
        if channel is not None:
            yield Body(body.start, channel.end(), EntityType.ORGANIZATION, "body.owner")
