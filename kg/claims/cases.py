"""Counts without a noun of their own: cases of a disease, what a verb brought, the part of each body in a list."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.frames import compile_expression
from kg.claims.holders import counted
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.phrases import NUMBERS
from kg.claims.shadow import SIGNS
from kg.claims.subjects import entity_of
from kg.model import Claim, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["count_cases", "count_each", "count_told"]

_PEOPLE = frozenset({"人", "名", "位", "个", "例"})
_WHEN = f"(?:{alternation('claims/cases.when')}|[{SIGNS['T']}]|[{SIGNS['PLACE']}])"
_SEEN = alternation("claims/cases.seen")


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "named": re.compile(rf"(?P<d>[{SIGNS['DISEASE']}])(?:{_WHEN}|{_SEEN})*{_SEEN}(?:{_WHEN})*$"),
        "bare": re.compile(rf"^(?:{_WHEN}|{_SEEN})*$"),
        "brought": re.compile(
            f"{alternation('claims/cases.brought')}{alternation('claims/cases.brought_end')}+{alternation('claims/cases.brought_about')}*$"
        ),
        "body": compile_expression(
            r"^(?:,|、|其中|和|及)*(s:{HEALTH}|{PLACE}|{ORGANIZATION})(?:各|有|为|共|就有|仅|只有)*$"
        ),
    }


def count_cases(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """累计确诊4例, 疟疾一年发病3000例: cases are counted under the disease, also where it was named before."""
    unit = amount.span.quantity.unit or ""
    if amount.span.kind != "count" or unit not in _PEOPLE or amount.right[:1] not in _ENDS:
        return []
    shadow = passage.shadows[amount.index]
    named = _expressions()["named"].search(amount.left)
    if named:
        at = amount.start + named.start("d")
        disease: Mention | None = shadow.mentions(at, at + 1)[0]
    elif _expressions()["bare"].fullmatch(amount.left) and (unit == "例" or re.search(_SEEN, amount.left)):
        disease = _last_disease(passage, amount)
        if memory.targets and disease and memory.targets[-1].name != entity_of(disease).name:
            return []
    else:
        return []
    if disease is None:
        return []
    rule = "count.cases" if named else "count.casesthen"
    return counted(passage, amount, memory, entity_of(disease).name, rule=rule, confidence=0.65)


_ENDS = frozenset(",;。、()和及:") | {""}


def _last_disease(passage: Passage, amount: Amount) -> Mention | None:
    """The disease named last in the paragraph up to the amount."""
    paragraph = passage.shadows[amount.index].sentence.paragraph
    for index in range(amount.index, max(-1, amount.index - 4), -1):
        shadow = passage.shadows[index]
        if shadow.sentence.paragraph != paragraph:
            return None
        end = amount.position if index == amount.index else len(shadow.string)
        found = [mention for mention in shadow.mentions(0, end) if mention.type is EntityType.DISEASE]
        if found:
            return found[-1]
    return None


def count_told(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """添了一台彩超、一辆巡诊车; 收了四个徒弟: what a verb brought, in words that no table of work holds."""
    value = amount.span.quantity.value
    is_one = value == "1" and "、" not in amount.right and memory.verb != _BROUGHT
    is_few = is_one or (value in {"1", "2", "3"} and amount.span.quantity.unit not in _MACHINES)
    if amount.span.kind != "count" or is_few:
        return []  # 送来一位老大爷, 捐了一台发电机 tell of one
    is_next = memory.verb == _BROUGHT and re.fullmatch("[^,:;。]{2,10}(?:、|和|及|以及)", amount.left)
    if not is_next and not _expressions()["brought"].search(amount.left):
        return []
    match = re.match(
        rf"[^,:;。、()的和及{''.join(NUMBERS)}{''.join(SIGNS.values())}]{{2,8}}(?=[,;。、()和]|$)", amount.right
    )
    if match is None:
        return []
    start = amount.position + 1
    name = counted_name(passage, passage.shadows[amount.index], (start, start + match.end()), is_before=False)
    if not name or len(name) < 2 or _VAGUE.search(name):
        return []
    claims = counted(passage, amount, memory, name, rule="count.told", confidence=0.5)
    memory.verb = _BROUGHT
    return claims


_MACHINES = frozenset("台套辆架艘")
_BROUGHT = "brought"
_VAGUE = re.compile(f"^{alternation('claims/cases.vague')}$|{alternation('claims/cases.site')}$")


def count_each(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """招聘86人,其中重症医学科6人,病理科2人: each body of a list has its part of what was counted before."""
    if amount.span.kind != "count" or amount.right[:1] not in _ENDS or not memory.targets:
        return []
    match = _expressions()["body"].match(amount.left)
    if match is None or (amount.span.quantity.unit or "") not in _PEOPLE | {"人次", "张", "台", "件", "万元", "元"}:
        return []
    at = amount.start + match.start("s")
    named = passage.shadows[amount.index].mentions(at, at + 1)
    if not named or named[0].group:
        return []
    target = memory.targets[-1]
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), entity_of(named[0]), Predicate.REPORTS, target,
            rule="count.each", confidence=0.6, quantity=amount.span.quantity,
        )
    ]  # fmt: skip
