"""The same questions to any SPARQL 1.1 endpoint, and a build sent to one."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from kg.errors import QueryError, QueryTooBig, QueryTooSlow
from kg.query.disk import graph_file
from kg.query.engine import Answer, Limits, Request
from kg.query.guard import check_query, declare
from kg.query.lines import graph_of, ontology_lines, without_graph
from kg.query.named import prepare
from kg.query.rows import Rows, read_rows
from kg.rdf import PREFIXES

__all__ = ["Pushed", "RemoteStore", "is_address", "push"]

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_BATCH = 5000
_SAID_CHARS = 300


def is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


class RemoteStore:
    """An endpoint at an address, asked as a `GraphStore` is.

    `http://user:password@host/…` sends the name and password. Its default graph is what it is: where that is
    not all named graphs together, the packaged queries find less.
    """

    def __init__(self, address: str, limits: Limits | None = None) -> None:
        self.address = address
        self.limits = limits or Limits()

    def query(self, sparql: str, parameters: Mapping[str, str] | None = None) -> Rows:
        """The rows of a query, a `.rq` file or a named query; raises `QueryError`."""
        return read_rows(self.ask(Request(prepare(sparql, parameters or {}))))

    def ask(self, request: Request) -> Answer:
        """The answer to a query, with the standard prefixes declared where they are used."""
        check_query(request.text, PREFIXES, service=self.limits.service)
        body = urlencode({"query": declare(request.text, PREFIXES)}).encode()
        headers = {"Accept": f"{_RESULTS}, {_TRIPLES};q=0.9", "Content-Type": "application/x-www-form-urlencoded"}
        content, media = _send(self.address, "POST", body, headers, self.limits)
        if media == _RESULTS:
            return Answer("solutions", media, content)
        if media in (_TRIPLES, "text/plain"):
            return Answer("triples", media, content)
        raise QueryError(f"{self.address}: expected {_RESULTS} or {_TRIPLES}, found {media or 'no media type'}")


@dataclass(frozen=True, slots=True)
class Pushed:
    graphs: int
    triples: int


def push(
    folder: Path | str,
    address: str,
    *,
    update: bool = False,
    default_graph: bool = False,
    limits: Limits | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Pushed:
    """Send every graph of a build, and the ontology, to an endpoint, replacing the graphs of the same names there.

    `address` is that of the Graph Store Protocol, or, with `update`, of SPARQL Update. `default_graph` puts all
    triples into the default graph as well and so replaces what is there: for stores whose default graph is not
    the union of the named ones. Raises `QueryError` where the endpoint refuses; graphs before that one are there.
    """
    graphs: dict[str, list[bytes]] = {}
    with graph_file(Path(folder)).open("rb") as lines:
        for line in (*lines, *ontology_lines()):
            graphs.setdefault(graph_of(line), []).append(line)
    sent = 0
    send = _by_update if update else _by_graph_store
    jobs: list[tuple[str | None, list[bytes]]] = [*sorted(graphs.items())]
    if default_graph:
        jobs.append((None, sorted(line for each in graphs.values() for line in each)))
    for done, (graph, named) in enumerate(jobs, 1):
        triples = list(without_graph(named))
        send(address, graph, triples, limits or Limits())
        sent += len(triples)
        if progress:
            progress(done, len(jobs), graph or "default graph")
    return Pushed(len(jobs), sent)


def _by_graph_store(address: str, graph: str | None, triples: list[bytes], limits: Limits) -> None:
    where = "default" if graph is None else "graph=" + quote(graph, safe="")
    target = address + ("&" if "?" in address else "?") + where
    _send(target, "PUT", b"".join(triples), {"Content-Type": _TRIPLES}, limits)


def _by_update(address: str, graph: str | None, triples: list[bytes], limits: Limits) -> None:
    _update(address, f"DROP SILENT {'DEFAULT' if graph is None else f'GRAPH <{graph}>'}", limits)
    for text in _inserts(graph, triples):
        _update(address, text, limits)


def _inserts(graph: str | None, triples: list[bytes]) -> Iterator[str]:
    for first in range(0, len(triples), _BATCH):
        data = b"".join(triples[first : first + _BATCH]).decode()
        yield f"INSERT DATA {{ {data} }}" if graph is None else f"INSERT DATA {{ GRAPH <{graph}> {{ {data} }} }}"


def _update(address: str, text: str, limits: Limits) -> None:
    _send(address, "POST", text.encode(), {"Content-Type": "application/sparql-update"}, limits)


def _send(
    address: str, method: str, body: bytes, headers: Mapping[str, str], limits: Limits
) -> tuple[bytes, str | None]:
    target, login = _split(address)
    request = HttpRequest(target, data=body, headers={**headers, **login}, method=method)
    try:
        with urlopen(request, timeout=limits.seconds) as response:
            most = limits.answer_megabytes * 1024 * 1024
            content = response.read(most + 1)
            if len(content) > most:
                raise QueryTooBig(f"{target}: the answer is larger than {limits.answer_megabytes} MB")
            return content, response.headers.get_content_type()
    except HTTPError as error:
        with error:
            said = " ".join(error.read(4 * _SAID_CHARS).decode("utf-8", "replace").split())[:_SAID_CHARS]
        raise QueryError(f"{target}: the endpoint answered {error.code} {error.reason}: {said}") from error
    except TimeoutError as error:
        raise QueryTooSlow(f"{target}: no answer within {limits.seconds:g} seconds") from error
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise QueryError(f"{target}: expected a SPARQL endpoint there, found none: {reason}") from error


def _split(address: str) -> tuple[str, dict[str, str]]:
    """The address without name and password, and the header that carries them."""
    if not is_address(address):
        raise QueryError(f"{address!r}: expected an address that begins with http:// or https://")
    parts = urlsplit(address)
    if not parts.username:
        return address, {}
    host = parts.hostname or ""
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{parts.port}" if parts.port else ""
    token = base64.b64encode(f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()).decode()
    return urlunsplit(parts._replace(netloc=netloc)), {"Authorization": f"Basic {token}"}
