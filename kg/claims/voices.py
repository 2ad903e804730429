"""Whom a report speaks for where a clause names nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.claims.frames import compile_expression
from kg.claims.headline import headed
from kg.claims.shadow import Shadow
from kg.model import Context, Entity, EntityType, Mention
from kg.resources.words import alternation

__all__ = ["COUNTRY", "entity_of", "find_voice"]

_BARE_HOSPITAL = re.compile(r"(?:^|[,。;:(“])(?:目前|如今|现在|近年来)?[,]?(?:医院|全院)(?=[\u4e00-\u9fff])")
_ENOUGH_BARE = 2
COUNTRY = frozenset({"中国", "中华人民共和国"})


def entity_of(mention: Mention) -> Entity:
    """What a mention is linked to, or the thing that its own words name."""
    return mention.entity or Entity(mention.text, mention.type, group=mention.group)


def find_voice(shadows: Sequence[Shadow], context: Context) -> Entity | None:
    """The region a report speaks for; in a hospital's own report (我院, or nobody else in the title) the hospital."""
    own = Counter(
        entity_of(item)
        for shadow in shadows
        for item in shadow.items.values()
        if isinstance(item, Mention)
        and item.anaphor
        and item.type.is_health_institution
        and item.text.startswith(("我院", "本院"))
    )
    called = _called(shadows)
    if called:
        return called
    divisions = sum(
        isinstance(item, Mention) and _is_division(item) for shadow in shadows for item in shadow.items.values()
    )
    if own and own.total() >= divisions:
        return own.most_common(1)[0][0]
    title = context.title or ""
    buyer = _buying(shadows)
    if buyer:
        return buyer
    found = (
        _protagonist(shadows, title, context)
        or _portrayed(shadows, title, context)
        or _profiled(shadows, title)
        or _headlined(shadows, title, context)
        or _entitled(shadows, title)
        or headed([(item, entity_of(item)) for item in _all(shadows)], title)
        or _shortened(shadows, title, context)
    )
    return _whole(shadows, found) if found else context.region


_SELF = re.compile(rf"{alternation('claims/voices.self')}|[\s《》“”——:]")


def _entitled(shadows: Sequence[Shadow], title: str) -> Entity | None:
    """The body whose name is all that the headline says; of 学校简介 the school that the text opens with."""
    bare = _SELF.sub("", title)
    named = [
        item for item in _all(shadows) if item.type.is_body and item.type is not EntityType.AGENCY and not item.group
    ]
    for item in named:
        if bare and bare in (item.text, entity_of(item).name):
            return entity_of(item)
    if bare in _OWN_KINDS and title != bare and named and re.search(_OWN_KINDS[bare] + "$", entity_of(named[0]).name):
        return entity_of(named[0])
    return None


_OWN_KINDS = {
    "学校": "(?:学校|学院|大学)",
    "医院": "(?:医院|保健院)",
    "公司": "(?:公司|集团)",
    "中心": "中心",
    "学会": "学会",
    "我院": "院",
}


def _all(shadows: Sequence[Shadow]) -> list[Mention]:
    return [item for shadow in shadows for item in shadow.items.values() if isinstance(item, Mention)]


_SHORT = {
    "校|学校": ("学校", "学院", "大学"),
    "学会": ("学会",),
    "协会": ("协会",),
    "基金会|我们基金会": ("基金会",),
    "公司": ("公司",),
    "血站|站里|全站|站": ("血站",),
    "院里|院|全院|医院": ("医院", "保健院", "卫生院"),
    "中心": ("中心",),
    "所里|所": ("防治所", "研究所", "监督所"),
}
"""What a report calls the body that it is about for short, and how the names of such bodies end."""
_LEADING = (
    rf"(?:^|[,。;:“、]|{{T}}){alternation('claims/voices.leading')}?(?:%s)(?=[\u4e00-\u9fff,])"
    f"(?!{alternation('claims/voices.leading_end')})"
)


def _shortened(shadows: Sequence[Shadow], title: str, context: Context) -> Entity | None:
    """The one body of its kind in the headline or first sentences that the text goes on to call by its kind alone."""
    for short, endings in _SHORT.items():
        expression = compile_expression(_LEADING % short)
        if sum(len(expression.findall(shadow.string)) for shadow in shadows) < _ENOUGH_BARE:
            continue
        bodies = Counter(
            entity_of(item)
            for item in _all(shadows)
            if item.type.is_body and not item.group and entity_of(item).name.endswith(endings)
        )
        headline = {entity_of(item) for item in _all(shadows) if item.text in title}
        is_regional = bool(context.region and context.region.name[:2] in title)
        opening = set() if is_regional else {entity_of(item) for item in _all(shadows[:_EARLY])}
        ranked = [body for body, count in bodies.most_common(1) if count >= _ENOUGH_BARE or body in headline]
        if ranked and ranked[0] in opening | headline:
            return ranked[0]
    return None


_CAMPUS = re.compile("(?P<whole>.+(?:医院|保健院|中心))(?P<part>.{2,6}(?:院区|分院))")


def _whole(shadows: Sequence[Shadow], found: Entity) -> Entity:
    """A report on a new campus speaks for its hospital, where it names the two."""
    match = _CAMPUS.fullmatch(found.name)
    if match is None:
        return found
    named = (entity_of(item) for shadow in shadows for item in shadow.items.values() if isinstance(item, Mention))
    return next((entity for entity in named if entity.name == match["whole"]), found)


_TALK = re.compile("专访|对话|访谈|访|嘉宾|做客")
_LED = re.compile(f"^(?:党委|党组|党总支)?(?:{alternation('claims/voices.led')}|、)+")


def _headlined(shadows: Sequence[Shadow], title: str, context: Context) -> Entity | None:
    """Who gives an account of its own year in the headline, or whose head is talked to there.

    上冈镇2021年工作小结 speaks for the township and not for its county, 某红十字会情况公告 for the society.
    """
    named = {
        item.text: entity_of(item)
        for shadow in shadows
        for item in shadow.items.values()
        if isinstance(item, Mention)
        and not item.group
        and (item.type.is_body or item.type is EntityType.PLACE)
        and item.type is not EntityType.AGENCY
        and item.text in title
    }
    for text, entity in sorted(named.items(), key=lambda row: -len(row[0])):
        at = title.find(text)
        before, behind = title[:at], title[at + len(text) :]
        is_led = bool(_TALK.search(before) and _LED.match(behind)) and entity.type.is_body
        is_account = not re.sub(r"[\s\[【《“]", "", before) and bool(_ACCOUNT.match(behind))
        if before.strip() == "关于" and not behind.strip() and entity.type.is_body:
            return entity
        if is_led or (is_account and _is_own(entity, context)):
            return entity
    return None


_ACCOUNT = re.compile(
    rf"(?:{alternation('claims/voices.account')}|\(?二[〇○零]..年|\(?\d{{4}}年|、)*{alternation('claims/voices.account_noun')}"
)


def _is_own(entity: Entity, context: Context) -> bool:
    """A place that is not the region itself nor one that it lies in."""
    if entity.type is not EntityType.PLACE:
        return True
    return entity.name not in {place.name for place in (context.region, *context.ancestors) if place}


_BUYER = r"(?:采购人|招标人|采购单位|招聘单位|用人单位)(?:名称|信息)?[:为是](?:名称[:])?(s:{BODY})"
_FIRST = 15


def _buying(shadows: Sequence[Shadow]) -> Entity | None:
    """A notice of purchase speaks for who buys."""
    expression = compile_expression(_BUYER)
    for shadow in shadows[:_FIRST]:
        if match := expression.search(shadow.string):
            return entity_of(shadow.mentions(*match.span("s"))[0])
    return None


def _is_division(mention: Mention) -> bool:
    """我市, 全区: a context form that speaks for a division; 全国 and 我国 speak for none."""
    return mention.anaphor and mention.type is EntityType.PLACE and entity_of(mention).name not in COUNTRY


_PROFILE = (
    r"(?:[^,:;。{ALL}]{0,12}\s+)?(?:{T})?(s:{HEALTH})(?:\([^()]*\))?"
    f"(?:[^。;:{{ALL}}]|{{PLACE}}|{{T}}){{0,16}}?(?:{alternation('claims/voices.profile')}|"
    "于{T}[^。;]{0,30}?(?:创建|创办|组建|成立|建立|建院)|是(?=一所|一家|全|国家|集|{PLACE}|{DESIGNATION})|"
    "系(?=一所|{PLACE}|{DESIGNATION}|集)|为(?=一所|{DESIGNATION}|{PLACE}唯一))"
)
_EARLY = 6
"""How many of the first sentences may open a profile."""


def _profiled(shadows: Sequence[Shadow], title: str) -> Entity | None:
    """The institution whose founding, place and rank the text opens with, where it opens no other one's so.

    Of several (a group's page goes on to its branches) it is the one the headline names.
    """
    expression = compile_expression(_PROFILE)
    opened = [
        (index, entity_of(shadow.mentions(*match.span("s"))[0]))
        for index, shadow in enumerate(shadows)
        if (match := expression.match(shadow.string)) and not shadow.mentions(*match.span("s"))[0].group
    ]
    if len({entity.name for _, entity in opened}) > 1:
        opened = [(index, entity) for index, entity in opened if entity.name in title]
    named = {entity.name for _, entity in opened}
    return opened[0][1] if len(named) == 1 and opened[0][0] < _EARLY else None


_PORTRAIT = re.compile(
    f"{alternation('claims/voices.portrait')}|(?:院|站|中心)(?:[::]|简介|概况)|的.{{0,6}}(?:之路|故事|嬗变|样本|实践|答卷)|写在.*(?:周年|之际)"
)
"""A headline of a portrait: whose name it gives is who the whole report is about."""


_HOUSES = frozenset(kind for kind in EntityType if kind.is_health_institution) | {EntityType.ORGANIZATION}


def _portrayed(shadows: Sequence[Shadow], title: str, context: Context) -> Entity | None:
    if not _PORTRAIT.search(title):
        return None
    is_region_named = bool(context.region and context.region.name[:2] in title)
    named = [
        item
        for shadow in shadows
        for item in shadow.items.values()
        if isinstance(item, Mention) and item.type in _HOUSES and not item.group and item.text in title
        if item.type is not EntityType.ORGANIZATION or not is_region_named
    ]
    return entity_of(max(named, key=_length)) if named else None


def _length(mention: Mention) -> int:
    return len(mention.text)


def _called(shadows: Sequence[Shadow]) -> Entity | None:
    """The body that calls itself 中心 or 医院 for short: 某市疾病预防控制中心(以下简称中心)."""
    expression = compile_expression(r"(s:{BODY})[”\"]?\((?:以下)?简称[:“\"]?(?:中心|医院|我院|本院|血站)[”\"]?\)")
    for shadow in shadows:
        if (match := expression.search(shadow.string)) and (named := shadow.mentions(*match.span("s"))):
            return entity_of(named[0])
    return None


def _protagonist(shadows: Sequence[Shadow], title: str, context: Context) -> Entity | None:
    """The hospital that a profile is about: it is plain 医院 there, and nobody speaks for a whole division."""
    bare = sum(len(_BARE_HOSPITAL.findall(shadow.string)) for shadow in shadows)
    mentions = [item for shadow in shadows for item in shadow.items.values() if isinstance(item, Mention)]
    bodies = Counter(entity_of(item) for item in mentions if item.type.is_health_institution and not item.group)
    if bare < _ENOUGH_BARE or not bodies:
        return None
    first = bodies.most_common(1)[0][0]
    if context.region and context.region.name[:2] in title and first.name not in title:
        return None
    if any(_is_division(item) for item in mentions):
        return first if first.name in title else None
    return first
