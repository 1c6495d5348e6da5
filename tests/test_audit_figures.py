"""The audit of printed figures: totals, rates, shares and sources that contradict each other, and those that do not."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programmes import programme
from town import indicator, name, parts, published, row

from analysis.audit import Finding, examine
from analysis.errors import english
from analysis.message import Number
from analysis.programme import Indicator, Source
from analysis.vocabulary import Kind

COLOURS = ("red", "green", "blue")
BY_COLOUR = indicator("by-colour", Kind.COUNT, parts=parts(*COLOURS), source="register")
BY_SHAPE = indicator("by-shape", Kind.COUNT, parts=parts("round", "square"), source="register")
POPULATION = indicator("population", Kind.COUNT, source="statistics")
SPEAKERS = indicator("speakers", Kind.COUNT, population="speakers", source="register")
SHARE = indicator("share", Kind.SHARE, population="speakers", among="residents", unit=name("%"), source="register")
RATE = indicator("rate", Kind.RATE, population="refugees", among="residents", per=100_000, source="register")


def found(table: pd.DataFrame, *series: Indicator) -> tuple[Finding, ...]:
    town = programme(context=series)
    office = Source("statistics", name("Statistics"), name("Office"), None, None, None, "CC BY 4.0", True, None, ())
    return examine(replace(town, sources={**town.sources, "statistics": office}), table).findings


def table(one: Indicator, period: str, total: float, **numbers: float) -> list[dict]:
    """A printed table: its rows by part, and its total."""
    rows = [row(one.id, period, part=part, value=number, source="programme") for part, number in numbers.items()]
    return [*rows, row(one.id, period, value=total, source="programme")]


def test_rows_that_do_not_give_the_total_are_found_with_sum_and_difference() -> None:
    (finding,) = found(published(*table(BY_COLOUR, "2021", total=60, red=10, green=20, blue=40)), BY_COLOUR)
    assert finding.code == "parts-do-not-add-up"
    assert finding.what.values["sum"] == Number(10 + 20 + 40)
    assert finding.what.values["total"] == Number(60)
    assert finding.what.values["difference"] == Number(10 + 20 + 40 - 60, signed=True)


@settings(deadline=None)
@given(
    rows=st.lists(st.integers(0, 5000), min_size=3, max_size=3),
    error=st.one_of(st.just(0), st.integers(-5000, 5000)),
)
def test_a_table_is_found_exactly_when_its_rows_do_not_give_its_total(rows: list[int], error: int) -> None:
    numbers = dict(zip(COLOURS, rows, strict=True))
    findings = found(published(*table(BY_COLOUR, "2021", total=sum(rows) + error, **numbers)), BY_COLOUR)
    assert [finding.code for finding in findings] == (["parts-do-not-add-up"] if error else [])


def test_a_table_with_an_unknown_row_is_found_only_when_its_rows_exceed_the_total() -> None:
    def with_unknown_blue(total: float) -> tuple[Finding, ...]:
        withheld = row(BY_COLOUR.id, "2021", part="blue", status="withheld", source="programme")
        return found(published(*table(BY_COLOUR, "2021", total=total, red=10, green=20), withheld), BY_COLOUR)

    assert with_unknown_blue(total=31) == ()  # blue may be one
    assert [finding.code for finding in with_unknown_blue(total=29)] == ["parts-do-not-add-up"]


def test_a_table_of_which_a_row_is_not_there_cannot_be_checked() -> None:
    assert found(published(*table(BY_COLOUR, "2021", total=100, red=10, green=20)), BY_COLOUR) == ()


def test_two_reporters_with_a_table_each_are_checked_apart() -> None:
    def reported(reporter: str, total: float) -> list[dict]:
        return [{**one, "reporter": reporter} for one in table(BY_SHAPE, "2021", total, round=10, square=5)]

    assert found(published(*reported("sovv", 15), *reported("suus", 15)), BY_SHAPE) == ()
    assert len(found(published(*reported("sovv", 15), *reported("suus", 14)), BY_SHAPE)) == 1


def test_a_total_from_another_source_is_checked_against_the_rows_too() -> None:
    def printed(total: float) -> tuple[Finding, ...]:
        rows = table(BY_SHAPE, "2021", total, round=10, square=5)
        return found(published(*rows[:-1], {**rows[-1], "source": "register"}), BY_SHAPE)

    assert printed(15) == ()
    assert [finding.code for finding in printed(16)] == ["parts-do-not-add-up"]


def test_the_tables_of_two_sources_are_not_added_together() -> None:
    printed = table(BY_SHAPE, "2021-12-31", 15, round=10, square=5)
    official = [{**one, "source": "statistics"} for one in table(BY_SHAPE, "2021", 15, round=10, square=5)]
    assert found(published(*printed, *official), BY_SHAPE) == ()
    assert found(published(*printed, *official[:-1]), BY_SHAPE) == ()  # the official table has no total of its own
    a_part_more = row(BY_SHAPE.id, "2021", part="oval", value=3, source="statistics")
    assert found(published(*printed, a_part_more), BY_SHAPE) == ()


def test_the_persons_of_a_table_of_shares_add_up_as_well() -> None:
    """12 of 40 and 18 of 60 are 30 of 100."""
    by_shape = replace(SHARE, id="by-shape", parts=parts("round", "square"))

    def shares(x: float, n: float, square: tuple[float, float] = (18, 60)) -> list[str]:
        numbers = {"": (x, n), "round": (12, 40), "square": square}
        rows = [
            row(by_shape.id, "2021", group="speakers", part=part, numerator=a, denominator=b)
            for part, (a, b) in numbers.items()
        ]
        return [finding.code for finding in found(published(*rows), by_shape)]

    assert shares(30, 100) == []
    assert shares(31, 100) == ["parts-do-not-add-up"]
    assert shares(30, 101) == ["parts-do-not-add-up"]
    assert shares(30, 40, square=(18, 40)) == []  # two parts of the counted ones, out of the same forty


@pytest.mark.parametrize(
    ("official", "said"),
    [(70, "agrees with the rows"), (60, "agrees with the total"), (65, "agrees with neither")],
)
def test_an_official_figure_of_the_same_date_says_which_side_is_right(official: float, said: str) -> None:
    figures = table(BY_COLOUR, "2021-12-31", total=60, red=10, green=20, blue=40)
    statistic = row("population", "2021", value=official, source="statistics")
    (finding,) = found(published(*figures, statistic), POPULATION, BY_COLOUR)
    assert said in english(finding.what)
    another_year = row("population", "2020", value=official, source="statistics")
    (finding,) = found(published(*figures, another_year), POPULATION, BY_COLOUR)
    assert "official" not in english(finding.what)


def test_one_total_in_two_tables_of_different_dates_is_found() -> None:
    colours = table(BY_COLOUR, "2021-12-31", total=1200, red=400, green=400, blue=400)
    for shape_date, total, expected in [
        ("2022-12-31", 1200, ["same-total-under-two-dates"]),
        ("2021-12-31", 1200, []),
        ("2022-12-31", 1201, []),
    ]:
        shapes = table(BY_SHAPE, shape_date, total=total, round=700, square=total - 700)
        findings = found(published(*colours, *shapes), BY_COLOUR, BY_SHAPE)
        assert [finding.code for finding in findings] == expected


def test_small_totals_may_be_alike_and_official_ones_are_believed() -> None:
    def two_dates(total: float, *official: dict) -> tuple[Finding, ...]:
        colours = table(BY_COLOUR, "2021", total, red=1, green=1, blue=total - 2)
        shapes = table(BY_SHAPE, "2022", total, round=1, square=total - 1)
        return found(published(*colours, *shapes, *official), POPULATION, BY_COLOUR, BY_SHAPE)

    def statistic(year: str, figure: float) -> dict:
        return row("population", year, value=figure, source="statistics")

    assert two_dates(999) == ()
    assert len(two_dates(1000)) == 1
    assert len(two_dates(1000, statistic("2021", 1000), statistic("2022", 1010))) == 1
    assert two_dates(1000, statistic("2021", 1000), statistic("2022", 1000)) == ()


def test_one_total_in_two_years_of_a_series_is_found_where_the_rows_deny_it() -> None:
    def two_years(later_blue: float) -> list[str]:
        earlier = table(BY_COLOUR, "2021", total=1200, red=400, green=400, blue=400)
        later = table(BY_COLOUR, "2022", total=1200, red=420, green=400, blue=later_blue)
        return [finding.code for finding in found(published(*earlier, *later), BY_COLOUR)]

    assert two_years(later_blue=380) == []  # as many people by chance
    assert two_years(later_blue=405) == ["parts-do-not-add-up", "same-total-under-two-dates"]


# A town of 10 000: one person is 10 per 100 000.
@pytest.mark.parametrize(
    ("rate", "impossible"),
    [
        (9, True),  # 0.9 persons
        (10, False),  # one person
        (6, True),  # 0.6 persons
        (15, True),  # 1.45 to 1.55 persons
        (20, False),  # two persons
        (0, False),  # nobody
        (1234, False),  # 123.4 persons: within the population's own uncertainty
    ],
)
def test_a_rate_that_would_mean_no_whole_number_of_persons_is_found(rate: float, impossible: bool) -> None:
    figures = published(row("population", "2021", value=10_000), row("rate", "2021", value=rate, group="refugees"))
    codes = [finding.code for finding in found(figures, POPULATION, RATE)]
    assert codes == (["impossible-rate"] if impossible else [])


def test_an_impossible_rate_is_found_once_with_its_years() -> None:
    rates = [row("rate", year, value=rate, group="refugees") for year, rate in [("2019", 8), ("2020", 10), ("2021", 6)]]
    (finding,) = found(published(row("population", "2020", value=10_000), *rates), POPULATION, RATE)
    assert "2019: 8.0 = 0.8" in english(finding.what)
    assert "2020: 10" not in english(finding.what)  # one person
    assert "2021: 6.0 = 0.6" in english(finding.what)


def test_a_rate_is_not_judged_without_a_population_or_with_its_own_count_of_persons() -> None:
    rate = row("rate", "2021", value=9, group="refugees")
    assert found(published(rate), RATE) == ()
    counted = row("rate", "2021", value=9, numerator=1, denominator=11_111, group="refugees")
    assert found(published(row("population", "2021", value=10_000), counted), POPULATION, RATE) == ()


@pytest.mark.parametrize(("rate", "impossible"), [(4, True), (10, False), (0, False), (25, True), (30, False)])
def test_a_rate_is_judged_by_the_number_of_people_in_its_own_row(rate: float, impossible: bool) -> None:
    """Of 100 people: 4 per 1 000 are 0.4 persons, 25 are 2.5."""
    per_thousand = replace(RATE, per=1000)
    codes = [
        finding.code
        for finding in found(
            published(
                row("population", "2021", value=7), row("rate", "2021", value=rate, denominator=100, group="refugees")
            ),
            POPULATION,
            per_thousand,
        )
    ]
    assert codes == (["impossible-rate"] if impossible else [])


def test_a_rate_among_people_whom_nobody_counted_must_be_a_person_of_the_whole_town() -> None:
    def among_clients(rate: float) -> list[str]:
        figures = published(row("population", "2021", value=10_000), row("rate", "2021", value=rate, group="refugees"))
        return [finding.code for finding in found(figures, POPULATION, replace(RATE, among="clients"))]

    assert among_clients(4) == ["impossible-rate"]  # 0.4 persons if everyone were a client, fewer if not
    assert among_clients(15) == []  # 1.5 persons in the town, but one among 6 667 clients
    assert among_clients(0) == []


def test_a_population_that_is_long_ago_makes_more_rates_possible() -> None:
    """Fifteen years are 2 % x 16 = 32 %: 9 per 100 000 are 0.6 to 1.25 persons."""
    figures = published(row("population", "2006", value=10_000), row("rate", "2021", value=9, group="refugees"))
    assert found(figures, POPULATION, RATE) == ()


def test_a_count_of_something_else_is_not_taken_for_the_population() -> None:
    languages = indicator("languages", Kind.COUNT, unit=name("languages"), source="register")
    figures = published(
        row("population", "2020", value=10_000),
        row("languages", "2021", value=50),
        row("rate", "2021", value=10, group="refugees"),
    )
    assert found(figures, POPULATION, languages, RATE) == ()


@pytest.mark.parametrize(("printed", "agrees"), [(9.5, True), (9.0, False), (10, True), (9.52, False)])
def test_a_share_must_follow_from_the_counts_of_the_same_people_and_date(printed: float, agrees: bool) -> None:
    figures = published(
        row("population", "2021-12-31", value=10_200),
        row("speakers", "2021-12-31", value=970, group="speakers"),  # 970 / 10 200 = 9.51 %
        row("share", "2021", value=printed, group="speakers"),
    )
    codes = [finding.code for finding in found(figures, POPULATION, SPEAKERS, SHARE)]
    assert codes == ([] if agrees else ["share-out-of-agreement"])


def test_counts_of_another_date_or_area_say_nothing_about_a_share() -> None:
    share = row("share", "2021", value=50, group="speakers")
    speakers = row("speakers", "2021", value=970, group="speakers")
    for population in (row("population", "2020", value=10_200), row("population", "2021", value=10_200, area="049")):
        assert found(published(population, speakers, share), POPULATION, SPEAKERS, SHARE) == ()


def test_a_part_of_a_population_may_have_any_share_below_what_the_counts_allow() -> None:
    """Not all speakers are pupils: 30 speakers among 100 pupils are at most 30 %."""
    pupils = indicator("pupils", Kind.COUNT, population="pupils", source="register")
    among_pupils = replace(SHARE, among="pupils")

    def share(printed: float) -> tuple[Finding, ...]:
        counts = [row("pupils", "2021", value=100, group="pupils"), row("speakers", "2021", value=30, group="speakers")]
        return found(
            published(*counts, row("share", "2021", value=printed, group="speakers")), pupils, SPEAKERS, among_pupils
        )

    assert share(12) == ()
    assert share(30) == ()
    assert [finding.code for finding in share(31)] == ["share-out-of-agreement"]


def test_a_share_must_follow_from_the_counts_in_its_own_row() -> None:
    def share(printed: float) -> tuple[Finding, ...]:
        return found(
            published(row("share", "2021", value=printed, numerator=46, denominator=80, group="speakers")), SHARE
        )

    assert share(100 * 46 / 80) == ()
    assert share(58) == ()
    assert [finding.code for finding in share(56)] == ["share-out-of-agreement"]


@pytest.mark.parametrize(
    ("printed", "of", "possible"),
    [(12.3, 30, False), (13.3, 30, True), (13, 30, True), (0, 30, True), (100, 30, True), (12.3, 731, True)],
)
def test_a_percentage_of_people_in_its_own_row_must_be_a_whole_number_of_them(
    printed: float, of: float, possible: bool
) -> None:
    """Three of 30 are 10.0 %, four are 13.3 %: no number of them is 12.3 %."""
    figures = published(row("share", "2021", value=printed, denominator=of, group="speakers"))
    codes = [finding.code for finding in found(figures, SHARE)]
    assert codes == ([] if possible else ["share-out-of-agreement"])


def test_two_sources_that_differ_by_more_than_rounding_are_found() -> None:
    def two(first: float, second: float, other_source: str = "statistics") -> list[str]:
        rows = [
            row("share", "2021", value=first, group="speakers", source="programme"),
            row("share", "2021-12-31", value=second, group="speakers", source=other_source),
        ]
        return [finding.code for finding in found(published(*rows), SHARE)]

    assert two(9.9, 10.1) == ["same-figure-two-values"]
    assert two(9.9, 9.87) == []
    assert two(9, 10) == ["same-figure-two-values"]
    assert two(9.9, 10.1, other_source="programme") == []
    assert two(9.9, 10.1, other_source="") == []


def test_a_withheld_figure_is_never_looked_at() -> None:
    figures = published(
        row("share", "2021", value=10, numerator=9, denominator=10, group="speakers", status="withheld")
    )
    assert found(figures, SHARE) == ()
