"""The claims that names tell by themselves: where a body lies, what it has jurisdiction over, what it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus_compiler.addresses import address_forms
from corpus_compiler.authoring import AuthoringError, Claim, Report
from corpus_compiler.filled_names import BODIES, HEALTH, Names
from corpus_compiler.owners import TOWN, parents_told
from kg.resources.places import load_gazetteer

__all__ = ["fill_claims"]

_COMMISSIONS = ("卫生健康委员会", "卫生健康局")
_PLAIN = {"modality": "done", "polarity": "+"}


def fill_claims(report: Report, names: Names) -> tuple[Claim, ...]:
    """The author's claims with `~` resolved, and those that the names tell where the author says nothing else."""
    return tuple(_Telling(report, names).result())


def _told_by_name(subject: str, predicate: str, objects: Sequence[str]) -> Claim:
    """A claim of no line of the report; of the objects the first is canonical and the others are accepted."""
    return Claim(0, subject, predicate, objects[0], dict(_PLAIN), (), tuple(objects[1:]), "")


class _Telling:
    def __init__(self, report: Report, names: Names) -> None:
        self.report = report
        self.names = names
        self.gazetteer = load_gazetteer()

    def result(self) -> list[Claim]:
        written = [self._written(claim) for claim in self.report.claims]
        told = {
            (self._canonical(claim.subject), claim.predicate)
            for claim in written
            if claim.predicate in ("locatedIn", "hasJurisdiction", "partOf")
        }
        towns, types = self._towns(), self._types()
        claims = [claim for claim in written if claim.object != "-"]
        claims += [
            _told_by_name(name, "locatedIn", town)
            for name, town in towns.items()
            if (name, "locatedIn") not in told and name not in self.names.owners
        ]
        claims += [claim for claim in self._owned(types) if (claim.subject, claim.predicate) not in told]
        claims += [claim for claim in self._parts(types) if (claim.subject, claim.predicate) not in told]
        return [self._in_town(claim, towns) for claim in claims]

    def _types(self) -> dict[str, str]:
        """Types by canonical name."""
        return {self._name(index): mark.type for index, mark in enumerate(self.report.marks)}

    def _owned(self, types: Mapping[str, str]) -> Iterator[Claim]:
        """Bodies whose names begin with a place: an agency's jurisdiction, where others lie."""
        for name, place in self.names.owners.items():
            is_agency = types[name] == "AGENCY"
            others = [*address_forms(place, self.gazetteer)[1:]]
            for parent in () if is_agency else self.gazetteer.ancestors(place):
                others += address_forms(parent, self.gazetteer)
            others += [other for other in types if other != name and types[other] in BODIES and name.startswith(other)]
            yield _told_by_name(name, "hasJurisdiction" if is_agency else "locatedIn", (place.name, *others))

    def _parts(self, types: Mapping[str, str]) -> Iterator[Claim]:
        """Bodies whose names begin with another's, or with that of one the report does not name."""
        groups = {self._name(index) for index, mark in enumerate(self.report.marks) if mark.group}
        for name, kind in types.items():
            if kind not in BODIES:
                continue
            parents = [other for other in types if types[other] in BODIES and other != name and name.startswith(other)]
            parents = [max(parents, key=len)] if parents else []
            if not parents and kind != "AGENCY" and name not in groups:
                parents = [parent for parent in parents_told(name) if self._canonical(parent) != name]
            if parents:
                yield _told_by_name(name, "partOf", parents)

    def _towns(self) -> dict[str, tuple[str, ...]]:
        """By bodies named after a town or village: the names of that."""
        found: dict[str, tuple[str, ...]] = {}
        for index, mark in enumerate(self.report.marks):
            if mark.type not in HEALTH or mark.group or mark.anaphor:
                continue
            inside = [
                self.names.entities[self.report.occurrences[at]].names
                for at, other in enumerate(self.report.marks)
                if other.nested and other.type == "PLACE" and mark.start <= other.start and other.end <= mark.end
                and TOWN.search(other.text)
            ]  # fmt: skip
            if inside:
                found.setdefault(self._name(index), inside[-1])
        return found

    def _in_town(self, claim: Claim, towns: dict[str, tuple[str, ...]]) -> Claim:
        """Who is said to lie in a county, and bears the name of its town, lies in that as well."""
        town = towns.get(self._canonical(claim.subject)) if claim.predicate == "locatedIn" else None
        return replace(claim, alt_object=(*claim.alt_object, *town)) if town and town[0] != claim.object else claim

    def _written(self, claim: Claim) -> Claim:
        """The claim with `~` resolved; a place's launch is its commission's, a programme's figures the region's."""
        speakers = self.names.speakers
        if claim.predicate == "launches" and self._type(claim.subject) in ("PLACE", None):
            agency = next((name for name in speakers if name.endswith(_COMMISSIONS)), None)
            if agency and (claim.subject == "~" or claim.subject in speakers):
                claim = replace(claim, subject=agency, alt_subject=(*claim.alt_subject, "~"))
        if claim.predicate == "reports" and speakers and self._type(claim.subject) == "PROGRAM":
            claim = replace(claim, subject="~", alt_subject=(*claim.alt_subject, claim.subject))
        if "~" not in (claim.subject, claim.object):
            return claim
        if not speakers:
            raise AuthoringError(f"{self.report.path}:{claim.line}: `~` needs a home or speakers in the front matter")
        if claim.subject == "~":
            claim = replace(claim, subject=speakers[0], alt_subject=(*claim.alt_subject, "~"))
        if claim.object == "~":
            claim = replace(claim, object=speakers[0], alt_object=(*claim.alt_object, "~"))
        return claim

    def _name(self, index: int) -> str:
        """The canonical name of a mark's entity."""
        return self.names.entities[self.report.occurrences[index]].names[0]

    def _type(self, name: str) -> str | None:
        wanted = self._canonical(name)
        for index, mark in enumerate(self.report.marks):
            if self._name(index) == wanted:
                return mark.type
        return None

    def _canonical(self, name: str) -> str:
        for names in self.names.entities.values():
            if name in names.names:
                return names.names[0]
        return self.names.entities[name].names[0] if name in self.names.entities else name
