"""What 该院, 该中心, 该项目 and 委机关 point back to."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.model.mention import Entity, EntityType, Link, Mention

__all__ = ["Antecedents"]

_SENTENCE = re.compile("[。！？!?；;\n]")
_OPENING = re.compile("^(?:该|我|本|此|这家|这个|这一|上述)")
_HEALTH = (EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH)
_ENDINGS: tuple[tuple[re.Pattern[str], tuple[EntityType, ...], re.Pattern[str]], ...] = (
    (re.compile("委机关$|^委$|委$"), (EntityType.AGENCY,), re.compile("委员会$|委$")),
    (re.compile("局机关$|局$"), (EntityType.AGENCY, EntityType.PUBLIC_HEALTH), re.compile("局$")),
    (re.compile("厅$"), (EntityType.AGENCY,), re.compile("厅$")),
    (re.compile("卫生院$"), (EntityType.PRIMARY_CARE,), re.compile("卫生院$")),
    (re.compile("院$|院本部$"), _HEALTH, re.compile("院|医学中心$|院区$")),
    (re.compile("血站$|站$"), _HEALTH, re.compile("站$")),
    (re.compile("所$"), _HEALTH, re.compile("所$")),
    (re.compile("中心$"), (*_HEALTH, EntityType.ORGANIZATION, EntityType.FACILITY), re.compile("中心$")),
    (re.compile("系统$"), (EntityType.FACILITY,), re.compile("系统|平台")),
    (re.compile("平台$"), (EntityType.FACILITY,), re.compile("平台|系统")),
    (re.compile("楼$"), (EntityType.FACILITY,), re.compile("楼")),
    (re.compile("项目$"), (EntityType.FACILITY, EntityType.PROGRAM), re.compile("")),
    (re.compile("行动$"), (EntityType.PROGRAM,), re.compile("行动")),
    (re.compile("工程$"), (EntityType.PROGRAM, EntityType.FACILITY), re.compile("工程")),
    (re.compile("计划$"), (EntityType.PROGRAM,), re.compile("计划")),
    (re.compile("活动$"), (EntityType.PROGRAM,), re.compile("活动|运动")),
    (re.compile("(?:机制|模式|制度|政策|试点)$"), (EntityType.PROGRAM,), re.compile("")),
    (re.compile("病$"), (EntityType.DISEASE,), re.compile("")),
    (re.compile("(?:校|大学)$"), (EntityType.ORGANIZATION,), re.compile("学|校|院$")),
    (
        re.compile("(?:学会|协会|公司|集团|医联体|医共体|报|社)$"),
        (EntityType.ORGANIZATION, EntityType.PROGRAM),
        re.compile(""),
    ),
)
_OWN_HEADS = frozenset({"院", "医院", "中心", "卫生院", "站", "所"})
_PARTNER = re.compile("(?:与|同|由|邀请|引进|来自)$")
_SITE = re.compile("(?:在|为|帮助|支持|协助|指导)$")
_KEPT_PER_TYPE = 8


@dataclass(frozen=True, slots=True)
class _Named:
    end: int
    entity: Entity
    partner: bool
    home: bool
    site: bool

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """One of the document's region before one that is not, a subject before a partner, then the later."""
        return self.home, not self.partner, self.end


class Antecedents:
    """The entities named so far, latest last; only the last few of a type are kept in reach.

    `region` is the code of the division that the document speaks for: of two bodies in one sentence
    the next words are about the one at home.
    """

    def __init__(self, text: str, own: Entity | None = None, region: str | None = None) -> None:
        self._text = text
        self.own = own
        """The body whose report this is, which 我院 means."""
        self._home = region.removesuffix("00").removesuffix("00") if region else None
        self._breaks = [match.start() for match in _SENTENCE.finditer(text)]
        self._seen: dict[EntityType, list[_Named]] = {}

    def note(self, mention: Mention) -> None:
        """Remembers a linked mention."""
        if mention.link is None or mention.group or mention.nested:
            return
        entity = mention.link.entity
        partner = bool(_PARTNER.search(self._text, max(0, mention.start - 4), mention.start))
        home = bool(self._home and entity.place and entity.place.startswith(self._home))
        kept = self._seen.setdefault(entity.type, [])
        site = bool(_SITE.search(self._text, max(0, mention.start - 4), mention.start))
        kept.append(_Named(mention.end, entity, partner, home, site))
        del kept[:-_KEPT_PER_TYPE]

    def ends_at(self, position: int) -> bool:
        """Whether a body's name ends exactly there, so that what follows is its unit (血站|采血组)."""
        return any(kept[-1].end == position for kind, kept in self._seen.items() if kind.is_body)

    def is_place(self, position: int) -> bool:
        """Whether the body whose name ends there is where something is set up (在某医院援建), and so owns it."""
        return any(named.site for kept in self._seen.values() for named in kept if named.end == position)

    def sentence(self, position: int) -> int:
        """The number of the sentence that `position` lies in."""
        return bisect_right(self._breaks, position - 1)

    def last(
        self, types: tuple[EntityType, ...], ending: re.Pattern[str] | None = None, *, nearest: bool = False
    ) -> tuple[int, Entity] | None:
        """The entity of one of the types named last, and where that mention ends.

        Among those of its sentence the best ranked one, unless the `nearest` is asked for.
        """
        fitting = [
            named
            for kind in types
            for named in self._seen.get(kind, ())
            if ending is None or ending.search(named.entity.name)
        ]
        if not fitting:
            return None
        latest = max(fitting, key=_end)
        if not nearest:
            there = self.sentence(latest.end)
            latest = max((named for named in fitting if self.sentence(named.end) == there), key=_rank)
        return latest.end, latest.entity

    def link(self, mention: Mention) -> Link | None:
        """The link of an anaphor of a body or thing; `None` where nothing fits."""
        head = _OPENING.sub("", mention.text)
        if self.own is not None and mention.text[0] in "我本" and self.own.type in _HEALTH and head in _OWN_HEADS:
            return Link(self.own, 0.85, (f"the report is of {self.own.name}",))
        for pattern, types, ending in _ENDINGS:
            if pattern.search(head):
                found = self.last(types, ending)
                if found is not None:
                    near = self.sentence(mention.start) - self.sentence(found[0]) <= 2
                    reason = f"points back to {found[1].name}, named last of what fits"
                    return Link(found[1], 0.9 if near else 0.7, (reason,))
                return None
        return None


def _end(named: _Named) -> int:
    return named.end


def _rank(named: _Named) -> tuple[bool, bool, int]:
    return named.rank
