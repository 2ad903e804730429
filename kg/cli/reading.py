"""What commands that read reports share: their options, and the pipeline that these ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from kg.model import Annotation, SourceDocument

__all__ = ["Extractors", "Sure", "Trust", "make_annotator"]

Sure = Annotated[
    float | None,
    typer.Option(
        metavar="0..1",
        help="Keep claims of at least this confidence (0.95: few, and nearly all right).",
        show_default=False,
    ),
]
Extractors = Annotated[
    list[str] | None,
    typer.Option(
        help="Add an extractor: chat (an endpoint, by KG_LLM_URL, KG_LLM_MODEL, KG_LLM_KEY), or MODULE:FUNCTION "
        "that makes one. May be given again.",
        metavar="NAME",
        show_default=False,
    ),
]
Trust = Annotated[
    float, typer.Option(help="What the confidence of added extractors is multiplied by, above 0 and up to 1.")
]


def make_annotator(
    extractors: Sequence[str] = (), trust: float = 1.0, sure: float | None = None
) -> Callable[[SourceDocument], Annotation]:
    """The packaged pipeline, with extractors added where some are asked for.

    Raises `SettingsError` where an extractor or a number is none that the pipeline can take.
    """
    from kg.nlp import Annotator, add_extractor, load_extractor, load_pipeline, packaged_annotator

    if not extractors:
        return packaged_annotator(sure)
    nlp = load_pipeline(sure=sure)
    for name in extractors:
        add_extractor(nlp, load_extractor(name), trust=trust)
    return Annotator(nlp)
