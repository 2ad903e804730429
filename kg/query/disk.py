"""The store of a build on disk: `store/` inside its directory, made from `graph.nq` and kept in step with it.

It is made at the first query and can be deleted at any time. After another build only the graphs that
changed, mostly those of new documents, are taken out and loaded again. A store that is finished is never
written to: the next one is made beside it (of hard links where it can), so that no reader is disturbed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.lines import GraphHashes, graph_of, hash_graphs, line_stream, ontology_lines, without_graph

__all__ = ["STORE", "Synced", "graph_file", "sync"]

STORE = "store"
_FORMAT = 1
_RECORD = "store.json"
_MOST_CHANGED = 0.5
"""Above this share of changed lines a new store is loaded faster than an old one is mended."""


@dataclass(frozen=True, slots=True)
class Synced:
    """The directory to open read-only, and what was done to get there: `kept`, `mended` or `loaded`."""

    path: Path
    how: str
    graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What a finished store was made of. `size` and `changed_ns` spare hashing a file that was not touched."""

    format: int
    engine: str
    name: str
    ontology: str
    source: str
    size: int
    changed_ns: int
    graphs: GraphHashes = field(default_factory=dict)


def graph_file(folder: Path) -> Path:
    """The N-Quads of a build; raises `QueryError` where there are none."""
    path = folder / "graph.nq"
    if not path.is_file():
        raise QueryError(f"{folder}: expected a directory made by `kg build`, found no graph.nq in it")
    return path


def sync(folder: Path) -> Synced:
    """Bring the store of a build in step with its `graph.nq`; raises `OSError` where it may not be written."""
    source, root = graph_file(folder), folder / STORE
    terms = ontology_lines()
    ontology = hashlib.sha256(b"".join(terms)).hexdigest()
    held = _held(root, ontology)
    stat = source.stat()
    if held and (held.size, held.changed_ns) == (stat.st_size, stat.st_mtime_ns):
        return Synced(root / held.name, "kept")
    digest = _digest(source)
    name = hashlib.sha256(f"{_FORMAT} {ox.__version__} {ontology} {digest}".encode()).hexdigest()[:16]
    with source.open("rb") as lines:
        graphs = hash_graphs(chain(lines, terms))
    record = _Record(_FORMAT, ox.__version__, name, ontology, digest, stat.st_size, stat.st_mtime_ns, graphs)
    if held and held.name == name:
        _write_record(root, record)
        return Synced(root / name, "kept")
    changed = {graph for graph in {*graphs, *(held.graphs if held else ())} if _differs(graph, held, graphs)}
    with source.open("rb") as lines:
        fresh = [line for line in chain(lines, terms) if graph_of(line) in changed] if held else []
    root.mkdir(exist_ok=True)
    mend = held is not None and sum(map(len, fresh)) <= _MOST_CHANGED * stat.st_size
    with tempfile.TemporaryDirectory(prefix="new-", dir=root, ignore_cleanup_errors=True) as scratch:
        target = Path(scratch) / name
        if mend and held is not None:
            _link(root / held.name, target)
            _mend(target, changed, fresh)
        else:
            _load(target, source, terms)
        if not (root / name).exists():  # else another process made the same one meanwhile
            target.rename(root / name)
    _write_record(root, record)
    if held and held.name != name:
        shutil.rmtree(root / held.name, ignore_errors=True)
    return Synced(root / name, "mended" if mend else "loaded", tuple(sorted(changed)))


def _held(root: Path, ontology: str) -> _Record | None:
    """The record of the store that is there, if this version can use it and it is of the same ontology."""
    try:
        record = _Record(**json.loads((root / _RECORD).read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        return None
    usable = (record.format, record.engine, record.ontology) == (_FORMAT, ox.__version__, ontology)
    return record if usable and (root / record.name).is_dir() else None


def _write_record(root: Path, record: _Record) -> None:
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    handle, name = tempfile.mkstemp(prefix="new-", dir=root)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(root / _RECORD)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _differs(graph: str, held: _Record | None, graphs: GraphHashes) -> bool:
    return held is None or held.graphs.get(graph) != graphs.get(graph)


def _load(target: Path, source: Path, terms: Iterable[bytes]) -> None:
    store = ox.Store(str(target))
    store.bulk_load(path=source, format=ox.RdfFormat.N_QUADS)
    with source.open("rb") as lines:
        store.bulk_load(line_stream(chain(terms, without_graph(chain(lines, terms)))), ox.RdfFormat.N_QUADS)
    store.optimize()


def _link(old: Path, new: Path) -> None:
    """A copy that shares the data files: RocksDB never changes one that is written."""
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            try:
                os.link(path, new / path.name)
                continue
            except OSError:
                pass  # no hard links on this file system
        if path.name != "LOCK":
            shutil.copy2(path, new / path.name)


def _mend(target: Path, changed: set[str], fresh: list[bytes]) -> None:
    store = ox.Store(str(target))
    gone: list[ox.Triple] = []
    for graph in map(ox.NamedNode, sorted(changed)):
        gone += [each.triple for each in store.quads_for_pattern(None, None, None, graph)]
        store.remove_graph(graph)
    store.bulk_load(line_stream(fresh), ox.RdfFormat.N_QUADS)
    lost = [each for each in gone if not _in_a_graph(store, each)]
    for triple in lost:
        store.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
    store.bulk_load(line_stream(without_graph(fresh)), ox.RdfFormat.N_QUADS)
    store.flush()


def _in_a_graph(store: ox.Store, triple: ox.Triple) -> bool:
    found: Iterator[ox.Quad] = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(isinstance(quad.graph_name, ox.NamedNode) for quad in found)
