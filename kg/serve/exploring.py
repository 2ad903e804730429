"""The explorer over a store: a first picture of what is most important, and what stands around or goes by a name.

Each is asked of the store when it is wanted; the graph is never read whole. The one thing that takes a reading of all
names is pinyin, which a store does not hold: that list is made at the first search in Latin letters, and kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from threading import Lock

from kg.query.facts import ENTITY, Asks, values_of
from kg.resources.view import load_node_types
from kg.view import PageGraph, piece, records, render
from kg.view.payload import Record, pinyin
from kg.workspace import between, part_of

__all__ = ["Explorer"]

PIECES = "/explore/"
"""Where the page asks for more."""

FIRST_NODES, FIRST_CLAIMS = 300, 1500
AROUND_CLAIMS, AROUND_PLACES = 1000, 300
MOST_FOUND = 30
_CANDIDATES = 500
_FEWEST_LETTERS = 2


class Explorer:
    """What the page of the explorer is answered. What is kept is made once, by whoever asks first."""

    def __init__(self, store: Asks) -> None:
        self._store = store
        self._making = Lock()

    def page(self) -> str:
        """The page with the most important entities and what is claimed between them."""
        with self._making:
            return self._page

    def around(self, key: str) -> Record | None:
        """An entity with its claims and its divisions, as a piece; `None` where the store has no such entity."""
        iri = ENTITY + key
        if not values_of([iri]) or not self._store.query(
            f"SELECT ?any {{ <{iri}> hsev:mentionType|hsev:divisionCode ?any }} LIMIT 1"
        ):
            return None
        claims = self._store.query(
            f"""SELECT ?claim {{
                {{ SELECT DISTINCT ?claim {{ ?claim hsev:claimSubject|hsev:claimObject <{iri}> }} }}
                OPTIONAL {{ ?claim hsev:sourceCount ?weight }} }}
                ORDER BY DESC(?weight) ?claim LIMIT {AROUND_CLAIMS}"""
        )
        places = self._store.query(
            f"SELECT ?place {{ ?place hsev:withinDivision <{iri}> }} ORDER BY ?place LIMIT {AROUND_PLACES}"
        )
        near = [iri, *(str(row["place"]) for row in places)]
        return _piece(part_of(self._store, near, [str(row["claim"]) for row in claims]))

    def search(self, text: str) -> Record:
        """The entities that go by a name, an alias, a code or a reading in pinyin, without their claims."""
        words = text.strip().lower()
        if not words:
            return _piece(PageGraph())
        rows = self._store.query(
            f"""SELECT DISTINCT ?entity ?name {{
                ?entity skos:prefLabel|skos:altLabel|hsev:divisionCode ?name ; hsev:mentionType|hsev:divisionCode ?any .
                FILTER(CONTAINS(LCASE(STR(?name)), $words)) }} LIMIT {_CANDIDATES}""",
            {"words": words},
        )
        rank: dict[str, int] = {}
        for row in rows:
            entity, name = str(row["entity"]), str(row["name"]).lower()
            rank[entity] = min(rank.get(entity, 9), _rank(words, name))
        for entity in self._read_as(words):
            rank.setdefault(entity, 3)
        weight = self._weights(rank)
        found = sorted(rank, key=lambda entity: (rank[entity], -weight[entity], entity))[:MOST_FOUND]
        return _piece(part_of(self._store, found, ()))

    @cached_property
    def _page(self) -> str:
        rows = self._store.query(
            f"""SELECT ?entity (SAMPLE(?kind) AS ?type) (COUNT(?claim) AS ?claims) {{
                ?claim hsev:claimSubject|hsev:claimObject ?entity . OPTIONAL {{ ?entity hsev:mentionType ?kind }}
            }} GROUP BY ?entity ORDER BY DESC(?claims) ?entity LIMIT {10 * FIRST_NODES}"""
        )
        hidden = {kind.key for kind in load_node_types() if not kind.shown}
        taken: Counter[str] = Counter()
        first: list[str] = []
        for row in rows:
            kind = str(row["type"]).rpartition("/")[2]
            # No type takes more than a third: a few hundred counties would leave no room for anything in them.
            if kind not in hidden and taken[kind] < FIRST_NODES // 3 and len(first) < FIRST_NODES:
                taken[kind] += 1
                first.append(str(row["entity"]))
        return render(part_of(self._store, first, between(self._store, first)[:FIRST_CLAIMS]), pieces=PIECES)

    def _read_as(self, letters: str) -> list[str]:
        wanted = letters.replace(" ", "").replace("'", "")
        if len(wanted) < _FEWEST_LETTERS or not (wanted.isascii() and wanted.isalpha()):
            return []
        with self._making:
            readings = self._readings
        found = (entity for entity, codes in readings if any(code.startswith(wanted) for code in codes))
        return list(dict.fromkeys(found))[:_CANDIDATES]

    @cached_property
    def _readings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        rows = self._store.query(
            """SELECT DISTINCT ?entity ?name {
                ?entity hsev:mentionType|hsev:divisionCode ?any ; skos:prefLabel|skos:altLabel ?name }
                ORDER BY ?entity ?name"""
        )
        return tuple((str(row["entity"]), tuple(pinyin(str(row["name"])).split())) for row in rows)

    def _weights(self, entities: Iterable[str]) -> Counter[str]:
        held = list(entities)
        found: Counter[str] = Counter()
        for start in range(0, len(held), 200):
            some = values_of(held[start : start + 200])
            for row in self._store.query(
                f"""SELECT ?entity (COUNT(?claim) AS ?claims) {{ VALUES ?entity {{ {some} }}
                    ?claim hsev:claimSubject|hsev:claimObject ?entity }} GROUP BY ?entity"""
            ):
                found[str(row["entity"])] = int(row["claims"] or 0)
        return found


def _rank(words: str, name: str) -> int:
    """0 for the name itself, 1 where it begins so, 2 where the words stand in it."""
    return 0 if name == words else 1 if name.startswith(words) else 2


def _piece(graph: PageGraph) -> Record:
    return piece(records(graph))
