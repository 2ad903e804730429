"""How long a graph takes to validate: `python -m benchmarks.validation [--claims 5000] [--pyshacl]`.

The sample reports, read once and repeated under other names until there are as many claims. With
`--pyshacl`, its time for the Core shapes alone stands beside.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import as_file, files

import pyoxigraph as ox

from kg.model import Annotation, Entity
from kg.pipeline import annotate_paths, build_from
from kg.rdf import to_nquads, to_quads
from kg.rdf.terms import RDFS
from kg.validate import load_shapes, ontology_store, rule_names, validate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=5000)
    parser.add_argument("--pyshacl", action="store_true")
    given = parser.parse_args()
    quads = graph(given.claims)
    start, cpu = time.perf_counter(), time.process_time()
    report = validate(quads)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{report.summary()}\n{len(quads)} quads, {len(rule_names())} rules\n")
    sys.stdout.write(f"all rules: {wall:.1f} s wall, {cpu:.1f} s CPU; peak {peak:.0f} MiB\n")
    if given.pyshacl:
        sys.stdout.write(f"pySHACL, Core shapes alone: {pyshacl_seconds(quads):.1f} s CPU\n")


def graph(claims: int) -> list[ox.Quad]:
    with as_file(files("kg.resources") / "corpus" / "pages") as pages:
        read = [each for each in annotate_paths(pages) if isinstance(each, Annotation)]
    copies = -(-claims // sum(len(each.claims) for each in read))
    return to_quads(build_from(each for copy in range(copies) for each in renamed(read, copy)).graph)


def renamed(annotations: list[Annotation], copy: int) -> Iterator[Annotation]:
    """The same reports about bodies of other names, from pages of another source."""

    def other(entity: Entity) -> Entity:
        return entity if entity.code else replace(entity, name=f"{entity.name}{copy}")

    for each in annotations:
        name = f"{each.document.id}-{copy}"
        source = each.document.source + " " * copy
        claims = tuple(
            replace(
                claim,
                subject=other(claim.subject),
                object=other(claim.object) if claim.object else None,
                evidence=tuple(replace(item, document=name) for item in claim.evidence),
            )
            for claim in each.claims
        )
        document = replace(each.document, id=name, source=source)
        yield replace(each, document=document, mentions=(), claims=claims)


def pyshacl_seconds(quads: list[ox.Quad]) -> float:
    import pyshacl
    import rdflib

    shapes = io.BytesIO()
    ox.serialize(load_shapes(), output=shapes, format=ox.RdfFormat.N_TRIPLES)
    tree = ontology_store().quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None)
    flat = [ox.Quad(each.subject, each.predicate, each.object) for each in (*quads, *tree)]
    data = rdflib.Graph().parse(data=to_nquads(flat), format="ntriples")
    shacl = rdflib.Graph().parse(data=shapes.getvalue(), format="ntriples")
    start = time.process_time()
    pyshacl.validate(data, shacl_graph=shacl, advanced=False, inference="none")
    return time.process_time() - start


if __name__ == "__main__":
    main()
