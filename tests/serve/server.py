"""A server in a thread, and a client that sends exactly what it is told."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import uvicorn

from kg.serve import Site, make_app

__all__ = ["Reply", "Server", "running"]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    site: Site
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """Header names take `_` for `-`; Chinese in the path is percent-encoded, all else sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        path = quote(path, safe="/?=&%+#:,;@!$'()*~")
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        reply = Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return reply

    def query(self, sparql: str, accept: str = "application/sparql-results+json") -> Reply:
        return self.ask("/sparql", "POST", sparql.encode(), content_type="application/sparql-query", accept=accept)


@contextmanager
def running(site: Site) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(make_app(site), log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield Server(site, listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()
