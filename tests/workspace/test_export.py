"""The formats of other tools."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest

from kg.errors import SettingsError
from kg.graph import assemble
from kg.rdf import to_quads
from kg.workspace import FORMATS, export
from kg.workspace.tables import claims_table, entities_table, mentions_table
from tests.graph.samples import letter, report

GRAPH = assemble([report(), letter()])


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_gives_the_same_bytes_twice(format_: str, tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        paths = export(GRAPH, tmp_path / name, format_)
        found.append([path.read_bytes() for path in paths])
    assert found[0] == found[1]
    assert all(found[0])


@pytest.mark.parametrize("ending", ["trig", "nq", "jsonld", "ttl"])
def test_rdf_by_ending(ending: str, tmp_path: Path) -> None:
    [path] = export(GRAPH, tmp_path / f"图.{ending}")
    format_ = {"jsonld": ox.RdfFormat.JSON_LD}.get(ending) or ox.RdfFormat.from_extension(ending)
    found = {(each.subject, each.predicate, each.object) for each in ox.parse(path.read_bytes(), format=format_)}
    assert found == {(each.subject, each.predicate, each.object) for each in to_quads(GRAPH)}


@pytest.mark.parametrize(("ending", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_back(ending: str, read: object, tmp_path: Path) -> None:
    [path] = export(GRAPH, tmp_path / f"g.{ending}")
    network = read(path)  # type: ignore[operator]
    assert set(network.nodes) == {each.id for each in GRAPH.entities}
    assert network.number_of_edges() == len(GRAPH.claims)
    assert b"lastmodified" not in path.read_bytes()


def test_tables(tmp_path: Path) -> None:
    claims = claims_table(GRAPH)
    assert list(claims.id) == [each.id for each in GRAPH.claims]
    assert set(claims.subject_id) <= set(entities_table(GRAPH).id)
    assert mentions_table(GRAPH).text.tolist()[:2] == ["柳河市第二医院", "松溪市"]
    assert claims[claims.edge].modality.isin(["done", "ongoing"]).all()
    export(GRAPH, tmp_path, "parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "claims.parquet"), claims)


def test_tables_of_nothing_have_the_same_columns_and_types() -> None:
    empty = assemble([])
    for make in (claims_table, entities_table, mentions_table):
        assert make(empty).dtypes.to_dict() == make(GRAPH).dtypes.to_dict()


@pytest.mark.parametrize(("target", "format_"), [("x.doc", None), ("x", "word"), ("x", None)])
def test_unknown_format(target: str, format_: str | None, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="trig, turtle"):
        export(GRAPH, tmp_path / target, format_)
