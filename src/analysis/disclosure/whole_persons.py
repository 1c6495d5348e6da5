"""The attack once more in whole persons: half a person may widen a range that whole persons do not reach.

Few choices come this far, and of them few fail; then integer programmes say so (HiGHS again).
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.probing import Probe, Prober, Programme
from analysis.disclosure.publication import SPARE, Component


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
        for sign in (-1.0, 1.0):  # small numbers have more room above
            prober.remember(programme, _end(component, programme, sign, component.least(hidden)))
            if not prober.undecided([probe], hidden, whole=True):
                break
    return prober.width_found(probe, hidden)


def _end(component: Component, programme: Programme, sign: float, least: np.ndarray) -> np.ndarray:
    """The numbers with the least (`sign` 1) or the largest (-1) possible value of the target.

    Of all such numbers those that leave most insiders alone: they are possible for these insiders as well. Margins are
    the ends of rows here and no unknowns: with whole numbers alone the solver has nothing to mend, and prints nothing.
    """
    persons = ~np.isin(programme.numbers, component.margins)
    between, margins = programme.matrix[:, persons], -programme.matrix[:, ~persons]
    low, high = least[programme.numbers], component.largest[programme.numbers]
    alone = _alone(component, programme)[:, persons]
    # All insiders together cost less than one move of the target.
    cost = np.full(len(alone), 0.5 / (SPARE * max(1, len(alone))))
    solved = milp(
        np.append(sign * programme.goal[persons], cost),
        constraints=[
            LinearConstraint(
                np.pad(between, ((0, 0), (0, len(alone)))),
                programme.sums + margins @ low[~persons],
                programme.sums + margins @ high[~persons],
            ),
            LinearConstraint(np.hstack([alone, -np.eye(len(alone))]), -np.inf, 1.0),
            LinearConstraint(np.hstack([alone, np.eye(len(alone))]), 1.0, np.inf),
        ],
        bounds=Bounds(
            np.append(low[persons], np.zeros(len(alone))), np.append(high[persons], np.full_like(cost, SPARE))
        ),
        integrality=np.ones(persons.sum() + len(alone)),
        options={"mip_rel_gap": 0},
    )
    found = np.zeros(len(persons))
    found[persons] = np.round(solved.x[: persons.sum()])
    found[~persons] = margins.T @ (between @ found[persons] - programme.sums)
    return found


def _alone(component: Component, programme: Programme) -> np.ndarray:
    """A row for each number of an insider other than the target, with 1 in its place."""
    alone = np.isin(programme.numbers, component.alone)
    alone[programme.at] = False
    return np.eye(len(programme.numbers))[alone]
