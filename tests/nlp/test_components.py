"""The components as a spaCy user meets them: by name, in an order, beside others."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.nlp
from kg.errors import SettingsError
from kg.model import EntityType, Mention, Predicate, SourceDocument
from kg.nlp.components.tagger import without_damaged

TEXT = "2023年，昌吉市人民医院选派12名医生支援木垒县中医医院。市卫健委启动“强基层”行动。"
ORDER = ("kg_places", "kg_names", "kg_tagger", "kg_linker", "kg_claims")
OF_EXTRACTORS = ("kg_extractor", "kg_extractor_claims")
OWN = Path(__file__).with_name("my_pipeline.cfg")


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("zh")
    for name in ORDER:
        nlp.add_pipe(name)
    return nlp


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_the_order_tested_is_the_order_shipped() -> None:
    assert tuple(kg.nlp.load_pipeline().pipe_names) == ORDER


def test_spacy_finds_the_factories_without_an_import_of_ours() -> None:
    found = {point.name: point.value for point in entry_points(group="spacy_factories") if point.name.startswith("kg_")}
    if not found:
        pytest.skip("install the package (`pip install -e .`) to see its entry points")
    assert sorted(found) == sorted((*ORDER, *OF_EXTRACTORS))
    for value in found.values():
        module, _, function = value.partition(":")
        assert callable(getattr(__import__(module, fromlist=[function]), function))


def test_in_order_nothing_is_missing(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert problems == {name: [] for name in ORDER}


@pytest.mark.parametrize(
    ("order", "where", "missing"),
    [
        (("kg_names", "kg_places"), "kg_names", "doc._.kg_places"),
        (("kg_places", "kg_tagger"), "kg_tagger", "doc._.kg_findings"),
        (("kg_names", "kg_linker"), "kg_linker", "doc._.kg_context"),
        (("kg_places", "kg_claims", "kg_names"), "kg_claims", "doc._.kg_mentions"),
    ],
)
def test_a_wrong_order_is_reported_before_any_text_is_read(order: tuple[str, ...], where: str, missing: str) -> None:
    nlp = spacy.blank("zh")
    for name in order:
        nlp.add_pipe(name)
    assert missing in nlp.analyze_pipes()["problems"][where]


@pytest.mark.parametrize(
    ("name", "setter"), [("kg_linker", "kg_places"), ("kg_claims", "kg_places"), ("kg_tagger", "kg_names")]
)
def test_what_cannot_do_without_another_says_which(name: str, setter: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    with pytest.raises(SettingsError, match=f"{name} needs .* {setter} sets"):
        nlp(TEXT)


@pytest.mark.parametrize("threshold", [0.0, 1.0, 1.5])
def test_a_threshold_that_is_no_probability_is_refused(threshold: float) -> None:
    with pytest.raises(SettingsError, match="between 0 and 1"):
        spacy.blank("zh").add_pipe("kg_tagger", config={"threshold": threshold})


def test_the_outermost_names_are_entities_and_all_are_spans(doc: Doc) -> None:
    entities = {(span.text, span.label_) for span in doc.ents}
    assert {("昌吉市人民医院", "HOSPITAL"), ("木垒县中医医院", "HOSPITAL"), ("市卫健委", "AGENCY")} <= entities
    spans = {(span.text, span.label_) for span in doc.spans["mentions"]}
    assert entities | {("昌吉市", "PLACE"), ("木垒县", "PLACE")} <= spans
    assert ("昌吉市", "PLACE") not in entities
    assert {label for _, label in spans} <= set(EntityType)


def test_a_span_knows_its_mention_and_its_link(doc: Doc) -> None:
    span = next(span for span in doc.ents if span.text == "木垒县中医医院")
    assert span.kb_id_ == "木垒哈萨克自治县中医医院"
    assert span._.kg_mention.entity.place == "652328"


def test_claims_are_on_the_doc(doc: Doc) -> None:
    support = [claim for claim in doc._.kg_claims if claim.predicate is Predicate.SUPPORTS]
    assert [(claim.subject.name, claim.object.name, claim.quantity.value) for claim in support] == [
        ("昌吉市人民医院", "木垒哈萨克自治县中医医院", "12")
    ]


def test_what_only_the_pair_model_says_can_be_let_in_or_kept_out() -> None:
    page = (Path(kg.__file__).parent / "resources/corpus/pages/js-funing-review.txt").read_bytes()
    source = SourceDocument(id="a", source=page.decode("utf-8", errors="replace"))

    def unsaid(minimum: float) -> int:
        nlp = kg.nlp.load_pipeline()
        nlp.replace_pipe("kg_claims", "kg_claims", config={"model_minimum": minimum})
        claims = kg.nlp.Annotator(nlp)(source).claims
        return sum(claim.evidence[0].rule.startswith("pair.") for claim in claims)

    assert unsaid(1.0) == 0 < unsaid(0.2)


def test_displacy_draws_entities_and_nested_spans(doc: Doc) -> None:
    entities = displacy.render(doc, style="ent", jupyter=False)
    assert entities.count("HOSPITAL") == 2
    spans = displacy.render(doc, style="span", options={"spans_key": "mentions"}, jupyter=False)
    assert "PLACE" in spans


def test_any_tokenizer_will_do() -> None:
    """Mentions are found in the text, so that coarser tokens only widen the spans shown to spaCy."""
    nlp = spacy.blank("xx")
    for name in ORDER:
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert "昌吉市人民医院" in [mention.text for mention in doc._.kg_mentions]


@pytest.fixture
def own() -> Language:
    nlp = kg.nlp.load_pipeline(OWN)
    nlp.get_pipe("my_rules").add_patterns([{"label": "ACT", "pattern": [{"TEXT": "支"}, {"TEXT": "援"}]}])
    return nlp


def test_a_config_of_ones_own_with_another_component_beside(own: Language) -> None:
    assert own.pipe_names == ["sentencizer", "my_rules", "kg_places", "kg_names", "kg_tagger", "kg_linker"]
    doc = own(TEXT)
    assert [span.text for span in doc.spans["my_spans"]] == ["支援"]
    assert len(list(doc.sents)) == 2
    assert "市卫健委" in [span.text for span in doc.ents]
    assert own.get_pipe_config("kg_tagger")["threshold"] == 0.6
    assert doc._.kg_claims is None


def test_an_annotator_runs_a_pipeline_of_ones_own_over_a_page(own: Language) -> None:
    annotate = kg.nlp.Annotator(own)
    annotation = annotate(SourceDocument(id="page", source=f"首页 新闻\n{TEXT}\n版权所有"))
    assert annotation.claims == ()
    assert "木垒县中医医院" in [mention.text for mention in annotation.mentions]


def test_an_empty_text_and_a_text_without_names_are_fine(nlp: Language) -> None:
    for text in ("", "\n", "天气晴朗。"):
        doc = nlp(text)
        assert doc.ents == ()
        assert doc._.kg_claims == ()


def test_equal_text_gives_equal_annotations_in_any_company(nlp: Language, doc: Doc) -> None:
    nlp("另一篇文章，讲的是桂林市人民医院。")
    again = nlp(TEXT)
    assert again._.kg_mentions == doc._.kg_mentions
    assert again._.kg_claims == doc._.kg_claims
    piped = list(nlp.pipe([TEXT, "别的", TEXT]))
    assert piped[0]._.kg_claims == piped[2]._.kg_claims == doc._.kg_claims


def test_only_claims_as_sure_as_asked_for_are_given_out() -> None:
    page = SourceDocument(id="page", source=TEXT)
    every = kg.nlp.packaged_annotator(0.0)(page).claims
    sure = sorted(claim.confidence for claim in every)[len(every) // 2]
    few = kg.nlp.packaged_annotator(sure)(page).claims
    assert {claim.id for claim in few} < {claim.id for claim in every}
    assert all(claim.confidence >= sure for claim in few)


@pytest.mark.parametrize("sure", [-0.1, 1.1])
def test_a_confidence_that_is_none_is_refused(sure: float) -> None:
    with pytest.raises(SettingsError, match="from 0 to 1"):
        kg.nlp.load_pipeline(sure=sure)


def test_a_pipeline_without_claims_cannot_be_asked_for_sure_ones() -> None:
    with pytest.raises(SettingsError, match="kg_claims"):
        kg.nlp.load_pipeline(OWN, sure=0.9)


def test_a_name_that_lost_a_character_is_none() -> None:
    name = Mention(0, 7, "昌吉市人民医院", EntityType.HOSPITAL)
    other = Mention(9, 12, "木垒县", EntityType.PLACE)
    assert without_damaged([name, other], [(3, 4)]) == [other]
    assert without_damaged([name, other], [(7, 9)]) == [name, other]


def test_a_place_that_nothing_speaks_for_is_proposed_and_not_chosen(nlp: Language) -> None:
    doc = nlp("昆山市卫生健康委员会消息\n医生每周去花桥坐诊。")
    found = {mention.rule for mention in doc._.kg_findings.found if mention.text == "花桥"}
    assert "place.doubt.town" in found
    assert not any(mention.rule.startswith("place.doubt") for mention in doc._.kg_findings.chosen)
