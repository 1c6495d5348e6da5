"""Attacks on the hidden numbers of one component, with what each attack rests on.

The same linear programmes as in `attack`, kept apart from it on purpose: that one examines what is published, this one
helps to choose what is hidden, and neither would notice a mistake of its own.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.attack import demanded
from analysis.disclosure.publication import Component

WHOLE = 1e-4  # what a solver calls a whole number
SAME_SUM = 1e-3  # what a sum may be off when its persons are rounded to whole ones
NEAR = 1e-9  # what it calls zero
INEXACT = 1e-6  # what it may be wrong by
TOGETHER = 1000  # numbers that are solved for in one programme
GAIN_OF_THE_TARGET, COST_OF_AN_INSIDER = 1000.0, 10.0  # of moving a number by one, where any other costs 1


class Probe(NamedTuple):
    """A protected number, and who is after it: an outsider (None) or the one person who is counted in a number."""

    target: int
    insider: int | None = None


class Attack(NamedTuple):
    """How far apart the least and the largest possible value lie.

    `leeway` bounds the distance for any other choice of hidden numbers: it is at most the sum of the leeway of those
    that are hidden, and of `rounding`, the leeway of the margins that are shown.
    """

    probe: Probe
    width: float
    leeway: np.ndarray
    rounding: np.ndarray


class Prober:
    """Makes attacks on a component, and remembers the numbers of persons that they found possible.

    What was found possible stays so wherever the same numbers are hidden, so that most attacks need not be made.
    """

    def __init__(self, component: Component):
        self.component = component
        self.everything = component.must | component.free
        self.possible: dict[Probe, float] = {}  # how wide a range is left when everything is hidden
        self.moves = np.zeros((1, len(component.told_by)))  # how far possible numbers lie from the true ones
        self.whole = np.ones(1, dtype=bool)  # which of these are whole numbers of persons
        self.parts: dict[tuple[int, ...], Mapping[int, list[int]]] = {}  # by the hidden numbers, which are asked often

    def demand(self, probe: Probe) -> float:
        """How far apart the values must lie that are left: the width, or as much as can be left at all."""
        return demanded(self.component.width[probe.target], self.possible.get(probe, math.inf)) - INEXACT

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

    def short(self, chosen: frozenset[int], probes: Iterable[Probe]) -> list[Attack]:
        """The attacks that leave less than is demanded when these lines are hidden."""
        short = self._short(self.attacks(chosen, probes))
        new = [each.probe for each in short if each.probe not in self.possible]
        self.possible.update(dict.fromkeys(new, math.inf))
        self.possible.update({each.probe: each.width for each in self.attacks(self.everything, new)})
        return self._short(short)

    def _short(self, attacks: Iterable[Attack]) -> list[Attack]:
        return [each for each in attacks if each.width < self.demand(each.probe)]

    def attacks(self, chosen: frozenset[int], probes: Iterable[Probe]) -> list[Attack]:
        """What the probes find when these lines are hidden; without those that are known to leave what is demanded."""
        hidden = self.component.hidden(chosen)
        parts = self._parts(hidden)
        waiting = list(probes)
        found = [self._told(probe) for probe in waiting if probe.target not in parts or probe.target == probe.insider]
        waiting = [probe for probe in waiting if probe.target in parts and probe.target != probe.insider]
        least = self.component.least(hidden)
        for make in (self._moved, self._solved):
            left: list[Probe] = []
            while waiting := self.undecided(waiting, hidden):
                together = _as_many(waiting, parts)
                found += make([(probe, _numbers(probe, parts)) for probe in together], least)
                left += together
                waiting = waiting[len(together) :]
            waiting = left
        return found

    def undecided(self, probes: Iterable[Probe], hidden: Sequence[int], whole: bool = False) -> list[Probe]:
        """The probes of which nothing that was found before shows that they are left what is demanded.

        What was found in parts of persons shows nothing if only `whole` ones count.
        """
        moves = self._possible(hidden, whole)
        return [probe for probe in probes if _width(moves, probe) < self.demand(probe)]

    def width_found(self, probe: Probe, hidden: Sequence[int]) -> float:
        """How far apart the whole numbers of persons lie that were found before."""
        return _width(self._possible(hidden, whole=True), probe)

    def programme(self, probe: Probe, hidden: Sequence[int]) -> "Programme":
        """The equations that an attack rests on when these numbers are hidden."""
        return _programme(self.component, probe, _numbers(probe, self._parts(hidden)))

    def _moved(self, tried: Sequence[tuple[Probe, list[int]]], least: np.ndarray) -> list[Attack]:
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
            cost[np.isin(programme.numbers, component.margins)] = 0.0
            up, down = component.largest - component.truth, component.truth - least
            up, down = up[programme.numbers], down[programme.numbers]
            up[at] = min(up[at], component.width[programme.probe.target])
            gain = np.where(np.arange(len(cost)) == at, GAIN_OF_THE_TARGET, 0.0)
            goals.append(np.concatenate([cost - gain, cost + gain]))
            most.append(np.concatenate([up, down]))
        doubled = [
            each._replace(matrix=np.hstack([each.matrix, -each.matrix]), sums=np.zeros(len(each.sums)))
            for each in programmes
        ]
        most = np.concatenate(most)
        values, _ = _solve(doubled, goals, np.zeros(len(most)), most)
        for programme, found in zip(programmes, values, strict=True):
            up, down = np.split(found, 2)
            self.remember(programme, component.truth[programme.numbers] + up - down)
        return []

    def remember(self, programme: "Programme", found: np.ndarray) -> None:
        """Keeps the numbers that were found possible; not those of which a solver says so wrongly (scipy#24141)."""
        persons, nearest = ~np.isin(programme.numbers, self.component.margins), np.round(found)
        whole = np.abs(found - nearest)[persons].max() < WHOLE
        found = np.where(persons & whole, nearest, found)
        if np.abs(programme.matrix @ found - programme.sums).max(initial=0.0) > SAME_SUM:
            return
        moves = np.zeros(len(self.component.told_by))
        moves[programme.numbers] = found - self.component.truth[programme.numbers]
        self.moves, self.whole = np.vstack([self.moves, moves]), np.append(self.whole, whole)

    def _possible(self, hidden: Sequence[int], whole: bool) -> np.ndarray:
        """What was found before and is possible when these numbers are hidden."""
        moves = self.moves[self.whole] if whole else self.moves
        shown = np.ones(moves.shape[1], dtype=bool)
        shown[self.component.open(hidden)] = False
        inside = (self.component.truth + moves >= self.component.least(hidden) - WHOLE).all(axis=1)
        return moves[inside & ~(np.abs(moves[:, shown]) > WHOLE).any(axis=1)]

    def _told(self, probe: Probe) -> Attack:
        leeway = np.zeros(len(self.component.told_by))
        leeway[probe.target] = 2 * self.component.largest[probe.target]
        return Attack(probe, 0.0, leeway, np.zeros(len(leeway)))

    def _parts(self, hidden: Sequence[int]) -> Mapping[int, list[int]]:
        """For each hidden number those that hang together with it through hidden numbers alone."""
        if tuple(hidden) not in self.parts:
            self.parts[tuple(hidden)] = _parts(self.component, self.component.open(hidden)) if hidden else {}
        return self.parts[tuple(hidden)]

    def _solved(self, tried: Sequence[tuple[Probe, list[int]]], least: np.ndarray) -> list[Attack]:
        """For each probe the least value, then the largest."""
        programmes = [_programme(self.component, *each) for each in tried for _ in range(2)]
        goals = [each.goal if at % 2 == 0 else -each.goal for at, each in enumerate(programmes)]
        ends = [np.concatenate([end[each.numbers] for each in programmes]) for end in (least, self.component.largest)]
        values, prices = _solve(programmes, goals, *ends)
        return [
            self._attack(programmes[at], values[at : at + 2], prices[at : at + 2])
            for at in range(0, len(programmes), 2)
        ]

    def _attack(self, programme: "Programme", ends: Sequence[np.ndarray], prices: Sequence[np.ndarray]) -> Attack:
        probe, at = programme.probe, programme.at
        least, most = (_leeway(self.component, programme, *end) for end in zip((1.0, -1.0), prices, strict=True))
        leeway, rounding = least + most
        if probe.insider is not None:
            leeway[probe.insider] = 0.0
        for end in ends:
            self.remember(programme, end)
        return Attack(probe, float(ends[1][at] - ends[0][at]), leeway, rounding)


def _parts(component: Component, hidden: Sequence[int]) -> Mapping[int, list[int]]:
    across = (component.matrix[:, hidden] != 0).astype(float)
    _, labels = connected_components(csr_array(across.T @ across), directed=False)
    groups: dict[int, list[int]] = {}
    for number, label in zip(hidden, labels, strict=True):
        groups.setdefault(label, []).append(number)
    return {number: groups[label] for number, label in zip(hidden, labels, strict=True)}


def _numbers(probe: Probe, parts: Mapping[int, list[int]]) -> list[int]:
    """The numbers that hang together with the target and are not known to the insider."""
    return [number for number in parts[probe.target] if number != probe.insider]


def _as_many(probes: Sequence[Probe], parts: Mapping[int, list[int]]) -> Sequence[Probe]:
    """The first of the probes, as many as are solved fast together; what they find may spare the others."""
    sizes = np.cumsum([len(parts[probe.target]) for probe in probes])
    return probes[: max(1, int(np.searchsorted(sizes, TOGETHER)))]


def _solve(
    programmes: Sequence["Programme"], goals: Sequence[np.ndarray], least: np.ndarray, most: np.ndarray
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """All linear programmes beside each other in one: the numbers that each finds, and the prices of its equations."""
    solved = linprog(
        np.concatenate(goals),
        A_eq=block_diag([csr_array(each.matrix) for each in programmes], format="csr"),
        b_eq=np.concatenate([each.sums for each in programmes]),
        bounds=np.column_stack([least, most]),
        method="highs",
    )
    values = np.split(solved.x, np.cumsum([len(goal) for goal in goals])[:-1])
    prices = np.split(solved.eqlin.marginals, np.cumsum([len(each.rows) for each in programmes])[:-1])
    return values, prices


class Programme(NamedTuple):
    """The equations between numbers that hang together, what is known of them taken over to the other side."""

    probe: Probe
    numbers: list[int]
    rows: np.ndarray
    matrix: np.ndarray
    sums: np.ndarray
    goal: np.ndarray

    @property
    def at(self) -> int:
        """The place of the target among the numbers."""
        return self.numbers.index(self.probe.target)


def _programme(component: Component, probe: Probe, numbers: list[int]) -> Programme:
    rows = np.flatnonzero((component.matrix[:, numbers] != 0).any(axis=1))
    known = component.truth.copy()
    known[numbers] = 0.0
    goal = (np.array(numbers) == probe.target).astype(float)
    sums = component.sums[rows] - component.matrix[rows] @ known
    return Programme(probe, numbers, rows, component.matrix[np.ix_(rows, numbers)], sums, goal)


def _width(moves: np.ndarray, probe: Probe) -> float:
    """How far apart the possible values lie that were found before; for an insider, among those with the own number."""
    mine = moves if probe.insider is None else moves[np.abs(moves[:, probe.insider]) < WHOLE]
    return float(mine[:, probe.target].max() - mine[:, probe.target].min())


def _leeway(component: Component, programme: Programme, sign: float, prices: np.ndarray) -> np.ndarray:
    """By weak duality: how far each number lets this end of the range lie from the truth at most.

    First if it is hidden, then if it is shown: what is told leaves no leeway, but a margin that is shown does.
    """
    reduced = -(component.matrix[programme.rows].T @ prices)
    reduced[programme.probe.target] += sign
    reduced[np.abs(reduced) < NEAR] = 0.0
    room_below, room_above = component.truth - component.lowest, component.largest - component.truth
    above = np.maximum(-reduced, 0.0) * room_above
    margins = np.isin(np.arange(len(reduced)), component.margins)
    shown = np.where(margins, np.maximum(reduced, 0.0) * component.truth + above, 0.0)
    return np.array([np.maximum(reduced, 0.0) * room_below + above, shown])
