"""The trend test alone, where nothing changes: what it makes of years that count mostly the same residents."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.intervals import LEVEL
from analysis.trend import share_trends
from calibration import worlds
from calibration.cells import SAME, STRANGERS
from calibration.judging import times

N, SHARES, YEARS, DRAWS = 300, (0.15, 0.5), (3, 5, 8), 20_000


@dataclass(frozen=True)
class Trending:
    """How often the p-value of the trend is below 0.05 among 300 persons a year whose share stays."""

    share: float
    years: int
    residents: str
    rate: float

    @property
    def error(self) -> float:
        return math.sqrt(self.rate * (1 - self.rate) / DRAWS)


def trending() -> Iterator[Trending]:
    for residents, share, years in itertools.product((STRANGERS, SAME), SHARES, YEARS):
        world = worlds.strangers if residents == STRANGERS else worlds.same_residents
        random = np.random.default_rng([years, round(100 * share), residents == SAME])
        drawn = world([N] * years, worlds.path(share, 0.0, years), DRAWS, random)
        found = share_trends(drawn.counted, N, times(years))
        yield Trending(share, years, residents, float(np.mean([each.p_value < 1 - LEVEL for each in found])))
