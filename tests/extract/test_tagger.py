"""What the trained part may change, and what it is trained on."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest

from kg.extract.features import character_features, lines
from kg.extract.tagger import MentionTagger, TaggerSettings, merge, training_sequences
from kg.model import EntityType, Mention, Method

SETTINGS = TaggerSettings(add_above=0.75, drop_below=0.1, weak_below=0.72)


def _rule(text: str, name: str, confidence: float, *, nested: bool = False, anaphor: bool = False) -> Mention:
    start = text.index(name)
    return Mention(
        start, start + len(name), name, EntityType.PROGRAM, nested=nested, anaphor=anaphor, confidence=confidence
    )


def _model(text: str, name: str, confidence: float) -> Mention:
    start = text.index(name)
    return Mention(
        start, start + len(name), name, EntityType.DISEASE, method=Method.MODEL, rule="model.crf", confidence=confidence
    )


TEXT = "甲乙丙丁戊己庚辛"


@pytest.mark.parametrize(
    ("confidence", "support", "kept"),
    [
        (0.9, 0.0, True),
        (0.72, 0.0, True),
        (0.71, 0.0, False),
        (0.71, 0.09, False),
        (0.71, 0.1, True),
        (0.5, 0.9, True),
    ],
)
def test_only_a_weak_guess_that_the_model_denies_is_dropped(confidence: float, support: float, kept: bool) -> None:
    mention = _rule(TEXT, "乙丙", confidence)
    assert merge([mention], [], {(1, 3): support}, SETTINGS) == ((mention,) if kept else ())


def test_a_guess_that_the_model_was_not_asked_about_stays() -> None:
    mention = _rule(TEXT, "乙丙", 0.5)
    assert merge([mention], [], {}, SETTINGS) == (mention,)


def test_an_anaphor_stays_whatever_the_model_says() -> None:
    mention = _rule(TEXT, "乙丙", 0.3, anaphor=True)
    assert merge([mention], [], {(1, 3): 0.0}, SETTINGS) == (mention,)


def test_a_nested_place_goes_with_its_name() -> None:
    outer, nested = _rule(TEXT, "乙丙丁", 0.5), _rule(TEXT, "乙丙", 0.9, nested=True)
    assert merge([outer, nested], [], {(1, 4): 0.0}, SETTINGS) == ()
    assert merge([outer, nested], [], {(1, 4): 0.5}, SETTINGS) == (outer, nested)


@pytest.mark.parametrize(("confidence", "added"), [(0.75, True), (0.74, False)])
def test_a_name_that_only_the_model_finds_must_be_sure(confidence: float, added: bool) -> None:
    found = _model(TEXT, "戊己", confidence)
    assert merge([], [found], {}, SETTINGS) == ((found,) if added else ())


def test_the_model_never_overrules_a_name_that_stays() -> None:
    mention, found = _rule(TEXT, "丙丁戊", 0.9), _model(TEXT, "戊己", 0.99)
    assert merge([mention], [found], {(2, 5): 0.0}, SETTINGS) == (mention,)


def test_the_model_may_take_the_place_of_a_dropped_guess() -> None:
    mention, found = _rule(TEXT, "丙丁戊", 0.6), _model(TEXT, "戊己", 0.99)
    assert merge([mention], [found], {(2, 5): 0.0}, SETTINGS) == (found,)


def test_names_come_in_order() -> None:
    first, last, between = _rule(TEXT, "甲", 0.9), _rule(TEXT, "辛", 0.9), _model(TEXT, "丁戊", 0.8)
    assert merge([first, last], [between], {}, SETTINGS) == (first, between, last)


def test_labels_say_where_a_name_begins_and_goes_on() -> None:
    text = "我市查出\n大骨节病"
    anaphor = Mention(0, 2, "我市", EntityType.PLACE, anaphor=True)
    disease = Mention(5, 9, "大骨节病", EntityType.DISEASE)
    nested = Mention(5, 6, "大", EntityType.PLACE, nested=True)
    sequences = list(training_sequences(text, [], [anaphor, disease, nested]))
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
    features = character_features(text, [outer, nested])
    assert "r=B-DISEASE:disease.known" in features[0]
    assert "r=E-DISEASE:disease.known" in features[3]
    assert not any("place.gazetteer" in feature for feature in features[0])
    assert "c-1=^" in features[0]
    assert "c+1=^" in features[3]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A tiny model that has seen 热射病 as a disease and nothing else."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 0.01, "max_iterations": 60})
    for text in ("本地报告热射病例", "预防热射病需补水", "医生说热射病可防", "天气很好", "大家都说好", "预防为主"):
        start = text.find("热射病")
        gold = [Mention(start, start + 3, "热射病", EntityType.DISEASE)] if start >= 0 else []
        for features, labels in training_sequences(text, [], gold):
            trainer.append(features, labels)
    path: Path = tmp_path_factory.mktemp("model") / "tiny.crfsuite"
    trainer.train(str(path))
    return path.read_bytes()


def test_a_trained_model_adds_a_name_that_no_rule_knows(model: bytes) -> None:
    text = "今夏\n医院救治热射病患者"
    found = MentionTagger(model).revise(text, [])
    assert [(item.text, item.start, item.type, item.method) for item in found] == [
        ("热射病", 7, EntityType.DISEASE, Method.MODEL)
    ]
    assert 0.75 <= found[0].confidence <= 1
    assert MentionTagger(model).revise(text, []) == found


def test_a_trained_model_drops_a_weak_guess_of_another_type(model: bytes) -> None:
    text = "大家都说好"
    weak = Mention(0, 2, "大家", EntityType.DISEASE, rule="disease.suffix", confidence=0.6)
    sure = Mention(0, 2, "大家", EntityType.DISEASE, rule="disease.known", confidence=0.9)
    assert MentionTagger(model).revise(text, [weak]) == ()
    assert MentionTagger(model).revise(text, [sure]) == (sure,)


def test_settings_are_the_callers_choice(model: bytes) -> None:
    never = TaggerSettings(add_above=1.1, drop_below=0.0)
    assert MentionTagger(model, never).revise("预防热射病需补水", []) == ()


def test_an_empty_text_has_no_names(model: bytes) -> None:
    assert MentionTagger(model).revise("", []) == ()
