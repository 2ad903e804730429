"""holdsPost: a person's name right behind a body and a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.subjects import entity_of
from kg.claims.title_words import any_title, title_behind_body, title_row
from kg.claims.titles import find_bare_titles
from kg.model import Claim, Entity, EntityType, Polarity, Predicate
from kg.resources.claims import load_posts
from kg.resources.words import alternation

__all__ = ["find_posts"]


_REPEATED = re.compile(r"\b(\w+)(?:\s+\1)+\b")


_APPOSITION = r"(?:(?:{DISEASE}|[^,:;。、(){ALL}]){0,8}?(?:专家|教授|博士|先生|女士|同志|骨干)[、\\s]*)"
"""What a person is called besides posts: 肿瘤专家, 知名学者."""


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    title = title_behind_body(any_title(load_posts()))
    addressed = alternation("claims/posts.addressed")
    post = title_row(title, joints=r"、\s兼和及,")
    before = compile_expression(
        rf"(o:{{BODY}}|{{FACILITY}})(?:的)?[\s—\-–]*(post:{post})[\s:、,]*"
        rf"(?:{{PLACE}}?{{BODY}}+{post}[\s、,]*|{_APPOSITION})*?(s:{{PERSON}}(?:[、\s]+{{PERSON}})*)"
    )
    behind = compile_expression(
        rf"(o:{{BODY}})的?{_APPOSITION}?(s:{{PERSON}}(?:[、和及]{{PERSON}})*)(post:{addressed}+)"
        r"(?![^,。;:{ALL}]{0,3}(?:组|团队|工作室))"
    )
    byline = r"(?:记者|通讯员)"
    media = compile_expression(
        rf"(o:{{ORGANIZATION}})(?:\s*(?:发布|发表|更新)?(?:日期|时间)?[:\s]*[\d\-:/.\s]{{6,}}|,|(?:[^\n,。{{ALL}}]|{{T}}|{{SPAN}}|{{Q}}|{{PLACE}}){{0,14}}?)"
        rf"[\s(]*(?:本网|本报|本台)?(?:实习|特约|首席|全媒体|见习)?(post:{byline})[\s:]*{byline}?[\s:]*"
        r"(s:{PERSON}(?:[、\s]+{PERSON})*)"
    )
    after = compile_expression(
        rf"(s:{{PERSON}}){addressed}?[,(]?(?:{alternation('claims/posts.after')}|(?:赴|到|在)(?={{PLACE}}?{{BODY}}[^,。]{{0,4}}?挂职)|,|:|\(|[,]?{alternation('claims/posts.once')}(?:是|任)|,{{SPAN}},|,[男女],|\s+(?={{PLACE}}?{{BODY}}))[《“]?{{PLACE}}?{{BODY}}*(o:{{BODY}})[》”]?的?(?:挂职)?(?:担?任)?(post:{post})(?![^,。;)]{{0,8}}?{{PERSON}})"
    )
    further = compile_expression(
        rf"[、,;](?:并|还|同时)?(?:兼任|担任|现任|历任|曾任|任|兼)?[《“]?{{PLACE}}?{{BODY}}*(o:{{BODY}})[》”]?的?(post:{post})(?=[,。;)]|$)"
    )
    called = compile_expression(r"(s:{PERSON})(post:副?(?:院长|站长)|党委书记)(?=[介说表告认带指讲坦强透感深一])")
    more = compile_expression(rf"(?:[、,和]|以及)(post:{title})[\s:]*(s:{{PERSON}})")
    alone = compile_expression(
        rf"(?:^|[,:。])[”\s]*(post:(?:{alternation('claims/posts.alone')}|[、兼])+)\s?(s:{{PERSON}})"
    )
    mayor = compile_expression(
        rf"(?:(o:{{PLACE}})|^|[,:。由]|\s|(?<={{BODY}}常委、)|(?<={{BODY}}副书记、)|(?<={{BODY}}委员、))(post:(?:常务)?副?{alternation('claims/posts.mayor')}长)\s*(s:{{PERSON}})"
    )
    group = compile_expression(r"(s:{PERSON})(?:担任|任)(post:(?:常务)?副?(?:组长|指挥长))(?=[,。;、和及]|$)")
    return {
        "named": before, "behind": behind, "media": media, "after": after, "further": further, "called": called,
        "more": more, "alone": alone, "mayor": mayor, "group": group,
    }  # fmt: skip


def find_posts(passage: Passage) -> Iterator[Claim]:
    """One claim for each person and body; posts in one body stay one string, as written."""
    known: set[tuple[str, str]] = set()
    for index, shadow in enumerate(passage.shadows):
        if SIGNS[EntityType.PERSON.value] not in shadow.string:
            continue
        for claim in (*_named(passage, index), *_unnamed(passage, index)):
            known.add((claim.subject.name, claim.object.name if claim.object else ""))
            yield claim
        for match, body in find_bare_titles(passage, index, known):
            is_staff = match["post"].endswith(_STAFF)
            yield from _claims(passage, index, match, body, 0.7, rule="post.staff" if is_staff else "post.bare")


_STAFF = ("医生", "医师", "护士", "药师", "大夫", "助产士", "检验师")
"""Titles of many in one house: whose they are is told less surely than of its head."""


def _named(passage: Passage, index: int) -> Iterator[Claim]:
    """Persons behind or before the body; 甲医院院长某、书记某 goes on about the same one."""
    shadow = passage.shadows[index]
    expressions = _expressions()
    for name in ("named", "behind", "media", "after"):
        for match in _overlapping(expressions[name], shadow.string):
            body = entity_of(shadow.mentions(*match.span("o"))[-1])
            yield from _claims(passage, index, match, body, 0.95 if name == "named" else 0.9)
            following: re.Match[str] | None = match
            while name == "named" and following:
                following = expressions["more"].match(shadow.string, following.end())
                if following:
                    yield from _claims(passage, index, following, body, 0.85)
            while name == "after" and following:
                following = expressions["further"].match(shadow.string, following.end())
                if following:
                    body = entity_of(shadow.mentions(*following.span("o"))[-1])
                    yield from _claims(passage, index, following, body, 0.85, persons=match.span("s"))


def _unnamed(passage: Passage, index: int) -> Iterator[Claim]:
    """Titles whose body goes without saying: 院长某, 副市长某, 由某任组长."""
    shadow = passage.shadows[index]
    expressions = _expressions()
    for match in (*expressions["alone"].finditer(shadow.string), *expressions["called"].finditer(shadow.string)):
        home = _home(passage, shadow.starts[match.start("s")])
        if home:
            yield from _claims(passage, index, match, home, 0.8)
    for match in expressions["mayor"].finditer(shadow.string):
        place = entity_of(shadow.mentions(*match.span("o"))[0]) if match["o"] else passage.context.region
        if place and place.name.endswith(match["post"][-2]):
            government = Entity(place.name + "人民政府", EntityType.AGENCY, place=place.code)
            yield from _claims(passage, index, match, government, 0.8)
    for match in expressions["group"].finditer(shadow.string):
        groups = [m for m in shadow.mentions(0, match.start()) if m.text.endswith(_GROUPS)]
        if groups:
            yield from _claims(passage, index, match, entity_of(groups[-1]), 0.85)


_RUMOUR = re.compile(f"{alternation('claims/posts.rumour')}|网上“|至于“")
"""A post that somebody is only said to have, or says not to have."""
_SURE = 0.9
"""Whoever is named right behind body and title holds the post, whatever is said of others."""
_GROUPS = ("小组", "专班", "指挥部")


def _home(passage: Passage, position: int) -> Entity | None:
    """The hospital whose 院长 goes without saying: the report's own, or what 该院 meant last."""
    default = passage.subjects.default
    if default is not None and default.type.is_health_institution:
        return default
    pointed = [m for m in passage.mentions if m.end <= position and m.anaphor and m.type.is_health_institution]
    return entity_of(pointed[-1]) if pointed else None


def _claims(
    passage: Passage,
    index: int,
    match: re.Match[str],
    body: Entity,
    confidence: float,
    persons: tuple[int, int] | None = None,
    rule: str = "post.apposition",
) -> Iterator[Claim]:
    """One claim for each person of the match, or of the span where it goes on about who stood before."""
    shadow = passage.shadows[index]
    words = (
        passage.text[slice(*shadow.text_span(*match.span("post")))]
        .strip(" 、,:\u3000兼")
        .removeprefix("本网")
        .removeprefix("本报")
    )
    is_told = confidence > _SURE or not _RUMOUR.search(shadow.string)
    for person in shadow.mentions(*(persons or match.span("s"))):
        start, end = shadow.text_span(*match.span())
        yield Claim(
            subject=entity_of(person),
            predicate=Predicate.HOLDS_POST,
            object=body,
            post=_REPEATED.sub(r"\1", words),
            polarity=Polarity.AFFIRMED if is_told else Polarity.DENIED,
            evidence=(passage.evidence(start, end, rule=rule, confidence=confidence),),
        )


def _overlapping(expression: re.Pattern[str], string: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := expression.search(string, position):
        yield match
        position = match.start("o") + 1 if match.start("o") <= match.start("s") else match.end()
