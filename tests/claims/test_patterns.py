"""Each frame says in the table what it is for, and what it is not for: both are true."""

from __future__ import annotations

import pytest

from kg.claims.frames import load_frames
from kg.model import Claim
from kg.resources.claims import Pattern, load_patterns
from tests.claims.marked import claims_of

PATTERNS = load_patterns()


def _found(marked: str, pattern: Pattern) -> list[Claim]:
    return [claim for claim in claims_of(marked) if claim.evidence[0].rule == pattern.id]


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.id for pattern in PATTERNS])
def test_the_example_gives_the_expected_claim(pattern: Pattern) -> None:
    subject, object_, *value = pattern.expected.split("|")
    found = [
        (claim.subject.name, claim.object.name if claim.object else "", claim.quantity.value if claim.quantity else "")
        for claim in _found(pattern.example, pattern)
    ]
    assert (subject, object_, *(value or [""])) in found, pattern.example


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.id for pattern in PATTERNS])
def test_the_counter_example_gives_none(pattern: Pattern) -> None:
    assert pattern.counter, "every frame shows what it must leave alone"
    assert _found(pattern.counter, pattern) == []


def test_ids_are_unique_and_name_their_predicate_family() -> None:
    ids = [pattern.id for pattern in PATTERNS]
    assert len(ids) == len(set(ids))
    assert len(load_frames()) == len(ids)
