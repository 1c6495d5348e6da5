"""No figure of a theme's goals is without a place on its page, whatever its kind."""

import pytest
from reading import text
from small_programme import indicator, programme, row, shares, table

from analysis import charts, themes
from analysis.observations.release import release
from analysis.period import Review
from analysis.vocabulary import Asks, Kind, Theme

REVIEW = Review.parse("2021-2022")


@pytest.mark.parametrize("theme", ["school", "employment", "participation"])
def test_a_rate_that_no_part_of_the_page_shows_stands_among_the_others(theme: str) -> None:
    rate = indicator("ill-per-1000", Kind.RATE, per=1000, theme=Theme(theme))
    effort = indicator("courses", Kind.COUNT, asks=Asks.EFFORT, theme=Theme(theme))
    rows = [*shares("ill-per-1000", y2021=(50, 400), y2022=(60, 400)), row("courses", 2022, value=3)]
    plan = programme(rate, effort)
    page = getattr(themes, theme).analyse(plan, release(plan, table(rows)), REVIEW)
    assert [one.indicator.id for one in page.others] == ["ill-per-1000"]
    assert page.others[0] in page.used
    assert text(charts.others(page.others, REVIEW)).startswith("Other figures of the theme")


def test_what_a_page_shows_already_is_not_shown_again() -> None:
    plan = programme(indicator(theme=Theme.EMPLOYMENT))
    rows = shares("courses-passed", y2021=(50, 400), y2022=(60, 400))
    page = themes.employment.analyse(plan, release(plan, table(rows)), REVIEW)
    assert [one.indicator.id for one in page.ways] == ["courses-passed"] and page.others == ()
    assert text(charts.others((), REVIEW)) == ""
