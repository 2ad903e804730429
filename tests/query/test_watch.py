from __future__ import annotations

import threading
import time

from kg.query.watch import Watch


def test_each_is_called_at_its_time_and_a_stopped_one_never() -> None:
    watch, called, done = Watch(), [], threading.Event()
    began = time.monotonic()
    watch.start(0.3, lambda: (called.append("late"), done.set()))
    stopped = watch.start(0.05, lambda: called.append("stopped"))
    watch.start(0.1, lambda: called.append("early"))
    watch.stop(stopped)
    assert done.wait(10)
    assert called == ["early", "late"]
    assert time.monotonic() - began >= 0.3
    watch.stop(stopped)
