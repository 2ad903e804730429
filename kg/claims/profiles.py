"""Posts that are told away from the name: a portrait's list of offices, and titles of the sentence's own body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS
from kg.claims.subjects import entity_of
from kg.claims.title_bodies import bodies_before
from kg.claims.title_words import any_title, title_alone, title_behind_body
from kg.model import Claim, Entity, EntityType, Mention, Polarity, Predicate
from kg.resources.claims import body_endings, load_post_bodies, load_posts
from kg.resources.words import alternation, load_words

__all__ = ["find_profiles"]

_NEGATED = re.compile(alternation("claims/profiles.negated"))
_PERSON = SIGNS["PERSON"]
_FOLLOWED = re.compile(rf"[、兼]?[^,。;]{{0,12}}[{_PERSON}]")
"""Whoever is named right behind the title holds it, and not the one before."""
_STAFF = re.compile(f"{alternation('claims/profiles.staff')}$")
"""Titles of many in one house, of whom a portrait may tell without meaning its person."""
_NEAR = 24
"""How far behind a name such a title is still its own."""


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    posts = any_title((*load_posts(), *load_post_bodies(), *load_words("claims")["profiles.titles"]))
    called, heads = alternation("claims/profiles.called"), alternation("claims/profiles.heads")
    listed = compile_expression(
        rf"(?:[、,;:。]|^|{alternation('claims/profiles.holding')})(?:{{PLACE}}|[^,;。{{ALL}}]{{0,4}})?"
        rf"(o:{{BODY}})的?(post:{title_behind_body(posts)})(?:\([^)]*\))?(?=[,。;、)]|$|兼)"
    )
    apposed = compile_expression(
        rf"(o:{{BODY}})[)”]?(?:派来|派出|选派|退休)?的?(post:{title_behind_body(called)})"
        r"\s?(s:{PERSON})"
    )
    bare = compile_expression(
        rf"(?<!{{BODY}})(?<!{{BODY}}的)(post:{title_alone(heads, longest=6)})[\s:]?(s:{{PERSON}})"
    )
    return listed, apposed, bare


def find_profiles(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Each person and body once; `told` are the posts that stand beside a name."""
    known = {(claim.subject.name, claim.object.name) for claim in told if claim.object}
    for index, shadow in enumerate(passage.shadows):
        if _PERSON not in shadow.string and not _spoken(passage, index):
            continue
        for claim in (*_listed(passage, index), *_apposed(passage, index), *_bare(passage, index)):
            pair = (claim.subject.name, claim.object.name if claim.object else "")
            is_second = claim.evidence[0].rule != "post.listed" and any(pair[0] == person for person, _ in known)
            if pair not in known and not is_second:
                known.add(pair)
                yield claim


def _listed(passage: Passage, index: int) -> Iterator[Claim]:
    """某,甲医院内科主任,省医学会委员: each post of a list is of the person named last before it."""
    shadow = passage.shadows[index]
    for match in _expressions()[0].finditer(shadow.string):
        name = shadow.string.rfind(_PERSON, 0, match.start("o"))
        is_far = name < 0 or match.start("o") - name > _NEAR
        if _FOLLOWED.match(shadow.string, match.end()) or (is_far and _STAFF.search(match["post"])):
            continue
        before = [m for m in shadow.mentions(0, match.start("o")) if m.type is EntityType.PERSON][-1:]
        spoken = () if before else _spoken(passage, index)
        for person in before or spoken:
            body = entity_of(shadow.mentions(*match.span("o"))[-1])
            yield _claim(passage, index, match, person, body, "post.listed" if before else "post.portrait")


def _spoken(passage: Passage, index: int) -> tuple[Mention, ...]:
    """The one person that the sentences before it in the paragraph name."""
    paragraph = passage.shadows[index].sentence.paragraph
    found: dict[str, Mention] = {}
    for back in range(index - 1, -1, -1):
        shadow = passage.shadows[back]
        if shadow.sentence.paragraph != paragraph:
            break
        for mention in shadow.mentions(0, len(shadow.string)):
            if mention.type is EntityType.PERSON:
                found[entity_of(mention).name] = mention
    return tuple(found.values()) if len(found) == 1 else ()


def _apposed(passage: Passage, index: int) -> Iterator[Claim]:
    """甲医院派来的推拿师某: words for what somebody is that are no title of an office."""
    shadow = passage.shadows[index]
    for match in _expressions()[1].finditer(shadow.string):
        body = entity_of(shadow.mentions(*match.span("o"))[-1])
        yield _claim(passage, index, match, shadow.mentions(*match.span("s"))[0], body, "post.called")


def _bare(passage: Passage, index: int) -> Iterator[Claim]:
    """Heads without a body, where the sentence names one or a house speaks for itself."""
    shadow, home = passage.shadows[index], passage.subjects.default
    for match in _expressions()[2].finditer(shadow.string):
        ends = body_endings(match["post"]) or ("",)
        near = bodies_before(passage, index, match.start("post"), reach=1)
        own = home if home is not None and home.type.is_health_institution else None
        body = next((each for each in near if each.type is not EntityType.AGENCY and each.name.endswith(ends)), own)
        if body is not None:
            yield _claim(passage, index, match, shadow.mentions(*match.span("s"))[0], body, "post.own")


def _claim(passage: Passage, index: int, match: re.Match[str], person: Mention, body: Entity, rule: str) -> Claim:
    shadow = passage.shadows[index]
    begin = max(0, shadow.string.rfind(_PERSON, 0, match.start("post")))
    is_denied = bool(_NEGATED.search(shadow.string, begin, match.end()))
    start, end = shadow.text_span(*match.span())
    return Claim(
        subject=entity_of(person),
        predicate=Predicate.HOLDS_POST,
        object=body,
        post=passage.text[slice(*shadow.text_span(*match.span("post")))].strip(" 、,:　"),
        polarity=Polarity.DENIED if is_denied else Polarity.AFFIRMED,
        evidence=(passage.evidence(start, end, rule=rule, confidence=0.6),),
    )
