"""The process that runs queries, so that none can harm the one that asked.

Run as a script by `kg.query.engine`, never imported by it: a query that takes too long is ended with the
process, and one that breaks the engine breaks only this. Nothing but the standard library and oxigraph is
loaded, so that it starts in some 50 ms.

Both directions speak in frames: one byte of kind, four of length, the content. A request is a frame `Q`
with JSON. The answer is `H` (JSON: what is coming), any number of `D` (bytes), then `.`; or `E` with a
message, at any point. `R` says that the store is open.
"""

from __future__ import annotations

import json
import struct
import sys
from typing import Any, BinaryIO

_CHUNK = 1 << 16
_PAGE = 4096


class _Frames:
    """The way out. What oxigraph serialises goes through `write` and is sent in chunks."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= _CHUNK:
            self._drain()
        return len(data)

    def flush(self) -> None:
        pass

    def send(self, kind: bytes, content: bytes = b"") -> None:
        self._drain()
        self._put(kind, content)
        self._stream.flush()

    def drop(self) -> None:
        """Forget what was written but not sent."""
        self._held.clear()

    def _drain(self) -> None:
        if self._held:
            self._put(b"D", bytes(self._held))
            self._held.clear()

    def _put(self, kind: bytes, content: bytes) -> None:
        self._stream.write(kind + struct.pack(">I", len(content)) + content)


def _read(stream: BinaryIO) -> tuple[bytes, bytes]:
    head = stream.read(5)
    if len(head) < 5:
        return b"", b""
    (length,) = struct.unpack(">I", head[1:])
    return head[:1], stream.read(length)


def _open(ox: Any, request: dict[str, Any]) -> Any:
    if request["directory"]:
        return ox.Store.read_only(request["directory"])
    store = ox.Store()
    if request["file"]:
        store.bulk_load(path=request["file"], format=ox.RdfFormat.N_QUADS)
    return store


def _limit_memory(megabytes: int) -> None:
    """So much more than the process has now. Linux alone holds a process to it; elsewhere nothing happens."""
    if not megabytes or not sys.platform.startswith("linux"):
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as held:  # noqa: PTH123 - pathlib costs 10 ms of the start
        now = int(held.read().split()[0]) * _PAGE
    limit = now + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _answer(ox: Any, store: Any, request: dict[str, Any], prefixes: dict[str, str], out: _Frames) -> None:
    if request["update"]:
        store.update(request["text"], base_iri=request["base"], prefixes=prefixes)
        out.send(b"H", json.dumps({"kind": "update"}).encode())
        return
    graphs: dict[str, Any] = {}
    for name in ("default_graph", "named_graphs"):
        if request[name] is not None:
            graphs[name] = [ox.NamedNode(iri) for iri in request[name]]
    found = store.query(request["text"], base_iri=request["base"], prefixes=prefixes, **graphs)
    if isinstance(found, ox.QueryTriples):
        kind, formats = "triples", ox.RdfFormat
    else:
        kind = "boolean" if isinstance(found, ox.QueryBoolean) else "solutions"
        formats = ox.QueryResultsFormat
    media = next((each for each in request[kind] if formats.from_media_type(each)), None)
    if media is None:
        out.send(b"H", json.dumps({"kind": kind, "media": None}).encode())
        return
    out.send(b"H", json.dumps({"kind": kind, "media": media}).encode())
    if kind == "triples":
        # With prefixes, which `QueryTriples.serialize` does not take.
        ox.serialize(found, out, formats.from_media_type(media), prefixes=prefixes)
    else:
        found.serialize(out, formats.from_media_type(media))


def main() -> None:
    sys.path.append(sys.argv[1])
    import pyoxigraph as ox

    requests, out = sys.stdin.buffer, _Frames(sys.stdout.buffer)
    _, content = _read(requests)
    opening = json.loads(content)
    try:
        store = _open(ox, opening)
        _limit_memory(opening["memory_megabytes"])
    except (OSError, ValueError, SyntaxError) as error:
        out.send(b"E", str(error).encode())
        return
    out.send(b"R")
    while True:
        kind, content = _read(requests)
        if kind != b"Q":
            return
        try:
            _answer(ox, store, json.loads(content), opening["prefixes"], out)
            out.send(b".")
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            out.drop()
            out.send(b"E", str(error).encode())


if __name__ == "__main__":
    main()
