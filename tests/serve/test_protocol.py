"""Requests as operations, after sections 2.1 and 2.2 of the SPARQL 1.1 protocol, and which answer a client gets."""

from __future__ import annotations

import pytest

from kg.serve.negotiate import preferred
from kg.serve.protocol import BOOLEAN, SOLUTIONS, TRIPLES, Operation, ProtocolError, read_operation, to_request

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
GRAPHS = b"default-graph-uri=a%3Ab&named-graph-uri=a%3Ac"

READ = {
    "get": (("GET", b"query=ASK%20%7B%7D", None, b""), Operation("query", "ASK {}")),
    "get with plus": (("GET", b"query=ASK+%7B%7D", None, b""), Operation("query", "ASK {}")),
    "get with graphs": (
        ("GET", b"query=ASK%7B%7D&" + GRAPHS, None, b""),
        Operation("query", "ASK{}", ("a:b",), ("a:c",)),
    ),
    "form": (("POST", b"", FORM, b"query=ASK%7B%7D"), Operation("query", "ASK{}")),
    "form with charset": (("POST", b"", FORM + "; charset=UTF-8", b"query=ASK%7B%7D"), Operation("query", "ASK{}")),
    "form, graphs beside it": (
        ("POST", GRAPHS, FORM, b"query=ASK%7B%7D"),
        Operation("query", "ASK{}", ("a:b",), ("a:c",)),
    ),
    "direct": (
        ("POST", GRAPHS, QUERY, "ASK {} # 医院".encode()),
        Operation("query", "ASK {} # 医院", ("a:b",), ("a:c",)),
    ),
    "update": (("POST", b"using-graph-uri=a%3Ab", UPDATE, b"CLEAR ALL"), Operation("update", "CLEAR ALL", ("a:b",))),
    "update form": (("POST", b"", FORM, b"update=CLEAR+ALL"), Operation("update", "CLEAR ALL")),
    "nothing": (("GET", b"", None, b""), Operation("description")),
    "other fields": (("GET", b"format=json", None, b""), Operation("description")),
}
REFUSED = {
    "two queries": (("GET", b"query=ASK%7B%7D&query=ASK%7B%7D", None, b""), 400),
    "update by get": (("GET", b"update=CLEAR%20ALL", None, b""), 400),
    "put": (("PUT", b"", QUERY, b"ASK {}"), 405),
    "no type": (("POST", b"", None, b"ASK {}"), 415),
    "wrong type": (("POST", b"", "text/plain", b"ASK {}"), 415),
    "utf-16": (("POST", b"", QUERY + "; charset=UTF-16", "ASK {}".encode("utf-16")), 415),
    "not utf-8": (("POST", b"", QUERY, b"ASK {} # \xff"), 400),
    "form, not utf-8": (("POST", b"", FORM, b"query=%FF"), 400),
    "form, raw bytes": (("POST", b"", FORM, b"query=\xff"), 400),
    "form without query": (("POST", b"", FORM, b"q=ASK"), 400),
    "query and update": (("POST", b"", FORM, b"query=ASK%7B%7D&update=CLEAR%20ALL"), 400),
    "two updates": (("POST", b"", FORM, b"update=CLEAR%20ALL&update=CLEAR%20ALL"), 400),
    "relative graph": (("GET", b"query=ASK%7B%7D&default-graph-uri=b", None, b""), 400),
    "graph that is none": (("GET", b"query=ASK%7B%7D&default-graph-uri=a%3A%3E%20%7D", None, b""), 400),
    "too many fields": (("GET", b"&".join([b"a=b"] * 60), None, b""), 400),
}


@pytest.mark.parametrize("case", sorted(READ))
def test_read(case: str) -> None:
    request, expected = READ[case]
    assert read_operation(*request) == expected


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_refused(case: str) -> None:
    request, status = REFUSED[case]
    with pytest.raises(ProtocolError) as raised:
        read_operation(*request)
    assert raised.value.status == status


def test_the_graphs_of_an_update_are_written_into_it() -> None:
    operation = Operation(
        "update",
        "INSERT { ?s a <a:where> } WHERE { ?s ?p 'WHERE' { SELECT ?s WHERE { ?s ?p ?o } } } ; CLEAR ALL",
        ("a:b",),
        ("a:c",),
    )
    assert to_request(operation, "", "a:").text == (
        "INSERT { ?s a <a:where> } USING <a:b> USING NAMED <a:c> WHERE "
        "{ ?s ?p 'WHERE' { SELECT ?s WHERE { ?s ?p ?o } } } ; CLEAR ALL"
    )


@pytest.mark.parametrize(
    "text",
    ["WITH <a:x> DELETE { ?s ?p 1 } WHERE { ?s ?p 2 }", "DELETE {} USING <a:x> WHERE {}", "DELETE WHERE { ?s ?p ?o }"],
)
def test_an_update_that_names_its_graphs_twice(text: str) -> None:
    with pytest.raises(ProtocolError):
        to_request(Operation("update", text, ("a:b",)), "", "a:")


ACCEPTED = [
    ("", SOLUTIONS, SOLUTIONS[0]),
    ("*/*", TRIPLES, "text/turtle"),
    ("application/sparql-results+xml, */*;q=0.1", SOLUTIONS, SOLUTIONS[1]),
    ("text/*;q=0.3, text/csv", SOLUTIONS, "text/csv"),
    ("APPLICATION/LD+JSON", TRIPLES, "application/ld+json"),
    ("text/turtle;q=0, */*", TRIPLES, "application/n-triples"),
    ("image/png", BOOLEAN, None),
    ("text/turtle;q=high", TRIPLES, None),
    ("text/html;level=1;q=0.4, application/json;q=0.5", ("text/html", "application/json"), "application/json"),
]


@pytest.mark.parametrize(("accept", "offered", "expected"), ACCEPTED)
def test_what_a_client_prefers(accept: str, offered: tuple[str, ...], expected: str | None) -> None:
    assert next(iter(preferred(accept, offered)), None) == expected


def test_plain_json_and_xml_mean_those_of_sparql() -> None:
    asked = to_request(Operation("query", "ASK {}"), "application/xml, application/json;q=0.9", "a:")
    assert asked.solutions == asked.boolean == (SOLUTIONS[1], SOLUTIONS[0])
    assert asked.triples == ()
