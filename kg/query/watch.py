"""Deadlines: one thread that calls back when a time has come, for any number of them.

A `threading.Timer` starts a thread for each, which costs more than a small query.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

__all__ = ["Watch"]


class Watch:
    """Callbacks by handle, with the moment at which each is due. The thread starts with the first."""

    def __init__(self) -> None:
        self._due: dict[int, tuple[float, Callable[[], None]]] = {}
        self._changed = threading.Condition()
        self._wakes = float("inf")
        self._next = 0
        self._thread: threading.Thread | None = None

    def start(self, seconds: float, callback: Callable[[], None]) -> int:
        """Call back in so many seconds unless the handle is stopped before."""
        due = time.monotonic() + seconds
        with self._changed:
            self._next += 1
            self._due[self._next] = (due, callback)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="kg-watch", daemon=True)
                self._thread.start()
            elif due < self._wakes:
                self._changed.notify()
            return self._next

    def stop(self, handle: int) -> None:
        """Forget it; once this returns, the callback has been called or never will be."""
        with self._changed:
            self._due.pop(handle, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for handle in [handle for handle, (due, _) in self._due.items() if due <= now]:
                    self._due.pop(handle)[1]()
                self._wakes = min((due for due, _ in self._due.values()), default=now + 60)
                self._changed.wait(max(0.0, self._wakes - time.monotonic()))
