"""What stands in a counted noun phrase and is no part of its name: lists before 等, kinds, whose it is, its rise."""

from __future__ import annotations

import re

from kg.resources.words import alternation

__all__ = ["away", "trained", "trimmed", "trimmed_verb"]

_NUMBER = re.compile(r"^[\s(]*[一二三四五六七八九十0-9]{1,2}[).、](?![一二三四五]级)(?=\D{2})")
_KINDS = re.compile(
    f"^(?:{alternation('claims/trimming.kinds')}|度(?!数)|种(?!植|子|痘|牙))(?=.{{2}})|"
    f"^(?:{alternation('claims/trimming.opens_with')}|公开(?=曝光|招)|再(?=招|添)|现(?=存活)|配(?=机位)|发(?=安家)|年(?=减轻|接诊|诊疗|培训|节约|节省|收治|培养)|招(?=博士|硕士|订单))(?=..)"
)
_LISTED = re.compile("^(?:.*、)?.{2,}等(?!待|候|级|离子)(?:各类|各种|方面的?|一批)?(?P<kind>.{2,})$")
"""无痛分娩、新生儿呼吸机治疗等新技术: what they all are is counted."""
_RISEN = re.compile(
    f"(?<=..){alternation('claims/trimming.then')}*{alternation('claims/trimming.grows')}(?:到|至|为|在|了|成)*$"
)
_GOES_ON = re.compile(f"(?<=..)(?:{alternation('claims/trimming.goes_on')}|一下子.{{1,3}})$")
_TIME = re.compile("(?<=...)(?:(?<![青老少中成学])(?<!满.)年|[0-9]{4}年|年均|年内)$")
_DONE = re.compile(f"^({alternation('claims/trimming.done_verb')})了({alternation('claims/trimming.done_noun')})$")
_BEDS = re.compile(alternation("claims/trimming.beds"))
_SETS = frozenset({"设", "设置", "增设", "配"})


def trimmed(text: str) -> str:
    """The name of what was counted, of a stretch that counts and tells more.

    >>> trimmed("外骨骼机器人、理疗系统等设备"), trimmed("床位增加到"), trimmed("当地医生"), trimmed("报了名")
    ('设备', '床位', '医生', '报名')
    """
    text = _KINDS.sub("", _NUMBER.sub("", text))
    if listed := _LISTED.match(text):
        text = listed["kind"]
    text = _TIME.sub("", _GOES_ON.sub("", _RISEN.sub("", text)))
    return _DONE.sub(r"\1\2", text)


def trimmed_verb(verb: str, text: str) -> str:
    """The verb that belongs to the name: beds and posts are not named after their being set up."""
    return "" if verb in _SETS and not text.startswith("计") and _BEDS.search(text) else verb


_TRAINING = alternation("claims/trimming.training")
_AWAY = re.compile(
    f"(?:{alternation('claims/trimming.away')}|分[^,;。]{{1,3}}批)*(?:到|赴|去|前往|来|入|外出)[^;。:]{{0,40}}?(?P<why>{_TRAINING})(?!班|基地|中心|会|考试|计划|型)"
)
_LEARNS = re.compile(f"{alternation('claims/trimming.learns')}|大夫$")


def away(string: str, position: int, text: str) -> str:
    """选派12名骨干到外地医院进修: those who learn elsewhere are counted under what they learn."""
    match = _AWAY.match(string, position)
    return text + match["why"] if match and _LEARNS.search(text) and not re.search(_TRAINING, text) else text


def trained(right: str) -> str | None:
    """派出12人到北京进修: what so many went for."""
    match = _AWAY.match(right)
    return match["why"] if match else None
