"""What would settle an indicator: more persons at the same share, more years counted together."""

import pytest
from small_programme import evaluation, gaps, indicator, means, shares

from analysis.assessment import Settling, is_meaningful_visible, settling, smallest_visible_change, years_to_see
from analysis.vocabulary import Direction, Kind, Reason, Sensitivity, Verdict

ID = "courses-passed"


def whole(rows: list[dict], **declared: object):
    return evaluation([indicator(ID, sensitivity=Sensitivity.PUBLISHED, **declared)], rows)


def settled(rows: list[dict], **declared: object) -> Settling | None:
    review = whole(rows, **declared)
    return settling(review, review.assessments[0])


def test_three_events_more_make_seven_enough() -> None:
    found = settled(shares(ID, y2021=(0, None), y2022=(7, None)), kind=Kind.COUNT)
    assert found == Settling(now=7, enough=10)
    assert found.years == 2  # 10 / 7, rounded up


def test_of_no_event_there_is_nothing_to_multiply() -> None:
    assert settled(shares(ID, y2021=(0, None), y2022=(0, None)), kind=Kind.COUNT) is None


def test_too_few_persons_of_whom_the_interval_says_too_little_need_many_more() -> None:
    """3 of 6 twice: with so many persons that the interval no longer reaches both ten points up and ten points down."""
    rows = shares(ID, y2021=(3, 6), y2022=(3, 6))
    found = settled(rows)
    assert found.now == 6
    at, before = found.enough, found.enough - 1
    for persons, verdict in ((at, Verdict.STABLE), (before, Verdict.NOT_ENOUGH_DATA)):
        again = shares(ID, y2021=(round(persons / 2), persons), y2022=(round(persons / 2), persons))
        assert whole(again).assessments[0].verdict is verdict
    assert found.years == -(-found.enough // 6)


def test_a_gap_grows_in_both_groups_and_a_mean_in_its_answers() -> None:
    gap = settled(gaps(ID, y2021=(5, 8, 60, 100), y2022=(5, 8, 60, 100)), kind=Kind.GAP)
    assert gap.now == 8 and gap.enough > 10
    mean = settled(means(ID, y2021=(3.0, 8, 1.0), y2022=(3.0, 8, 1.0)), kind=Kind.MEAN)
    assert mean.now == 8 and mean.enough >= 10


def test_other_verdicts_need_no_settling() -> None:
    assert settled(shares(ID, y2021=(30, 100), y2022=(60, 100))) is None
    assert settled(shares(ID, y2022=(3, 6))) is None


def test_the_meaningful_change_becomes_visible_when_years_are_counted_together() -> None:
    """12 of 58 a year: ten points are not seen in one year; the number of years is the first that shows them."""
    one = whole(shares(ID, y2021=(12, 58), y2022=(13, 58))).assessments[0]
    years = years_to_see(one)
    assert years > 1
    assert is_meaningful_visible(one, smallest_visible_change(one, years))
    assert not is_meaningful_visible(one, smallest_visible_change(one, years - 1))


def test_years_counted_together_are_so_many_times_the_persons() -> None:
    three = smallest_visible_change(whole(shares(ID, y2021=(12, 58), y2022=(13, 58))).assessments[0], years=3)
    once = smallest_visible_change(whole(shares(ID, y2021=(36, 174), y2022=(39, 174))).assessments[0])
    assert three == once


def test_a_count_a_gap_and_a_mean_are_counted_together_too() -> None:
    for rows, kind in (
        (shares(ID, y2021=(12, None), y2022=(13, None)), Kind.COUNT),
        (gaps(ID, y2021=(30, 60, 450, 700), y2022=(31, 60, 450, 700)), Kind.GAP),
        (means(ID, y2021=(3.0, 20, 1.2), y2022=(3.1, 20, 1.2)), Kind.MEAN),
    ):
        found = years_to_see(whole(rows, kind=kind).assessments[0])
        assert found is not None and found > 1, kind


@pytest.mark.parametrize("rows", [[], shares(ID, y2022=(30, 100))])
def test_without_a_change_there_is_nothing_to_see(rows: list[dict]) -> None:
    assert years_to_see(whole(rows).assessments[0]) is None


def test_where_nobody_is_left_who_could_fall_no_years_show_a_fall() -> None:
    one = whole(shares(ID, y2021=(0, 40), y2022=(0, 40)), direction=Direction.DOWN).assessments[0]
    assert one.reason in (Reason.CHANGE_WITHIN_MARGIN, Reason.FEW_EVENTS)
    assert years_to_see(one) is None
