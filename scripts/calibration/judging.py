"""From what was counted to a verdict, by the project's own functions: many histories at once.

`examined` is the way that a single indicator of a report goes; the calibration sends a sample of each cell through it
and stops where the two disagree.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.assessment.indicator import Examined, examine
from analysis.assessment.observed import Row, observe
from analysis.assessment.rule import Evidence, Yardstick, can_be_tested, judge
from analysis.change import Change, count_ratio, gap_changes, share_changes
from analysis.message import Name
from analysis.observations.columns import GAINED, KEPT, LOST, SINCE
from analysis.panel import Flows, ManyFlows
from analysis.period import Period, Review
from analysis.programme import Indicator
from analysis.trend import FEWEST_POINTS, Trend, count_trends, gap_trends, share_trends
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Sensitivity, Status, Verdict
from calibration.worlds import Drawn

LAST = 2022
REVIEW = Review(LAST, LAST)
MARGIN = {Kind.SHARE: 10.0, Kind.GAP: 10.0, Kind.COUNT: 1.5}
ARROWS = (Verdict.PROGRESSING, Verdict.RECEDING)


def times(years: int) -> list[float]:
    return [Period.parse(str(year)).when for year in range(LAST - years + 1, LAST + 1)]


def indicator(kind: Kind, name: str = "indicator") -> Indicator:
    """A headline outcome with the meaningful change that holds where a programme declares none."""
    text = Name(name, name, name)
    return Indicator(
        id=name,
        title=text,
        kind=kind,
        asks=Asks.OUTCOME,
        role=Role.HEADLINE,
        why=text,
        population="residents",
        among="residents" if kind is Kind.SHARE else None,
        reference="others" if kind is Kind.GAP else None,
        better=Direction.UP if kind is Kind.GAP else Direction.NONE,
        direction=Direction.DOWN if kind is Kind.GAP else Direction.UP,
        target=None,
        baseline=None,
        meaningful_change=MARGIN[kind],
        unit=text,
        per=100,
        reporters=(),
        source=None,
        sensitivity=Sensitivity.ORDINARY,
        origin=Origin.PROGRAMME,
        theme=None,
        parts=(),
        breaks=(),
        place=None,
        goal=None,
        sector=None,
    )


def yardstick(kind: Kind) -> Yardstick:
    good = Direction.DOWN if kind is Kind.GAP else Direction.UP
    return Yardstick(good, MARGIN[kind] if kind is Kind.COUNT else MARGIN[kind] / 100)


def of_shares(drawn: Drawn, sizes: Sequence[int], flows_known: bool = False) -> list[Evidence]:
    x = drawn.counted
    flows = drawn.flows if flows_known else None
    moved = () if flows is None else tuple(flows)
    pairs, which = _distinct(np.stack([x[:, 0], x[:, -1], *moved], axis=1))
    many = None if flows is None else ManyFlows(*pairs[:, 2:].T)
    n0, n1 = sizes[0], sizes[-1]
    changes = share_changes(pairs[:, 0], n0, pairs[:, 1], n1, flows=many)
    trends: Sequence[Trend | None] = [None] * len(x)
    if x.shape[1] >= FEWEST_POINTS:
        trends = share_trends(x, sizes, times(x.shape[1]))
    rarer = np.minimum(x[:, 0] + x[:, -1], n0 + n1 - x[:, 0] - x[:, -1])
    fewest = min(n0, n1)
    return [
        Evidence(changes[at], trend, fewest, int(events))
        for at, trend, events in zip(which, trends, rarer, strict=True)
    ]


def of_counts(drawn: Drawn) -> list[Evidence]:
    x = drawn.counted
    pairs, which = _distinct(x[:, [0, -1]])
    changes = [count_ratio(x0, 1, x1, 1) for x0, x1 in pairs.tolist()]
    trends: Sequence[Trend | None] = [None] * len(x)
    if x.shape[1] >= FEWEST_POINTS:
        trends = count_trends(x, 1.0, times(x.shape[1]))
    total = x[:, 0] + x[:, -1]
    return [
        Evidence(changes[at], trend, None, int(events)) for at, trend, events in zip(which, trends, total, strict=True)
    ]


def of_gaps(own: Drawn, n: int, reference: Drawn, n_reference: int) -> list[Evidence]:
    x, xr = own.counted, reference.counted
    columns = np.stack([x[:, 0], x[:, -1], xr[:, 0], xr[:, -1]], axis=1)
    pairs, which = _distinct(columns)
    changes: list[Change] = gap_changes(
        (pairs[:, 0], n, pairs[:, 1], n), (pairs[:, 2], n_reference, pairs[:, 3], n_reference)
    )
    trends: Sequence[Trend | None] = [None] * len(x)
    if x.shape[1] >= FEWEST_POINTS:
        trends = gap_trends(x, n, xr, n_reference, times(x.shape[1]))
    rarer = np.minimum(x[:, 0] + x[:, -1], 2 * n - x[:, 0] - x[:, -1])
    smaller, better = min(n, n_reference), x[:, -1] / n - x[:, 0] / n
    return [
        Evidence(changes[at], trend, smaller, int(events), float(own_better))
        for at, trend, events, own_better in zip(which, trends, rarer, better, strict=True)
    ]


def verdict(evidence: Evidence, kind: Kind, q_value: float | None = None) -> Verdict:
    """Of an indicator that is tested alone, whose q-value is its p-value, unless another is given."""
    if q_value is None and can_be_tested(evidence):
        q_value = evidence.change.p_value
    return judge(evidence, yardstick(kind), q_value)[0]


def tally(evidence: Sequence[Evidence], kind: Kind, weights: NDArray | None = None) -> Mapping[Verdict, float]:
    """How often each verdict is given; `weights` are the probabilities of the histories where all of them are there."""
    if weights is None:
        given = Counter(verdict(each, kind) for each in evidence)
        return {each: number / len(evidence) for each, number in given.items()}
    found: Counter[Verdict] = Counter()
    for each, weight in zip(evidence, weights.tolist(), strict=True):
        found[verdict(each, kind)] += weight
    return found


def examined(kind: Kind, counted: Sequence[tuple[int, ...]], flows: Flows | None = None) -> Examined:
    """One history as a report examines it; each year numerator and denominator, of a gap those of both groups."""
    rows = []
    for year, numbers in enumerate(counted, LAST - len(counted) + 1):
        rows.append(row(year, numbers[0], None if kind is Kind.COUNT else numbers[1]))
        if kind is Kind.GAP:
            rows.append(row(year, numbers[2], numbers[3], group="others"))
    if flows:
        since = LAST - len(counted) + 1
        moved = ((KEPT, flows.kept), (GAINED, flows.gained), (LOST, flows.lost))
        rows += [row(LAST, number, flows.both, part=f"{word}{SINCE}{since}") for word, number in moved]
    asked = replace(indicator(kind), baseline=Period.parse(rows[0].period))
    return examine(asked, observe(asked, rows), REVIEW)


def row(year: int, x: int, n: int | None, group: str = "residents", part: str = "") -> Row:
    denominator = math.nan if n is None else float(n)
    return Row(str(year), group, part, float(x), denominator, math.nan, str(Status.REPORTED), "", "", "")


def _distinct(rows: NDArray) -> tuple[NDArray, NDArray]:
    found, which = np.unique(rows, axis=0, return_inverse=True)
    return found, which.ravel()
