"""The same people in two periods: how they moved between them, and how far that ties two shares to each other.

Two shares of mostly the same people differ by less chance than two shares of different people: whoever keeps a status
cannot move the share. How much less is told by how many kept, gained and lost it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.intervals import whole


@dataclass(frozen=True)
class Flows:
    """Of the `both` persons counted in both periods: who had it both times, only the second and only the first time."""

    kept: int
    gained: int
    lost: int
    both: int

    def __post_init__(self) -> None:
        if min(map(whole, (self.kept, self.gained, self.lost, self.both))) < 0 or self.never < 0:
            raise ValueError(f"Kept, gained and lost are more than the {self.both} persons counted both times.")

    @property
    def never(self) -> int:
        """Those counted both times who had it neither time."""
        return self.both - self.kept - self.gained - self.lost

    def with_more(self, persons: int) -> "Flows":
        """The flows if so many persons more (below 0: fewer) had it in the second period.

        First come those who then would not have changed, then the others counted both times, then persons who are not
        counted both times.
        """
        if persons < 0:
            gained, kept = min(-persons, self.gained), min(max(-persons - self.gained, 0), self.kept)
            return Flows(self.kept - kept, self.gained - gained, self.lost + kept, self.both)
        lost, never = min(persons, self.lost), min(max(persons - self.lost, 0), self.never)
        return Flows(self.kept + lost, self.gained + never, self.lost - lost, self.both)


class ManyFlows(NamedTuple):
    """Flows of many pairs of figures at once, an array each."""

    kept: NDArray
    gained: NDArray
    lost: NDArray
    both: NDArray


def correlation(flows: ManyFlows, n0: ArrayLike, n1: ArrayLike) -> NDArray:
    """How far two shares of partly the same people go together, from -1 to 1; 0 when they are different people.

    The correlation of the two statuses of one person, phi, among those counted both times, times both / sqrt(n0 n1):
    the part of the two groups that overlaps (Kish 1965; Derrick and others 2015). Phi is taken with the correction for
    continuity of Newcombe (1998c, method 10); it is 0 where everybody or nobody had it in one of the periods.
    """
    kept, gained, lost, both = (np.asarray(each, dtype=float) for each in flows)
    never = both - kept - gained - lost
    margins = (kept + gained) * (lost + never) * (kept + lost) * (gained + never)
    product = kept * never - gained * lost
    corrected = np.where(product > 0, np.maximum(product - both / 2, 0.0), product)
    phi = corrected / np.sqrt(np.where(margins > 0, margins, 1.0))
    return phi * both / np.sqrt(np.asarray(n0, dtype=float) * np.asarray(n1, dtype=float))
