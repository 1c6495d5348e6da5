"""How often a target counts as met when the truth lies below, at or above it: exactly, from every outcome of a year."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from analysis.assessment import target
from analysis.assessment.observed import observe
from analysis.message import Name
from analysis.programme.nouns import Target
from analysis.vocabulary import Kind, Origin
from calibration.judging import indicator, row

TARGET = 0.8
TRUTHS = (0.7, 0.75, 0.8, 0.85, 0.9)
FIGURES = (1, 3, 5)  # of the review, each of which must meet the target


@dataclass(frozen=True)
class Met:
    """The chance that the verdict is `achieved`: the share of so many persons is `truth`, and the target is 80 %."""

    n: int
    truth: float
    figures: int
    achieved: float


def met(sizes: Sequence[int]) -> Iterator[Met]:
    for n, truth, figures in itertools.product(sizes, TRUTHS, FIGURES):
        once = float(binom.pmf(np.arange(n + 1), n, truth)[_reaches(n)].sum())
        yield Met(n, truth, figures, once**figures)


@cache
def _reaches(n: int) -> NDArray:
    text = Name("target", "target", "target")
    asked = replace(indicator(Kind.SHARE), target=Target(TARGET, Kind.SHARE, "residents", Origin.PROGRAMME, text))
    return np.array([target.is_met(asked, observe(asked, [row(2022, x, n)])) for x in range(n + 1)])
