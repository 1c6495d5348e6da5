"""Persons who mostly stay from year to year and keep their status: why two yearly figures are not independent."""

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

YEARS = tuple(range(2016, 2026))
STAYS = 0.8  # of the persons of one year are the same the next year
FIRST_REVIEW = range(2018, 2023)
BEGINS, REACHED = 2017, 2022  # a planted change runs evenly from the last year before the review to its last year


@dataclass(frozen=True)
class Path:
    """The chance that something holds of a person, year by year: `before`, then evenly to `after`, then unchanged."""

    before: float
    after: float
    reached: int = REACHED

    def at(self, year: int) -> float:
        return float(np.interp(year, (BEGINS, self.reached), (self.before, self.after)))


def always(chance: float) -> Path:
    return Path(chance, chance)


def generator(seed: int, name: str) -> np.random.Generator:
    """Random numbers of its own for each indicator, so that changing one leaves the others as they were.

    Only `random()` is used of it: its numbers are the same in every version of numpy and on every machine.
    """
    return np.random.default_rng([seed, zlib.crc32(name.encode("utf-8"))])


def next_year(
    draw: np.random.Generator, status: NDArray, earlier: float | NDArray, now: float | NDArray, replaced: NDArray
) -> NDArray:
    """The status of all persons a year later. Newcomers draw theirs; who stays keeps it, but for the planted change."""
    chance = draw.random(len(status))
    earlier, now = np.broadcast_to(earlier, status.shape), np.broadcast_to(now, status.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(now < earlier, now / earlier, 1.0)
        gained = np.where(now > earlier, (now - earlier) / (1 - earlier), 0.0)
    return chance < np.where(replaced, now, np.where(status, kept, gained))


def counted(draw: np.random.Generator, persons: int, path: Path, stays: float = STAYS) -> Iterator[int]:
    """Of how many of a constant group something holds, year by year. `stays` is 0 where each year has others."""
    status = draw.random(persons) < path.at(YEARS[0])
    yield int(status.sum())
    for earlier, now in pairwise(YEARS):
        replaced = draw.random(persons) >= stays
        status = next_year(draw, status, path.at(earlier), path.at(now), replaced)
        yield int(status.sum())


def answers(draw: np.random.Generator, persons: int, path: Path) -> Iterator[tuple[float, float]]:
    """Mean and standard deviation of answers from 1 to 5, year by year, from other persons each year.

    Each answer is 1 and a point for each of four thresholds that are passed; `path` is the expected mean.
    """
    for year in YEARS:
        liking = draw.random(persons)  # what one person's four thresholds have in common
        passed = draw.random((persons, 4)) < ((path.at(year) - 1) / 4 + 0.3 * (liking - 0.5))[:, None]
        points = 1 + passed.sum(axis=1)
        # In whole numbers, so that no machine rounds differently.
        total, squares = int(points.sum()), int((points**2).sum())
        variance = (persons * squares - total**2) / (persons * (persons - 1))
        yield round(total / persons, 2), round(math.sqrt(variance), 2)
