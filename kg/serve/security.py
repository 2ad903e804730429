"""What every request must pass and every answer carries.

The server stands on the loopback address, where any page in the user's browser can reach it. So the Host must
be one it goes by (else a page could point its own name here), another site may not make the browser ask, and
pages run only scripts of this server.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Guard"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Refuses requests for other hosts, from other sites, and with bodies too large; adds the headers above."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], most_bytes: int) -> None:
        self._app, self._most_bytes = app, most_bytes
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(Headers(scope=scope))
        if refused:
            status, message = refused
            await PlainTextResponse(message + "\n", status)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", POLICY)
            await send(message)

        await self._app(scope, receive, guarded)

    def _refusal(self, headers: Headers) -> tuple[int, str] | None:
        if "*" not in self._hosts and _host(headers.get("host", "")) not in self._hosts:
            return 421, "this server does not go by that name; `kg serve --host NAME` adds one"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            return 403, "requests from pages of other sites are refused"
        if (
            origin is None
            and headers.get("sec-fetch-site") == "cross-site"
            and headers.get("sec-fetch-mode") != "navigate"
        ):
            return 403, "requests from pages of other sites are refused"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._most_bytes:
            return 413, f"the request is larger than {self._most_bytes} bytes"
        return None


def _host(header: str) -> str:
    """The host of a Host header, without port and without the brackets of IPv6."""
    try:
        return (urlsplit("//" + header).hostname or "").lower()
    except ValueError:
        return ""
