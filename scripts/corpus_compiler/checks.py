"""What must hold for a report before it may become gold."""

from __future__ import annotations

import re

from corpus_compiler.authoring import Report

__all__ = ["SIGNATURES", "find_faults", "find_oversights"]

_HEALTH = frozenset({"HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH"})
_BODY = _HEALTH | {"AGENCY", "ORGANIZATION"}
_ANY = frozenset({None})
SIGNATURES: dict[str, tuple[frozenset[str | None], frozenset[str | None]]] = {
    "supports": (_BODY | {"PLACE", "PROGRAM"} | _ANY, _BODY | {"PLACE"} | _ANY),
    "locatedIn": ((_BODY - {"AGENCY"}) | {"FACILITY", "PLACE"} | _ANY, frozenset({"PLACE"}) | _ANY),
    "achieved": (_BODY | {"PLACE", "PROGRAM"} | _ANY, frozenset({"DESIGNATION", "INDICATOR"}) | _ANY),
    "partOf": (_BODY, _BODY | _ANY),
    "memberOf": (_BODY | {"PLACE"} | _ANY, _BODY | {"PROGRAM"} | _ANY),
    "hasJurisdiction": (frozenset({"AGENCY"}), frozenset({"PLACE"})),
    "implements": (_BODY | {"PLACE"} | _ANY, frozenset({"PROGRAM"}) | _ANY),
    "launches": (frozenset({"AGENCY", "ORGANIZATION", "PLACE"}) | _HEALTH | _ANY, frozenset({"PROGRAM"})),
    "covers": (_BODY | {"PROGRAM", "FACILITY"} | _ANY, _BODY | {"PLACE"} | _ANY),
    "targets": (frozenset({"PROGRAM"}) | _ANY, frozenset({"DISEASE"}) | _ANY),
    "builds": (_BODY | {"PLACE"} | _ANY, _BODY | {"FACILITY"} | _ANY),
    "funds": (_BODY | {"PLACE"} | _ANY, _BODY | {"PROGRAM", "FACILITY", "PLACE"} | _ANY),
    "partnersWith": (_BODY | {"PLACE"} | _ANY, _BODY | {"PLACE"} | _ANY),
    "holdsPost": (frozenset({"PERSON"}), _BODY),
    "reports": (_BODY | {"PLACE", "PROGRAM", "FACILITY"}, frozenset({"INDICATOR", "DISEASE", "PROGRAM"}) | _ANY),
}
"""Types of subject and object; `None` is a name that is no mention: a population, a counted noun, a member
or parent that only a list or a longer name implies."""

_TIME = r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|\.\.)"


def find_faults(report: Report) -> list[str]:
    """Everything that keeps the report from being compiled; empty when there is nothing."""
    return [f"{report.path}: {fault}" for fault in (*_mark_faults(report), *_claim_faults(report))]


def _mark_faults(report: Report) -> list[str]:
    faults = []
    outer_end = -1
    for index, mark in enumerate(report.marks):
        code = report.names_of(index).code
        if mark.nested and (mark.type != "PLACE" or not _opens_an_outer(report, index)):
            faults.append(f"nested {mark.text!r} must be a place that begins a longer name")
        if not mark.nested and mark.start < outer_end:
            faults.append(f"{mark.text!r} overlaps the mention before it")
        if mark.type == "PLACE" and not mark.group and code is None:
            faults.append(f"the place {mark.text!r} needs a six-digit code, or `-` where none exists")
        if mark.type != "PLACE" and code not in (None, "-"):
            faults.append(f"{mark.text!r} is no place and has a code")
        if mark.text.strip() != mark.text:
            faults.append(f"{mark.text!r} begins or ends with a blank")
        if mark.text[0] + mark.text[-1] in ("“”", "《》") and not set("“《") & set(mark.text[1:]):
            faults.append(f"{mark.text!r}: marks around the whole name stay outside")
        if not mark.nested:
            outer_end = mark.end
    return faults


def _opens_an_outer(report: Report, index: int) -> bool:
    mark = report.marks[index]
    return any(
        other.start == mark.start and other.end > mark.end and not other.nested for other in report.marks[:index]
    )


def types_by_name(report: Report) -> dict[str, str]:
    """Every accepted name and surface that means one thing, and its type."""
    kinds: dict[str, str] = {}
    for index, mark in enumerate(report.marks):
        for name in (*report.names_of(index).names, mark.text):
            kinds.setdefault(name, mark.type)
    return kinds


def _claim_faults(report: Report) -> list[str]:
    faults = []
    kinds = types_by_name(report)
    seen: set[tuple[object, ...]] = set()
    for claim in report.claims:
        where = f"line {claim.line}: {claim.subject} {claim.predicate} {claim.object}"
        if claim.predicate not in SIGNATURES:
            faults.append(f"{where}: unknown predicate; known are {', '.join(SIGNATURES)}")
            continue
        subjects, objects = SIGNATURES[claim.predicate]
        if kinds.get(claim.subject) not in subjects:
            faults.append(f"{where}: a {kinds.get(claim.subject)} cannot be its subject")
        if kinds.get(claim.object or "") not in objects:
            faults.append(f"{where}: a {kinds.get(claim.object or '')} cannot be its object")
        time = claim.qualifiers.get("time")
        if time and not re.fullmatch(rf"{_TIME}(?:/{_TIME})?", time):
            faults.append(f"{where}: the time {time!r} is not ISO 8601")
        if claim.quote and claim.quote not in report.text:
            faults.append(f"{where}: the text does not hold {claim.quote!r}")
        if claim.predicate == "funds" and "value" in claim.qualifiers and claim.qualifiers.get("unit") != "元":
            faults.append(f"{where}: the value of funds is money (元)")
        if (claim.predicate == "holdsPost") != ("post" in claim.qualifiers):
            faults.append(f"{where}: `post` belongs to holdsPost, and to it alone")
        key = (claim.subject, claim.predicate, claim.object, *sorted(claim.qualifiers.items()))
        if key in seen:
            faults.append(f"{where}: stands twice")
        seen.add(key)
    return faults


def find_oversights(report: Report) -> list[str]:
    """Places where a name that is annotated elsewhere in the report stands unannotated.

    Hints for the author, not faults: a bare word can be a name here and none there.
    """
    covered = [False] * len(report.text)
    for mark in report.marks:
        covered[mark.start : mark.end] = [True] * (mark.end - mark.start)
    hints = []
    for surface in sorted({mark.text for mark in report.marks}):
        for match in re.finditer(re.escape(surface), report.text):
            if not any(covered[match.start() : match.end()]):
                around = report.text[max(0, match.start() - 8) : match.end() + 8].replace("\n", "⏎")
                hints.append(f"{report.id}: {surface!r} is unannotated in {around!r}")
    return hints
