"""The sentences about one change: each direction is a whole sentence of its own, with n, interval and method."""

from reading import read, text
from small_programme import assessed, gaps, indicator, means, row, shares

from analysis.vocabulary import Direction, Kind
from analysis.wording import change


def test_a_share_that_rises_is_said_to_rise_from_one_figure_to_the_other() -> None:
    result = assessed(indicator(), shares("courses-passed", y2021=(12, 60), y2022=(46, 80)))
    assert read(change.moved(result)) == "“courses-passed” rose from 20.0% (2021) to 57.5% (2022)."


def test_a_share_that_falls_is_said_to_fall_whichever_way_is_hoped_for() -> None:
    falling = shares("courses-passed", y2021=(46, 80), y2022=(12, 60))
    for hoped in (Direction.UP, Direction.DOWN):
        result = assessed(indicator(direction=hoped), falling)
        assert read(change.moved(result)) == "“courses-passed” fell from 57.5% (2021) to 20.0% (2022)."


def test_figures_that_are_written_alike_are_never_said_to_differ() -> None:
    result = assessed(indicator(), shares("courses-passed", y2021=(1000, 5000), y2022=(1001, 5004)))
    assert read(change.moved(result)) == "“courses-passed” stayed the same: 20.0% (2021), 20.0% (2022)."


def test_without_an_earlier_figure_the_sentence_says_so() -> None:
    result = assessed(indicator(), shares("courses-passed", y2022=(46, 80)))
    assert (
        read(change.moved(result)) == "“courses-passed”: the figure is 57.5% (2022); there is none to compare it with."
    )


def test_without_a_figure_in_the_review_the_sentence_says_so() -> None:
    result = assessed(indicator(), shares("courses-passed", y2020=(12, 60)))
    assert "there is none for the review period" in read(change.moved(result))


def test_without_any_figure_nothing_is_claimed() -> None:
    assert read(change.moved(assessed(indicator(), []))) == "“courses-passed”: no figure can be shown for this review."


def test_the_size_of_a_change_comes_with_interval_level_and_method() -> None:
    result = assessed(indicator(), shares("courses-passed", y2021=(12, 60), y2022=(46, 80)))
    words = text(change.compared(result))
    assert f"The difference is +{100 * (46 / 80 - 12 / 60):.1f} percentage points." in words
    assert "true change between +" in words and "level: 95%" in words and "Newcombe 1998, method 10" in words
    assert "Behind the figures: 12 of 60 (2021), 46 of 80 (2022)." in words


def test_a_gap_that_closes_narrows_and_both_groups_are_shown() -> None:
    rows = gaps("courses-passed", y2021=(30, 60, 480, 600), y2022=(40, 60, 470, 600))
    words = text(change.compared(assessed(indicator(kind=Kind.GAP), rows)))
    assert "“courses-passed” narrowed from 30.0 percentage points (2021) to 11.7 percentage points (2022)." in words
    assert "2021: the goal’s own group 50.0% (30 of 60), the group of comparison 80.0% (480 of 600)." in words


def test_a_gap_widens_also_when_it_is_on_the_other_side_of_zero() -> None:
    rows = gaps("courses-passed", y2021=(50, 100, 45, 100), y2022=(60, 100, 45, 100))
    assert "“courses-passed” widened from" in read(change.moved(assessed(indicator(kind=Kind.GAP), rows)))


def test_a_gap_that_turns_round_changes_sides() -> None:
    rows = gaps("courses-passed", y2021=(40, 100, 50, 100), y2022=(60, 100, 50, 100))
    assert "“courses-passed” changed sides" in read(change.moved(assessed(indicator(kind=Kind.GAP), rows)))


def test_a_count_is_divided_by_the_earlier_one() -> None:
    result = assessed(indicator(kind=Kind.COUNT), shares("courses-passed", y2021=(20, None), y2022=(30, None)))
    words = text(change.compared(result))
    assert f"The later figure divided by the earlier one: {30 / 20:.2f}." in words
    assert "Przyborowski and Wilenski 1940" in words and "percentage points" not in words


def test_a_count_from_zero_is_not_divided() -> None:
    result = assessed(indicator(kind=Kind.COUNT), shares("courses-passed", y2021=(0, None), y2022=(30, None)))
    words = text(change.compared(result))
    assert "The earlier figure is zero" in words and "inf" not in words


def test_a_mean_differs_in_its_own_unit() -> None:
    rows = means("courses-passed", y2021=(3.0, 40, 0.8), y2022=(3.5, 50, 0.9))
    words = text(change.compared(assessed(indicator(kind=Kind.MEAN), rows)))
    assert f"The difference is +{3.5 - 3.0:.2f}." in words and "Welch 1947" in words


def test_with_three_years_the_line_through_them_is_described() -> None:
    rising = shares("courses-passed", y2020=(12, 60), y2021=(20, 60), y2022=(30, 60))
    falling = shares("courses-passed", y2020=(30, 60), y2021=(20, 60), y2022=(12, 60))
    assert "Over all comparable figures (3) the line points upwards." in text(
        change.compared(assessed(indicator(), rising))
    )
    assert "the line points downwards." in text(change.compared(assessed(indicator(), falling)))


def test_with_two_years_no_line_is_claimed() -> None:
    result = assessed(indicator(), shares("courses-passed", y2021=(12, 60), y2022=(46, 80)))
    assert change.trend(result) == []


def test_a_percentage_alone_is_compared_in_words_only() -> None:
    rows = [row("courses-passed", year, value=value) for year, value in ((2021, 10.0), (2022, 12.0))]
    words = text(change.compared(assessed(indicator(), rows)))
    assert "“courses-passed” rose from 10.0% (2021) to 12.0% (2022)." in words
    assert "Only a percentage is known." in words and "percentage points" not in words


def test_a_withheld_figure_appears_in_no_sentence() -> None:
    rows = [*shares("courses-passed", y2021=(12, 60), y2022=(3, 60))]
    words = text(change.compared(assessed(indicator(), rows)))
    assert "3 of 60" not in words and "5.0%" not in words and "no person can be recognised" in words
