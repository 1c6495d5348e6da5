"""What is published together, and its components: the lines and numbers that have something to do with each other."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.system import Quantity, Relation, connected

SPARE = 1000.0  # how far above its true value an outsider looks for a number; more than any threshold needs


@dataclass(frozen=True)
class Line:
    """What is shown or hidden as one: a row with the numbers that it tells, and what is lost by hiding it."""

    tells: tuple[Quantity, ...]
    loss: float = 1.0
    hidden: bool = False  # must be hidden, whatever else is
    public: bool = False  # known already, so that hiding it would protect nobody
    follows: tuple[int, ...] = ()  # positions of the lines with any of which it is hidden


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
    """Lines and numbers that hang together, the numbers by their position: `matrix` @ numbers = `sums`."""

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

    @property
    def largest(self) -> np.ndarray:
        return self.truth + SPARE

    def hidden(self, chosen: frozenset[int]) -> list[int]:
        """The numbers that nobody tells when these lines are hidden."""
        return [
            number
            for number, lines in enumerate(self.told_by)
            if number not in self.public and chosen.issuperset(lines)
        ]


def components(publication: Publication) -> Iterator[Component]:
    """Each component in which a number is protected."""
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
    truth = _completed(np.array([publication.truth.get(number, math.nan) for number in numbers]), matrix, sums)
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
        truth=truth,
        width={place[number]: publication.width[number] for number in numbers if number in publication.width},
        alone=tuple(place[n] for n in numbers if n not in public and publication.truth.get(n) == 1),
    )


def _completed(truth: np.ndarray, matrix: np.ndarray, sums: np.ndarray) -> np.ndarray | None:
    """The numbers with some whole ones in place of those that nobody knows; None where none fit."""
    unknown = np.isnan(truth)
    rest = sums - matrix[:, ~unknown] @ truth[~unknown]
    if not unknown.any():
        return truth if np.allclose(rest, 0) else None
    found = milp(
        np.zeros(unknown.sum()),
        constraints=LinearConstraint(matrix[:, unknown], rest, rest) if len(sums) else (),
        bounds=Bounds(0, np.inf),
        integrality=np.ones(unknown.sum()),
    )
    if found.x is None:
        return None
    completed = truth.copy()
    completed[unknown] = np.round(found.x)
    return completed
