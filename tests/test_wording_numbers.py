"""How figures and changes are written."""

from reading import read
from small_programme import indicator

from analysis import change, intervals
from analysis.vocabulary import Kind
from analysis.wording import numbers


def test_a_share_is_a_percentage_with_one_decimal() -> None:
    assert read(numbers.figure(indicator(), 46 / 80)) == "57.5%"


def test_a_gap_is_in_percentage_points() -> None:
    assert read(numbers.figure(indicator(kind=Kind.GAP), 480 / 600 - 30 / 60)) == "30.0 percentage points"


def test_a_count_is_whole_and_a_yearly_average_keeps_its_half() -> None:
    assert read(numbers.figure(indicator(kind=Kind.COUNT), 12.0)) == "12"
    assert read(numbers.figure(indicator(kind=Kind.COUNT), 12.5)) == "12.5"


def test_a_rate_says_per_how_many() -> None:
    assert read(numbers.figure(indicator(kind=Kind.RATE), 30.0)) == "30.0 per 1,000"


def test_a_deliverable_is_yes_or_no() -> None:
    assert [read(numbers.figure(indicator(kind=Kind.DELIVERABLE), value)) for value in (1.0, 0.0)] == ["Yes", "No"]


def test_an_interval_has_two_ends_or_does_not_exist() -> None:
    # Wilson 1927 by hand for 46 of 80: 46.6 % to 67.7 %.
    assert read(numbers.interval(indicator(), intervals.share(46, 80))) == "46.6% to 67.7%"
    assert numbers.interval(indicator(), intervals.plain(0.575)) is None


def test_what_was_counted_is_shown_as_far_as_it_is_known() -> None:
    assert read(numbers.counted(intervals.share(46, 80))) == "46 of 80"
    assert read(numbers.counted(intervals.mean(3.5, 50, 0.9))) == "50 in all"
    assert numbers.counted(intervals.plain(0.575)) is None


def test_a_change_of_a_share_is_in_signed_percentage_points() -> None:
    words = read(numbers.change(indicator(), change.share_change(20, 62, 46, 80)))
    points = 100 * (46 / 80 - 20 / 62)
    assert words.startswith(f"Change: +{points:.1f} percentage points (+")


def test_a_change_of_a_count_is_a_ratio() -> None:
    words = read(numbers.change(indicator(kind=Kind.COUNT), change.count_ratio(20, 1, 30, 1)))
    assert words.startswith(f"Change: ratio {30 / 20:.2f} (")


def test_a_change_from_zero_has_no_ratio_but_a_least_one() -> None:
    words = read(numbers.change(indicator(kind=Kind.COUNT), change.count_ratio(0, 1, 12, 1)))
    assert words.startswith("Change: from zero (ratio at least ") and "inf" not in words


def test_a_mean_of_too_few_answers_changes_without_an_interval() -> None:
    words = read(numbers.change(indicator(kind=Kind.MEAN), change.mean_change(3.0, 1, 0, 4.0, 1, 0)))
    assert words == "Change: +1.00 (no interval)"


def test_a_tiny_probability_is_named_as_smaller_than_a_limit() -> None:
    assert read(numbers.probability(0.00004)) == "below 0.1%"
    assert read(numbers.probability(0.03)) == "3.0%"


def test_figures_that_are_written_alike_count_as_equal() -> None:
    before, after = (numbers.figure(indicator(), share) for share in (0.10001, 0.10002))
    assert numbers.shown(before) == numbers.shown(after)
    assert numbers.shown(before) != numbers.shown(numbers.figure(indicator(), 0.102))
