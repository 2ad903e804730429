"""Importing the package is fast and silent and leaves the process as it was."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "kg").rglob("*.py")
    if path.name != "__main__.py"
)
HEAVY = ("spacy", "pandas", "numpy", "pyoxigraph", "networkx", "trafilatura", "pyvis", "opencc")

STATE = """
import logging, os, sys, warnings, locale, random
def state():
    return (dict(os.environ), os.getcwd(), list(warnings.filters), logging.root.level, len(logging.root.handlers),
            locale.setlocale(locale.LC_ALL), random.getstate())
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:kg", "-c", code],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_import_kg_loads_nothing_heavy_and_changes_nothing() -> None:
    code = f"""{STATE}
before = state()
import kg
assert state() == before, "the process is not as it was"
print(sorted(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = python(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_every_module_imports_silently() -> None:
    assert len(MODULES) > 100
    done = python("import importlib\n" + "\n".join(f"importlib.import_module({name!r})" for name in MODULES))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("command", ["--help", "build --help", "version"])
def test_help_does_not_wait_for_the_heavy_parts(command: str) -> None:
    """What a reader of `--help` waits for is the import of the commands: it must not pull in the pipeline."""
    code = f"""
import sys
from kg.cli.main import app
try:
    app({command.split()!r})
except SystemExit:
    pass
sys.stderr.write(" ".join(name for name in ("spacy", "pandas", "trafilatura") if name in sys.modules))
"""
    done = python(code)
    assert done.stderr == ""


def test_nobody_imports_the_root_from_inside() -> None:
    """The import contracts cannot see `from kg import …` of a name that the root gives lazily."""
    found = []
    for path in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "kg" and path != ROOT / "kg" / "__init__.py":
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            if isinstance(node, ast.Import) and any(alias.name == "kg" for alias in node.names):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []
