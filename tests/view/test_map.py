"""The map of China: where points lie on it."""

from __future__ import annotations

from math import hypot

from kg.resources.places import load_gazetteer
from kg.view.map import backdrop, on_map


def test_north_is_up_and_east_is_right() -> None:
    harbin, guangzhou, kashgar, shanghai = (
        on_map(*at) for at in ((126.5, 45.8), (113.3, 23.1), (76.0, 39.5), (121.5, 31.2))
    )
    assert harbin[1] < shanghai[1] < guangzhou[1]
    assert kashgar[0] < guangzhou[0] < shanghai[0]


def test_distances_hold_to_a_few_percent() -> None:
    """One unit is 6.371 km; Beijing to Guangzhou is 1,890 km, Beijing to Urumqi 2,410 km on the sphere."""
    beijing, guangzhou, urumqi = on_map(116.41, 39.90), on_map(113.26, 23.13), on_map(87.62, 43.82)
    for end, kilometres in ((guangzhou, 1890), (urumqi, 2410)):
        drawn = hypot(beijing[0] - end[0], beijing[1] - end[1]) * 6.371
        assert abs(drawn - kilometres) < 0.04 * kilometres


def test_every_county_with_a_point_is_in_the_backdrop() -> None:
    points = set(backdrop())
    assert len(points) > 2500
    naqu = load_gazetteer().by_code("540602")
    assert naqu is not None
    assert naqu.lon is not None
    assert naqu.lat is not None
    assert on_map(naqu.lon, naqu.lat) in points


def test_a_point_that_no_map_can_show_is_put_at_its_rim() -> None:
    assert all(abs(value) < 10_000 for lat in (-90.0, 90.0) for value in on_map(0.0, lat))
