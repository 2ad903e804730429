"""The name of what was counted: a stretch of clause less the words that only tell when and how it was done."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from kg.claims.passage import Passage
from kg.claims.phrases import words
from kg.claims.shadow import Shadow
from kg.extract.words import Token, read_tokens
from kg.model import Mention
from kg.resources.claims import load_cues
from kg.resources.words import alternation

__all__ = ["counted_name"]

_MENTION = "mention"
"""The tag of a word inside a mention: whatever the dictionary takes it for, it is part of a name."""

_ADVERBS = frozenset({"d", "y", "z", "vd"})
_SHORT = frozenset("已也都仍还再又均将就才正未不没先各共只仅很更最曾竟却便刚也皆另总")
"""Adverbs of one character; of other single characters the dictionary's word is not taken."""
_BARE = frozenset("做买讲唱跑立查补定开办看打收发走来到派贴装修换订领送建设招录给有")
"""Verbs of one character that end a clause before its number: 自助服务终端买了40台."""
_EMPTY = re.compile(f"{alternation('claims/naming.empty')}$")
_PARTICLES = frozenset({"ul", "uz", "ud", "ug", "uv"})
_TIME = re.compile(f".*(?<![早首孕])期$|{alternation('claims/naming.time')}$")
_NOBODY = re.compile(f"(?:{alternation('claims/naming.nobody')}|每.*)$")
_HOPED = re.compile(f"{alternation('claims/naming.hoped')}$")
_SPANS = frozenset({"全年", "上半年", "下半年", "年内", "去年", "今年", "前年"})
_TOWARDS = frozenset({"为", "给", "向", "对", "替"})
_PREPOSITIONS = frozenset({"在", "于", "为", "向", "把", "给", "对", "从", "以", "至", "往", "跟", "将"})
_STANDING = re.compile(f"在{alternation('claims/naming.standing')}|因病|向[上下外](?!级)")
_HAVE = frozenset({"现有", "拥有", "设有", "共有", "原有", "配有", "建有", "开设"})
_ENUMERATED = re.compile(
    "[一二三四五六七八九十0-9]{1,2}(?:、(?![一二三四]?级)|[.](?![0-9])|是)|(?:前|头)[一二三四五六七八九十0-9]+个月"
)
"""The number of an item, or a stretch of the year, before a name."""
_NEW_CASES = re.compile("新增(?:确诊|病例|感染|患者)|确诊(?:病例|患者)")
"""新增确诊病例 is what is counted, and no word of it how."""
_PEOPLE = re.compile(f"{alternation('claims/naming.people')}$")
"""People, of whom what follows a number only goes on to tell something: 237名党员|主动递交请战书."""
_DOES = frozenset({"分", "由", "因", "免费", "全部", "享受", "无", "加"})
_IS = frozenset({"是", "没有", "有"})
_INSIDE = re.compile(alternation("claims/naming.inside"))


def counted_name(passage: Passage, shadow: Shadow, span: tuple[int, int], *, is_before: bool) -> str | None:
    """What `span` of a shadow names, `is_before` its number or behind it; nothing where it is no noun phrase.

    >>> "预计完成手术", "针灸师仍", "远程会诊今年"  # doctest: +SKIP
    ('完成手术', '针灸师', '远程会诊')
    """
    tokens = _tokens(passage, shadow, span)
    tokens = _opened(tokens)
    tokens = _last(tokens) if is_before else _first(tokens)
    if not tokens or _INSIDE.fullmatch(tokens[-1].text):
        return None
    name = passage.text[tokens[0].start : tokens[-1].end].strip(" 、,()/")
    return None if _EMPTY.match(name) else name


def _tokens(passage: Passage, shadow: Shadow, span: tuple[int, int]) -> list[Token]:
    """The words of the stretch, cut at its ends; a mention is one word."""
    start, end = shadow.text_span(*span)
    if opening := _ENUMERATED.match(passage.text, start, end):
        start = opening.end()
    named = [item for at in range(*span) if isinstance(item := shadow.items.get(at), Mention)]
    found: list[Token] = []
    words_of_text = read_tokens(passage.text)
    first = max(0, bisect_right(words_of_text, start, key=_start_of) - 1)
    for token in takewhile(lambda token: token.start < end, words_of_text[first : first + end - start + 1]):
        low, high = max(token.start, start), min(token.end, end)
        is_named = any(item.start < high and low < item.end for item in named)
        is_whole = (low, high) == (token.start, token.end)
        tag = _MENTION if is_named else token.tag if is_whole else "n"
        found.append(Token(low, high, passage.text[low:high], tag))
    return found


def _start_of(token: Token) -> int:
    return token.start


def _opened(tokens: Sequence[Token]) -> list[Token]:
    """Without the words before the name: 截至昨晚, 每周至少, 我, 向困难群众."""
    rest = list(tokens)
    while rest:
        token = rest[0]
        following = rest[1].text if len(rest) > 1 else ""
        if token.tag == "p" and token.text in _TOWARDS:
            verb = next((at for at, other in enumerate(rest) if other.tag in {"v", "vn"}), None)
            if verb is None:
                return []
            rest = rest[verb:]
        elif _passes(token, following):
            rest.pop(0)
        else:
            break
    return rest


def _passes(token: Token, following: str) -> bool:
    if _NEW_CASES.match(token.text + following):
        return False
    if following and len(token.text) > 1 and token.text in load_cues()["light"]:
        return True
    if re.fullmatch(words("work", "light"), token.text) or _STANDING.match(token.text + following):
        return False
    return (
        _is_adverb(token)
        or token.tag in {"c", "p", "y", *_PARTICLES}
        or bool(_HOPED.match(token.text))
        or token.text in {"同比", "环比", "里", "、", "/", " "}
    )


def _is_adverb(token: Token) -> bool:
    if token.text in _SPANS:
        return True
    if token.tag == "t":
        return not _TIME.match(token.text)
    if token.tag == "r":
        return bool(_NOBODY.match(token.text))
    if len(token.text) == 1 and token.tag in {"d", "zg"}:
        return token.text in _SHORT
    return token.tag in _ADVERBS and not re.fullmatch(words("work", "light"), token.text)


def _first(tokens: Sequence[Token]) -> list[Token]:
    """Behind a number a noun phrase ends where something is told of it: 针灸师仍, 学生吃上了."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        if token.tag == "uj":
            rest = tokens[at + 1 :]
            return [*kept, *rest] if len(rest) == 1 and rest[0].tag == "vn" else []
        if token.tag in _PARTICLES:
            return kept[:-1]
        if kept and _PEOPLE.search(kept[-1].text) and (token.tag in {"v", "ad", "p"} or token.text in _DOES):
            return kept
        if kept and (_is_adverb(token) or token.text in _IS or (token.tag == "p" and token.text in _PREPOSITIONS)):
            return kept
        kept.append(token)
    return kept


def _last(tokens: Sequence[Token]) -> list[Token]:
    """Before a number it begins behind the last word that tells when or how, and ends before a bare verb."""
    kept = list(tokens)
    while len(kept) > 1 and (_is_adverb(kept[-1]) or kept[-1].tag in _PARTICLES or _is_bare(kept)):
        kept.pop()
    for at in range(len(kept) - 1, 0, -1):
        token = kept[at]
        if token.tag in _PARTICLES:
            return []
        if _is_adverb(token) or token.text in _HAVE:
            return kept[at + 1 :]
        if token.tag == "uj":
            return kept[at + 1 :]
    return kept


def _is_bare(tokens: Sequence[Token]) -> bool:
    """A verb of one character at the end: 产后抑郁筛查做, 自助服务终端买."""
    last = tokens[-1]
    return last.text in _BARE and last.tag == "v" and sum(len(token.text) for token in tokens[:-1]) > 1
