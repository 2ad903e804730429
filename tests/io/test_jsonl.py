import io
import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import FormatError, ReadError
from kg.io.jsonl import read_gold, to_json, write_annotations
from kg.model import (
    Annotation,
    Claim,
    CleanText,
    Comparator,
    Context,
    Edit,
    Entity,
    EntityType,
    Evidence,
    Link,
    Mention,
    Predicate,
    Quantity,
    SourceDocument,
    apply_edits,
)

SOURCE = "青(qīng)州市新增病床80余张"
TEXT, OFFSETS = apply_edits(SOURCE, edits := (Edit(1, 7, "", "pinyin"),))
CITY = Entity("青州市", EntityType.PLACE, code="370781")
ANNOTATION = Annotation(
    SourceDocument("a", SOURCE),
    CleanText(SOURCE, TEXT, edits, OFFSETS),
    Context(region=CITY, title="病床", published="2022-03-01", period="2021"),
    (Mention(0, 3, "青州市", EntityType.PLACE, rule="gazetteer", confidence=0.9, link=Link(CITY)),),
    (
        Claim(
            CITY,
            Predicate.REPORTS,
            Entity("病床", EntityType.INDICATOR),
            Quantity("80", "张", Comparator.MORE_THAN),
            time="2021",
            evidence=(Evidence("a", 3, 11, 9, 17, TEXT[3:11], rule="count", confidence=0.8),),
        ),
    ),
)
GOLD_MENTION = {"source_start": 0, "source_end": 2, "text": "青州", "type": "PLACE", "entity": "青州市|青州"}
GOLD_CLAIM = {
    "subject": "青州市",
    "predicate": "reports",
    "object": "病床",
    "value": "80.0",
    "evidence": {"text": "床"},
}


def record(**changes: Any) -> dict[str, Any]:
    return {"id": "a", "mentions": [GOLD_MENTION], "claims": [GOLD_CLAIM], **changes}


def written(path: Path, *records: Any) -> Path:
    path.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in records), encoding="utf-8")
    return path


def test_offsets_point_into_text_and_source() -> None:
    mention = to_json(ANNOTATION)["mentions"][0]
    assert SOURCE[mention["source_start"] : mention["source_end"]] == "青(qīng)州市"
    assert mention["text"] == "青州市"


def test_every_field_of_the_guideline_is_written_even_where_null() -> None:
    claim = to_json(ANNOTATION)["claims"][0]
    expected = "subject predicate object value unit comparator from_value time modality polarity post value_max change"
    assert set(expected.split()) < set(claim)
    assert claim["post"] is None
    assert claim["comparator"] == ">"
    assert (claim["rule"], claim["confidence"], claim["method"]) == ("count", 0.8, "rule")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    assert write_annotations(path, [ANNOTATION]) == 1
    (document,) = read_gold(path)
    assert (document.id, document.published, document.period, document.title) == ("a", "2022-03-01", "2021", "病床")
    assert document.mentions[0].names == ("青州市",)
    assert document.mentions[0].code == "370781"
    claim = document.claims[0]
    assert (claim.subjects, claim.objects, claim.value, claim.time) == (("青州市",), ("病床",), "80", "2021")
    assert claim.evidence.text == "新增病床80余张"


def test_a_stream_gets_the_same_bytes_as_a_file(tmp_path: Path) -> None:
    stream = io.StringIO()
    write_annotations(stream, [ANNOTATION])
    write_annotations(tmp_path / "out.jsonl", [ANNOTATION])
    assert (tmp_path / "out.jsonl").read_bytes() == stream.getvalue().encode()


def test_accepted_names_and_numbers_are_split_and_normalised(tmp_path: Path) -> None:
    (document,) = read_gold(written(tmp_path / "gold.jsonl", record()))
    assert document.mentions[0].names == ("青州市", "青州")
    assert document.claims[0].value == "80"


def test_a_folder_is_read_in_order_of_file_name(tmp_path: Path) -> None:
    written(tmp_path / "2.jsonl", record(id="b"))
    written(tmp_path / "1.jsonl", record(id="c"))
    assert [document.id for document in read_gold(tmp_path)] == ["c", "b"]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (record(id=7), r"gold.jsonl:1: field 'id': expected a string that is not empty, found 7"),
        ({"id": "a", "claims": []}, r"field 'mentions': expected a list, found nothing"),
        (record(mentions=[{**GOLD_MENTION, "type": "CITY"}]), r"mentions\[0\]: field 'type': expected one of HOSPITAL"),
        (
            record(mentions=[{**GOLD_MENTION, "source_end": 0}]),
            r"expected 0 <= source_start < source_end, found \[0, 0",
        ),
        (record(mentions=[{**GOLD_MENTION, "nested": "no"}]), r"'nested': expected true or false, found \"no\""),
        (record(claims=[{**GOLD_CLAIM, "value": "many"}]), r"claims\[0\]: field 'value': expected a decimal number"),
        (record(claims=[{**GOLD_CLAIM, "predicate": "likes"}]), r"'predicate': expected one of supports"),
        (record(claims=[{**GOLD_CLAIM, "alt_object": "病床数"}]), r"'alt_object': expected a list of strings"),
        ([], r"gold.jsonl:1: expected a JSON object, found \[\]"),
    ],
)
def test_a_bad_record_is_named_by_line_and_field(tmp_path: Path, bad: Any, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_gold(written(tmp_path / "gold.jsonl", bad))


def test_a_line_that_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(record()) + "\n{broken", encoding="utf-8")
    with pytest.raises(FormatError, match=r"gold.jsonl:2: expected a JSON object on one line"):
        read_gold(tmp_path / "gold.jsonl")


def test_an_id_that_comes_twice(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"gold.jsonl:2: id 'a' stands already at gold.jsonl:1"):
        read_gold(written(tmp_path / "gold.jsonl", record(), record()))


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(ReadError, match="found none"):
        read_gold(tmp_path)
    (tmp_path / "gbk.jsonl").write_bytes("青州".encode("gbk"))
    with pytest.raises(FormatError, match="expected UTF-8"):
        read_gold(tmp_path / "gbk.jsonl")
