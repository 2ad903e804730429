"""Places and houses that a programme or system of the sentence reaches, where no frame has read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.helpers import is_within
from kg.claims.passage import Passage
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.model import Claim, EntityType, Mention, Predicate

__all__ = ["find_reaches"]

_CUES = {
    "grown": re.compile(
        "延伸|扩展|扩[围面大到容至]|拓展|铺[到开向]|推[开广到进向]|连片|覆盖|纳入|接入|接通|联通|连[上着成]|通到|联网|联成|挂钩|进驻|串|纳进|并网|够着|走遍|对接|看齐"
    ),
    "given": re.compile(
        "配[备发齐置]|装上|换上|添|发放|用上|免费|招收|资助|开放|培训|名额|分到|各[派配培立]|落户|分设|设[在置]|采血|送[到药去]|受益|惠及|抓到药|补贴"
    ),
    "gone": re.compile(
        "走[进到完遍了过访]|跑[了遍完]|巡[诊回访]|下一站|首站|开[到进]|飞|去(?!年)|深入|来到|驶|进村|停[靠了在]|(?<![达得收看做受拿接])到(?![位账期底])"
    ),
    "done": re.compile("筛查|义诊|查了|体检|普查|检查|手术|看病|讲座|举行|执行|试点|试行|列为|先行|一个都|全部"),
}
"""Words around what is reached, by what they tell."""
_OF = {
    "group": ("grown", "given", "gone"),
    "county": ("grown", "given", "gone"),
    "town": ("grown", "given", "gone", "done"),
    "houses": ("grown",),
}
"""Which of them tell it of places and houses of a kind: a group of houses is inspected more often than reached."""
_TOWN = re.compile("(?:镇|乡|村|街道|苏木|嘎查|社区|团场?)$")
_OTHER = re.compile("达到|标准|督导|督查|岗位|来自|范围包括|组成联盟|建成|设立|新建|改扩建|征地")
_PAPER = re.compile("(?:方案|意见|规划|改革|条例|办法)$")
"""What is laid down for places without reaching them."""
_HOUSES = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
_BEFORE, _BEHIND = 10, 12
"""How far around what is reached the words may stand."""
_SCHEMES = 2
"""A longer list of programmes reaches no place of which only one is told."""


def find_reaches(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """What the programme or system named last before it in the sentence reaches; `told` are the frames' claims."""
    known = {
        (claim.subject.name, claim.object.name)
        for claim in told
        if claim.predicate is Predicate.COVERS and claim.object
    }
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in sorted(shadow.items.items()):
            cue = _cue(passage, shadow, at, item) if isinstance(item, Mention) else None
            schemes = passage.schemes.at(index, at, SCHEMES) if cue else ()
            if cue is None or not isinstance(item, Mention) or len(schemes) > _SCHEMES:
                continue
            for scheme in schemes:
                pair = entity_of(scheme).name, entity_of(item).name
                if pair not in known and not _PAPER.search(pair[0]) and scheme.start >= shadow.sentence.start:
                    known.add(pair)
                    yield passage.claim(
                        index, (at, at + 1), entity_of(scheme), Predicate.COVERS, entity_of(item),
                        rule=f"covers.{cue}", confidence=0.5,
                    )  # fmt: skip


def _cue(passage: Passage, shadow: Shadow, at: int, item: Mention) -> str | None:
    """What the words around a mention tell of its being reached; None where they tell something else."""
    kind = _kind(passage, item)
    behind = shadow.items.get(at + 1)
    is_owner = isinstance(behind, Mention) and item.type is EntityType.PLACE and behind.type is not EntityType.DISEASE
    if kind is None or is_owner or shadow.string[max(0, at - 1) : at] in {"由", "与"}:
        return None
    if not item.group and _is_whole(shadow, at):
        return None
    start, end = shadow.clause_of(at)
    words = shadow.string[max(start, at - _BEFORE) : min(end, at + _BEHIND)]
    if _OTHER.search(words):
        return None
    return next((cue for cue in _OF[kind] if _CUES[cue].search(words)), None)


@cache
def _whole() -> re.Pattern[str]:
    return compile_expression(r"(?:(?:、|和|及){PLACE})*的?(?P<part>{PLACE}|{HEALTH})")


def _is_whole(shadow: Shadow, at: int) -> bool:
    """Of 甲镇、乙镇的31个村 the villages are reached."""
    match = _whole().match(shadow.string, at + 1)
    return bool(match and any(each.group for each in shadow.mentions(*match.span("part"))))


def _kind(passage: Passage, item: Mention) -> str | None:
    if item.anaphor:
        return None
    if item.type in _HOUSES:
        return "houses" if item.group else None
    if item.type is not EntityType.PLACE:
        return None
    place, region = entity_of(item), passage.context.region
    if item.group:
        return "group"
    if _TOWN.search(place.name):
        return "town"
    return "county" if region and place.code != region.code and is_within(place, region) else None
