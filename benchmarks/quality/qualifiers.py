"""Times and modality of right claims, apart from names and finding: `python benchmarks/quality/qualifiers.py`.

Claims are read with the mentions of gold and the packaged models of phrases, pairs and verdict (they say which claims
there are; how well they find is not asked here). The models of time and modality are trained anew without the report
that they read: in four folds over all reports but those of the test, told for `corpus/train` too, and on the sample and
`corpus/train` for the development reports of the plan. Takes some minutes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.quality.sets import planned_reports  # noqa: E402
from kg.claims import MINIMUM_CONFIDENCE, ClaimReader  # noqa: E402
from kg.claims.attribution import SubjectModel, attribute  # noqa: E402
from kg.claims.checks import check_claims  # noqa: E402
from kg.claims.matters import MatterModel  # noqa: E402
from kg.claims.pairs import find_pairs  # noqa: E402
from kg.claims.proposals import make_proposals  # noqa: E402
from kg.evaluate.pairs import IndicatorNames, pair_claims  # noqa: E402
from kg.extract.maxent import Maxent  # noqa: E402
from kg.resources.models import ModelName, load_model  # noqa: E402
from kg.training import read_corpora  # noqa: E402
from kg.training.claims import (  # noqa: E402
    Item,
    Scene,
    as_gold,
    find_matters,
    judged_proposals,
    likelihoods,
    make_scene,
    modality_items,
    time_items,
)
from kg.training.models import CLASSIFIER, TIMES, train_classifier  # noqa: E402

FOLDS = 4
LEARNT = (ROOT / "kg/resources/corpus", ROOT / "corpus/train")
READ = ROOT / "corpus/development"


@dataclass(frozen=True, slots=True)
class Page:
    """A report read with gold mentions, and what it teaches of times and modality."""

    scene: Scene
    times: list[Item]
    modality: list[Item]


class Bench:
    """The packaged models that say which claims there are."""

    def __init__(self) -> None:
        self._matters = MatterModel(load_model(ModelName.PHRASES))
        self._pairs = Maxent(load_model(ModelName.PAIRS))
        self._subjects = SubjectModel(load_model(ModelName.SUBJECTS))
        self._verdict = Maxent(load_model(ModelName.VERDICT))

    def page(self, scene: Scene) -> Page:
        matters = find_matters(self._matters, scene)
        pairs = tuple(find_pairs(scene.passage, scene.said, matters))
        proposals = make_proposals(scene.passage, scene.said, pairs, likelihoods(self._pairs, pairs))
        judged = judged_proposals(scene, matters, attribute(scene.passage, proposals, self._subjects))
        return Page(scene, time_items(scene, judged), modality_items(scene, judged))

    def measure(self, known: Sequence[Page], read: Sequence[Page]) -> Counter[str]:
        return sum((counts for _, counts in self.measure_each(known, read)), Counter())

    def measure_each(self, known: Sequence[Page], read: Sequence[Page]) -> Iterator[tuple[Page, Counter[str]]]:
        times = train_classifier([item for page in known for item in page.times], TIMES)
        modality = train_classifier([item for page in known for item in page.modality], CLASSIFIER)
        reader = ClaimReader(self._matters, self._pairs, self._subjects, self._verdict, Maxent(times), Maxent(modality))
        for page in read:
            yield page, _count(reader, page.scene)


def _count(reader: ClaimReader, scene: Scene) -> Counter[str]:
    found = check_claims(reader.read(scene.passage, scene.said), MINIMUM_CONFIDENCE)
    given = [replace(as_gold(claim), time=claim.time, modality=claim.modality) for claim in found]
    document = scene.report.document
    counts: Counter[str] = Counter()
    for index, other in pair_claims(document.claims, given, IndicatorNames(document)).items:
        gold, said = document.claims[index], given[other]
        counts["right"] += 1
        counts["time"] += gold.time == said.time
        counts["modality"] += gold.modality is said.modality
        counts["time untold"] += _is_untold(gold.time, scene)
    return counts


def _is_untold(time: str | None, scene: Scene) -> bool:
    """Whether no year of the page lies beside the year of the time: gold knows it from elsewhere."""
    told = {int(year) for year in re.findall(r"(?:19|20)\d\d", scene.report.clean.source + scene.report.text)}
    years = [int(year) for year in re.findall(r"\d{4}", time or "")]
    return any(all(abs(year - other) > 1 for other in told) for year in years)


def main() -> None:
    bench = Bench()
    pages = [bench.page(make_scene(report, report.gold)) for report in read_corpora([*LEARNT, READ])]
    developed = {report.id for report in read_corpora([READ])}
    trained = {report.id for report in read_corpora([ROOT / "corpus/train"])}
    folded: Counter[str] = Counter()
    of_training: Counter[str] = Counter()
    for fold in range(FOLDS):
        rest = [page for number, page in enumerate(pages) if number % FOLDS != fold]
        for page, counts in bench.measure_each(rest, pages[fold::FOLDS]):
            folded += counts
            of_training += counts if page.scene.report.id in trained else Counter()
    learnt = [page for page in pages if page.scene.report.id not in developed]
    held = [page for page in pages if page.scene.report.id in developed & planned_reports()]
    _show(f"{len(pages)} reports, in {FOLDS} folds", folded)
    _show(f"{len(trained)} of them from corpus/train", of_training)
    _show(f"{len(held)} development reports of the plan", bench.measure(learnt, held))


def _show(name: str, counts: Counter[str]) -> None:
    right = counts["right"]
    shares = ", ".join(f"{what} {counts[what] / right:.3f}" for what in ("time", "modality", "time untold"))
    sys.stdout.write(f"{name}: {right} right claims, {shares}\n")


if __name__ == "__main__":
    main()
