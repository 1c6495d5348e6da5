"""Attacks on the hidden numbers of one component, with what each attack rests on.

The same linear programmes as in `attack`, kept apart from it on purpose: that one examines what is published, this one
helps to choose what is hidden, and neither would notice a mistake of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.publication import Component

WHOLE = 1e-4  # what a solver calls a whole number
NEAR = 1e-9  # what it calls zero
TOGETHER = 1000  # numbers that are solved for in one programme
GAIN_OF_THE_TARGET, COST_OF_AN_INSIDER = 1000.0, 10.0  # of moving a number by one, where any other costs 1


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


class Prober:
    """Makes attacks on a component, and remembers the numbers of persons that they found possible.

    What was found possible stays so wherever the same numbers are hidden, so that most attacks need not be made.
    """

    def __init__(self, component: Component):
        self.component = component
        self.moves = np.zeros((1, len(component.told_by)))  # how far possible numbers lie from the true ones

    def outsiders(self) -> Iterator[Probe]:
        """One probe for each protected number."""
        return (Probe(number) for number in self.component.width if number not in self.component.public)

    def insiders(self, chosen: frozenset[int]) -> Iterator[Probe]:
        """Those who know a number because it is themselves alone, where it hangs together with a protected one."""
        parts = self._parts(self.component.hidden(chosen))
        for target, _ in self.outsiders():
            for alone in self.component.alone:
                if alone != target and alone in parts.get(target, ()):
                    yield Probe(target, alone)

    def attacks(self, chosen: frozenset[int], probes: Iterable[Probe]) -> list[Attack]:
        """What the probes find when these lines are hidden; without those that are known to leave the width."""
        hidden = self.component.hidden(chosen)
        parts = self._parts(hidden)
        waiting = list(probes)
        found = [self._told(probe) for probe in waiting if probe.target not in parts or probe.target == probe.insider]
        waiting = [probe for probe in waiting if probe.target in parts and probe.target != probe.insider]
        for make in (self._moved, self._solved):
            left: list[Probe] = []
            while waiting := self._open(waiting, hidden):
                together = _as_many(waiting, parts)
                found += make([(probe, _numbers(probe, parts)) for probe in together])
                left += together
                waiting = waiting[len(together) :]
            waiting = left
        return found

    def _open(self, probes: Sequence[Probe], hidden: Sequence[int]) -> list[Probe]:
        """The probes of which nothing that was found before shows that they are left the width."""
        moves = self._possible(hidden)
        return [probe for probe in probes if _width(moves, probe) < self.component.width[probe.target]]

    def _moved(self, tried: Sequence[tuple[Probe, list[int]]]) -> list[Attack]:
        """Looks for other possible numbers close to the true ones: the target by its width, and few others with it.

        Numbers of insiders are moved last of all, so that what is found possible is possible for them too. No attack:
        what is found is remembered.
        """
        component = self.component
        programmes = [_programme(component, *each) for each in tried]
        goals, most = [], []
        for programme in programmes:
            at = programme.numbers.index(programme.probe.target)
            cost = np.where(np.isin(programme.numbers, component.alone), COST_OF_AN_INSIDER, 1.0)
            up, down = component.largest - component.truth, component.truth.copy()
            up, down = up[programme.numbers], down[programme.numbers]
            up[at] = min(up[at], component.width[programme.probe.target])
            gain = np.where(np.arange(len(cost)) == at, GAIN_OF_THE_TARGET, 0.0)
            goals.append(np.concatenate([cost - gain, cost + gain]))
            most.append(np.concatenate([up, down]))
        doubled = [
            each._replace(matrix=np.hstack([each.matrix, -each.matrix]), sums=np.zeros(len(each.sums)))
            for each in programmes
        ]
        values, _ = _solve(doubled, goals, np.concatenate(most))
        for programme, found in zip(programmes, values, strict=True):
            up, down = np.split(found, 2)
            self._remember(programme, component.truth[programme.numbers] + up - down)
        return []

    def _remember(self, programme: "_Programme", found: np.ndarray) -> bool:
        """Whether these are whole numbers of persons; then they are remembered as possible."""
        if np.abs(found - np.round(found)).max() >= WHOLE:
            return False
        moves = np.zeros(len(self.component.told_by))
        moves[programme.numbers] = np.round(found) - self.component.truth[programme.numbers]
        self.moves = np.vstack([self.moves, moves])
        return True

    def _possible(self, hidden: Sequence[int]) -> np.ndarray:
        shown = np.ones(self.moves.shape[1], dtype=bool)
        shown[hidden] = False
        return self.moves[~self.moves[:, shown].any(axis=1)]

    def _told(self, probe: Probe) -> Attack:
        leeway = np.zeros(len(self.component.told_by))
        leeway[probe.target] = 2 * self.component.largest[probe.target]
        return Attack(probe, 0.0, leeway, True)

    def _parts(self, hidden: Sequence[int]) -> Mapping[int, list[int]]:
        """For each hidden number those that hang together with it through hidden numbers alone."""
        if not hidden:
            return {}
        across = csr_array(self.component.matrix[:, hidden] != 0, dtype=float)
        _, labels = connected_components(across.T @ across, directed=False)
        groups: dict[int, list[int]] = {}
        for number, label in zip(hidden, labels, strict=True):
            groups.setdefault(label, []).append(number)
        return {number: groups[label] for number, label in zip(hidden, labels, strict=True)}

    def _solved(self, tried: Sequence[tuple[Probe, list[int]]]) -> list[Attack]:
        """For each probe the least value, then the largest."""
        programmes = [_programme(self.component, *each) for each in tried for _ in range(2)]
        goals = [each.goal if at % 2 == 0 else -each.goal for at, each in enumerate(programmes)]
        most = np.concatenate([self.component.largest[each.numbers] for each in programmes])
        values, prices = _solve(programmes, goals, most)
        return [
            self._attack(programmes[at], values[at : at + 2], prices[at : at + 2])
            for at in range(0, len(programmes), 2)
        ]

    def _attack(self, programme: "_Programme", ends: Sequence[np.ndarray], prices: Sequence[np.ndarray]) -> Attack:
        probe, at = programme.probe, programme.numbers.index(programme.probe.target)
        least, most = (_leeway(self.component, programme, *end) for end in zip((1.0, -1.0), prices, strict=True))
        leeway = least + most
        if probe.insider is not None:
            leeway[probe.insider] = 0.0
        whole = [self._remember(programme, end) for end in ends]
        return Attack(probe, float(ends[1][at] - ends[0][at]), leeway, all(whole))


def _numbers(probe: Probe, parts: Mapping[int, list[int]]) -> list[int]:
    """The numbers that hang together with the target and are not known to the insider."""
    return [number for number in parts[probe.target] if number != probe.insider]


def _as_many(probes: Sequence[Probe], parts: Mapping[int, list[int]]) -> Sequence[Probe]:
    """The first of the probes, as many as are solved fast together; what they find may spare the others."""
    sizes = np.cumsum([len(parts[probe.target]) for probe in probes])
    return probes[: max(1, int(np.searchsorted(sizes, TOGETHER)))]


def _solve(
    programmes: Sequence["_Programme"], goals: Sequence[np.ndarray], most: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """All linear programmes beside each other in one: the numbers that each finds, and the prices of its equations."""
    solved = linprog(
        np.concatenate(goals),
        A_eq=block_diag([each.matrix for each in programmes], format="csr"),
        b_eq=np.concatenate([each.sums for each in programmes]),
        bounds=np.column_stack([np.zeros(len(most)), most]),
        method="highs",
    )
    values = np.split(solved.x, np.cumsum([len(goal) for goal in goals])[:-1])
    prices = np.split(solved.eqlin.marginals, np.cumsum([len(each.rows) for each in programmes])[:-1])
    return values, prices


class _Programme(NamedTuple):
    """The equations between numbers that hang together, what is known of them taken over to the other side."""

    probe: Probe
    numbers: list[int]
    rows: np.ndarray
    matrix: np.ndarray
    sums: np.ndarray
    goal: np.ndarray


def _programme(component: Component, probe: Probe, numbers: list[int]) -> _Programme:
    rows = np.flatnonzero((component.matrix[:, numbers] != 0).any(axis=1))
    known = component.truth.copy()
    known[numbers] = 0.0
    goal = (np.array(numbers) == probe.target).astype(float)
    sums = component.sums[rows] - component.matrix[rows] @ known
    return _Programme(probe, numbers, rows, component.matrix[np.ix_(rows, numbers)], sums, goal)


def _width(moves: np.ndarray, probe: Probe) -> float:
    """How far apart the possible values lie that were found before; for an insider, among those with the own number."""
    mine = moves if probe.insider is None else moves[moves[:, probe.insider] == 0]
    return float(mine[:, probe.target].max() - mine[:, probe.target].min())


def _leeway(component: Component, programme: _Programme, sign: float, prices: np.ndarray) -> np.ndarray:
    """By weak duality: how far each number, if it is hidden, lets this end of the range lie from the truth at most."""
    reduced = -(component.matrix[programme.rows].T @ prices)
    reduced[programme.probe.target] += sign
    reduced[np.abs(reduced) < NEAR] = 0.0
    room_below, room_above = component.truth, component.largest - component.truth
    return np.maximum(reduced, 0.0) * room_below + np.maximum(-reduced, 0.0) * room_above
