"""Bodies called by their plain kind: 卫生院, 中心, 学会 at the head of a clause, where such a body was named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.shadow import Shadow
from kg.claims.voices import entity_of
from kg.model import Mention
from kg.resources.words import alternation

__all__ = ["find_plain"]

_KINDS = {
    "卫生院": "卫生院",
    "中心": "(?:中心|中心站)",
    "血站": "血站",
    "疾控中心": "(?:疾病预防控制|疾控)中心",
    "学校": "(?:学校|学院|大学)",
    "公司": "(?:公司|集团|药业)",
    "学会": "(?:学会|医学会)",
    "协会": "(?:协会|医协会)",
    "基金会": "基金会",
    "保健院": "保健院",
    "站里": "(?:站|服务站|血站)",
    "疗养院": "疗养院",
}
"""A plain word, and how the names of what it can mean end."""


@cache
def _head() -> re.Pattern[str]:
    words = "|".join(sorted(_KINDS, key=len, reverse=True))
    return compile_expression(
        rf"(?:{alternation('claims/plain.head')}|{{T}}|[,(【\s])*(?P<kind>{words})(?=[\u4e00-\u9fff]|{{T}}|{{Q}})(?![的等级内外名感评管静供城位组主党院校会])"
    )


def find_plain(shadows: Sequence[Shadow], index: int, start: int, end: int) -> Mention | None:
    """Whom the plain word that opens a clause means: the one such body of the report, or the paragraph's last."""
    shadow = shadows[index]
    match = _head().match(shadow.string, start, end)
    if match is None:
        return None
    ending = re.compile(_KINDS[match["kind"]] + "$")
    before: list[tuple[int, Mention]] = []
    named: set[str] = set()
    for at, other in enumerate(shadows):
        for item in other.items.values():
            if (
                isinstance(item, Mention)
                and item.type.is_body
                and not item.group
                and ending.search(entity_of(item).name)
            ):
                named.add(entity_of(item).name)
                if at < index:
                    before.append((other.sentence.paragraph, item))
    if not before:
        return None
    paragraph, last = before[-1]
    return last if len(named) == 1 or paragraph == shadow.sentence.paragraph else None
