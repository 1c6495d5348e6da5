"""Fragility: the verdict flips at just so many persons, and never at fewer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programme import evaluation, gaps, indicator, means, row, shares, target

from analysis.assessment import Assessment, Evaluation, flips, goal_flips
from analysis.vocabulary import Kind, Reason, Sensitivity, Verdict

ID, OTHER = "courses-passed", "other-indicator"


def review(rows: list[dict], **declared: object) -> Evaluation:
    """Published figures, so that small numbers reach the rule; and another indicator, which is tested beside it."""
    own = indicator(ID, sensitivity=Sensitivity.PUBLISHED, **declared)
    other = indicator(OTHER)
    return evaluation([own, other], rows + shares(OTHER, y2021=(30, 100), y2022=(44, 100)))


def the_one(whole: Evaluation) -> Assessment:
    return whole.indicator(ID)


def nearest(rows: list[dict], **declared: object) -> list[tuple[int, Verdict]]:
    whole = review(rows, **declared)
    return [(flip.persons, flip.verdict) for flip in flips(whole, the_one(whole))]


def test_a_target_that_everybody_meets_is_missed_by_one() -> None:
    found = nearest(shares(ID, y2021=(19, 20), y2022=(20, 20)), target=target(100))
    assert found == [(-1, Verdict.NOT_ENOUGH_DATA)]


def test_seven_events_are_three_short_of_a_verdict() -> None:
    """0 and 7 events are fewer than ten; 0 and 10 are enough and a clear rise."""
    assert nearest(shares(ID, y2021=(0, None), y2022=(7, None)), kind=Kind.COUNT) == [(10 - 7, Verdict.PROGRESSING)]


def test_a_mean_is_moved_by_answers_of_one_step() -> None:
    """The mean of 100 answers moves by 0.01 with each of them; the smallest number that ends the rise is exact."""
    rows = means(ID, y2021=(3.0, 100, 1.0), y2022=(3.4, 100, 1.0))
    [(answers, verdict)] = nearest(rows, kind=Kind.MEAN)
    assert verdict is not Verdict.PROGRESSING and answers < 0
    for moved, expected in ((answers, verdict), (answers + 1, Verdict.PROGRESSING)):
        altered = means(ID, y2021=(3.0, 100, 1.0), y2022=(3.4 + moved / 100, 100, 1.0))
        assert the_one(review(altered, kind=Kind.MEAN)).verdict is expected


def test_of_a_gap_the_persons_of_the_population_are_moved() -> None:
    rows = gaps(ID, y2021=(30, 100, 500, 700), y2022=(62, 100, 505, 700))
    [(persons, verdict)] = nearest(rows, kind=Kind.GAP)
    altered = gaps(ID, y2021=(30, 100, 500, 700), y2022=(62 + persons, 100, 505, 700))
    assert the_one(review(altered, kind=Kind.GAP)).verdict is verdict is not Verdict.PROGRESSING


def test_fewer_than_ten_persons_are_too_few_whoever_of_them_is_counted() -> None:
    assert nearest(shares(ID, y2021=(4, 9), y2022=(6, 9))) == []


def test_what_has_no_verdict_hangs_on_nobody() -> None:
    assert nearest(shares(ID, y2022=(30, 100))) == []
    assert nearest([row(ID, 2021, status="withheld"), *shares(ID, y2022=(30, 100))]) == []
    assert nearest([]) == []


def test_a_deliverable_hangs_on_a_document_and_not_on_persons() -> None:
    assert nearest([row(ID, 2022, value=1, group="")], kind=Kind.DELIVERABLE, population=None) == []


def test_the_q_value_is_worked_out_anew_among_all_tests_of_the_review() -> None:
    """Alone 45 and 64 of 150 (p = 0.023) give an arrow; beside eleven indicators that stay q is 12 times that."""
    rows = shares(ID, y2021=(45, 150), y2022=(64, 150))
    others = [indicator(f"other-{number}") for number in range(11)]
    beside = [each for one in others for each in shares(one.id, y2021=(60, 120), y2022=(60, 120))]
    alone, crowd = evaluation([indicator(ID)], rows), evaluation([indicator(ID), *others], rows + beside)
    assert alone.indicator(ID).verdict is Verdict.PROGRESSING
    assert crowd.indicator(ID).reason is Reason.NOT_CLEAR_AMONG_MANY
    [flip] = flips(crowd, crowd.indicator(ID))
    more = shares(ID, y2021=(45, 150), y2022=(64 + flip.persons, 150))
    assert evaluation([indicator(ID), *others], more + beside).indicator(ID).verdict is flip.verdict


part_and_whole = st.integers(10, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=15)
@given(st.lists(part_and_whole, min_size=2, max_size=3))
def test_the_verdict_flips_at_just_so_many_persons_and_never_at_fewer(pairs: list[tuple[int, int]]) -> None:
    """Every smaller number in both directions, through the whole evaluation of the changed table."""
    whole = review(in_years(pairs))
    verdict, found = the_one(whole).verdict, flips(whole, the_one(whole))
    before, (x, n) = pairs[:-1], pairs[-1]
    nearest = abs(found[0].persons) if found else n + 1
    for persons in (*range(1 - nearest, nearest),):
        if 0 <= x + persons <= n:
            assert the_one(review(in_years([*before, (x + persons, n)]))).verdict is verdict
    for flip in found:
        assert abs(flip.persons) == nearest
        assert the_one(review(in_years([*before, (x + flip.persons, n)]))).verdict is flip.verdict is not verdict


def in_years(pairs: list[tuple[int, int]]) -> list[dict]:
    years = (2020, 2021, 2022)[-len(pairs) :]
    return [row(ID, year, *pair) for year, pair in zip(years, pairs, strict=True)]


@pytest.mark.parametrize("latest", [(60, 100), (75, 100)])
def test_a_further_figure_is_farther_from_its_flip(latest: tuple[int, int]) -> None:
    near, far = ([abs(k) for k, _ in nearest(shares(ID, y2021=(30, 100), y2022=pair))] for pair in (latest, (90, 100)))
    assert near[0] < far[0]


def test_a_goal_of_several_headlines_hangs_on_the_nearest_of_them() -> None:
    """One headline rises by far and one by little; where the little one no longer rises, the goal still progresses."""
    near, far = indicator(ID), indicator(OTHER)
    rows = shares(ID, y2021=(30, 100), y2022=(60, 100)) + shares(OTHER, y2021=(20, 100), y2022=(90, 100))
    whole = evaluation([near, far], rows)
    goal = whole.goals[0]
    found = goal_flips(whole, goal)
    assert goal.verdict is Verdict.PROGRESSING
    # The goal is no longer progressing only when one of them recedes: 30 of 100 must fall well below 30.
    [(headline, flip)] = found
    assert headline.indicator.id == ID and flip.verdict is Verdict.MIXED
    assert flips(whole, headline)[0].persons > flip.persons
    moved = shares(ID, y2021=(30, 100), y2022=(60 + flip.persons, 100)) + rows[2:]
    assert evaluation([near, far], moved).goals[0].verdict is Verdict.MIXED


def test_a_goal_of_one_headline_hangs_on_what_its_indicator_hangs_on() -> None:
    whole = evaluation([indicator(ID)], shares(ID, y2021=(30, 100), y2022=(60, 100)))
    assert [flip for _, flip in goal_flips(whole, whole.goals[0])] == list(flips(whole, whole.assessments[0]))
