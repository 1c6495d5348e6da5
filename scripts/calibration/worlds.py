"""Invented towns whose truth is known: how many are counted each year when a share, a level or a gap stays or moves."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from analysis.panel import ManyFlows

SAME = 0.8  # of the residents of one year who are also there in the next, in a town of the same residents


@dataclass(frozen=True)
class Drawn:
    """Many histories of one town: a row a history, a column a year."""

    counted: NDArray
    flows: ManyFlows | None = None  # from the first year to the last, where the town knows them


def path(first: float, change: float, years: int) -> NDArray:
    """A share or level that moves evenly from the first year to the last."""
    return first + change * np.linspace(0, 1, years)


def strangers(sizes: Sequence[int], shares: NDArray, draws: int, random: Generator) -> Drawn:
    """Each year counts other people."""
    years = zip(sizes, shares, strict=True)
    return Drawn(np.stack([random.binomial(n, share, draws) for n, share in years], axis=1))


def same_residents(sizes: Sequence[int], shares: NDArray, draws: int, random: Generator) -> Drawn:
    """Each year most of the residents are those of the year before, and keep their status.

    The others are newcomers with the share of that year. Where the share rises, just as many of those who stay gain the
    status as make the expected share rise; none loses it.
    """
    n, stay = sizes[0], round(SAME * sizes[0])
    # Residents of the first year: had it and have it, gained it, never had it; newcomers since: with it, without it.
    kept = random.binomial(n, shares[0], draws)
    groups = np.stack([kept, np.zeros_like(kept), n - kept, np.zeros_like(kept), np.zeros_like(kept)])
    counted = [kept]
    for before, now in itertools.pairwise(shares):
        groups = _who_stays(groups, stay, random)
        gaining = 0.0 if before >= 1 else max(0.0, (now - before) / (1 - before))
        for without, with_it in ((2, 1), (4, 3)):
            gained = random.binomial(groups[without], gaining)
            groups[without], groups[with_it] = groups[without] - gained, groups[with_it] + gained
        came = random.binomial(n - stay, now, draws)
        groups[3], groups[4] = groups[3] + came, groups[4] + (n - stay - came)
        counted.append(groups[0] + groups[1] + groups[3])
    both = groups[0] + groups[1] + groups[2]
    flows = ManyFlows(groups[0], groups[1], np.zeros_like(both), both)
    return Drawn(np.stack(counted, axis=1), flows)


def events(levels: NDArray, draws: int, random: Generator) -> Drawn:
    """Each year counts events that happen independently of each other."""
    return Drawn(np.stack([random.poisson(level, draws) for level in levels], axis=1))


def _who_stays(groups: NDArray, stay: int, random: Generator) -> NDArray:
    """So many residents of all groups, drawn by lot."""
    left_to_draw = np.full(groups.shape[1], stay)
    left_to_draw_from = groups.sum(axis=0)
    found = np.zeros_like(groups)
    for position, group in enumerate(groups):
        others = left_to_draw_from - group
        found[position] = random.hypergeometric(group, others, left_to_draw)
        left_to_draw, left_to_draw_from = left_to_draw - found[position], others
    return found
