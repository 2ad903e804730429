"""The pipeline with models that have not seen the development reports.

The packaged models are trained on them, so what those get wrong there says little about other pages.
Training on the sample and `corpus/train` alone takes some minutes; the models are kept under `build/`
as long as neither the corpora nor the package change.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.language import Language

from benchmarks.quality.sets import ROOT
from benchmarks.record import input_hash
from kg.claims import MINIMUM_CONFIDENCE, ClaimReader
from kg.claims.attribution import SubjectModel
from kg.claims.matters import MatterModel
from kg.claims.reader import MODEL_MINIMUM
from kg.extract import tagger
from kg.extract.maxent import Maxent
from kg.extract.tagger import DEFAULT_THRESHOLD, MentionTagger
from kg.nlp import Annotator, load_pipeline
from kg.nlp.components.claims import Claims
from kg.nlp.components.tagger import Tagger
from kg.resources.models import ModelName, pack_model, unpack_model
from kg.training import read_corpora, train_models

__all__ = ["CORPORA", "annotator", "models_folder", "open_reader", "open_tagger"]

CORPORA = (ROOT / "kg/resources/corpus", ROOT / "corpus/train")
"""What the models are trained on."""


def models_folder(given: Path | None) -> Path:
    """The folder of the models: the one given, or else one trained now or before."""
    folder = given or ROOT / "build" / f"without-development-{_state()[:12]}"
    missing = [name.file for name in ModelName if not (folder / name.file).is_file()]
    if not missing:
        return folder
    if given:
        sys.exit(f"{given}: expected the models that `kg train` writes, found no {missing[0]}")
    sys.stderr.write(f"training on {' and '.join(str(each.relative_to(ROOT)) for each in CORPORA)}\n")
    reports = read_corpora(CORPORA)
    models = train_models(reports, report=_note)
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        (folder / name.file).write_bytes(pack_model(model))
    return folder


def _note(step: str) -> None:
    sys.stderr.write(f"  {step}\n")


def _state() -> str:
    """A hash of all that the models depend on."""
    package = [path for path in (ROOT / "kg").rglob("*") if path.suffix in {".py", ".tsv", ".txt", ".json", ".csv"}]
    gold = [path for corpus in CORPORA for path in (corpus / "gold.jsonl", *(corpus / "pages").iterdir())]
    return input_hash([*package, *gold])


def open_tagger(folder: Path, threshold: float = DEFAULT_THRESHOLD) -> MentionTagger:
    return tagger.open_tagger(lambda name: _bytes(folder, name), threshold)


def open_reader(folder: Path, model_minimum: float = MODEL_MINIMUM) -> ClaimReader:
    return ClaimReader(
        matters=MatterModel(_bytes(folder, ModelName.PHRASES)),
        pairs=Maxent(_bytes(folder, ModelName.PAIRS)),
        subjects=SubjectModel(_bytes(folder, ModelName.SUBJECTS)),
        verdict=Maxent(_bytes(folder, ModelName.VERDICT)),
        times=Maxent(_bytes(folder, ModelName.TIMES)),
        modality=Maxent(_bytes(folder, ModelName.MODALITY)),
        model_minimum=model_minimum,
    )


def _bytes(folder: Path, name: ModelName) -> bytes:
    return unpack_model(name, (folder / name.file).read_bytes(), str(folder / name.file))


@Language.factory("fitted_tagger", requires=["doc._.kg_findings"])
def make_tagger(nlp: Language, name: str, folder: str, threshold: float) -> Tagger:
    return Tagger(open_tagger(Path(folder), threshold))


@Language.factory("fitted_claims", requires=["doc._.kg_mentions", "doc._.kg_context"])
def make_claims(nlp: Language, name: str, folder: str, minimum_confidence: float, model_minimum: float) -> Claims:
    return Claims(minimum_confidence, open_reader(Path(folder), model_minimum))


def annotator(
    folder: Path,
    *,
    threshold: float = DEFAULT_THRESHOLD,
    minimum_confidence: float = MINIMUM_CONFIDENCE,
    model_minimum: float = MODEL_MINIMUM,
) -> Annotator:
    """The packaged pipeline with the models of a folder."""
    nlp = load_pipeline()
    nlp.replace_pipe("kg_tagger", "fitted_tagger", config={"folder": str(folder), "threshold": threshold})
    settings = {"folder": str(folder), "minimum_confidence": minimum_confidence, "model_minimum": model_minimum}
    nlp.replace_pipe("kg_claims", "fitted_claims", config=settings)
    return Annotator(nlp)
