"""Claims built around an amount: measured indicators, and counts of work done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.claims.absences import find_absences
from kg.claims.allowances import count_paid
from kg.claims.amounts import Amount, Memory, clause, find_amounts, is_start, restored
from kg.claims.cases import count_cases, count_each, count_told
from kg.claims.fates import count_away, count_bare
from kg.claims.frames import compile_expression
from kg.claims.happenings import find_happenings
from kg.claims.holders import holders_at
from kg.claims.indicators import is_denied_goal, measured_names, speaker
from kg.claims.leftovers import count_left
from kg.claims.loose_counts import count_loose
from kg.claims.paired import find_paired, rank_rises
from kg.claims.passage import Passage
from kg.claims.people import cover_groups, cover_people
from kg.claims.phrases import BARE, GENERIC, NUMBERS, measured_phrase, words
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.shares import find_shares
from kg.claims.subjects import entity_of
from kg.claims.work import building_of, count_work
from kg.extract.quantities import QuantitySpan, split_count
from kg.model import Change, Claim, Entity, EntityType, Mention, Modality, Polarity, Predicate
from kg.resources.words import alternation

__all__ = ["find_counts"]


_AGAINST = (
    f"(?:[比较与同](?:[^,:;。{''.join(NUMBERS)}]{{0,8}}?{alternation('claims/counts.against')}|"
    f"[{SIGNS['T']}]){alternation('claims/counts.compares')}*)"
)
"""What a rise is measured against: 比三年前高2个百分点, 较全市平均低5个点."""


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    numbers = "".join(NUMBERS)
    return {
        "rise": re.compile(rf"(?:{words('up', 'down')}|{_AGAINST}[高低])(?:了|近|约|超|将近)*(?:{SIGNS['T']})?$"),
        "up": re.compile(rf"(?:{words('up')}|{_AGAINST}高)(?:了|近|约|超|将近)*(?:{SIGNS['T']})?$"),
        "carries": re.compile(
            f"^(?:{alternation('claims/counts.carries')}|{_AGAINST}[高低]?|{words('up', 'down', 'to')}|"
            f"[{SIGNS['T']}{SIGNS['PLACE']}])*$"
        ),
        "direction": compile_expression(
            f"(o:{{INDICATOR+}})(?:{alternation('claims/counts.direction')}|{{SPAN}}|{{T}})*(?:有(?:所|小幅)?|小幅)?(d:(?!增幅|增速){{up}}|{{down}}|{alternation('claims/counts.grows')}|{alternation('claims/counts.shrinks')})(?!{alternation('claims/counts.moves_to')}|了[^,:;。]{{1,6}}[块点半成]|[^,:]{{0,3}}?[{numbers}{SIGNS['SPAN']}])"
        ),
        "holds": re.compile(alternation("claims/counts.holds")),
        "adjust": compile_expression(r"对(q:{Q})(n:[^,:;{ALL}]{2,24}?)(?:进行|实施|开展)了?(v:[^,:;。{ALL}]{2,6})"),
        "have": compile_expression(
            f"{alternation('claims/counts.have')}(?:了)?(o:(?:{{HEALTH}}|{{ORGANIZATION}}|{{FACILITY}})(?:(?:、|和|以及|,)(?:其中)?(?:{{HEALTH}}|{{ORGANIZATION}}|{{FACILITY}}))*)"
        ),
    }


def find_counts(passage: Passage, used: set[int]) -> Iterator[Claim]:
    """One claim for each amount that no frame has taken (`used` holds where those start in the text)."""
    memory = Memory()
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        yield from _directions(passage, index)
        yield from _existing(passage, index)
        taken = set(used)
        yield from cover_groups(passage, index)
        for find in (_adjusted, find_paired, find_shares, find_happenings, find_absences):
            found = tuple(find(passage, index))
            taken.update(start for _, start in found)
            yield from (claim for claim, _ in found)
        memory.index, memory.targets, memory.verb, memory.told = index, (), "", []
        for amount in find_amounts(index, shadow):
            if amount.span.start in taken or is_start(amount):
                continue
            claims = (
                _conferred(passage, amount)
                or rank_rises(passage, amount, memory)
                or _measure(passage, amount, memory)
                or count_paid(passage, amount, memory)
                or cover_people(passage, amount, memory)
                or count_cases(passage, amount, memory)
                or count_each(passage, amount, memory)
                or count_bare(passage, amount, memory)
                or count_told(passage, amount, memory)
                or count_away(passage, amount, memory)
                or count_work(passage, amount, memory)
                or count_left(passage, amount, memory)
                or count_loose(passage, amount, memory)
            )
            if claims:
                memory.told.append((amount.position, memory.targets, memory.subjects))
            yield from claims


def _conferred(passage: Passage, amount: Amount) -> list[Claim]:
    """拥有教授230人,博士学位授权点32个: a counted title behind another one, under the verb of the first."""
    shadow = passage.shadows[amount.index]
    named = shadow.mentions(amount.position - 1, amount.position)
    is_listed = amount.right.strip("。;") == "" and re.fullmatch(f"[、和及]?[{SIGNS['PLACE']}]?.", amount.left)
    if not named or named[0].type is not EntityType.DESIGNATION or not is_listed or amount.span.kind != "count":
        return []
    if not _expressions()["holds"].search(shadow.string, 0, amount.start):
        return []
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.ACHIEVED, entity_of(named[0]),
            rule="count.conferred", confidence=0.7, quantity=amount.span.quantity,
        )
        for subject in passage.subjects_at(amount.index, amount.position, "topic")[:1]
    ]  # fmt: skip


def _directions(passage: Passage, index: int) -> Iterator[Claim]:
    """孕产妇死亡率有所下降: a change without an amount, one claim for each indicator."""
    shadow = passage.shadows[index]
    for match in _expressions()["direction"].finditer(shadow.string):
        change = Change.UP if re.fullmatch(_grows(), match["d"]) else Change.DOWN
        for mention in shadow.mentions(*match.span("o")):
            for subject in speaker(passage, index, match.start("o"), mention.text):
                yield passage.claim(
                    index, match.span(), subject, Predicate.ACHIEVED, entity_of(mention),
                    rule="count.direction", confidence=0.6, change=change,
                )  # fmt: skip


def _grows() -> str:
    return f"{words('up')}|{alternation('claims/counts.grows')}"


def _adjusted(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """对22名院长进行了调整: the noun and what was done with it."""
    shadow = passage.shadows[index]
    for match in _expressions()["adjust"].finditer(shadow.string):
        amount = shadow.items[match.start("q")]
        if isinstance(amount, QuantitySpan):
            target = Entity(match["n"] + match["v"], EntityType.INDICATOR)
            for subject in holders_at(passage, index, match.start(), target.name)[:1]:
                yield passage.claim(
                    index, match.span(), subject, Predicate.REPORTS, target,
                    rule="count.adjusted", confidence=0.65, quantity=amount.quantity,
                ), amount.start  # fmt: skip


def _measure(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """The value of an indicator named before it, or its rise by an amount."""
    quantity = amount.span.quantity
    rises = _expressions()["rise"].search(amount.left) and not quantity.from_value
    change = (Change.UP if _expressions()["up"].search(amount.left) else Change.DOWN) if rises else None
    if quantity.text.startswith("翻"):
        change = Change.UP
    missed = is_denied_goal(amount.left, amount.right, clause(passage, amount))
    if missed and memory.targets:
        return _denied(_figures(passage, amount, memory.targets, memory.subjects, None))
    targets, subjects = _target(passage, amount, memory, change)
    if not targets:
        return []
    memory.targets, memory.subjects = targets, subjects
    if missed:
        return _denied(_figures(passage, amount, targets, subjects, None))
    return _figures(passage, amount, targets, subjects, change)


def _figures(
    passage: Passage, amount: Amount, targets: tuple[Entity, ...], subjects: tuple[Entity, ...], change: Change | None
) -> list[Claim]:
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, _measured(subject), target,
            rule="count.indicator", confidence=0.85, quantity=amount.span.quantity, change=change,
        )
        for subject in subjects
        for target in targets
    ]  # fmt: skip


def _denied(claims: list[Claim]) -> list[Claim]:
    return [replace(claim, modality=Modality.DONE, polarity=Polarity.DENIED) for claim in claims]


def _measured(subject: Entity) -> Predicate:
    """A building achieves nothing: its figures are reported."""
    return Predicate.REPORTS if subject.type is EntityType.FACILITY else Predicate.ACHIEVED


def _target(
    passage: Passage, amount: Amount, memory: Memory, change: Change | None
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    shadow = passage.shadows[amount.index]
    start = min(amount.start, shadow.clause_of(amount.position)[0])
    here = [at for at in range(start, amount.position) if _is_indicator(shadow, at)]
    between = shadow.string[max([amount.start, *(at + 1 for at in here)]) : amount.position]
    own = measured_phrase(between) if amount.span.kind != "money" or "费" in between else None
    if here and not own:
        at = _paired(shadow, here, start, amount.position)
        if at is None or (amount.start > at + 1 and not _links(amount, here)):
            return (), ()
        names = measured_names(passage, shadow, at)
        if names[-1].name.endswith("面积") and (building := building_of(shadow, amount.position)):
            return names, (entity_of(building),)
        return names, speaker(passage, amount.index, at, names[-1].name)
    carries = bool(amount.left) and bool(_expressions()["carries"].match(amount.left))
    if _PART.fullmatch(amount.left) and amount.right[:1] not in _MARKS:
        return (), ()  # 其中过半来自专项债
    if memory.targets and carries and (change or amount.span.kind in {"rate", "level"}):
        return memory.targets, memory.subjects
    if own in BARE and memory.targets and not here:
        share = "占比" if own in {"占比", "比例", "比重"} else ""
        return tuple(Entity(each.name + share, EntityType.INDICATOR) for each in memory.targets), memory.subjects
    name = restored(passage, shadow, own, amount) if own else None
    if name:
        name = name.replace("的占比", "占比")
        return (Entity(name, EntityType.INDICATOR),), speaker(passage, amount.index, amount.position, name)
    return (), ()


_PART = re.compile("其中(?:有)?|有")
_MARKS = frozenset("、,;:。()") | {""}


def _paired(shadow: Shadow, here: list[int], start: int, position: int) -> int | None:
    """A、B分别为1%、2%: the number's rank among numbers gives the indicator's."""
    numbers = [at for at in range(start, position) if shadow.string[at] in NUMBERS]
    if len(here) > 1 and here[-1] < min([*numbers, position]):
        return here[len(numbers)] if len(numbers) < len(here) else None
    return here[-1]


def _links(amount: Amount, here: list[int]) -> bool:
    """A second number behind an indicator is its own only where the words between go on about it."""
    return len(here) > 1 or amount.left in {"、", "和", "与"} or bool(_expressions()["carries"].match(amount.left))


def _is_indicator(shadow: Shadow, position: int) -> bool:
    item = shadow.items.get(position)
    return isinstance(item, Mention) and item.type is EntityType.INDICATOR


def _holders(passage: Passage, index: int, position: int) -> tuple[Entity, ...]:
    """Who has what is counted: the body right before 现有, else who the clause is about."""
    shadow = passage.shadows[index]
    head = len(re.sub("(?:目前|现在|如今|已)$", "", shadow.string[:position]))
    before = shadow.mentions(head - 1, head)
    if before and before[0].type.is_body and not before[0].group:
        return (entity_of(before[0]),)
    return passage.subjects_at(index, position, "topic")[:1]


def _existing(passage: Passage, index: int) -> Iterator[Claim]:
    """全市共有医疗机构26个: a counted group that is told of, not built."""
    shadow = passage.shadows[index]
    for match in _expressions()["have"].finditer(shadow.string):
        for mention in shadow.mentions(*match.span("o")):
            parts = split_count(mention.text)
            if parts and (parts[0] not in GENERIC or "、" in match["o"]):
                for subject in _holders(passage, index, match.start()):
                    yield passage.claim(
                        index, match.span(), subject, Predicate.REPORTS, Entity(parts[0], EntityType.INDICATOR),
                        rule="count.have", confidence=0.55, quantity=parts[1],
                    )  # fmt: skip
