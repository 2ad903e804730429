"""Extractors of the user's own in the pipeline: checks, evidence, scores, RDF."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.util import registry

from kg.errors import SettingsError
from kg.evaluate import score
from kg.graph import assemble
from kg.io.jsonl import read_gold, write_annotations
from kg.model import Annotation, Claim, Context, EntityType, Method, Modality, Polarity, Predicate, SourceDocument
from kg.nlp import (
    Annotator,
    Extraction,
    ProposedClaim,
    ProposedMention,
    SpacyEntities,
    add_extractor,
    load_extractor,
    load_pipeline,
)
from kg.rdf import read_claims, to_quads
from kg.workspace.codec import annotation_from_json, annotation_to_json

TEXT = (
    "2023年，昌吉市人民医院选派12名医生支援木垒县中医医院。\n"
    "明年，昌吉市人民医院计划投入300万元，同阿苏心理关爱站走到一处。王建国任昌吉市人民医院院长，门诊患者满意率达到120%。"
)
SUPPORT = "昌吉市人民医院选派12名医生支援木垒县中医医院"
PAIRING = "昌吉市人民医院计划投入300万元，同阿苏心理关爱站走到一处"
STATION = ProposedMention("阿苏心理关爱站", EntityType.ORGANIZATION, confidence=0.9)
PAIRED = ProposedClaim(
    Predicate.PARTNERS_WITH, PAIRING, subject="昌吉市人民医院", object="阿苏心理关爱站", confidence=0.9
)


class Fixed:
    """An extractor that always proposes the same."""

    def __init__(self, *claims: ProposedClaim, mentions: tuple[ProposedMention, ...] = (STATION,)) -> None:
        self.name = "fixed-1.0"
        self._found = Extraction(mentions, claims)

    def extract(self, text: str, context: Context) -> Extraction:
        return self._found


@registry.misc("tests.fixed.v1")
def make_fixed() -> Fixed:
    return Fixed(PAIRED)


def annotate(extractor: Fixed, text: str = TEXT, *, alone: bool = False, trust: float = 1.0) -> Annotation:
    nlp = load_pipeline()
    if alone:
        for name in ("kg_names", "kg_tagger", "kg_claims"):
            nlp.remove_pipe(name)
    return Annotator(add_extractor(nlp, extractor, trust=trust))(SourceDocument(id="a", source=text))


def claims_of(annotation: Annotation) -> list[Claim]:
    return [claim for claim in annotation.claims if claim.evidence[0].method is Method.EXTRACTOR]


def test_the_helper_puts_names_before_linking_and_claims_last() -> None:
    nlp = add_extractor(add_extractor(load_pipeline(), Fixed()), Fixed())
    assert nlp.pipe_names[3:] == [
        "kg_extractor_1",
        "kg_extractor_2",
        "kg_linker",
        "kg_claims",
        "kg_extractor_claims",
    ]
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_a_config_names_an_extractor_of_the_registry() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_places")
    nlp.add_pipe("kg_extractor", config={"extractor": {"@misc": "tests.fixed.v1"}, "trust": 0.5})
    doc = nlp(TEXT)
    assert [(m.text, m.confidence) for m in doc._.kg_mentions if not m.nested] == [("阿苏心理关爱站", 0.45)]


@pytest.mark.parametrize(
    ("component", "needs"), [("kg_extractor", "kg_context"), ("kg_extractor_claims", "kg_proposed")]
)
def test_a_missing_component_is_found_before_any_text(component: str, needs: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(component)
    assert f"doc._.{needs}" in nlp.analyze_pipes()["problems"][component]


def test_a_component_without_its_extractor_says_how_to_give_one() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("kg_extractor")
    with pytest.raises(SettingsError, match=r"kg_extractor: expected an extractor.*add_extractor"):
        nlp(TEXT)


@pytest.mark.parametrize("trust", [0.0, 1.1])
def test_a_trust_that_weighs_nothing_is_refused(trust: float) -> None:
    with pytest.raises(SettingsError, match="trust above 0"):
        add_extractor(spacy.blank("zh"), Fixed(), trust=trust)


def test_a_claim_is_read_in_the_words_of_the_text_and_marked_as_the_extractors() -> None:
    annotation = annotate(Fixed(PAIRED))
    [claim] = claims_of(annotation)
    assert (claim.subject.name, claim.subject.place) == ("昌吉市人民医院", "652301")
    assert claim.object is not None
    assert claim.object.name.endswith("阿苏心理关爱站")
    # What the extractor leaves open is read where the evidence stands: a plan is no fact.
    assert claim.modality is Modality.PLANNED
    [evidence] = claim.evidence
    assert (evidence.method, evidence.rule, evidence.confidence) == (Method.EXTRACTOR, "fixed-1.0", 0.9)
    assert annotation.clean.text[evidence.start : evidence.end] == evidence.quote == PAIRING


def test_what_the_extractor_says_of_time_and_modality_holds() -> None:
    said = replace(PAIRED, time="2023年", modality=Modality.DONE, polarity=Polarity.DENIED)
    [claim] = claims_of(annotate(Fixed(said)))
    assert (claim.time, claim.modality, claim.polarity) == ("2023", Modality.DONE, Polarity.DENIED)


def test_numbers_are_read_by_the_same_grammar() -> None:
    funds = ProposedClaim(
        Predicate.FUNDS, PAIRING, subject="昌吉市人民医院", object="阿苏心理关爱站", amount="300万元", confidence=0.9
    )
    claim = next(claim for claim in claims_of(annotate(Fixed(funds))) if claim.predicate is Predicate.FUNDS)
    assert claim.quantity is not None
    assert (claim.quantity.value, claim.quantity.unit) == ("3000000", "元")


HELD = ProposedClaim(
    Predicate.SUPPORTS, SUPPORT, subject="昌吉市人民医院", object="木垒县中医医院", amount="12名", time="2023年"
)


@pytest.mark.parametrize(("confidence", "method"), [(0.3, Method.RULE), (0.99, Method.EXTRACTOR)])
def test_of_two_that_say_the_same_the_surer_stays_and_the_other_is_reported(confidence: float, method: Method) -> None:
    annotation = annotate(Fixed(replace(HELD, confidence=confidence)))
    [support] = [claim for claim in annotation.claims if claim.predicate is Predicate.SUPPORTS]
    assert support.evidence[0].method is method
    reasons = [each.reason for each in annotation.rejected]
    assert reasons == (["a claim of the same words is held, and is as sure"] if method is Method.RULE else [])


def test_what_is_left_open_is_taken_from_the_claim_that_is_replaced() -> None:
    """Else one sentence would give two claims that differ in a time that only one of them was asked for."""
    [held] = [claim for claim in annotate(Fixed()).claims if claim.predicate is Predicate.SUPPORTS]
    [claim] = claims_of(annotate(Fixed(replace(HELD, time=None, confidence=0.99))))
    assert claim == held


FIGURE = "昌吉市完成白内障手术312例"


@pytest.mark.parametrize(("confidence", "method"), [(0.21, Method.RULE), (0.999, Method.EXTRACTOR)])
def test_one_number_is_one_figure(confidence: float, method: Method) -> None:
    text = f"昌吉市2023年卫生健康工作总结\n{FIGURE}。"
    other = ProposedClaim(
        Predicate.REPORTS, FIGURE, subject="昌吉市", object="手术", amount="312例", confidence=confidence
    )
    found = [claim for claim in annotate(Fixed(other, mentions=()), text).claims if claim.quantity]
    assert [claim.evidence[0].method for claim in found if claim.predicate is Predicate.REPORTS] == [method]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (replace(PAIRED, quote="昌吉市人民医院同阿苏心理关爱站走到一处"), "the quote is not in the text"),
        (replace(PAIRED, quote="昌吉市人民医院"), "more than once"),
        (replace(PAIRED, subject="乌鲁木齐市人民医院"), "the subject 乌鲁木齐市人民医院 is no name found"),
        (replace(PAIRED, object="木垒县残联"), "the object 木垒县残联 is neither"),
        (replace(PAIRED, object=None), "partnersWith needs an object"),
        (replace(PAIRED, object="昌吉市人民医院"), "says something of itself"),
        (replace(PAIRED, time="2019年"), "the time 2019年 is not in the text"),
        (replace(PAIRED, amount="12名"), "the amount 12名 is not in the quote"),
        (replace(PAIRED, amount="计划投入"), "no number with a unit"),
        (replace(PAIRED, amount="300万元"), "partnersWith carries no such amount"),
        (replace(PAIRED, predicate=Predicate.SUPPORTS, amount="300万元"), "supports carries no such amount"),
        (replace(PAIRED, predicate=Predicate.LAUNCHES), "launches takes no subject of type HOSPITAL"),
        (replace(PAIRED, predicate=Predicate.IMPLEMENTS), "implements takes no object of type ORGANIZATION"),
        (replace(PAIRED, post="院长"), "partnersWith takes no post"),
        (replace(PAIRED, confidence=0.1), "confidence 0.1 is below 0.2"),
        (ProposedClaim(Predicate.HOLDS_POST, PAIRING, subject="王建国", post="书记"), "in the words of the text"),
        (
            ProposedClaim(
                Predicate.ACHIEVED,
                "门诊患者满意率达到120%",
                subject="昌吉市人民医院",
                object="门诊患者满意率",
                amount="120%",
            ),
            "a share above 100 %",
        ),
    ],
)
def test_what_fails_a_check_is_reported_and_dropped(
    claim: ProposedClaim, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    mentions = (STATION, ProposedMention("王建国", EntityType.PERSON, confidence=0.9))
    with caplog.at_level(logging.WARNING, logger="kg.nlp"):
        annotation = annotate(Fixed(claim, mentions=mentions))
    assert claims_of(annotation) == []
    [rejected] = annotation.rejected
    assert (rejected.extractor, rejected.kind, rejected.quote) == ("fixed-1.0", "claim", claim.quote)
    assert reason in rejected.reason
    assert any(reason in message and message.startswith("a: fixed-1.0: 1 ") for message in caplog.messages)


def test_trust_weighs_claims_too() -> None:
    covers = replace(PAIRED, predicate=Predicate.COVERS)
    [claim] = claims_of(annotate(Fixed(covers), trust=0.5))
    assert claim.confidence == 0.45


def test_without_a_subject_it_is_what_the_report_speaks_for() -> None:
    text = "昌吉市2023年卫生健康工作总结\n全市新建3家乡镇卫生院。昌吉市推进“强基层”行动。"
    claim = ProposedClaim(Predicate.REPORTS, "新建3家乡镇卫生院", object="乡镇卫生院", amount="3家", confidence=0.99)
    [made] = claims_of(annotate(Fixed(claim, mentions=()), text))
    assert made.subject.name == "昌吉市"


def test_an_extractor_alone_is_scored_like_any_prediction(tmp_path: Path) -> None:
    names = [(6, "昌吉市人民医院"), (22, "木垒县中医医院")]
    proposed = tuple(ProposedMention(name, EntityType.HOSPITAL, start=start) for start, name in names)
    alone = annotate(Fixed(HELD, mentions=proposed), alone=True)
    assert {mention.method for mention in alone.mentions if not mention.nested} == {Method.EXTRACTOR}
    write_annotations(tmp_path / "gold.jsonl", [annotate(Fixed(PAIRED))])
    write_annotations(tmp_path / "alone.jsonl", [alone])
    gold = read_gold(tmp_path / "gold.jsonl")
    scores = score(gold, read_gold(tmp_path / "alone.jsonl"))
    assert (scores.claims.right, scores.claims.predicted) == (1, 1)
    assert scores.types["HOSPITAL"].right == 2
    assert scores.claims.recall < 1 == scores.claims.precision


def test_the_method_comes_back_from_rdf_and_from_a_build() -> None:
    annotation = annotate(Fixed(PAIRED, HELD))
    graph = assemble([annotation])
    [back] = [claim for claim in read_claims(to_quads(graph)) if claim.predicate is Predicate.PARTNERS_WITH]
    assert [(each.method, each.rule) for each in back.evidence] == [(Method.EXTRACTOR, "fixed-1.0")]
    [claim] = claims_of(annotation)
    assert claim.evidence == back.evidence
    assert len(annotation.rejected) == 1
    again = annotation_from_json(annotation_to_json(annotation), "a.json")
    assert (again.mentions, again.claims, again.rejected) == (
        annotation.mentions,
        annotation.claims,
        annotation.rejected,
    )
    assert "rejected" not in json.loads(annotation_to_json(replace(annotation, rejected=())))


@pytest.fixture(scope="module")
def other() -> Language:
    nlp = spacy.blank("zh", meta={"name": "other", "version": "2.1"})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "阿苏心理关爱站"}, {"label": "JOB", "pattern": "院长"}])  # type: ignore[attr-defined]
    return nlp


def test_the_entities_of_another_pipeline(other: Language) -> None:
    extractor = SpacyEntities(other, {"ORG": "ORGANIZATION"})
    nlp = add_extractor(load_pipeline(), extractor)
    annotation = Annotator(nlp)(SourceDocument(id="a", source=TEXT))
    found = [(m.text, m.type, m.rule, m.confidence) for m in annotation.mentions if m.method is Method.EXTRACTOR]
    assert found == [("阿苏心理关爱站", EntityType.ORGANIZATION, "spacy:zh_other-2.1", 0.6)]


def test_the_entities_of_a_pipeline_in_a_folder(other: Language, tmp_path: Path) -> None:
    other.to_disk(tmp_path / "model")
    make = registry.misc.get("kg.entities.v1")
    extractor = make(model=str(tmp_path / "model"), labels={"ORG": "ORGANIZATION"})
    assert [each.quote for each in extractor.extract(TEXT, Context()).mentions] == ["阿苏心理关爱站"]
    with pytest.raises(SettingsError, match="installed spaCy pipeline or its folder, found 'no-such-model'"):
        make(model="no-such-model", labels={"ORG": "ORGANIZATION"})


@pytest.mark.parametrize(("labels", "found"), [({"ORG": "FIRM"}, "FIRM"), ({}, "none")])
def test_a_label_map_without_our_types_lists_them(other: Language, labels: dict[str, str], found: str) -> None:
    with pytest.raises(SettingsError, match=f"HOSPITAL.* found {found}"):
        SpacyEntities(other, labels)


def test_an_extractor_is_loaded_by_module_and_function() -> None:
    assert load_extractor("tests.nlp.test_extractors:make_fixed").name == "fixed-1.0"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gliner", "expected 'chat', or module:function"),
        ("no_such_module:make", "No module named 'no_such_module'"),
        ("tests.nlp.test_extractors:lost", "has no attribute 'lost'"),
        ("builtins:dict", "with `name` and `extract`"),
    ],
)
def test_an_extractor_that_is_none_says_what_is_expected(name: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        load_extractor(name)
