"""How long the explorer of `kg serve` takes to answer: `python benchmarks/explorer.py [--claims 10000] [--record]`.

Over a generated graph on disk, in one process, as the routes call it: the page once (it is kept), each entity once,
each name once, the first search in Latin letters (it reads all names) and those after it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.record import write_record  # noqa: E402
from kg.model import Annotation, Claim, Entity, EntityType, Predicate, Quantity  # noqa: E402
from kg.pipeline import build_from  # noqa: E402
from kg.rdf import to_nquads, to_quads  # noqa: E402
from kg.resources.places import Level, load_gazetteer  # noqa: E402
from kg.serve import Site  # noqa: E402
from kg.serve.exploring import Explorer  # noqa: E402
from tests.graph.samples import annotate  # noqa: E402

CLAIMS_A_DOCUMENT = 20
SEED = 20261122
ASKED = 60

Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--record", action="store_true", help="write the figures to benchmarks/results")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        graph = build_from(list(documents(arguments.claims))).graph
        (Path(scratch) / "graph.nq").write_text(to_nquads(to_quads(graph)), encoding="utf-8")
        figures = {"claims": len(graph.claims), "entities": len(graph.entities), **measure(Path(scratch))}
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if arguments.record:
        write_record("explorer", [Path(__file__)], {"load": os.getloadavg(), **figures})


def documents(claims: int) -> Iterator[Annotation]:
    """Reports of counties on their hospitals: few bodies are spoken of often, most once or twice."""
    chance = random.Random(SEED)
    counties = [each for each in load_gazetteer().divisions() if each.level is Level.COUNTY][:400]
    places = [Entity(each.name, EntityType.PLACE, code=each.code) for each in counties]
    bodies = [
        Entity(f"{place.name}第{number}人民医院", EntityType.HOSPITAL, place=place.code)
        for number in "一二三四五"
        for place in places
    ]
    diseases = [Entity(f"第{number}号病", EntityType.DISEASE) for number in range(60)]

    def skewed(some: list[Entity]) -> Entity:
        return some[int(len(some) * chance.random() ** 2)]

    for number in range(claims // CLAIMS_A_DOCUMENT):
        said = []
        for line in range(CLAIMS_A_DOCUMENT):
            one, other = skewed(bodies), chance.choice([skewed(bodies), skewed(places), skewed(diseases)])
            words = f"{one.name}对口支援{other.name}{line + 1}人"
            said.append((one, other, words, Quantity(str(line + 1), "人")))
        text = "。".join(words for *_, words, _ in said) + "。"
        yield annotate(
            f"report-{number}",
            text,
            [(end.name, end) for one, other, *_ in said for end in (one, other)],
            [
                (Claim(one, Predicate.SUPPORTS, other, quantity=quantity, time=str(2015 + number % 10)), words)
                for one, other, words, quantity in said
                if one != other
            ],
        )


def measure(folder: Path) -> dict[str, object]:
    site = Site(folder)
    explorer = Explorer(site.own)
    keys = [str(row["e"]).partition("/id/")[2] for row in site.own.query(BUSIEST)]
    names = [str(row["name"]) for row in site.own.query(NAMES)]
    page, seconds = timed(explorer.page)
    around = [timed(lambda key=key: explorer.around(key)) for key in keys[:ASKED]]
    rare = [timed(lambda key=key: explorer.around(key)) for key in keys[-ASKED:]]
    searched = [timed(lambda name=name: explorer.search(name[:3])) for name in names]
    _, first = timed(lambda: explorer.search("renmin"))
    letters = [timed(lambda word=word: explorer.search(word)) for word in ("beijing", "dongcheng", "dyh", "dcq")]
    site.close()
    return {
        "page_s": round(seconds, 2),
        "page_mb": round(len(page.encode()) / 1e6, 2),
        "around_the_busiest_ms": spread(around),
        "around_the_busiest_kb": round(max(len(json.dumps(each, ensure_ascii=False)) for each, _ in around) / 1e3),
        "around_the_rarest_ms": spread(rare),
        "search_ms": spread(searched),
        "first_search_in_letters_s": round(first, 2),
        "later_search_in_letters_ms": spread(letters),
    }


BUSIEST = (
    """SELECT ?e (COUNT(?c) AS ?n) { ?c hsev:claimSubject|hsev:claimObject ?e } GROUP BY ?e ORDER BY DESC(?n) ?e"""
)
NAMES = f"SELECT ?name {{ ?e hsev:mentionType ?t ; skos:prefLabel ?name }} ORDER BY SHA1(?name) LIMIT {ASKED}"


def timed(act: Callable[[], Result]) -> tuple[Result, float]:
    begun = time.perf_counter()
    return act(), time.perf_counter() - begun


def spread(runs: Sequence[tuple[object, float]]) -> dict[str, int]:
    seconds = sorted(each for _, each in runs)
    return {"median": round(1000 * median(seconds)), "most": round(1000 * seconds[-1])}


if __name__ == "__main__":
    main()
