"""Whole reviews: many indicators tested at once, so that the q-values decide which arrows are kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.assessment.indicator import judgement
from analysis.assessment.rule import Evidence, can_be_tested
from analysis.multiplicity import expected_false_arrows, q_values
from analysis.vocabulary import Kind, Verdict
from calibration.cells import SAME, SAME_KNOWN, STRANGERS, Cell, evidence_of
from calibration.judging import ARROWS, verdict

GOALS = 29
# Indicators as a programme of a small town has them; as many as are asked for stay as they are.
MIXED = (
    *(Cell(Kind.SHARE, n, share, 5) for n in (60, 100, 300) for share in (0.15, 0.3, 0.5)),
    *(Cell(Kind.SHARE, n, share, 3) for n in (100, 1000) for share in (0.15, 0.5)),
    *(Cell(Kind.SHARE, 1000, 0.5, years, SAME) for years in (2, 5)),
    *(Cell(Kind.SHARE, 300, share, 5, SAME_KNOWN) for share in (0.15, 0.5)),
    *(Cell(Kind.COUNT, level, 0.0, years) for level in (12.0, 40.0, 100.0, 300.0) for years in (3, 5)),
    *(Cell(Kind.GAP, n, 0.3, 5, gap=0.2) for n in (60, 100, 300, 1000)),
)
# The hardest: every indicator has as many false arrows as the rule allows anywhere.
HARDEST = tuple(Cell(Kind.SHARE, 5000, 0.5, 2) for _ in range(GOALS))
# True rises of twenty points that groups of these sizes mostly show.
TRUE = tuple(Cell(Kind.SHARE, n, 0.3, 5, STRANGERS, 0.2) for n in (100, 300, 100, 300, 100, 300, 100, 300, 100))


@dataclass(frozen=True)
class Reviews:
    """What came of many reviews of the same programme."""

    name: str
    indicators: int
    true: int  # of them, those that truly rise
    draws: int
    tested: float  # indicators tested, in an average review
    announced: float  # false arrows that the report expects at most, in an average review
    false_arrows: float  # in an average review, among those that stay or against the true direction
    error: float  # its standard error
    any_false: float  # the share of reviews with one or more
    arrows: float  # in an average review
    false_share: float  # of false ones among the arrows of a review, on average, 0 where there is none
    intervals: float  # false arrows had every indicator been looked at alone


def simulated(name: str, still: Sequence[Cell], moving: Sequence[Cell], draws: int, compared: int = 20) -> Reviews:
    """So many reviews, judged as `assessment.evaluate` does: all p-values together, then each verdict."""
    cells = (*still, *moving)
    random = np.random.default_rng(draws + len(cells))
    found = [evidence_of(cell, draws, random) for cell in cells]
    columns = [evidence for evidence, _ in found]
    rows = [_review(cells, [column[at] for column in columns]) for at in range(draws)]
    for at in range(min(compared, draws)):
        _compare(cells, [whole(at) for _, whole in found], rows[at].verdicts)
    false = np.array([_false(cells, len(still), row.verdicts) for row in rows])
    arrows = np.array([sum(each in ARROWS for each in row.verdicts) for row in rows])
    alone = np.array([_false(cells, len(still), row.alone) for row in rows])
    return Reviews(
        name,
        len(cells),
        len(moving),
        draws,
        tested=float(np.mean([row.tested for row in rows])),
        announced=float(np.mean([expected_false_arrows(row.tested) for row in rows])),
        false_arrows=float(false.mean()),
        error=float(false.std() / np.sqrt(draws)),
        any_false=float((false > 0).mean()),
        arrows=float(arrows.mean()),
        false_share=float(np.mean(false / np.maximum(arrows, 1))),
        intervals=float(alone.mean()),
    )


@dataclass(frozen=True)
class Row:
    """One review: the verdicts, and what they would have been had each indicator been the only one."""

    verdicts: tuple[Verdict, ...]
    alone: tuple[Verdict, ...]
    tested: int


def _review(cells: Sequence[Cell], evidence: Sequence[Evidence]) -> Row:
    p_values = [each.change.p_value if can_be_tested(each) else None for each in evidence]
    q = q_values(p_values)
    judged = list(zip(evidence, cells, q, strict=True))
    return Row(
        tuple(verdict(each, cell.kind, q_value) for each, cell, q_value in judged),
        tuple(verdict(each, cell.kind) for each, cell, _ in judged),
        sum(p is not None for p in p_values),
    )


def _compare(cells: Sequence[Cell], examined: Sequence, verdicts: Sequence[Verdict]) -> None:
    """Stops where a review, examined and concluded as a report does it, gets other verdicts than here."""
    q = q_values([each.p_value for each in examined])
    told = tuple(judgement(each, q_value)[0] for each, q_value in zip(examined, q, strict=True))
    if told != tuple(verdicts):
        raise AssertionError(f"A review of {len(cells)} indicators is judged otherwise by the report.")


def _false(cells: Sequence[Cell], still: int, verdicts: Sequence[Verdict]) -> int:
    stays = sum(each in ARROWS for each in verdicts[:still])
    return stays + sum(each is Verdict.RECEDING for each in verdicts[still:])
