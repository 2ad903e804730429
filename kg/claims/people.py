"""Whom a programme or a body reaches: people with their number (覆盖牧户242户), and groups one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.passage import Passage
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["cover_groups", "cover_people"]

_GROUP = alternation("claims/people.group")
"""How a group of people ends."""
_WIDE = frozenset({"人口", "人群", "服务人口"})
_REACHES = ("PROGRAM", "FACILITY", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH")
_HELPS = "惠及|救助|资助"
"""What only a programme does to people that is told as its reach: a hospital's are its work."""
_PASSES = f"{alternation('claims/people.passes')}*"


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    name = rf"[^,:;、()的和及{''.join(SIGNS.values())}]{{0,8}}"
    part = rf"(?:[{SIGNS['DISEASE']}{SIGNS['SPAN']}](?:以上|以下)?)?{name}{_GROUP}|[{SIGNS['DISEASE']}]"
    return {
        "before": re.compile(rf"(?:覆盖|服务|{_HELPS})(?:于)?{_PASSES}(?P<name>{name}{_GROUP})(?:约|近|共|累计)?$"),
        "listed": re.compile(rf"^[,、和及]?(?P<name>{name}{_GROUP})(?:约|近|共|累计)?$"),
        "behind": re.compile(rf"^(?:的)?(?P<name>{name}{_GROUP})"),
        "verb": re.compile(
            rf"(?:覆盖|服务|{_HELPS})(?:于)?{_PASSES}[{SIGNS['PLACE']}]?(?:等|沿线|沿岸)?(?:约|近|余)?$"
        ),
        "helps": re.compile(rf"(?:{_HELPS})[^,:;]*$"),
        "duty": re.compile(rf"(?:承担|担负|负责)(?:着|了)?{_PASSES}[{SIGNS['PLACE']}]?$"),
        "last": re.compile(rf"(?P<name>{name}{_GROUP})$"),
        "chore": re.compile(rf"的[^,:;。{''.join(SIGNS.values())}]{{2,12}}(?:任务|职责)"),
        "task": re.compile("任务|工作|职责|服务"),
        "groups": re.compile(
            f"{alternation('claims/people.groups')}{_PASSES}(?P<all>(?:{part})(?:(?:、|和|及|与|以及|等|等[^,:;、{''.join(SIGNS.values())}]{{2,6}}(?:和|及|与))(?:{part})){{1,}})"
        ),
        "part": re.compile(part),
    }


def cover_people(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """覆盖牧户242户, 承担着204万常住人口的保健任务: a programme or body reaches people, and so many."""
    if amount.span.kind != "count":
        return []
    shadow = passage.shadows[amount.index]
    found = _people(shadow, amount, is_told=memory.verb == _COVERS)
    if found is None:
        return []
    name, at = found
    is_listed = memory.verb == _COVERS and len(memory.subjects) == 1 and not _expressions()["verb"].search(amount.left)
    subject = memory.subjects[0] if is_listed else _reaching(passage, amount)
    if subject is None or name in _WIDE:
        return []
    is_help = _expressions()["helps"].search(amount.left)
    if is_help and (subject.type not in SCHEMES or (amount.span.quantity.unit or "").endswith("次")):
        return []  # 惠及群众3万人次 counts what was done
    memory.verb = _COVERS
    memory.targets, memory.subjects = (), (subject,)
    start, end = shadow.text_span(at, at + len(name))
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.COVERS,
            Entity(passage.text[start:end], EntityType.POPULATION),
            rule="count.people", confidence=0.7, quantity=amount.span.quantity,
        )
    ]  # fmt: skip


_COVERS = "covers"
"""What a sentence remembers where it told last whom somebody reaches: 覆盖牧户242户,牧民1430人."""


def _people(shadow: Shadow, amount: Amount, *, is_told: bool) -> tuple[str, int] | None:
    """The people an amount counts, and where they stand."""
    expressions = _expressions()
    before = expressions["before"].search(amount.left) or (
        expressions["listed"].search(amount.left) if is_told else None
    )
    if before is None and expressions["chore"].match(amount.right):
        before = expressions["last"].search(amount.left)
    if before:
        return before["name"], amount.start + before.start("name")
    behind = expressions["behind"].match(amount.right)
    if behind is None:
        return None
    is_duty = expressions["duty"].search(amount.left) and expressions["task"].search(shadow.string, amount.position)
    if is_duty or expressions["verb"].search(amount.left) or (is_told and amount.left.endswith(("、", "和", "及"))):
        return behind["name"], amount.position + 1 + behind.start("name")
    return None


def _reaching(passage: Passage, amount: Amount) -> Entity | None:
    """Who reaches them: the programme, building or house of health right before, else who the clause is about."""
    shadow = passage.shadows[amount.index]
    start, _ = shadow.clause_of(amount.position)
    types = {EntityType(name) for name in _REACHES}
    near = [mention for mention in shadow.mentions(start, amount.position) if mention.type in types]
    if near and not near[-1].group:
        return entity_of(near[-1])
    named = passage.schemes.at(amount.index, amount.position)
    is_here = len(named) == 1 and named[0].start >= shadow.sentence.start
    if is_here and not (amount.span.quantity.unit or "").endswith("次"):
        return entity_of(named[0])
    topic = passage.subjects_at(amount.index, amount.position, "topic")[:1]
    return topic[0] if topic and topic[0].type in types and not topic[0].group else None


def cover_groups(passage: Passage, index: int) -> Iterator[Claim]:
    """优先服务于老年人、孕产妇、残疾人以及高血压、糖尿病患者: each group; diseases share the patients behind them."""
    shadow = passage.shadows[index]
    for match in _expressions()["groups"].finditer(shadow.string):
        subjects = [
            each
            for each in passage.subjects_at(index, match.start(), "topic")[:1]
            if each.type in {EntityType(name) for name in _REACHES}
        ]
        for subject in subjects:
            for name in _groups(passage, shadow, match.span("all")):
                yield passage.claim(
                    index, match.span(), subject, Predicate.COVERS, Entity(name, EntityType.POPULATION),
                    rule="count.groups", confidence=0.65,
                )  # fmt: skip


def _groups(passage: Passage, shadow: Shadow, span: tuple[int, int]) -> Iterator[str]:
    pending: list[str] = []
    for match in _expressions()["part"].finditer(shadow.string, *span):
        start, end = shadow.text_span(*match.span())
        name = passage.text[start:end]
        if isinstance(shadow.items.get(match.start()), Mention) and match.end() == match.start() + 1:
            pending.append(name)
            continue
        if name.endswith(("患者", "病人")):
            yield from (other + name[-2:] for other in pending)
        pending = []
        yield name
