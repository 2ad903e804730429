"""Shares of people and cases: 其中农牧民占七成, 60%的患者来自外地, 四成左右是老年人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.claims.holders import holders_at
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Entity, EntityType, Predicate
from kg.resources.words import alternation

__all__ = ["find_shares"]

_WHO = alternation("claims/shares.who")
_NO_SIGN = f"[^,:;。()、的{''.join(SIGNS.values())}]"


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    rate = f"(?P<q>[{SIGNS['RATE']}])(?:以上|左右|以下)?"
    kind = f"(?:{_NO_SIGN}|[{SIGNS['DISEASE']}{SIGNS['SPAN']}、])"
    return (
        re.compile(
            rf"(?:其中|中)[,的]?(?P<n>{kind}{{1,14}}?)(?:人数)?(?:只|仅|就|约|近)*占(?:到|了|全部|总数的?)*{rate}"
        ),
        re.compile(rf"(?:^|[,;:])(?!其中)(?P<n>{kind}{{2,12}}?)(?:人数)?(?:只|仅|就|约|近)*占(?:到|了){rate}"),
        re.compile(rf"(?:^|[,:;]|有|仍有|还有|中){rate}的(?P<n>{kind}{{0,8}}?{_WHO})(?!.?[率量数费])(?=.)"),
        re.compile(
            rf"(?:^|[,:;中有]|其中的?){rate}的?(?:都|均|则)*(?:是|为|属于)(?P<n>(?:{kind}|的){{0,12}}?{_WHO})(?=[,。;:]|$)"
        ),
    )


def find_shares(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """One claim for each share, with where its amount starts in the text."""
    shadow = passage.shadows[index]
    for expression in _expressions():
        for match in expression.finditer(shadow.string):
            amount = shadow.items[match.start("q")]
            name = counted_name(passage, shadow, match.span("n"), is_before=match.start("n") < match.start("q"))
            if not isinstance(amount, QuantitySpan) or amount.quantity.unit != "%" or not name or _NAMED.search(name):
                continue
            for subject in holders_at(passage, index, match.start("q"), name)[:1]:
                yield passage.claim(
                    index, match.span(), subject, Predicate.REPORTS, Entity(name, EntityType.INDICATOR),
                    rule="count.share", confidence=0.6, quantity=amount.quantity,
                ), amount.start  # fmt: skip


_NAMED = re.compile("率|比例|比重|占比")
"""Where the share has a name of its own it is an indicator."""
