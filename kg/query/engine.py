"""Queries run in worker processes, with limits on time, memory and the size of the answer.

Oxigraph has none of its own, and some queries break it. A worker that is too slow is ended; one that dies
takes nothing with it; the next query gets a new one.
"""

from __future__ import annotations

import contextlib
import json
import struct
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import QueryBusy, QueryError, QueryTooBig, QueryTooSlow, StoreGone
from kg.query.watch import Watch
from kg.rdf import PREFIXES

__all__ = ["Answer", "Engine", "Limits", "Request"]

_WORKER = Path(__file__).with_name("worker.py")
_OXIGRAPH = str(Path(ox.__file__).parent.parent)
_START_SECONDS = 600.0
_WATCH = Watch()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take. `workers` run side by side; one more waits `wait_seconds` for its turn.

    `memory_megabytes` counts beyond what the open store holds; it is kept on Linux only. `service` lets a
    query ask other endpoints, at any address it names: only for queries that you wrote yourself.
    """

    seconds: float = 60.0
    memory_megabytes: int = 2048
    answer_megabytes: int = 256
    workers: int = 2
    wait_seconds: float = 60.0
    service: bool = False

    def __post_init__(self) -> None:
        for name in ("seconds", "memory_megabytes", "answer_megabytes", "workers", "wait_seconds"):
            if getattr(self, name) <= 0:
                raise ValueError(f"Limits.{name}: expected more than 0, found {getattr(self, name)!r}")


@dataclass(frozen=True, slots=True)
class Request:
    """One query or update, with the media types that will do for each kind of answer, best first."""

    text: str
    solutions: Sequence[str] = ("text/tab-separated-values",)
    boolean: Sequence[str] = ("application/sparql-results+json",)
    triples: Sequence[str] = ("application/n-triples",)
    default_graph: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    base: str | None = None
    update: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` is `solutions`, `boolean`, `triples` or `update`; no `media` if none that would do can be written."""

    kind: str
    media: str | None
    content: bytes = field(repr=False)


class Engine:
    """Workers over one store: a directory, opened read-only, or an N-Quads file that each reads into memory.

    Safe to use from several threads. Workers start when they are needed and end with the engine.
    """

    def __init__(
        self,
        *,
        directory: Path | None = None,
        file: Path | None = None,
        limits: Limits | None = None,
        updates: bool = False,
    ) -> None:
        limits = limits or Limits()
        # Updates change the memory of one process: a second would not know of them.
        self.limits = replace(limits, workers=1) if updates else limits
        self.updates = updates
        self._opening = {
            "directory": str(directory) if directory else None,
            "file": str(file) if file else None,
            "memory_megabytes": self.limits.memory_megabytes,
            "prefixes": PREFIXES,
        }
        self._turns = threading.BoundedSemaphore(self.limits.workers)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._finalizer = weakref.finalize(self, _end_all, self._idle)

    @property
    def processes(self) -> list[int]:
        """The ids of the worker processes that wait."""
        with self._lock:
            return [worker.process_id for worker in self._idle]

    def close(self) -> None:
        """End the workers that wait; one at work ends when it has answered, and so does one that starts later."""
        self._finalizer()

    def ask(self, request: Request, seconds: float | None = None) -> Answer:
        """The answer; raises a `QueryError`, of a kind of its own for too slow, too big and too busy."""
        if request.update and not self.updates:
            raise QueryError("this graph can only be read: updates are not accepted")
        if not self._turns.acquire(timeout=self.limits.wait_seconds):
            raise QueryBusy(f"{self.limits.workers} other queries are running: try again in a moment")
        try:
            with self._worker() as worker:
                return worker.ask(request, self.limits, min(seconds or self.limits.seconds, self.limits.seconds))
        finally:
            self._turns.release()

    @contextlib.contextmanager
    def _worker(self) -> Iterator[_Worker]:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is None:
            worker = _Worker(self._opening)
        try:
            yield worker
        finally:
            if worker.alive and self._finalizer.alive:
                with self._lock:
                    self._idle.append(worker)
            elif worker.alive:
                worker.end()


class _Worker:
    def __init__(self, opening: dict[str, Any]) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process, `end` closes it
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-S", "-E", str(_WORKER), _OXIGRAPH],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        self.alive = True
        try:
            with self._deadline(_START_SECONDS):
                self._send(opening)
                kind, content = self._receive()
        except _EndedError:
            kind, content = b"", self._last_words().encode()
        if kind != b"R":
            self.end()
            raise StoreGone(f"the store cannot be opened: {content.decode('utf-8', 'replace') or 'its process ended'}")

    def ask(self, request: Request, limits: Limits, seconds: float) -> Answer:
        with self._deadline(seconds) as late:
            try:
                return self._ask(request, limits)
            except QueryError:
                raise
            except _EndedError:
                said = self._last_words()
                self.end()
                if late.is_set():
                    raise QueryTooSlow(
                        f"the query was stopped after {seconds:g} seconds: narrow it, or allow more time"
                    ) from None
                if "memory allocation" in said or "MemoryError" in said:
                    raise QueryTooBig(
                        f"the query was stopped, since it needed more than {limits.memory_megabytes} MB of memory: "
                        "narrow it, or add a LIMIT inside"
                    ) from None
                raise QueryError("the query broke the engine and was stopped: make it simpler") from None
            except BaseException:
                self.end()  # left in the middle of an answer, it cannot be asked again
                raise

    @property
    def process_id(self) -> int:
        return self._process.pid

    def end(self) -> None:
        """End the process and give back what it held."""
        self.alive = False
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()
        self._said.close()

    def _ask(self, request: Request, limits: Limits) -> Answer:
        record = {name: _plain(getattr(request, name)) for name in Request.__slots__}
        self._send(record)
        kind, content = self._receive()
        if kind == b"E":
            raise QueryError(content.decode("utf-8", "replace"))
        head = json.loads(content)
        parts: list[bytes] = []
        room = limits.answer_megabytes * 1024 * 1024
        while True:
            kind, content = self._receive()
            if kind == b".":
                return Answer(head["kind"], head.get("media"), b"".join(parts))
            if kind == b"E":
                raise QueryError(content.decode("utf-8", "replace"))
            parts.append(content)
            room -= len(content)
            if room < 0:
                self.end()
                raise QueryTooBig(
                    f"the answer is larger than {limits.answer_megabytes} MB: ask for fewer columns, or add a LIMIT"
                )

    @contextlib.contextmanager
    def _deadline(self, seconds: float) -> Iterator[threading.Event]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        handle = _WATCH.start(seconds, stop)
        try:
            yield late
        finally:
            _WATCH.stop(handle)
            if late.is_set() and self.alive:  # it ended in the very moment in which it answered
                self.end()

    def _send(self, record: dict[str, Any]) -> None:
        content = json.dumps(record).encode()
        try:
            _stream(self._process.stdin).write(b"Q" + struct.pack(">I", len(content)) + content)
            _stream(self._process.stdin).flush()
        except OSError as error:
            raise _EndedError from error

    def _receive(self) -> tuple[bytes, bytes]:
        stream = _stream(self._process.stdout)
        head = stream.read(5)
        if len(head) < 5:
            raise _EndedError
        (length,) = struct.unpack(">I", head[1:])
        content = stream.read(length)
        if len(content) < length:
            raise _EndedError
        return head[:1], content

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")


class _EndedError(Exception):
    """The process is gone."""


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise _EndedError
    return stream


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _end_all(workers: list[_Worker]) -> None:
    while workers:
        workers.pop().end()
