"""The network that judges candidates: what it is shown, and what it gives."""

from __future__ import annotations

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.extract import network as module
from kg.extract.candidates import Candidate, make_candidates
from kg.extract.findings import Findings
from kg.extract.network import UNKNOWN, Network, Vocabulary, encode, pack_network
from kg.extract.reading import Reading
from kg.extract.sequence import Guess, Span
from kg.model import EntityType, Mention
from kg.resources.models import ModelName, load_model

TEXT = "2023年，昌吉市人民医院派出专家。"
NAME: Span = (6, 13, "HOSPITAL")
VOCABULARY = Vocabulary({"昌": 2, "吉": 3}, {"nS": 2}, {"HOSPITAL": 2}, {"test": 2})


def _case(text: str = TEXT) -> tuple[Findings, tuple[Candidate, ...]]:
    start = text.index("昌吉市人民医院")
    mention = Mention(start, start + 7, text[start : start + 7], EntityType.HOSPITAL, rule="test")
    found = (mention,)
    findings = Findings(Reading.of(text, ()), found, found)
    guesses = {(start, start + 7, "HOSPITAL"): Guess(0.9, best=True), (start, start + 3, "PLACE"): Guess(0.1)}
    return findings, make_candidates(findings.reading, found, found, guesses)


def _packaged() -> Network:
    return Network(load_model(ModelName.NETWORK))


def test_an_encoded_text_points_at_the_characters_of_its_candidates() -> None:
    encoded = encode(*_case(), VOCABULARY)
    assert len(encoded.characters) == len(TEXT) + 2
    assert encoded.characters[0] == encoded.characters[-1] == 0
    assert list(encoded.characters[encoded.starts[1] : encoded.ends[1]][:3]) == [2, 3, UNKNOWN]
    assert (encoded.labels[1], encoded.rules[1], list(encoded.flags[1])) == (2, 2, [1, 1])


def test_what_training_did_not_see_is_unknown_and_no_error() -> None:
    encoded = encode(*_case(), VOCABULARY)
    assert (encoded.labels[0], encoded.rules[0]) == (UNKNOWN, UNKNOWN)


def test_a_hospital_is_one_and_its_opening_alone_is_none() -> None:
    opening, whole = _packaged().log_odds(*_case())
    assert whole > 0 > opening


def test_a_long_text_is_read_in_pieces_as_if_it_were_one(monkeypatch: pytest.MonkeyPatch) -> None:
    case = _case("据了解，" * 40 + TEXT + "群众满意。" * 40)
    whole = _packaged().log_odds(*case)
    monkeypatch.setattr(module, "PIECE", 50)
    assert _packaged().log_odds(*case) == pytest.approx(whole, abs=1e-9)


def test_it_sees_what_stands_around_a_candidate() -> None:
    findings, candidates = _case()
    other = Findings(Reading.of(TEXT.replace("派出专家", "路口堵车"), ()), findings.found, findings.chosen)
    assert _packaged().log_odds(findings, candidates)[1] != _packaged().log_odds(other, candidates)[1]


def test_no_candidates_give_no_odds() -> None:
    assert len(_packaged().log_odds(_case()[0], ())) == 0


@pytest.mark.parametrize(
    "damaged", [b"", b"PK", b"lCRF and more", pack_network({"verdict": np.zeros(1)}, VOCABULARY)[:90]]
)
def test_bytes_that_are_no_network_are_refused(damaged: bytes) -> None:
    with pytest.raises(ResourceError, match="network: expected what `kg train` writes"):
        Network(damaged)


def test_a_network_is_packed_to_the_same_bytes_whatever_the_order_of_its_parts() -> None:
    parts = {"verdict": np.ones(2, np.float32), "hidden": np.zeros(3, np.float32)}
    turned = dict(reversed(parts.items()))
    assert pack_network(parts, VOCABULARY) == pack_network(turned, VOCABULARY)
