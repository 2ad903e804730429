"""The scores as a printed table."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluate.scores import Agreement, Counts, Scores

__all__ = ["format_scores"]


def format_scores(scores: Scores) -> str:
    """Lines of a fixed-width table, headline figures first."""
    return "\n".join(_lines(scores)) + "\n"


def _lines(scores: Scores) -> Iterator[str]:
    yield f"{'documents':<16} {scores.documents}"
    if scores.missing_documents:
        yield f"no prediction for: {' '.join(scores.missing_documents)} (all of theirs counts as missing)"
    if scores.ignored_documents:
        yield f"no gold for: {' '.join(scores.ignored_documents)} (not scored)"
    yield ""
    yield _head("mentions")
    for name, counts in scores.types.items():
        yield _counts(name, counts, scores.linking_types.get(name))
    yield _counts("all types", scores.all_types, scores.linking)
    yield ""
    for name, counts in scores.core.items():
        yield _counts(name, counts)
    yield _counts("core four", scores.core_four)
    yield ""
    for name, counts in scores.apart.items():
        yield _counts(name, counts, scores.linking_apart[name])
    yield ""
    yield _head("claims", linking=False)
    for name, counts in scores.predicates.items():
        yield _counts(name, counts)
    yield _counts("all claims", scores.claims)
    yield f"{'wrong claims':<16} {scores.wrong_claims} ({scores.wrong_claims_per_document:.1f} a document)"
    for name, agreement in scores.qualifiers.items():
        yield f"{name:<16} {agreement.share:.3f} ({agreement.right} of {agreement.total} right claims)"


def _head(title: str, linking: bool = True) -> str:
    return f"{title:<16} {'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'found':>6} {'gold':>6}" + (
        f" {'linked':>7}" if linking else ""
    )


def _counts(name: str, counts: Counts, linking: Agreement | None = None) -> str:
    line = (
        f"{name:<16} {counts.precision:6.3f} {counts.recall:6.3f} {counts.f1:6.3f} "
        f"{counts.right:6d} {counts.predicted:6d} {counts.gold:6d}"
    )
    return line + (f" {linking.share:7.3f}" if linking and linking.total else "")
