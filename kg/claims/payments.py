"""Sums that no frame has read: who pays by the words around the sum, what for by what stands near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.helpers import is_outside
from kg.claims.passage import Passage
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import Shadow
from kg.claims.slots import heads
from kg.claims.subjects import entity_of
from kg.claims.unstated import is_left, purse_of, sum_of
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Entity, EntityType, Mention, Predicate, Quantity
from kg.resources.words import alternation, load_words

__all__ = ["find_payments", "payers_before"]

_LEAST = 10_000
"""Smaller sums are paid to people."""
_MOST = 3
"""A longer list is not what one sum is for."""
_NEAR = 30
"""How far before a sum of which no payer is told what it is for may stand."""
_FORS = 6
"""How far into its clause the words may stand that say what a sum is for."""

_PAY = alternation("claims/payments.pay")
_PAY_PLAINLY = "|".join(word for word in load_words("claims")["payments.pay"] if len(word) > 1)
"""Those that are part of no other word: 花 stands in 花坛."""
_COST = re.compile(
    f"(?<!完成)(?<!累计)(?<!安排)(?<!募集)(?<!引进)(?:{alternation('claims/payments.cost')}|所需[经费资金]*){alternation('claims/payments.about')}*$"
)
_OTHER = re.compile(alternation("claims/payments.other"))
"""Sums that nobody gives for anything."""
_FOR = re.compile(alternation("claims/payments.for"))
_OTHERS = re.compile(alternation("claims/payments.others"))
"""Money that is somebody else's than the region's."""
_TWICE = re.compile(r"purse\.|verb\.here")
"""Constructions that are believed beside a frame that has read the sum for something else."""
_INSURES = re.compile(alternation("claims/payments.insures"))
"""Ends of what pays for the ill and is not paid for."""
_ENDS = re.compile("[,。;、的]|$")
_BOUGHT = re.compile("[买建修打更换添购盖造装]")
_LEVELS = {
    "省": "省|自治区",
    "自治区": "自治区",
    "市": "市|州|盟|地区",
    "州": "州",
    "盟": "盟",
    "县": "县|区|旗|市",
    "区": "区",
    "旗": "旗",
}
"""The level that 省里 or 县级财政 names, and how the names of such places end."""
_HOUSES = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
_THINGS = SCHEMES | _HOUSES


@dataclass(frozen=True, slots=True)
class _Paid:
    by: str
    """Which construction tells who pays: a part of the rule's name."""
    payers: tuple[Entity, ...] = ()


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    actor = "(?:{PLACE}的?)?(?:{BODY}|{PLACE})"
    actors = rf"(?P<s>{actor}(?:(?:、|和|及|与){actor})*)"
    free = "(?:[^,:;。{ALL}]|{T}|{Q}|{SPAN}|{RATE})"
    start = "(?<![、向为对给至到在和与及同把将从受])(?<!{ACTOR})(?<!{ACTOR}的)"
    return {
        "verb": compile_expression(rf"{start}{actors}{free}{{0,16}}?(?:{_PAY}){free}{{0,14}}?$"),
        "whole": compile_expression(rf"{start}{actors}{free}{{0,16}}?(?:{_PAY}){free}{{0,14}}?{{MONEY}}"),
        "by": compile_expression(
            rf"(?:[^,:;。{{ALL}}]{{0,6}},)?[^,:;。{{ALL}}]{{0,4}}?(?:由|靠|是|来自|出自){actors}[^,:;。{{ALL}}]{{0,12}}?(?:{_PAY}|的)"
        ),
        "then": compile_expression(
            rf"(?:由|靠|是){actors}[^,:;。{{ALL}}]{{0,12}}?(?:{_PAY})[^,:;。{{ALL}}]{{0,6}},{free}{{0,8}}$"
        ),
        "before": compile_expression(
            rf"{start}{actors}[^;。:{{ALL}}]{{0,20}}?(?:{_PAY_PLAINLY})[^;。{{ALL}}]{{0,16}},{free}{{0,8}}$"
        ),
        "spent": compile_expression(rf"{alternation('claims/payments.spent')}{free}{{0,12}}?$"),
        "part": compile_expression(
            rf"{actors}[^,:;。{{ALL}}]{{0,4}}?(?:资金|经费|投资|专款|款|资|补助|财政)[^,:;。{{ALL}}]{{0,6}}$"
        ),
        "purse": re.compile(
            f"(?<![一-鿿])(?:从|由|靠)?(?P<level>{alternation('claims/payments.level')})(?:里|上|级财政|财政|本级|级)[^,;。:]{{0,14}}$"
        ),
    }


def find_payments(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Every sum that no frame has read: `told` are the claims of the frames."""
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        claims = _read(shadow, told)
        read = {claim.quantity.value for claim in claims if claim.quantity}
        payers = {claim.subject.name for claim in claims}
        for at in shadow.items:
            amount = _sum(shadow, at)
            if amount is None:
                continue
            for rule, payer, thing in _pairs(passage, index, at):
                is_new = amount.value not in read or (_TWICE.match(rule) and payer.name not in payers)
                if payer.name != thing.name and is_new:
                    yield passage.claim(
                        index, (at, at + 1), payer, Predicate.FUNDS, thing,
                        rule=f"funds.sum.{rule}", confidence=0.6, quantity=amount,
                    )  # fmt: skip


def payers_before(passage: Passage, index: int, position: int) -> tuple[Entity, ...]:
    """Who was said before a position of the sentence to pay a whole sum, of which a part is told behind it."""
    shadow = passage.shadows[index]
    found = list(_expressions()["whole"].finditer(shadow.string, 0, position))
    return passage.entities(_heads(shadow, found[-1].span("s"))) if found else ()


def _read(shadow: Shadow, told: Sequence[Claim]) -> list[Claim]:
    """The claims that frames have put sums of a sentence into."""
    sentence = shadow.sentence
    here = (claim for claim in told if sentence.start <= claim.evidence[0].start < sentence.end)
    return [claim for claim in here if claim.predicate is Predicate.FUNDS and claim.quantity]


def _sum(shadow: Shadow, at: int) -> Quantity | None:
    item = shadow.items[at]
    if isinstance(item, QuantitySpan) and item.kind == "count" and not _ENDS.match(shadow.string, at + 1):
        return None  # 24万常住人口 is no money
    if not isinstance(item, QuantitySpan) or item.kind not in {"money", "count"}:
        return None
    amount = sum_of(item)
    is_money = amount is not None and (amount.unit or "").endswith("元")
    return amount if amount and is_money and Decimal(amount.value) >= _LEAST else None


def _pairs(passage: Passage, index: int, at: int) -> Iterator[tuple[str, Entity, Entity]]:
    """Name of the construction, who pays, and what for."""
    shadow = passage.shadows[index]
    start, _ = shadow.clause_of(at)
    if _OTHER.search(shadow.string, start, at):
        return
    paid = _payers(passage, index, at)
    if not paid.payers:
        yield from (("cost", *pair) for pair in _costs(passage, index, at))
    what, things = _purpose(passage, index, at, paid) if paid.payers else ("", [])
    for payer in paid.payers:
        for thing in things:
            built = passage.builder_of(thing, payer, opens=True) if paid.by == "region" else payer
            yield f"{paid.by}.{what}", built, thing


def _payers(passage: Passage, index: int, at: int) -> _Paid:
    shadow, words = passage.shadows[index], _expressions()
    start, _ = shadow.clause_of(at)
    if found := list(words["verb"].finditer(shadow.string, start, at)):
        return _Paid("verb", passage.entities(_heads(shadow, found[-1].span("s"))))
    if match := words["by"].match(shadow.string, at + 1):
        return _Paid("by", passage.entities(_heads(shadow, match.span("s"))))
    if match := words["part"].search(shadow.string, start, at):
        return _Paid("part", passage.entities(_heads(shadow, match.span("s"))))
    if (match := words["purse"].search(shadow.string, start, at)) and (place := _purse(passage, match["level"])):
        return _Paid("purse", (place,))
    for name in ("then", "before"):
        if match := words[name].search(shadow.string, 0, at):
            return _Paid(name, passage.entities(_heads(shadow, match.span("s"))))
    if words["spent"].search(shadow.string, start, at) and not _OTHERS.search(shadow.string, start, at):
        return _Paid("region", () if passage.subjects_at(index, at, "none") else purse_of(passage))
    return _Paid("")


def _purse(passage: Passage, level: str) -> Entity | None:
    """Of the region and what it lies in the place of a level."""
    region = passage.context.region
    places = (region, *passage.context.ancestors) if region else ()
    return next((place for place in places if re.search(f"(?:{_LEVELS[level]})$", place.name)), None)


def _heads(shadow: Shadow, span: tuple[int, int]) -> list[Mention]:
    named = shadow.mentions(*span)
    return heads(shadow, span, named) or named[-1:]


def _purpose(passage: Passage, index: int, at: int, paid: _Paid) -> tuple[str, list[Entity]]:
    """What the sum is for: named behind it, named before it, spoken of, or whom the report speaks for."""
    shadow = passage.shadows[index]
    _, end = shadow.clause_of(at)
    limit = _next_sum(shadow, at)
    is_region = paid.by == "region"
    if found := _things(passage, index, (at + 1, min(end, limit)), paid):
        return "here", [] if is_region else found
    after = shadow.clause_of(end + 1) if end + 1 < len(shadow.string) else (end, end)
    if not is_region and after[1] <= limit and _FOR.search(shadow.string, after[0], after[0] + _FORS):
        return "next", _things(passage, index, after, paid)
    if found := _things(passage, index, (max(0, at - _NEAR) if is_region else 0, at), paid):
        return "topic", [] if is_region and _INSURES.search(found[0].name) else found[:1]
    home = passage.subjects.default
    if is_region or home is None or not any(is_outside(payer, home) for payer in paid.payers):
        return "", []
    is_bought = bool(_BOUGHT.search(shadow.string, at, end))
    if not is_bought and (schemes := passage.schemes.at(index, at, SCHEMES)):
        return "scheme", [entity_of(each) for each in schemes]
    return "home", [home] if paid.by in {"verb", "before", "part"} and not is_bought else []


def _things(passage: Passage, index: int, span: tuple[int, int], paid: _Paid) -> list[Entity]:
    """What may be paid for between two positions, but for who pays: the first of it and its like."""
    names = {payer.name for payer in paid.payers}
    found = [each for each in _heads(passage.shadows[index], span) if each.type in _THINGS]
    found = [each for each in found if entity_of(each).name not in names]
    return list(passage.entities([each for each in found if each.type is found[0].type][:_MOST]))


def _next_sum(shadow: Shadow, at: int) -> int:
    sums = (each for each, item in shadow.items.items() if isinstance(item, QuantitySpan) and item.kind == "money")
    return min((each for each in sums if each > at), default=len(shadow.string))


def _costs(passage: Passage, index: int, at: int) -> list[tuple[Entity, Entity]]:
    """What a building costs is paid by who builds it: 内科楼花了2.2亿元."""
    shadow = passage.shadows[index]
    start, end = shadow.clause_of(at)
    carried = passage.subjects_at(index, at, "topic")
    if not _COST.search(shadow.string, start, at) or not carried:
        return []
    last = shadow.clause_of(min(end + 1, len(shadow.string) - 1))[1]
    named = [each for each in shadow.mentions(0, at) if each.type in SCHEMES][-1:]
    named = named or [each for each in shadow.mentions(at, last) if each.type is EntityType.FACILITY]
    named = named or list(passage.schemes.at(index, at, SCHEMES))
    named = [each for each in named[-1:] if each.type is EntityType.FACILITY and not is_left(shadow, each, at)]
    things = [entity_of(each) for each in named]
    return [(passage.builder_of(thing, carried[0], opens=True), thing) for thing in things]
