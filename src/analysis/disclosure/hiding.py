"""The least that must be hidden so that what is hidden cannot be worked out: exactly, not greedily.

This is the cell suppression problem of statistical disclosure control, for any system of equations and not only for
tables. It is solved as Fischetti and Salazar-González (2000) solve it: an integer programme chooses lines to hide at
the least loss; an attacker looks for a protected number that is left too narrow; what the attack rested on becomes one
more inequality, and so on until no attack succeeds. Each round rules out the choice that was attacked, and there are
finitely many choices, so it ends; each inequality holds for every sufficient choice, so the last one is a cheapest.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.attack import demanded, ranges
from analysis.disclosure.probing import Attack, Probe, Prober
from analysis.disclosure.publication import Component, Publication, components
from analysis.disclosure.system import Relation, System

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
    everything = component.must | component.free
    if component.truth is None:
        return everything
    search, prober, chosen = _Search(component), Prober(component), component.must
    possible: dict[Probe, float] = {}  # how wide a range is left when everything is hidden

    def narrow(found: Sequence[Attack]) -> list[Attack]:
        """The attacks that leave less than is demanded: the width, or as much as can be left at all."""
        short = [each for each in found if each.width < _demand(component, each.probe, possible) - NEAR]
        new = [each.probe for each in short if each.probe not in possible]
        possible.update(dict.fromkeys(new, math.inf))
        possible.update({each.probe: each.width for each in prober.attacks(everything, new)})
        return [each for each in short if each.width < _demand(component, each.probe, possible) - NEAR]

    while True:
        found = prober.attacks(chosen, prober.outsiders())
        if not (short := narrow(found)):
            by_insiders = prober.attacks(chosen, prober.insiders(chosen))
            short, found = narrow(by_insiders), [*found, *by_insiders]
        if not short and (chosen == everything or _wide_enough_for_whole_persons(component, chosen, found, possible)):
            return chosen
        for each in short:
            search.rule_out(each, _demand(component, each.probe, possible))
        if not short or search.allows(chosen):
            search.hide_more_than(chosen)
        chosen = search.cheapest()


def _demand(component: Component, probe: Probe, possible: Mapping[Probe, float]) -> float:
    return demanded(component.width[probe.target], possible.get(probe, math.inf))


def _wide_enough_for_whole_persons(
    component: Component, chosen: frozenset[int], found: Sequence[Attack], possible: Mapping[Probe, float]
) -> bool:
    """Half a person may widen a range that whole persons do not reach; then the attack is made again in whole ones."""
    relations = tuple(
        Relation(tuple((int(number), row[number]) for number in np.flatnonzero(row)), total, total)
        for row, total in zip(component.matrix, component.sums, strict=True)
    )
    hidden = set(component.hidden(chosen))
    known = {number: value for number, value in enumerate(component.truth) if number not in hidden}
    for attack in found:
        if attack.in_whole_persons or attack.probe.target not in hidden:
            continue
        insider = attack.probe.insider
        knows = known if insider is None else {**known, insider: 1.0}
        left = ranges(System(relations, knows), [attack.probe.target])[attack.probe.target]
        if left.width < _demand(component, attack.probe, possible) - NEAR:
            return False
    return True


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
        row, least = np.zeros(len(self.column)), demand
        for number in np.flatnonzero(attack.leeway):
            if number in self.component.public:
                continue
            lines = tuple(line for line in self.component.told_by[number] if line in self.component.free)
            if lines:
                row[self.column[lines]] += attack.leeway[number]
            else:
                least -= attack.leeway[number]
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
