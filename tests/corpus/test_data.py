"""The corpora are what their reports compile to, every offset points at what it says, and the plan is kept.

The sample reports that ship with the package have tests of their own (tests/resources).
"""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import opencc
import pytest

from kg.model import EntityType, Modality, Polarity, Predicate
from kg.resources.places import load_gazetteer
from kg.resources.signatures import load_signatures
from tests.corpora import ROOT, Corpus, run_compiler

SPLITS = ("train", "development", "test")
CORPORA = {name: Corpus(ROOT / "corpus" / name) for name in SPLITS}
SAMPLES = Corpus(ROOT / "kg" / "resources" / "corpus")
SECOND = Corpus(ROOT / "corpus" / "agreement")
TO_SIMPLIFIED = opencc.OpenCC("t2s")
BY_SPLIT = pytest.mark.parametrize("split", SPLITS)
LEAST_REPORTS = 240
SHINGLE = 24
"""So many Han characters in a row that two reports share are a sentence taken over."""


@cache
def documents(split: str) -> list[dict[str, Any]]:
    return CORPORA[split].read_documents()


def every_document() -> list[dict[str, Any]]:
    return [*SAMPLES.read_documents(), *(document for split in SPLITS for document in documents(split))]


@BY_SPLIT
def test_reports_compile_to_what_is_stored(split: str) -> None:
    done = run_compiler(str(CORPORA[split].folder), "--check")
    assert done.returncode == 0, done.stderr


def test_the_second_annotation_is_of_test_reports_word_for_word() -> None:
    done = run_compiler(str(SECOND.folder), "--check")
    assert done.returncode == 0, done.stderr
    for document in SECOND.read_documents():
        assert SECOND.read_text(document["id"]) == CORPORA["test"].read_text(document["id"])


@BY_SPLIT
def test_there_is_one_document_for_each_report(split: str) -> None:
    reports = sorted(path.stem for path in (CORPORA[split].folder / "reports").glob("*.report"))
    assert [document["id"] for document in documents(split)] == reports


@BY_SPLIT
def test_mentions_are_the_slices_they_point_to(split: str) -> None:
    for document in documents(split):
        text = CORPORA[split].read_text(document["id"])
        for mention in document["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"], document["id"]


def read_letters(page_slice: str) -> str:
    """Han characters, letters and digits in Simplified and plain width, character by character."""
    plain = unicodedata.normalize("NFKC", html.unescape(page_slice))
    return "".join(TO_SIMPLIFIED.convert(char) for char in plain if char.isalnum())


@BY_SPLIT
def test_source_slices_read_as_the_mention(split: str) -> None:
    """But for pages with a byte shift, which garbles some slices."""
    read = 0
    for document in documents(split):
        corpus = CORPORA[split]
        if "injected" in corpus.read_front_matter(document["id"]).get("damage", ""):
            continue
        page = corpus.read_page(document["id"])
        for mention in document["mentions"]:
            found = page[mention["source_start"] : mention["source_end"]]
            assert read_letters(found) == read_letters(mention["text"]), document["id"]
            read += 1
    assert read > 500


@BY_SPLIT
def test_a_page_shows_the_date_that_its_gold_is_dated_by(split: str) -> None:
    hidden = []
    for document in documents(split):
        if published := document["published"]:
            year, month, day = published.split("-")
            date = rf"{year}\D{{1,3}}0?{int(month)}\D{{1,3}}0?{int(day)}(?!\d)"
            page = unicodedata.normalize("NFKC", html.unescape(CORPORA[split].read_page(document["id"])))
            hidden += [] if re.search(date, page) else [document["id"]]
    assert not hidden


@BY_SPLIT
def test_evidence_stands_in_the_text(split: str) -> None:
    for document in documents(split):
        text = CORPORA[split].read_text(document["id"])
        page = CORPORA[split].read_page(document["id"])
        for claim in document["claims"]:
            evidence = claim["evidence"]
            assert evidence["text"] in text, document["id"]
            assert 0 <= evidence["source_start"] < evidence["source_end"] <= len(page)


@BY_SPLIT
def test_no_claim_is_given_twice(split: str) -> None:
    for document in documents(split):
        keys = Counter(
            json.dumps({key: value for key, value in claim.items() if key != "evidence"}, sort_keys=True)
            for claim in document["claims"]
        )
        assert [key for key, count in keys.items() if count > 1] == [], document["id"]


@BY_SPLIT
def test_codes_are_divisions_and_fit_the_name(split: str) -> None:
    gazetteer = load_gazetteer()
    for document in documents(split):
        for mention in document["mentions"]:
            if mention["code"]:
                place = gazetteer.by_code(mention["code"])
                assert place is not None, mention
                assert any(place.name in name for name in mention["entity"].split("|")), mention


@BY_SPLIT
def test_claims_hold_their_signature(split: str) -> None:
    """Where the subject is a mention, by its first or another accepted name.

    The corpus is a little wider than the ontology: a place joins an alliance, a figure is told of a
    programme. A person who reads the text says so, the graph cannot.
    """
    signatures = load_signatures()
    wider = held = 0
    for document in documents(split):
        types: dict[str, set[EntityType]] = defaultdict(set)
        for mention in document["mentions"]:
            for name in (*mention["entity"].split("|"), mention["text"]):
                types[name].add(EntityType(mention["type"]))
        for claim in document["claims"]:
            kinds = {kind for name in (claim["subject"], *claim["alt_subject"]) for kind in types.get(name, ())}
            fits = not kinds or bool(kinds & signatures[Predicate(claim["predicate"])].subjects)
            held, wider = held + fits, wider + (not fits)
    assert wider <= 0.01 * held


def test_the_corpus_is_as_large_as_planned_and_every_planned_report_is_there() -> None:
    with (ROOT / "corpus" / "plan.tsv").open(encoding="utf-8", newline="") as stream:
        planned = {row["id"]: row["split"] for row in csv.DictReader(stream, delimiter="\t")}
    held = {document["id"]: split for split in SPLITS for document in documents(split)}
    assert {name: held.get(name) for name in planned} == planned
    assert len(every_document()) >= LEAST_REPORTS


def test_splits_share_neither_report_nor_title() -> None:
    ids = Counter(document["id"] for document in every_document())
    assert [name for name, count in ids.items() if count > 1] == []
    titles = [{document["title"] for document in documents(split)} for split in SPLITS]
    assert sum(map(len, titles)) == len(set().union(*titles))


def test_no_two_reports_share_a_sentence() -> None:
    """But for a reprint, which shares them with what it reprints."""
    seen: dict[str, str] = {}
    shared = []
    for corpus in (SAMPLES, *CORPORA.values()):
        for document in corpus.read_documents():
            text = "".join(char for char in corpus.read_text(document["id"]) if "一" <= char <= "鿿")
            is_reprint = "reprint" in corpus.read_front_matter(document["id"])["genre"]
            for at in range(len(text) - SHINGLE):
                other = seen.setdefault(text[at : at + SHINGLE], document["id"])
                if other != document["id"] and not is_reprint:
                    shared.append((other, document["id"], text[at : at + SHINGLE]))
    assert shared == []


def test_all_of_the_country_is_there() -> None:
    provinces = {place.code for place in load_gazetteer().divisions() if place.level == "province"}
    named = {mention["code"][:2] for d in every_document() for mention in d["mentions"] if mention["code"]}
    assert {str(code)[:2] for code in provinces} - {"71", "81", "82"} <= named
    forms = {
        mention["entity"].split("|")[0][-1] for d in every_document() for mention in d["mentions"] if mention["code"]
    }
    assert {"省", "市", "区", "县", "州", "盟", "旗"} <= forms


@BY_SPLIT
def test_no_type_predicate_modality_or_denial_is_missing(split: str) -> None:
    mentions = Counter(mention["type"] for document in documents(split) for mention in document["mentions"])
    claims = [claim for document in documents(split) for claim in document["claims"]]
    assert {kind for kind in EntityType if mentions[kind] >= 20} == set(EntityType) - {EntityType.POPULATION}
    predicates = Counter(claim["predicate"] for claim in claims)
    assert {predicate for predicate in Predicate if predicates[predicate] >= 15} == set(Predicate)
    modalities = Counter(claim["modality"] for claim in claims)
    assert all(modalities[modality] >= 0.035 * len(claims) for modality in Modality)
    assert sum(claim["polarity"] == Polarity.DENIED for claim in claims) >= 0.02 * len(claims)


def test_every_predicate_is_affirmed_planned_and_denied_somewhere() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for document in every_document():
        for claim in document["claims"]:
            denied = claim["polarity"] == Polarity.DENIED
            seen[claim["predicate"]].add("denied" if denied else claim["modality"])
    by_name = {Predicate.LOCATED_IN, Predicate.HAS_JURISDICTION}
    for predicate in Predicate:
        wanted = {"done"} if predicate in by_name else {"done", "planned", "denied"}
        assert wanted <= seen[predicate], predicate
