"""Things that are not there, in other words than 没有: 放疗至今是空白, 取栓还做不了, 天花绝迹, 全县零死亡."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.claims.holders import holders_at
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.trimming import trimmed
from kg.model import Claim, Entity, EntityType, Modality, Polarity, Predicate, Quantity
from kg.resources.words import alternation

__all__ = ["find_absences"]

_ZERO = Quantity(value="0", text="零")
_SIGNS = "".join(sign for name, sign in SIGNS.items() if name not in {"DISEASE", "INDICATOR"})
_PLAIN = f"[^,:;。()“”、{_SIGNS}]"
_END = r"(?=[,。;)]|$)"
_START = rf"(?:^|(?<=[,:;、{_SIGNS}])|(?<=[院科室县里]的))"
_STILL = f"(?:{alternation('claims/absences.still')}|[{SIGNS['T']}{SIGNS['SPAN']}])*"
_COMES = alternation("claims/absences.comes")


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("zero", re.compile(rf"零(?P<n>{_COMES})(?=[,。;、)]|$)")),
        (
            "blank",
            re.compile(rf"{_START}的?(?P<n>(?![但的]|填补|其中){_PLAIN}{{2,12}}?)(?<![上内级下题业])(?<!几近)(?:一项|[{SIGNS['Q']}]|这一项|方面|领域)?{_STILL}(?:是|为|属于?|尚属)?(?:一片)?空白{_END}"),
        ),
        (
            "cannot",
            re.compile(
                f"{_START}的?(?P<n>(?!的|每|原定){_PLAIN}{{2,12}}?){_STILL}"
                f"(?:因[^,:;。]{{2,8}},)?{_STILL}{alternation('claims/absences.cannot')}{_END}"
            ),
        ),
        (
            "gone",
            re.compile(rf"(?P<n>[{SIGNS['DISEASE']}])(?:也|已|随之|就此|已经|基本)*(?:绝迹|绝了迹|销声匿迹|断了根)"),
        ),
    )  # fmt: skip


def find_absences(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """One claim for each thing that is not there, under the name of the construction, and -1 for its amount."""
    shadow = passage.shadows[index]
    for rule, expression in _expressions():
        for match in expression.finditer(shadow.string):
            name = trimmed(counted_name(passage, shadow, match.span("n"), is_before=True) or "")
            if len(name) < 2 or _NO_THING.search(name):
                continue
            for subject in holders_at(passage, index, match.start("n"), name)[:1]:
                claim = passage.claim(
                    index, match.span(), subject, Predicate.REPORTS, Entity(name, EntityType.INDICATOR),
                    rule=f"count.{rule}", confidence=0.6, quantity=_ZERO if rule == "zero" else None,
                )  # fmt: skip
                yield claim if rule == "zero" else replace(claim, polarity=Polarity.DENIED, modality=Modality.DONE), -1


_NO_THING = re.compile(f"^(?:[他她它我你们]+|人|这|那|其中)|{alternation('claims/absences.no_thing')}$")
"""What is no thing that could be there."""
