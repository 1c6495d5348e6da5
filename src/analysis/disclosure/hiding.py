"""The least that must be hidden so that what is hidden cannot be worked out: exactly, not greedily.

This is the cell suppression problem of statistical disclosure control, for any system of equations and not only for
tables. It is solved as Fischetti and Salazar-González (2000) solve it: an integer programme chooses lines to hide at
the least loss; an attacker looks for a protected number that is left too narrow; what the attack rested on becomes one
more inequality, and so on until no attack succeeds. Each round rules out the choice that was attacked, and there are
finitely many choices, so it ends; each inequality holds for every sufficient choice, so the last one is a cheapest.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.probing import Attack, Prober
from analysis.disclosure.publication import Component, Publication, components
from analysis.disclosure.whole_persons import most_that_fails, too_narrow

NEAR = 1e-6
GOLDEN = (math.sqrt(5) - 1) / 2  # its multiples spread evenly between 0 and 1, and no two sums of few of them are equal
BEFORE_ORDER = 1000.0  # so much more than the order of the lines does their loss weigh


def least_hiding(publication: Publication) -> frozenset[int]:
    """The positions of the lines to hide, those that must be hidden among them.

    Nobody then narrows a protected number to less than its width, neither from what is shown and public nor by also
    knowing one number that is 1: their own. Where hiding everything would not leave that width, as much is left as can
    be. Of several choices that lose equally little the same is taken on every machine.
    """
    found = {position for position, line in enumerate(publication.lines) if line.hidden}
    for component in components(publication):
        found |= _least(component)
    while (
        more := {position for position, line in enumerate(publication.lines) if found.intersection(line.follows)}
        - found
    ):
        found |= more
    return frozenset(found)


def _least(component: Component) -> frozenset[int]:
    if component.truth is None:
        return component.must | component.free
    search, prober, chosen = _Search(component), Prober(component), component.must
    while True:
        short = prober.short(chosen, prober.outsiders()) or prober.short(chosen, prober.insiders(chosen))
        for each in short:
            search.rule_out(each, prober.demand(each.probe))
        if short and search.allows(chosen):
            search.hide_more_than(chosen)
        if not short:
            if chosen == prober.everything or (narrow := too_narrow(prober, chosen)) is None:
                return chosen
            search.hide_more_than(most_that_fails(prober, chosen, narrow))
        chosen = search.cheapest()


class _Search:
    """The integer programme over the lines that may be hidden, with the inequalities that attacks have added."""

    def __init__(self, component: Component):
        self.component = component
        self.lines = sorted(component.free)
        several = (tuple(line for line in lines if line in component.free) for lines in component.told_by)
        self.shared = sorted({lines for lines in several if len(lines) > 1})  # a number that several lines tell
        self.column = {key: place for place, key in enumerate((*((line,) for line in self.lines), *self.shared))}
        self.rows = list(self._only_together())
        self.least = [0.0] * len(self.rows)

    def _only_together(self) -> Iterator[np.ndarray]:
        """A number is hidden only if all its lines are; a line is hidden if one is with which it must be."""
        for lines in self.shared:
            for line in lines:
                yield self._row({(line,): 1.0, lines: -1.0})
        for line, other in self.component.follows:
            if line in self.component.free and other in self.component.free:
                yield self._row({(line,): 1.0, (other,): -1.0})

    def _row(self, coefficients: Mapping[tuple[int, ...], float]) -> np.ndarray:
        row = np.zeros(len(self.column))
        for lines, coefficient in coefficients.items():
            row[self.column[lines]] += coefficient
        return row

    def rule_out(self, attack: Attack, demand: float) -> None:
        """The hidden numbers must together have the leeway that is demanded."""
        row, least = np.zeros(len(self.column)), demand - attack.rounding.sum()
        more = attack.leeway - attack.rounding
        for number in np.flatnonzero(more):
            if number in self.component.public:
                continue
            lines = tuple(line for line in self.component.told_by[number] if line in self.component.free)
            if lines:
                row[self.column[lines]] += more[number]
            else:
                least -= more[number]
        if least > NEAR:
            self.rows.append(np.minimum(row, least) / least)
            self.least.append(1.0)

    def allows(self, chosen: frozenset[int]) -> bool:
        taken = np.array([chosen.issuperset(lines) for lines in self.column], dtype=float)
        return all(row @ taken > least - NEAR for row, least in zip(self.rows, self.least, strict=True))

    def hide_more_than(self, chosen: frozenset[int]) -> None:
        self.rows.append(self._row({(line,): 1.0 for line in self.lines if line not in chosen}))
        self.least.append(1.0)

    def cheapest(self) -> frozenset[int]:
        lines = len(self.lines)
        loss = np.zeros(len(self.column))
        loss[:lines] = [BEFORE_ORDER * self.component.loss[line] + (line * GOLDEN) % 1 for line in self.lines]
        solved = milp(
            loss,
            constraints=LinearConstraint(np.array(self.rows), self.least, np.inf),
            bounds=Bounds(0, 1),
            integrality=np.arange(len(loss)) < lines,
            options={"mip_rel_gap": 0},
        )
        taken = zip(self.lines, solved.x[:lines] > 0.5, strict=True)
        return self.component.must | {line for line, hide in taken if hide}
