"""Houses in a row with their people where no frame says who sends whom: 石桥镇3人,柳河镇2人; 两名出自甲院."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.dispatches import HELPING, shares_of
from kg.claims.frames import compile_expression
from kg.claims.helpers import is_elsewhere_of, is_outside
from kg.claims.passage import Passage
from kg.claims.senders import TOWN, sender_before
from kg.claims.subjects import entity_of
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["find_rolls"]

_BACK = 2
"""How many sentences back it may be told that people are sent."""
_ROW = 2
_OTHER = re.compile(alternation("claims/rolls.other"))
"""What is counted by the house besides people sent."""


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    house = "(?:{PLACE}的?)?(?:{BODY}|{PLACE})"
    got = f"{alternation('claims/rolls.got')}?"
    one = rf"{house}(?:(?:、|和|及|以及|与){house})*{got}{{Q}}"
    of = "(?:都|均|分别|则|就)*(?:来自|出自|是|属|属于|由)"
    return {
        "row": compile_expression(
            rf"(?:(?<=[,:;、])|^)(?:其中|其余|另有|有|包括|分别是|分别来自)?(?P<all>{one}(?:[,、;](?:还有|另有|剩下)?{one})+)"
        ),
        "each": compile_expression(
            rf"(?:(?<=[,:;、])|^)(?P<all>{house}(?:(?:、|和|及|与){house})+(?:各得|各派|各分到|各){{Q}})"
        ),
        "from": compile_expression(
            rf"(?P<all>{{Q}}[^,:;。{{ALL}}]{{0,6}}?{of}{house}(?:的|派来的|选派的|派出)?"
            rf"(?:[,、;](?:另|还有|另有|剩下的?|其余)*{{Q}}[^,:;。{{ALL}}]{{0,6}}?{of}{house}(?:的|派来的|选派的|派出)?)*)(?=[,、;。]|$)"
        ),
    }


def find_rolls(passage: Passage, index: int, told: Sequence[Claim]) -> Iterator[Claim]:
    """Who is said in a row to send or to get so many, unless the sentence has `told` of their help already."""
    helps = [claim for claim in told if claim.predicate is Predicate.SUPPORTS]
    known = {end.name for claim in helps for end in (claim.subject, claim.object) if end}
    shadow = passage.shadows[index]
    home = passage.subjects.default
    for name, expression in _expressions().items():
        for match in expression.finditer(shadow.string):
            shares = [
                (house, amount) for house, amount in shares_of(shadow, match.span("all")) if house.name not in known
            ]
            if len(shares) < (1 if name == "from" else _ROW) or not _tells_help(passage, index):
                continue
            houses = [house for house, _ in shares]
            is_from = home is not None and all(
                not TOWN.search(house.name) and is_elsewhere_of(house, home, passage.mentions) for house in houses
            )
            if name == "from" and not is_from:
                continue
            sender = None if is_from else _sender(passage, index, match.start() + 1, houses)
            for house, amount in shares:
                ends = (house, home) if is_from else (sender, house)
                if ends[0] and ends[1] and ends[0].name != ends[1].name:
                    known.add(house.name)
                    yield passage.claim(
                        index, match.span(), ends[0], Predicate.SUPPORTS, ends[1],
                        rule=f"supports.roll{name}", confidence=0.6, quantity=amount,
                    )  # fmt: skip


def _tells_help(passage: Passage, index: int) -> bool:
    words = "".join(shadow.string for shadow in passage.shadows[max(0, index - _BACK) : index + 1])
    return bool(HELPING.search(words)) and not _OTHER.search(passage.shadows[index].string)


def _sender(passage: Passage, index: int, position: int, houses: Sequence[Entity]) -> Entity | None:
    """Who was said to send, whom the paragraph is about, the campaign of the report, or whom it speaks for."""
    names = {house.name for house in houses}
    sent = sender_before(passage, index, position, houses)
    if sent:
        return sent[0]
    topic = [each for each in passage.subjects_at(index, position - 1, "topic") if each.name not in names]
    if len(topic) == 1 and topic[0].type in {EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH}:
        return topic[0]
    campaign = _campaign(passage.mentions)
    if campaign:
        return campaign
    home = passage.subjects.default
    is_sender = home is not None and not any(_is_near(house, home) for house in houses)
    return home if is_sender else None


def _is_near(house: Entity, home: Entity) -> bool:
    return bool(TOWN.search(house.name)) or not (is_outside(house, home) and is_outside(home, house))


_CAMPAIGN = re.compile(alternation("claims/rolls.campaign"))
_NAMED = 2


def _campaign(mentions: Sequence[Mention]) -> Entity | None:
    """The programme that a report on retired or visiting doctors is about."""
    found = Counter(entity_of(m) for m in mentions if m.type is EntityType.PROGRAM and _CAMPAIGN.search(m.text))
    return next((programme for programme, count in found.most_common(1) if count >= _NAMED), None)
