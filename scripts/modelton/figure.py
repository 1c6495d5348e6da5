"""One figure, before it is a line of observations.csv."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """The numbers of one cell; `status` says why there are none."""

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    status: str = "reported"
    note: str = ""
    part: str = ""
    reference: bool = False  # counted in the group that a gap compares with


Series = Mapping[int, Sequence[Figure]]  # the figures of each year
