"""Loading and six queries on a generated graph: `python benchmarks/sparql.py [--triples 1000000] [--readme]`.

The graph is in the form of a build: documents with claims, evidence and spans, each in its own named graph, divisions
and entities. `kg` keeps every triple a second time in the default graph and answers from a worker process with
limits; beside it run pyoxigraph on disk with the same content, in one process and without limits (what the ratios
are to), pyoxigraph in memory, and rdflib in memory with one graph. Each loads in a process of its own, timed by the
processor, since a shared machine is now fast and now slow. For the same reason kg and pyoxigraph on disk answer in
turns. Times of queries are the best of `ROUNDS`; the rows that each finds must be equal in number.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SYSTEMS = ("kg", "pyoxigraph on disk", "pyoxigraph in memory", "rdflib in memory")
BARE = "pyoxigraph on disk"
TURNS = "in turns"
ROUNDS = 15
SEED = 20260815
CLAIMS_A_DOCUMENT = 40
TRIPLES_A_CLAIM = 28
BASE = "https://w3id.org/hsev/"
ENTITY, CODE, ONT = BASE + "id/", BASE + "code/", BASE + "ont#"
PREDICATES = ("supports", "covers", "achieved", "implements", "funds", "reports", "locatedIn", "builds")

QUERIES = {
    "lookup": 'SELECT ?e { ?e skos:prefLabel "第17县第3医院"@zh }',
    "three hops": """SELECT ?name ?quote { ?e skos:prefLabel "第17县第3医院"@zh . ?claim hsev:claimSubject ?e ;
        hsev:claimObject/skos:prefLabel ?name . ?evidence hsev:supportsClaim ?claim ; hsev:span/hsev:quote ?quote }""",
    "aggregate": """SELECT ?p ?m (COUNT(*) AS ?n) (AVG(?v) AS ?mean) { ?c hsev:claimPredicate ?p ; hsev:modality ?m ;
        hsev:value ?v } GROUP BY ?p ?m""",
    "optional and filter": """SELECT ?s ?v ?t { ?c hsev:claimPredicate hsev:funds ; hsev:claimSubject ?s ; hsev:value ?v
        OPTIONAL { ?c hsev:isoTime ?t } FILTER(?v > 9000) }""",
    "path": """SELECT ?name { ?e hsev:inDivision/hsev:withinDivision+ <https://w3id.org/hsev/id/place/120000> ;
        skos:prefLabel ?name }""",
    "regex": 'SELECT ?name { ?e skos:prefLabel ?name FILTER(REGEX(?name, "7县第[0-4]医院$")) }',
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--readme", action="store_true", help="show the table in the README")
    parser.add_argument("--run", choices=(*SYSTEMS, TURNS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run == TURNS:
        sys.stdout.write(json.dumps(take_turns(arguments.folder)))
        return 0
    if arguments.run:
        sys.stdout.write(json.dumps(measure(arguments.run, arguments.folder)))
        return 0
    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as scratch:
        source = Path(scratch) / "graph.nq"
        source.write_text("".join(sorted(set(lines(arguments.triples)))), encoding="utf-8")
        triples = sum(1 for _ in source.open("rb"))
        figures = {name: figures_of(name, Path(scratch)) for name in SYSTEMS}
        for name, queries in figures_of(TURNS, Path(scratch)).items():
            figures[name]["queries"] = queries
        for query in QUERIES:
            found = {name: each["queries"][query]["rows"] for name, each in figures.items()}
            if len(set(found.values())) != 1:
                raise SystemExit(f"{query}: the systems find different numbers of rows: {found}")
        from benchmarks.record import show_in_readme, write_record

        table = format_table(figures, triples)
        path = write_record("sparql", [source], {"triples": triples, "seed": SEED, "systems": figures})
    sys.stdout.write(table)
    sys.stderr.write(f"written to {path.relative_to(ROOT)}\n")
    if arguments.readme:
        show_in_readme("sparql", table)
    return 0


def lines(triples: int) -> Iterator[str]:
    """N-Quads of a graph of about so many triples."""
    chance = random.Random(SEED)
    hospitals = [f"org/{10 + county % 20}{county:04d}-h{number}" for county in range(400) for number in range(8)]
    yield from divisions()
    for place in hospitals:
        code, _, number = place.removeprefix("org/").partition("-h")
        yield quad(place, "inDivision", f"<{ENTITY}place/{code}>", "entities")
        yield named(place, "Hospital", f"第{int(code[2:])}县第{number}医院", "entities")
    for document in range(max(1, triples // (CLAIMS_A_DOCUMENT * TRIPLES_A_CLAIM))):
        graph = f"doc/2024-{document:06d}"
        yield quad(graph, "charCount", integer(3000), graph)
        for number in range(CLAIMS_A_DOCUMENT):
            yield from claim(chance, hospitals, graph, document * CLAIMS_A_DOCUMENT + number)


def divisions() -> Iterator[str]:
    for province in range(10, 30):
        yield named(f"place/{province}0000", "AdministrativeDivision", f"第{province}省", "places")
        for county in range(400):
            if 10 + county % 20 == province:
                code = f"{province}{county:04d}"
                yield named(f"place/{code}", "AdministrativeDivision", f"第{county}县", "places")
                yield quad(f"place/{code}", "withinDivision", f"<{ENTITY}place/{province}0000>", "places")


def claim(chance: random.Random, hospitals: list[str], graph: str, number: int) -> Iterator[str]:
    name, evidence, span = f"claim/{number:020x}", f"evidence/{number:020x}", f"{graph}#char={number},{number + 20}"
    begin = number % 2900
    modality = chance.choice(("achieved", "achieved", "ongoing", "planned"))
    values = {
        "claimSubject": f"<{ENTITY}{chance.choice(hospitals)}>",
        "claimPredicate": f"<{ONT}{chance.choice(PREDICATES)}>",
        "claimObject": f"<{ENTITY}{chance.choice(hospitals)}>",
        "modality": f"<{CODE}modality/{modality}>",
        "polarity": f"<{CODE}polarity/affirmed>",
        "certainty": f"<{CODE}certainty/certain>",
        "value": f'"{chance.randrange(10_000)}"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "comparator": f"<{CODE}comparator/exact>",
        "measureType": f"<{CODE}measure-type/level>",
        "unit": f"<{ENTITY}unit/人>",
    }
    if chance.random() < 0.7:
        values["isoTime"] = f'"{chance.randrange(2015, 2025)}"'
    yield typed(name, "Claim", graph)
    for predicate, value in values.items():
        yield quad(name, predicate, value, graph)
    yield typed(evidence, "Evidence", graph)
    yield quad(evidence, "supportsClaim", f"<{ENTITY}{name}>", graph)
    yield quad(evidence, "span", f"<{ENTITY}{span}>", graph)
    yield quad(evidence, "method", f"<{CODE}method/rule>", graph)
    yield quad(evidence, "ruleId", '"rule.01"', graph)
    yield quad(evidence, "confidence", '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>', graph)
    yield typed(span, "TextSpan", graph)
    yield quad(span, "inDocument", f"<{ENTITY}{graph}>", graph)
    for predicate, offset in (("begin", begin), ("end", begin + 20), ("textBegin", begin), ("textEnd", begin + 20)):
        yield quad(span, predicate, integer(offset), graph)
    yield quad(span, "quote", f'"第{number}句：医院选派医师支援县级医院"', graph)
    yield quad(span, "prefix", f'"前文{number}"', graph)
    yield quad(span, "suffix", f'"后文{number}"', graph)
    yield quad(name, "sourceCount", integer(1), "meta")


def quad(subject: str, predicate: str, value: str, graph: str) -> str:
    return f"<{ENTITY}{subject}> <{ONT}{predicate}> {value} <{BASE}graph/{graph}> .\n"


def typed(subject: str, class_: str, graph: str) -> str:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    return f"<{ENTITY}{subject}> {kind} <{ONT}{class_}> <{BASE}graph/{graph}> .\n"


def named(subject: str, class_: str, label: str, graph: str) -> str:
    prefix = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    return typed(subject, class_, graph) + f'<{ENTITY}{subject}> {prefix} "{label}"@zh <{BASE}graph/{graph}> .\n'


def integer(value: int) -> str:
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def figures_of(system: str, folder: Path) -> dict[str, object]:
    command = [sys.executable, __file__, "--run", system, "--folder", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def measure(system: str, folder: Path) -> dict[str, object]:
    import kg.query  # noqa: F401 - what all of them import is not loading

    began = time.process_time()
    ask, workers, notes = OPENERS[system](folder)
    loaded = time.process_time() - began
    rounds = 1 if system.startswith("rdflib") else ROUNDS
    queries = {name: best([ask], text, rounds)[0] for name, text in QUERIES.items()}
    memory = sum(resident_mb(process) for process in (os.getpid(), *workers()))
    return {"load_seconds": round(loaded, 1), "memory_mb": round(memory), "queries": queries, **notes}


def take_turns(folder: Path) -> dict[str, dict[str, object]]:
    """The queries by kg and by bare pyoxigraph over stores that are loaded, each round one after the other."""
    import pyoxigraph as ox

    from kg.query import GraphStore
    from kg.rdf import PREFIXES

    ours, bare = GraphStore.open(folder), ox.Store.read_only(str(folder / "bare"))
    asks = [lambda text: len(ours.query(text)), lambda text: len(list(bare.query(text, prefixes=PREFIXES)))]
    found: dict[str, dict[str, object]] = {"kg": {}, BARE: {}}
    for name, text in QUERIES.items():
        found["kg"][name], found[BARE][name] = best(asks, text, ROUNDS)
    return found


def best(asks: list[Callable[[str], int]], text: str, rounds: int) -> list[dict[str, float]]:
    """For each, the rows and the best time of so many rounds, all of them in every round."""
    seconds: list[list[float]] = [[] for _ in asks]
    rows = [0 for _ in asks]
    for _ in range(rounds):
        for index, ask in enumerate(asks):
            began = time.perf_counter()
            rows[index] = ask(text)
            seconds[index].append(time.perf_counter() - began)
    return [{"ms": round(min(each) * 1000, 2), "rows": count} for each, count in zip(seconds, rows, strict=True)]


Opened = tuple[Callable[[str], int], Callable[[], list[int]], dict[str, object]]


def open_kg(folder: Path) -> Opened:
    from kg.query import GraphStore

    store = GraphStore.open(folder)
    store.query("ASK {}")
    again = time.perf_counter()
    GraphStore.open(folder).query("ASK {}")
    notes = {"reopen_seconds": round(time.perf_counter() - again, 2), "disk_mb": disk_mb(folder / "store")}
    return lambda text: len(store.query(text)), lambda: store._engine.processes, notes


def open_disk(folder: Path) -> Opened:
    import pyoxigraph as ox

    from kg.query.lines import line_stream, without_graph
    from kg.rdf import PREFIXES

    store = ox.Store(str(folder / "bare"))
    began = time.process_time()
    store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    named_seconds = round(time.process_time() - began, 1)
    with (folder / "graph.nq").open("rb") as held:
        store.bulk_load(line_stream(without_graph(held)), ox.RdfFormat.N_QUADS)
    store.optimize()  # else the aggregate takes five times as long
    notes = {"disk_mb": disk_mb(folder / "bare"), "named_graphs_alone_load_seconds": named_seconds}
    return lambda text: len(list(store.query(text, prefixes=PREFIXES))), list, notes


def open_memory(folder: Path) -> Opened:
    import pyoxigraph as ox

    from kg.query.lines import line_stream, without_graph
    from kg.rdf import PREFIXES

    store = ox.Store()
    with (folder / "graph.nq").open("rb") as held:
        store.bulk_load(line_stream(without_graph(held)), ox.RdfFormat.N_QUADS)
    return lambda text: len(list(store.query(text, prefixes=PREFIXES))), list, {"note": "the default graph alone"}


def open_rdflib(folder: Path) -> Opened:
    import rdflib

    from kg.query.lines import without_graph
    from kg.rdf import PREFIXES

    graph = rdflib.Graph()
    with (folder / "graph.nq").open("rb") as held:
        graph.parse(data=b"".join(without_graph(held)), format="nt")
    return lambda text: len(graph.query(text, initNs=PREFIXES)), list, {"note": "one graph, each query once"}


OPENERS: dict[str, Callable[[Path], Opened]] = {
    "kg": open_kg,
    "pyoxigraph on disk": open_disk,
    "pyoxigraph in memory": open_memory,
    "rdflib in memory": open_rdflib,
}


def resident_mb(process: int) -> float:
    """What the process holds now; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def disk_mb(folder: Path) -> int:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1024 / 1024)


def format_table(figures: dict[str, dict[str, object]], triples: int) -> str:
    """A Markdown table; in brackets how many times the time of bare pyoxigraph on disk."""
    head = [f"{triples:,} triples", "load, CPU s", "memory MiB", *(f"{name} ms" for name in QUERIES)]
    rows = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    bare = figures[BARE]
    for system, each in figures.items():
        cells = [
            f"{each['load_seconds']}{_ratio(each['load_seconds'], bare['load_seconds'], system)}",
            f"{each['memory_mb']:,}",
        ]
        for name in QUERIES:
            ms, least = each["queries"][name]["ms"], bare["queries"][name]["ms"]
            cells.append(f"{ms:,}{_ratio(ms, least, system)}")
        rows.append(f"| {system} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _ratio(value: float, bare: float, system: str) -> str:
    return "" if system == BARE or not bare else f" ({value / bare:.2f})"


if __name__ == "__main__":
    sys.exit(main())
