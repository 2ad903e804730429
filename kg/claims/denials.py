"""Denials: words that may deny a claim, and the claim read the other way.

Whether 没有 denies what stands near it (没有评上, but 没有休息日地义诊) is not decided here: each
claim beside such a word is proposed both ways, and the verdict chooses by where the word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.matters import show
from kg.claims.shadow import Shadow
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Modality, Polarity, Predicate
from kg.resources.claims import load_cues
from kg.resources.words import alternation

__all__ = ["DENIAL_RULE", "deny", "describe_denial", "is_undone", "may_be_denied"]

DENIAL_RULE = "pair.denial."
"""What the rule of a claim begins with that says the contrary of what frames or pairs read."""
WINDOW = 3


_NOT = f"(?:{alternation('claims/denials.not')}|一[个人名间座家处所分]都?也?(?:没有|没|未))(?:按期|如期|正式|能)?"
_UNDONE = {
    Predicate.SUPPORTS: f"{_NOT}(?:再)?{alternation('claims/denials.unsent')}",
    Predicate.FUNDS: f"{_NOT}{alternation('claims/denials.unpaid')}",
    Predicate.BUILDS: f"{_NOT}{alternation('claims/denials.unbuilt')}|停工|停建|搁置|仍上着锁|原地踏步",
    Predicate.COVERS: f"{_NOT}{alternation('claims/denials.unspread')}|扫不出来|中途停了",
    Predicate.IMPLEMENTS: f"{_NOT}{alternation('claims/denials.unstarted')}|停办|作罢|中途停了",
}
"""How a later clause of the sentence says that what was told before it did not come."""


def is_undone(predicate: Predicate, string: str, position: int) -> bool:
    """Whether a later clause that names nobody takes back what is told up to a position: 原定…支援,至今没有派出."""
    expression = _undone().get(predicate)
    return bool(expression and expression.match(string, position))


@cache
def _undone() -> dict[Predicate, re.Pattern[str]]:
    between = "(?:[^;。:,{ALL}]|{Q}|{T}|{MONEY})"
    return {
        predicate: compile_expression(
            rf"{between}{{0,16}},(?:{between}{{0,18}},)?{between}{{0,10}}?(?:{words})(?=[^,;。{{ALL}}]{{0,3}}(?:[,。;]|$))"
        )
        for predicate, words in _UNDONE.items()
    }


@cache
def _negators() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_cues()["negator"])))


def may_be_denied(shadow: Shadow, position: int, claim: Claim) -> bool:
    """Whether a word that denies stands in the clause of the claim's amount or object, or in the next one."""
    return any(True for _ in _found(shadow, position, claim))


def deny(claim: Claim, rule: str = DENIAL_RULE) -> Claim:
    """The claim with the other polarity; what is denied is denied as a fact."""
    evidence = replace(claim.evidence[0], rule=f"{rule}{claim.predicate.value}")
    is_denied = claim.polarity is Polarity.DENIED
    return replace(
        claim,
        polarity=Polarity.AFFIRMED if is_denied else Polarity.DENIED,
        modality=claim.modality if is_denied else Modality.DONE,
        evidence=(evidence,),
    )


def describe_denial(shadow: Shadow, position: int, claim: Claim) -> Iterator[str]:
    """Which words may deny the claim, what they stand before, and where: features for the verdict."""
    polarity, predicate = claim.polarity, claim.predicate.value
    is_any = False
    for where, word, behind in _found(shadow, position, claim):
        is_any = True
        yield f"deny={word}|{where}|{polarity}"
        yield f"deny={word}|{predicate}|{polarity}"
        yield f"deny={where}|{predicate}|{polarity}"
        yield f"deny-left={behind[0]}|{polarity}"
        for size in (1, 2, WINDOW):
            yield f"deny{size}={word}{behind[1][:size]}|{polarity}"
            yield f"deny{size}={word}{behind[1][:size]}|{where}|{polarity}"
    yield f"deny={is_any}|{polarity}|{predicate}"
    if is_any and claim.quantity:
        yield f"deny-amount={_after_amount(shadow, position, claim)}|{polarity}"


def _found(shadow: Shadow, position: int, claim: Claim) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Where each negator stands (before or behind the claim, or in the next clause), itself, its neighbours."""
    at = _anchor(shadow, position, claim)
    string = shadow.string
    start, end = shadow.clause_of(at)
    following = shadow.clause_of(end + 1)[1] if end + 1 < len(string) else end
    for match in _negators().finditer(string, start, following):
        where = "before" if match.start() < at else "behind" if match.start() < end else "next"
        if where == "behind" and match.start() == at + 1:
            where = "right behind"
        left = show(string[max(start, match.start() - 2) : match.start()])
        yield where, match[0], (left, show(string[match.end() : match.end() + WINDOW]))


def _anchor(shadow: Shadow, position: int, claim: Claim) -> int:
    """Where the claim's amount stands in the sentence, else its object."""
    if claim.quantity is None:
        return position
    ranked = [
        (abs(at - position), at)
        for at, item in shadow.items.items()
        if isinstance(item, QuantitySpan) and item.quantity == claim.quantity
    ]
    return min(ranked)[1] if ranked else position


def _after_amount(shadow: Shadow, position: int, claim: Claim) -> str:
    """What stands behind the amount: 的目标, 的要求 and the like."""
    at = _anchor(shadow, position, claim)
    return show(shadow.string[at + 1 : at + 4])
