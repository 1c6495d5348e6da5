"""The attack once more in whole persons: half a person may widen a range that whole persons do not reach.

Few choices come this far, and of them few fail; then integer programmes say so (HiGHS again).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag

from analysis.disclosure.probing import Probe, Prober, Programme
from analysis.disclosure.publication import SPARE, Component

# Up to so many numbers the solver takes longer to begin than to search, so that both ends are one programme.
FEW = 60


def too_narrow(prober: Prober, chosen: frozenset[int]) -> Probe | None:
    """The first probe that whole persons leave less than is demanded when these lines are hidden."""
    hidden = prober.component.hidden(chosen)
    probes = [probe for probe in (*prober.outsiders(), *prober.insiders(chosen)) if probe.target in hidden]
    return next(
        (probe for probe in prober.undecided(probes, hidden, whole=True) if _fails(prober, chosen, probe)), None
    )


def most_that_fails(prober: Prober, chosen: frozenset[int], probe: Probe) -> frozenset[int]:
    """As many more lines than these as can be hidden in vain, so that no choice among them withstands the probe.

    Rounded percentages last: they are what whole persons rest on.
    """
    component = prober.component
    rounding = {line for margin in component.margins for line in component.told_by[margin]}
    waiting = [sorted((component.free - chosen) - rounding), sorted((component.free - chosen) & rounding)]
    while waiting:
        lines = waiting.pop(0)
        if lines and _fails(prober, chosen.union(lines), probe):
            chosen = chosen.union(lines)
        elif len(lines) > 1:
            middle = len(lines) // 2
            waiting = [lines[:middle], lines[middle:], *waiting]
    return chosen


def _fails(prober: Prober, chosen: frozenset[int], probe: Probe) -> bool:
    """Whether less is left than is demanded, and more would be if everything were hidden."""
    if (left := _width(prober, chosen, probe)) >= prober.demand(probe):
        return False
    return left < _width(prober, prober.everything, probe)


def _width(prober: Prober, chosen: frozenset[int], probe: Probe) -> float:
    """How far apart whole numbers lie that are possible for a hidden target; what is demanded is enough."""
    component, hidden = prober.component, prober.component.hidden(chosen)
    if prober.undecided([probe], hidden, whole=True):
        programme = prober.programme(probe, hidden)
        # Small numbers have more room above.
        looks = [(-1.0, 1.0)] if len(programme.numbers) <= FEW else [(-1.0,), (1.0,)]
        for signs in looks:
            for found in _ends(component, programme, signs, component.least(hidden)):
                prober.remember(programme, found)
            if not prober.undecided([probe], hidden, whole=True):
                break
    return prober.width_found(probe, hidden)


def _ends(
    component: Component, programme: Programme, signs: Sequence[float], least: np.ndarray
) -> Iterator[np.ndarray]:
    """For each sign the numbers with the least (1) or the largest (-1) possible value of the target.

    Of all such numbers those that leave most insiders alone: they are possible for these insiders as well. Margins are
    the ends of rows here and no unknowns: with whole numbers alone the solver has nothing to mend, and prints nothing.
    """
    persons = ~np.isin(programme.numbers, component.margins)
    between, margins = programme.matrix[:, persons], -programme.matrix[:, ~persons]
    low, high = least[programme.numbers], component.largest[programme.numbers]
    alone = _alone(component, programme)[:, persons]
    moved, endless = np.eye(len(alone)), np.full(len(alone), np.inf)
    rows = np.block([[between, np.zeros((len(between), len(alone)))], [alone, -moved], [alone, moved]])
    row_low = np.concatenate([programme.sums + margins @ low[~persons], -endless, np.ones(len(alone))])
    row_high = np.concatenate([programme.sums + margins @ high[~persons], np.ones(len(alone)), endless])
    # All insiders together cost less than one move of the target.
    cost = np.full(len(alone), 0.5 / (SPARE * max(1, len(alone))))
    copies = len(signs)
    solved = milp(
        np.concatenate([np.append(sign * programme.goal[persons], cost) for sign in signs]),
        constraints=LinearConstraint(block_diag([rows] * copies), np.tile(row_low, copies), np.tile(row_high, copies)),
        bounds=Bounds(
            np.tile(np.append(low[persons], np.zeros(len(alone))), copies),
            np.tile(np.append(high[persons], np.full_like(cost, SPARE)), copies),
        ),
        integrality=np.ones(copies * rows.shape[1]),
        options={"mip_rel_gap": 0},
    )
    for end in np.split(solved.x, copies):
        found = np.zeros(len(persons))
        found[persons] = np.round(end[: persons.sum()])
        found[~persons] = margins.T @ (between @ found[persons] - programme.sums)
        yield found


def _alone(component: Component, programme: Programme) -> np.ndarray:
    """A row for each number of an insider other than the target, with 1 in its place."""
    alone = np.isin(programme.numbers, component.alone)
    alone[programme.at] = False
    return np.eye(len(programme.numbers))[alone]
