"""The title that a person has in a sentence, wherever it stands: before the name, behind it, or behind the body."""

from __future__ import annotations

import re
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.title_words import any_title, title_alone, title_row
from kg.resources.claims import load_posts
from kg.resources.words import alternation

__all__ = ["title_span"]

_REACH = 40
"""Characters of shadow before a name in which its title stands, names of colleagues in between."""


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    row = title_row(title_alone(any_title(load_posts()), barred="任为"))
    before = compile_expression(rf"(post:{row})[\s:、(]*(?:{{PERSON}}[、和及\s]*)*$")
    behind = compile_expression(rf"(?:同志|医生|老师)?[,(\s]?(post:{row})")
    taken = compile_expression(
        rf"[^;。{{PERSON}}]{{0,30}}?{alternation('claims/post_titles.taken')}(?:[^,;。{{PERSON}}]{{0,12}}?{{ACTOR}}的?)?(post:{row})"
    )
    return before, behind, taken


def title_span(shadow: Shadow, person: int | None, body: int | None) -> tuple[int, int] | None:
    """Where in the shadow the title of a person stands; `person` and `body` are where the two stand, if they do.

    A title right behind the body goes first (某任甲医院院长), unless somebody else follows it.
    """
    before, behind, taken = _expressions()
    string = shadow.string
    sign = SIGNS["PERSON"]
    if body is not None and (person is None or body > person):
        match = behind.match(string, body + 1)
        if match and not string.startswith(sign, match.end("post")):
            return match.span("post")
    if person is None:
        return None
    low = max(0, person - _REACH)
    match = before.search(string[low:person])
    if match:
        return low + match.start("post"), low + match.end("post")
    end = person + 1
    while string.startswith((sign, "、", "和"), end):
        end += 1
    for expression in (behind, taken):
        match = expression.match(string, end)
        if match and not string.startswith(sign, match.end("post")):
            return match.span("post")
    return None
