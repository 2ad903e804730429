"""Parsers that nobody here wrote count the same quads in what is written, and read the same Chinese."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import assemble
from kg.model import Claim, EntityType, Predicate
from kg.model.mention import Entity
from kg.rdf import to_jsonld, to_nquads, to_quads, to_trig, to_trig12, to_turtle
from kg.rdf.reified import reified
from tests.graph.samples import CITY, annotate, letter, report

PLUS = annotate(
    "plus", "文", (), [(Claim(CITY, Predicate.IMPLEMENTS, Entity("互联网+护理", EntityType.PROGRAM)), "文")]
)
QUADS = to_quads(assemble([report(), report("copy", tail="（转）"), letter(), PLUS]))
NAMES = {quad.object.value for quad in QUADS if quad.predicate.value.endswith("prefLabel")}

COUNT = """
const fs = require('fs');
const quads = new (require('n3').Parser)().parse(fs.readFileSync(process.argv[1], 'utf8'));
const names = quads.filter(quad => quad.predicate.value.endsWith('prefLabel')).map(quad => quad.object.value);
console.log(JSON.stringify([quads.length, [...new Set(names)]]));
"""
EXPAND = """
const document = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
const documentLoader = () => { throw new Error('reads the network'); };
require('jsonld').toRDF(document, {documentLoader}).then(quads => console.log(quads.length));
"""


def node(package: str, script: str, path: Path) -> str:
    if shutil.which("node") is None:
        pytest.skip("needs node")
    probe = subprocess.run(["node", "-e", f"require('{package}')"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip(f"npm install {package}, and name its folder in NODE_PATH")
    done = subprocess.run(["node", "-e", script, str(path)], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rapper(path: Path, syntax: str) -> list[str]:
    if shutil.which("rapper") is None:
        pytest.skip("needs rapper: apt-get install raptor2-utils")
    done = subprocess.run(
        ["rapper", "-q", "-i", syntax, "-o", "nquads", str(path)], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(("name", "write", "syntax"), [("g.nq", to_nquads, "nquads"), ("g.trig", to_trig, "trig")])
def test_raptor_counts_the_same_quads(tmp_path: Path, name: str, write: object, syntax: str) -> None:
    lines = rapper(written(tmp_path, name, write(QUADS)), syntax)  # type: ignore[operator]
    assert len(set(lines)) == len(QUADS)


def test_raptor_reads_turtle(tmp_path: Path) -> None:
    lines = rapper(written(tmp_path, "g.ttl", to_turtle(QUADS)), "turtle")
    assert len(set(lines)) == len({quad.triple for quad in QUADS})


@pytest.mark.parametrize(("name", "write"), [("g.nq", to_nquads), ("g.trig", to_trig)])
def test_n3_counts_the_same_quads_and_reads_the_same_names(tmp_path: Path, name: str, write: object) -> None:
    count, names = json.loads(node("n3", COUNT, written(tmp_path, name, write(QUADS))))  # type: ignore[operator]
    assert count == len(QUADS)
    assert set(names) == NAMES


def test_n3_reads_rdf_12(tmp_path: Path) -> None:
    count, _ = json.loads(node("n3", COUNT, written(tmp_path, "g.trig", to_trig12(QUADS))))
    assert count == len(QUADS) + len(reified(QUADS))


def test_jsonld_js_expands_to_the_same_quads_without_a_network(tmp_path: Path) -> None:
    assert int(node("jsonld", EXPAND, written(tmp_path, "g.jsonld", to_jsonld(QUADS)))) == len(QUADS)


def test_oxigraph_counts_the_same_in_every_notation() -> None:
    for text, format_ in (
        (to_nquads(QUADS), ox.RdfFormat.N_QUADS),
        (to_trig(QUADS), ox.RdfFormat.TRIG),
        (to_jsonld(QUADS), ox.RdfFormat.JSON_LD),
    ):
        assert len(set(ox.parse(text, format=format_))) == len(QUADS)
