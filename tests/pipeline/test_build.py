"""From paths to a directory: nothing lost, nothing that changes by itself."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import FormatError, SettingsError
from kg.model import Annotation, SourceDocument
from kg.pipeline import build, build_from, load
from kg.workspace import KnowledgeBase
from tests.graph.samples import annotate, letter, report

ROOT = Path(__file__).parents[2]
KNOWN = {each.document.source: each for each in (report(), letter())}


def by_hand(document: SourceDocument) -> Annotation:
    """Stands in for the pipeline: knows two texts by heart, and fails on a third."""
    if "坏" in document.source:
        raise ValueError("这一篇读不了")
    known = KNOWN.get(document.source.strip())
    if known is None:
        return annotate(document.id, document.source, (), ())
    return report(document.id) if known.document.id == "songxi" else letter(document.id)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "文章"
    folder.mkdir()
    for annotation in KNOWN.values():
        (folder / f"{annotation.document.id}.txt").write_text(annotation.document.source, encoding="utf-8")
    return folder


def test_the_directory_of_a_build(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    made = build(pages, out=out, annotate=by_hand)
    assert set(digests(out)) == {
        "documents/liuhe/annotation.json",
        "documents/songxi/annotation.json",
        "graph.html",
        "graph.nq",
        "graph.trig",
        "kg.json",
        "report.json",
        "report.txt",
        *(f"tables/{name}.{ending}" for name in ("claims", "entities", "mentions") for ending in ("csv", "parquet")),
    }
    assert len(made.claims) == len(made.graph.claims) == 12
    assert made.report.failed == 0


def test_one_bad_document_loses_no_other(pages: Path, tmp_path: Path) -> None:
    (pages / "bad.txt").write_text("坏消息" * 20, encoding="utf-8")
    (pages / "empty.txt").write_text("", encoding="utf-8")
    out = tmp_path / "graph"
    made = build([pages, tmp_path / "missing.txt"], out=out, annotate=by_hand)
    assert [each.id for each in made.graph.documents] == ["liuhe", "songxi"]
    told = {each.origin: each for each in made.report.failures}
    assert told["bad.txt"].message == "ValueError: 这一篇读不了"
    assert told["bad.txt"].step == "annotate"
    assert "empty.txt" in told
    assert made.report.failed == 3
    text = (out / "report.txt").read_text(encoding="utf-8")
    assert "3 failed" in text
    assert "这一篇读不了" in text
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["totals"]["documents"] == 2


def test_same_bytes_in_any_order_and_on_a_second_build(pages: Path, tmp_path: Path) -> None:
    files = sorted(pages.iterdir())
    build(files, out=tmp_path / "a", annotate=by_hand)
    build(files[::-1], out=tmp_path / "b", annotate=by_hand)
    first = digests(tmp_path / "a")
    assert digests(tmp_path / "b") == first
    build(files, out=tmp_path / "a", annotate=by_hand)
    assert digests(tmp_path / "a") == first


def test_same_bytes_with_any_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from kg.pipeline import build_from; from tests.graph.samples import letter, report;"
        "build_from([report(), letter(), report('copy', '（转）')]).save(sys.argv[1])"
    )
    found = []
    for seed in ("0", "4242"):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", code, str(out)], check=True, cwd=ROOT, env=environment)
        found.append(digests(out))
    assert found[0] == found[1]


def test_a_withdrawn_document_leaves_no_trace(pages: Path, tmp_path: Path) -> None:
    build(pages, out=tmp_path / "a", annotate=by_hand)
    (pages / "liuhe.txt").unlink()
    build(pages, out=tmp_path / "a", annotate=by_hand)
    build(pages, out=tmp_path / "b", annotate=by_hand)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    for path in (tmp_path / "a").rglob("*.*"):
        assert "liuhe" not in path.name
        assert "柳河市第二医院".encode() not in path.read_bytes()


def test_load_gives_what_was_built(pages: Path, tmp_path: Path) -> None:
    made = build(pages, out=tmp_path / "a", annotate=by_hand)
    back = load(tmp_path / "a")
    assert back.graph == made.graph
    assert str(back.report) == str(made.report)
    back.save(tmp_path / "b")
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_a_folder_that_is_no_build_is_left_alone(pages: Path, tmp_path: Path) -> None:
    before = digests(pages)
    with pytest.raises(SettingsError, match="not a kg build"):
        build(pages, out=pages, annotate=by_hand)
    with pytest.raises(SettingsError, match="found a file"):
        build(pages, out=pages / "songxi.txt", annotate=by_hand)
    assert digests(pages) == before
    with pytest.raises(FormatError, match="kg build"):
        load(pages)
    (tmp_path / "leer").mkdir()
    build(pages, out=tmp_path / "leer", annotate=by_hand)


def test_a_failed_write_keeps_the_earlier_build(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "graph"
    build(pages, out=out, annotate=by_hand)
    before = digests(out)

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("kg.workspace.base.write_page", broken)
    with pytest.raises(OSError, match="disk full"):
        build(pages, out=out, annotate=by_hand)
    assert digests(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph", "文章"]


def test_the_python_interface() -> None:
    made = kg.build_from([report(), letter()])
    assert isinstance(made, KnowledgeBase)
    assert {"松溪市第二医院", "柳河市"} <= set(made.entities.name)
    assert made.networkx().number_of_nodes() == len(made.entities)
    assert len(made.query("claims-of-document", document="liuhe")) == 3
    assert "quote(s)" in str(made.explain(made.claims.id[0]))
    assert "12 claims" in repr(made)


def test_progress_is_told(pages: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    build(pages, annotate=by_hand, progress=lambda *told: seen.append(told))
    assert seen == [(1, 2, "liuhe.txt"), (2, 2, "songxi.txt")]


def test_an_empty_build_can_be_written(tmp_path: Path) -> None:
    build_from([]).save(tmp_path / "nothing")
    assert len(load(tmp_path / "nothing").claims) == 0


def test_importing_the_package_does_no_work() -> None:
    code = "import sys, kg; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert not {"numpy", "pandas", "networkx", "pyoxigraph", "spacy", "pyvis"} & set(found.stdout.split())
    assert sorted(kg.__all__) == kg.__all__
    for name in kg.__all__:
        assert name in dir(kg)
    with pytest.raises(AttributeError, match="it offers"):
        kg.nothing  # noqa: B018
