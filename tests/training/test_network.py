"""What the network of the judge learns from."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.candidates import Candidate, make_candidates
from kg.extract.network import Network, Vocabulary, encode
from kg.extract.sequence import Guess, label_of
from kg.training import network, read_corpora
from kg.training.corpus import Report
from kg.training.network import Lesson, train_network
from tests.corpora import ROOT


@pytest.fixture(scope="module")
def report() -> Report:
    return read_corpora([ROOT / "kg" / "resources" / "corpus"])[0]


def _candidates(report: Report) -> tuple[Candidate, ...]:
    """Each name of gold, and beside it a stretch that is none."""
    guesses = {}
    for mention in report.gold:
        if not mention.nested:
            guesses[mention.start, mention.end, label_of(mention)] = Guess(0.5)
            guesses[mention.start, mention.end - 1, label_of(mention)] = Guess(0.5)
    return make_candidates(report.findings.reading, (), (), guesses)


def _lesson(report: Report) -> Lesson:
    candidates = _candidates(report)
    encoded = encode(report.findings, candidates, Vocabulary({}, {}, {}, {}))
    return Lesson(encoded, np.arange(len(candidates), dtype=np.float32))


def test_a_text_that_is_too_long_is_cut_and_loses_no_candidate(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _lesson(report)
    monkeypatch.setattr(network, "CHARACTERS", 400)
    monkeypatch.setattr(network, "CANDIDATES", 7)
    parts = list(network._cut(whole))
    assert len(parts) > 2
    assert sorted(int(number) for part in parts for number in part.right) == list(range(len(whole.right)))
    for part in parts:
        assert len(part.right) <= 7
        assert len(part.encoded.characters) <= 400
        for number, start, end in zip(part.right, part.encoded.starts, part.encoded.ends, strict=True):
            first = whole.encoded.starts[int(number)]
            expected = whole.encoded.words[first : first + end - start]
            assert list(part.encoded.words[start:end]) == list(expected)


def test_texts_laid_side_by_side_keep_their_candidates_and_do_not_touch(report: Report) -> None:
    lesson = _lesson(report)
    joined, right, counts = network._join([lesson, lesson])
    size, count = len(lesson.encoded.characters), len(lesson.right)
    assert counts.sum() == 2 * count
    assert list(right[count : 2 * count]) == list(lesson.right)
    apart = joined["starts"][count : 2 * count] - joined["starts"][:count]
    assert set(apart) == {size + network.MARGIN}
    assert not joined["characters"][network.MARGIN + size : 2 * network.MARGIN + size].any()


def test_it_learns_which_stretches_are_names(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "EPOCHS", 12)
    monkeypatch.setattr(network, "WIDTH", 16)
    candidates = _candidates(report)
    odds = Network(train_network([report], {report.id: candidates})).log_odds(report.findings, candidates)
    gold = {(mention.start, mention.end, label_of(mention)) for mention in report.gold}
    right = np.array([candidate.span in gold for candidate in candidates])
    assert odds[right].mean() > odds[~right].mean() + 1
