"""A target is a fact about the figures of the review, never a matter of an interval that covers it."""

import pytest
from small_programme import assessed, gaps, indicator, means, row, shares, target

from analysis.assessment import Assessment
from analysis.vocabulary import Direction, Kind, Reason, Role, Verdict

ID = "courses-passed"


def is_achieved(found: Assessment) -> bool:
    met = (found.verdict, found.reason) == (Verdict.ACHIEVED, Reason.TARGET_MET)
    assert met or found.verdict is not Verdict.ACHIEVED
    return met


def share(value: float, **declared: object) -> dict:
    return {"target": target(value), **declared}


@pytest.mark.parametrize(("x", "achieved"), [(59, False), (60, True), (61, True)])
def test_a_share_meets_its_target_exactly_or_beyond(x: int, achieved: bool) -> None:
    assert is_achieved(assessed(indicator(**share(60)), shares(ID, y2022=(x, 100)))) is achieved


@pytest.mark.parametrize(("x", "achieved"), [(59, True), (60, True), (61, False)])
def test_where_less_is_better_the_target_is_an_upper_limit(x: int, achieved: bool) -> None:
    lower = indicator(direction=Direction.DOWN, **share(60))
    assert is_achieved(assessed(lower, shares(ID, y2022=(x, 100)))) is achieved


def test_every_figure_of_the_review_must_meet_it() -> None:
    rows = shares(ID, y2020=(70, 100), y2021=(59, 100), y2022=(70, 100))
    assert not is_achieved(assessed(indicator(**share(60)), rows, "2020-2022"))
    assert is_achieved(assessed(indicator(**share(60)), rows, "2022"))


def test_a_figure_before_the_review_need_not() -> None:
    assert is_achieved(assessed(indicator(**share(60)), shares(ID, y2020=(30, 100), y2022=(70, 100))))


def test_one_person_short_is_not_met_although_the_interval_covers_the_target() -> None:
    found = assessed(indicator(**share(100)), shares(ID, y2020=(100, 200), y2022=(195, 200)))
    assert found.latest.estimate.high >= 0.98
    assert found.verdict is Verdict.PROGRESSING  # the change is judged instead


@pytest.mark.parametrize(("n", "achieved"), [(9, False), (10, True)])
def test_a_target_is_met_on_ten_persons_at_least(n: int, achieved: bool) -> None:
    rows = [row(ID, 2022, n, n, source="statistics")]
    assert is_achieved(assessed(indicator(**share(100)), rows)) is achieved


def test_of_a_count_the_count_itself_is_the_number_of_persons() -> None:
    ten = indicator(kind=Kind.COUNT, target=target(5, Kind.COUNT))
    assert is_achieved(assessed(ten, [row(ID, 2022, 10)]))
    assert not is_achieved(assessed(ten, [row(ID, 2022, 9)]))


def test_nobody_of_many_meets_a_target_of_zero() -> None:
    zero = indicator(direction=Direction.DOWN, **share(0))
    assert is_achieved(assessed(zero, shares(ID, y2022=(0, 40))))
    assert not is_achieved(assessed(zero, shares(ID, y2022=(5, 40))))


def test_thirty_per_cent_of_sixty_persons_are_eighteen_without_rounding() -> None:
    # 0.3 * 60 is 17.999999999999996 or 18 in floating point, depending on how it is written
    assert is_achieved(assessed(indicator(**share(30)), shares(ID, y2022=(18, 60))))
    assert is_achieved(assessed(indicator(**share(58.3)), [row(ID, 2022, 583, 1000)]))


def test_beside_a_withheld_figure_no_target_is_met() -> None:
    rows = shares(ID, y2021=(3, 100), y2022=(0, 100))
    zero = indicator(direction=Direction.DOWN, **share(0))
    assert not is_achieved(assessed(zero, rows, "2021-2022"))


def test_a_figure_that_was_not_collected_is_no_figure() -> None:
    rows = [row(ID, 2021, status="not_collected"), row(ID, 2022, 70, 100)]
    assert is_achieved(assessed(indicator(**share(60)), rows, "2021-2022"))


def test_a_percentage_alone_meets_no_target() -> None:
    assert not is_achieved(assessed(indicator(**share(60)), [row(ID, 2022, value=70.0)]))


def test_a_target_that_is_set_for_other_people_or_another_kind_is_not_this_indicators() -> None:
    rows = shares(ID, y2022=(70, 100))
    assert not is_achieved(assessed(indicator(target=target(60, population="residents")), rows))
    assert not is_achieved(assessed(indicator(target=target(60, kind=Kind.COUNT)), rows))
    assert is_achieved(assessed(indicator(target=target(60, population="enrolled")), rows))


def test_figures_under_an_old_definition_need_not_meet_it() -> None:
    rows = shares(ID, y2021=(30, 100), y2022=(70, 100))
    assert is_achieved(assessed(indicator(breaks=["2022"], **share(60)), rows, "2021-2022"))


def test_a_mean_meets_its_target() -> None:
    rows = means(ID, y2022=(4.1, 50, 1.0))
    assert is_achieved(assessed(indicator(kind=Kind.MEAN, target=target(4.1, Kind.MEAN)), rows))
    assert not is_achieved(assessed(indicator(kind=Kind.MEAN, target=target(4.2, Kind.MEAN)), rows))


def test_a_rate_meets_its_target_in_its_own_unit() -> None:
    rows = [row(ID, 2022, 30, 10_000)]  # 3 per 1000
    assert is_achieved(assessed(indicator(kind=Kind.RATE, per=1000, target=target(3, Kind.RATE)), rows))
    assert not is_achieved(assessed(indicator(kind=Kind.RATE, per=1000, target=target(3.1, Kind.RATE)), rows))


def test_a_gap_meets_its_target_when_it_is_narrow_enough() -> None:
    five = {"kind": Kind.GAP, "target": target(5, Kind.GAP)}
    assert is_achieved(assessed(indicator(**five), gaps(ID, y2022=(195, 300, 420, 600))))  # 70 % - 65 %
    assert not is_achieved(assessed(indicator(**five), gaps(ID, y2022=(192, 300, 420, 600))))  # 70 % - 64 %
    behind = indicator(better=Direction.DOWN, **five)
    assert not is_achieved(assessed(behind, gaps(ID, y2022=(150, 300, 120, 600))))  # 50 % unemployed against 20 %


def test_a_target_needs_a_direction_and_a_goal_to_serve() -> None:
    rows = shares(ID, y2022=(70, 100))
    assert assessed(indicator(direction=Direction.NONE, **share(60)), rows).reason is Reason.NO_DIRECTION
    assert assessed(indicator(role=Role.CONTEXT, **share(60)), rows).reason is Reason.CONTEXT
