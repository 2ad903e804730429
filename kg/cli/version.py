"""`kg version`: which package this is, for a report of a fault."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from kg.cli.console import say

__all__ = ["run"]


def run() -> None:
    """Print the versions of kg, Python and the parts that decide what is read and found."""
    say(f"kg {_version('kg-health-evidence')}, Python {platform.python_version()}, {platform.system()}")
    for name in ("spacy", "trafilatura", "pypdfium2", "pyoxigraph", "networkx"):
        say(f"  {name} {_version(name)}")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed: run from its folder)"
