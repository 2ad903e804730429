"""Who sends whom: the direction of a pact, people of a later clause, and the parts of a list with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.helpers import PEOPLE_UNITS, is_outside
from kg.claims.passage import Passage
from kg.claims.senders import sender_before
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Entity, EntityType, Mention, Predicate, Quantity
from kg.resources.places import load_gazetteer
from kg.resources.words import alternation

__all__ = ["HELPING", "TEAM", "find_parts", "later_people", "oriented", "shares_of", "team_before"]

TEAM = "team"
"""Default of a frame whose subject is the team named last: 队员们走进…, 医疗队辗转…."""

_SENT = re.compile(alternation("claims/dispatches.sent"))
_TAUGHT = re.compile(alternation("claims/dispatches.taught"))
HELPING = re.compile(f"{_SENT.pattern}|援|帮扶|结对|队员|专家|医疗队")
_UNITS = PEOPLE_UNITS | {"个", "个人"}


def later_people(shadow: Shadow, position: int) -> Quantity | None:
    """The people of a later clause that names nobody else: 甲院对口支援乙院,首批3人8月到岗."""
    _, end = shadow.clause_of(max(0, position - 1))
    if any(_acts(item) for item in shadow.mentions(position, end)):
        return None
    if any(span.quantity.unit in PEOPLE_UNITS for span in shadow.quantities(position, end)):
        return None
    for _ in range(_LATER):
        start, end = shadow.clause_of(end + 1) if end + 1 < len(shadow.string) else (end, end)
        words = shadow.string[start:end]
        if start >= end or any(_acts(item) for item in shadow.mentions(start, end)):
            return None
        people = [span for span in shadow.quantities(start, end) if span.quantity.unit in PEOPLE_UNITS]
        if people and _SENT.search(words) and not _TAUGHT.search(words):
            return people[0].quantity
    return None


_LATER = 2
"""How many clauses behind a frame may count its people."""


def _acts(mention: Mention) -> bool:
    is_house = mention.type.is_body and mention.type is not EntityType.ORGANIZATION
    return is_house or mention.type is EntityType.PLACE


_OTHER_SENDS = re.compile(
    f"后者(?:则|将|也)?{alternation('claims/dispatches.other_sends')}|对方(?:则|将|也)?{alternation('claims/dispatches.other_sends')}|由(?:医院|总院|院方)[^,]{{0,6}}?派"
)


@cache
def _ranks() -> tuple[re.Pattern[str], ...]:
    """How high a house stands by its name, the highest first."""
    provinces = "|".join(load_gazetteer().provinces())
    return (
        re.compile("大学|研究所|国家|协和|解放军|军区|华西"),
        re.compile(rf"省|自治区|^(?:{provinces})(?!.{{1,12}}[市州盟县旗区])"),
        re.compile("^[^县旗区]*市|^[^县旗]*州|盟|地区"),
        re.compile("^(?!.*(?:镇|乡|社区|街道|村)).*[县区旗]"),
        re.compile("镇|乡|社区|街道|卫生院"),
    )


_CARE = re.compile("养老|养护|护理院|托育|敬老院|幼儿园")
"""Houses of care, below all of medicine."""


def oriented(
    passage: Passage, index: int, match: re.Match[str], subject: Entity, other: Entity
) -> tuple[Entity, Entity]:
    """Which of two that agreed helps the other: who is said to send, who is from elsewhere, the higher house."""
    if _OTHER_SENDS.search(passage.shadows[index].string, match.start()):
        return other, subject
    rank, other_rank = _rank(subject), _rank(other)
    home = passage.subjects.default
    if home and home.name not in {subject.name, other.name}:
        is_far, is_other_far = is_outside(subject, home), is_outside(other, home)
        if is_far != is_other_far and abs(rank - other_rank) <= 1:
            return (subject, other) if is_far else (other, subject)
    return (subject, other) if rank <= other_rank else (other, subject)


def _rank(entity: Entity) -> int:
    if _CARE.search(entity.name):
        return len(_ranks())
    return next((rank for rank, words in enumerate(_ranks()) if words.search(entity.name)), len(_ranks()))


_NAMED_TEAM = re.compile("(?:队|组|团|小分队|专家行)[)]?$")
_BACK = 12
"""How many sentences back a team may have been named."""


def team_before(passage: Passage, index: int, position: int) -> list[Entity]:
    """The team that 队员们 and 医疗队 mean: the one named last, or whom the report speaks for."""
    for at in range(index, max(-1, index - _BACK), -1):
        shadow = passage.shadows[at]
        named = shadow.mentions(0, position if at == index else len(shadow.string))
        teams = [entity_of(each) for each in named if each.type is EntityType.ORGANIZATION and not each.group]
        teams = [team for team in teams if _NAMED_TEAM.search(team.name)]
        if teams:
            return teams[-1:]
    home = passage.subjects.default
    return [home] if home and _NAMED_TEAM.search(home.name) else []


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    house = "(?:{PLACE}的?)?(?:{BODY}|{PLACE})"
    one = rf"{house}(?:(?:、|和|及|以及|与){house})*(?:各|共|分别为)?{{Q}}"
    to = alternation("claims/dispatches.to")
    back = rf"{{Q}}(?:[^,:;。、{{ALL}}]{{0,6}}?){to}{house}"
    return {
        "list": compile_expression(
            f"(?P<cue>{alternation('claims/dispatches.list_cue')}|[:])"
            f"(?P<all>(?:{one})(?:(?:[、,]|和|以及)(?:{one}))*|(?:{back})(?:(?:[、,]|和|以及)(?:{back}))*)"
        ),
        "bare": compile_expression(
            f"(?:(?<=[,:;])|^){house}{alternation('claims/dispatches.share_verb')}?{{Q}}"
            f"(?:[,、;](?:还有|另有|剩下)?{house}{alternation('claims/dispatches.share_verb')}?{{Q}})+"
        ),
        "sent": compile_expression(
            f"(?<!来自)(?P<s>{{PLACE}}(?:、{{PLACE}})*|{{BODY}}(?:(?:、|和|及){{BODY}})*)(?:[^;。:{{ALL}}]|{{T}}|{{Q}}){{0,24}}?"
            f"(?:向|给|为)?(?P<o>{{PLACE}})?(?:[^;。:{{ALL}}]|{{T}}|{{Q}}){{0,12}}?{alternation('claims/dispatches.sends')}"
        ),
        "goes": compile_expression(f"{alternation('claims/dispatches.goes')}(?P<o>{{PLACE}})"),
        "to": compile_expression(rf"{to}{house}|支援|派驻"),
    }


_TO = {"分别支援", "分别派驻", "分别派往", "分赴", "分驻", "分到", "分在", "分派到", "安排在"}
"""Words before a list of those who receive."""


def find_parts(passage: Passage, index: int) -> Iterator[Claim]:
    """派出187名驰援某省,其中甲院43名 and 选派15名,分别支援乙院9名: each house with its own number."""
    shadow = passage.shadows[index]
    yield from _bare_parts(passage, index)
    for match in _expressions()["list"].finditer(shadow.string):
        sent = _expressions()["sent"].search(shadow.string, 0, match.start())
        if sent is None:
            continue
        senders = [entity_of(each) for each in shadow.mentions(*sent.span("s"))]
        goes = _expressions()["goes"].search(shadow.string, 0, match.start())
        at = sent.span("o") if sent["o"] else goes.span("o") if goes else None
        receivers = [entity_of(each) for each in shadow.mentions(*at)] if at else []
        is_to = bool(_expressions()["to"].search(match["all"])) or match["cue"] in _TO
        for house, amount in shares_of(shadow, match.span("all")):
            for sender, receiver in _ends(house, senders, receivers, is_to=is_to):
                yield passage.claim(
                    index, match.span(), sender, Predicate.SUPPORTS, receiver,
                    rule="supports.part", confidence=0.75, quantity=amount,
                )  # fmt: skip


def _bare_parts(passage: Passage, index: int) -> Iterator[Claim]:
    """甲院5名,乙院2名 where a sentence before it says who sent them, or whom they went to."""
    shadow = passage.shadows[index]
    home = passage.subjects.default
    for match in _expressions()["bare"].finditer(shadow.string):
        shares = list(shares_of(shadow, match.span()))
        houses = [house for house, _ in shares]
        senders = sender_before(passage, index, match.start() + 1, [])
        senders = senders or sender_before(passage, index, match.start() + 1, houses)
        if len(shares) < _ROW or not senders or not HELPING.search(_words_around(passage, index, match.start())):
            continue
        is_from = any(house.name.startswith(senders[0].name[:_STEM]) for house in houses)
        for house, amount in shares:
            ends = (house, home) if is_from and home else (senders[0], house)
            if ends[0].name != ends[1].name:
                yield passage.claim(
                    index, match.span(), ends[0], Predicate.SUPPORTS, ends[1],
                    rule="supports.bareparts", confidence=0.6, quantity=amount,
                )  # fmt: skip


_STEM = 2
"""How many characters of a place its bodies' names open with."""
_ROW = 2
"""How many houses with their numbers make a list of their own."""


def _words_around(passage: Passage, index: int, position: int) -> str:
    before = passage.shadows[index - 1].string if index else ""
    return before + passage.shadows[index].string[:position]


def _ends(
    house: Entity, senders: Sequence[Entity], receivers: Sequence[Entity], *, is_to: bool
) -> Iterator[tuple[Entity, Entity]]:
    if len(senders) != 1 or house.name == senders[0].name:
        return
    if is_to or (receivers and not is_outside(house, receivers[0])):
        yield senders[0], house
    elif receivers and receivers[0].name != senders[0].name:
        yield house, receivers[0]


def shares_of(shadow: Shadow, span: tuple[int, int]) -> Iterator[tuple[Entity, Quantity]]:
    """Houses before or behind their number; 甲院和乙院各2名 have two each."""
    pending: list[Mention] = []
    amount: QuantitySpan | None = None
    for at in range(*span):
        item = shadow.items.get(at)
        if isinstance(item, QuantitySpan) and item.quantity.unit in _UNITS:
            if pending:
                yield from ((entity_of(each), item.quantity) for each in pending)
                pending = []
            else:
                amount = item
        elif isinstance(item, Mention) and not isinstance(shadow.items.get(at + 1), Mention):
            if amount:
                yield entity_of(item), amount.quantity
                amount = None
            else:
                pending.append(item)
