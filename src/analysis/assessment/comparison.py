"""Which figures of an indicator may be compared, and which two of them a review compares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.assessment.choices import DECLARED, Choices
from analysis.assessment.observed import Observed
from analysis.period import Grain, Period, Review
from analysis.programme import Indicator
from analysis.vocabulary import Reason, Status


@dataclass(frozen=True)
class Comparison:
    """The figures that a verdict rests on."""

    in_review: tuple[Observed, ...]  # every period that the review covers, figures or not
    under_one_definition: tuple[Observed, ...]  # those of them under the definition of the latest figure
    latest: Observed | None  # the last figure in the review
    baseline: Observed | None
    series: tuple[Observed, ...]  # all comparable figures up to the latest one, oldest first
    missing: Reason | None  # why there is no figure in the review, or no baseline for it


def compare(
    indicator: Indicator, observed: Sequence[Observed], review: Review, choices: Choices = DECLARED
) -> Comparison:
    """The latest figure of the review, its baseline and its series.

    Without a figure in the review, `series` and `baseline` still say what is known from before it.
    """
    until = [each for each in observed if each.period.year <= review.last]
    in_review = tuple(each for each in until if review.covers(each.period))
    figures = [each for each in until if each.is_figure]
    latest = next((each for each in reversed(figures) if review.covers(each.period)), None)
    anchor = latest or (figures[-1] if figures else None)
    if anchor is None:
        return Comparison(in_review, in_review, None, None, (), _why_no_figure(in_review))
    same_season = [
        each for each in until if season(each.period) == season(anchor.period) and each.period <= anchor.period
    ]
    baseline, missing = _baseline(indicator, same_season, latest, review)
    series = _one_a_year(
        each for each in same_season if each.is_figure and _same_side(indicator, each.period, anchor.period)
    )
    if choices.baseline and latest and baseline:
        baseline, missing = _neighbour(baseline, [each for each in series if each is not latest], choices.baseline)
    one_definition = tuple(each for each in in_review if _same_side(indicator, each.period, anchor.period))
    missing = missing if latest else _why_no_figure(in_review)
    return Comparison(in_review, one_definition, latest, baseline, series, missing)


def season(period: Period) -> tuple[str, int]:
    """What two periods must share to be compared: years with years, May with May. 31 December closes its year."""
    if period.grain is Grain.DAY and (period.end.month, period.end.day) == (12, 31):
        return Grain.YEAR, 0
    return period.grain, period.end.month if period.grain in (Grain.MONTH, Grain.DAY) else 0


def _baseline(
    indicator: Indicator, same_season: Sequence[Observed], latest: Observed | None, review: Review
) -> tuple[Observed | None, Reason | None]:
    """The figure that the latest one is compared with, and why there is none.

    The programme's own baseline period if it names one, which no other figure replaces; else the last comparable figure
    before the review, else the first in it.
    """
    earlier = [each for each in same_season if latest is None or each.period.year < latest.period.year]
    if indicator.baseline:
        wanted = (season(indicator.baseline), indicator.baseline.year)
        candidates = [each for each in earlier if (season(each.period), each.period.year) == wanted]
    elif latest is None:
        candidates = [each for each in earlier if review.follows(each.period)]
    else:
        candidates = earlier
    comparable = [each for each in candidates if latest is None or _same_side(indicator, each.period, latest.period)]
    figures = [each for each in comparable if each.is_figure]
    before = [each for each in figures if review.follows(each.period)]
    if figures:
        return (before[-1] if before else figures[0]), None
    if any(each.status is Status.WITHHELD for each in comparable):
        return None, Reason.WITHHELD
    if any(each.is_figure for each in candidates):
        return None, Reason.DEFINITION_CHANGED
    return None, Reason.NO_BASELINE


def _neighbour(
    baseline: Observed, comparable: Sequence[Observed], places: int
) -> tuple[Observed | None, Reason | None]:
    """The comparable figure so many places after the baseline, before it where `places` is below 0."""
    years = [each.period.year for each in comparable]
    place = years.index(baseline.period.year) + places
    return (comparable[place], None) if 0 <= place < len(comparable) else (None, Reason.NO_BASELINE)


def _why_no_figure(in_review: Sequence[Observed]) -> Reason:
    statuses = {
        Status.NOT_COLLECTED: Reason.NOT_COLLECTED,
        Status.WITHHELD: Reason.WITHHELD,
        Status.NOT_APPLICABLE: Reason.NOT_APPLICABLE,
    }
    return statuses[in_review[-1].status] if in_review else Reason.NO_OBSERVATION


def _same_side(indicator: Indicator, one: Period, other: Period) -> bool:
    """Whether no new definition came between two periods; it holds for every period that ends once it is in force."""
    return all((one.end >= new.start) == (other.end >= new.start) for new, _ in indicator.breaks)


def _one_a_year(observed: Iterable[Observed]) -> tuple[Observed, ...]:
    """The last figure of each year, so that no year counts twice in a trend."""
    return tuple({each.period.year: each for each in observed}.values())
