"""A second server, written by others and started here: builds are sent to it, and it is asked as a directory is."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from kg.errors import QueryError, QueryTooBig, QueryTooSlow
from kg.graph import assemble
from kg.query import GraphStore, Limits, RemoteStore, explain_rows, push, query_names
from kg.query.remote import _split
from kg.rdf import to_nquads, to_quads
from tests.graph.samples import letter, report

PROGRAM = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
server_needed = pytest.mark.skipif(PROGRAM is None, reason="needs the server: pip install oxigraph")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build")
    graph = assemble([report(), report("copy", tail="（转）"), letter()], ancestors=lambda code: ())
    (path / "graph.nq").write_text(to_nquads(to_quads(graph)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    location = tmp_path_factory.mktemp("server")
    command = [str(PROGRAM), "serve", "--location", str(location), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urlopen(address + "/query?query=ASK%7B%7D", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
        process.terminate()


@server_needed
@pytest.mark.parametrize("update", [False, True])
def test_a_build_that_was_sent_answers_as_the_directory_does(server: str, folder: Path, update: bool) -> None:
    target = server + ("/update" if update else "/store")
    sent = push(folder, target, update=update, default_graph=True)
    remote, local = RemoteStore(server + "/query"), GraphStore.open(folder)
    everything = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert remote.query(everything).rows == local.query(everything).rows
    assert sent.graphs == len(local.query(everything)) + 1
    for name in sorted(set(query_names()) - {"weak-evidence"}):
        parameters = dict.fromkeys(("place", "programme", "indicator", "topic", "document", "id"), "柳河市")
        used = {each.name for each in _parameters(name)}
        given = {key: value for key, value in parameters.items() if key in used}
        assert remote.query(name, given).rows == local.query(name, given).rows, name
    assert remote.query("CONSTRUCT { ?s ?p ?o } { GRAPH g:edges { ?s ?p ?o } }").rows
    assert remote.query("ASK { ?s a hsev:Claim }").rows == ((True,),)
    local.close()


def _parameters(name: str) -> tuple[object, ...]:
    from kg.query import named_query

    return tuple(each for each in named_query(name).parameters if not each.optional)


@server_needed
def test_a_second_push_replaces_and_adds_nothing(server: str, folder: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    push(folder, server + "/store")
    before = RemoteStore(server + "/query").query(count).rows
    push(folder, server + "/store")
    assert RemoteStore(server + "/query").query(count).rows == before


@server_needed
def test_evidence_comes_from_there_too(server: str, folder: Path) -> None:
    push(folder, server + "/store", default_graph=True)
    remote = RemoteStore(server + "/query")
    explained = explain_rows(remote, remote.query("who-supports"))
    assert explained.grounds[0][0].quotes[0].quote == "柳河市对口支援松溪市，选派12名医生"


@server_needed
def test_what_goes_wrong_there_is_told(server: str) -> None:
    remote = RemoteStore(server + "/query")
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        remote.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="answered 400"):
        remote.query("SELECT * { ?s ?p ")
    with pytest.raises(QueryError, match="answered 404"):
        RemoteStore(server + "/nothing").query("ASK {}")
    with pytest.raises(QueryError, match="answered 4"):
        push_nothing_to(server)
    with pytest.raises(QueryTooBig, match="larger than 1 MB"):
        RemoteStore(server + "/query", Limits(answer_megabytes=1)).query(
            "SELECT * { VALUES ?a { " + "1 " * 1000 + "} VALUES ?b { " + "1 " * 1000 + "} }"
        )


def push_nothing_to(server: str) -> None:
    from kg.query.remote import _send

    _send(server + "/store?graph=%20not%20an%20iri", "PUT", b"", {"Content-Type": "application/n-triples"}, Limits())


def test_an_address_where_nobody_answers(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(QueryTooSlow, match=r"within 0\.2 seconds"):
            RemoteStore(address, Limits(seconds=0.2)).query("ASK {}")
    with pytest.raises(QueryError, match="expected a SPARQL endpoint there, found none"):
        RemoteStore(address).query("ASK {}")
    with pytest.raises(QueryError, match="begins with http"):
        push(folder, "file:///tmp/store")


def test_name_and_password_leave_the_address() -> None:
    assert _split("http://me:se%40cret@[::1]:80/x?y") == (
        "http://[::1]:80/x?y",
        {"Authorization": "Basic bWU6c2VAY3JldA=="},
    )
