"""What is published together, and its components: the lines and numbers that have something to do with each other."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.system import Quantity, Relation, connected

SPARE = 1000.0  # how far above its true value an outsider looks for a number; more than any threshold needs


class Margin(NamedTuple):
    """How far inside of one end of what a line says the numbers lie; below 0 the line would not be true."""

    line: int
    end: int


@dataclass(frozen=True)
class Line:
    """What is shown or hidden as one: a row with the numbers that it tells, and what is lost by hiding it.

    What it `says` is no number, but holds between numbers if the line is shown: a rounded percentage.
    """

    tells: tuple[Quantity, ...]
    loss: float = 1.0
    hidden: bool = False  # must be hidden, whatever else is
    public: bool = False  # known already, so that hiding it would protect nobody
    follows: tuple[int, ...] = ()  # positions of the lines with any of which it is hidden
    says: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Publication:
    """Everything that is published together: lines, and the equations that hold between the numbers they tell.

    `truth` is NaN for a number that not even the publisher knows. `width` says, of each number that is protected, how
    far its least and its largest possible value must lie apart.
    """

    lines: Sequence[Line]
    truth: Mapping[Quantity, float]
    relations: Sequence[Relation]
    width: Mapping[Quantity, float]


@dataclass(frozen=True)
class Component:
    """Lines and numbers that hang together, the numbers by their position: `matrix` @ numbers = `sums`.

    Some numbers are no persons but margins: not below 0 while their line is shown, and anything when it is hidden.
    """

    lines: Mapping[int, tuple[int, ...]]  # the numbers that each line tells
    told_by: Sequence[tuple[int, ...]]  # the lines that tell each number; none tells who is in no part
    loss: Mapping[int, float]
    must: frozenset[int]
    free: frozenset[int]
    follows: tuple[tuple[int, int], ...]  # a line, and one with which it is hidden
    public: frozenset[int]
    matrix: np.ndarray
    sums: np.ndarray
    truth: np.ndarray | None  # None: the figures contradict each other
    width: Mapping[int, float]
    alone: tuple[int, ...]  # the numbers that are 1, so that somebody knows them
    margins: tuple[int, ...]

    @cached_property
    def largest(self) -> np.ndarray:
        largest = self.truth + SPARE
        largest[list(self.margins)] = self._beyond
        return largest

    @cached_property
    def lowest(self) -> np.ndarray:
        lowest = np.zeros(len(self.truth))
        lowest[list(self.margins)] = -self._beyond
        return lowest

    @property
    def _beyond(self) -> float:
        """More than any margin can be: it is a number of persons less a part of another number of persons."""
        return 2 * (self.truth.max() + SPARE)

    def open(self, hidden: Sequence[int]) -> list[int]:
        """What an outsider cannot tell, when these numbers are hidden: they and all margins."""
        return sorted({*hidden, *self.margins})

    def least(self, hidden: Sequence[int]) -> np.ndarray:
        """The least that each number can be for an outsider who is not told the hidden ones."""
        least = self.lowest.copy()
        shown = sorted({*self.margins}.difference(hidden))
        least[shown] = 0.0
        return least

    def hidden(self, chosen: frozenset[int]) -> list[int]:
        """The numbers that nobody tells when these lines are hidden."""
        return [
            number
            for number, lines in enumerate(self.told_by)
            if number not in self.public and chosen.issuperset(lines)
        ]


def components(publication: Publication) -> Iterator[Component]:
    """Each component in which a number is protected."""
    publication = _with_margins(publication)
    lines = publication.lines
    public = {number for line in lines if line.public for number in line.tells}
    numbers_of = [
        [number for other in (position, *line.follows) for number in lines[other].tells]
        for position, line in enumerate(lines)
    ]
    together = [Relation(tuple((number, 1.0) for number in numbers)) for numbers in numbers_of if numbers]
    lines_of: dict[Quantity, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        for number in line.tells:
            lines_of[number].append(position)
    equations = frozenset(publication.relations)
    for group in connected((*publication.relations, *together), dict.fromkeys(public, 0.0)):
        numbers = list(dict.fromkeys(number for relation in group for number in relation.quantities))
        if not public.issuperset(number for number in numbers if number in publication.width):
            relations = [relation for relation in group if relation in equations]
            yield _component(publication, relations, numbers, lines_of, public)


def _with_margins(publication: Publication) -> Publication:
    """What lines say, written as equations, each with a margin that its line tells."""
    lines, equations, truth = [], [], dict(publication.truth)
    for position, line in enumerate(publication.lines):
        ends = [end for relation in line.says for end in _ends(relation)]
        margins = tuple(Margin(position, end) for end in range(len(ends)))
        for margin, end in zip(margins, ends, strict=True):
            equations.append(Relation((*end.terms, (margin, -1.0)), end.low, end.low))
            truth[margin] = sum(by * truth.get(number, math.nan) for number, by in end.terms) - end.low
        lines.append(replace(line, tells=(*line.tells, *margins)))
    return replace(publication, lines=lines, truth=truth, relations=(*publication.relations, *equations))


def _ends(relation: Relation) -> Iterator[Relation]:
    """At least the low end, and at least what the high end leaves."""
    for sign, end in ((1.0, relation.low), (-1.0, relation.high)):
        if math.isfinite(end):
            yield Relation(tuple((number, sign * by) for number, by in relation.terms), sign * end, math.inf)


def _component(
    publication: Publication,
    relations: Sequence[Relation],
    numbers: Sequence[Quantity],
    lines_of: Mapping[Quantity, Sequence[int]],
    public: set[Quantity],
) -> Component:
    place = {number: position for position, number in enumerate(numbers)}
    inside = sorted({line for number in numbers if number not in public for line in lines_of.get(number, ())})
    lines = {line: publication.lines[line] for line in inside}
    must = frozenset(position for position, line in lines.items() if line.hidden and not line.public)
    matrix = np.zeros((len(relations), len(numbers)))
    for row, relation in enumerate(relations):
        for number, coefficient in relation.terms:
            matrix[row, place[number]] += coefficient
    sums = np.array([relation.low for relation in relations])
    margins = tuple(place[number] for number in numbers if isinstance(number, Margin))
    known = np.array([publication.truth.get(number, math.nan) for number in numbers])
    return Component(
        lines={position: tuple(place[number] for number in line.tells) for position, line in lines.items()},
        told_by=tuple(tuple(lines_of.get(number, ())) for number in numbers),
        loss={position: line.loss for position, line in lines.items()},
        must=must,
        free=frozenset(position for position, line in lines.items() if not line.public) - must,
        follows=tuple(
            (position, other) for position, line in lines.items() for other in line.follows if other in lines
        ),
        public=frozenset(place[number] for number in numbers if number in public),
        matrix=matrix,
        sums=sums,
        truth=_completed(known, matrix, sums, margins),
        width={place[number]: publication.width[number] for number in numbers if number in publication.width},
        alone=tuple(
            place[n] for n in numbers if n not in public and publication.truth.get(n) == 1 and place[n] not in margins
        ),
        margins=margins,
    )


def _completed(truth: np.ndarray, matrix: np.ndarray, sums: np.ndarray, margins: Iterable[int]) -> np.ndarray | None:
    """The numbers with some whole ones in place of those that nobody knows; None where none fit."""
    unknown = np.isnan(truth)
    rest = sums - matrix[:, ~unknown] @ truth[~unknown]
    if not unknown.any():
        return truth if np.allclose(rest, 0) else None
    of_persons = ~np.isin(np.arange(len(truth)), list(margins))[unknown]
    found = milp(
        np.zeros(unknown.sum()),
        constraints=LinearConstraint(matrix[:, unknown], rest, rest) if len(sums) else (),
        bounds=Bounds(0, np.inf),
        integrality=of_persons.astype(float),
    )
    if found.x is None:
        return None
    completed = truth.copy()
    completed[unknown] = np.where(of_persons, np.round(found.x), found.x)
    return completed
