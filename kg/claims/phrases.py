"""Noun phrases around an amount that are no mention: what was counted or measured."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.claims.shadow import SIGNS
from kg.resources.claims import load_cues

__all__ = ["BARE", "GENERIC", "NUMBERS", "Found", "measured_phrase", "noun_before", "noun_behind", "words"]

NUMBERS = frozenset(SIGNS[name] for name in ("Q", "MONEY", "RATE", "AREA"))
"""Signs of amounts that end a phrase; an age inside it (0-18岁患儿) does not."""

_OWNERS = "".join(
    SIGNS[name]
    for name in ("PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "ORGANIZATION", "FACILITY", "T")
)
_ITEMS = "".join(SIGNS.values())
_HEAD = re.compile(
    rf"^(?:了|此|已经|共(?![享同识建振])|累计|约|近|各|的|为|对|等(?![候级待])|其中|有|已|并|又|及|和|与|、|还|也|均|再(?!生)|首批|全年|全部|先后|分别|共计|总计|合计|成功|及时|每年|"
    rf"全[市区县省州盟旗院]|我院|辖区|各类|各级各类|各种|优秀|“|\"|”|\s|其|使|让|{SIGNS['T']}|{SIGNS['SPAN']}以?上?)+"
)
_TAIL = re.compile(
    r"(?:达到?了?|完成|共计?|累计|约|近|(?<![B彩])超|已|有|为|合计|总计|总共|一共|共有|还|逾|亦|足足|将近|不及|拢共|已达到?|多达|高达|突破|分别|各|等|,|\(|:|的|了|数达|、|不少于|至少|均|仅|就|只|由|从|又|再|平均|每年|年均|做到|建到|一下子|满打满算|大约|统共|约莫|拢共有|最高|连续多年|(?<=[年月天期])整整)+$"
)
_RATE_TAIL = re.compile(
    r"(?:率|比例|比重|占比|满意度|寿命|覆盖面|指数|得分|完成度|均费用|次均费用|水平|总数|总量|床位数|人数|数量|户数|例数|人次数|面积|能力|时间|住院日|浓度|强度|评分|密度|数)$"
)
_CUT = re.compile(
    "到|赴|至|前往|分赴|奔赴|参加|参与|进行|用于|开展|从事|充实|获得|被评|均|已|全部|皆|顺利|组成|通过|完成|实现|分别|建成|毕业|担任|接受|支援|帮扶|服务(?!站|中心|机构|点|团队|人)|"
    "指导|驻|深入|坐诊|支持|进修|轮驻|常驻|轮|下沉|纳入|派驻|为(?!主)|在(?!校|册|职)|对(?!象)|获|(?<![定方])向|与|落户|投入|实施|提供|办理|达标|达到|受益|签约|覆盖|持证|上岗|轮训|跟班|入|正|定期|每|双双|发放|火线|驰援|实行|脚踏|生命体征|病情|情绪|长舒|"
    "(?<![基病诱原死内外])因(?!子)|受过|去(?!年)|考[入上取]|转[往到入]|同时|沉到|下到|送[往到]|一分|没有|得到|拿到|领到|失灵|撤"
)


@cache
def words(*groups: str) -> str:
    """An alternation of all words of some classes, longest first."""
    found = {word for group in groups for word in load_cues()[group]}
    return "(?:" + "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))) + ")"


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        r"(?!新增(?:确诊|病例|感染|患者|发病)|确诊(?:病例|患))"
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
        rf"(?P<verb>{words('work', 'light')})(?:了|出)?(?:\d+批次?)?"
        r"(?:共|约|近|各|首批|不少于|至少|又|再|超过|每年|以上)*$",
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


_GIVEN = re.compile("[^,:;。]{2,12}(?:发放|提供|购买|配备|配发|报销|缴纳|赠送|送去|领)")
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
            r"(?:累计|一共|总共|已经|已|共|均|免费|新|只|仅|才|做|进行)+$",
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


_MANNER = re.compile("(?:免费|柔性|联合|远程|入户|电话|上门|直接|定向|跨省|线上|统一|集中)$")
"""How it was done, where that is part of the name: 柔性引进专家, 入户随访."""

_ADDED = frozenset({"新增", "增加", "添置", "新添", "增设", "落地", "配备", "配置"})
"""婴幼儿托位新增300个: what came to be more is told, and the verb is no name of it."""

_TOLD_DONE = re.compile(
    "^(?:(?:到|截至|截止)[^,:;]{1,8}?(?:时|底|末|前|日)|[一二两三半]+[天年月周]|当[周天日月晚]|每[天周月年]|周(?=门)|其间|期间|已经?|又|还)+"
)
"""到会议召开时已签约, 一年接诊: when something was done is no part of its name."""

_PARTED = re.compile(
    r"[,:;]|\((?![^()]{1,3}\)[\u4e00-\u9fff])|(?<!\([^()])(?<!\([^()]{2})(?<!\([^()]{3})\)|(?<=[\u4e00-\u9fff】])\s+(?=[\u4e00-\u9fff])"
)
"""Marks that end what stands before a noun phrase: 执业(助理)医师 is one word, a blank ends a heading in the line."""

_OF_HOUSE = re.compile(
    "^(?:医院|学校|公司|基地|中心|全[中院所站校科馆]心?|该[院站所校科]|[院校]本部|现|另)(?:现|共|总)?(?:有)?"
    "(?=教?职工|员工|人员|占地|编制|床位|病床|开放|卫技|卫生技术|在编|在职|学生|固定资产|业务用房|建筑|设备|实现)"
)
"""医院员工, 院本部占地: the house itself is no part of what is counted in it."""


def _noun(text: str) -> str:
    noun = _TOLD.sub("", _HEAD.sub("", text))
    inner = noun.rfind("的")
    return noun[inner + 1 :] if 0 < inner < len(noun) - 2 else noun


_TOLD = re.compile(
    "^(?:后?将|还要|[一二两三四五六七八九十半]+个?(?:年|天|周|月|小时)(?:间|来|里|内)?|每[天年月周批期]|首年|头一年|当年|上月|昨天|当[天场]|最多的|最终|最后|随手|一口气|.{0,4}打算|累计|完成|开展|实施|手把手|多方|接力|全年|其中|我们)+"
    "(?=.{2})"
)
"""Words before a noun phrase that tell when and how it was done."""


def _is_long(noun: str) -> bool:
    """Whether it can be a noun phrase: two characters or a name, and no bare verb at its end (要建20个, 只建成11个)."""
    if re.search(
        r"(?:要建|只建|建成|扩大到|增加到|完成|只有|达到|实现|共计|[扩增升降]至|只落实|未启动|尚有缺口|不落|再派|只来|只报到|只建成|最多时?|进入全国前|[^下]降|净增|价值|人民币)$",
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
        rf"(?:已|均|也|就|共|同比|环比|累计|分别|仅|将|预计|较{SIGNS['T']}|比{SIGNS['T']}|由|从|{SIGNS['T']}|,|\s)+$",
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
    rf"[{_OWNERS}、,:;()的]|(?:其中|使|让|实现|全面|确保|力争)|"
    r"^(?:全[市区县省州盟旗院]|我院|该院|本院|医院(?!感染))"
)
"""What ends right before the name of a measured quantity."""
