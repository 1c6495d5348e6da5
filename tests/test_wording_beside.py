"""What the tables of comparable figures leave out is said beside them: no year and no figure just disappears."""

from dataclasses import replace

from reading import lines, text
from small_programme import evaluation, goal_of, indicator, name, programme, row, shares, table

from analysis.observations.release import release
from analysis.period import Period
from analysis.vocabulary import Kind
from analysis.wording import beside, withheld

CHANGED = replace(indicator(), breaks=((Period.parse("2021"), name("Others are counted")),))


def told(declared: object, rows: list[dict], review: str = "2022") -> list[str]:
    whole = evaluation([declared], rows, review)
    return lines(beside.of_goal(whole, whole.goals[0]))


def test_a_year_that_nobody_counted_is_named_with_what_the_reporter_wrote() -> None:
    missing = row("courses-passed", 2021, status="not_collected", note="teacher was ill")
    again = row("courses-passed", 2020, status="not_collected", note="teacher was ill")
    found = told(indicator(), [again, missing, *shares("courses-passed", y2019=(30, 60), y2022=(40, 60))])
    assert "nobody counted: 2020 and 2021 (“teacher was ill”)" in " ".join(found)


def test_figures_from_before_a_new_definition_are_told_with_what_changed() -> None:
    found = " ".join(told(CHANGED, shares("courses-passed", y2020=(15, 60), y2021=(30, 60), y2022=(40, 60))))
    assert "definition changed (2021)" in found and "25.0% (2020)" in found and "Others are counted" in found
    assert "(2022)" not in found


def test_figures_of_another_time_of_the_year_are_told() -> None:
    may = row("courses-passed", "2021-05", 15, 60)
    found = told(indicator(), [may, *shares("courses-passed", y2021=(30, 60), y2022=(40, 60))])
    assert "another time of the year are not compared with these: 25.0%" in " ".join(found)


def test_a_review_that_ends_after_the_last_figure_says_so() -> None:
    rows = shares("courses-passed", y2020=(30, 60), y2021=(40, 60))
    assert "latest figure is of 2021" in " ".join(told(indicator(), rows, "2020-2022"))
    excused = row("courses-passed", 2022, status="not_collected")
    assert "latest figure" not in " ".join(told(indicator(), [*rows, excused], "2020-2022"))
    made = row("model-made", 2021, value=1)
    assert told(indicator("model-made", Kind.DELIVERABLE), [made], "2020-2022") == []


def test_nothing_is_said_where_the_tables_hold_everything() -> None:
    assert told(CHANGED, shares("courses-passed", y2021=(30, 60), y2022=(40, 60))) == []


def test_a_figure_that_is_shown_is_not_called_hidden_when_only_its_companions_are() -> None:
    counts = {"kept": (28, 50), "gained": (12, 50), "lost": (2, 50)}
    moved = [row("courses-passed", 2022, *pair, part=f"{word}_since_2021") for word, pair in counts.items()]
    rows = [*shares("courses-passed", y2021=(30, 60), y2022=(40, 60)), *moved]
    note = text(withheld.of_goal(release(programme(indicator()), table(rows)), goal_of([indicator()], [])))
    assert "Some figures are not shown" not in note
    assert "more is known than is shown: “courses-passed” (2022)" in note
