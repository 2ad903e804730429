"""Money and shares paid to people, under what they were paid as: 每人每月补三百元, 基本医保报了11万元, 按七成报销."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import holders_at
from kg.claims.passage import Passage
from kg.model import Claim, Entity, EntityType, Predicate

__all__ = ["count_paid"]

_KIND = "(?:补助金?|补贴|津贴|奖励|奖金|慰问金|救助金|抚恤金|赔偿金|路费|营养费)"
_NOUN = (
    "(?P<noun>(?:生活|岗位|工作|交通|住宿|伙食|住房|租房|安家|学历|学费|养老|一次性|艰苦|高原|海岛|边远|油料|驻点|值班|下乡|"
    f"定向生|退岗|村医|乡医|临时|专项|困难|医疗|营养)*{_KIND})"
)
_EACH = (
    "(?:每人|每名[^,:;。]{0,6}?|每位[^,:;。]{0,6}?|每户|每例|每村|每个[^,:;。]{0,4}?|每次|每车|每月|每年|每天|每日|人均|"
    "一次性|按月|按年|按人头|按[^,:;。]{0,4}?)"
)
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
            rf"^(?:不等|左右)?的?(?:标准)?(?:给予|予以|发放|核拨|发给|支付|计发|的)*{_NOUN}(?=[,;。、()]|$)"
        ),
        "each": re.compile(rf"{_EACH}[^,:;。]{{0,10}}$|(?:发|给|领|领取|拿到|给予|增发|按)(?:了)?(?:最高|不超过)?$"),
        "given": re.compile(
            rf"{_EACH}[^,:;。]{{0,4}}?(?:另外|再|多|各|还|又|另)*(?P<verb>补助|补贴|奖励|补|奖)(?:了|贴|助)?$"
        ),
        "paid": re.compile(
            rf"{_INSURED}[^,:;。]{{0,8}}?(?:又|再|接着|先|已|还|也|给|累计)*(?P<verb>报销|赔付|救助|报|赔|补|兜)(?:了|掉|走|底)*$"
        ),
        "share": re.compile("(?:^|[^申上汇通])报(?:销)?(?:了|到)?$"),
        "byshare": re.compile("^(?:的比例)?(?:以上)?(?:予以|给予)?报销(?=[,;。]|$)"),
    }


def count_paid(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """One claim under what it was paid as."""
    name = _money(amount) if amount.span.kind == "money" else _share(amount) if amount.span.kind == "rate" else None
    if name is None:
        return []
    target = Entity(name, EntityType.INDICATOR)
    subjects = holders_at(passage, amount.index, amount.position, name)[:1]
    memory.targets, memory.subjects, memory.verb = (target,), subjects, ""
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.REPORTS, target,
            rule="count.paid", confidence=0.6, quantity=amount.span.quantity,
        )
        for subject in subjects
    ]  # fmt: skip


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
