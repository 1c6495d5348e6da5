"""The attacker: the least and the largest value that everything known leaves a hidden number of persons.

By linear programming, and where that leaves half persons by integer programming, both with HiGHS (Huangfu and Hall
2018). The audit of tables by an attacker of this kind: Hundepool and others 2012, section 4.4.3. An attacker who knows
one person is the same attacker with a group of one known (`insiders`).
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array

from analysis.disclosure.system import Quantity, System, connected
from analysis.disclosure.threshold import Threshold

LARGEST = 1e7  # persons: no municipality has more, and a solver wants an end
NEAR = 1e-6  # what a solver may be wrong by


class ContradictionError(ValueError):
    """No numbers of persons fit what is known: a figure, or a relation that was taken for granted, is wrong."""


@dataclass(frozen=True)
class Range:
    """The values that remain possible for a number of persons, both ends included."""

    low: int
    high: float  # a whole number, or infinite

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def width(self) -> float:
        return self.high - self.low

    def tells(self, threshold: Threshold, possible: "Range") -> bool:
        """Whether fewer values are left than must be, where public figures alone leave those of `possible`.

        A number that is found exactly, or narrowed to those that may not be shown, is one of these.
        """
        return self.width < demanded(threshold.least, possible.width)


def demanded(width: float, possible: float) -> float:
    """How far apart the values must lie that are left for a protected number: its threshold or, where even public
    figures alone leave less (`possible`), as much as these do.
    """
    return min(width, possible)


def ranges(system: System, targets: Iterable[Quantity]) -> dict[Quantity, Range]:
    """What is left possible for each target. Raises `ContradictionError` where nothing at all is."""
    wanted = set(targets)
    found = {quantity: _as_told(system, quantity) for quantity in wanted}
    if wanted <= system.known.keys():
        return found
    for group in connected(system.relations, system.known):
        part = System(group, system.known, system.bounds)
        inside = [quantity for quantity in part.unknown if quantity in wanted]
        found.update(zip(inside, _whole_ranges(part, inside), strict=True))
    return found


def insiders(system: System, alone: Mapping[Quantity, float]) -> Iterator[tuple[Quantity, System]]:
    """The system as each of those sees it who know a hidden number because it is themselves alone.

    `alone` holds the groups of one (and their number, 1); those that are known to everybody anyway are left out.
    """
    for quantity, value in alone.items():
        if quantity not in system.known:
            yield quantity, system.knowing({quantity: value})


def _as_told(system: System, quantity: Quantity) -> Range:
    """What is known of a quantity that stands in no relation with an unknown one."""
    if quantity in system.known:
        return Range(round(system.known[quantity]), round(system.known[quantity]))
    low, high = system.bounds.get(quantity, (0, math.inf))
    return Range(math.ceil(low - NEAR), high if math.isinf(high) else math.floor(high + NEAR))


def _whole_ranges(system: System, targets: list[Quantity]) -> list[Range]:
    """All ends at once: one copy of the system for each target and end, beside each other and solved together."""
    if not targets:
        return []
    unknown = system.unknown
    place = {quantity: position for position, quantity in enumerate(unknown)}
    matrix, low, high = _rows(system, place)
    least, most = _limits(system, unknown)
    copies = 2 * len(targets)
    goal = np.zeros(copies * len(unknown))
    for number, target in enumerate(targets):
        goal[2 * number * len(unknown) + place[target]] = 1.0
        goal[(2 * number + 1) * len(unknown) + place[target]] = -1.0
    solved = milp(
        goal,
        constraints=LinearConstraint(
            block_diag([matrix] * copies, format="csr"), np.tile(low, copies), np.tile(high, copies)
        ),
        bounds=Bounds(np.tile(least, copies), np.tile(most, copies)),
        integrality=np.ones(len(goal)),
        options={"mip_rel_gap": 0},
    )
    if solved.x is None:
        raise ContradictionError("The published figures contradict each other.")
    ends = [solved.x[copy * len(unknown) + place[targets[copy // 2]]] for copy in range(copies)]
    return [Range(round(ends[2 * n]), _end(ends[2 * n + 1])) for n in range(len(targets))]


def _end(value: float) -> float:
    return math.inf if value > LARGEST / 2 else round(value)


def _rows(system: System, place: Mapping[Quantity, int]) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """The relations between unknown quantities, with what is known taken over to the other side."""
    matrix = np.zeros((len(system.relations), len(place)))
    known = np.zeros(len(system.relations))
    for row, relation in enumerate(system.relations):
        for quantity, coefficient in relation.terms:
            if quantity in place:
                matrix[row, place[quantity]] += coefficient
            else:
                known[row] += coefficient * system.known[quantity]
    low = np.array([relation.low for relation in system.relations]) - known
    high = np.array([relation.high for relation in system.relations]) - known
    slack = NEAR * np.maximum(1.0, np.abs(known))  # of rounded percentages; equations of whole numbers are exact
    inexact = np.array([relation.low != relation.high for relation in system.relations])
    return csr_array(matrix), low - slack * inexact, high + slack * inexact


def _limits(system: System, unknown: tuple[Quantity, ...]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [system.bounds.get(quantity, (0.0, math.inf)) for quantity in unknown]
    return np.array([low for low, _ in pairs]), np.array([min(high, LARGEST) for _, high in pairs])
