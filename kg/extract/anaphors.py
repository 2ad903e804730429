"""Context forms that stand for one known thing: 我市, 全区, 该院, 本县, 自治区 alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import BREAKS, Reading
from kg.model.mention import EntityType, Mention, Method

__all__ = ["find_anaphors"]

PLACE_FORM = re.compile(r"(?:我|全|本|该)(?:自治区|自治州|自治县|兵团|省|市|区|县|州|旗|盟|镇|乡|街道|村|社区)|我国|全自治区|师市")
BODY_FORM = re.compile(r"(?:该|我|本|这家)(?:院|医院|中心|卫生院|卫健委|卫健局|委|局|所|站|疾控中心|血站|保健院|校|大学|公司|学会|协会|集团|医联体|医共体)")
THING_FORM = re.compile(r"该(?:项目|系统|平台|大楼|楼|行动|工程|计划|活动|工作机制|机制|模式|制度|政策|试点|疾病|病)")
LEVEL_ALONE = re.compile(r"自治区|委机关|局机关|院本部")
# 全区域, 全市场, 本科, 全县域 … begin with the same characters and mean something else.
NOT_BEHIND = re.compile(r"^(?:域|场|间|块|位|镇化|级|长|委|政府|民政府|人民|政协|纪委|人大|机|面|程)")
BODY_TYPES = {
    "院": EntityType.HOSPITAL,
    "医院": EntityType.HOSPITAL,
    "保健院": EntityType.HOSPITAL,
    "卫生院": EntityType.PRIMARY_CARE,
    "站": EntityType.PUBLIC_HEALTH,
    "所": EntityType.PUBLIC_HEALTH,
    "血站": EntityType.PUBLIC_HEALTH,
    "疾控中心": EntityType.PUBLIC_HEALTH,
    "中心": EntityType.PUBLIC_HEALTH,
    "委": EntityType.AGENCY,
    "局": EntityType.AGENCY,
    "卫健委": EntityType.AGENCY,
    "卫健局": EntityType.AGENCY,
}
THING_TYPES = {
    "系统": EntityType.FACILITY,
    "平台": EntityType.FACILITY,
    "大楼": EntityType.FACILITY,
    "楼": EntityType.FACILITY,
    "项目": EntityType.FACILITY,
    "疾病": EntityType.DISEASE,
    "病": EntityType.DISEASE,
}


def find_anaphors(reading: Reading) -> Iterator[Mention]:
    """All context forms, in order of kind; their links are decided later."""
    for match in PLACE_FORM.finditer(reading.text):
        if not NOT_BEHIND.match(reading.text[match.end() : match.end() + 3]) and _word_start(reading, match.start()):
            yield _anaphor(reading, match, EntityType.PLACE, "anaphor.place")
    for match in BODY_FORM.finditer(reading.text):
        head = re.sub("^(?:这家|该|我|本)", "", match.group())
        following = reading.text[match.end() : match.end() + 1]
        if match.group() in ("我委", "我局", "本所", "我所", "本站") and following in "托派派部长员":
            continue
        if match.group() in ("本校", "该校", "我校") or head in ("校", "大学", "公司", "学会", "协会", "集团", "医联体", "医共体"):
            yield _anaphor(reading, match, EntityType.ORGANIZATION, "anaphor.body")
        elif _word_start(reading, match.start()) and following not in "长士内外校":
            yield _anaphor(reading, match, BODY_TYPES[head], "anaphor.body")
    for match in THING_FORM.finditer(reading.text):
        head = match.group()[1:]
        yield _anaphor(reading, match, THING_TYPES.get(head, EntityType.PROGRAM), "anaphor.thing")
    for match in LEVEL_ALONE.finditer(reading.text):
        if match.group() != "自治区":
            yield _anaphor(reading, match, EntityType.AGENCY, "anaphor.level")
        elif _alone(reading, match):
            yield _anaphor(reading, match, EntityType.PLACE, "anaphor.level")


def _word_start(reading: Reading, start: int) -> bool:
    if start and reading.text[start - 1] in "安健齐完周万万应原根资":
        return False
    token = reading.tokens[reading.token_at[start]]
    return token.start == start or token.tag.startswith(("m", "q"))


def _alone(reading: Reading, match: re.Match[str]) -> bool:
    before = reading.text[match.start() - 1 : match.start()]
    after = reading.text[match.end() : match.end() + 1]
    return (not before or before in BREAKS or before in "不出到全在为了由从向至赴我") and (
        not after or after in BREAKS or after in "就内外的和与及将对已是范"
    ) and before not in "我全"


def _anaphor(reading: Reading, match: re.Match[str], kind: EntityType, rule: str) -> Mention:
    return Mention(
        match.start(), match.end(), match.group(), kind, anaphor=True, method=Method.RULE, rule=rule, confidence=0.85
    )
