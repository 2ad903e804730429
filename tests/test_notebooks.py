"""The notebooks run from the first cell to the last, and are stored without output."""

from __future__ import annotations

import asyncio
import os
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="pip install nbclient ipykernel to run the notebooks")
nbclient = pytest.importorskip("nbclient", reason="pip install nbclient ipykernel to run the notebooks")
pytest.importorskip("ipykernel", reason="pip install nbclient ipykernel to run the notebooks")

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LIMIT_SECONDS = 240


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def test_there_are_notebooks() -> None:
    assert "first-steps.ipynb" in [path.name for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_output(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.source for cell in cells if cell.outputs or cell.execution_count is not None] == []


@pytest.fixture(scope="module")
def kernels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kernel of this very interpreter, whatever kernels the machine has."""
    from ipykernel.kernelspec import write_kernel_spec

    folder = tmp_path_factory.mktemp("jupyter")
    write_kernel_spec(str(folder / "kernels" / "python3"))
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, kernels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(kernels))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    notebook = read(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the client, not of the notebook
        nbclient.NotebookClient(notebook, timeout=LIMIT_SECONDS, resources={"metadata": {"path": tmp_path}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    errors = [out.text for cell in cells for out in cell.outputs if out.get("name") == "stderr"]
    assert errors == []
    shown = str([out for cell in cells for out in cell.outputs])
    assert "昌吉市人民医院" in shown
    assert "MultiDiGraph" not in shown, "a notebook tells a story, it shows no raw values"
    assert list(tmp_path.glob("*.html")) == [], "nothing is left in the reader's folder"
