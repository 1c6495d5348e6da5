"""The population theme: three groups side by side, tables that must add up, and answers that hold without data."""

import pytest
import town
from reading import said

from analysis import audit, observations
from analysis import programme as programmes
from analysis.period import Review
from analysis.themes import population
from analysis.themes.composition import composition
from analysis.vocabulary import Kind
from analysis.wording import population as words

REVIEW = Review.parse("2018-2022")
LANGUAGES = town.parts("finnish", "swedish", "estonian", "thai", "other")
TOWN = town.programme(
    town.indicator("population", Kind.COUNT),
    town.indicator("foreign-language-share", Kind.SHARE, population="foreign-language-residents", among="residents"),
    town.indicator("foreign-background", Kind.COUNT, population="foreign-background"),
    town.indicator("foreign-citizens-share", Kind.SHARE, population="foreign-citizens", among="residents"),
    town.indicator("population-by-language", Kind.COUNT, parts=LANGUAGES),
)


def theme(*rows: dict):
    """The theme of a town with these rows; each row counts the population of its indicator."""
    counted = ({**row, "group": TOWN.indicator(row["indicator"]).population} for row in rows)
    return population.analyse(TOWN, town.published(*counted), REVIEW)


THREE_GROUPS = (
    town.row("population", "2021-12-31", value=10_396),
    town.row("foreign-language-share", "2021", value=9.6),
    town.row("foreign-language-share", "2022", value=9.9),
    town.row("foreign-background", "2021", value=991),
    town.row("foreign-background", "2022", value=1009),
    town.row("foreign-citizens-share", "2021", value=6.4),
    town.row("foreign-citizens-share", "2022", value=6.8),
)


def test_groups_stand_side_by_side_in_the_latest_year_in_which_most_of_them_have_a_share() -> None:
    # In 2022 the number of residents is not known, so the group that is published as a number has no share.
    found = theme(*THREE_GROUPS)
    assert found.common_year == 2021
    shares = [item.figure.estimate.value for item in found.side_by_side.items]
    assert shares == pytest.approx([0.096, 991 / 10_396, 0.064])


def test_no_year_after_the_review_is_chosen_for_the_comparison() -> None:
    later = town.row("foreign-language-share", "2025", value=11.1)
    assert theme(*THREE_GROUPS, later).common_year == 2021


def test_the_answer_gives_the_last_figures_of_the_review_and_says_that_the_groups_overlap() -> None:
    answer = said(words.answer(theme(*THREE_GROUPS, town.row("foreign-language-share", "2025", value=11.1))))
    assert "Foreign language share: 9.9% (2022)." in answer and "11.1%" not in answer
    assert answer.endswith("overlap, so they are never added together.")


def test_growth_is_the_last_figure_divided_by_the_first() -> None:
    assert f"{1009 / 991:.2f} times as much" in said(words.growth(theme(*THREE_GROUPS)))


def test_an_older_series_is_shown_only_where_it_reaches_further_back_than_the_groups() -> None:
    plan = town.programme(*TOWN.context, town.indicator("other-language-per-1000", Kind.RATE, per=1000))
    for first, shown in (("2021", ["population"]), ("1990", ["population", "other-language-per-1000"])):
        rows = (*THREE_GROUPS, town.row("other-language-per-1000", first, value=14.0))
        counted = ({**row, "group": plan.indicator(row["indicator"]).population} for row in rows)
        found = population.analyse(plan, town.published(*counted), REVIEW)
        assert [one.indicator.id for one in found.past] == shown


def table(*counts: tuple[str, float | None], period: str = "2022-12-31") -> list[dict]:
    return [
        town.row("population-by-language", period, part=part, **({"status": "withheld"} if n is None else {"value": n}))
        for part, n in counts
    ]


def test_rows_that_do_not_add_up_to_the_printed_total_are_told_with_the_arithmetic() -> None:
    found = theme(*table(("", 1000), ("finnish", 700), ("swedish", 200), ("estonian", 60), ("other", 30)))
    assert found.languages.difference == 700 + 200 + 60 + 30 - 1000
    assert "the rows add up to 990, and the total is 1,000. Rows minus total: −10." in said(words.arithmetic(found))


def test_with_a_part_hidden_nothing_is_added_up_and_no_share_is_given() -> None:
    found = theme(*table(("", 1000), ("finnish", 700), ("swedish", 200), ("estonian", 60), ("thai", None)))
    assert found.languages.difference is None
    assert [found.languages.share(portion) for portion in found.languages.portions] == [None, None, None]
    assert "a number is not shown, so the rows cannot be added up" in said(words.arithmetic(found))
    assert "Withheld languages and citizenships: 1." in said(words.small_groups(found))


def test_parts_come_largest_first_with_the_rest_last_and_the_majority_apart() -> None:
    rows = table(("finnish", 700), ("swedish", 200), ("estonian", 20), ("thai", 40), ("other", 90))
    whole = composition(TOWN, town.published(*rows), "population-by-language", REVIEW)
    assert [portion.part.id for portion in whole.minority] == ["thai", "estonian", "other"]
    assert [portion.part.id for portion in whole.majority] == ["finnish", "swedish"]


def test_the_composition_is_the_last_one_known_at_the_end_of_the_review() -> None:
    rows = [*table(("estonian", 20), period="2021-12-31"), *table(("estonian", 99), period="2024-12-31")]
    whole = composition(TOWN, town.published(*rows), "population-by-language", REVIEW)
    assert (whole.period.text, whole.named[0].count) == ("2021-12-31", 20)


def test_every_sentence_holds_without_any_data() -> None:
    empty = theme()
    assert said(words.answer(empty)) == "No figure about the population is known for this review period."
    for block in (
        words.who(empty),
        words.side_by_side(empty.side_by_side),
        words.growth(empty),
        words.arithmetic(empty),
    ):
        assert said(block)


def test_the_printed_tables_of_kauniainen_are_off_by_112_and_57_persons() -> None:
    # The programme's appendix 1: rows of 10 396 and 10 227 under one and the same total, 10 284.
    plan = programmes.load("kauniainen")
    published = observations.published(plan)
    found = population.analyse(plan, published, REVIEW)
    assert found.citizenships.difference == 10_396 - 10_284
    assert found.languages.difference == 10_227 - 10_284
    contradictions = said(words.contradictions(audit.examine(plan, published)))
    assert "10,396" in contradictions and "10,227" in contradictions
