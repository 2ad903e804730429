"""Entities of different reports: made one, or kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.graph import GraphSettings, assemble
from kg.graph.sameness import Sameness
from kg.link import find_context, link_mentions
from kg.model import Annotation, CleanText, Entity, EntityType, Mention, SourceDocument, entity_id
from kg.resources.renamings import Renaming, format_renamings, parse_renamings, read_renamings
from tests.link.cases import marked

_LINES = (Path(__file__).parent / "data" / "across.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in _LINES if not line.startswith("#")][1:]
T = EntityType


def _annotated(name: str, text: str) -> tuple[Annotation, int]:
    plain, mentions, judged = marked(text)
    clean = CleanText.untouched(plain)
    document = SourceDocument(name, plain)
    context = find_context(clean, document=document)
    return Annotation(document, clean, context, mentions=link_mentions(plain, mentions, context)), judged


def _ids(*texts: str) -> list[str]:
    """The ids that the starred mentions of the reports have in one graph."""
    annotations = [_annotated(f"report-{index}", text) for index, text in enumerate(texts)]
    graph = assemble([each for each, _ in annotations])
    rows = {(row.document, row.start, row.end): row.entity for row in graph.mentions}
    found = []
    for annotation, judged in annotations:
        mention = annotation.mentions[judged]
        entity = rows[annotation.document.id, mention.start, mention.end]
        assert entity is not None
        found.append(entity)
    return found


@pytest.mark.parametrize(("expected", "first", "second", "why"), CASES, ids=[case[3] for case in CASES])
def test_two_reports_are_about_one_body_or_about_two(expected: str, first: str, second: str, why: str) -> None:
    one, other = _ids(first, second)
    assert (one == other) == (expected == "one"), (one, other, why)


def test_order_and_company_do_not_matter() -> None:
    sameness = Sameness()
    old = Entity("那曲地区人民医院", T.HOSPITAL, place="542400")
    assert entity_id(sameness.settle(old, None)) == entity_id(Sameness().settle(old, None))
    assert sameness.settle(sameness.settle(old, None), None) == sameness.settle(old, None)


def test_a_division_that_another_took_over_keeps_its_bodies() -> None:
    taken = Entity("崇文区妇幼保健院", T.HOSPITAL, place="110103")
    assert Sameness().settle(taken, None) == taken


def test_a_person_is_one_in_the_reports_of_a_city_and_its_county() -> None:
    person = Entity("麦思源", T.PERSON)
    settle = Sameness().settle
    county, city, elsewhere = (Entity("x", T.PLACE, code=code) for code in ("450722", "450700", "451000"))
    assert settle(person, county) == settle(person, city)
    assert settle(person, county) != settle(person, elsewhere)
    assert settle(person, None) == person


def test_a_building_without_an_owner_belongs_to_the_region_of_its_report() -> None:
    settle = Sameness().settle
    region = Entity("浦北县", T.PLACE, code="450722")
    assert settle(Entity("住院楼", T.FACILITY), region).place == "450722"
    assert settle(Entity("浦北县人民医院住院楼", T.FACILITY, place="450722"), region).place == "450722"
    assert settle(Entity("中华医学会", T.ORGANIZATION), region).place is None


def test_an_analyst_adds_a_renaming(tmp_path: Path) -> None:
    table = tmp_path / "renamings.tsv"
    row = Renaming("松溪县第二医院", "松溪县康复医院", until="2019")
    table.write_text(format_renamings([row]) + "\n", encoding="utf-8")
    settings = GraphSettings(renamings=read_renamings(table))
    texts = ("松溪县通报。{*HOSPITAL:松溪县第二医院}扩建。", "松溪县通报。{*HOSPITAL:松溪县康复医院}开诊。")
    annotations = [_annotated(f"report-{index}", text)[0] for index, text in enumerate(texts)]
    graph = assemble(annotations, settings=settings)
    [record] = [each for each in graph.entities if each.entity.type is T.HOSPITAL]
    assert record.entity.name == "松溪县康复医院"
    assert record.aliases == ("松溪县康复医院", "松溪县第二医院")
    assert parse_renamings("stored", graph.settings["renamings"].splitlines()) == (row,)
    assert len([each for each in assemble(annotations).entities if each.entity.type is T.HOSPITAL]) == 2


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("甲医院\t甲医院\t\t2019\t", "two different names"),
        ("甲医院\t乙医院\ttown\t2019\t", "a level among"),
        ("甲医院\t乙医院\t\tlast year\t", "a year or empty"),
        ("甲医院\t乙医院", "expected 5 cells"),
    ],
)
def test_a_bad_row_is_named_with_its_line(row: str, message: str) -> None:
    with pytest.raises(KgError, match=f"mine.tsv:2: .*{message}"):
        parse_renamings("mine.tsv", ["former\tpresent\tlevel\tuntil\tnote", row])


def test_names_that_follow_each_other_in_a_circle_end() -> None:
    circle = (Renaming("甲医院", "乙医院"), Renaming("乙医院", "甲医院"))
    assert Sameness(circle).settle(Entity("甲医院", T.HOSPITAL), None).name == "乙医院"


def test_a_mention_of_each_report_is_counted_for_the_one_entity() -> None:
    texts = ("广东省卫生厅", "广东省卫生健康委员会")
    reports = [_annotated(f"r{index}", f"{{*AGENCY:{name}}}印发通知。")[0] for index, name in enumerate(texts)]
    [agency] = [each for each in assemble(reports).entities if each.entity.type is T.AGENCY]
    assert agency.documents == ("r0", "r1")
    assert agency.mentions == 2
    assert isinstance(reports[0].mentions[0], Mention)
