"""Training from a corpus: what is read, what is made of it, and that it can be done again."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from kg.errors import FormatError, MissingExtra
from kg.resources.models import ModelName
from kg.training import read_corpora, relocated, train_models
from kg.training.corpus import Report
from tests.corpora import ROOT

SAMPLES = ROOT / "kg" / "resources" / "corpus"
FEW = 6


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first sample reports as a corpus of their own."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = (SAMPLES / "gold.jsonl").read_text("utf-8").splitlines(keepends=True)[:FEW]
    (folder / "gold.jsonl").write_text("".join(lines), "utf-8")
    shutil.copytree(SAMPLES / "pages", folder / "pages")
    return folder


@pytest.fixture(scope="module")
def reports(corpus: Path) -> tuple[Report, ...]:
    return read_corpora([corpus])


def test_reports_come_in_order_with_their_mentions_in_the_cleaned_text(reports: tuple[Report, ...]) -> None:
    assert [report.id for report in reports] == sorted(report.id for report in reports)
    assert len(reports) == FEW
    for report in reports:
        assert report.gold
        assert all(report.text[each.start : each.end] == each.text for each in report.gold)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"expected a corpus.*found no gold\.jsonl"):
        read_corpora([tmp_path])


def test_one_report_in_two_corpora_is_refused(corpus: Path) -> None:
    with pytest.raises(FormatError, match="another corpus"):
        read_corpora([corpus, corpus])


def test_a_missing_page_is_named(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes((corpus / "gold.jsonl").read_bytes())
    with pytest.raises(FormatError, match=r"expected the page of an annotated report"):
        read_corpora([tmp_path])


def test_elsewhere_places_have_other_names_and_the_words_between_stay(reports: tuple[Report, ...]) -> None:
    moved = [(report, other) for report in reports if (other := relocated(report))]
    assert len(moved) == len(reports)
    for report, other in moved:
        assert all(other.text[each.start : each.end] == each.text for each in other.gold)
        before = [each.text for each in report.gold if each.nested]
        behind = [each.text for each in other.gold if each.nested]
        assert before != behind
        kept = {each.text for each in report.gold if each.type.value == "DISEASE"}
        assert kept == {each.text for each in other.gold if each.type.value == "DISEASE"}
        again = relocated(report)
        assert again is not None
        assert (again.text, again.gold) == (other.text, other.gold)


def test_the_same_corpus_gives_the_same_models(reports: tuple[Report, ...]) -> None:
    told: list[str] = []
    first = train_models(reports, report=told.append)
    assert set(first) == set(ModelName)
    assert told
    assert train_models(reports, report=told.append) == first


@pytest.mark.parametrize("name", ["jax", "optax"])
def test_a_missing_library_is_told_before_anything_is_trained(
    reports: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    told: list[str] = []
    with pytest.raises(MissingExtra, match=rf"found no {name}: pip install .*\[train\]"):
        train_models(reports, report=told.append)
    assert not told
