"""What happened to people's health and what did not: 发生一起食物中毒事件, 无新增确诊病例."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Entity, EntityType, Modality, Polarity, Predicate, Quantity

__all__ = ["find_happenings"]

_ONE = Quantity(value="1", unit="起", text="一起")
_WORDS = f"[^,:;。()“”{''.join(SIGNS[name] for name in ('Q', 'MONEY', 'RATE', 'AREA', 'T'))}]"


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            rf"(?<!没有)(?<!未)(?:发生|暴发|爆发)(?:了|过)?(?P<q>[{SIGNS['Q']}]|一起)?(?P<n>(?!的|大){_WORDS}{{1,24}}?(?:事件|疫情|事故|中毒|案件))"
            rf"(?=[,。;]|$)"
        ),
        re.compile(rf"(?:(?<!有)无|没有|未)(?:报告|发现|出现)?(?P<n>新增{_WORDS}{{0,10}}?(?:病例|感染者|患者|死亡))"),
    )


def find_happenings(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """One claim for each event or each thing that did not come, with where its amount starts in the text or -1."""
    shadow = passage.shadows[index]
    happened, absent = _expressions()
    for match in happened.finditer(shadow.string):
        item = shadow.items.get(match.start("q")) if match["q"] else None
        amount = item.quantity if isinstance(item, QuantitySpan) else _ONE if match["q"] else None
        name = _event(passage, shadow.text_span(*match.span("n")))
        for subject in passage.subjects_at(index, match.start(), "topic")[:1] if name else ():
            yield passage.claim(
                index, match.span(), subject, Predicate.REPORTS, Entity(name, EntityType.INDICATOR),
                rule="count.event", confidence=0.6, quantity=amount,
            ), item.start if isinstance(item, QuantitySpan) else -1  # fmt: skip
    for match in absent.finditer(shadow.string):
        start, end = shadow.text_span(*match.span("n"))
        for subject in passage.subjects_at(index, match.start(), "topic")[:1]:
            claim = passage.claim(
                index, match.span(), subject, Predicate.REPORTS, Entity(passage.text[start:end], EntityType.INDICATOR),
                rule="count.absent", confidence=0.7,
            )  # fmt: skip
            yield replace(claim, polarity=Polarity.DENIED, modality=Modality.DONE), -1


def _event(passage: Passage, span: tuple[int, int]) -> str:
    """疑似食物中毒 of 因…引起的疑似食物中毒事件: what it was, without its cause."""
    name = passage.text[slice(*span)].rsplit("的", 1)[-1]
    name = re.sub("^(?:疑似|较大|重大|一般|特大|一?起)+", "", name)
    return re.sub("(?<=中毒)事件$|(?<=疫情)事件$|(?<=事故)事件$", "", name)
