"""What breaks or escapes from rdflib and oxigraph, tried against the store: none of it may work."""

from __future__ import annotations

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import QueryBusy, QueryError, QueryTooBig, QueryTooSlow
from kg.graph import assemble
from kg.query import GraphStore, Limits, Request
from kg.query.engine import Engine
from kg.rdf import to_nquads, to_quads
from tests.graph.samples import letter, report

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own use

CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SLOW = f"SELECT (COUNT(*) AS ?n) {CROSS}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build")
    quads = to_quads(assemble([report(), letter()], ancestors=lambda code: ()))
    (path / "graph.nq").write_text(to_nquads(quads), encoding="utf-8")
    return path


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A local port, and what anybody sent to it."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stopped = threading.Event()

        def listen() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    received.append(b"connected")

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], received
        stopped.set()
        thread.join()


def _works(store: GraphStore) -> bool:
    return store.query("ASK { ?s a hsev:Claim }").rows == ((True,),)


OUTSIDE = [
    "SELECT * {{ SERVICE <{target}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{target}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SER\\u0056ICE <{target}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{target}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{target}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{target}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{target}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "LOAD <{target}>",
    "LOAD SILENT <{target}> INTO GRAPH <a:g>",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_no_query_reaches_another_address(folder: Path, listener: tuple[int, list[bytes]], text: str) -> None:
    port, received = listener
    store = GraphStore.open(folder, Limits(seconds=10))
    dataset = store.dataset()
    query = text.format(target=f"http://127.0.0.1:{port}/")
    for ask in (store.query, dataset.query, dataset.update):
        with suppress(QueryError, SyntaxError):
            ask(query)
        gc.collect()  # rdflib's results are cycles, and oxigraph's must go in the thread that made them
    time.sleep(0.15)
    assert received == []
    store.close()


def test_the_listener_hears_a_query_that_is_allowed_out(folder: Path, listener: tuple[int, list[bytes]]) -> None:
    """Else the test above would pass whatever happens."""
    port, received = listener
    store = GraphStore.open(folder, Limits(seconds=10, service=True))
    with pytest.raises(QueryError):
        store.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
    time.sleep(0.15)
    assert received == [b"connected"]
    store.close()


@pytest.mark.parametrize("clause", ["FROM <{file}>", "FROM NAMED <{file}>"])
def test_no_query_reads_a_file(folder: Path, tmp_path: Path, clause: str) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text('<a:s> <a:p> "secret" .\n', encoding="utf-8")
    store = GraphStore.open(folder)
    text = f"SELECT * {clause.format(file=secret.as_uri())} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    assert len(store.query(text)) == 0
    # oxrdflib looks at the whole default graph whatever FROM says; the file is not read all the same.
    assert not [row for row in store.dataset().query(text) if "secret" in str(row)]
    store.close()


def test_a_slow_query_is_stopped_and_the_next_one_answered(folder: Path) -> None:
    store = GraphStore.open(folder, Limits(seconds=0.5))
    began = time.monotonic()
    with pytest.raises(QueryTooSlow, match=r"stopped after 0\.5 seconds"):
        store.query(SLOW)
    assert time.monotonic() - began < 5
    assert _works(store)
    store.close()


def test_a_slow_query_does_not_hold_up_another(folder: Path) -> None:
    store = GraphStore.open(folder, Limits(seconds=2, workers=2))
    assert _works(store)
    said: list[str] = []

    def slow() -> None:
        try:
            store.query(SLOW)
        except QueryTooSlow:
            said.append("stopped")

    thread = threading.Thread(target=slow)
    thread.start()
    time.sleep(0.2)
    assert _works(store)
    assert said == []  # the slow one was still running
    thread.join()
    assert said == ["stopped"]
    store.close()


def test_who_gets_no_turn_is_told_so(folder: Path) -> None:
    store = GraphStore.open(folder, Limits(seconds=2, workers=1, wait_seconds=0.1))
    assert _works(store)

    def slow() -> None:
        with suppress(QueryTooSlow):
            store.query(SLOW)

    thread = threading.Thread(target=slow)
    thread.start()
    time.sleep(0.3)
    with pytest.raises(QueryBusy, match="1 other queries are running"):
        store.query("ASK {}")
    thread.join()
    store.close()


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux holds a process to a limit of memory")
def test_a_query_that_wants_too_much_memory_is_stopped(folder: Path) -> None:
    store = GraphStore.open(folder, Limits(seconds=30, memory_megabytes=64))
    with pytest.raises(QueryTooBig, match="more than 64 MB of memory"):
        store.query(f"SELECT * {CROSS} ORDER BY ?c ?f")
    assert _works(store)
    store.close()


def test_an_answer_that_is_too_large_is_stopped(folder: Path) -> None:
    store = GraphStore.open(folder, Limits(seconds=30, answer_megabytes=1))
    with pytest.raises(QueryTooBig, match="larger than 1 MB"):
        store.query(f"SELECT * {CROSS} LIMIT 1000000")
    assert _works(store)
    store.close()


DEEP = {
    "brackets": "ASK { FILTER" + "(" * 25000 + "1" + ")" * 25000 + " }",
    "brackets that may be an IRI": "ASK { BIND(1 AS ?a) FILTER(?a <" + "(" * 25000 + "1" + ")" * 25000 + ">2) }",
    "groups": "ASK " + "{" * 25000 + "}" * 25000,
    "blank nodes": "ASK { ?s ?p " + "[ ?p " * 10000 + "1" + "]" * 10000 + " }",
}
LONG = {
    "sums": "ASK { FILTER(" + "1+" * 30000 + "1) }",
    "paths": "ASK { ?s " + "rdf:first/" * 6000 + "rdf:first ?o }",
    "unions": "ASK {" + "{} UNION " * 7000 + "{} }",
    "negations": "ASK { FILTER(" + "!" * 60000 + "true) }",
}


@pytest.mark.parametrize("name", sorted(DEEP))
def test_deep_nesting_is_refused_before_the_engine_sees_it(name: str) -> None:
    store = GraphStore([])
    with pytest.raises(QueryError, match="nest deeper than 200"):
        store.query(DEEP[name])
    store.close()


@pytest.mark.parametrize("name", sorted({**DEEP, **LONG}))
def test_a_query_that_ends_its_process_ends_no_other(folder: Path, name: str) -> None:
    """Past the guard, straight to the engine: whether it answers, refuses or dies, the next query is answered."""
    store = GraphStore.open(folder, Limits(seconds=10))
    engine = Engine(directory=store._directory, limits=Limits(seconds=2))
    with suppress(QueryError):
        engine.ask(Request({**DEEP, **LONG}[name]))
    assert engine.ask(Request("ASK {}")).kind == "boolean"
    engine.close()
    store.close()


def test_the_worst_of_them_does_end_the_engine(folder: Path) -> None:
    """Else the worker process would be for nothing."""
    engine = Engine(limits=Limits(seconds=20))
    with pytest.raises(QueryError, match="broke the engine"):
        engine.ask(Request(DEEP["brackets"]))
    engine.close()


def test_an_update_is_refused(folder: Path) -> None:
    store = GraphStore.open(folder)
    with pytest.raises(QueryError, match="only be read"):
        store.ask(Request("DELETE WHERE { ?s ?p ?o }", update=True))
    with pytest.raises(QueryError, match="cannot be read"):
        store.query("DELETE WHERE { ?s ?p ?o }")
    store.close()
