"""The whole evaluation: many indicators at once, what chance alone would draw, and what it costs."""

import time

import pytest
from small_programme import assessed, evaluation, gaps, indicator, means, programme, row, shares, table

from analysis.assessment import evaluate, smallest_visible_change
from analysis.errors import UnusableInput
from analysis.multiplicity import expected_false_arrows
from analysis.observations.release import release
from analysis.period import Review
from analysis.vocabulary import Asks, Direction, Kind, Reason, Role, Verdict

ALONE = shares("main", y2020=(45, 100), y2022=(60, 100))  # p = 0.033 by Newcombe's interval


def unmoved(id: str) -> list[dict]:
    return shares(id, y2020=(50, 100), y2022=(50, 100))


def test_q_values_are_those_of_benjamini_and_hochberg_over_the_review() -> None:
    others = [f"other-{number}" for number in range(4)]
    rows = ALONE + [each for id in others for each in unmoved(id)]
    found = evaluation([indicator("main"), *map(indicator, others)], rows)
    p = found.indicator("main").p_value
    assert found.tested == 5
    assert found.indicator("main").q_value == pytest.approx(p * 5 / 1)
    assert found.indicator("other-0").q_value == 1.0
    assert found.expected_false_arrows == expected_false_arrows(5)


def test_a_change_that_is_clear_alone_may_be_lost_among_many() -> None:
    others = [f"other-{number}" for number in range(4)]
    rows = ALONE + [each for id in others for each in unmoved(id)]
    alone = evaluation([indicator("main")], ALONE).assessments[0]
    among = evaluation([indicator("main"), *map(indicator, others)], rows).indicator("main")
    assert alone.verdict is Verdict.PROGRESSING
    assert (among.verdict, among.reason) == (Verdict.NO_CLEAR_CHANGE, Reason.NOT_CLEAR_AMONG_MANY)


def test_only_changes_that_could_become_an_arrow_are_tested() -> None:
    never = [
        indicator("context", role=Role.CONTEXT),
        indicator("effort", asks=Asks.EFFORT, role=Role.SUPPORTING),
        indicator("undirected", direction=Direction.NONE, role=Role.SUPPORTING),
        indicator("few", kind=Kind.COUNT),
        indicator("empty"),
    ]
    rows = ALONE + [each for id in ("context", "effort", "undirected") for each in unmoved(id)]
    rows += shares("few", y2020=(0, None), y2022=(7, None))
    found = evaluation([indicator("main"), *never], rows)
    assert found.tested == 1
    assert found.indicator("main").q_value == found.indicator("main").p_value
    assert [each.q_value for each in found.assessments[1:]] == [None] * 5


def test_supporting_indicators_are_tested_too() -> None:
    found = evaluation([indicator("main"), indicator("support", role=Role.SUPPORTING)], ALONE + unmoved("support"))
    assert found.tested == 2


def test_every_indicator_and_goal_has_a_result_even_without_any_row() -> None:
    small = programme(indicator("main"), context=(indicator("background", role=Role.CONTEXT, goal=None),))
    found = evaluate(small, release(small, table([])), Review.parse("2022"))
    assert [each.indicator.id for each in found.assessments] == ["main", "background"]
    assert found.goal("goal").reason is Reason.NO_OBSERVATION
    assert (found.tested, found.expected_false_arrows) == (0, 0)


def test_an_unknown_goal_is_refused() -> None:
    with pytest.raises(UnusableInput):
        evaluation([indicator()], []).goal("gaol")


def test_the_same_table_in_another_order_gives_the_same_evaluation() -> None:
    ids = [f"other-{number}" for number in range(3)]
    rows = ALONE + [each for id in ids for each in unmoved(id)]
    indicators = [indicator("main"), *map(indicator, ids)]
    assert evaluation(indicators, rows).assessments == evaluation(indicators, rows[::-1]).assessments


def test_seventy_five_indicators_take_well_under_a_second() -> None:
    kinds = [Kind.SHARE, Kind.COUNT, Kind.GAP, Kind.MEAN, Kind.RATE]
    indicators = [indicator(f"indicator-{n}", kind=kinds[n % 5]) for n in range(75)]
    rows = []
    for each in indicators:
        years = range(2016, 2023)
        match each.kind:
            case Kind.GAP:
                rows += gaps(each.id, **{f"y{y}": (100 + y % 7, 300, 420, 600) for y in years})
            case Kind.MEAN:
                rows += means(each.id, **{f"y{y}": (3 + y % 7 / 10, 50, 1.0) for y in years})
            case Kind.COUNT:
                rows += shares(each.id, **{f"y{y}": (40 + y % 7, None) for y in years})
            case _:
                rows += shares(each.id, **{f"y{y}": (40 + y % 7, 300) for y in years})
    small = programme(*indicators)
    published = release(small, table(rows))
    evaluate(small, published, Review.parse("2020-2022"))  # pays for the imports
    start = time.process_time()
    evaluate(small, published, Review.parse("2020-2022"))
    assert time.process_time() - start < 1.0


# --- what could have been seen at all --------------------------------------------------------------------------------


def test_a_smaller_change_is_visible_among_more_persons() -> None:
    few = smallest_visible_change(assessed(indicator("main"), shares("main", y2020=(15, 60), y2022=(15, 60))))
    many = smallest_visible_change(assessed(indicator("main"), shares("main", y2020=(150, 600), y2022=(150, 600))))
    assert 0 < many.up < few.up
    assert few.down < many.down < 0


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (Kind.COUNT, shares("main", y2020=(40, None), y2022=(44, None))),
        (Kind.RATE, shares("main", y2020=(40, 10_000), y2022=(44, 10_000))),
    ],
)
def test_of_a_count_the_smallest_visible_change_is_a_ratio(kind: Kind, rows: list[dict]) -> None:
    visible = smallest_visible_change(assessed(indicator("main", kind=kind), rows))
    assert visible.up == pytest.approx(1.8, abs=0.1)  # research: 40 expected events need a ratio of 1.8
    assert 0 < visible.down < 1


def test_of_a_gap_and_a_mean_it_is_a_difference() -> None:
    gap = assessed(
        indicator("main", kind=Kind.GAP), gaps("main", y2020=(120, 300, 420, 600), y2022=(120, 300, 420, 600))
    )
    mean = assessed(indicator("main", kind=Kind.MEAN), means("main", y2020=(3.0, 50, 1.0), y2022=(3.1, 50, 1.0)))
    for found in (gap, mean):
        visible = smallest_visible_change(found)
        assert visible.down < 0 < visible.up


def test_without_a_change_there_is_nothing_to_see() -> None:
    assert smallest_visible_change(assessed(indicator("main"), [])) is None
    assert smallest_visible_change(assessed(indicator("main"), [row("main", 2022, 60, 100)])) is None
