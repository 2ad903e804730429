"""Titles whose body goes without saying: 院长某 is of the hospital that the text speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.claims.title_bodies import body_of
from kg.claims.title_words import any_title, title_alone
from kg.model import Entity
from kg.resources.claims import load_post_bodies, load_posts
from kg.resources.words import alternation

__all__ = ["find_bare_titles"]

_NEAR = rf"(?:{alternation('claims/titles.near')}|[,:。;”“(\s]|^)"
_TOLD = "(?=[介说表告认带指讲坦强透感深一掰承回算笑叹提补道主就任为,。;、:()的也在从和”\\s]|$)"


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    ends, posts = any_title(load_post_bodies()), any_title(load_posts())
    title = title_alone(ends, longest=6)
    before = rf"{_NEAR}(post:{title}(?:、{posts})?)\s?(s:{{PERSON}})"
    behind = rf"(?<!{{BODY}})(?<!{{FACILITY}})(s:{{PERSON}})(post:副?{ends}){_TOLD}"
    filled = (
        rf"(o:{{BODY}})?(?:的)?(post:{title})(?:一职|职务)?[^,:;。{{ALL}}]{{0,6}}?由(?:{{BODY}}[^,:;。{{ALL}}]{{0,6}})?"
        r"(s:{PERSON})(?:医生|同志|专家)?(?:担任|接任|代理|兼任|出任|兼)"
    )
    taking = (
        f"(s:{{PERSON}})(?:同志|医生|专家)?(?:[^,:;。{{ALL}}]|{{T}}){{0,6}}?{alternation('claims/titles.taking')}"
        f"(?:本|该|院|我院)?(post:{title})(?=[,。;、]|$)"
    )
    named = (
        f"(s:{{PERSON}})(?:[^:;。{{ALL}}]|{{T}}){{0,10}}?{alternation('claims/titles.named')}"
        f"(?:为)?(o:{{BODY}})的?(post:{title}|{posts})(?![^,。;]{{0,8}}?{{PERSON}})"
    )
    listed = rf"(?:^|[,;:。])(post:{title})(?:有|为|是|由|:)(s:{{PERSON}}(?:[、和]{{PERSON}})*)(?=[,;。担兼]|$)"
    return tuple(compile_expression(each) for each in (before, behind, filled, taking, named, listed))


def find_bare_titles(
    passage: Passage, index: int, known: Collection[tuple[str, str]]
) -> Iterator[tuple[re.Match[str], Entity]]:
    """Each title of the sentence and the body that it is of; `known` are persons and bodies that belong together.

    Whoever has a post gets another one only where its body is named with it.
    """
    shadow = passage.shadows[index]
    holders = {person for person, _ in known}
    for expression in _expressions():
        for match in expression.finditer(shadow.string):
            persons = {entity_of(person).name for person in shadow.mentions(*match.span("s"))}
            if "o" in match.re.groupindex and match["o"]:
                named = entity_of(shadow.mentions(*match.span("o"))[-1])
                if not any((person, named.name) in known for person in persons):
                    yield match, named
                continue
            if persons & holders:
                continue
            body = body_of(passage, match["post"], index, match.start("post"))
            if body:
                yield match, body
