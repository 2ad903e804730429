"""Noun phrases around an amount that are no mention: what was counted or measured."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.claims.shadow import SIGNS
from kg.resources.claims import load_cues
from kg.resources.words import alternation

__all__ = ["BARE", "GENERIC", "NUMBERS", "Found", "measured_phrase", "noun_before", "noun_behind", "words"]

NUMBERS = frozenset(SIGNS[name] for name in ("Q", "MONEY", "RATE", "AREA"))
"""Signs of amounts that end a phrase; an age inside it (0-18岁患儿) does not."""

_OWNERS = "".join(
    SIGNS[name]
    for name in ("PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "ORGANIZATION", "FACILITY", "T")
)
_ITEMS = "".join(SIGNS.values())
_HEAD = re.compile(
    "^(?:了|此|已经|共(?![享同识建振济管用产])|累计|约|近|各|的|为|对|等(?![候级待])|其中|有(?![效偿关])|已|并|又|及|和|与|、|还|"
    "也|均|再(?!生)|首批|全年|全部|先后|分别|共计|总计|合计|成功|及时|每年|"
    rf"全[市区县省州盟旗院]|我院|辖区|各类|各级各类|各种|优秀|“|\"|”|\s|其|使|让|{SIGNS['T']}|{SIGNS['SPAN']}(?:以?上|内)?)+"
)
_TAIL = re.compile(rf"(?:{alternation('claims/phrases.tail')}|(?<![B彩])超|,|\(|:|、|(?<=[年月天期])整整)+$")
_RATE_TAIL = re.compile(f"{alternation('claims/phrases.rate_tail')}$")
_CUT = re.compile(
    f"{alternation('claims/phrases.cut')}|服务(?!站|中心|机构|点|团队|人)|为(?!主)|在(?!校|册|职)|对(?!象)|(?<![定方])向|(?<![基病诱原死内外])因(?!子)|去(?!年)"
)


@cache
def words(*groups: str) -> str:
    """An alternation of all words of some classes, longest first."""
    found = {word for group in groups for word in load_cues()[group]}
    return "(?:" + "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))) + ")"


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        r"(?!新增(?:确诊|病例|感染|患者|发病)|确诊(?:病例|患))(?!共[享同建济管用产识体]|有[效偿关]|新(?:诊断|派|型|生|农|冠|技术|项目)|做成|规范[管化服])"
        r"(?:(?<![公医])|(?!共))"
        rf"(?P<verb>{words('work', 'light')})(?!中心|站)(?:了|出(?!具|诊|动|台|院))?"
    )


def _weight(verb: str) -> str:
    """A verb that says what was done stays in the name; 开展, 完成 and the like do not."""
    return "" if verb in load_cues()["light"] else verb


GENERIC = frozenset(
    {
        "专家",
        "专科",
        "项目",
        "重点项目",
        "卫生项目",
        "中心",
        "机构",
        "单位",
        "医院",
        "地方",
        "方面",
        "问题",
        "措施",
        "意见",
        "经验",
        "平台",
    }
)


class Found(NamedTuple):
    """A phrase by an amount: the verb that belongs to its name, the noun, how sure, and the construction."""

    verb: str
    noun: str
    confidence: float
    construction: str


def noun_behind(left: str, right: str) -> Found | None:
    """选派5名医生到…: the phrase where the noun stands behind the number."""
    if left.endswith(("让", "使", "使得", "令")) or _GIVEN.match(right):
        return None
    behind = re.match(rf"的?(?P<noun>[^,:;()。{''.join(NUMBERS)}]{{2,24}})", right)
    if not behind:
        return None
    tail = re.search(
        rf"(?P<verb>{words('work', 'light')})(?:了|出)?(?:\d+批次?)?{alternation('claims/phrases.verb_tail')}*$",
        left,
    )
    noun = _cut(behind["noun"])
    if not noun or noun in GENERIC:
        return None
    if tail and left[: tail.end("verb")].endswith("建设"):
        tail = None
    if tail:
        return Found(_weight(tail["verb"]), noun, 0.7, "work")
    listed = re.search(
        rf"(?P<verb>{words('work', 'light')})(?:了|出)?[^,:{''.join(NUMBERS)}]{{1,10}}(?:和|及|与|以及)$", left
    )
    if listed:
        return Found(_weight(listed["verb"]), noun, 0.65, "worklist")
    if left.endswith(("为", "给")) and re.search("实施|开展|提供|进行|办理|免费|建立", right):
        return Found("", noun, 0.65, "workfor")
    if not _HEAD.sub("", left).strip(_OWNERS + ",:“” "):
        return Found("", noun, 0.6, "opening")
    return None


_GIVEN = re.compile(f"[^,:;。]{{2,12}}{alternation('claims/phrases.given')}")
"""为1万户农牧民发放小药箱: those who are given something are counted by what they get."""


def _cut(text: str) -> str | None:
    match = _CUT.search(text, 2)
    noun = re.sub(r"(?:了|的|等|、|和|及)+$", "", text[: match.start()] if match else text)
    return noun if len(noun) >= 2 else None


def noun_before(left: str) -> Found | None:
    """发放宣传册4万册: the phrase where the noun stands before the number."""
    left = re.sub(rf"[{SIGNS['T']}](?:仅|只|已|共|累计|不足)*$", "", left)
    piece = _PARTED.split(_TAIL.sub("", re.sub(rf"(?:已|将|已经)?{words('to')}$", "", left)))[-1]
    piece = _OF_HOUSE.sub("", piece)
    piece = re.split(r"(?<=[^、])、(?=[^、]*$)", piece)[-1] if left.startswith(("、", "和", "及")) else piece
    piece = re.split(rf"[{_OWNERS}](?!共和)", piece)[-1] if piece[-1:] not in _OWNERS else piece
    for match in _verb().finditer(piece):
        noun = _noun(piece[match.end() :])
        if noun and _is_long(noun) and noun not in load_cues()["work"]:
            is_apart = "的" in piece[match.end() : len(piece) - len(noun)]  # 前来咨询的群众
            weight = "" if is_apart else _weight(match["verb"])
            manner = _MANNER.search(piece, 0, match.start()) if weight else None
            return Found((manner[0] if manner else "") + weight, noun, 0.7, "work")
    last = list(_verb().finditer(piece))[-1:]
    if (
        last
        and last[0].end() >= len(piece)
        and len(last[0]["verb"]) > 1
        and not _HEAD.sub("", piece[: last[0].start()])
    ):
        return Found("", last[0]["verb"], 0.6, "act")
    if last and last[0].end() >= len(piece) and len(last[0]["verb"]) > 1:
        # 第一针累计接种: what was done, with who it was done to before it
        kept = re.sub(
            f"{alternation('claims/phrases.kept')}+$",
            "",
            _TOLD_DONE.sub("", _HEAD.sub("", piece[: last[0].start()])),
        )
        if len(kept) >= 2 and last[0]["verb"] in _ADDED:
            return Found("", kept, 0.55, "added")
        if not kept:
            return Found("", last[0]["verb"], 0.6, "act")
        if len(kept) <= 14 and (len(kept) + len(last[0]["verb"])) > 2 and not _verb().search(kept):
            start = piece.find(kept) if kept else last[0].start()
            start -= piece[start - 1 : start] == SIGNS["SPAN"]  # 12岁以上人群…
            return Found("", piece[start:], 0.6, "acted")
    noun = _noun(piece)
    return Found("", noun, 0.6, "noun") if _is_long(noun) and len(noun) <= 16 and noun not in GENERIC else None


_MANNER = re.compile(f"{alternation('claims/phrases.manner')}$")
"""How it was done, where that is part of the name: 柔性引进专家, 入户随访."""

_ADDED = frozenset({"新增", "增加", "添置", "新添", "增设", "落地", "配备", "配置"})
"""婴幼儿托位新增300个: what came to be more is told, and the verb is no name of it."""

_TOLD_DONE = re.compile(
    f"^(?:{alternation('claims/phrases.told_done')}|(?:到|截至|截止)[^,:;]{{1,8}}?(?:时|底|末|前|日)|[一二两三半]+[天年月周]|周(?=门))+"
)
"""到会议召开时已签约, 一年接诊: when something was done is no part of its name."""

_PARTED = re.compile(
    r"[,:;]|\((?![^()]{1,3}\)[\u4e00-\u9fff])|(?<!\([^()])(?<!\([^()]{2})(?<!\([^()]{3})\)|(?<=[\u4e00-\u9fff】])\s+(?=[\u4e00-\u9fff])"
)
"""Marks that end what stands before a noun phrase: 执业(助理)医师 is one word, a blank ends a heading in the line."""

_OF_HOUSE = re.compile(
    f"^{alternation('claims/phrases.of_house')}(?:现|共|总)?(?:有)?(?={alternation('claims/phrases.house_counts')})"
)
"""医院员工, 院本部占地: the house itself is no part of what is counted in it."""


def _noun(text: str) -> str:
    noun = _TOLD.sub("", _HEAD.sub("", text))
    inner = noun.rfind("的")
    return noun[inner + 1 :] if 0 < inner < len(noun) - 2 else noun


_TOLD = re.compile(
    f"^(?:{alternation('claims/phrases.told')}|[一二两三四五六七八九十半]+个?(?:年|天|周|月|小时)(?:间|来|里|内)?|.{{0,4}}打算)+(?=.{{2}})"
)
"""Words before a noun phrase that tell when and how it was done."""


def _is_long(noun: str) -> bool:
    """Whether it can be a noun phrase: two characters or a name, and no bare verb at its end (要建20个, 只建成11个)."""
    if re.search(
        f"(?:{alternation('claims/phrases.is_long')}|[^下]降)$",
        noun,
    ):
        return False
    if re.search(r"(?<!组)[把给让]|(?<!利|费|使)用于|还没|未启动", noun):
        return False
    return len(noun) >= 2 or (bool(noun) and noun in _ITEMS)


def measured_phrase(left: str) -> str | None:
    """完工率, 平均住院日 …: a measured quantity that is no mention, told by its last characters."""
    text = re.sub(rf"{words('to')}(?:了)?$", "", left)
    text = re.sub(rf"{words('up', 'down')}(?:了|近|约)?$", "", text)
    text = re.sub(
        rf"(?:{alternation('claims/phrases.text')}|较{SIGNS['T']}|比{SIGNS['T']}|{SIGNS['T']}|,|\s)+$",
        "",
        text,
    )
    if not _RATE_TAIL.search(text):
        return None
    name = _OPENING.split(text)[-1]
    if name in BARE and (whole := _SHARE_OF.search(text)):
        name = whole[0]
    return name if 2 <= len(name) <= 18 else None


BARE = frozenset({"比例", "比重", "占比", "总数", "人数", "数量", "金额", "总量"})
"""Measures that tell by themselves only how much, and of what they measure nothing."""
_SHARE_OF = re.compile(rf"[^,:;、()“”{_ITEMS}]{{2,14}}的(?:比例|比重|占比)$")

_OPENING = re.compile(
    f"[{_OWNERS}、,:;()的]|(?:其中|使|让|实现|全面|确保|力争)|^(?:{alternation('claims/phrases.opening')}|医院(?!感染))"
)
"""What ends right before the name of a measured quantity."""
