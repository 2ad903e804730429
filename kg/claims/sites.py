"""Buildings, systems and departments of which no frame says who builds them: the work on them stands beside their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.claims.passage import Passage
from kg.claims.shadow import Shadow
from kg.claims.slots import counted
from kg.claims.subjects import entity_of
from kg.model import Claim, EntityType, Mention, Predicate

__all__ = ["find_sites"]

_STAGE = re.compile(
    "建成|在建|新建|改建|扩建|续建|重建|共建|援建|捐建|筹建|兴建|承建|翻建|迁建|建设|建起|建有|建了|建出|建好|拟建|待建|补建|建一|建在|建得|盖|修建|翻修|翻盖|"
    "翻新|装修|改造|装上|装好|装成|装门窗|安装|设了|设一|设立|开设|增设|新设|内设|设有|新添|开了一|开起来|开出|开诊|开业|开张|开门|迎客|迎来|搬进|搬入|搬迁|"
    "搬过去|搬新|迁入|迁至|入驻|启用|投用|投运|投入使用|投入运行|试运行|上线|竣工|完工|交工|封顶|封闭|施工|动工|开工|复工|停工|停建|破土|奠基|桩基|打桩|第一根桩|"
    "动土|收尾|扫尾|交付|交钥匙|落成|揭牌|挂牌|揭幕|亮灯|亮相|立项|招标|选址|筹备|酝酿|规划|申报|报批|批复|批下来|获批|验收|备案|调试|联调|研发|成立|组建|牵头|"
    "从无到有|零起步|推倒|推迟|延期|延后|取消|搁置|暂缓|缓建|作罢|落空|落户|外墙|外立面|粉刷|内装|墙体|主体|塔吊|地基|吊装|基坑|底板|砌到|盖到|建到|干到|造|打造|"
    "搭建|搭起|搭好|配建|工地|图纸|过审|独立建制|改成|改作|变成|换了模样|下文|配上|配备|投资|概算|总建筑面积|通车|下水|升级|至今没有|恢复|重新开|引进|从借房子"
)
_DEPARTMENT = re.compile(
    "^[^,;。]{0,6}?(?:独立建科|建科|单独设科|组建|分出|开诊|开科|零起步|从无到有|还没有开|没有设立|没设立|暂不考虑|空白)"
)
_FOUNDED = re.compile("(?:新增|增设|新设|新添|新开|新建|组建|成立|设立|筹建|拟设|建成|建起|办起|开出)(?:了|的)?$")
_ASIDE = re.compile(
    "(?:接入|接进|接通|连[上到]|依托|借助|通过|利用|经|走进|来到|位于|紧挨|紧邻|深入|参观|察看|查看|翻看|走访|考察|实地|地点:?|在|到|从|进|去|纳入|列入|加入|与|和|对接|覆盖|用上)"
    "了?(?:[^,:;。]{0,3}的)?$"
)
"""Where something is told of a building and not the building itself."""
_INSIDE = re.compile(
    "的?(?:里|内|前|门口|楼下|账号|主任|副主任|医生|护士|负责人|墙上|走廊|会议|举行|覆盖|接入|连通|延伸|注册|出具|推送|收治|添|[^,;。]{0,8}?(?:终端|覆盖|接进|接通|楼道))"
)
_REACH = 14
"""How far from a building in its clause the work on it is told."""
_PARTS = re.compile("(?:科|室|病区|门诊|中心|站)$")


def find_sites(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Each building or department that no claim of the frames in `told` has anybody build, where work on it is told."""
    known = {claim.object.name for claim in told if claim.predicate is Predicate.BUILDS and claim.object}
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in shadow.items.items():
            where = _where(passage, shadow, at, item) if isinstance(item, Mention) else None
            if where is None or not isinstance(item, Mention):
                continue
            thing, count = counted(shadow, item, Predicate.BUILDS)
            carried = passage.subjects_at(index, at, "topic")
            if thing.name in known or not carried:
                continue
            known.add(thing.name)
            builder = passage.builder_of(thing, carried[0], opens=True)
            if builder.name != thing.name:
                yield passage.claim(
                    index, (at, where[1]), builder, Predicate.BUILDS, thing,
                    rule=f"builds.site.{where[0]}", confidence=0.5, quantity=count,
                )  # fmt: skip


def _where(passage: Passage, shadow: Shadow, at: int, item: Mention) -> tuple[str, int] | None:
    """Name of the construction, and where the words of the work end."""
    start, end = shadow.clause_of(at)
    before, behind = shadow.string[start:at], shadow.string[at + 1 : end]
    if item.type is EntityType.ORGANIZATION and not item.group and _PARTS.search(item.text):
        is_part = any(entity_of(item).name.startswith(each.text) for each in passage.mentions if each.type.is_health_institution)
        if is_part and _FOUNDED.search(before):
            return "founded", at + 1
        found = _DEPARTMENT.search(behind) if is_part or not before else None
        return ("department", at + 1 + found.end()) if found else None
    if item.type is not EntityType.FACILITY or _ASIDE.search(before) or _INSIDE.match(behind):
        return None
    if (found := _STAGE.search(behind[:_REACH])) and not shadow.mentions(at + 1, at + 1 + found.start()):
        return "behind", at + 1 + found.end()
    begin = max(start, at - _REACH)
    if (found := _STAGE.search(shadow.string, begin, at)) and not shadow.mentions(found.end(), at):
        return "before", at + 1
    if end + 1 < len(shadow.string):
        low, high = shadow.clause_of(end + 1)
        found = _STAGE.search(shadow.string, low, min(high, low + _REACH))
        if found and not shadow.mentions(at + 1, high):
            return "next", found.end()
    return None
