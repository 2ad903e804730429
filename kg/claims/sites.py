"""Buildings, departments and houses of which no frame says who builds them: work on them is told beside their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.claims.passage import Passage
from kg.claims.shadow import Shadow
from kg.claims.slots import counted
from kg.claims.subjects import entity_of
from kg.claims.unstated import founders_of
from kg.model import Claim, Entity, EntityType, Mention, Modality, Predicate

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
_ADVERBS = (
    "(?:已|已经|将|要|正|正在|正式|也|都|均|整体|异地|易地|内部|先后|终于|仍|还|仍在|还在|今年|明年|去年|计划|预计|拟|至今|没有|尚未|未|"
    "[因由受][^,;。]{2,16}?)*"
)
_HOUSE = re.compile(
    f"^的?(?:建设|改造|项目)?{_ADVERBS}(?:异地重建|迁建|重建|改扩建|扩建|整体搬迁|迁址|危房|翻盖|翻修|翻建|动工|破土|奠基|竣工|完工|封顶|打桩|落成|停工|停建|"
    "复工|加固改造|开工|投用|启用|投入使用|更换|工地|挂牌成立|揭牌成立|整体提升|外墙|屋面|取暖改造|供暖|煤改电|业务用房[^,;。]{0,4}(?:交付|改造|完成|用房))"
)
_PREPARED = re.compile("(?:始建|兴建|筹建|迁建|重建|增挂)(?:了|的)?(?:一所)?$")
_HOUSES = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
_TO_COME = re.compile(
    "搬进|搬入|搬过去|搬新|搬家|搬迁|启用|投用|投运|投入使用|试运行|开诊|开业|开门|开张|迎接|收治病人|接诊|竣工|完工|交工|封顶|交付|开工|动工|破土|验收|"
    "收尾|装修|建成|投产|内装"
)
_REACH = 14
"""How far from a building in its clause the work on it is told."""
_PARTS = re.compile("(?:科|室|病区|门诊|中心|站)$")


def find_sites(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Each building, department or house that no claim of the frames in `told` has anybody build, with work on it."""
    known = {claim.object.name: claim for claim in told if claim.predicate is Predicate.BUILDS and claim.object}
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in shadow.items.items():
            where = _where(passage, shadow, at, item) if isinstance(item, Mention) else None
            if where is None or not isinstance(item, Mention):
                continue
            thing, count = counted(shadow, item, Predicate.BUILDS)
            builder = _builder(passage, index, at, thing)
            if thing.name in known or builder is None or builder.name == thing.name:
                continue
            known[thing.name] = passage.claim(
                index, (at, where[1]), builder, Predicate.BUILDS, thing,
                rule=f"builds.site.{where[0]}", confidence=0.5, quantity=count,
            )  # fmt: skip
            yield known[thing.name]
        yield from _to_come(passage, index, known)


def _builder(passage: Passage, index: int, at: int, thing: Entity) -> Entity | None:
    """Who builds it: of a hospital the place it is named after, of other houses of health the region."""
    if thing.type in _HOUSES:
        region = passage.context.region
        return founders_of(passage, thing, region) if region and thing.type is EntityType.HOSPITAL else region
    carried = passage.subjects_at(index, at, "topic")
    return passage.builder_of(thing, carried[0], opens=True) if carried else None


def _to_come(passage: Passage, index: int, known: dict[str, Claim]) -> Iterator[Claim]:
    """What is planned for the building spoken of, in a clause that names nobody: 主体已经封顶。预计年底搬进去."""
    shadow, start = passage.shadows[index], 0
    while start < len(shadow.string):
        begin, end = shadow.clause_of(start)
        start = end + 1
        found = _TO_COME.search(shadow.string, begin, end)
        things = passage.schemes.at(index, begin, frozenset({EntityType.FACILITY}))
        before = known.get(entity_of(things[0]).name) if len(things) == 1 else None
        is_own = before and before.evidence[0].end <= shadow.text_span(begin, end)[0]
        if (
            not found
            or before is None
            or not is_own
            or before.modality is Modality.PLANNED
            or shadow.mentions(begin, end)
        ):
            continue
        claim = passage.claim(
            index,
            found.span(),
            before.subject,
            Predicate.BUILDS,
            before.object,
            rule="builds.site.tocome",
            confidence=0.5,
        )
        if claim.modality is Modality.PLANNED:
            known[entity_of(things[0]).name] = claim
            yield claim


def _where(passage: Passage, shadow: Shadow, at: int, item: Mention) -> tuple[str, int] | None:
    """Name of the construction, and where the words of the work end."""
    start, end = shadow.clause_of(at)
    before, behind = shadow.string[start:at], shadow.string[at + 1 : end]
    if item.type is EntityType.ORGANIZATION and not item.group and _PARTS.search(item.text):
        is_part = any(
            entity_of(item).name.startswith(each.text) for each in passage.mentions if each.type.is_health_institution
        )
        if is_part and _FOUNDED.search(before):
            return "founded", at + 1
        found = _DEPARTMENT.search(behind) if is_part or not before else None
        return ("department", at + 1 + found.end()) if found else None
    if item.type in _HOUSES and not item.group and not item.anaphor:
        found = _HOUSE.search(behind)
        return ("house", at + 1 + found.end()) if found else ("prepared", at + 1) if _PREPARED.search(before) else None
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
