"""The endpoint over HTTP: what it answers, and what it refuses."""

from __future__ import annotations

import csv
import http.client
import io
import shutil
import subprocess
import threading
import time

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from kg.query.guard import MAX_BYTES
from kg.resources.ontology import ONT
from kg.serve import Site
from kg.serve.protocol import SOLUTIONS, TRIPLES
from tests.query.test_attacks import DEEP, SLOW
from tests.serve.server import Server, running

SUPPORT = f"SELECT ?a ?b WHERE {{ GRAPH ?g {{ ?a <{ONT}supports> ?b }} }} ORDER BY ?a"
GRAPH_OF_SUPPORT = f"CONSTRUCT {{ ?a <{ONT}supports> ?b }} WHERE {{ ?a <{ONT}supports> ?b }}"
CITY = "https://w3id.org/hsev/id/place/990200"


@pytest.mark.parametrize("media", SOLUTIONS)
def test_rows_in_every_format(served: Server, media: str) -> None:
    reply = served.query(SUPPORT, media)
    assert (reply.status, reply.media) == (200, media)
    assert CITY in reply.text


@pytest.mark.parametrize("media", TRIPLES)
def test_graphs_in_every_format(served: Server, media: str) -> None:
    reply = served.query(GRAPH_OF_SUPPORT, media)
    assert (reply.status, reply.media) == (200, media)
    (quad,) = ox.parse(reply.body, format=ox.RdfFormat.from_media_type(media))
    assert quad.subject == ox.NamedNode(CITY)


def test_a_type_that_cannot_hold_the_answer(served: Server) -> None:
    assert served.query(SUPPORT, "text/turtle").status == 406
    assert served.query("ASK {}", "image/png").status == 406


def test_the_usual_prefixes_are_known_and_a_mistake_is_told(served: Server) -> None:
    assert served.query("ASK { ?c a hsev:Claim }").json()["boolean"] is True
    reply = served.query("SELECT * {\n ?s ?p ")
    assert reply.status == 400
    assert "error at 2:" in reply.text
    assert reply.media == "text/plain"


def test_a_mistaken_name_is_told_with_the_nearest_known(served: Server) -> None:
    assert "did you mean hsev?" in served.query("ASK { ?c a hsv:Claim }").text.replace(" or ", "?")
    # A term that the ontology does not have is no mistake of the protocol: it finds nothing.
    assert served.query("ASK { ?c hsev:suports ?o }").json()["boolean"] is False


def test_no_rdf_is_taken_in(served: Server) -> None:
    """So neither a remote JSON-LD context nor an XML entity can be named to it."""
    for media in ("application/ld+json", "application/rdf+xml", "text/turtle"):
        assert served.ask("/sparql", "POST", b"{}", content_type=media).status == 415
        assert served.ask("/sparql?default", "PUT", b"{}", content_type=media).status == 405


def test_it_describes_itself(served: Server) -> None:
    reply = served.ask("/sparql", accept="text/turtle")
    graph = rdflib.Graph().parse(data=reply.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (endpoint,) = graph.objects(None, sd.endpoint)
    assert str(endpoint) == served.address + "/sparql"
    assert set(graph.objects(endpoint, sd.supportedLanguage)) == {sd.SPARQL11Query}
    names = {str(name) for name in graph.objects(None, sd.name)}
    assert {name.rpartition("/")[2] for name in names} >= {"edges", "ontology", "meta"}
    assert served.ask("/sparql", "HEAD", accept="text/turtle").status == 200


def test_a_browser_is_led_to_the_editor(served: Server) -> None:
    reply = served.ask("/sparql?query=ASK%20%7B%7D", accept="text/html,application/xml;q=0.9,*/*;q=0.8")
    assert (reply.status, reply.headers["location"]) == (303, "/editor?query=ASK%20%7B%7D")


def test_it_is_read_only(served: Server) -> None:
    update = served.ask("/sparql", "POST", b"CLEAR ALL", content_type="application/sparql-update")
    assert update.status == 400
    assert "only be read" in update.text
    for method in ("PUT", "DELETE", "PATCH"):
        assert served.ask("/sparql", method).status == 405
    assert served.query("ASK { ?c a hsev:Claim }").json()["boolean"] is True


def test_scratch_takes_updates_and_the_build_stays_as_it_was(served: Server) -> None:
    before = (served.site.folder / "graph.nq").read_bytes()
    with running(Site(served.site.folder, scratch=True)) as scratch:
        put = b"INSERT DATA { <a:s> <a:p> <a:o> }"
        assert scratch.ask("/sparql", "POST", put, content_type="application/sparql-update").status == 204
        assert scratch.query("ASK { <a:s> <a:p> <a:o> }").json()["boolean"] is True
        refused = scratch.ask(
            "/sparql", "POST", b"LOAD <http://127.0.0.1:9/>", content_type="application/sparql-update"
        )
        assert refused.status == 400
        assert "LOAD is not allowed" in refused.text
    assert (served.site.folder / "graph.nq").read_bytes() == before
    assert served.query("ASK { <a:s> <a:p> <a:o> }").json()["boolean"] is False


# ------------------------------------------------------------------------------------------- attacks


def test_a_slow_query_is_stopped_with_an_error_and_holds_up_nobody(served: Server) -> None:
    replies = []
    thread = threading.Thread(target=lambda: replies.append(served.query(SLOW)))
    thread.start()
    time.sleep(0.3)
    began = time.monotonic()
    assert served.query("ASK {}").status == 200
    assert served.ask("/id/place/990200").status == 200
    assert time.monotonic() - began < 2
    assert not replies
    thread.join()
    assert replies[0].status == 503
    assert "stopped after 3 seconds" in replies[0].text


def test_pages_answer_while_every_worker_is_busy(served: Server) -> None:
    threads = [threading.Thread(target=served.query, args=(SLOW,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert served.ask("/id/place/990200", accept="application/json").status == 200
    busy = served.query("ASK {}")
    assert busy.status in (200, 503)  # its turn may come in time
    for thread in threads:
        thread.join()
    assert served.query("ASK {}").status == 200


@pytest.mark.parametrize("name", sorted(DEEP))
def test_nested_brackets_are_refused(served: Server, name: str) -> None:
    reply = served.query(DEEP[name])
    assert reply.status == 400
    assert "nest deeper" in reply.text
    assert served.query("ASK {}").status == 200


def test_no_query_reaches_out(served: Server) -> None:
    for text in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * { \\u0053ERVICE <a:b> {} }"):
        assert served.query(text).status == 400
    reply = served.query(f"SELECT * FROM <{(served.site.folder / 'graph.nq').as_uri()}> {{ ?s ?p ?o }}")
    assert reply.json()["results"]["bindings"] == []


def test_too_large_an_answer_and_too_large_a_request(served: Server) -> None:
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 500000"
    assert served.query(many).status == 503
    long = b"ASK { } # " + b"x" * MAX_BYTES
    assert served.ask("/sparql", "POST", long, content_type="application/sparql-query").status == 400
    longer = b"query=" + b"x" * (5 * MAX_BYTES)
    refused = served.ask("/sparql", "POST", longer, content_type="application/x-www-form-urlencoded")
    assert refused.status == 413


def test_a_body_of_untold_length_is_counted(served: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    headers = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}
    parts = (b"x" * 65536 for _ in range(20))
    try:
        connection.request("POST", "/sparql", parts, headers, encode_chunked=True)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # it hung up before all was sent
    connection.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::2]"])
def test_another_host_is_refused(served: Server, host: str) -> None:
    """A page on the web could point its own name at this machine."""
    assert served.ask("/sparql?query=ASK%7B%7D", host=host).status == 421


def test_another_site_may_not_ask(served: Server) -> None:
    foreign = {"origin": "https://evil.example", "content_type": "application/sparql-query"}
    assert served.ask("/sparql", "POST", b"ASK {}", **foreign).status == 403
    assert served.ask("/sparql", "POST", b"ASK {}", **{**foreign, "origin": "null"}).status == 403
    embedded = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}
    assert served.ask("/sparql?query=ASK%7B%7D", **embedded).status == 403
    assert served.ask("/", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
    own = {**foreign, "origin": served.address}
    assert served.ask("/sparql", "POST", b"ASK {}", **own).status == 200
    assert "access-control-allow-origin" not in served.ask("/sparql", "POST", b"ASK {}", **own).headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2ferrors.py",
        "/id/doc/../../graph.nq",
        "/id/doc/..%2f..%2fkg.json",
        "/id/org/%3E%20%7D%20DROP%20ALL",
        "/id/org/a%0Ab",
        "/id/%FF",
        "/graph.nq",
    ],
)
def test_paths_lead_nowhere_else(served: Server, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.putrequest("GET", path)
    connection.endheaders()
    reply = connection.getresponse()
    assert reply.status in (400, 404)
    connection.close()


# ------------------------------------------------------------------------- clients that others wrote


def test_rdflib_sparqlstore(served: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(served.address + "/sparql", returnFormat="json"))
    rows = graph.query(SUPPORT)
    assert [str(row.a) for row in rows] == [CITY]


def test_sparqlwrapper(served: Server) -> None:
    client = SPARQLWrapper(served.address + "/sparql")
    client.setQuery(SUPPORT)
    client.setReturnFormat(JSON)
    (row,) = client.queryAndConvert()["results"]["bindings"]
    assert row["a"]["value"] == CITY
    client.setReturnFormat(XML)
    assert CITY in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert [each["a"] for each in csv.DictReader(io.StringIO(client.queryAndConvert().decode()))] == [CITY]
    client.setMethod(POST)
    client.setQuery(GRAPH_OF_SUPPORT)
    client.setReturnFormat(TURTLE)
    assert b"990200" in client.queryAndConvert()


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl(served: Server) -> None:
    command = [
        "curl",
        "-s",
        "-G",
        served.address + "/sparql",
        "-H",
        "Accept: text/csv",
        "--data-urlencode",
        f"query={SUPPORT}",
    ]
    assert CITY in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    posted = ["curl", "-s", served.address + "/sparql", "-d", "query=ASK {}"]
    assert subprocess.run(posted, capture_output=True, text=True, check=True).stdout == '{"head":{},"boolean":true}'
