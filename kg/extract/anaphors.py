"""Context forms that stand for one known thing: 我市, 全区, 该院, 本县, 自治区 alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import BREAKS, Reading, alternatives
from kg.model.mention import EntityType, Mention, Method
from kg.resources.names import NameTables

__all__ = ["AnaphorFinder"]

KINDS = ("place", "body", "thing", "refusal")
WHOLE_FORMS = "我国|全自治区|师市"
UNIT_ALONE = re.compile("委机关|局机关|院本部")
REGION_ALONE = re.compile("自治区")
OTHER_VERBS = re.compile("(?:[我本][委局所站])(?=[托派部长员])")
"""我|委托, 本|所长: the head is part of the next word."""
NO_BODY_BEHIND = frozenset("长士内外校")
"""院长, 院士, 院内: the head is part of the next word."""
NO_WORD_BEFORE = frozenset("安健齐完周万应原根资")
"""安全|区, 健全|市, 原本|院, 万全|县: the pronoun is part of the word before it."""
REGION_BEHIND = frozenset("不出到在为了由从向至赴")
"""What may stand right before 自治区 where it stands alone (大病不出自治区)."""
REGION_BEFORE = frozenset("就内外的和与及将对已是范")


class AnaphorFinder:
    """Finds context forms in a reading; their links are decided later.

    >>> from kg.resources.names import load_names
    >>> finder = AnaphorFinder(load_names())
    >>> [anaphor.text for anaphor in finder.find(Reading.of("我县全市场整治，该院院长到会", ()))]
    ['我县', '该院']
    """

    def __init__(self, names: NameTables) -> None:
        heads = {kind: [head.head for head in names.anaphors if head.kind == kind] for kind in KINDS}
        self._types = {(head.kind, head.head): head.type for head in names.anaphors}
        refusals = alternatives(heads["refusal"])
        self._place = re.compile(f"(?:(?:我|全|本|该)(?:{alternatives(heads['place'])})|{WHOLE_FORMS})(?!{refusals})")
        self._body = re.compile(f"(?:该|我|本|这家)({alternatives(heads['body'])})")
        self._thing = re.compile(f"该({alternatives(heads['thing'])})")

    def find(self, reading: Reading) -> Iterator[Mention]:
        """All context forms, in order of kind."""
        for match in self._place.finditer(reading.text):
            if _opens_word(reading, match.start()):
                yield _anaphor(match, EntityType.PLACE, "anaphor.place")
        for match in self._body.finditer(reading.text):
            kind = self._types["body", match.group(1)]
            if self._is_body(reading, match, kind):
                yield _anaphor(match, kind, "anaphor.body")
        for match in self._thing.finditer(reading.text):
            yield _anaphor(match, self._types["thing", match.group(1)], "anaphor.thing")
        for match in UNIT_ALONE.finditer(reading.text):
            kind = EntityType.HOSPITAL if match.group() == "院本部" else EntityType.AGENCY
            yield _anaphor(match, kind, "anaphor.level")
        for match in REGION_ALONE.finditer(reading.text):
            if _stands_alone(reading.text, match):
                yield _anaphor(match, EntityType.PLACE, "anaphor.level")

    @staticmethod
    def _is_body(reading: Reading, match: re.Match[str], kind: EntityType) -> bool:
        if OTHER_VERBS.match(reading.text, match.start()):
            return False
        if kind is EntityType.ORGANIZATION:
            return True
        return _opens_word(reading, match.start()) and NO_BODY_BEHIND.isdisjoint(
            reading.text[match.end() : match.end() + 1]
        )


def _opens_word(reading: Reading, start: int) -> bool:
    if start and reading.text[start - 1] in NO_WORD_BEFORE:
        return False
    token = reading.tokens[reading.token_at[start]]
    return token.start == start or token.tag.startswith(("m", "q"))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    opens = not before or before in BREAKS or before in REGION_BEHIND
    closes = not after or after in BREAKS or after in REGION_BEFORE
    return opens and closes


def _anaphor(match: re.Match[str], kind: EntityType, rule: str) -> Mention:
    start, end = match.span()
    return Mention(start, end, match.group(), kind, anaphor=True, method=Method.RULE, rule=rule, confidence=0.85)
