"""holdsPost: a person's name right behind a body and a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.model import Claim, EntityType, Mention, Predicate
from kg.resources.claims import load_posts

__all__ = ["find_posts"]


_REPEATED = re.compile(r"\b(\w+)(?:\s+\1)+\b")


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    titles = "|".join(re.escape(post) for post in load_posts())
    title = rf"[^,:;。、()\s{''.join(SIGNS.values())}]{{0,10}}?(?:{titles})"
    post = rf"(?:{title}(?:、|\s|兼|和|及|,)?)+"
    before = compile_expression(
        rf"(o:{{BODY}}|{{FACILITY}})(?:的)?[\s—\-–]*(post:{post})[\s:、]*(?:{{BODY}}(?:{post})\s*)*?(s:{{PERSON}}(?:[、\s]+{{PERSON}})*)"
    )
    media = compile_expression(
        r"(o:{ORGANIZATION})(?:[^\n,。{ALL}]|{T}){0,12}?[\s(]*(?:实习|特约|首席|全媒体|见习)?(post:记者|通讯员)[\s:]*(?:记者|通讯员)?[\s:]*(s:{PERSON}(?:[、\s]+{PERSON})*)"
    )
    after = compile_expression(rf"(s:{{PERSON}})[,(]?(?:兼任|现任|时任|担任|任|是|为)(o:{{BODY}})的?(post:{post})")
    return before, media, after


def find_posts(passage: Passage) -> Iterator[Claim]:
    """One claim for each person and body; posts in one body stay one string, as written."""
    for index, shadow in enumerate(passage.shadows):
        if SIGNS[EntityType.PERSON.value] not in shadow.string:
            continue
        for order, expression in enumerate(_expressions()):
            for match in _overlapping(expression, shadow.string):
                words = passage.text[slice(*shadow.text_span(*match.span("post")))].strip(" 、,:\u3000兼")
                post = _REPEATED.sub(r"\1", words)
                for person in shadow.mentions(*match.span("s")):
                    for body in shadow.mentions(*match.span("o"))[-1:]:
                        yield _claim(passage, index, shadow, match, person, body, post, 0.95 if order == 0 else 0.9)


def _overlapping(expression: re.Pattern[str], string: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := expression.search(string, position):
        yield match
        position = match.start("o") + 1 if match.start("o") <= match.start("s") else match.end()


def _claim(
    passage: Passage,
    index: int,
    shadow: Shadow,
    match: re.Match[str],
    person: Mention,
    body: Mention,
    post: str,
    confidence: float,
) -> Claim:
    start, end = shadow.text_span(*match.span())
    return Claim(
        subject=entity_of(person),
        predicate=Predicate.HOLDS_POST,
        object=entity_of(body),
        post=post,
        evidence=(passage.evidence(start, end, rule="post.apposition", confidence=confidence),),
    )
