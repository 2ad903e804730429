"""What a wheel carries, and that the program runs from an installed copy."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETTINGS = PROJECT["tool"]["setuptools"]
BUILD = "from setuptools import build_meta; import sys; build_meta.build_wheel(sys.argv[1])"
SMALLEST_SETUPTOOLS = 77


def files_of_project(*paths: str) -> list[str]:
    """Files that git holds or would hold: what is not ignored."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *paths],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a checkout")
    return sorted({name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()})


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel, as `pip install --target` leaves it."""
    if int(version("setuptools").partition(".")[0]) < SMALLEST_SETUPTOOLS:
        pytest.skip(f"pip install 'setuptools>={SMALLEST_SETUPTOOLS}' to build a wheel without a network")
    source = tmp_path_factory.mktemp("source")
    for name in files_of_project("kg", "ontology", "pyproject.toml", "README.md", "LICENSE"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    wheels = tmp_path_factory.mktemp("wheels")
    done = subprocess.run([sys.executable, "-c", BUILD, str(wheels)], cwd=source, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    target = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(next(wheels.glob("*.whl"))).extractall(target)
    return target


def run(installed: Path, *arguments: str, cwd: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_package_list_names_every_folder_with_code() -> None:
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "kg").rglob("*.py")}
    assert sorted(SETTINGS["packages"]) == sorted({".".join(folder.parts) for folder in folders} | {"kg.ontology"})
    assert SETTINGS["packages"] == sorted(SETTINGS["packages"])


def test_every_file_of_the_package_is_in_the_wheel(installed: Path) -> None:
    wanted = files_of_project("kg") + [f"kg/{name}" for name in files_of_project("ontology")]
    assert len(wanted) > 200
    assert [name for name in wanted if not (installed / name).is_file()] == []


def test_an_installed_copy_finds_its_ontology_and_components(installed: Path, tmp_path: Path) -> None:
    code = """
import kg, spacy
from importlib.resources import files
from kg.resources.ontology import load_ontology
nlp = spacy.blank("zh")
nlp.add_pipe("kg_places")
print(kg.__file__)
print(files("kg.ontology") / "hsev.ttl")
print(load_ontology().term("supports").labels["zh"])
print([place.text for place in nlp("桂林市人民医院")._.kg_places])
from kg.query.named import named_query, query_names
from kg.validate import check_ontology, rule_names
print(len(load_ontology().concepts("institution-class")), len(rule_names()) > 100, len(check_ontology()) > 0)
print(all(named_query(name).zh for name in query_names()))
"""
    where, ontology, label, places, counts, named = run(installed, "-c", code, cwd=tmp_path).splitlines()
    assert Path(where).is_relative_to(installed)
    assert Path(ontology).is_relative_to(installed)
    assert Path(ontology).is_file()
    assert label == "支援"
    assert "桂林市" in places
    assert counts == "257 True True"
    assert named == "True"


def test_an_installed_copy_runs_the_demo(installed: Path, tmp_path: Path) -> None:
    out = run(installed, "-m", "kg.cli", "demo", "--out", "built", cwd=tmp_path)
    page = tmp_path / "built" / "graph.html"
    assert f"page:   {page.resolve().as_uri()}" in out
    assert page.stat().st_size > 100_000
    pages = len(files_of_project("kg/resources/corpus/pages"))
    assert out.startswith(f"{pages} documents")
    assert "failed" not in out
