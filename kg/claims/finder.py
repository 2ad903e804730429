"""The claims of one document."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claims.awards import find_awards
from kg.claims.checks import check_claims
from kg.claims.counts import find_counts
from kg.claims.events import find_events
from kg.claims.names import find_named
from kg.claims.nearby import find_nearby
from kg.claims.passage import Passage, build_passage
from kg.claims.payments import find_payments
from kg.claims.posts import find_posts
from kg.claims.profiles import find_profiles
from kg.claims.programmes import find_programme_claims
from kg.claims.reaches import find_reaches
from kg.claims.reader import ClaimReader
from kg.claims.sites import find_sites
from kg.claims.undertakings import find_undertakings
from kg.model import Claim, CleanText, Context, Mention, Predicate

__all__ = ["MINIMUM_CONFIDENCE", "find_by_grammar", "find_claims"]

MINIMUM_CONFIDENCE = 0.2
"""Claims less likely right than this are not given out."""

_REACH = 40
"""How far behind its evidence the people of a claim of help may be counted."""
_TOLD_TWICE = frozenset({"supports.assigned"})
"""Frames whose amount is a count of its own too: 45名医学生毕业,分配至…."""


_UNREAD = (find_payments, find_sites, find_reaches, find_undertakings, find_nearby, find_awards)
"""What read the sums, works, places and programmes that no frame has put into a claim."""


def find_claims(
    text: str,
    mentions: tuple[Mention, ...],
    context: Context,
    *,
    clean: CleanText | None = None,
    document_id: str = "",
    minimum_confidence: float = MINIMUM_CONFIDENCE,
    reader: ClaimReader | None = None,
) -> tuple[Claim, ...]:
    """Claims in order of their evidence, each with exactly one piece of it, none twice.

    `mentions` are linked mentions of `text`; `clean` maps their offsets to the source (without it
    the text is taken for its own source). With a `reader` its models find more than the frames of
    the grammar do and say how sure each claim is; without one the grammar speaks alone. Time grows
    with the length of the text.
    """
    passage = build_passage(text, mentions, context, clean=clean or CleanText.untouched(text), document_id=document_id)
    said = find_by_grammar(passage)
    claims = check_claims(reader.read(passage, said) if reader else said, minimum_confidence)
    return tuple(sorted(claims, key=_position))


def find_by_grammar(passage: Passage) -> Iterator[Claim]:
    """Whatever the rules and frames read in the passage, unchecked."""
    yield from find_named(passage)
    yield from (posts := list(find_posts(passage)))
    yield from find_profiles(passage, posts)
    events = list(find_events(passage))
    events += [claim for find in _UNREAD for claim in find(passage, events)]
    yield from events
    yield from find_programme_claims(passage)
    yield from find_counts(passage, _used(passage, events))


def _used(passage: Passage, events: list[Claim]) -> set[int]:
    """Where the amounts stand that a frame has put into a claim."""
    used = set()
    for claim in events:
        if claim.quantity and claim.quantity.text and claim.evidence[0].rule not in _TOLD_TWICE:
            evidence = claim.evidence[0]
            reach = _REACH if claim.predicate is Predicate.SUPPORTS else 0
            at = passage.text.find(claim.quantity.text, evidence.start, evidence.end + reach)
            if at >= 0:
                used.add(at)
    return used


def _position(claim: Claim) -> tuple[int, int, str, str]:
    evidence = claim.evidence[0]
    return evidence.start, evidence.end, claim.predicate, claim.id
