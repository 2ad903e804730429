"""The counting of the links benchmark: merges and splits are told apart."""

from __future__ import annotations

from benchmarks.quality.links import gold_keys, merges_and_splits
from kg.io.jsonl import GoldDocument, GoldMention
from kg.model import EntityType


def test_merges_and_splits_are_counted_apart() -> None:
    right = [("a", "g1", "f1"), ("b", "g1", "f1"), ("b", "g2", "f2")]
    assert merges_and_splits(right) == (0, 0)
    assert merges_and_splits([*right, ("c", "g3", "f1")]) == (1, 0)
    assert merges_and_splits([*right, ("c", "g1", "f3"), ("c", "g1", "f4")]) == (0, 2)


def _document(name: str, *mentions: tuple[EntityType, str, str | None]) -> GoldDocument:
    return GoldDocument(
        name,
        mentions=tuple(
            GoldMention(0, 1, 0, 1, "x", kind, tuple(names.split("|")), code) for kind, names, code in mentions
        ),
    )


def test_gold_entities_of_two_reports() -> None:
    hospital, person, place = EntityType.HOSPITAL, EntityType.PERSON, EntityType.PLACE
    first = _document(
        "a",
        (hospital, "云阳县人民医院|重庆市云阳县人民医院", None),
        (person, "王芳", None),
        (place, "朝阳区", "110105"),
    )
    second = _document(
        "b",
        (hospital, "重庆市云阳县人民医院|云阳县人民医院", None),
        (person, "王芳", None),
        (place, "朝阳区", "220104"),
    )
    keys = gold_keys([first, second])
    assert keys["a", 0] == keys["b", 0]
    assert keys["a", 1] != keys["b", 1]
    assert keys["a", 2] != keys["b", 2]
