"""Places: the same each time, apart, and near what they belong to."""

from __future__ import annotations

import numpy as np
import pytest

from kg.view.layout import Links, _skyline, layout


def links(*pairs: tuple[int, int]) -> Links:
    return Links(np.array(pairs, dtype=np.int64).reshape(-1, 2), np.ones(len(pairs)))


def ring_of_stars(stars: int, leaves: int) -> tuple[int, Links]:
    """Hubs in a ring, each with leaves of its own: hub `k` is node `k`."""
    pairs = [(hub, (hub + 1) % stars) for hub in range(stars)]
    pairs += [(stars + hub * leaves + leaf, hub) for hub in range(stars) for leaf in range(leaves)]
    return stars * (leaves + 1), links(*pairs)


def test_no_nodes_and_one_node() -> None:
    assert layout(np.zeros(0), links(), np.zeros(0, dtype=bool)).shape == (0, 2)
    assert layout(np.ones(1) * 12, links(), np.ones(1, dtype=bool)).tolist() == [[0, 0]]


@pytest.mark.parametrize("core", [1, 12, 60, 132])
def test_nodes_do_not_cover_each_other(core: int) -> None:
    count, some = ring_of_stars(12, 10)
    radii = np.linspace(30, 11, count)
    points = layout(radii, some, np.arange(count) < core).astype(float)
    inner = points[:core]
    distance = np.linalg.norm(inner[:, None] - inner[None], axis=2)
    touching = radii[:core, None] + radii[None, :core]
    np.fill_diagonal(distance, np.inf)
    assert (distance > touching * 0.98).all()
    assert len({tuple(point) for point in points.tolist()}) == count


def test_it_is_the_same_each_time() -> None:
    count, some = ring_of_stars(8, 9)
    radii, core = np.full(count, 14.0), np.arange(count) < 40
    assert (layout(radii, some, core) == layout(radii, some, core)).all()


@pytest.mark.parametrize("core", [12, 132])
def test_what_is_linked_stands_near(core: int) -> None:
    count, some = ring_of_stars(12, 10)
    points = layout(np.full(count, 14.0), some, np.arange(count) < core)
    leaves = np.arange(12, count)
    own = np.linalg.norm(points[leaves] - points[(leaves - 12) // 10], axis=1)
    others = np.linalg.norm(points[leaves][:, None] - points[None, :12], axis=2)
    assert np.median(own) < (0.4 if core == count else 0.6) * np.median(others)
    if core == count:  # leaves outside the core may lie over another hub: they are opened a few at a time
        assert (others.argmin(axis=1) == (leaves - 12) // 10).mean() > 0.9


def test_a_strong_link_places_an_outer_node() -> None:
    pairs = np.array([(2, 0), (2, 1), *[(0, k) for k in range(3, 30)], *[(1, k) for k in range(30, 57)]])
    weights = np.ones(len(pairs))
    weights[0] = 2.2
    core = np.ones(57, dtype=bool)
    core[2] = False
    points = layout(np.full(57, 14.0), Links(pairs, weights), core)
    assert np.linalg.norm(points[2] - points[0]) < np.linalg.norm(points[2] - points[1])


def test_components_stand_apart() -> None:
    pairs = [(9 * part + a, 9 * part + b) for part in range(7) for a in range(9) for b in range(a)]
    points = layout(np.full(63, 14.0), links(*pairs), np.ones(63, dtype=bool))
    boxes = [(points[9 * k : 9 * k + 9].min(axis=0), points[9 * k : 9 * k + 9].max(axis=0)) for k in range(7)]
    for one in range(7):
        for other in range(one):
            apart = (boxes[one][0] > boxes[other][1]) | (boxes[other][0] > boxes[one][1])
            assert apart.any()


def test_many_lone_nodes_fill_a_wide_sheet() -> None:
    points = layout(np.full(300, 12.0), links(), np.ones(300, dtype=bool))
    width, height = np.ptp(points, axis=0)
    assert 0.8 < width / height < 2.6


def test_a_component_as_wide_as_all_together_leaves_room_below() -> None:
    """One long chain, and two nodes that nothing joins to it."""
    chain = 40
    points = layout(
        np.full(chain + 2, 12.0), links(*((at, at + 1) for at in range(chain - 1))), np.ones(chain + 2, dtype=bool)
    )
    assert len({tuple(point) for point in points.tolist()}) == chain + 2


@pytest.mark.parametrize("sizes", [[(2878.87, 1890.71), (119.8, 65.8)], [(50.0, 10.0)] * 3, [(90.0, 9.0), (30.0, 9.0)]])
def test_boxes_are_stacked_without_overlap(sizes: list[tuple[float, float]]) -> None:
    size = np.array(sizes)
    corners = _skyline(size)
    for one in range(len(size)):
        for other in range(one):
            apart = (corners[one] + size[one] <= corners[other] + 1e-6) | (
                corners[other] + size[other] <= corners[one] + 1e-6
            )
            assert apart.any()
