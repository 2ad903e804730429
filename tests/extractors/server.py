"""A chat endpoint that answers from a script, on the loopback address."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0.0


def answer(content: object, **settings: Any) -> Reply:
    """A good reply, with the content as the model's words."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return Reply(json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}), **settings)


@dataclass
class Endpoint:
    """`requests` are what came in: path, headers and body."""

    url: str
    replies: list[Reply]
    requests: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextmanager
def serve(*replies: Reply) -> Iterator[Endpoint]:
    """An endpoint that gives one reply after another, and the last one from then on."""
    endpoint = Endpoint("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that the standard library calls
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            headers = {key.lower(): value for key, value in self.headers.items()}
            endpoint.requests.append((self.path, headers, body))
            number = min(len(endpoint.requests), len(endpoint.replies)) - 1
            reply = endpoint.replies[number]
            time.sleep(reply.wait_seconds)
            data = reply.body.encode()
            try:
                self.send_response(reply.status)
                for key, value in reply.headers.items():
                    self.send_header(key, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:
                pass  # who asked has given up waiting, as the test wants

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # its name there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
