"""Shares side by side: above, below, or not to be told apart from the share of all residents."""

import pytest
import town

from analysis import intervals
from analysis.period import Review
from analysis.themes.comparison import Side, compare
from analysis.themes.series import by_part, series
from analysis.vocabulary import Kind, Status

REVIEW = Review.parse("2018-2022")
TOWN = town.programme(
    town.indicator("leisure", Kind.SHARE),
    town.indicator("residents-share", Kind.SHARE),
    town.indicator("guardians", Kind.SHARE, reporters=("sovv", "suus")),
)


def compared(leisure: dict, residents: dict):
    table = town.published(town.row("leisure", "2022", **leisure), town.row("residents-share", "2022", **residents))
    one, reference = series(TOWN, table, "leisure"), series(TOWN, table, "residents-share")
    return compare([one], REVIEW, reference)


@pytest.mark.parametrize(
    ("leisure", "residents", "side"),
    [
        # 100 of 500 is 20 per cent, 990 of 10 000 is 9.9: the interval of the difference lies above nothing at all.
        ({"numerator": 100, "denominator": 500}, {"numerator": 990, "denominator": 10_000}, Side.ABOVE),
        ({"numerator": 20, "denominator": 500}, {"numerator": 990, "denominator": 10_000}, Side.BELOW),
        ({"numerator": 5, "denominator": 50}, {"numerator": 990, "denominator": 10_000}, Side.NOT_TOLD_APART),
        # Only a percentage of the residents is known: the share's own interval is laid against it.
        ({"numerator": 20, "denominator": 500}, {"value": 9.9}, Side.BELOW),
        # Only a percentage of those who take part is known: how far chance could move it cannot be said.
        ({"value": 4.0}, {"numerator": 990, "denominator": 10_000}, Side.NOT_COMPARED),
    ],
)
def test_a_share_is_placed_by_an_interval_and_not_by_its_value(leisure, residents, side) -> None:
    assert compared(leisure, residents).items[0].side is side


def test_the_difference_is_the_share_minus_the_share_of_residents() -> None:
    item = compared({"numerator": 20, "denominator": 500}, {"numerator": 990, "denominator": 10_000}).items[0]
    assert item.difference.value == pytest.approx(20 / 500 - 990 / 10_000)
    assert item.difference == intervals.gap(990, 10_000, 20, 500)


def test_the_residents_of_the_same_year_are_taken_where_they_are_known() -> None:
    table = town.published(
        town.row("leisure", "2021", numerator=30, denominator=500),
        town.row("residents-share", "2021", value=9.6),
        town.row("residents-share", "2022", value=9.9),
    )
    comparison = compare([series(TOWN, table, "leisure")], REVIEW, series(TOWN, table, "residents-share"))
    assert comparison.items[0].reference.estimate.value == pytest.approx(0.096)
    assert comparison.reference_figure.period.text == "2021"


def test_a_share_without_a_figure_in_the_review_is_missing_and_not_compared() -> None:
    table = town.published(town.row("leisure", "2016", numerator=30, denominator=500))
    comparison = compare([series(TOWN, table, "leisure")], REVIEW)
    assert comparison.items == () and comparison.missing[0].indicator.id == "leisure"


def test_each_committee_that_reports_a_row_is_a_series_of_its_own() -> None:
    table = town.published(
        *(
            town.row("guardians", "2022", part=one, reporter=one, numerator=30, denominator=70)
            for one in ("suus", "sovv")
        )
    )
    assert [one.part.name.en for one in by_part(TOWN, table, "guardians")] == ["SOVV", "SUUS"]


def test_without_parts_the_undivided_series_is_taken_with_those_whom_the_programme_names() -> None:
    [one] = by_part(TOWN, town.published(), "guardians")
    assert one.part is None and [reporter.id for reporter in one.reporters] == ["sovv", "suus"]


def test_a_withheld_period_is_kept_with_its_status_and_without_any_number() -> None:
    table = town.published(
        town.row("leisure", "2021", status="withheld"), town.row("leisure", "2022", numerator=30, denominator=500)
    )
    one = series(TOWN, table, "leisure")
    assert [(missing.period.text, missing.status) for missing in one.missing] == [("2021", Status.WITHHELD)]
    assert [figure.period.text for figure in one.figures] == ["2022"]


def test_figures_of_other_municipalities_are_no_part_of_the_series() -> None:
    table = town.published(town.row("leisure", "2022", value=10.0), town.row("leisure", "2022", value=25.9, area="049"))
    assert [figure.estimate.value for figure in series(TOWN, table, "leisure").figures] == [pytest.approx(0.1)]
