"""Bodies that no single head tells: committees of parties, teams with a mission, channels of media.

Each is a known word, what may stand between, and a head behind: 民盟|某省|委会, 援|某市|医疗队, 某网|某市|频道.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.reading import BREAKS, Reading, alternatives
from kg.extract.walk import BATCH, Body
from kg.model.mention import EntityType
from kg.resources.names import NameTables

__all__ = ["Organs", "opens_name"]

MISSION_OPENER = "赴援驻"
BATCHES = r"(?:第[一二三四五六七八九十\d]{1,3}批)?"
LEVELS = "(?:省|市|区|县|州|盟|旗|自治区)?(?:基层)?"
OWN_ORGAN_OPENS = "省市区县州盟旗基总支"
"""A party of its own has organs that name no place (农工党|省委会)."""
NO_PART = frozenset("的和与及在为对向由等将把是有了、，,。")
SENT_FROM_ELSEWHERE = ("支", "增", "派", "进")
"""Before 援 or 驻 these make another verb (支援, 派驻)."""


def opens_name(reading: Reading, start: int) -> bool:
    """Whether a name may open here: at a word, behind a mark, or behind another name."""
    return reading.starts_word(start) or reading.text[start - 1] in BREAKS or start in reading.place_by_end


class Organs:
    """Finds them in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        words = {category: alternatives(found) for category, found in names.organs.items()}
        own, party = words["party-of-its-own"], words["party"]
        self._stops = names.words(names.stops, "carry")
        self._own_parties = names.organs["party-of-its-own"]
        self._party = re.compile(f"{own}|{party}")
        self._party_organ = re.compile(rf"{LEVELS}(?:{words['party-organ']})(?![托派任员])")
        self._centre = re.compile(
            rf"中央(?:委员会)?(?:[\u4e00-\u9fff]{{0,6}}(?:{words['central-organ']}))?(?!主席|副主席|电视|空调)"
        )
        self._mission = re.compile(rf"(?:地区)?{BATCHES}[\u4e00-\u9fff]{{0,8}}?(?:{words['sent-team']})(?!员|[长伍])")
        self._channel = re.compile(f"(?:{words['channel-field']})?(?:{words['channel']})")
        self._societies, self._universities = names.organs["society"], names.organs["university"]
        self._society_part = re.compile(rf"[\u4e00-\u9fff]{{0,14}}?(?P<part>{words['society-part']})(?![长员])")
        self._university_part = re.compile(
            rf"(?:[\u4e00-\u9fff]{{0,8}}?(?:{words['university-part']})|[\u4e00-\u9fff]{{2,8}}?系(?![列统]))"
        )
        self._ward_units = frozenset(names.organs["ward-unit"])
        self._ward = re.compile(f"(?:{words['ward']}|{words['ward-unit']})(?!楼|大楼|[主改扩建])")

    def with_parts(self, reading: Reading, bodies: Mapping[int, Body]) -> Iterator[Body]:
        """Societies with their branches, groups and offices, departments with their wards: one name each."""
        text = reading.text
        for end, body in bodies.items():
            if body.type is not EntityType.ORGANIZATION:
                continue
            if body.rule == "body.unit":
                ward = self._ward.match(text, end)
                if ward is not None:
                    is_body = ward.group() in self._ward_units
                    kind = EntityType.ORGANIZATION if is_body else EntityType.FACILITY
                    yield Body(body.start, ward.end(), kind, "body.unit" if is_body else "body.ward")
                continue
            if text.endswith(self._universities, body.start, end):
                part = self._university_part.match(text, end)
                if part is not None and self._is_run(reading, end, part.end()):
                    yield Body(body.start, part.end(), EntityType.ORGANIZATION, "body.owner")
                continue
            stop = end
            while text.endswith(self._societies, body.start, stop):
                part = self._society_part.match(text, stop)
                if part is None or not self._is_run(reading, stop, part.start("part")):
                    break
                stop = part.end()
            if stop > end:
                yield Body(body.start, stop, EntityType.ORGANIZATION, "body.owner")

    def _is_run(self, reading: Reading, start: int, end: int) -> bool:
        """Whether nothing but what names are made of stands between."""
        if start == end:
            return True
        tokens = reading.tokens[reading.token_at[start] : reading.token_at[end - 1] + 1]
        return all(
            token.text not in self._stops
            and not token.tag.startswith(("p", "r", "d", "u", "c", "m", "t"))
            and NO_PART.isdisjoint(token.text)
            for token in tokens
        )

    def find_party_organs(self, reading: Reading) -> Iterator[Body]:
        """农工党|某省|委会, 民盟|中央|…专委会: the party and its committee are one name."""
        text = reading.text
        for match in self._party.finditer(text):
            start, end = match.span()
            own = match.group().startswith(self._own_parties)
            if not opens_name(reading, start):
                continue
            centre = self._centre.match(text, end) if own else None
            if centre is not None:
                yield Body(start, centre.end(), EntityType.AGENCY, "body.place")
                continue
            place = reading.place_by_start.get(end)
            organ = self._party_organ.match(text, place.end if place is not None else end)
            if organ is None or (place is None and not (own and organ.group()[0] in OWN_ORGAN_OPENS)):
                continue
            yield Body(start, organ.end(), EntityType.AGENCY, "body.place")

    def find_missions(self, reading: Reading) -> Iterator[Body]:
        """援|某市|医疗队, 赴|某省|医疗服务博士团: a team is named by where it was sent."""
        text = reading.text
        for place in reading.places:
            opener = place.start - 1
            if opener < 0 or text[opener] not in MISSION_OPENER or text[opener - 1 : opener] in SENT_FROM_ELSEWHERE:
                continue
            team = self._mission.match(text, place.end)
            if team is not None:
                yield Body(_sender_start(reading, opener), team.end(), EntityType.ORGANIZATION, "body.task")

    def find_channels(self, reading: Reading, bodies: Mapping[int, Body]) -> Iterator[Body]:
        """大众网|某市|频道, 某新闻|客户端: a medium and its channel, with the place that it is for."""
        for end, body in bodies.items():
            if body.type is not EntityType.ORGANIZATION:
                continue
            place = reading.place_by_start.get(end)
            channel = self._channel.match(reading.text, place.end if place is not None else end)
            if channel is not None:
                yield Body(body.start, channel.end(), EntityType.ORGANIZATION, "body.owner")


def _sender_start(reading: Reading, position: int) -> int:
    """Where the team's name begins: with its batch and the place that sends it, if these are written."""
    batch = BATCH.search(reading.text[max(0, position - 6) : position])
    if batch is not None:
        position -= len(batch.group())
    place = reading.place_by_end.get(position)
    return place.own_start(reading.text) if place is not None and place.opener else position
