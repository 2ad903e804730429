"""What the reader settles itself, whatever its models say."""

from __future__ import annotations

from collections.abc import Sequence

from kg.claims.attribution import SubjectModel
from kg.claims.finder import find_by_grammar
from kg.claims.passage import build_passage
from kg.claims.reader import ClaimReader
from kg.claims.shadow import Shadow
from kg.extract.maxent import RIGHT
from kg.model import CleanText, Context, Modality, Predicate
from tests.claims.marked import read_marked


class _Says:
    """A model that is sure of one label for everything."""

    def __init__(self, label: str) -> None:
        self._label = label

    def distributions(self, items: Sequence[Sequence[str]]) -> list[dict[str, float]]:
        return [{self._label: 1.0} for _ in items]

    def probabilities(self, items: Sequence[Sequence[str]], label: str) -> list[float]:
        return [float(label == self._label) for _ in items]


class _NoMatters:
    def find(self, text: str, shadows: Sequence[Shadow]) -> list[tuple[()]]:
        return [() for _ in shadows]


def test_where_something_will_stand_is_done_in_any_plan() -> None:
    text, mentions = read_marked("{云河市|PL}计划在{东岭县|PL}新建{康复大楼|FA}。")
    context = Context(period="2022")
    passage = build_passage(text, mentions, context, clean=CleanText.untouched(text), document_id="")
    reader = ClaimReader(_NoMatters(), _Says("none"), SubjectModel(b""), _Says(RIGHT), _Says(RIGHT), _Says("planned"))  # type: ignore[arg-type]
    found = {claim.predicate: claim.modality for claim in reader.read(passage, find_by_grammar(passage))}
    assert found == {Predicate.LOCATED_IN: Modality.DONE, Predicate.BUILDS: Modality.PLANNED}
