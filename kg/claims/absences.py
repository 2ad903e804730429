"""Things of which there is not one: 急救车一辆也没有, 岗位三年无人报名, 全县零死亡."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.claims.holders import holders_at
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.model import Claim, Entity, EntityType, Modality, Polarity, Predicate, Quantity

__all__ = ["find_absences"]

_ZERO = Quantity(value="0", text="零")
_PLAIN = f"[^,:;。()“”{''.join(SIGNS.values())}]"
_NOT_ONE = f"(?:{SIGNS['Q']}|一(?:[名个人位例家台辆张支间所条份次户项处起套件部]))"
_END = r"(?=[,。;)]|$)"
_COMES = (
    "(?:死亡|伤亡|感染|报名|报考|应聘|投诉|失联|掉队|复发|漏诊|返贫|上访|应征|签约|中断|停摆|脱落|受伤|断保|到岗|参加)"
)


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        (
            "notone",
            re.compile(
                rf"(?P<n>(?!的){_PLAIN}{{2,14}}?)(?:至今|到现在|到今天|眼下|目前|现在|最终|最后|还|仍|连)*{_NOT_ONE}"
                rf"(?:也|都)(?:还)?(?:没有?|未能|未|不曾|没能)(?:再|能)?(?:配备?|招到?|安装|装|添|买|引进|到位|建|派|来|设|有|配上|用上)?(?:过|了)?{_END}"
            ),
        ),
        ("nobody", re.compile(rf"无(?:一?人|一)(?P<n>{_COMES}){_END}")),
        ("zero", re.compile(rf"零(?P<n>{_COMES}){_END}")),
    )


def find_absences(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """One claim for each thing that is not there, under the name of the construction, and -1 for its amount."""
    shadow = passage.shadows[index]
    for rule, expression in _expressions():
        for match in expression.finditer(shadow.string):
            name = counted_name(passage, shadow, match.span("n"), is_before=True) or ""
            if len(name) < 2 or _NO_THING.search(name) or "次" in match[0]:
                continue
            for subject in holders_at(passage, index, match.start("n"), name)[:1]:
                claim = passage.claim(
                    index, match.span(), subject, Predicate.REPORTS, Entity(name, EntityType.INDICATOR),
                    rule=f"count.{rule}", confidence=0.6, quantity=_ZERO if rule == "zero" else None,
                )  # fmt: skip
                yield claim if rule == "zero" else replace(claim, polarity=Polarity.DENIED, modality=Modality.DONE), -1


_NO_THING = re.compile("^(?:[他她它我你们]+|人|这|那|其中)|(?:能|会|敢|肯|要|想|连|时|后|里|中|得|多|少)$")
"""What is no thing that could be there."""
