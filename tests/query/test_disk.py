"""The store on disk: made once, mended by graph, never disturbed while it is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib.plugins.sparql

from kg.errors import FormatError, QueryError
from kg.graph import assemble
from kg.model import Annotation
from kg.query import GraphStore, Limits
from kg.query.disk import STORE, sync
from kg.query.lines import graph_of, line_stream, ontology_lines, without_graph
from kg.rdf import to_nquads, to_quads
from tests.graph.samples import CITY, letter, report

DOCUMENTS = [report(), letter(), report("other", tail="（转）")]


def _write(folder: Path, documents: Iterable[Annotation]) -> list[ox.Quad]:
    quads = to_quads(assemble(list(documents), ancestors=lambda code: (CITY,) if code == "990101" else ()))
    (folder / "graph.nq").write_text(to_nquads(quads), encoding="utf-8")
    return quads


def _content(path: Path) -> set[str]:
    return {str(quad) for quad in ox.Store.read_only(str(path)) if "_:" not in str(quad)}


def _expected(quads: Iterable[ox.Quad]) -> set[str]:
    named = [str(quad) for quad in quads] + [line.decode().removesuffix(" .\n") for line in ontology_lines()]
    plain = without_graph(f"{line} .\n".encode() for line in named)
    both = {*named, *(line.decode().removesuffix(" .\n") for line in plain)}
    return {line for line in both if "_:" not in line}  # loading renames the blank nodes of the ontology


def test_the_store_holds_the_graphs_and_each_triple_once_more(tmp_path: Path) -> None:
    quads = _write(tmp_path, DOCUMENTS)
    made = sync(tmp_path)
    assert made.how == "loaded"
    assert _content(made.path) == _expected(quads)


def test_an_unchanged_build_is_not_loaded_again(tmp_path: Path) -> None:
    _write(tmp_path, DOCUMENTS)
    first = sync(tmp_path)
    assert sync(tmp_path) == type(first)(first.path, "kept")
    os.utime(tmp_path / "graph.nq", (1, 1))  # as after copying: other times, same content
    assert sync(tmp_path).how == "kept"


def test_a_new_document_is_mended_in_and_a_dropped_one_leaves_no_trace(tmp_path: Path) -> None:
    # Much of a small graph changes with one document, so make the documents outweigh it.
    many = [letter(), *(report(f"r{number}", tail=f"（{number}）") for number in range(8))]
    before = _write(tmp_path, many)
    first = sync(tmp_path)
    after = _write(tmp_path, many[1:])
    reader = GraphStore.open(tmp_path)  # opens the mended store
    mended = sync(tmp_path)
    assert mended.how == "kept"
    assert mended.path != first.path
    assert _content(mended.path) == _expected(after)
    assert len(reader.query("ASK { ?s ?p ?o }")) == 1

    _write(tmp_path, many)
    again = sync(tmp_path)
    assert again.how == "mended"
    unchanged = {str(q.graph_name.value) for q in before if "/doc/" in str(q.graph_name)} - set(again.graphs)
    assert len(unchanged) == 8  # each report's own graph stayed as it was
    assert _content(again.path) == _expected(before)
    reader.close()


def test_who_reads_is_not_disturbed_by_the_next_build(tmp_path: Path) -> None:
    _write(tmp_path, DOCUMENTS)
    old = GraphStore.open(tmp_path)
    count = "SELECT (COUNT(*) AS ?n) { ?claim a hsev:Claim }"
    before = old.query(count).rows
    _write(tmp_path, DOCUMENTS[1:2])
    new = GraphStore.open(tmp_path)
    assert old.query(count).rows == before
    assert new.query(count).rows < before
    old.close()
    new.close()


def test_who_comes_back_after_the_next_build_gets_it(tmp_path: Path) -> None:
    """Its worker was ended meanwhile, and the store that it had opened is deleted."""
    _write(tmp_path, DOCUMENTS)
    store = GraphStore.open(tmp_path)
    count = "SELECT (COUNT(*) AS ?n) { ?claim a hsev:Claim }"
    before = store.query(count).rows
    store.close()
    _write(tmp_path, DOCUMENTS[1:2])
    sync(tmp_path)
    assert store.query(count).rows < before
    store.close()


def test_a_broken_record_or_store_is_made_anew(tmp_path: Path) -> None:
    _write(tmp_path, DOCUMENTS)
    sync(tmp_path)
    (tmp_path / STORE / "store.json").write_text("{", encoding="utf-8")
    assert sync(tmp_path).how == "loaded"


def test_a_directory_that_may_not_be_written_is_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, DOCUMENTS)

    def refuse(_: Path) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("kg.query.store.sync", refuse)
    store = GraphStore.open(tmp_path)
    assert store.query("ASK { ?x hsev:supports ?y }").rows == ((True,),)
    with pytest.raises(QueryError, match="needs a store on disk"):
        store.dataset()
    store.close()


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text('<a:s> <a:p> "x"^^<a:t> .\n', encoding="utf-8")
    with pytest.raises(FormatError, match=r"N-Quads with a graph of .* found b'<a:s>"):
        sync(tmp_path)
    with pytest.raises(FormatError):
        graph_of(b'<a:s> <a:p> "https://w3id.org/hsev/graph/x" .\n')


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_lines_as_a_stream(size: int) -> None:
    lines = [b"one\n", b"two\n", b"three\n"]
    stream, parts = line_stream(lines), []
    while part := stream.read(size):
        assert len(part) <= size
        parts.append(part)
    assert b"".join(parts) == b"".join(lines)
    assert line_stream(lines).read() == b"".join(lines)


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib 7.6 warns of its own use
def test_the_rdflib_dataset_reads_the_same_graphs(tmp_path: Path) -> None:
    quads = _write(tmp_path, DOCUMENTS)
    store = GraphStore.open(tmp_path)
    dataset = store.dataset()
    assert {str(each.identifier) for each in dataset.graphs()} >= {quad.graph_name.value for quad in quads}
    asked = "SELECT ?c { ?c a hsev:Claim }"
    assert {str(row.c) for row in dataset.query(asked)} == {row[0] for row in store.query(asked).rows}
    with pytest.raises(QueryError, match="only be read"):
        dataset.update("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match="as text"):
        dataset.query(rdflib.plugins.sparql.prepareQuery("ASK {}"))
    store.close()


def test_the_limits_are_checked() -> None:
    with pytest.raises(ValueError, match="seconds: expected more than 0, found 0"):
        Limits(seconds=0)
