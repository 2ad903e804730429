"""Where each node stands: force-directed after Fruchterman and Reingold (1991), worked out before the page opens.

The nodes drawn first (the core) are laid out by themselves, so that the first picture is not shaped by what it
does not show; all others are then placed around their neighbours. Connected components are packed side by side.
No randomness: the start is worked out from the distances in the graph, so equal input gives equal output.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra, shortest_path
from scipy.spatial import cKDTree

__all__ = ["Links", "layout"]

Points = NDArray[np.float64]
"""Shape (nodes, 2): x to the right, y downwards, in pixels at zoom 1."""

_LENGTH = 105.0
"""The length a link of weight 1 tends to between two lone nodes."""
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
_STRETCH = 1.35
"""Labels are wide and low, so the picture is pulled apart sideways."""
_MARGIN = (88.0, 34.0)
"""Between two components, for the labels at their rims: wide and low."""
_ASPECT = 1.5
"""Width to height of the packed picture: screens are wider than high."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of node numbers, shape (links, 2), and how strongly each pulls, shape (links,)."""

    ends: NDArray[np.int64]
    weights: NDArray[np.float64]

    def among(self, chosen: NDArray[np.bool_]) -> Links:
        """Only the links whose two ends are chosen, numbered within the chosen nodes."""
        kept = chosen[self.ends].all(axis=1)
        numbers = np.cumsum(chosen) - 1
        return Links(numbers[self.ends[kept]], self.weights[kept])


def layout(radii: NDArray[np.float64], links: Links, core: NDArray[np.bool_]) -> NDArray[np.int64]:
    """A place for each node, whole pixels, shape (nodes, 2); centred on the origin.

    `radii` are the nodes' sizes, `core` marks the nodes of the first picture. Cost: quadratic in the core
    (a few hundred nodes), near linear in the rest.
    """
    count = len(radii)
    if not count:
        return np.zeros((0, 2), dtype=np.int64)
    _, component = connected_components(_matrix(count, links), directed=False)
    points = np.zeros((count, 2))
    groups = _groups(component)
    for nodes, inner in zip(groups, _split(links, component, groups), strict=True):
        points[nodes] = _component(inner, core[nodes], radii[nodes])
    # Outer nodes are opened a few at a time: they may stand closer, and so nearer to what they belong to.
    packed = _part(_pack(points, radii, groups, core), radii * np.where(core, 1.0, 0.5), (~core).astype(float), gap=4.0)
    middle = packed[core] if core.any() else packed
    packed -= (middle.min(axis=0) + middle.max(axis=0)) / 2
    return np.rint(packed).astype(np.int64)


def _component(links: Links, core: NDArray[np.bool_], radii: NDArray[np.float64]) -> Points:
    count = len(core)
    if not core.any():
        core = np.arange(count) < 1
    points = np.zeros((count, 2))
    inner = _spring(int(core.sum()), links.among(core)) * (_STRETCH, 1.0)
    points[core] = _part(inner, radii[core], np.ones(len(inner)), gap=22.0)
    if not core.all():
        points = _surround(points, links, core)
    return points


def _spring(count: int, links: Links) -> Points:
    """Fruchterman–Reingold over all pairs, with a pull towards the middle that holds loose parts together."""
    if count <= 2 or _is_star(count, links):
        return _star(count, links)
    points = _by_distance(count, links)
    first, second = links.ends.T
    degree = np.bincount(links.ends.ravel(), minlength=count).astype(float)
    # A hub's many links would pull its leaves into one clump: each pulls less the more the smaller end has.
    pull = links.weights / np.sqrt(np.maximum(1.0, np.minimum(degree[first], degree[second])))
    steps = 260 if count > 60 else 180
    for temperature in np.linspace(0.04 * _LENGTH * np.sqrt(count), 1.0, steps):
        away = points[:, None, :] - points[None, :, :]
        squared = np.einsum("ijk,ijk->ij", away, away) + 0.01
        # Repulsion fades faster than 1/d beyond a few lengths, or the picture is mostly empty between its clusters.
        fade = 1 / (1 + squared / (2.2 * _LENGTH) ** 2)
        moves = _LENGTH**2 * ((fade / squared)[:, :, None] * away).sum(axis=1)
        moves -= points * (0.04 + 0.25 / np.sqrt(count))
        along = points[second] - points[first]
        drawn = along * (pull * np.linalg.norm(along, axis=1) / _LENGTH)[:, None]
        moves += _gather(first, drawn, count) - _gather(second, drawn, count)
        points = points + _limited(moves, temperature)
    return points * _room(points)


def _room(points: Points) -> float:
    """The factor that gives each node the same room, whether its graph is dense or a tree of long branches."""
    extent = np.ptp(points, axis=0) + _LENGTH
    return float(np.sqrt(len(points) * (0.95 * _LENGTH) ** 2 / (extent[0] * extent[1])))


def _is_star(count: int, links: Links) -> bool:
    pairs = np.unique(np.sort(links.ends, axis=1), axis=0)
    return len(pairs) == count - 1 and np.bincount(pairs.ravel(), minlength=count).max(initial=0) == count - 1


def _star(count: int, links: Links) -> Points:
    hub = int(np.bincount(links.ends.ravel(), minlength=count).argmax()) if len(links.ends) else 0
    leaves = np.delete(np.arange(count), hub)
    angles = 2 * np.pi * np.arange(len(leaves)) / max(1, len(leaves))
    radius = max(0.85 * _LENGTH, len(leaves) * 62 / (2 * np.pi))
    points = np.zeros((count, 2))
    points[leaves] = radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return points


def _surround(points: Points, links: Links, core: NDArray[np.bool_]) -> Points:
    """Place the nodes outside the core around the neighbour through which the core reaches them."""
    count = len(core)
    parent = _parents(count, links, core)
    seen: dict[int, int] = {}
    middle = points[core].mean(axis=0)
    for node, above in parent:
        turn = seen[above] = seen.get(above, -1) + 1
        outward = points[above] - middle
        angle = np.arctan2(outward[1], outward[0]) + turn * _GOLDEN_ANGLE
        radius = 0.5 * _LENGTH + 0.22 * _LENGTH * np.sqrt(turn)
        points[node] = points[above] + radius * np.array([np.cos(angle), np.sin(angle)])
    return _relax(points, links, core)


def _parents(count: int, links: Links, core: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Each outer node with the neighbour through which the core reaches it best, the nearest nodes first.

    A strong link counts as a short way, so that a clinic stands by its county before it stands by a programme.
    """
    inner = np.flatnonzero(core)
    ends = np.vstack([links.ends, np.column_stack([np.full(len(inner), count), inner])])
    cost = np.concatenate([links.weights**-2.0, np.full(len(inner), 1e-6)])
    pairs = np.sort(ends, axis=1)
    order = np.lexsort((cost, pairs[:, 1], pairs[:, 0]))
    _, first = np.unique(pairs[order], axis=0, return_index=True)  # of parallel links the strongest
    best = order[first]
    ways = coo_array((cost[best], (pairs[best, 0], pairs[best, 1])), shape=(count + 1, count + 1)).tocsr()
    distance, before = dijkstra(ways, directed=False, indices=count, return_predecessors=True)
    return [
        (int(node), int(before[node]))
        for node in np.argsort(distance, kind="stable")
        if node < count and not core[node]
    ]


def _relax(points: Points, links: Links, core: NDArray[np.bool_]) -> Points:
    """Let the outer nodes find room: springs to their neighbours, repulsion only from what is near."""
    first, second = links.ends.T
    free = ~core
    for step in range(24):
        near = cKDTree(points).query_pairs(0.6 * _LENGTH, output_type="ndarray")
        away = points[near[:, 0]] - points[near[:, 1]]
        push = away * (0.03 * _LENGTH**2 / (np.einsum("ij,ij->i", away, away) + 25.0))[:, None]
        along = (points[second] - points[first]) * 0.02
        moves = _gather(near[:, 0], push, len(points)) - _gather(near[:, 1], push, len(points))
        moves += _gather(first, along, len(points)) - _gather(second, along, len(points))
        points = points + _limited(moves, 18.0 * (1 - step / 24)) * free[:, None]
    return points


def _part(points: Points, radii: NDArray[np.float64], free: NDArray[np.float64], gap: float) -> Points:
    """Push nodes apart that would cover each other; only those move whose `free` is 1 instead of 0.

    `gap` is the least distance between their rims.
    """
    if len(points) < 2:
        return points
    scale = np.array([1 / _STRETCH, 1.0])
    reach = float(2 * radii.max() + gap)
    for _ in range(70):
        near = cKDTree(points * scale).query_pairs(reach, output_type="ndarray")
        if not len(near):
            break
        away = (points[near[:, 0]] - points[near[:, 1]]) * scale
        distance = np.linalg.norm(away, axis=1)
        wanted = radii[near[:, 0]] + radii[near[:, 1]] + gap
        close = distance < wanted
        if not close.any():
            break
        near, away, distance, wanted = near[close], away[close], distance[close], wanted[close]
        same = distance < 0.01  # nodes on one spot part sideways
        away[same] = (1.0, 0.0)
        distance[same] = 1.0
        lacking = np.where(same, wanted, wanted - distance)
        push = away / distance[:, None] * (lacking * 0.45)[:, None] / scale
        moves = _gather(near[:, 0], push, len(points)) - _gather(near[:, 1], push, len(points))
        points = points + moves * free[:, None]
    return points


def _pack(
    points: Points, radii: NDArray[np.float64], groups: list[NDArray[np.int64]], core: NDArray[np.bool_]
) -> Points:
    """Move the components side by side: first those of the first picture, then, below them, the others.

    A component takes the room of its core; what is opened later may lie between the others.
    """
    low, size = np.empty((len(groups), 2)), np.empty((len(groups), 2))
    for number, nodes in enumerate(groups):
        seen = nodes[core[nodes]] if core[nodes].any() else nodes
        low[number] = (points[seen] - radii[seen, None]).min(axis=0)
        size[number] = (points[seen] + radii[seen, None]).max(axis=0) - low[number] + _MARGIN
    first = np.array([bool(core[nodes].any()) for nodes in groups])
    corners = np.zeros((len(groups), 2))
    top = 0.0
    for part in (np.flatnonzero(first), np.flatnonzero(~first)):
        if len(part):
            corners[part] = _skyline(size[part])
            corners[part, 1] += top
            top = float((corners[part, 1] + size[part, 1]).max())
    packed = points.copy()
    for number, nodes in enumerate(groups):
        packed[nodes] += corners[number] - low[number]
    return packed


def _skyline(size: Points) -> Points:
    """The upper left corner of each box, shape (boxes, 2): each as high up as it fits, the largest first."""
    room = max(float(size[:, 0].max()), float(np.sqrt(size.prod(axis=1).sum() * _ASPECT)))
    corners = np.zeros_like(size)
    line = [(0.0, 0.0), (room, np.inf)]  # from this x on, boxes reach down to this y
    for number in np.lexsort((np.arange(len(size)), -size.prod(axis=1))):
        width, height = size[number]
        best = (np.inf, 0.0)
        for x, _ in line:
            if x + width <= room + 1e-6:
                below = max(y for (start, y), end in _stretches(line) if start < x + width - 1e-6 and end > x + 1e-6)
                best = min(best, (below, x))
        y, x = best
        corners[number] = (x, y)
        end = x + width
        level = next(y for (start, y), stop in _stretches(line) if start <= min(end, room) <= stop)
        kept = [point for point in line[:-1] if point[0] < x or point[0] > end]
        line = sorted([*kept, (x, y + height), *([(end, level)] if end < room - 1e-6 else []), line[-1]])
    return corners


def _stretches(line: list[tuple[float, float]]) -> list[tuple[tuple[float, float], float]]:
    """Each stretch of a skyline with where it ends; the last point only closes the line."""
    return [(here, there[0]) for here, there in pairwise(line)]


def _by_distance(count: int, links: Links) -> Points:
    """A first guess that keeps the graph's distances: classical scaling (Torgerson, 1952) of the shortest paths."""
    steps = shortest_path(_matrix(count, links), directed=False, unweighted=True)
    reached = np.isfinite(steps)
    steps[~reached] = steps[reached].max() + 2
    centring = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ steps**2 @ centring)
    axes = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    axes *= np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)  # eigenvectors have no sign of their own
    # Nodes with the same distances fall on one spot: the spiral parts them. Rounding hides the last bits of eigh.
    start: Points = np.rint(axes * 0.8 * _LENGTH) + _spiral(count) * 0.12 * _LENGTH
    return start


def _spiral(count: int) -> Points:
    turns = np.arange(count)
    radius = 0.6 * np.sqrt(turns + 0.5)
    return np.column_stack([radius * np.cos(turns * _GOLDEN_ANGLE), radius * np.sin(turns * _GOLDEN_ANGLE)])


def _split(links: Links, component: NDArray[np.int32], groups: list[NDArray[np.int64]]) -> list[Links]:
    """The links of each component, numbered within it."""
    local = np.empty(len(component), dtype=np.int64)
    for nodes in groups:
        local[nodes] = np.arange(len(nodes))
    owner = component[links.ends[:, 0]]
    order = np.argsort(owner, kind="stable")
    cuts = np.searchsorted(owner[order], np.arange(1, len(groups)))
    return [Links(local[links.ends[part]], links.weights[part]) for part in np.split(order, cuts)]


def _gather(targets: NDArray[np.int64], moves: Points, count: int) -> Points:
    sums = [np.bincount(targets, weights=moves[:, axis], minlength=count) for axis in (0, 1)]
    return np.column_stack(sums).astype(np.float64)  # bincount of nothing counts in whole numbers


def _limited(moves: Points, most: float) -> Points:
    length = np.linalg.norm(moves, axis=1, keepdims=True)
    limited: Points = moves * (np.minimum(length, most) / np.maximum(length, 1e-9))
    return limited


def _matrix(count: int, links: Links) -> coo_array:
    first, second = links.ends.T
    return coo_array((np.ones(len(first)), (first, second)), shape=(count, count)).tocsr()


def _groups(labels: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    """The numbers that carry each label, in the order of the labels."""
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
