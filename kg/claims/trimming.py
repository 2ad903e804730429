"""What stands in a counted noun phrase and is no part of its name: lists before 等, kinds, whose it is, its rise."""

from __future__ import annotations

import re

__all__ = ["away", "trained", "trimmed", "trimmed_verb"]

_NUMBER = re.compile(r"^[\s(]*[一二三四五六七八九十0-9]{1,2}[).、](?![一二三四五]级)(?=\D{2})")
_KINDS = re.compile(
    "^(?:度(?!数)|各级各类|各类|各种|各项|各级|这类|这种|这样的|此类|类|种(?!植|子|痘|牙)|"
    "当地|全系统|全行业|镇里|镇上|乡里|村里|县里|市里|科里|院里|站里|队里|组里|两院|两地|双方|对方|他们|队员们|专家们|医生们)"
    "(?=.{2})|"
    "^(?:涉及|可?容纳|仍?寄来|包括|则|成功|顺利|公开(?=曝光|招)|再(?=招|添)|独立完成|实现|现(?=存活)|配(?=机位)|发(?=安家)|招(?=博士|硕士|订单))(?=..)"
)
_LISTED = re.compile("^(?:.*、)?.{2,}等(?!待|候|级|离子)(?:各类|各种|方面的?|一批)?(?P<kind>.{2,})$")
"""无痛分娩、新生儿呼吸机治疗等新技术: what they all are is counted."""
_RISEN = re.compile(
    "(?<=..)(?:又|再|还|要|则|已|一下子|暂时|届时|明显|陆续|逐步|将)*"
    "(?:增加|扩充|扩展|扩大|扩|加|增|涨|升|壮大|发展|调整|压缩|压减|多出|再添|变成|变为|保持|维持|稳定|缩减|减少|下降|降)"
    "(?:到|至|为|在|了|成)*$"
)
_GOES_ON = re.compile("(?<=..)(?:继续|一下子.{1,3}|力争|到货|发生|开行|首批|则|反倒|反而|恐|竟|就有|里|以内)$")
_TIME = re.compile("(?<=...)(?:(?<![青老少中成学])(?<!满.)年|[0-9]{4}年|年均|年内)$")
_DONE = re.compile("^(报|签|拜|做|打|开|入|到|接)了(名|约|师|手术|针|药|诊|学|会|编|岗|种)$")
_BEDS = re.compile("床|机位|托位|岗位|席位|座位|车位|科室")
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


_TRAINING = "进修|研修|跟班学习|跟班|轮训|规培|学习|培训|轮转"
_AWAY = re.compile(
    f"(?:分[^,;。]{{1,3}}批|轮流|脱产|陆续|先后|每年|外出|免费|全脱产)*(?:到|赴|去|前往|来|入|外出)[^;。:]{{0,40}}?(?P<why>{_TRAINING})(?!班|基地|中心|会|考试|计划|型)"
)
_LEARNS = re.compile("人才|人员|骨干|医生|医师|护士|医护|职工|专家|村医|技师|药师|干部|学员|青年|助产士|大夫$")


def away(string: str, position: int, text: str) -> str:
    """选派12名骨干到外地医院进修: those who learn elsewhere are counted under what they learn."""
    match = _AWAY.match(string, position)
    return text + match["why"] if match and _LEARNS.search(text) and not re.search(_TRAINING, text) else text


def trained(right: str) -> str | None:
    """派出12人到北京进修: what so many went for."""
    match = _AWAY.match(right)
    return match["why"] if match else None
