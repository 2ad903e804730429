"""From paths to source documents: folders walked, files read, failures told one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.io.readers import READERS, Page, PartFailure, Reader, find_reader
from kg.model import SourceDocument

__all__ = ["ReadFailure", "find_files", "read_paths"]

Progress = Callable[[int, int, str], None]

_NOT_IN_ID = re.compile(r"[\x00-\x20\x7f/\\:*?\"<>|]+")
_MAX_ID_CHARS = 100


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file, or a part of one, that gave no document.

    `origin` is the file's name relative to the path that was asked for, with the place inside it
    behind a colon. `skipped` marks a file that only lay in a folder and is of no known format.
    """

    origin: str
    message: str
    skipped: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _File:
    """A file to read; sorted by `origin`, so that the order of arguments does not matter."""

    origin: str
    resolved: str
    path: Path
    asked_for: bool


def read_paths(
    paths: Iterable[str | Path], *, progress: Progress | None = None, readers: Mapping[str, Reader] | None = None
) -> Iterator[SourceDocument | ReadFailure]:
    """The documents of files and folders, in order of their name, and what could not be read.

    Folders are read with all below them; hidden files and folders are passed over. A file that is
    reached twice is read once. Ids are unique: the file's stem, with the number of the part for a
    file of several, with `-2`, `-3` … where two files have one stem; neither ids nor order depend
    on the order of `paths`. `progress` is called after each file with the number done, the number
    of files and the name. `readers` adds readers by suffix. Never raises for a bad file.
    """
    files, failures = find_files(paths)
    yield from failures
    taken: set[str] = set()
    for done, file in enumerate(files, start=1):
        for item in _read_file(file, readers):
            yield item if isinstance(item, ReadFailure) else _document(item, file, taken)
        if progress is not None:
            progress(done, len(files), file.origin)


def find_files(paths: Iterable[str | Path]) -> tuple[tuple[_File, ...], tuple[ReadFailure, ...]]:
    """The files below `paths`, sorted and each once, and the paths that lead nowhere."""
    found: dict[str, _File] = {}
    failures: set[ReadFailure] = set()
    for path in map(Path, paths):
        for item in _walk(path, path if path.is_dir() else path.parent, frozenset(), asked_for=True):
            if isinstance(item, ReadFailure):
                failures.add(item)
            elif item.resolved not in found or _rank(item) < _rank(found[item.resolved]):
                found[item.resolved] = item
    ordered = sorted(failures, key=lambda failure: (failure.origin, failure.message))
    return tuple(sorted(found.values())), tuple(ordered)


def _rank(file: _File) -> tuple[bool, str]:
    return not file.asked_for, file.origin


def _walk(path: Path, root: Path, above: frozenset[str], *, asked_for: bool) -> Iterator[_File | ReadFailure]:
    origin = path.name if path == root else path.relative_to(root).as_posix()
    try:
        resolved = path.resolve(strict=True)
        if not path.is_dir():
            yield _File(origin, resolved.as_posix(), path, asked_for)
            return
        if resolved.as_posix() in above:
            yield ReadFailure(origin, "a symbolic link that leads back to a folder above it; passed over")
            return
        children = sorted(path.iterdir())
    except FileNotFoundError:
        if asked_for:
            yield ReadFailure(str(path), "no such file or folder: check the path")
        else:
            yield ReadFailure(origin, "a symbolic link to a file that is not there: repair or remove it")
        return
    except (OSError, RuntimeError) as error:  # before Python 3.13, resolve raises RuntimeError for a loop
        yield ReadFailure(origin, f"cannot be opened: {_reason(error)}")
        return
    for child in children:
        if not child.name.startswith((".", "~$")):
            yield from _walk(child, root, above | {resolved.as_posix()}, asked_for=False)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _read_file(file: _File, readers: Mapping[str, Reader] | None) -> Iterator[Page | ReadFailure]:
    found = find_reader(file.path, readers)
    if found is None:
        known = " ".join(sorted({*READERS, *(readers or {})}))
        message = f"no reader for {file.path.suffix or 'a name without suffix'!r}; known are {known}"
        yield ReadFailure(file.origin, message, skipped=not file.asked_for)
        return
    try:
        for item in found[1](file.path):
            if isinstance(item, PartFailure):
                yield ReadFailure(f"{file.origin}: {item.where}", item.message)
            else:
                yield item
    except ReadError as error:
        yield ReadFailure(file.origin, str(error))
    except OSError as error:
        yield ReadFailure(file.origin, f"cannot be read: {_reason(error)}")
    except Exception as error:
        # The parsers of PDF, Word, HTML and WARC raise what they like on a damaged file, and one
        # such file must not lose the others. Nothing is hidden: it is reported with its kind.
        yield ReadFailure(
            file.origin, f"its reader gave up ({type(error).__name__}: {error}): save it anew, or leave it out"
        )


def _document(page: Page, file: _File, taken: set[str]) -> SourceDocument:
    stem = file.path.name[: -len(_suffix(file.path.name))] or file.path.name
    base = page.id or (stem if page.part is None else f"{stem}-{page.part:04}")
    base = _NOT_IN_ID.sub("_", base)[:_MAX_ID_CHARS]
    name, number = base, 1
    while name.casefold() in taken:  # ids become file names, and some file systems fold case
        number += 1
        name = f"{base}-{number}"
    taken.add(name.casefold())
    return SourceDocument(
        id=name,
        source=page.source,
        title=page.title,
        url=page.url,
        published=page.published,
        origin=file.origin,
        format=page.format,
        encoding=page.encoding,
    )


def _suffix(name: str) -> str:
    return ".warc.gz" if name.lower().endswith(".warc.gz") else Path(name).suffix
