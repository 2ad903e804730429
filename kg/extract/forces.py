"""Hospitals of the armed forces, named by number, force or command (解放军第N医院, 某军区总医院)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import Reading
from kg.extract.walk import Body
from kg.model.mention import EntityType

__all__ = ["find_force_hospitals", "find_numbered_hospitals"]

NUMBER = r"(?:[一二三四五六七八九十百〇零○]{1,5}|\d{1,3})"
ARMY = r"(?:中国人民解放军|人民解放军|解放军)"
SERVICE = (
    r"(?:联勤保障部队|联勤保障中心|战略支援部队|火箭军|第二炮兵|二炮|武警部队|武警|陆军|海军|空军|军区|边防|志愿军)"
)
PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南"
    "|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|沈阳|济南|南京|广州|成都|兰州|武汉|昆明"
)
COMMAND = rf"(?:[东南西北中]部战区|(?:{PROVINCES})省?军区)"
PLACED = r"(?:[\u4e00-\u9fff]{2,4}?)"
HOUSE = (
    rf"(?:第?{NUMBER}(?:中心|野战)?医院|(?:中心|特色医学|总|特色|康复|肿瘤|口腔|传染病)+(?:医院|中心)"
    rf"|总医院|医院|疗养院|特色医学中心)"
)
PART = rf"(?:第?{NUMBER}(?:医学|临床医学)中心|第{NUMBER}附属医院|{PLACED}分院|{PLACED}医院|京东医疗区)"
FORCE_HOSPITAL = re.compile(
    rf"{ARMY}(?:{COMMAND})?(?:{SERVICE})?{HOUSE}(?:{PART}(?![长院]))?"
    rf"|(?:{COMMAND}(?:{SERVICE})?|{SERVICE}){HOUSE}"
    rf"|{ARMY}?第[一二三四]军医大学(?:附属)?(?:第?[一二三]附属医院|[\u4e00-\u9fff]{{2,4}}医院)"
)
NUMBERED = re.compile(
    r"(?<![\u4e00-\u9fff\d])第(?:\d{2,3}|[一二三四五六七八九〇零○]{2,3})医院"
    r"|(?<=[的到在与和是去往])第?(?:[1-5]\d{2}|第\d{2}|第[一二三四五六七八九〇零○]{2,3})医院"
)
"""How soldiers and patients call a hospital of the army: by its number alone."""
ABOUT_ARMY = re.compile(r"解放军|军区|部队|武警|军医|空军|海军|火箭军|战区")


def find_force_hospitals(reading: Reading) -> Iterator[Body]:
    """Hospitals that name the force they belong to."""
    for match in FORCE_HOSPITAL.finditer(reading.text):
        start, end = match.span()
        owned = reading.text.startswith(("中国人民解放军", "人民解放军", "解放军"), start)
        if owned or start == 0 or reading.starts_word(start) or start in reading.place_by_end:
            yield Body(start, end, EntityType.HOSPITAL, "body.force")


def find_numbered_hospitals(reading: Reading) -> Iterator[tuple[int, int]]:
    """A number and 医院, where the text speaks of the army at all: elsewhere it is counting."""
    if ABOUT_ARMY.search(reading.text):
        for match in NUMBERED.finditer(reading.text):
            yield match.span()
