"""How often a division is spoken of as one that sends or gives, and so is hardly the one that the report is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg.link.hits import PlaceHit, PlaceKind
from kg.resources.places import Gazetteer, Level
from kg.resources.words import alternation

__all__ = ["Senders"]

_SENDS = re.compile(f"[^，。；,;、\n]{{0,14}}?(?:{alternation('link/senders.sends')}|(?<!家庭)(?<!乡村)医生)")
"""What follows the name of a sender in its clause."""
_FROM = re.compile("(?:来自|从|由|毕业于|请来|邀请)$")
_AHEAD = 22
_BEFORE = 4
_BELOW_COUNTY = frozenset({Level.TOWNSHIP, Level.VILLAGE, Level.REGION})


class Senders:
    """Counts over the places of one text; what is below a division counts for it as well."""

    def __init__(self, text: str, hits: Iterable[PlaceHit], gazetteer: Gazetteer) -> None:
        self._named: Counter[str] = Counter()
        self._sends: Counter[str] = Counter()
        for hit in hits:
            if hit.kind in {PlaceKind.COUNTRY, PlaceKind.ABBREVIATION} or not hit.candidates:
                continue
            first = hit.candidates[0]
            place = (
                gazetteer.by_code((first.parent or "")[:6])
                if first.level in _BELOW_COUNTY
                else gazetteer.successor(first)
            )
            if place is None:
                continue
            codes = [each.code for each in (place, *gazetteer.ancestors(place)) if each.code]
            self._named.update(codes)
            if _SENDS.match(text, hit.end, hit.end + _AHEAD) or _FROM.search(
                text, max(0, hit.start - _BEFORE), hit.start
            ):
                self._sends.update(codes)

    def share(self, code: str | None) -> float:
        """The part of the mentions of a division, 0 to 1, that has it send."""
        named = self._named[code or ""]
        return self._sends[code or ""] / named if named else 0.0
