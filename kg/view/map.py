"""Where a point of the earth lies on the page's map of China."""

from __future__ import annotations

from functools import cache
from math import cos, radians, sin, sqrt

from kg.resources.places import Level, load_gazetteer

__all__ = ["backdrop", "on_map"]

_NORTH, _SOUTH, _MIDDLE, _ORIGIN = 47.0, 25.0, 105.0, 36.0
"""The usual parallels and meridian of maps of China, in degrees."""
_SCALE = 1000.0
"""Units of the map for one radius of the earth: China is then about 800 units wide."""


def on_map(lon: float, lat: float) -> tuple[int, int]:
    """Map units to the right of and below 105° E, 36° N: Albers' equal-area conic (Snyder 1987, pp. 98-103).

    >>> on_map(105.0, 36.0), on_map(116.4, 39.9)
    ((0, 0), (150, -78))
    """
    n = (sin(radians(_SOUTH)) + sin(radians(_NORTH))) / 2
    c = cos(radians(_SOUTH)) ** 2 + 2 * n * sin(radians(_SOUTH))
    origin = sqrt(c - 2 * n * sin(radians(_ORIGIN))) / n
    rho = sqrt(max(0.0, c - 2 * n * sin(radians(max(-80.0, min(80.0, lat)))))) / n
    theta = n * radians(lon - _MIDDLE)
    return round(_SCALE * rho * sin(theta)), round(_SCALE * (rho * cos(theta) - origin))


@cache
def backdrop() -> tuple[tuple[int, int], ...]:
    """Every county of the gazetteer as a point, sorted: together they show the country without a border drawn."""
    places = (place for place in load_gazetteer().divisions() if place.level is Level.COUNTY)
    return tuple(sorted({on_map(place.lon, place.lat) for place in places if place.lon and place.lat}))
