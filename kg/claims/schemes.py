"""Which programme, building or system a passage goes on about where a clause names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.shadow import Shadow
from kg.model import EntityType, Mention

__all__ = ["SCHEMES", "Schemes", "find_schemes"]

SCHEMES = frozenset({EntityType.PROGRAM, EntityType.FACILITY})
"""What can reach places and people, be aimed at diseases, be built and paid for without being named again."""

_JOINED = re.compile("[、和与及暨]|以及")
_GENERAL = re.compile("(?:医联体|医共体|分级诊疗|东西部.{0,4}协作|对口支援|乡村振兴|脱贫攻坚|医改)$")
"""Fields of policy that much else is told under: a passage is seldom about them alone."""
_MOST = 3
"""Of a longer list no clause says which of them it goes on about."""


@cache
def _leads() -> re.Pattern[str]:
    """A scheme that opens a clause, or is what is launched, built or carried out there."""
    return compile_expression(
        r"(?:(?:^|[,:。])[^,:{ALL}]{0,8}|(?:{launch}|{implement}|{build}|投资|投入|用于)(?:了)?[^,:{ALL}]{0,6})"
        r"(s:{PROGRAM}|{FACILITY})"
    )


class Schemes:
    """For each sentence what the one before it leaves to be spoken of."""

    def __init__(self, shadows: Sequence[Shadow], carried: Sequence[tuple[int, ...]]) -> None:
        self._shadows = shadows
        self._carried = carried
        """Index of a shadow and position in it, of what stands last before each sentence."""

    def before(self, index: int) -> tuple[Mention, ...]:
        """What the sentences before it in the paragraph were about: one, or several in coordination."""
        if not self._carried[index]:
            return ()
        source, position = self._carried[index]
        return _row(self._shadows[source], position)

    def at(self, index: int, position: int, types: frozenset[EntityType] = SCHEMES) -> tuple[Mention, ...]:
        """The nearest one named before a position of the sentence, else what the sentence before was about."""
        shadow = self._shadows[index]
        here = [at for at in shadow.items if at < position and _is_scheme(shadow, at, types)]
        found = _row(shadow, max(here)) if here else self.before(index)
        return tuple(mention for mention in found if mention.type in types) if len(found) <= _MOST else ()


def find_schemes(shadows: Sequence[Shadow]) -> Schemes:
    """What each sentence may go on about. A paragraph that names a new one forgets the old one."""
    carried: list[tuple[int, ...]] = []
    current: tuple[int, ...] = ()
    paragraph = -1
    for index, shadow in enumerate(shadows):
        if shadow.sentence.paragraph != paragraph:
            is_under_heading = index > 0 and shadows[index - 1].sentence.is_heading
            paragraph, current = shadow.sentence.paragraph, current if is_under_heading else ()
        carried.append(current)
        last = _last(shadow)
        if last is not None:
            current = (index, last)
    return Schemes(shadows, carried)


def _last(shadow: Shadow) -> int | None:
    """The one that a sentence leaves to speak of: the last that leads a clause, else the last at all."""
    named = [at for at in shadow.items if _is_scheme(shadow, at, SCHEMES)]
    leading = {match.start("s") for match in _leads().finditer(shadow.string)}
    chosen = [at for at in named if at in leading] or named
    if not chosen:
        return None
    last = max(chosen)
    while last + 2 in named and _JOINED.fullmatch(shadow.string[last + 1]):
        last += 2
    return last


def _is_scheme(shadow: Shadow, position: int, types: frozenset[EntityType]) -> bool:
    item = shadow.items.get(position)
    return isinstance(item, Mention) and item.type in types and not _GENERAL.search(item.text)


def _row(shadow: Shadow, position: int) -> tuple[Mention, ...]:
    """The mention and those that stand in coordination before it."""
    found = [shadow.mentions(position, position + 1)[0]]
    at = position
    while at >= 2 and _JOINED.fullmatch(shadow.string[at - 1]) and (before := shadow.mentions(at - 2, at - 1)):
        if before[0].type is not found[0].type:
            break
        found.append(before[0])
        at -= 2
    return tuple(reversed(found))
