"""The whole evaluation of a programme in one review."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis import once
from analysis.assessment import goal as goals
from analysis.assessment.indicator import conclude, examine
from analysis.assessment.nouns import Assessment, Evaluation
from analysis.assessment.observed import TOTAL, Observed, Row, observe
from analysis.multiplicity import expected_false_arrows, q_values
from analysis.observations import fingerprint
from analysis.observations.columns import is_companion
from analysis.period import Review
from analysis.programme import Programme


@once.for_each(lambda programme, published, review: (once.Same(programme), fingerprint(published), review))
def evaluate(programme: Programme, published: pd.DataFrame, review: Review) -> Evaluation:
    """Every indicator and every goal assessed, from the table that has passed the gate of `observations.release`.

    Only figures of the programme's own municipality count, and only those that are no part of a breakdown.
    """
    rows = _rows(programme, published)
    observed = {indicator.id: observe(indicator, rows.get(indicator.id, ())) for indicator in programme.indicators}
    examined = [examine(indicator, observed[indicator.id], review) for indicator in programme.indicators]
    q = q_values([each.p_value for each in examined])
    assessments = tuple(conclude(each, q_value) for each, q_value in zip(examined, q, strict=True))
    tested = sum(each.tested for each in examined)
    return Evaluation(
        programme=programme,
        review=review,
        assessments=assessments,
        goals=_goals(programme, assessments, observed, review),
        tested=tested,
        expected_false_arrows=expected_false_arrows(tested),
        observed=observed,
    )


def _goals(
    programme: Programme,
    assessments: Sequence[Assessment],
    observed: Mapping[str, Sequence[Observed]],
    review: Review,
) -> tuple[goals.GoalAssessment, ...]:
    by_indicator = {each.indicator.id: each for each in assessments}
    return tuple(
        goals.assess(
            goal, [by_indicator[indicator.id] for indicator in goal.indicators], goals.done(goal, observed, review)
        )
        for goal in programme.goals
    )


def _rows(programme: Programme, published: pd.DataFrame) -> Mapping[str, list[Row]]:
    """The rows that may carry a verdict, by indicator."""
    whole = (published["part"] == TOTAL) | published["part"].map(is_companion).astype(bool)
    own = published[(published["area"] == programme.municipality) & whole]
    rows: dict[str, list[Row]] = defaultdict(list)
    columns = [own[column] for column in ("indicator", *Row._fields)]
    for indicator, *rest in zip(*columns, strict=True):
        rows[indicator].append(Row(*rest))
    return rows
