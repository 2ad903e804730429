"""Several things told with one verb: A、B分别服务17万人和21万人, A、B各一台."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.claims.amounts import Amount, Memory
from kg.claims.holders import holders_at
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.phrases import words
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.trimming import trimmed
from kg.extract.quantities import QuantitySpan
from kg.model import Change, Claim, Entity, EntityType, Mention, Predicate
from kg.resources.claims import load_cues
from kg.resources.words import alternation

__all__ = ["find_paired", "rank_rises"]

_AMOUNT = f"[{SIGNS['Q']}{SIGNS['RATE']}]"
_APART = ("Q", "RATE", "MONEY", "AREA", "T", "PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "PERSON")
_OWNERS = "".join(SIGNS[name] for name in ("PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "T"))
_NAME = f"[^,:;。、()和与及分各{''.join(SIGNS[name] for name in _APART)}]{{1,16}}?"
_PEOPLE = frozenset({"人", "名", "位"})
"""Each of several trades and departments has people: who they are is told otherwise."""


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    parts = rf"(?P<names>{_NAME}(?:、{_NAME})*(?:、|和|与|及|以及){_NAME})"
    verbs = words("work", "light")
    return (
        re.compile(
            f"(?:^|(?<=[,:;]))(?:{alternation('claims/paired.region')}|[{SIGNS['T']}{SIGNS['PLACE']}])*{parts}(?:两项|两类|三项|[^,:;。]{{0,2}}项指标)?(?:已|则|也|均)*分别(?:已|则)*(?P<verb>{verbs})?(?:了|为|是|有|达到|达)*(?P<amounts>{_AMOUNT}(?:[^,:;。、和{''.join(SIGNS.values())}]{{0,2}}(?:、|和|与|及){_AMOUNT})+)"
        ),
        re.compile(
            rf"(?:^|(?<=[,:;{_OWNERS}])|(?<=[购捐有送]))(?:{verbs}|添置|添了|添|有|配有)?了?(?!置){parts}"
            rf"(?:等)?各(?:有|配|添|购|捐)?(?P<verb>{verbs})?(?:了|出)?(?P<amounts>{_AMOUNT})(?:[^,:;。、]{{0,2}}病[人例]|早期病人)?(?=[,;。]|$)"
        ),
    )


def find_paired(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """One claim for each of the things, with where its amount starts in the text."""
    shadow = passage.shadows[index]
    by_rank, alike = _expressions()
    for expression in (by_rank, alike):
        for match in expression.finditer(shadow.string):
            spans = list(_parts(match["names"], match.start("names")))
            amounts = shadow.quantities(*match.span("amounts"))
            names = _named(passage, shadow, spans, _weighty(match["verb"]))
            if expression is alike:
                amounts = amounts * len(names)
            if not names or len(names) != len(amounts) or (expression is alike and amounts[0].quantity.unit in _PEOPLE):
                continue
            for name, amount in zip(names, amounts, strict=True):
                yield from _claims(passage, index, match, name, amount, "each" if expression is alike else "rank")


def _claims(
    passage: Passage, index: int, match: re.Match[str], name: Entity, amount: QuantitySpan, way: str
) -> Iterator[tuple[Claim, int]]:
    measured = amount.kind in {"rate", "level"}
    for subject in holders_at(passage, index, match.start("names"), name.name)[:1]:
        yield passage.claim(
            index, match.span(), subject, Predicate.ACHIEVED if measured else Predicate.REPORTS, name,
            rule=f"count.pair{way}", confidence=0.7, quantity=amount.quantity,
        ), amount.start  # fmt: skip


def rank_rises(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """手术2100台、门急诊18万人次,同比分别增长8%和10%: each rise is that of what was told in its place."""
    shadow = passage.shadows[amount.index]
    start, end = shadow.clause_of(amount.position)
    ranked = shadow.string.find("分别", start, amount.position)
    if ranked < 0 or any(isinstance(shadow.items.get(at), Mention) for at in range(start, ranked)):
        return []
    places = [at for at in range(ranked, end) if shadow.string[at] in _NUMBERS]
    before = [each for each in memory.told if each[0] < start]
    risen = [*re.finditer(words("up", "down"), shadow.string[ranked : amount.position])]
    if len(places) <= 1 or len(before) < len(places) or not risen:
        return []
    _, targets, subjects = before[places.index(amount.position) - len(places)]
    change = Change.UP if re.fullmatch(words("up"), risen[-1][0]) else Change.DOWN
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.ACHIEVED, target,
            rule="count.rankrise", confidence=0.7, quantity=amount.span.quantity, change=change,
        )
        for subject in subjects
        for target in targets
    ]  # fmt: skip


_NUMBERS = frozenset(SIGNS[name] for name in ("Q", "RATE", "MONEY", "AREA"))


def _parts(names: str, offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer("以及|[、和与及]", names):
        yield offset + start, offset + match.start()
        start = match.end()
    yield offset + start, offset + len(names)


def _weighty(verb: str | None) -> str:
    return "" if verb is None or verb in load_cues()["light"] or verb in {"服务", "惠及"} else verb


def _named(passage: Passage, shadow: Shadow, spans: list[tuple[int, int]], verb: str) -> list[Entity]:
    """The things; what stands behind the last of several diseases stands behind each of them."""
    texts = [passage.text[slice(*shadow.text_span(*span))].strip("“”") for span in spans]
    last = shadow.items.get(spans[-1][0])
    ills = [shadow.items.get(start) for start, _ in spans]
    if all(_is_ill(item, span) for item, span in zip(ills[:-1], spans[:-1], strict=True)):
        tail = _tail(texts[-1], last)
        if tail is None:
            return []
        return [Entity(text + tail + verb, EntityType.INDICATOR) for text in (*texts[:-1], _ill(texts[-1], tail))]
    found = []
    for span, text in zip(spans, texts, strict=True):
        is_mention = isinstance(shadow.items.get(span[0]), Mention) and span[1] == span[0] + 1
        if not is_mention and shadow.mentions(*span):
            return []
        name = text if is_mention else trimmed(counted_name(passage, shadow, span, is_before=True) or "")
        if len(name) < 2:
            return []
        found.append(Entity(name if is_mention else name + verb, EntityType.INDICATOR))
    return found


def _is_ill(item: object, span: tuple[int, int]) -> bool:
    return isinstance(item, Mention) and item.type is EntityType.DISEASE and span[1] == span[0] + 1


_HEAD = re.compile(f"{alternation('claims/paired.head')}.*$")


def _tail(text: str, item: object) -> str | None:
    """患者规范管理率 of 糖尿病患者规范管理率; nothing where a disease stands by itself."""
    if isinstance(item, Mention) and item.type is EntityType.DISEASE and item.text == text:
        return ""
    match = _HEAD.search(text)
    return match[0] if match and match.start() > 0 else None


def _ill(text: str, tail: str) -> str:
    return text.removesuffix(tail)
