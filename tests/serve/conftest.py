from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.pipeline import build_from
from kg.query import Limits
from kg.serve import Site
from tests.graph.samples import letter, report
from tests.serve.server import Server, running
from tests.view.conftest import chromium

__all__ = ["chromium", "folder", "served"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "build"
    build_from([report(), letter()]).save(path)
    return path


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[Server]:
    """A build behind a real server on a free port of the loopback address."""
    limits = Limits(seconds=3, memory_megabytes=512, answer_megabytes=4, workers=2, wait_seconds=2)
    with running(Site(folder, limits)) as server:
        yield server
