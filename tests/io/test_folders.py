import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.io import ReadFailure, read_paths
from kg.io.readers import Page
from kg.model import SourceDocument
from tests.io import samples


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def ids(*paths: Path) -> list[str]:
    return [item.id for item in read_paths(paths) if isinstance(item, SourceDocument)]


def failures(*paths: Path) -> list[ReadFailure]:
    return [item for item in read_paths(paths) if isinstance(item, ReadFailure)]


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b", two="二")
    write(tmp_path, one="一", three="三")
    documents = list(read_paths([tmp_path]))
    assert [(item.origin, getattr(item, "source", None)) for item in documents] == [
        ("b/two.txt", "二"),
        ("one.txt", "一"),
        ("three.txt", "三"),
    ]


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / ".git", config="x")
    write(tmp_path, one="一")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "~$draft.docx").write_bytes(b"\0")
    assert list(read_paths([tmp_path])) == [SourceDocument("one", "一", origin="one.txt", encoding="utf-8")]


def test_an_unknown_suffix_is_skipped_in_a_folder_and_fails_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "table.xls"
    path.write_bytes(b"x")
    (skipped,), (failed,) = failures(tmp_path), failures(path)
    assert skipped.skipped
    assert not failed.skipped
    assert "no reader for '.xls'; known are .docx .htm" in failed.message


def test_two_files_of_one_stem_get_ids_of_their_own(tmp_path: Path) -> None:
    write(tmp_path / "a", report="一")
    write(tmp_path / "b", report="二", Report="三")
    assert sorted(ids(tmp_path)) == ["Report-2", "report", "report-3"]


def test_parts_of_a_file_are_numbered_by_their_place(tmp_path: Path) -> None:
    lines = '{"text": "甲"}\nbroken\n{"text": "乙"}\n{"text": "丙", "id": "../丙 号"}\n'
    (tmp_path / "pages.jsonl").write_text(lines, encoding="utf-8")
    assert ids(tmp_path) == ["pages-0001", "pages-0003", ".._丙_号"]
    (failure,) = failures(tmp_path)
    assert failure.origin == "pages.jsonl: line 2"


def test_the_order_of_arguments_does_not_matter(tmp_path: Path) -> None:
    for folder in "abc":
        write(tmp_path / folder, report=folder, other=folder * 2)
    (tmp_path / "a" / "bad.pdf").write_bytes(b"%PDF-1.4 cut")
    paths = [
        tmp_path / "a",
        tmp_path / "b",
        tmp_path / "c" / "report.txt",
        tmp_path / "b" / "other.txt",
        tmp_path / "no",
    ]
    expected = list(read_paths(paths))
    assert len(expected) == 7
    shuffler = random.Random(7)
    for _ in range(5):
        shuffler.shuffle(paths)
        assert list(read_paths(paths)) == expected


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, one="一")
    assert ids(tmp_path, tmp_path / "one.txt", tmp_path) == ["one"]


def test_one_broken_file_among_a_hundred(tmp_path: Path) -> None:
    write(tmp_path, **{f"report{number:03}": f"第{number}篇" for number in range(99)})
    (tmp_path / "report050.pdf").write_bytes(samples.pdf()[:400])
    results = list(read_paths([tmp_path]))
    assert sum(isinstance(item, SourceDocument) for item in results) == 99
    (failure,) = [item for item in results if isinstance(item, ReadFailure)]
    assert failure.origin == "report050.pdf"
    assert "expected a whole PDF" in failure.message


def test_a_missing_path_is_told_and_the_rest_read(tmp_path: Path) -> None:
    write(tmp_path, one="一")
    missing = tmp_path / "none"
    failure, document = read_paths([missing, tmp_path])
    assert failure == ReadFailure(str(missing), "no such file or folder: check the path")
    assert isinstance(document, SourceDocument)


def test_links_in_a_circle_and_into_nowhere(tmp_path: Path) -> None:
    write(tmp_path / "deep", one="一")
    try:
        (tmp_path / "deep" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
        (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    except OSError:
        pytest.skip("this system does not let us make symbolic links: run as a user who may")
    assert ids(tmp_path) == ["one"]
    found = {failure.origin: failure.message for failure in failures(tmp_path)}
    assert set(found) == {"deep/up", "lost.txt", "self.txt"}
    assert "leads back" in found["deep/up"]
    assert "not there" in found["lost.txt"]


def test_a_reader_of_ones_own_and_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.rec").write_text("x", encoding="utf-8")
    (tmp_path / "b.locked").write_text("x", encoding="utf-8")
    (tmp_path / "c.odd").write_text("x", encoding="utf-8")

    def record(path: Path) -> Iterator[Page]:
        yield Page("录音文字", "rec")

    def locked(path: Path) -> Iterator[Page]:
        raise PermissionError(13, "Permission denied")
        yield

    def odd(path: Path) -> Iterator[Page]:
        raise TypeError("what a parser may raise")
        yield

    results = list(read_paths([tmp_path], readers={".rec": record, ".locked": locked, ".odd": odd}))
    assert isinstance(results[0], SourceDocument)
    assert results[1] == ReadFailure("b.locked", "cannot be read: Permission denied")
    assert isinstance(results[2], ReadFailure)
    assert "TypeError: what a parser may raise" in results[2].message


def test_progress_is_told_after_each_file(tmp_path: Path) -> None:
    write(tmp_path, one="一", two="")
    told: list[tuple[int, int, str]] = []
    list(read_paths([tmp_path], progress=lambda *step: told.append(step)))
    assert told == [(1, 2, "one.txt"), (2, 2, "two.txt")]
