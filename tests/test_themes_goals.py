"""The themes that have goals: school, employment and participation, with data and without."""

from dataclasses import replace

import pytest
import town
from reading import said

from analysis import assessment, observations
from analysis import programme as programmes
from analysis.language import render
from analysis.period import Review
from analysis.programme import Population
from analysis.tables import certainty, changes
from analysis.tables import themes as tables
from analysis.themes import employment, participation, school
from analysis.themes.employment import Course
from analysis.vocabulary import Asks, Kind, Role, Theme
from analysis.wording import employment as employment_words
from analysis.wording import participation as participation_words
from analysis.wording import school as school_words
from analysis.wording import themes

REVIEW = Review.parse("2018-2022")
GOAL_THEMES = (Theme.SCHOOL, Theme.EMPLOYMENT, Theme.PARTICIPATION)


TOWN = town.programme(
    town.indicator("under-25-unemployment-rate", Kind.SHARE, among="under-25-labour-force"),
    town.indicator("under-25-share-of-unemployed", Kind.SHARE, among="unemployed"),
    town.indicator("foreign-language-staff-share", Kind.SHARE, among="permanent-city-staff"),
    town.indicator("foreign-language-share", Kind.SHARE, among="residents"),
    town.indicator("foreign-language-pupils-finnish-schools", Kind.SHARE, population="foreign-language-pupils"),
    town.indicator("immigrant-background-pupils-swedish-schools", Kind.SHARE, population="immigrant-background-pupils"),
)


def youth(*rates_and_shares: tuple[str, int, int, int, int]) -> employment.Youth:
    rows = []
    for year, young, labour_force, also_young, unemployed in rates_and_shares:
        rows.append(town.row("under-25-unemployment-rate", year, numerator=young, denominator=labour_force))
        rows.append(town.row("under-25-share-of-unemployed", year, numerator=also_young, denominator=unemployed))
    return employment.analyse(TOWN, town.published(*rows), REVIEW).youth


def test_the_share_of_the_unemployed_rises_while_the_rate_stays_when_older_people_find_work() -> None:
    # 20 of 200 young people are out of work in both years; 80 older ones become 30.
    found = youth(("2018", 20, 200, 20, 100), ("2022", 20, 200, 20, 50))
    assert [figure.estimate.value for figure in found.ends] == [0.1, 0.1, 20 / 100, 20 / 50]
    assert found.course is Course.STILL


def test_the_two_can_move_apart() -> None:
    # Fewer young people are out of work, but still fewer older ones: the rate falls and the share rises.
    assert youth(("2018", 20, 200, 20, 100), ("2022", 15, 200, 15, 40)).course is Course.APART
    assert youth(("2018", 20, 200, 20, 100), ("2022", 30, 200, 30, 110)).course is Course.TOGETHER


def test_one_year_alone_shows_no_course() -> None:
    assert youth(("2022", 20, 200, 20, 100)).course is Course.UNKNOWN
    assert youth().course is Course.UNKNOWN


def test_figures_after_the_review_do_not_enter_the_course() -> None:
    found = youth(("2018", 20, 200, 20, 100), ("2022", 20, 200, 20, 100), ("2024", 60, 200, 20, 300))
    assert found.years == (2018, 2022)


@pytest.mark.parametrize(
    ("staff", "sentence"),
    [
        ({"numerator": 60, "denominator": 300}, "The staff’s share is higher by more than chance explains."),
        ({"numerator": 9, "denominator": 300}, "The staff’s share is lower by more than chance explains."),
        ({"numerator": 30, "denominator": 300}, "The two cannot be told apart."),
        ({"value": 10.2}, "Without the numbers of persons nobody can say"),
    ],
)
def test_the_staff_is_set_against_the_residents_with_no_more_certainty_than_the_counts_give(staff, sentence) -> None:
    table = town.published(
        town.row("foreign-language-staff-share", "2022", **staff), town.row("foreign-language-share", "2022", value=9.9)
    )
    assert sentence in render(employment_words.staff(employment.analyse(TOWN, table, REVIEW)), "en")


def test_the_two_shares_are_named_with_their_different_wholes() -> None:
    table = town.published(town.row("foreign-language-staff-share", "2022", value=10.2))
    wholes = said(employment_words.denominators(employment.analyse(TOWN, table, REVIEW)))
    assert "Out of: Permanent city staff." in wholes and "Out of: Residents." in wholes


def test_shares_that_count_different_kinds_of_people_are_not_to_be_subtracted() -> None:
    # In this town both populations have the same basis, in the shipped programme one is language and one origin.
    plan = programmes.load("kauniainen")
    theme = school.analyse(plan, observations.published(plan), REVIEW)
    assert "the difference between them has no meaning" in said(school_words.different_people(theme.schools))


@pytest.fixture(scope="module", params=["kauniainen", "example"])
def shipped(request: pytest.FixtureRequest):
    plan = programmes.load(request.param)
    published = observations.published(plan)
    return plan, published, assessment.evaluate(plan, published, REVIEW)


def test_every_goal_stands_in_the_table_of_exactly_one_theme_with_a_link_to_its_page(shipped) -> None:
    plan, _, evaluation = shipped
    links = [row.cells[0].link for theme in GOAL_THEMES for row in tables.verdicts(evaluation, theme).rows]
    assert sorted(links) == sorted(f"goals/{goal.id}.html" for goal in plan.goals)


def test_the_counts_of_verdicts_in_a_theme_add_up_to_its_goals(shipped) -> None:
    _, _, evaluation = shipped
    for theme in GOAL_THEMES:
        values = themes.goals(evaluation, theme).values
        counted = {name: value.value for name, value in values.items()}
        assert counted.pop("count", counted.pop("goals", None)) == len(themes.of_theme(evaluation, theme))
        if counted:
            assert sum(counted.values()) == len(themes.of_theme(evaluation, theme))


def test_answers_and_texts_hold_with_complete_and_with_hardly_any_data(shipped) -> None:
    plan, published, evaluation = shipped
    at_school = school.analyse(plan, published, REVIEW)
    at_work = employment.analyse(plan, published, REVIEW)
    taking_part = participation.analyse(plan, published, REVIEW)
    texts = [
        school_words.answer(at_school, evaluation),
        school_words.different_people(at_school.schools),
        school_words.guardians(at_school.guardians),
        employment_words.answer(at_work, evaluation),
        employment_words.denominators(at_work),
        employment_words.youth(at_work),
        participation_words.answer(taking_part, evaluation),
        participation_words.reached(taking_part),
        *(table(evaluation, theme) for table in (tables.effort, tables.requests) for theme in GOAL_THEMES),
        *(table.of_theme(evaluation, theme) for table in (changes, certainty) for theme in GOAL_THEMES),
        *(themes.origins(plan, found.used) for found in (at_school, at_work, taking_part)),
    ]
    assert all(said(text) for text in texts)


def test_a_programme_without_any_of_the_indicators_still_gets_sentences() -> None:
    bare = town.programme()
    published = town.published()
    evaluation = assessment.evaluate(bare, published, REVIEW)
    assert said(employment_words.answer(employment.analyse(bare, published, REVIEW), evaluation))
    assert said(participation_words.answer(participation.analyse(bare, published, REVIEW), evaluation))
    assert said(school_words.answer(school.analyse(bare, published, REVIEW), evaluation))
    assert said(tables.verdicts(evaluation, Theme.SCHOOL)) == "The programme has no goal in this theme."


def test_the_real_programme_says_how_many_of_its_indicators_have_a_figure() -> None:
    plan = programmes.load("kauniainen")
    evaluation = assessment.evaluate(plan, observations.published(plan), REVIEW)
    # The share among the staff at the end of 2021 is the one figure of employment in the programme's own text.
    assert themes.coverage(evaluation, Theme.EMPLOYMENT).values["known"].value == 1


# Another municipality: what a theme shows is found by what an indicator is, whatever it is called


def part_of_a_theme(identity: str, kind: Kind, theme: Theme, **changes):
    return town.indicator(identity, kind, **{"theme": theme, "role": Role.SUPPORTING, **changes})


OTHER_TOWN = town.programme(
    part_of_a_theme(
        "choir", Kind.SHARE, Theme.PARTICIPATION, population="foreign-language-residents", among="choir-members"
    ),
    part_of_a_theme("singers", Kind.COUNT, Theme.PARTICIPATION, asks=Asks.REACH, population="choir-members"),
    part_of_a_theme("apps", Kind.SHARE, Theme.PARTICIPATION, asks=Asks.REACH, population="clients", among="clients"),
    part_of_a_theme("opinion", Kind.MEAN, Theme.PARTICIPATION, population="choir-members"),
    part_of_a_theme("concerts", Kind.COUNT, Theme.PARTICIPATION, asks=Asks.EFFORT, population=None),
    part_of_a_theme("graduates", Kind.SHARE, Theme.EMPLOYMENT, population="learners", among="learners"),
    part_of_a_theme("trainee-places", Kind.COUNT, Theme.EMPLOYMENT, asks=Asks.REACH),
    part_of_a_theme("mentoring", Kind.SHARE, Theme.SCHOOL, asks=Asks.REACH, population="pupils", among="pupils"),
    part_of_a_theme("reading-gap", Kind.GAP, Theme.SCHOOL, population="pupils", reference="other-pupils"),
    part_of_a_theme(
        "guardians-at-evenings", Kind.SHARE, Theme.SCHOOL, asks=Asks.REACH, parts=town.parts("north", "south")
    ),
    town.indicator("foreign-language-share", Kind.SHARE, theme=Theme.POPULATION, among="residents"),
)
SPOKEN = Population("foreign-language-residents", town.name("Speakers"), "language", town.name("Speakers"))
OTHER_TOWN = replace(OTHER_TOWN, populations={**OTHER_TOWN.populations, SPOKEN.id: SPOKEN})
NOTHING_REPORTED = town.published()


def ids(found) -> list[str]:
    return [one.indicator.id for one in found]


def test_taking_part_is_found_by_whom_an_indicator_counts_and_of_whom() -> None:
    theme = participation.analyse(OTHER_TOWN, NOTHING_REPORTED, REVIEW)
    assert ids(theme.reach.missing) == ["choir"]
    assert (ids(theme.reached), ids(theme.clients.missing), ids(theme.fare)) == (["singers"], ["apps"], ["opinion"])


def test_one_figure_that_a_programme_lists_twice_is_drawn_once() -> None:
    twice = replace(OTHER_TOWN.indicator("choir"), id="choir-again")
    theme = participation.analyse(replace(OTHER_TOWN, context=(*OTHER_TOWN.context, twice)), NOTHING_REPORTED, REVIEW)
    assert ids(theme.reach.missing) == ["choir"]


def test_work_and_school_are_found_by_what_an_indicator_asks() -> None:
    at_work = employment.analyse(OTHER_TOWN, NOTHING_REPORTED, REVIEW)
    assert (ids(at_work.ways), ids(at_work.offered)) == (["graduates"], ["trainee-places"])
    at_school = school.analyse(OTHER_TOWN, NOTHING_REPORTED, REVIEW)
    assert ids(at_school.teaching.missing) == ["mentoring"] and at_school.gap.indicator.id == "reading-gap"


def test_guardians_are_shown_by_whatever_parts_their_row_is_divided_into() -> None:
    rows = (
        town.row("guardians-at-evenings", "2022", part=part, numerator=20, denominator=40)
        for part in ("south", "north")
    )
    theme = school.analyse(OTHER_TOWN, town.published(*rows), REVIEW)
    assert [item.series.part.id for item in theme.guardians.items] == ["north", "south"]  # as the programme lists them
    assert "no goal" in said(school_words.guardians(theme.guardians))
