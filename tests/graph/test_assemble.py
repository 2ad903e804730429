"""Many documents, one graph."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from kg.graph import GraphSettings, assemble
from kg.model import Annotation, Claim, Context, Division, Entity, EntityType, Predicate, SourceDocument
from tests.graph.samples import (
    CITY,
    CLINICS,
    GRADE,
    HOSPITAL,
    OTHER_CITY,
    PROVINCE,
    REPORT,
    annotate,
    letter,
    report,
)

P = Predicate


def test_same_claim_from_two_documents_is_one_with_two_pieces_of_evidence() -> None:
    other = annotate("brief", "据悉松溪市第二医院2023年已是三级乙等医院。", (), [
        (Claim(HOSPITAL, P.ACHIEVED, GRADE, time="2023"), "松溪市第二医院2023年已是三级乙等医院")
    ])  # fmt: skip
    graph = assemble([report(), other])
    [found] = [each for each in graph.claims if each.claim.object == GRADE]
    assert found.documents == ("brief", "songxi")
    assert found.sources == 2
    assert len(found.claim.evidence) == 2


def test_reprints_add_evidence_but_no_source() -> None:
    graph = assemble([report(), report("copy", tail="转自某网，编辑整理，仅供参考。"), letter()])
    assert {each.id: each.cluster for each in graph.documents} == {
        "copy": "copy",
        "liuhe": "liuhe",
        "songxi": "copy",
    }
    [found] = [each for each in graph.claims if each.claim.object == GRADE]
    assert len(found.claim.evidence) == 2
    assert found.sources == 1


def test_the_earliest_document_stands_for_its_cluster() -> None:
    early = report("zzz", tail="（完）")
    early = replace(early, context=replace(early.context, published="2024-01-01"))
    graph = assemble([report(), early])
    assert [each.reprint_of for each in graph.documents] == ["zzz", None]


def test_exactly_the_same_source_is_one_document() -> None:
    graph = assemble([report("b"), report("a")])
    assert [(each.id, each.copies) for each in graph.documents] == [("a", ("b",))]
    assert all(len(each.claim.evidence) == 1 for each in graph.claims)


def test_order_of_documents_does_not_matter() -> None:
    documents = [report(), report("copy", tail="（转）"), letter()]
    graphs = [assemble(order) for order in permutations(documents)]
    assert all(graph == graphs[0] for graph in graphs)


def test_a_withdrawn_document_leaves_no_trace() -> None:
    assert assemble(each for each in [letter(), report()] if each.document.id != "liuhe") == assemble([report()])


def test_same_name_in_two_places_stays_apart() -> None:
    name = "人民医院"
    claims = [(Claim(Entity(name, EntityType.HOSPITAL, place=code), P.ACHIEVED, GRADE), name) for code in ("1", "2")]
    graph = assemble([annotate("x", name, (), claims)])
    assert {each.id for each in graph.entities} >= {"org/1-人民医院", "org/2-人民医院"}


def test_names_that_differ_in_punctuation_only_are_one() -> None:
    forms = [Entity(name, EntityType.PROGRAM) for name in ("“两免”行动", "两免行动", "“两免”行动")]
    claims = [(Claim(CITY, P.IMPLEMENTS, form), "两免行动") for form in forms]
    [claim] = [each.claim for each in assemble([annotate("x", "两免行动", (), claims)]).claims]
    assert claim.object == forms[0]


def test_a_change_of_type_keeps_the_entity() -> None:
    forms = [Entity("松溪市妇保院", type_, place="990100") for type_ in (EntityType.PUBLIC_HEALTH, EntityType.HOSPITAL)]
    claims = [(Claim(forms[0], P.LOCATED_IN, CITY), "妇保院"), (Claim(forms[1], P.ACHIEVED, GRADE), "妇保院")]
    graph = assemble([annotate("x", "妇保院", [("妇保院", forms[1])], claims)])
    [found] = [each for each in graph.entities if each.entity.name == "松溪市妇保院"]
    assert found.types == (EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH)
    assert {each.claim.subject.type for each in graph.claims} == {EntityType.HOSPITAL}


def test_counted_groups_belong_to_their_region() -> None:
    def counting(name: str, region: Entity) -> Annotation:
        return annotate(name, f"{region.name}9家乡镇卫生院", [("9家乡镇卫生院", CLINICS)], (), region=region)

    graph = assemble([counting("a", CITY), counting("b", OTHER_CITY)])
    assert [each.id for each in graph.entities if each.entity.group] == [
        "group/990100-9家乡镇卫生院",
        "group/990200-9家乡镇卫生院",
    ]


def test_anaphors_are_counted_but_are_no_alias() -> None:
    annotation = annotate("x", "松溪市好，我市更好", [("松溪市", CITY), ("我市", CITY)], ())
    mentions = (annotation.mentions[0], replace(annotation.mentions[1], anaphor=True))
    [record] = assemble([replace(annotation, mentions=mentions)]).entities
    assert record.aliases == ("松溪市",)
    assert record.mentions == 2


def test_divisions_come_from_contexts_and_from_the_gazetteer() -> None:
    def above(code: str) -> tuple[Entity, ...]:
        return (PROVINCE,) if code == "990200" else ()

    assert assemble([report()], ancestors=above).divisions == (
        Division("990000", "云海省"),
        Division("990100", "松溪市", "990000"),
        Division("990200", "柳河市", "990000"),
    )


def test_a_region_without_a_code_has_no_division() -> None:
    region = Entity("东河片区", EntityType.PLACE)
    graph = assemble([replace(annotate("x", "文", (), (), region=region), context=Context(region))])
    assert graph.divisions == ()
    assert [each.region for each in graph.documents] == [region]


def test_spans_quote_text_and_source() -> None:
    graph = assemble([letter()], settings=GraphSettings(context_chars=4))
    [span] = [each for each in graph.spans if "接诊" in each.quote]
    assert span.source_quote == "2023年接診(zhěn)8百人次"
    assert (span.prefix, span.suffix) == ("柳河市，", "。柳河市")


def test_an_empty_build() -> None:
    empty = Annotation(SourceDocument("x", ""), report().clean.untouched(""), Context())
    assert assemble([]).documents == ()
    assert [each.id for each in assemble([empty]).documents] == ["x"]


def test_sample_is_long_enough_to_be_recognised_as_a_reprint() -> None:
    assert len(REPORT) > 100
