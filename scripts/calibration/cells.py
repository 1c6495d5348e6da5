"""The cells of the calibration: each a town, how long it is followed, and how often each verdict is given."""

import itertools
import math
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from analysis.assessment.indicator import judgement
from analysis.assessment.rule import Evidence
from analysis.multiplicity import q_values
from analysis.panel import Flows
from analysis.vocabulary import Kind, Verdict
from calibration import worlds
from calibration.judging import ARROWS, examined, of_counts, of_gaps, of_shares, tally, verdict
from calibration.worlds import Drawn, path

SIZES = (12, 20, 60, 100, 300, 1000, 5000)
SHARES = (0.0, 0.05, 0.15, 0.5, 0.85, 1.0)
YEARS = (2, 3, 5, 8)
LEVELS = (2.0, 5.0, 12.0, 40.0, 100.0, 300.0, 1000.0)  # events expected a year
REFERENCE_TIMES = 10  # as many persons in the group with which a gap is measured
STRANGERS, SAME, SAME_KNOWN = "strangers", "same", "same, flows known"

STANDARD_ERROR = 0.002  # of each rate, at most
BATCH = 5_000
ALLOWED = 0.05  # false arrows
CLEARLY = 3.0  # standard errors: what lies within them may be the simulation's
CLOSER = 4.0  # so many times as exactly a rate is measured that lies close to what is allowed
LEFT_OUT = 1e-13  # what is less probable than this is left out of an enumeration


@dataclass(frozen=True)
class Cell:
    """One town. `change` is how far it truly moves, in fractions, or as a ratio of counts; 0 (1) for not at all."""

    kind: Kind
    size: float  # persons counted a year, or events expected
    share: float  # in the first year; of a gap the population's, of a count 0
    years: int
    residents: str = STRANGERS
    change: float = 0.0
    gap: float = 0.0  # the reference group's share less the population's, in the first year
    first: int = 0  # persons counted in the first year, where they are not as many as in the others

    @property
    def sizes(self) -> tuple[int, ...]:
        """Persons counted in each year."""
        return (self.first or int(self.size), *([int(self.size)] * (self.years - 1)))

    @property
    def seed(self) -> int:
        return zlib.crc32(repr(self).encode())


@dataclass(frozen=True)
class Result:
    """How often each verdict is given in a cell, and how exactly that is known."""

    cell: Cell
    rates: Mapping[Verdict, float]
    draws: int | None  # None where every outcome was enumerated

    def rate(self, *verdicts: Verdict) -> float:
        return sum(self.rates.get(each, 0.0) for each in verdicts)

    @property
    def false_arrows(self) -> float:
        """Arrows where nothing moved; else those that point the wrong way."""
        if self.cell.change == 0:
            return self.rate(*ARROWS)
        return self.rate(Verdict.RECEDING)

    def error(self, rate: float) -> float:
        """The standard error of a rate."""
        return 0.0 if self.draws is None else math.sqrt(max(rate * (1 - rate), 1 / self.draws) / self.draws)


def shares(
    sizes: Sequence[int] = SIZES, levels: Sequence[float] = SHARES, years: Sequence[int] = YEARS
) -> Iterator[Cell]:
    """Shares that stay as they are."""
    for residents, n, share, length in itertools.product((STRANGERS, SAME, SAME_KNOWN), sizes, levels, years):
        yield Cell(Kind.SHARE, n, share, length, residents)


def unlike() -> Iterator[Cell]:
    """Shares that stay, counted among few persons in the first year and many later, or the other way round."""
    for (first, n), share, length in itertools.product(
        ((10, 1000), (12, 5000), (20, 2000), (60, 600), (1000, 12)), (0.05, 0.15, 0.3, 0.5), (2, 3)
    ):
        yield Cell(Kind.SHARE, n, share, length, first=first)


def counts() -> Iterator[Cell]:
    """Counts whose level stays."""
    for level, length in itertools.product(LEVELS, YEARS):
        yield Cell(Kind.COUNT, level, 0.0, length)


def gaps(sizes: Sequence[int] = SIZES, years: Sequence[int] = YEARS) -> Iterator[Cell]:
    """Gaps of 0 and of 20 points that stay."""
    for (share, gap), n, length in itertools.product(((0.15, 0.0), (0.5, 0.0), (0.3, 0.2)), sizes, years):
        yield Cell(Kind.GAP, n, share, length, gap=gap)


def rises(sizes: Sequence[int] = SIZES, years: Sequence[int] = (2, 5)) -> Iterator[Cell]:
    """Shares that truly rise from 30 %: by the change that is declared meaningful, and by twice that."""
    for change, residents, n, length in itertools.product((0.1, 0.2), (STRANGERS, SAME, SAME_KNOWN), sizes, years):
        yield Cell(Kind.SHARE, n, 0.3, length, residents, change)


def evidence_of(cell: Cell, draws: int, random: Generator) -> tuple[list[Evidence], Callable[[int], object]]:
    """What so many histories of a cell show, and a way to send any of them through the whole examination."""
    n, shares_ = int(cell.size), path(cell.share, cell.change, cell.years)
    if cell.kind is Kind.COUNT:
        drawn = worlds.events(path(cell.size, cell.change, cell.years), draws, random)
        return of_counts(drawn), lambda at: examined(cell.kind, [(x,) for x in drawn.counted[at].tolist()])
    if cell.kind is Kind.GAP:
        own = worlds.strangers(cell.sizes, shares_, draws, random)
        others = [REFERENCE_TIMES * n] * cell.years
        reference = worlds.strangers(others, path(cell.share + cell.gap, 0.0, cell.years), draws, random)
        rows = np.stack([own.counted, reference.counted], axis=2)
        return of_gaps(own, n, reference, REFERENCE_TIMES * n), lambda at: examined(
            cell.kind, [(x, n, xr, REFERENCE_TIMES * n) for x, xr in rows[at].tolist()]
        )
    world = worlds.strangers if cell.residents == STRANGERS else worlds.same_residents
    drawn = world(cell.sizes, shares_, draws, random)
    known = cell.residents == SAME_KNOWN

    def whole(at: int) -> object:
        flows = Flows(*(int(each[at]) for each in drawn.flows)) if known else None
        return examined(cell.kind, list(zip(drawn.counted[at].tolist(), cell.sizes, strict=True)), flows)

    return of_shares(drawn, cell.sizes, known), whole


def measured(cell: Cell, standard_error: float = STANDARD_ERROR, compared: int = 5) -> Result:
    """The rates of a cell: enumerated where two years are all there is, else drawn until each is known well enough.

    `compared` histories go through the whole examination too, which must give the same verdict.
    """
    if cell.years == 2 and cell.residents != SAME_KNOWN and cell.kind is not Kind.GAP and cell.change == 0:
        evidence, weights = enumerated(cell)
        return Result(cell, tally(evidence, cell.kind, weights), None)
    random = np.random.default_rng(cell.seed)
    draws, given = 0, dict.fromkeys(Verdict, 0.0)
    while draws == 0 or _open(cell, given, draws, standard_error):
        evidence, whole = evidence_of(cell, BATCH, random)
        for each, rate in tally(evidence, cell.kind).items():
            given[each] += rate * BATCH
        if draws == 0:
            compare(cell, evidence, whole, compared)
        draws += BATCH
    return Result(cell, {each: number / draws for each, number in given.items()}, draws)


def _open(cell: Cell, given: Mapping[Verdict, float], draws: int, standard_error: float) -> bool:
    """Whether more draws are needed: for any rate, or for false arrows that are not clearly below what is allowed."""
    if any(_error(number / draws, draws) > standard_error for number in given.values()):
        return True
    false = Result(cell, {each: number / draws for each, number in given.items()}, draws).false_arrows
    error = _error(false, draws)
    return ALLOWED - CLEARLY * error < false < ALLOWED + CLEARLY * error and error > standard_error / CLOSER


def _error(rate: float, draws: int) -> float:
    return math.sqrt(max(rate * (1 - rate), 1 / draws) / draws)


def compare(cell: Cell, evidence: Sequence[Evidence], whole: Callable[[int], object], number: int) -> None:
    """Stops where a history, sent through the whole examination of one indicator, gets another verdict than here."""
    for at in range(number):
        one = whole(at)
        [q_value] = q_values([one.p_value])
        if judgement(one, q_value)[0] is not verdict(evidence[at], cell.kind) or not _same(one.evidence, evidence[at]):
            raise AssertionError(f"{cell}: history {at} is judged otherwise by the report.")


def enumerated(cell: Cell) -> tuple[list[Evidence], NDArray]:
    """Every outcome of two years that is not next to impossible, with its probability."""
    if cell.kind is Kind.COUNT:
        outcomes, weights = _poisson(cell.size)
        pairs, probabilities = _pairs(outcomes, outcomes, np.outer(weights, weights))
        return of_counts(Drawn(pairs)), probabilities
    n = int(cell.size)
    if cell.residents == STRANGERS:
        (first, before), (outcomes, after) = (_binomial(each, cell.share) for each in cell.sizes)
        pairs, probabilities = _pairs(first, outcomes, np.outer(before, after))
    else:
        stay = round(worlds.SAME * n)
        outcomes, _ = _binomial(n, cell.share)
        kept, weights = _binomial(stay, cell.share)
        change = _pmf(outcomes[:, None] - kept[None, :], n - stay, cell.share)  # who left, and who came
        pairs, probabilities = _pairs(outcomes, outcomes, (change * weights) @ change.T)
    return of_shares(Drawn(pairs), cell.sizes), probabilities


def _pairs(before: NDArray, after: NDArray, probabilities: NDArray) -> tuple[NDArray, NDArray]:
    first, second = np.nonzero(probabilities > LEFT_OUT)
    return np.stack([before[first], after[second]], axis=1), probabilities[first, second]


def _pmf(x: NDArray, n: int, share: float) -> NDArray:
    from scipy.stats import binom

    return binom.pmf(x, n, share)


def _binomial(n: int, share: float) -> tuple[NDArray, NDArray]:
    x = np.arange(n + 1)
    weights = _pmf(x, n, share)
    return x[weights > LEFT_OUT], weights[weights > LEFT_OUT]


def _poisson(level: float) -> tuple[NDArray, NDArray]:
    from scipy.stats import poisson

    x = np.arange(int(level + 12 * math.sqrt(level) + 40))
    weights = poisson.pmf(x, level)
    return x[weights > LEFT_OUT], weights[weights > LEFT_OUT]


def _same(one: Evidence, other: Evidence) -> bool:
    """Equal, but for the last digits of a p-value: of many they are sought together, and of one alone."""
    close = math.isclose(one.change.p_value, other.change.p_value, rel_tol=1e-9)
    return close and replace(one, change=replace(one.change, p_value=other.change.p_value)) == other
