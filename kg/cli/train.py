"""`kg train`: the models of the pipeline, from annotated corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import note, say

__all__ = ["run"]


def run(
    corpora: Annotated[
        list[Path],
        typer.Argument(help="Corpora: folders with gold.jsonl and pages/.", metavar="CORPUS...", show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the model files.", show_default=False)],
    variety: Annotated[
        bool, typer.Option(help="Train the sequence model on each report once more with other place names.")
    ] = False,
) -> None:
    """Train all models; the same corpora give the same bytes. Needs the extra `train`.

    Example, which gives the packaged ones: kg train kg/resources/corpus corpus/train corpus/development --out models/
    """
    from kg.resources.models import pack_model
    from kg.training import read_corpora, relocated, train_models

    reports = read_corpora(corpora)
    extra = [changed for each in reports if (changed := relocated(each))] if variety else []
    note(f"{len(reports)} reports, {len(extra)} of them once more with other place names")
    models = train_models(reports, extra, report=note)
    out.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        packed = pack_model(model)
        (out / name.file).write_bytes(packed)
        say(f"{out / name.file}: {len(packed):,} bytes, {len(model):,} unpacked")
