"""Where figures come from, and where a goal stands in the programme document."""

import datetime
from dataclasses import replace

from reading import lines, read, text
from small_programme import evaluation, goal_of, indicator, name, shares

from analysis.assessment import Evaluation
from analysis.programme import Place
from analysis.wording import sources

RISE = shares("courses-passed", y2021=(12, 60), y2022=(46, 80))
GOAL = Place(page=9, section="Työllisyys", row=2, quote="Työttömyysaste 0 %")


def known(whole: Evaluation, **changes: object) -> Evaluation:
    """The evaluation with more known of its register."""
    register = replace(whole.programme.sources["register"], **changes)
    return replace(whole, programme=replace(whole.programme, sources={"register": register}))


def test_a_source_is_shown_with_publisher_use_licence_and_every_known_fault() -> None:
    whole = known(
        evaluation([indicator()], RISE),
        publisher=name("The office"),
        table="Table 7",
        retrieved=datetime.date(2023, 3, 1),
        faults=(name("One school is missing."), name("Counted in May.")),
    )
    words = lines(sources.of_assessments(whole.programme, whole.assessments))
    assert words[0] == "register"
    assert words[1:3] == ["Publisher", "The office"] and words[3:5] == ["Used for", "courses-passed"]
    assert "Table 7" in words and "1 March 2023" in words and "licence" in words
    assert words.count("Known fault") == 2 and "One school is missing." in words


def test_what_is_not_known_of_a_source_takes_no_line() -> None:
    whole = evaluation([indicator()], RISE)
    words = lines(sources.of_assessments(whole.programme, whole.assessments))
    assert not {"Table", "Retrieved", "Known fault"} & set(words)


def test_a_source_is_shown_once_for_all_its_indicators() -> None:
    rows = [*RISE, *shares("attendance", y2021=(12, 60), y2022=(46, 80))]
    whole = evaluation([indicator(), indicator("attendance")], rows)
    words = lines(sources.of_assessments(whole.programme, whole.assessments))
    assert words.count("Publisher") == 1 and "courses-passed and attendance" in words


def test_without_figures_there_is_no_source_to_name() -> None:
    whole = evaluation([indicator()], [])
    assert "no source to name" in text(sources.of_assessments(whole.programme, whole.assessments))


def test_a_place_is_page_section_and_row_with_the_words_that_stand_there() -> None:
    assert read(sources.located(GOAL)) == "“Työttömyysaste 0 %” Page: 9. Section: Työllisyys. Row: 2."
    assert read(sources.located(Place(page=1, section="Johdanto"))) == "Page: 1. Section: Johdanto."


def test_an_entry_in_the_goals_own_row_is_only_quoted_and_one_elsewhere_is_placed() -> None:
    same_row = replace(GOAL, quote="Nuorisotakuu", column="TOIMENPITEET")
    assert read(sources.beside(same_row, GOAL)) == "“Nuorisotakuu”"
    assert read(sources.beside(replace(same_row, row=3), GOAL)).endswith("Row: 3.")


def test_an_entry_without_words_of_its_own_in_the_goals_row_is_left_out() -> None:
    assert not sources.adds(replace(GOAL, quote=None), GOAL)
    assert sources.adds(replace(GOAL, quote=None, page=10), GOAL)


def test_words_that_two_indicators_share_are_quoted_once() -> None:
    quoted = replace(GOAL, quote="Kelan ja kaupungin tilastot")
    result = goal_of([indicator(place=quoted), indicator("attendance", place=quoted)], [])
    plan = evaluation([], []).programme
    assert (
        lines(sources.place(plan, result)).count("“Kelan ja kaupungin tilastot” Page: 9. Section: Työllisyys. Row: 2.")
        == 1
    )
