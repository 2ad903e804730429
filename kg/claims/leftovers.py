"""Counts that no other construction reads: people and machines by the noun behind them, procedures named before."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import counted
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.trimming import trimmed
from kg.model import Claim
from kg.resources.words import alternation

__all__ = ["count_left"]

_PLAIN = f"[^,:;。、()的了{''.join(SIGNS.values())}]"
_PEOPLE = f"(?:{alternation('claims/leftovers.people')}|村医(?!生))"
_MACHINES = alternation("claims/leftovers.machines")
_PROCEDURE = f"(?:{alternation('claims/leftovers.procedure')}|(?<!技)术)"
_ENDS = frozenset(",;。、()") | {""}
_LEAST = 4
"""Fewer than so many people are told of and not counted."""
_BACK = 2
"""How many sentences back the procedure is named of which only the number is told."""


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "people": re.compile(rf"^(?P<name>{_PLAIN}{{0,8}}?{_PEOPLE}(?:{_PEOPLE}|家属|代表)*)"),
        "machines": re.compile(rf"^(?P<name>{_PLAIN}{{0,10}}?{_MACHINES})(?!{_MACHINES}|[组场位房间站库队型])"),
        "led": re.compile(f"{alternation('claims/leftovers.led')}$"),
        "done": re.compile("(?:做|做过|开展|完成|实施|做成|动)(?:了|过)?(?:近|约)?$"),
        "procedure": re.compile(
            rf"(?!以前|过去|原先|[能会可]){_PLAIN}{{1,10}}?{_PROCEDURE}(?=[,:;。、()的也从已今去一共]|$)"
        ),
        "acted": re.compile(
            f"(?P<name>{alternation('claims/leftovers.acted_name')}){alternation('claims/leftovers.acted')}*$"
        ),
    }


def count_left(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """86名护士走进山村; 6台CT全部装机; 换膝手术…,去年做了29例: what is counted, each under a rule of its own."""
    quantity = amount.span.quantity
    is_number = quantity.value.isdigit() and not quantity.from_value
    if amount.span.kind != "count" or not is_number or int(quantity.value) < _LEAST:
        return []
    named = _behind(passage, amount) or _procedure(passage, amount) or _acted(amount)
    if named is None:
        return []
    rule, name = named
    return counted(passage, amount, memory, name, rule=f"count.left.{rule}", confidence=0.45)


def _behind(passage: Passage, amount: Amount) -> tuple[str, str] | None:
    """The construction and the noun behind a number in digits; a written-out one is told of more often than counted."""
    expressions = _expressions()
    if not re.search(r"\d", amount.span.quantity.text) or expressions["led"].search(amount.left):
        return None
    kind = "people" if amount.span.quantity.unit in {"名", "个", "位"} else "machines"
    if kind == "machines" and amount.span.quantity.unit not in {"台", "辆", "架", "套", "张"}:
        return None
    match = expressions[kind].match(amount.right)
    if match is None:
        return None
    start = amount.position + 1
    name = counted_name(passage, passage.shadows[amount.index], (start, start + match.end()), is_before=False)
    name = trimmed(name) if name else ""
    is_whole = bool(re.search(rf"(?:{_PEOPLE if kind == 'people' else _MACHINES}|家属|代表)$", name))
    return (kind, name) if len(name) > 1 and is_whole else None


def _procedure(passage: Passage, amount: Amount) -> tuple[str, str] | None:
    """去年做了29例: the procedure that the clause, or a sentence or two before it in the paragraph, has named."""
    expressions = _expressions()
    if amount.right[:1] not in _ENDS or amount.span.quantity.unit not in {"例", "台", "台次", "例次"}:
        return None
    if not expressions["done"].search(amount.left):
        return None
    paragraph = passage.shadows[amount.index].sentence.paragraph
    for index in range(amount.index, max(-1, amount.index - _BACK - 1), -1):
        shadow = passage.shadows[index]
        if shadow.sentence.paragraph != paragraph:
            return None
        end = amount.start if index == amount.index else len(shadow.string)
        found = list(expressions["procedure"].finditer(shadow.string[:end]))
        if found:
            name = counted_name(passage, shadow, found[-1].span(), is_before=True)
            name = trimmed(name) if name else ""
            return ("procedure", name) if len(name) > 1 else None
    return None


def _acted(amount: Amount) -> tuple[str, str] | None:
    """家庭医生签约服务|有偿签约|突破8000人."""
    match = _expressions()["acted"].search(amount.left) if amount.right[:1] in _ENDS else None
    return ("acted", match["name"]) if match else None
