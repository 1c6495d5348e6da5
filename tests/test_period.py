"""Periods as the data contract writes them."""

import datetime

import pytest

from analysis.errors import UnusableInput
from analysis.period import Grain, Period, Review


@pytest.mark.parametrize(
    ("text", "start", "end", "grain"),
    [
        ("2022", (2022, 1, 1), (2022, 12, 31), Grain.YEAR),
        ("2022-12-31", (2022, 12, 31), (2022, 12, 31), Grain.DAY),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), Grain.MONTH),
        ("2022-12", (2022, 12, 1), (2022, 12, 31), Grain.MONTH),
        ("2022/2023", (2022, 8, 1), (2023, 7, 31), Grain.SCHOOL_YEAR),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, start: tuple, end: tuple, grain: Grain) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.grain) == (datetime.date(*start), datetime.date(*end), grain)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-13", "2022-02-30", "2022/2024", "31.12.2022", "44926", "2022-2023", "year"]
)
def test_anything_else_is_refused_with_the_value(text: str) -> None:
    with pytest.raises(UnusableInput, match="is not a period") as refused:
        Period.parse(text)
    assert f"“{text}”" in str(refused.value)


def test_the_last_day_of_a_year_and_the_year_fall_together() -> None:
    assert Period.parse("2022").end == Period.parse("2022-12-31").end
    assert Period.parse("2021-12-31") < Period.parse("2022")


def test_a_review_covers_what_ends_within_its_years() -> None:
    review = Review.parse("2018-2022")
    assert review.covers(Period.parse("2017/2018"))
    assert not review.covers(Period.parse("2022/2023"))
    assert review.follows(Period.parse("2017-12-31"))
    assert review.precedes(Period.parse("2023-01"))


@pytest.mark.parametrize("text", ["2022-2018", "18-22", "2022/2023", "2022-12", ""])
def test_an_impossible_review_is_refused(text: str) -> None:
    with pytest.raises(UnusableInput, match="not a review period"):
        Review.parse(text)


def test_the_refusal_of_a_review_says_what_would_be_right() -> None:
    with pytest.raises(UnusableInput, match=r"the last year stands before the first\. Write 2018-2022\."):
        Review.parse("2022-2018")
    with pytest.raises(UnusableInput, match="a year lies between 1900 and 2100"):
        Review.parse("1800")


def test_a_review_of_one_year_is_written_as_that_year() -> None:
    assert str(Review.parse("2022")) == "2022"
    assert str(Review.parse("2018–2022")) == "2018-2022"
