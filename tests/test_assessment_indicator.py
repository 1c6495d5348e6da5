"""From the rows of one indicator to its verdict: a worked example for every verdict and every reason."""

import pytest
from small_programme import assessed, gaps, indicator, means, row, shares

from analysis.vocabulary import Asks, Direction, Kind, Reason, Role, Sensitivity, Verdict

ID = "courses-passed"
CLEAR = {"y2018": (30, 100), "y2020": (45, 100), "y2022": (60, 100)}


def test_a_share_that_clearly_rose_is_progressing() -> None:
    found = assessed(indicator(), shares(ID, **CLEAR))
    assert (found.verdict, found.reason) == (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)
    assert found.baseline.estimate.value == 45 / 100  # the last figure before the review
    assert found.latest.estimate.value == 60 / 100
    assert found.change.value == pytest.approx((60 - 45) / 100)
    assert found.change.method == "newcombe"
    assert found.trend.points == 3
    assert [figure.period.text for figure in found.series] == ["2018", "2020", "2022"]
    assert not found.baseline_declared
    assert found.tested


def test_the_same_rise_is_receding_where_less_is_better() -> None:
    found = assessed(indicator(direction=Direction.DOWN), shares(ID, **CLEAR))
    assert (found.verdict, found.reason) == (Verdict.RECEDING, Reason.CHANGE_CLEAR)


def test_a_share_of_many_that_hardly_moved_is_stable() -> None:
    # Newcombe's half width at 900 and 900 persons around 60 % is about 4.5 points, well inside 10
    found = assessed(indicator(), shares(ID, y2020=(540, 900), y2022=(545, 900)))
    assert (found.verdict, found.reason) == (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)


def test_a_meaningful_change_may_be_declared_smaller() -> None:
    found = assessed(indicator(meaningful_change=3.0), shares(ID, y2020=(540, 900), y2022=(545, 900)))
    assert (found.verdict, found.reason) == (Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE)


def test_a_share_that_may_have_risen_is_no_clear_change() -> None:
    # 30 % and 38 % of 120: the interval reaches from about -4 to +20 points
    found = assessed(indicator(), shares(ID, y2020=(36, 120), y2022=(46, 120)))
    assert (found.verdict, found.reason) == (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)


def test_a_share_of_few_persons_that_could_have_gone_either_way_is_not_enough_data() -> None:
    found = assessed(indicator(), shares(ID, y2020=(10, 20), y2022=(10, 20)))
    assert (found.verdict, found.reason) == (Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE)


def test_a_rise_that_earlier_years_contradict_is_no_clear_change() -> None:
    found = assessed(indicator(), shares(ID, y2018=(90, 100), y2020=(30, 100), y2022=(60, 100)))
    assert (found.verdict, found.reason) == (Verdict.NO_CLEAR_CHANGE, Reason.TREND_DISAGREES)


def test_two_years_have_no_trend() -> None:
    found = assessed(indicator(), shares(ID, y2020=(30, 100), y2022=(60, 100)))
    assert found.trend is None
    assert found.verdict is Verdict.PROGRESSING


@pytest.mark.parametrize(("n", "verdict"), [(9, Verdict.NOT_ENOUGH_DATA), (10, Verdict.PROGRESSING)])
def test_ten_persons_are_the_fewest(n: int, verdict: Verdict) -> None:
    """Official figures, because the gate would hide such small ones of a register."""
    rows = [row(ID, 2020, 0, n, source="statistics"), row(ID, 2022, n, n, source="statistics")]
    found = assessed(indicator(), rows)
    assert found.verdict is verdict
    assert found.reason is (Reason.FEW_PERSONS if n == 9 else Reason.CHANGE_CLEAR)
    assert found.tested is (n == 10)


@pytest.mark.parametrize(("events", "verdict"), [(9, Verdict.NOT_ENOUGH_DATA), (10, Verdict.PROGRESSING)])
def test_ten_events_in_both_periods_together_are_the_fewest(events: int, verdict: Verdict) -> None:
    found = assessed(indicator(kind=Kind.COUNT), shares(ID, y2020=(0, None), y2022=(events, None)))
    assert found.verdict is verdict
    assert found.reason is (Reason.FEW_EVENTS if events == 9 else Reason.CHANGE_CLEAR)


def test_it_makes_no_difference_whether_those_who_attend_or_those_who_do_not_are_counted() -> None:
    """0 of 60 and then 9 of 60 is too little to judge; so is 60 of 60 and then 51 of 60."""
    attend = assessed(indicator(), shares(ID, y2020=(60, 60), y2022=(51, 60)))
    stay_away = assessed(indicator(direction=Direction.DOWN), shares(ID, y2020=(0, 60), y2022=(9, 60)))
    assert (attend.verdict, attend.reason) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_EVENTS)
    assert (stay_away.verdict, stay_away.reason) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_EVENTS)


def test_nobody_of_many_both_times_is_stable_however_few_the_events() -> None:
    found = assessed(indicator(), shares(ID, y2020=(0, 200), y2022=(0, 200)))
    assert (found.verdict, found.reason) == (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)
    assert not found.tested


def test_a_count_is_judged_by_its_ratio() -> None:
    found = assessed(indicator(kind=Kind.COUNT), shares(ID, y2018=(38, None), y2020=(40, None), y2022=(80, None)))
    assert found.verdict is Verdict.PROGRESSING
    assert found.change.value == 80 / 40
    assert found.latest.estimate.method == "exact-poisson"


def test_a_count_may_stand_in_the_column_value() -> None:
    found = assessed(indicator(kind=Kind.COUNT), [row(ID, 2020, value=40.0), row(ID, 2022, value=80.0)])
    assert found.change.value == 80 / 40


def test_a_rate_is_judged_by_its_exposure() -> None:
    found = assessed(indicator(kind=Kind.RATE, per=1000), shares(ID, y2020=(40, 10_000), y2022=(80, 8_000)))
    assert found.latest.estimate.value == 80 * 1000 / 8_000
    assert found.change.value == pytest.approx((80 / 8_000) / (40 / 10_000))
    assert found.verdict is Verdict.PROGRESSING


def test_a_mean_is_judged_with_the_spread_of_its_answers() -> None:
    found = assessed(indicator(kind=Kind.MEAN), means(ID, y2020=(3.0, 50, 1.0), y2022=(4.0, 50, 1.0)))
    assert found.verdict is Verdict.PROGRESSING
    assert found.change.value == 4.0 - 3.0
    assert found.latest.standard_deviation == 1.0
    assert found.latest.estimate.denominator == 50


# --- not assessed, each for its own reason ---------------------------------------------------------------------------


def not_assessed(reason: Reason, declared: dict, rows: list[dict], review: str = "2022") -> None:
    found = assessed(indicator(**declared), rows, review)
    assert (found.verdict, found.reason) == (Verdict.NOT_ASSESSED, reason)
    assert not found.tested


@pytest.mark.parametrize("status", ["not_collected", "withheld", "not_applicable"])
def test_no_figure_in_the_review_says_why(status: str) -> None:
    rows = [row(ID, 2020, 45, 100), row(ID, 2022, status=status)]
    not_assessed(Reason(status), {}, rows)


def test_the_last_row_of_the_review_says_why() -> None:
    rows = [row(ID, 2021, status="not_applicable"), row(ID, 2022, status="not_collected")]
    not_assessed(Reason.NOT_COLLECTED, {}, rows, "2021-2022")


def test_without_any_row_there_is_no_observation() -> None:
    not_assessed(Reason.NO_OBSERVATION, {}, [])
    not_assessed(Reason.NO_OBSERVATION, {}, [row(ID, 2020, 45, 100)])


def test_a_figure_after_the_review_is_none_of_its_business() -> None:
    not_assessed(Reason.NO_OBSERVATION, {}, [row(ID, 2020, 45, 100), row(ID, 2023, 60, 100)])


def test_an_earlier_figure_is_shown_although_the_review_has_none() -> None:
    found = assessed(indicator(), [row(ID, 2020, 45, 100)])
    assert found.latest is None
    assert found.baseline.period.text == "2020"
    assert [figure.period.text for figure in found.series] == ["2020"]
    assert found.change is None


def test_figures_of_another_municipality_or_of_a_part_do_not_count() -> None:
    rows = [row(ID, 2020, 45, 100), row(ID, 2022, 60, 100, area="091"), row(ID, 2022, 60, 100, part="school-a")]
    not_assessed(Reason.NO_OBSERVATION, {}, rows)


def test_figures_of_other_people_do_not_count() -> None:
    not_assessed(Reason.NO_OBSERVATION, {}, [row(ID, 2020, 45, 100), row(ID, 2022, 60, 100, group="residents")])


def test_small_numbers_are_withheld() -> None:
    not_assessed(Reason.WITHHELD, {}, shares(ID, y2020=(45, 100), y2022=(4, 100)))


def test_a_change_from_a_withheld_figure_is_withheld() -> None:
    not_assessed(Reason.WITHHELD, {}, shares(ID, y2020=(4, 100), y2022=(45, 100)))


def test_a_first_figure_has_no_baseline() -> None:
    not_assessed(Reason.NO_BASELINE, {}, shares(ID, y2022=(45, 100)))


def test_a_percentage_alone_is_not_assessed() -> None:
    rows = [row(ID, 2020, value=45.0), row(ID, 2022, value=60.0)]
    not_assessed(Reason.COUNTS_UNKNOWN, {}, rows)
    found = assessed(indicator(), rows)
    assert (found.latest.estimate.value, found.latest.estimate.low, found.latest.estimate.method) == (
        0.60,
        None,
        "none",
    )


def test_a_percentage_alone_as_baseline_is_not_assessed() -> None:
    not_assessed(Reason.COUNTS_UNKNOWN, {}, [row(ID, 2020, value=45.0), row(ID, 2022, 60, 100)])


def test_a_percentage_of_a_known_number_of_persons_gives_the_count_back() -> None:
    found = assessed(indicator(), [row(ID, 2020, None, 100, value=45.0), row(ID, 2022, None, 100, value=60.0)])
    assert (found.latest.estimate.numerator, found.latest.estimate.denominator) == (60, 100)
    assert found.verdict is Verdict.PROGRESSING


def test_a_percentage_alone_in_between_is_left_out_of_the_trend_but_shown() -> None:
    rows = [row(ID, 2019, 30, 100), row(ID, 2020, 35, 100), row(ID, 2021, value=40.0), row(ID, 2022, 60, 100)]
    found = assessed(indicator(), rows, "2021-2022")
    assert found.trend.points == 3
    assert len(found.series) == 4


def test_a_mean_without_its_spread_is_not_assessed() -> None:
    not_assessed(Reason.SPREAD_UNKNOWN, {"kind": Kind.MEAN}, means(ID, y2020=(3.0, 50, 1.0), y2022=(4.0, 50, None)))


def test_a_mean_without_its_number_of_answers_is_not_assessed() -> None:
    rows = [*means(ID, y2020=(3.0, 50, 1.0)), row(ID, 2022, value=4.0)]
    not_assessed(Reason.COUNTS_UNKNOWN, {"kind": Kind.MEAN}, rows)


def test_without_a_direction_the_change_is_shown_and_not_judged() -> None:
    not_assessed(Reason.NO_DIRECTION, {"direction": Direction.NONE}, shares(ID, **CLEAR))
    found = assessed(indicator(direction=Direction.NONE), shares(ID, **CLEAR))
    assert found.change.value == pytest.approx((60 - 45) / 100)
    assert found.q_value is None


def test_context_is_never_assessed_but_shown() -> None:
    not_assessed(Reason.CONTEXT, {"role": Role.CONTEXT, "asks": Asks.REACH}, shares(ID, **CLEAR))
    not_assessed(Reason.CONTEXT, {"role": Role.CONTEXT}, [])
    found = assessed(indicator(role=Role.CONTEXT), shares(ID, **CLEAR))
    assert found.latest.estimate.method == "wilson"
    assert found.change is None


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.COUNT, shares(ID, y2020=(2, None), y2022=(30, None))),
        (Kind.SHARE, shares(ID, **CLEAR)),
        (Kind.MEAN, means(ID, y2020=(3.0, 50, 1.0), y2022=(4.0, 50, 1.0))),
    ],
)
def test_effort_is_a_decision_and_not_a_sample(kind: Kind, rows: list[dict]) -> None:
    declared = {"kind": kind, "asks": Asks.EFFORT, "role": Role.SUPPORTING}
    not_assessed(Reason.EFFORT, declared, rows)
    found = assessed(indicator(**declared), rows)
    assert (found.latest.estimate.low, found.latest.estimate.method) == (None, "none")
    assert found.change is None


def test_effort_without_a_figure_says_that_it_is_missing() -> None:
    effort = {"kind": Kind.COUNT, "asks": Asks.EFFORT}
    not_assessed(Reason.NOT_COLLECTED, effort, [row(ID, 2022, status="not_collected")])


DELIVERABLE = {"kind": Kind.DELIVERABLE, "asks": Asks.EFFORT, "role": Role.SUPPORTING}


def test_a_deliverable_is_achieved_when_it_is_documented() -> None:
    rows = [row(ID, 2020, value=0.0), row(ID, 2021, value=1.0), row(ID, 2022, value=0.0)]
    found = assessed(indicator(**DELIVERABLE), rows, "2020-2022")
    assert (found.verdict, found.reason) == (Verdict.ACHIEVED, Reason.DOCUMENTED)
    assert found.latest.estimate.low is None


def test_a_deliverable_that_is_not_documented_is_not_assessed() -> None:
    not_assessed(Reason.NOT_DOCUMENTED, DELIVERABLE, [row(ID, 2021, value=1.0), row(ID, 2022, value=0.0)])


def test_a_share_of_nobody_does_not_apply() -> None:
    rows = [row(ID, 2020, 45, 100), row(ID, 2022, 0, 0, source="statistics")]
    not_assessed(Reason.NOT_APPLICABLE, {}, rows)


def test_a_sensitive_indicator_needs_more_persons() -> None:
    rows = shares(ID, y2020=(30, 100), y2022=(91, 100))  # nine did not pass
    not_assessed(Reason.WITHHELD, {"sensitivity": Sensitivity.SENSITIVE}, rows)
    assert assessed(indicator(), rows).verdict is Verdict.PROGRESSING


# --- gaps ------------------------------------------------------------------------------------------------------------

GAP = {"kind": Kind.GAP}


def test_a_gap_that_narrows_because_the_population_rose_is_progressing() -> None:
    rows = gaps(ID, y2020=(120, 300, 420, 600), y2022=(195, 300, 420, 600))
    found = assessed(indicator(**GAP), rows)
    assert found.verdict is Verdict.PROGRESSING
    assert found.baseline.estimate.value == pytest.approx(420 / 600 - 120 / 300)
    assert found.change.value == pytest.approx((420 / 600 - 195 / 300) - (420 / 600 - 120 / 300))
    assert found.change.method == "mover"
    assert found.latest.population.value == 195 / 300
    assert found.latest.reference.value == 420 / 600


def test_a_gap_that_narrows_because_the_reference_group_fell_is_no_progress() -> None:
    rows = gaps(ID, y2020=(120, 300, 420, 600), y2022=(120, 300, 270, 600))
    found = assessed(indicator(**GAP), rows)
    assert (found.verdict, found.reason) == (Verdict.NO_CLEAR_CHANGE, Reason.REFERENCE_GROUP_MOVED)


def test_a_gap_that_widens_is_receding() -> None:
    rows = gaps(ID, y2020=(195, 300, 420, 600), y2022=(120, 300, 420, 600))
    assert assessed(indicator(**GAP), rows).verdict is Verdict.RECEDING


def test_where_a_low_share_is_better_a_narrowing_gap_rises_towards_zero() -> None:
    """Unemployment: 50 % against 20 % before, 25 % against 20 % now; reference minus population rose from -30 to -5."""
    rows = gaps(ID, y2020=(150, 300, 120, 600), y2022=(75, 300, 120, 600))
    found = assessed(indicator(better=Direction.DOWN, **GAP), rows)
    assert found.change.value == pytest.approx(-0.05 - -0.30)
    assert found.verdict is Verdict.PROGRESSING
    wider = assessed(
        indicator(better=Direction.DOWN, **GAP), gaps(ID, y2020=(75, 300, 120, 600), y2022=(150, 300, 120, 600))
    )
    assert wider.verdict is Verdict.RECEDING


def test_both_groups_of_a_gap_need_ten_persons() -> None:
    rows = [{**each, "source": "statistics"} for each in gaps(ID, y2020=(100, 300, 8, 9), y2022=(200, 300, 8, 9))]
    found = assessed(indicator(**GAP), rows)
    assert (found.verdict, found.reason) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS)


def test_a_gap_needs_both_groups() -> None:
    both = gaps(ID, y2020=(120, 300, 420, 600), y2022=(195, 300, 420, 600))
    not_assessed(Reason.NOT_COLLECTED, GAP, both[:-1])
    not_assessed(Reason.WITHHELD, GAP, [*both[:-1], row(ID, 2022, status="withheld", group="others")])
    not_assessed(Reason.NO_OBSERVATION, GAP, both[:2])


def test_a_gap_of_percentages_alone_is_shown_and_not_assessed() -> None:
    rows = [row(ID, 2022, value=40.0), row(ID, 2022, value=70.0, group="others")]
    not_assessed(Reason.COUNTS_UNKNOWN, GAP, rows)
    assert assessed(indicator(**GAP), rows).latest.estimate.value == pytest.approx(0.70 - 0.40)
