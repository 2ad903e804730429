"""The sample corpus is what its reports compile to, and its gold is sound and broad."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.model import EntityType, Modality, Polarity, Predicate
from tests.corpora import ROOT, Corpus, run_compiler

CORPUS = Corpus(ROOT / "kg" / "resources" / "corpus")
DOCUMENTS = CORPUS.read_documents()
MENTIONS = [mention for document in DOCUMENTS for mention in document["mentions"]]
CLAIMS = [claim for document in DOCUMENTS for claim in document["claims"]]
AREA_CODES = ROOT.parent / "shared" / "data" / "areacodes" / "result.csv"


@pytest.fixture(params=DOCUMENTS, ids=[document["id"] for document in DOCUMENTS])
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_compiling_again_gives_what_is_committed() -> None:
    done = run_compiler("--check")
    assert done.returncode == 0, done.stderr


def test_the_compiler_refuses_a_bad_report(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "bad.report").write_text(
        "title = {t}\ngenre = news\nregion = 某县\n== text ==\n{t}\n\n{{某县|PL}}医院\n".format(t="某县新闻"), "utf-8"
    )
    done = run_compiler(str(tmp_path))
    assert done.returncode == 1
    assert "bad.report" in done.stderr


def test_there_is_one_document_a_page_a_report() -> None:
    names = [document["id"] for document in DOCUMENTS]
    assert len(names) >= 14
    for folder, suffix in (("reports", ".report"), ("pages", ".txt"), ("texts", ".txt")):
        assert sorted(path.name for path in (CORPUS.folder / folder).iterdir()) == sorted(
            f"{name}{suffix}" for name in names
        )


def test_mentions_stand_where_they_say(document: dict[str, Any]) -> None:
    text = CORPUS.read_text(document["id"])
    for mention in document["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]


def test_source_slices_hold_the_mentions(document: dict[str, Any]) -> None:
    """On pages without a change of script, by comparison; on the others, by length."""
    page = CORPUS.read_page(document["id"])
    damage = CORPUS.read_front_matter(document["id"])["damage"]
    for mention in document["mentions"]:
        found = html.unescape(page[mention["source_start"] : mention["source_end"]])
        if "injected" in damage or "traditional" in damage:
            assert len(found) >= len(mention["text"]) - found.count("?")
            continue
        kept = re.sub(r"[\s\u200b]", "", found)
        folded = "".join(chr(ord(char) - 0xFEE0) if 0xFF01 <= ord(char) <= 0xFF5E else char for char in kept)
        assert folded.replace("﹢", "+") == mention["text"]


def test_evidence_is_a_quotation(document: dict[str, Any]) -> None:
    text = CORPUS.read_text(document["id"])
    page = CORPUS.read_page(document["id"])
    for claim in document["claims"]:
        evidence = claim["evidence"]
        assert evidence["text"] in text
        assert 0 <= evidence["source_start"] < evidence["source_end"] <= len(page)


def test_nothing_is_annotated_twice(document: dict[str, Any]) -> None:
    spans = Counter((mention["start"], mention["end"]) for mention in document["mentions"])
    assert [span for span, count in spans.items() if count > 1] == []
    facts = Counter(json.dumps({k: v for k, v in c.items() if k != "evidence"}) for c in document["claims"])
    assert [fact for fact, count in facts.items() if count > 1] == []


def test_an_entity_has_one_spelling_of_its_names(document: dict[str, Any]) -> None:
    """Two mentions with one canonical name accept the same names and have the same code."""
    names: dict[tuple[str, str], set[tuple[str, str | None]]] = {}
    for mention in document["mentions"]:
        key = (mention["entity"].split("|")[0], mention["type"])
        names.setdefault(key, set()).add((mention["entity"], mention["code"]))
    assert {key: found for key, found in names.items() if len({code for _, code in found}) > 1} == {}


def test_values_are_of_the_model() -> None:
    assert {mention["type"] for mention in MENTIONS} == {kind.value for kind in EntityType} - {EntityType.POPULATION}
    assert {claim["predicate"] for claim in CLAIMS} == {predicate.value for predicate in Predicate}
    assert {claim["modality"] for claim in CLAIMS} == {modality.value for modality in Modality}
    assert {claim["polarity"] for claim in CLAIMS} == {polarity.value for polarity in Polarity}


@pytest.mark.parametrize("predicate", list(Predicate))
def test_every_predicate_is_there_often_enough_to_learn_from(predicate: Predicate) -> None:
    found = [document["id"] for document in DOCUMENTS if any(c["predicate"] == predicate for c in document["claims"])]
    assert len(found) >= 4


def test_types_are_in_balance() -> None:
    counts = Counter(mention["type"] for mention in MENTIONS if not mention["nested"])
    assert min(counts.values()) >= 25
    assert max(counts.values()) <= 0.3 * sum(counts.values())


def test_plans_and_denials_are_not_rare() -> None:
    assert sum(claim["modality"] == "planned" for claim in CLAIMS) >= 0.1 * len(CLAIMS)
    assert sum(claim["modality"] == "ongoing" for claim in CLAIMS) >= 0.03 * len(CLAIMS)
    assert sum(claim["polarity"] == "-" for claim in CLAIMS) >= 20


def test_every_damage_is_dressed_somewhere() -> None:
    used = {
        name.partition(":")[0]
        for d in DOCUMENTS
        for name in re.split(r"[,\s]+", CORPUS.read_front_matter(d["id"])["damage"])
    }
    described = re.findall(
        r"`([a-z-]+)(?::N)?`", (CORPUS.folder / "README.md").read_text("utf-8").split("**Damage**")[1]
    )
    assert set(described) <= used


def test_reports_differ_in_genre_and_region() -> None:
    fronts = [CORPUS.read_front_matter(document["id"]) for document in DOCUMENTS]
    assert len({front["genre"] for front in fronts}) >= 11
    assert len({document["id"].partition("-")[0] for document in DOCUMENTS}) >= 12


def test_codes_are_those_of_the_places() -> None:
    if not AREA_CODES.exists():
        pytest.skip(f"needs the list of division codes at {AREA_CODES}")
    names: dict[str, set[str]] = {}
    for line in AREA_CODES.read_text(encoding="utf-8-sig").splitlines()[1:]:
        code, _, _, name, *_ = line.split(",")
        names.setdefault(code, set()).add(name)
    for mention in MENTIONS:
        if mention["code"]:
            assert mention["entity"].split("|")[0] in names[mention["code"]], mention
