"""Proposed names among those that are held already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.mentions import with_nested_places
from kg.extract.reading import Reading
from kg.extractors.spans import Unfit, place_quote
from kg.extractors.values import ProposedMention
from kg.model import EntityType, Mention, Method, Rejection

__all__ = ["merge_mentions"]

MOST_CONFIDENCE = 0.999


def merge_mentions(
    reading: Reading, held: Sequence[Mention], proposed: Iterable[ProposedMention], extractor: str, *, trust: float = 1
) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
    """The mentions after the proposals have been weighed, in order of start, and what was turned away.

    `trust` multiplies the extractor's confidence. Of names that overlap the surer one stays; the one
    held wins ties, and stays where both agree. A place that opens a proposed name does not compete
    with it: it becomes nested.
    """
    placed, rejected = _placed(reading.text, proposed, extractor, trust)
    kept = [mention for mention in held if not mention.nested]
    known = {(mention.start, mention.end, mention.type) for mention in kept}
    accepted: list[Mention] = []
    for mention in sorted(placed, key=_rank):
        if (mention.start, mention.end, mention.type) in known:
            continue
        rivals = [each for each in (*kept, *accepted) if _overlap(each, mention)]
        stronger = [each for each in rivals if each.confidence >= mention.confidence and not _opens(each, mention)]
        if stronger:
            rejected.append(Rejection(extractor, "mention", mention.text, _lost(mention, stronger[0])))
            continue
        kept = [each for each in kept if each not in rivals]
        accepted = [each for each in accepted if each not in rivals] + [mention]
        known.add((mention.start, mention.end, mention.type))
    if not accepted:
        return tuple(held), tuple(rejected)
    owners = [(mention.start, mention.end) for mention in kept]
    nested = [m for m in held if m.nested and any(start <= m.start and m.end <= end for start, end in owners)]
    merged = (*kept, *nested, *with_nested_places(reading, accepted))
    return tuple(sorted(merged, key=lambda mention: (mention.start, -mention.end, mention.type))), tuple(rejected)


def _placed(
    text: str, proposed: Iterable[ProposedMention], extractor: str, trust: float
) -> tuple[list[Mention], list[Rejection]]:
    placed: list[Mention] = []
    rejected: list[Rejection] = []
    for each in proposed:
        try:
            start = place_quote(text, each.quote, each.start, each.within)
            _check_name(each)
        except Unfit as found:
            rejected.append(Rejection(extractor, "mention", each.quote, found.reason))
            continue
        placed.append(
            Mention(
                start,
                start + len(each.quote),
                each.quote,
                each.type,
                anaphor=each.anaphor,
                group=each.group,
                method=Method.EXTRACTOR,
                rule=extractor,
                confidence=round(min(each.confidence * trust, MOST_CONFIDENCE), 3),
            )
        )
    return placed, rejected


def _check_name(proposed: ProposedMention) -> None:
    if proposed.quote != proposed.quote.strip() or "\n" in proposed.quote:
        raise Unfit("a name has no blanks around it and does not run over a line")
    if proposed.type is EntityType.POPULATION:
        raise Unfit("POPULATION is for objects of claims and never a mention")


def _rank(mention: Mention) -> tuple[float, int, int, str]:
    return -mention.confidence, mention.start, -mention.end, mention.type


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _opens(place: Mention, name: Mention) -> bool:
    """Whether the place only begins the longer name."""
    return place.type is EntityType.PLACE and place.start == name.start and place.end < name.end


def _lost(mention: Mention, winner: Mention) -> str:
    return (
        f"{mention.type} {mention.confidence:g} at {mention.start} overlaps {winner.text} {winner.type} "
        f"({winner.rule}), held with {winner.confidence:g}"
    )
