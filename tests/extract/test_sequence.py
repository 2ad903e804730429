"""What the sequence model is shown, trained on and asked for."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest

from kg.extract.features import character_features, lines
from kg.extract.findings import Findings
from kg.extract.reading import Reading
from kg.extract.sequence import SequenceModel, training_sequences
from kg.model import EntityType, Mention


def _findings(text: str, *found: Mention) -> Findings:
    return Findings(Reading.of(text, ()), found, found)


def test_labels_say_where_a_name_begins_and_goes_on() -> None:
    text = "我市查出\n大骨节病"
    anaphor = Mention(0, 2, "我市", EntityType.PLACE, anaphor=True)
    disease = Mention(5, 9, "大骨节病", EntityType.DISEASE)
    nested = Mention(5, 6, "大", EntityType.PLACE, nested=True)
    sequences = list(training_sequences(_findings(text), [anaphor, disease, nested]))
    assert [labels for _, labels in sequences] == [
        ["B-PLACE*", "I-PLACE*", "O", "O"],
        ["B-DISEASE", "I-DISEASE", "I-DISEASE", "I-DISEASE"],
    ]
    assert [len(features) for features, _ in sequences] == [4, 4]


def test_a_sequence_is_a_line_that_holds_something() -> None:
    assert lines("甲乙\n\n  \n丙") == [(0, 2), (7, 8)]
    assert lines("") == []


def test_the_model_sees_what_the_rules_said_but_not_nested_places() -> None:
    text = "大骨节病"
    outer = Mention(0, 4, text, EntityType.DISEASE, rule="disease.known")
    nested = Mention(0, 1, "大", EntityType.PLACE, nested=True, rule="place.gazetteer")
    features = character_features(_findings(text, outer, nested))
    assert "r=B-DISEASE:disease.known" in features[0]
    assert "r=E-DISEASE:disease.known" in features[3]
    assert not any("place.gazetteer" in feature for feature in features[0])
    assert "c-1=^" in features[0]
    assert "c+1=^" in features[3]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SequenceModel:
    """A tiny model that has seen 热射病 as a disease and nothing else."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 0.01, "max_iterations": 60})
    for text in ("本地报告热射病例", "预防热射病需补水", "医生说热射病可防", "天气很好", "大家都说好", "预防为主"):
        start = text.find("热射病")
        gold = [Mention(start, start + 3, "热射病", EntityType.DISEASE)] if start >= 0 else []
        for features, labels in training_sequences(_findings(text), gold):
            trainer.append(features, labels)
    path: Path = tmp_path_factory.mktemp("model") / "tiny.crfsuite"
    trainer.train(str(path))
    return SequenceModel(path.read_bytes())


def test_the_best_reading_is_guessed_and_marked(model: SequenceModel) -> None:
    guesses = model.read(_findings("今夏\n医院救治热射病患者"), [])
    best = {span: guess for span, guess in guesses.items() if guess.best}
    assert list(best) == [(7, 10, "DISEASE")]
    assert 0.75 <= best[7, 10, "DISEASE"].probability <= 1


def test_what_is_asked_for_is_answered_however_unlikely(model: SequenceModel) -> None:
    span = (0, 2, "DISEASE")
    guess = model.read(_findings("大家都说好"), [span])[span]
    assert not guess.best
    assert guess.probability < 0.1


def test_a_longer_or_shorter_stretch_is_less_likely(model: SequenceModel) -> None:
    right, long, short = (2, 5, "DISEASE"), (2, 6, "DISEASE"), (2, 4, "DISEASE")
    guesses = model.read(_findings("预防热射病需补水"), [right, long, short])
    assert guesses[right].probability > max(guesses[long].probability, guesses[short].probability)


def test_a_type_that_the_model_never_saw_is_impossible(model: SequenceModel) -> None:
    span = (2, 5, "HOSPITAL")
    assert model.read(_findings("预防热射病需补水"), [span])[span].probability == 0


def test_an_empty_text_has_no_readings(model: SequenceModel) -> None:
    assert model.read(_findings(""), []) == {}


def test_a_name_is_looked_at_wherever_it_stands(model: SequenceModel) -> None:
    guesses = model.read(_findings("预防热射病需补水\n说热射病好"), [])
    assert (10, 13, "DISEASE") in guesses
