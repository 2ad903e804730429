"""What 该院, 该中心, 该项目 and 委机关 point back to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.mention import Entity, EntityType, Link, Mention

__all__ = ["Antecedents", "Named", "Speaking"]

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
    (re.compile("所$"), (*_HEALTH, EntityType.ORGANIZATION), re.compile("所$")),
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
    (re.compile("(?:校|大学)$"), (EntityType.ORGANIZATION,), re.compile("(?:学|校|院)$")),
    (
        re.compile("(?:学会|协会|公司|集团|医联体|医共体|报|社)$"),
        (EntityType.ORGANIZATION, EntityType.PROGRAM),
        re.compile(""),
    ),
)
_CLASS = re.compile("(?:学会|协会|联盟|医联体|医共体|联合体|大学|学院|学校|报|报社|杂志社)$")
"""What a company is not called, so that 该公司 does not mean it."""
_OBJECT = re.compile("(?:[与同和向在来为给对到把被由从让使是助援驻赴往]|指导|支持)$")
"""What stands before an anaphor that is not the subject: then it does not mean the subject either."""
_CLAUSE = re.compile("[，,。！？!?；;：:\n]")
_POST_GAP = re.compile("^[^，,。；;：:\n]{0,16}$")
_BYLINE = re.compile("(?:发言人|发言者|讲话人|汇报人|主讲人|述职人|受访者)[:：][^\n]{0,30}$")
_OWNER = re.compile(
    "^(?P<owner>.{2,}?(?:(?P<hospital>医院|保健院)|(?P<primary>卫生院|社区卫生服务中心)|(?P<public>血站|疾病预防控制中心)"
    "|(?P<school>学校|大学|学院)))(?=.{2,}$)"
)
_OWNER_TYPES = {
    "hospital": EntityType.HOSPITAL,
    "primary": EntityType.PRIMARY_CARE,
    "public": EntityType.PUBLIC_HEALTH,
    "school": EntityType.ORGANIZATION,
}
_MAIN_HOUSE = "院本部"
_OWN_HEADS = frozenset({"院", "医院", "中心", "卫生院", "站", "所"})
_PARTNER = re.compile("(?:与|同|由|邀请|引进|来自)$")
_SITE = re.compile("(?:在|为|帮助|支持|协助|指导)$")
_KEPT_PER_TYPE = 8


@dataclass(frozen=True, slots=True)
class Named:
    """One naming of an entity at `[start, end)` of the text, and how it stands there."""

    start: int
    end: int
    entity: Entity
    partner: bool
    home: bool
    site: bool
    implied: bool = False
    """Whether it only stands inside the name of its unit."""

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """One of the document's region before one that is not, a subject before a partner, then the later."""
        return self.home, not self.partner, self.end


@dataclass(frozen=True, slots=True)
class Speaking:
    """Whose words a report is: `own` is its body, `titled` where the headline names it, `bodies` all that it names.

    `usual` is the health institution that it names most, for 我院 in a report that is nobody's.
    """

    own: Entity | None = None
    titled: bool = False
    usual: Entity | None = None
    bodies: tuple[tuple[int, str], ...] = ()


class Antecedents:
    """The entities named so far, latest last; only the last few of a type are kept in reach.

    `region` is the code of the division that the document speaks for: of two bodies in one sentence
    the next words are about the one at home.
    """

    def __init__(self, text: str, speaking: Speaking | None = None, region: str | None = None) -> None:
        self._text = text
        self._speaking = speaking or Speaking()
        self.own = self._speaking.own
        """The body whose report this is, which 我院 means."""
        self._home = region.removesuffix("00").removesuffix("00") if region else None
        self._breaks = [match.start() for match in _SENTENCE.finditer(text)]
        self._seen: dict[EntityType, list[Named]] = {}
        self._posts: dict[str, Entity] = {}
        self._said: dict[str, tuple[int, Entity]] = {}
        self._speaker: Entity | None = None

    def note(self, mention: Mention) -> None:
        """Remembers a linked mention."""
        if mention.link is None or mention.group or mention.nested:
            return
        entity = mention.link.entity
        if mention.anaphor:
            self._said[mention.text] = mention.start, entity
        if entity.type is EntityType.PERSON:
            self._note_person(mention)
        partner = bool(_PARTNER.search(self._text, max(0, mention.start - 4), mention.start))
        home = bool(self.is_home(entity))
        site = bool(_SITE.search(self._text, max(0, mention.start - 4), mention.start))
        if entity.type in {EntityType.FACILITY, EntityType.ORGANIZATION} and (match := _OWNER.match(entity.name)):
            kind = _OWNER_TYPES[_owner_group(match)]
            owner = Entity(match["owner"], kind, place=entity.place)
            self._keep(Named(mention.start, mention.end - 1, owner, partner, home, site, implied=True))
        self._keep(Named(mention.start, mention.end, entity, partner, home, site))

    def _keep(self, named: Named) -> None:
        kept = self._seen.setdefault(named.entity.type, [])
        kept.append(named)
        del kept[:-_KEPT_PER_TYPE]

    def _note_person(self, mention: Mention) -> None:
        """Whose the person is, by the body that the name follows; and whether the person speaks from here on."""
        start, end = mention.start, mention.end
        before = [kept[-1] for kind, kept in self._seen.items() if kind.is_body and kept]
        body = max(before, key=_end, default=None)
        if body is not None and body.end <= start and _POST_GAP.match(self._text[body.end : start]):
            self._posts.setdefault(mention.text, body.entity)
            if _BYLINE.search(self._text, max(0, start - 40), start):
                self._speaker = body.entity
        if (start == 0 or self._text[start - 1] == "\n") and self._text[end : end + 1] in {":", "："}:
            self._speaker = self._posts.get(mention.text)

    def named(self, types: Iterable[EntityType]) -> list[Named]:
        """The last namings of each type, in order of types."""
        return [named for kind in types for named in self._seen.get(kind, ())]

    def is_home(self, entity: Entity) -> bool | None:
        """Whether an entity lies in the division that the document speaks for; `None` where that cannot be told."""
        return entity.place.startswith(self._home) if self._home and entity.place else None

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
        self,
        types: tuple[EntityType, ...],
        ending: re.Pattern[str] | None = None,
        *,
        nearest: bool = False,
        without: str | None = None,
    ) -> tuple[int, Entity] | None:
        """The entity of one of the types named last, and where that mention ends.

        Among those of its sentence the best ranked one, unless the `nearest` is asked for;
        none is the one called `without`.
        """
        named = [each for each in self._fitting(types, ending) if not each.implied and each.entity.name != without]
        found = self._best(named, nearest=nearest)
        return (found.end, found.entity) if found else None

    def _fitting(self, types: Iterable[EntityType], ending: re.Pattern[str] | None) -> list[Named]:
        return [
            named
            for kind in types
            for named in self._seen.get(kind, ())
            if ending is None or ending.search(named.entity.name)
        ]

    def _best(self, fitting: list[Named], *, nearest: bool = False) -> Named | None:
        if not fitting:
            return None
        latest = max(fitting, key=_end)
        if nearest:
            return latest
        there = self.sentence(latest.end)
        return max((named for named in fitting if self.sentence(named.end) == there), key=_rank)

    def link(self, mention: Mention) -> Link | None:
        """The link of an anaphor of a body or thing; `None` where nothing fits."""
        head = _OPENING.sub("", mention.text)
        types, ending = _pattern_of(head) or (tuple(self._seen), re.compile(re.escape(head) + "$"))
        if mention.text[0] in "我本" and head in _OWN_HEADS:
            speaker = self._own_voice(ending)
            if speaker is not None:
                return Link(speaker, 0.85, (f"the report is of {speaker.name}",))
        if head == _MAIN_HOUSE and self.own is not None and self.own.type is EntityType.HOSPITAL:
            return Link(self.own, 0.85, (f"the report is of {self.own.name}",))
        if (same := self._said_before(mention)) is not None:
            return Link(same, 0.85, (f"{mention.text} is {same.name} earlier in the sentence",))
        fitting = self._fitting(types, ending)
        if head == "公司":
            fitting = [named for named in fitting if not _CLASS.search(named.entity.name)]
        left = self._without_others(mention, fitting)
        own = self.own
        if self._speaking.titled and own is not None and head in _OWN_HEADS and ending.search(own.name):
            ruled_out = own in {named.entity for named in fitting} - {named.entity for named in left}
            if own.type in types and not ruled_out and not self._has_subject(mention, left, own):
                return Link(own, 0.8, (f"the report is of {own.name}",))
        found = self._best(left) or self._best(fitting)
        if found is None:
            return None
        near = self.sentence(mention.start) - self.sentence(found.end) <= 2
        reason = f"points back to {found.entity.name}, named last of what fits"
        return Link(found.entity, 0.9 if near else 0.7, (reason,))

    def _said_before(self, mention: Mention) -> Entity | None:
        start, entity = self._said.get(mention.text, (-1, None))
        return entity if start >= 0 and self.sentence(start + 1) == self.sentence(mention.start) else None

    def _own_voice(self, ending: re.Pattern[str]) -> Entity | None:
        """Who says 我院: the speaker's body, the report's, or the one it names most."""
        voices = (self._speaker, self.own, self._speaking.usual)
        fits = (voice for voice in voices if voice and voice.type in _HEALTH and ending.search(voice.name))
        return next(fits, None)

    def _without_others(self, mention: Mention, fitting: list[Named]) -> list[Named]:
        """What is left when those go that the sentence sets against the anaphor.

        Those are the ones named beside it later in the sentence (该院向某卫生院派驻), and the subject where
        the anaphor is none (某医院与该院签约).
        """
        here = self.sentence(mention.start)
        later = {
            name
            for start, name in self._speaking.bodies
            if start >= mention.end and self.sentence(start) == here and "\n" not in self._text[mention.end : start]
        }
        gone = {named.entity for named in fitting if named.entity.name in later}
        if _OBJECT.search(self._text, max(0, mention.start - 2), mention.start):
            subject = self._subject(mention, here)
            # alone in two sentences it is meant after all: 该院 in what is said of its own people
            titled = self._speaking.titled and self.own not in subject
            if titled or any(
                each.entity not in subject and here - self.sentence(each.start + 1) <= 1 for each in fitting
            ):
                gone |= subject
        return [named for named in fitting if named.entity not in gone]

    def _subject(self, mention: Mention, here: int) -> set[Entity]:
        bodies = [named for kind, kept in self._seen.items() if kind.is_body for named in kept]
        breaks = [match.end() for match in _CLAUSE.finditer(self._text, 0, mention.start)]
        clause = breaks[-1] if breaks else 0
        inside = [named for named in bodies if named.start >= clause]
        if inside:
            return {max(inside, key=_end).entity}
        sentence = [named for named in bodies if self.sentence(named.start + 1) == here]
        return {min(sentence, key=_start).entity} if sentence else set()

    def _has_subject(self, mention: Mention, left: list[Named], own: Entity) -> bool:
        """Whether another body at home is what the sentence is about so far."""
        here = self.sentence(mention.start)
        return any(
            named.entity != own and named.home and not named.partner and self.sentence(named.start + 1) == here
            for named in left
        )


def _pattern_of(head: str) -> tuple[tuple[EntityType, ...], re.Pattern[str]] | None:
    for pattern, types, ending in _ENDINGS:
        if pattern.search(head):
            return types, ending
    return None


def _owner_group(match: re.Match[str]) -> str:
    return next(group for group in _OWNER_TYPES if match[group])


def _start(named: Named) -> int:
    return named.start


def _end(named: Named) -> int:
    return named.end


def _rank(named: Named) -> tuple[bool, bool, int]:
    return named.rank
