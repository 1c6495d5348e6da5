"""When a figure could tell something about a person, and what else must be hidden so that it cannot be worked out.

Primary hiding looks at one figure: a number of persons from 1 up to the threshold is small, and so is the number of
those who are *not* counted, because it tells as much (Hundepool and others 2012, chapter 5). Complementary hiding looks
at a breakdown and its total. Nothing here knows a table or a programme.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.vocabulary import Sensitivity

ORDINARY_THRESHOLD = 5
SENSITIVE_THRESHOLD = 10
TOTAL = ""  # the id of a breakdown's total among the ids of its parts

Amounts = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class Threshold:
    """The smallest number of persons that may be shown; `ends` hides “nobody” and “everybody” too."""

    least: int
    ends: bool = False

    def hides(self, persons: float) -> bool:
        return (0 if self.ends else 1) <= persons < self.least


@dataclass(frozen=True)
class Cell:
    """One part of a breakdown, or its total. A number is None where there is none or where it is not known."""

    numerator: float | None
    denominator: float | None = None
    hidden: bool = False
    fixed: bool = False  # public already, so that hiding it here would protect nobody

    @property
    def amounts(self) -> Amounts:
        """Who is counted, who is not, and both together: what adds up over parts and can be subtracted from a total."""
        x, n = self.numerator, self.denominator
        return x, None if x is None or n is None else n - x, n

    @property
    def size(self) -> float:
        """How much is lost when the part is hidden: its persons."""
        return next((amount for amount in (self.denominator, self.numerator) if amount is not None), 0.0)


def threshold(sensitivity: Sensitivity, source_rule: int | None = None) -> Threshold:
    """The larger of the source's own rule and 5, or 10 for sensitive figures; for published ones the source's alone."""
    own = {
        Sensitivity.PUBLISHED: 0,
        Sensitivity.ORDINARY: ORDINARY_THRESHOLD,
        Sensitivity.SENSITIVE: SENSITIVE_THRESHOLD,
    }
    return Threshold(max(own[sensitivity], source_rule or 0), ends=sensitivity is Sensitivity.SENSITIVE)


def is_small(numerator: float | None, denominator: float | None, threshold: Threshold) -> bool:
    """Whether a figure must be hidden by itself: few are counted, few are not, or few could have been.

    None stands for a number that does not exist (the denominator of a count) or that nobody can know.
    """
    counted, others, everybody = Cell(numerator, denominator).amounts
    return (
        (counted is not None and threshold.hides(counted))
        or (others is not None and threshold.hides(others))
        or (everybody is not None and everybody < threshold.least)
    )


def complementary(parts: Mapping[str, Cell], total: Cell, threshold: Threshold) -> frozenset[str]:
    """The ids that must be hidden beside the parts that are hidden already; `TOTAL` when only hiding the total helps.

    Whoever subtracts the visible parts from a visible total learns the sum of the hidden ones. It must be a sum of at
    least two, and leave each of them at least as many possible values as the threshold, whichever amount was small.
    The smallest parts go first (the least is lost), equal ones in the order of their ids.
    """
    cells = dict(parts)
    if total.hidden or not any(cell.hidden for cell in cells.values()):
        return frozenset()
    added: set[str] = set()
    while exposed := list(_exposed(cells, total, threshold)):
        spare = [key for key, cell in cells.items() if _protects(cell, exposed)]
        if not spare:
            free = {key for key, cell in parts.items() if not cell.hidden and not cell.fixed}
            return frozenset(free) if total.fixed else frozenset({TOTAL})
        smallest = min(spare, key=lambda key: (cells[key].size, key))
        cells[smallest] = replace(cells[smallest], hidden=True)
        added.add(smallest)
    return frozenset(added)


def _exposed(cells: Mapping[str, Cell], total: Cell, threshold: Threshold) -> Iterator[int]:
    """The positions in `Amounts` at which the total still gives a small hidden amount away."""
    hidden = [cell.amounts for cell in cells.values() if cell.hidden]
    for position, whole in enumerate(total.amounts):
        amounts = [amounts[position] for amounts in hidden]
        # A part that its reporter withholds is not known here, so it is taken as small.
        small = [amount for amount in amounts if amount is None or amount < threshold.least]
        if whole is None or not small:
            continue
        shown = sum(cell.amounts[position] or 0 for cell in cells.values() if not cell.hidden)
        left = max(whole - shown, sum(amount or 0 for amount in amounts))
        # Each hidden part is at least 1, so that the largest possible value of one is `left` less 1 for each other.
        if len(hidden) < 2 or left - len(hidden) < threshold.least:
            yield position


def _protects(cell: Cell, exposed: list[int]) -> bool:
    return not cell.hidden and not cell.fixed and any((cell.amounts[position] or 0) > 0 for position in exposed)
