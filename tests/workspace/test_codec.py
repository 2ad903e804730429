"""A document's own results survive the disk, all of them."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from kg.errors import FormatError
from kg.model import Annotation, Entity, EntityType, Link
from kg.workspace.codec import annotation_from_json, annotation_to_json
from tests.graph.samples import HOSPITAL, letter, report


def _same(one: Annotation, other: Annotation) -> None:
    for field in fields(Annotation):
        if field.name != "clean":
            assert getattr(one, field.name) == getattr(other, field.name)
    assert [each.evidence for each in one.claims] == [each.evidence for each in other.claims]
    for field in fields(type(one.clean)):
        if field.name != "offsets":
            assert getattr(one.clean, field.name) == getattr(other.clean, field.name)
    spans = [(start, start + 1) for start in range(len(one.clean.text))]
    assert [one.clean.offsets.to_source(*span) for span in spans] == [
        other.clean.offsets.to_source(*span) for span in spans
    ]


@pytest.mark.parametrize("annotation", [report(), letter()])
def test_round_trip(annotation: Annotation) -> None:
    clean = replace(annotation.clean, damaged=((1, 3),), title=(0, 4), published="2024-03")
    candidates = (HOSPITAL, Entity("他院", EntityType.HOSPITAL, place="1", group=True))
    mention = replace(annotation.mentions[0], link=Link(HOSPITAL, 0.5, ("甲", "乙"), candidates), nested=True)
    annotation = replace(annotation, clean=clean, mentions=(mention, replace(mention, link=None)))
    text = annotation_to_json(annotation)
    back = annotation_from_json(text, "x")
    _same(back, annotation)
    assert annotation_to_json(back) == text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "format 1"),
        ({"claims": [{"subject": 3}]}, "x.json"),
        ({"mentions": [{"start": 0, "end": 1, "text": "甲", "type": "NOPE"}]}, "NOPE"),
        ({"clean": None}, "x.json"),
    ],
)
def test_a_damaged_file_is_named(change: dict[str, object], message: str) -> None:
    record = {**json.loads(annotation_to_json(report())), **change}
    with pytest.raises(FormatError, match=message):
        annotation_from_json(json.dumps(record), "x.json")


def test_edits_that_do_not_give_the_text() -> None:
    record = json.loads(annotation_to_json(letter()))
    record["clean"]["edits"].pop()
    with pytest.raises(FormatError, match="build again"):
        annotation_from_json(json.dumps(record), "x.json")
