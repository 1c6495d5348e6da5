"""Attacks on the hidden numbers of one component, with what each attack rests on.

The same linear programmes as in `attack`, kept apart from it on purpose: that one examines what is published, this one
helps to choose what is hidden, and neither would notice a mistake of its own.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.publication import Component

WHOLE = 1e-4  # what a solver calls a whole number


class Probe(NamedTuple):
    """A protected number, and who is after it: an outsider (None) or the one person who is counted in a number."""

    target: int
    insider: int | None = None


class Attack(NamedTuple):
    """How far apart the least and the largest possible value lie.

    `leeway` bounds the distance for any other choice of hidden numbers: it is at most the sum of the leeway of those
    that are hidden.
    """

    probe: Probe
    width: float
    leeway: np.ndarray
    in_whole_persons: bool  # whether the two ends are reached with whole numbers of persons


def attacks(component: Component, chosen: frozenset[int], insiders: bool) -> list[Attack]:
    """What outsiders find of each protected number when these lines are hidden; or what insiders find."""
    parts = _parts(component, component.hidden(chosen))
    found, tried = [], []
    for probe in _insiders(component, parts) if insiders else _outsiders(component):
        if probe.target not in parts or probe.target == probe.insider:
            found.append(_told(component, probe))
        else:
            tried.append((probe, [number for number in parts[probe.target] if number != probe.insider]))
    return found + _solved(component, tried)


def _outsiders(component: Component) -> Iterator[Probe]:
    return (Probe(number) for number in component.width if number not in component.public)


def _insiders(component: Component, parts: dict[int, list[int]]) -> Iterator[Probe]:
    """Those who know a number because it is themselves alone, wherever it hangs together with a protected one."""
    for target, _ in _outsiders(component):
        for alone in component.alone:
            if alone != target and alone in parts.get(target, ()):
                yield Probe(target, alone)


def _told(component: Component, probe: Probe) -> Attack:
    leeway = np.zeros(len(component.told_by))
    leeway[probe.target] = 2 * component.largest[probe.target]
    return Attack(probe, 0.0, leeway, True)


def _parts(component: Component, hidden: Sequence[int]) -> dict[int, list[int]]:
    """For each hidden number those that hang together with it through hidden numbers alone."""
    if not hidden:
        return {}
    across = (component.matrix[:, hidden] != 0).astype(float)
    _, labels = connected_components(csr_array(across.T @ across), directed=False)
    groups: dict[int, list[int]] = {}
    for number, label in zip(hidden, labels, strict=True):
        groups.setdefault(label, []).append(number)
    return {number: groups[label] for number, label in zip(hidden, labels, strict=True)}


def _solved(component: Component, tried: Sequence[tuple[Probe, list[int]]]) -> list[Attack]:
    """All linear programmes beside each other in one: for each probe the least value, then the largest."""
    if not tried:
        return []
    blocks, goals, sums, uppers = [], [], [], []
    rows_of = []
    for probe, numbers in tried:
        rows = np.flatnonzero((component.matrix[:, numbers] != 0).any(axis=1))
        known = component.truth.copy()
        known[numbers] = 0.0
        block = component.matrix[np.ix_(rows, numbers)]
        goal = np.array([1.0 if number == probe.target else 0.0 for number in numbers])
        blocks += [block, block]
        goals += [goal, -goal]
        sums += [component.sums[rows] - component.matrix[rows] @ known] * 2
        uppers += [component.largest[numbers]] * 2
        rows_of.append(rows)
    solved = linprog(
        np.concatenate(goals),
        A_eq=block_diag(blocks, format="csr"),
        b_eq=np.concatenate(sums),
        bounds=np.column_stack([np.zeros(sum(map(len, uppers))), np.concatenate(uppers)]),
        method="highs",
    )
    values = np.split(solved.x, np.cumsum([len(goal) for goal in goals])[:-1])
    prices = np.split(solved.eqlin.marginals, np.cumsum([len(block) for block in blocks])[:-1])
    found = []
    for position, (probe, numbers) in enumerate(tried):
        at = numbers.index(probe.target)
        low, high = values[2 * position], values[2 * position + 1]
        leeway = sum(
            _leeway(component, probe.target, sign, rows_of[position], prices[2 * position + end])
            for end, sign in enumerate((1.0, -1.0))
        )
        if probe.insider is not None:
            leeway[probe.insider] = 0.0
        whole = all(np.abs(x - np.round(x)).max() < WHOLE for x in (low, high))
        found.append(Attack(probe, float(high[at] - low[at]), leeway, whole))
    return found


def _leeway(component: Component, target: int, sign: float, rows: np.ndarray, prices: np.ndarray) -> np.ndarray:
    """By weak duality: how far each number, if it is hidden, lets this end of the range lie from the truth at most."""
    reduced = -(component.matrix[rows].T @ prices)
    reduced[target] += sign
    reduced[np.abs(reduced) < 1e-9] = 0.0
    room_below, room_above = component.truth, component.largest - component.truth
    return np.maximum(reduced, 0.0) * room_below + np.maximum(-reduced, 0.0) * room_above
