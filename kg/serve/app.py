"""The server: routes, and what they answer. What asks a store runs in a thread, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar
from urllib.parse import quote

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import QueryBusy, QueryError, QueryTooBig, QueryTooSlow
from kg.query import Request, query_names
from kg.query.facts import ENTITY
from kg.query.guard import MAX_BYTES
from kg.rdf import PREFIXES, from_wire
from kg.resources.ontology import BASE
from kg.serve.asking import ask_view, drawing_page, editor_view, named_queries, term_labels
from kg.serve.description import service_description
from kg.serve.exploring import Explorer
from kg.serve.negotiate import preferred
from kg.serve.pages import local, to_html, to_json
from kg.serve.protocol import SOLUTIONS, TRIPLES, ProtocolError, read_operation, to_request
from kg.serve.security import Guard
from kg.serve.site import Site
from kg.serve.views import View, describe, overview, search, view_of

__all__ = ["LOOPBACK", "make_app"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")

Result = TypeVar("Result")

_MOST_BYTES = 4 * MAX_BYTES
"""A query may be percent-encoded, which takes three bytes for one, and then there are the names of graphs."""
_WAITING = 32
_HTML, _JSON = "text/html", "application/json"
_FACES = (_HTML, _JSON, *TRIPLES)
_ENDINGS = {"html": _HTML, "json": _JSON, "ttl": TRIPLES[0], "nt": TRIPLES[1], "rdf": TRIPLES[2], "jsonld": TRIPLES[3]}
_OWN_POLICY = {"content-security-policy": "frame-ancestors 'self'"}
"""For pages whose scripts stand in them: they name the hashes in a policy of their own, and nothing else runs."""


def make_app(site: Site, hosts: Iterable[str] = LOOPBACK) -> Starlette:
    """The application over a build. `hosts` are the names that requests may call it by; `*` allows every name."""
    server = _Server(site)
    static = StaticFiles(packages=[("kg.serve", "static"), ("kg.serve", "vendor")])
    routes = [
        Route("/", server.home),
        Route("/sparql", server.sparql, methods=["GET", "POST"]),
        Route("/sparql/", server.sparql, methods=["GET", "POST"]),
        Route("/editor", server.editor),
        Route("/search", server.search),
        Route("/ask/{name}", server.ask),
        Route("/draw", server.draw),
        Route("/graph", server.graph),
        Route("/explore", server.explore),
        Route("/explore/around", server.around),
        Route("/explore/search", server.named),
        Route("/explore/words", server.words),
        Route("/prefixes.json", server.prefixes),
        Route("/terms.json", server.terms),
        Route("/ont", server.thing),
        Route("/id/{path:path}", server.thing),
        Route("/code/{path:path}", server.thing),
        Mount("/static", static),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        site.close()

    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=tuple(hosts), most_bytes=_MOST_BYTES)],
        exception_handlers={ProtocolError: _refused, QueryError: _failed, HTTPException: _not_there},
        lifespan=lifespan,
    )


class _Server:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._explorer = Explorer(site.own)
        self._queries = anyio.CapacityLimiter(site.limits.workers + _WAITING)
        self._pages = anyio.CapacityLimiter(8)

    async def sparql(self, request: HttpRequest) -> Response:
        body = await _body(request) if request.method == "POST" else b""
        operation = read_operation(
            request.method, request.scope["query_string"], request.headers.get("content-type"), body
        )
        accept = request.headers.get("accept", "")
        if request.method == "GET" and preferred(accept, (*SOLUTIONS, *TRIPLES, _HTML))[:1] == [_HTML]:
            # A browser that is led here gets the editor.
            return RedirectResponse(
                "/editor" + (f"?query={quote(operation.text, safe='')}" if operation.text else ""), 303
            )
        endpoint = str(request.url.replace(query="", fragment=""))
        if operation.kind == "description":
            media = _first(accept, TRIPLES)
            make = partial(service_description, self._site.own, endpoint, media, updates=self._site.scratch)
            return Response(await self._own(make), media_type=media, headers={"vary": "Accept"})
        asked = to_request(operation, accept, endpoint)
        answer = await self._query(partial(self._site.public.ask, asked, checked=False))
        if answer.kind == "update":
            return Response(status_code=204)
        if answer.media is None:
            raise ProtocolError(406, f"none of the media types asked for can hold the answer, which is {answer.kind}")
        return Response(answer.content, media_type=answer.media, headers={"vary": "Accept"})

    async def thing(self, request: HttpRequest) -> Response:
        iri = from_wire(BASE + request.url.path.removeprefix("/"))
        media = _face(request, _FACES)
        view = await self._own(partial(view_of, self._site, iri))
        if view is None:
            raise HTTPException(404, f"the graph says nothing about {iri}")
        if media in TRIPLES:
            answer = await self._own(partial(self._site.own.ask, Request(describe(iri), triples=(media,))))
            return Response(answer.content, media_type=media, headers={"vary": "Accept"})
        return _show(media, f"{view['kind']}.html", view)

    async def home(self, request: HttpRequest) -> Response:
        view = await self._own(partial(overview, self._site))
        return _show(_face(request), "home.html", {**view, "queries": named_queries()})

    async def search(self, request: HttpRequest) -> Response:
        words = request.query_params.get("q", "").strip()[:100]
        view = await self._own(partial(search, self._site.own, words))
        return _show(_face(request), "search.html", view)

    async def ask(self, request: HttpRequest) -> Response:
        name = request.path_params["name"]
        if name not in query_names():
            raise HTTPException(404, f"there is no query {name!r}; known are {', '.join(query_names())}")
        view = await self._query(partial(ask_view, self._site.public, name, dict(request.query_params)))
        return _show(_face(request), "ask.html", view)

    async def draw(self, request: HttpRequest) -> Response:
        text = request.query_params.get("query", "")
        made = await self._query(partial(drawing_page, self._site.public, self._site.own, text))
        return HTMLResponse(made, headers=_OWN_POLICY)

    async def graph(self, request: HttpRequest) -> Response:
        if self._site.drawing is None:
            raise HTTPException(404, "the build has no graph.html")
        return FileResponse(self._site.drawing, media_type=_HTML, headers=_OWN_POLICY)

    async def explore(self, request: HttpRequest) -> Response:
        return HTMLResponse(await self._own(self._explorer.page), headers=_OWN_POLICY)

    async def around(self, request: HttpRequest) -> Response:
        key = request.query_params.get("node", "")
        found = await self._own(partial(self._explorer.around, key))
        if found is None:
            raise HTTPException(404, f"the graph has no entity {key!r}")
        return Response(to_json(found), media_type=_JSON)

    async def named(self, request: HttpRequest) -> Response:
        text = request.query_params.get("text", "")[:100]
        return Response(to_json(await self._own(partial(self._explorer.search, text))), media_type=_JSON)

    async def words(self, request: HttpRequest) -> Response:
        """Leads to a claim's words in a document, from the names that the explorer knows the two by."""
        document = request.query_params.get("document", "")
        if not document.startswith("doc/"):
            raise HTTPException(404, f"the graph has no document {document!r}")
        path = local(ENTITY + document)
        return RedirectResponse(f"{path}#claim-{quote(request.query_params.get('claim', ''), safe='')}", 303)

    async def editor(self, request: HttpRequest) -> Response:
        return HTMLResponse(to_html("editor.html", editor_view(request.query_params.get("query", ""))))

    async def prefixes(self, request: HttpRequest) -> Response:
        return Response(to_json(PREFIXES), media_type=_JSON)

    async def terms(self, request: HttpRequest) -> Response:
        return Response(to_json(term_labels()), media_type=_JSON)

    async def _query(self, function: Callable[[], Result]) -> Result:
        if self._queries.borrowed_tokens >= self._queries.total_tokens:
            raise QueryBusy("too many queries are waiting: try again in a moment")
        return await anyio.to_thread.run_sync(function, limiter=self._queries)

    async def _own(self, function: Callable[[], Result]) -> Result:
        return await anyio.to_thread.run_sync(function, limiter=self._pages)


async def _body(request: HttpRequest) -> bytes:
    """The body, counted while it comes, since a length need not be told."""
    parts, held = [], 0
    async for part in request.stream():
        held += len(part)
        if held > _MOST_BYTES:
            raise ProtocolError(413, f"the request is larger than {_MOST_BYTES} bytes")
        parts.append(part)
    return b"".join(parts)


def _face(request: HttpRequest, offered: tuple[str, ...] = (_HTML, _JSON)) -> str:
    """The media type to show: that of `?format=`, else what the client prefers."""
    wanted = request.query_params.get("format")
    if wanted is None:
        return _first(request.headers.get("accept", ""), offered)
    if _ENDINGS.get(wanted) not in offered:
        known = ", ".join(name for name, media in _ENDINGS.items() if media in offered)
        raise ProtocolError(400, f"format: expected one of {known}, found {wanted!r}")
    return _ENDINGS[wanted]


def _first(accept: str, offered: tuple[str, ...]) -> str:
    found = preferred(accept, offered)
    if not found:
        raise ProtocolError(406, f"expected a client that takes one of {', '.join(offered)}")
    return found[0]


def _show(media: str, template: str, view: View) -> Response:
    """One view with two faces."""
    content = to_html(template, view) if media == _HTML else to_json(view)
    return Response(content, media_type=media, headers={"vary": "Accept"})


def _refused(_: HttpRequest, error: Exception) -> Response:
    status = error.status if isinstance(error, ProtocolError) else 400
    return PlainTextResponse(f"{error}\n", status)


def _failed(_: HttpRequest, error: Exception) -> Response:
    if isinstance(error, QueryBusy | QueryTooSlow | QueryTooBig):
        return PlainTextResponse(f"{error}\n", 503, headers={"retry-after": "5"})
    return PlainTextResponse(f"{error}\n", 400)


def _not_there(request: HttpRequest, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    said = error.detail if isinstance(error, HTTPException) else ""
    headers = error.headers if isinstance(error, HTTPException) else None
    if preferred(request.headers.get("accept", ""), (_JSON, _HTML))[:1] == [_HTML]:
        return HTMLResponse(to_html("missing.html", {"label": str(status), "message": said}), status, headers=headers)
    return PlainTextResponse(f"{said}\n", status, headers=headers)
