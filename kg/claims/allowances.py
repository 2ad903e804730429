"""Money and shares paid to people, under what they were paid as: 每人每月补三百元, 基本医保报了11万元, 按七成报销."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import counted
from kg.claims.passage import Passage
from kg.model import Claim
from kg.resources.words import alternation

__all__ = ["count_paid"]

_KIND = alternation("claims/allowances.kind")
_NOUN = f"(?P<noun>{alternation('claims/allowances.purpose')}*{_KIND})"
_EACH = f"(?:{alternation('claims/allowances.each')}|每[名位][^,:;。]{{0,6}}?|每个[^,:;。]{{0,4}}?|按[^,:;。]{{0,4}}?)"
_NAMES = {
    "报": "报销",
    "报销": "报销",
    "赔": "赔付",
    "赔付": "赔付",
    "救助": "救助",
    "补": "补助",
    "兜": "救助",
    "奖": "奖励",
}
_INSURED = "(?:医保|保险|救助|互助|大病|统筹)"


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "behind": re.compile(
            f"^(?:不等|左右)?的?(?:标准)?{alternation('claims/allowances.behind')}*{_NOUN}(?=[,;。、()]|$)"
        ),
        "each": re.compile(
            f"{_EACH}[^,:;。]{{0,10}}$|{alternation('claims/allowances.given_each')}(?:了)?(?:最高|不超过)?$"
        ),
        "given": re.compile(
            rf"{_EACH}[^,:;。]{{0,4}}?(?:另外|再|多|各|还|又|另)*(?P<verb>补助|补贴|奖励|补|奖)(?:了|贴|助)?$"
        ),
        "paid": re.compile(
            f"{_INSURED}[^,:;。]{{0,8}}?{alternation('claims/allowances.paid')}*(?P<verb>报销|赔付|救助|报|赔|补|兜)(?:了|掉|走|底)*$"
        ),
        "share": re.compile("(?:^|[^申上汇通])报(?:销)?(?:了|到)?$"),
        "byshare": re.compile("^(?:的比例)?(?:以上)?(?:予以|给予)?报销(?=[,;。]|$)"),
    }


def count_paid(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """One claim under what it was paid as."""
    name = _money(amount) if amount.span.kind == "money" else _share(amount) if amount.span.kind == "rate" else None
    return counted(passage, amount, memory, name, rule="count.paid", confidence=0.6) if name else []


def _money(amount: Amount) -> str | None:
    expressions = _expressions()
    behind = expressions["behind"].match(amount.right)
    if behind and expressions["each"].search(amount.left):
        return behind["noun"]
    given = expressions["given"].search(amount.left)
    if given:
        return _NAMES.get(given["verb"], given["verb"])
    paid = expressions["paid"].search(amount.left)
    return _NAMES[paid["verb"]] if paid else None


def _share(amount: Amount) -> str | None:
    expressions = _expressions()
    if expressions["share"].search(amount.left) or expressions["byshare"].match(amount.right):
        return "报销"
    return None
