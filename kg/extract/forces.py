"""Hospitals of the armed forces, named by number, force or command (解放军第N医院, 某军区总医院)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.reading import Reading, alternatives
from kg.extract.walk import Body
from kg.model.mention import EntityType
from kg.resources.names import NameTables

__all__ = ["ForceHospitals"]

NUMBER = r"(?:[一二三四五六七八九十百〇零○]{1,5}|\d{1,3})"
PLACED = r"(?:[\u4e00-\u9fff]{2,4}?)"
PART = rf"(?:第?{NUMBER}(?:医学|临床医学)中心|第{NUMBER}附属医院|{PLACED}分院|{PLACED}医院|京东医疗区)"
COMMAND = "军区"
COMMAND_RANKS = (2, 3)
"""Commands are named after provinces and great cities."""
NUMBERED = re.compile(
    r"(?<![\u4e00-\u9fff\d])第(?:\d{2,3}|[一二三四五六七八九〇零○]{2,3})医院"
    r"|(?<=[的到在与和是去往])第?(?:[1-5]\d{2}|第\d{2}|第[一二三四五六七八九〇零○]{2,3})医院"
)
"""How soldiers and patients call a hospital of the army: by its number alone."""


class ForceHospitals:
    """Finds hospitals of the forces in a reading; built once from the name tables."""

    def __init__(self, names: NameTables) -> None:
        words = names.forces
        self._armies = words["army"]
        self._about = re.compile(alternatives(words["about"]))
        self._army, self._service = f"(?:{alternatives(words['army'])})", f"(?:{alternatives(words['service'])})"
        self._regions = words["region"]
        self._house = (
            rf"(?:第?{NUMBER}(?:中心|野战)?医院"
            rf"|(?:{alternatives(words['house-kind'])})+(?:{alternatives(words['house-end'])})"
            rf"|{alternatives(words['house'])})"
        )
        self._plain = self._pattern(())

    def find(self, reading: Reading) -> Iterator[Body]:
        """Hospitals that name the force they belong to."""
        places = _command_places(reading) if COMMAND in reading.text else ()
        pattern = self._pattern(places) if places else self._plain
        for match in pattern.finditer(reading.text):
            start, end = match.span()
            owned = reading.text.startswith(self._armies, start)
            if owned or start == 0 or reading.starts_word(start) or start in reading.place_by_end:
                yield Body(start, end, EntityType.HOSPITAL, "body.force")

    def find_numbered(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """A number and 医院, where the text speaks of the army at all: elsewhere it is counting."""
        if self._about.search(reading.text):
            for match in NUMBERED.finditer(reading.text):
                yield match.span()

    def _pattern(self, places: tuple[str, ...]) -> re.Pattern[str]:
        army, service, house = self._army, self._service, self._house
        command = f"(?:{alternatives((*self._regions, *(place + COMMAND for place in places)))})"
        return re.compile(
            rf"{army}(?:{command})?(?:{service})?{house}(?:{PART}(?![长院]))?"
            rf"|(?:{command}(?:{service})?|{service}){house}"
            rf"|{army}?第[一二三四]军医大学(?:附属)?(?:第?[一二三]附属医院|[\u4e00-\u9fff]{{2,4}}医院)"
        )


def _command_places(reading: Reading) -> tuple[str, ...]:
    """The places of this text that 军区 stands behind."""
    parts = (part for place in reading.places for part in place.parts)
    named = {
        reading.text[start:end]
        for start, end, rank in parts
        if rank in COMMAND_RANKS and reading.text.startswith(COMMAND, end)
    }
    return tuple(sorted(named))
