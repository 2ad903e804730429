"""What happened to people's health and what did not: 发生一起食物中毒事件, 无新增确诊病例."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.claims.holders import holders_at
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Entity, EntityType, Mention, Modality, Polarity, Predicate, Quantity
from kg.resources.words import alternation

__all__ = ["find_happenings"]

_ONE = Quantity(value="1", unit="起", text="一起")
_WORDS = f"[^,:;。()“”{''.join(SIGNS[name] for name in ('Q', 'MONEY', 'RATE', 'AREA', 'T'))}]"
_PLAIN = f"[^,:;。()“”{''.join(SIGNS.values())}]"
_NOT = f"{alternation('claims/happenings.not')}(?:再|曾|能)?"
_SEEN = alternation("claims/happenings.seen")
_NO_ONE = f"(?:(?:{SIGNS['Q']}|一[例起名个人户位项处次])人?)"
_END = r"(?=[,。;)]|$)"
_ILLS = f"[{SIGNS['DISEASE']}](?:[、和及]{{1}}[{SIGNS['DISEASE']}])*"
_KINDS = (
    "(?:确诊|疑似|阳性|传入|经血传播|新发|新增)*(?:病例|患者|病人|标本|疫情|感染)?(?:报告|发生|出现|或疑似病例|死亡)*"
)
"""What may stand behind a disease that did not come: it is the disease that is told of."""
_CASES = alternation("claims/happenings.cases")
_STAFF = alternation("claims/happenings.staff")
_NONE = (
    f"(?:{alternation('claims/happenings.none')}|{SIGNS['Q']})(?:也|都)(?:没有?|未)"
    f"(?:能)?{alternation('claims/happenings.none_got')}?(?:过|了)?"
)
"""How a thing is told of which there is not one: 一台也没有, 一例也没有检出."""
_WHO = "".join(SIGNS[name] for name in ("T", "PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH"))
_STILL = f"(?:{alternation('claims/happenings.still')}|[,])*"


@cache
def _expressions() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    return (
        re.compile(
            rf"(?<!没有)(?<!未)(?:发生|暴发|爆发)(?:了|过)?(?P<q>[{SIGNS['Q']}]|一起)?(?P<n>(?!的|大){_WORDS}{{1,24}}?(?:事件|疫情|事故|中毒|案件))"
            rf"(?=[,。;]|$)"
        ),
        tuple(
            re.compile(expression)
            for expression in (
                rf"(?:{_NOT}{_SEEN}|无)(?:了|过)?(?:新发|新增)?{_NO_ONE}?(?:本地|本土|输入性)?(?P<n>{_ILLS}){_KINDS}{_END}",
                rf"(?P<n>{_ILLS})(?:[^,:;。{''.join(SIGNS.values())}]|[{SIGNS['T']}{SIGNS['SPAN']}]){{0,10}}?(?:{_NOT}(?:{_SEEN}|见到?|有过?)|无)"
                rf"(?:过|任何|{_NO_ONE}|新发|新增|本土|本地)*{_KINDS}{_END}",
                rf"{_NOT}{_SEEN}(?:了|过)?{_NO_ONE}?(?:任何|相关|新的)?(?P<n>(?!的|过|一){_WORDS}{{2,24}}?){_END}",
                rf"(?P<who>{_PLAIN}{{0,4}}(?:人员|队员|职工|医护))?(?:无|没有|未见)(?P<q>{_NO_ONE})(?!目){_SEEN}?(?:发展为|的)?"
                rf"(?P<n>{_WORDS}{{2,20}}?)(?:发生|出现)?{_END}",
                rf"(?:(?<!有)无(?!效|人)|尚无|没有|暂无|未见)(?:报告|发现|出现)?(?P<n>(?!一){_WORDS}{{1,16}}?{_CASES})(?:报告|发生)?{_END}",
                rf"(?:^|[,:;])(?P<n>{_WORDS}{{2,14}}?)(?:{_NO_ONE}|一[例起])?(?:都|也)?{_NOT}(?:发生|出现)(?:过)?{_END}",
                rf"连(?:一[台名个位辆间张支])?(?P<n>(?!续|年){_PLAIN}{{1,12}}?)(?:也|都)没有?{_END}",
                rf"(?:^|(?<=[,:;{_WHO}]))的?(?P<n>(?![但却而也里最]|至今|一)(?:{_PLAIN}|[{SIGNS['DISEASE']}]){{2,14}}?){_STILL}{_NONE}{_END}",
                rf"(?<!有)无一(?:例|人)?(?P<n>(?![个名例人]){_PLAIN}{{2,6}}?){_END}",
                rf"(?:^|[,:;至今仍年月]|[{SIGNS['T']}])无人(?P<n>(?!员|区|机|值守){_PLAIN}{{2,4}}?){_END}",
                f"{alternation('claims/happenings.lacks')}(?:{_NO_ONE}|一[名个台家位张])?(?P<n>(?!一){_WORDS}{{1,14}}?{_STAFF}){_END}",
            )
        ),
    )


def find_happenings(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """One claim for each event or each thing that did not come, with where its amount starts in the text or -1."""
    shadow = passage.shadows[index]
    happened, absent = _expressions()
    for match in happened.finditer(shadow.string):
        item = shadow.items.get(match.start("q")) if match["q"] else None
        amount = item.quantity if isinstance(item, QuantitySpan) else _ONE if match["q"] else None
        name = _event(passage, shadow.text_span(*match.span("n")))
        for subject in holders_at(passage, index, match.start(), name)[:1] if name else ():
            yield passage.claim(
                index, match.span(), subject, Predicate.REPORTS, Entity(name, EntityType.INDICATOR),
                rule="count.event", confidence=0.6, quantity=amount,
            ), item.start if isinstance(item, QuantitySpan) else -1  # fmt: skip
    yield from _absences(passage, index, absent)


def _absences(passage: Passage, index: int, expressions: tuple[re.Pattern[str], ...]) -> Iterator[tuple[Claim, int]]:
    """没有发生一起安全事故, 无一人感染: what did not come, whoever it did not come to."""
    shadow = passage.shadows[index]
    told: set[int] = set()
    for expression in expressions:
        for match in expression.finditer(shadow.string):
            ills = shadow.mentions(*match.span("n"))
            if not told.isdisjoint(range(*match.span("n"))):
                continue
            if len(ills) > 1 and all(each.type is EntityType.DISEASE for each in ills):
                yield from _unseen(passage, index, match, ills)
                told.update(range(*match.span("n")))
                continue
            name = _absent(passage.text[slice(*shadow.text_span(*match.span("n")))])
            if _is_thing(shadow, match):
                continue
            if match.groupdict().get("who"):
                name = match["who"] + name
            if not name:
                continue
            told.update(range(*match.span("n")))
            for subject in _struck(passage, index, match.start(), name):
                claim = passage.claim(
                    index, match.span(), subject, Predicate.REPORTS, Entity(name, EntityType.INDICATOR),
                    rule="count.absent", confidence=0.7,
                )  # fmt: skip
                yield replace(claim, polarity=Polarity.DENIED, modality=Modality.DONE), -1


_SPREADS = re.compile(f"{alternation('claims/happenings.spreads')}|流行$")


def _struck(passage: Passage, index: int, position: int, name: str) -> tuple[Entity, ...]:
    """Whom it did not come to: an epidemic keeps off the region, and not the office that watches for it."""
    found = holders_at(passage, index, position, name)
    region = passage.context.region
    is_watch = any(each.type is not EntityType.PLACE and not each.type.is_health_institution for each in found)
    is_watch = is_watch or any(each.type is EntityType.PUBLIC_HEALTH for each in found)
    return (region,) if region and is_watch and _SPREADS.search(name) else found


def _unseen(passage: Passage, index: int, match: re.Match[str], ills: Sequence[Mention]) -> Iterator[tuple[Claim, int]]:
    """未检出霍乱、鼠疫阳性标本: neither of the two."""
    for subject in _struck(passage, index, match.start(), ills[0].text):
        for ill in ills:
            claim = passage.claim(
                index, match.span(), subject, Predicate.REPORTS, Entity(entity_of(ill).name, EntityType.INDICATOR),
                rule="count.unseen", confidence=0.7,
            )  # fmt: skip
            yield replace(claim, polarity=Polarity.DENIED, modality=Modality.DONE), -1


_THINGS = frozenset("家间所台张座辆支")


def _is_thing(shadow: Shadow, match: re.Match[str]) -> bool:
    """没有一间交付: houses and things that are not there are no events."""
    at = match.start("q") if match.groupdict().get("q") else -1
    item = shadow.items.get(at)
    return isinstance(item, QuantitySpan) and (item.quantity.unit or "")[-1:] in _THINGS


def _absent(name: str) -> str:
    """What did not come, without the words that only say that it would have been one."""
    name = re.sub("^(?:一[例起名个人户位项处次]|因?(?:出现|发生))", "", name)
    return re.sub("(?:的?(?:情况|情形|迹象)|(?<=病例)报告|现象)$", "", name).strip("的")


def _event(passage: Passage, span: tuple[int, int]) -> str:
    """疑似食物中毒 of 因…引起的疑似食物中毒事件: what it was, without its cause."""
    name = passage.text[slice(*span)].rsplit("的", 1)[-1]
    name = re.sub("^(?:疑似|较大|重大|一般|特大|一?起)+", "", name)
    return re.sub("(?<=中毒)事件$|(?<=疫情)事件$|(?<=事故)事件$", "", name)
