"""Counts with no noun phrase beside them: what became of people, whoever was seen, beds and people living there."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import counted
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.trimming import trained
from kg.model import Claim
from kg.resources.words import alternation

__all__ = ["count_away", "count_bare"]

_PEOPLE = frozenset({"人", "名", "位", "例", "个"})
_ALL = "".join(SIGNS.values())
_LEAD = (
    f"(?:^|(?<=[,:;]))(?:{alternation('claims/fates.lead')}|[{_ALL}])*"
    f"(?:里|中|当中|之中)?{alternation('claims/fates.there_are')}?$"
)
_ADVERBS = f"(?:{alternation('claims/fates.adverbs')}|因[^,:;。]{{1,8}}?|经[^,:;。]{{1,8}}?)*"
_FATES = alternation("claims/fates.fates")


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "lead": re.compile(_LEAD),
        "fate": re.compile(rf"^{_ADVERBS}(?P<name>{_FATES})(?:了|过|观察|治疗)?(?=[,;。、()]|$)"),
        "seen": re.compile(
            f"(?:^|[,:;{_ALL}天年里时月午晚周日]){alternation('claims/fates.seen')}*看(?:了|过)?(?:近|约|超过)?$"
        ),
        "beds": re.compile(r"^(?:病)?床(?:位)?(?=[,;。、()]|$)"),
        "live": re.compile(
            f"(?:^|[,:;])(?:其实|当时|[{SIGNS['T']}])*(?:{alternation('claims/fates.live')}|[{SIGNS['PLACE']}])(?:共|一共|总共|有|共有|现有)*$"
        ),
    }


def count_bare(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """12人被困; 一上午看了104人; 神经内科三十张床; 全县六万人."""
    named = _name(amount) if amount.span.kind == "count" else None
    return _told(passage, amount, memory, *named) if named else []


def count_away(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """派出12人到北京进修: who went somewhere to learn, in words that name nobody."""
    why = trained(amount.right) if amount.span.quantity.unit in {"人", "人次", "个"} else None
    sent = why and re.search(_SENT, amount.left)
    return _told(passage, amount, memory, "away", why) if why and sent else []


_SENT = f"{alternation('claims/fates.sent')}(?:了|过)?(?:近|约)?$"


def _told(passage: Passage, amount: Amount, memory: Memory, rule: str, name: str) -> list[Claim]:
    return counted(passage, amount, memory, name, rule=f"count.{rule}", confidence=0.55)


def _name(amount: Amount) -> tuple[str, str] | None:
    """The construction and the name of what is counted."""
    expressions = _expressions()
    unit = amount.span.quantity.unit or ""
    fate = expressions["fate"].match(amount.right)
    if fate and unit in _PEOPLE and expressions["lead"].search(amount.left):
        return ("fate", fate["name"])
    is_end = amount.right[:1] in _ENDS
    if is_end and unit in {"人", "人次", "个"} and expressions["seen"].search(amount.left):
        return ("seen", "看诊" if unit == "人次" else "看病")
    if unit == "张" and amount.span.quantity.value not in _FEW and expressions["beds"].match(amount.right):
        return ("beds", "床位")
    is_told = _HEADS.match(amount.right) or (is_end and len(amount.span.quantity.value) >= _MANY)
    if is_told and unit in {"人", "口", "口人"} and expressions["live"].search(amount.left):
        return ("live", "人口")
    return None


_HEADS = re.compile("口人?(?=[,;。]|$)|人口(?=[,;。]|$)")
_MANY = 4
"""How many digits a number has that tells by itself how many people live somewhere."""
_FEW = frozenset({"1", "2", "3"})
"""Three children on one bed: how they lie, and not what a ward has."""
_ENDS = frozenset(",;。、()") | {""}
