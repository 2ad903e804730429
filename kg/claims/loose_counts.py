"""Amounts read last of all: shares and changes of a plain noun phrase, without a word of comparison."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import counted
from kg.claims.passage import Passage
from kg.claims.phrases import GENERIC, words
from kg.claims.shadow import SIGNS
from kg.claims.trimming import trimmed
from kg.model import Change, Claim
from kg.resources.words import alternation

__all__ = ["count_loose"]

_WORD = f"[^,:;。、(){''.join(sign for name, sign in SIGNS.items() if name not in {'DISEASE', 'SPAN'})}]"
_TAIL = alternation("claims/loose_counts.tail")
_STARTS = "".join(SIGNS[name] for name in ("T", "PLACE", "HOSPITAL", "PRIMARY_CARE"))
_ENDS = frozenset(",;。、()和及与") | {""}


@cache
def _rise() -> re.Pattern[str]:
    told = f"(?:{alternation('claims/loose_counts.told')}|[{SIGNS['T']}])*"
    against = f"(?:[比较同与](?:[^,:;。]{{0,8}}?)(?:相比|同期|时|前|年|月|期|平均|水平)?|[{SIGNS['T']}])?"
    return re.compile(
        f"(?:^|(?<=[,:;{_STARTS}]))(?P<name>{_WORD}{{0,14}}?{_TAIL})(?:的(?:人|人数|数量)?)?{told}{against}{told}"
        f"(?:(?P<up>{words('up')}|多)|(?:{words('down')}|少))(?:了|出)?(?:将?近|约|超过?|差不多)?$"
    )


def count_loose(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """What a plain noun phrase rose or fell by."""
    rise = None if amount.span.kind in {"age", "duration", "size", "area"} else _rise().search(amount.left)
    if rise is None or amount.right[:1] not in _ENDS or amount.span.quantity.from_value:
        return []
    name = _before(passage, amount, rise.span("name"))
    if name is None or len(name) < 2 or name in GENERIC or _NO_NAME.search(name):
        return []
    change = Change.UP if rise["up"] else Change.DOWN
    claims = counted(passage, amount, memory, name, rule="count.loose.rise", confidence=0.4)
    return [replace(claim, change=change) for claim in claims]


_NO_NAME = re.compile(
    f"^{alternation('claims/loose_counts.no_name')}|(?:{alternation('claims/loose_counts.no_end')}|[了着过把将被各再])$"
)


def _before(passage: Passage, amount: Amount, span: tuple[int, int]) -> str | None:
    shadow = passage.shadows[amount.index]
    start, end = shadow.text_span(amount.start + span[0], amount.start + span[1])
    return trimmed(_LEAD.sub("", passage.text[start:end]).strip("“”"))


_LEAD = re.compile(f"^{alternation('claims/loose_counts.lead')}+")
