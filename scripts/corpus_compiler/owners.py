"""What a body's name alone tells of whose part it is and in which town it lies."""

from __future__ import annotations

import re

__all__ = ["TOWN", "parents_told"]

TOWN = re.compile(r"(?:镇|乡|街道|苏木|村|社区|嘎查)$")
_AFFILIATED = re.compile(
    r"((.{2,14}?大学)(?:(?!医学科)医学部|.{0,6}?医学院|.{0,4}临床医学院)?)(?:第[一二三四五六七八九十]+)?附属|(?P<own>.{2,14}?大学).{2,}医院$"
)
_UNIT = re.compile(
    r"(.*(?<!委)(?:医院|保健院|疾病预防控制中心|卫生院))(?!管理|集团|联盟|协会|学会).{1,14}?(?:科|中心|室|部|所|病区|分院|院区)$"
)


def parents_told(name: str) -> list[str]:
    """Whose part a body is by its name alone, though nothing else in the report names it: 附属 and units of a house."""
    if unit := _UNIT.match(name):
        return [unit[1]]
    if affiliated := _AFFILIATED.match(name):
        found = [affiliated[1], affiliated[2], affiliated["own"]]
        return list(dict.fromkeys(each for each in found if each and each != name))
    return []
