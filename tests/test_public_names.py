"""The names that users may rely on: a lost or an unmeant one fails here."""

from __future__ import annotations

import importlib
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

import pytest

import kg
from kg.cli.main import app

PUBLIC = [
    "Annotation",
    "Claim",
    "Entity",
    "EntityType",
    "Evidence",
    "KgError",
    "KnowledgeBase",
    "Mention",
    "Predicate",
    "Rows",
    "SourceDocument",
    "annotate",
    "annotate_paths",
    "build",
    "build_from",
    "load",
]
COMMANDS = [
    "annotate",
    "build",
    "clean",
    "demo",
    "evaluate",
    "export",
    "push",
    "query",
    "serve",
    "terms",
    "train",
    "validate",
    "version",
]
FACTORIES = ["kg_claims", "kg_extractor", "kg_extractor_claims", "kg_linker", "kg_names", "kg_places", "kg_tagger"]
PACKAGES = sorted(
    "kg." + path.parent.name for path in (Path(kg.__file__).parent).glob("*/__init__.py") if path.stat().st_size
)


def test_the_package_offers_these_names() -> None:
    assert sorted(kg.__all__) == PUBLIC
    assert set(PUBLIC) <= set(dir(kg))


@pytest.mark.parametrize("name", PUBLIC)
def test_each_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(kg, name).__doc__


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'bild'; it offers .*build"):
        _ = kg.bild


def test_the_commands() -> None:
    assert sorted(command.name or command.callback.__name__ for command in app.registered_commands) == COMMANDS


def test_the_components() -> None:
    try:
        version("kg-health-evidence")
    except PackageNotFoundError:
        pytest.skip("install the package (`pip install -e .`) to see its entry points")
    found = [point.name for point in entry_points(group="spacy_factories") if point.name.startswith("kg_")]
    assert sorted(found) == FACTORIES


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_that_lists_names_has_them(package: str) -> None:
    module = importlib.import_module(package)
    listed = getattr(module, "__all__", [])
    assert [name for name in listed if not hasattr(module, name)] == []
    assert list(listed) == sorted(set(listed), key=listed.index), "a name is listed twice"
