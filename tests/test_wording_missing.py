"""Each missing figure is a request: which figure, from whom, in which form, for which periods."""

from dataclasses import replace

from reading import read
from small_programme import evaluation, indicator, name, row, shares, target

from analysis.programme import Reporter
from analysis.vocabulary import Asks, Direction, Kind, Role
from analysis.wording import missing


def asked(indicators: list, rows: list, review: str = "2022") -> list[missing.Request]:
    whole = evaluation(indicators, rows, review)
    return list(missing.of_goal(whole.programme, whole.goals[0]))


def effort(id: str = "courses-held", **declared: object) -> object:
    return indicator(id, Kind.COUNT, asks=Asks.EFFORT, role=Role.SUPPORTING, direction=Direction.NONE, **declared)


def test_a_share_without_figures_is_asked_for_as_two_numbers_and_with_an_earlier_period() -> None:
    [request] = asked([indicator()], [])
    assert read(request.figure) == "“courses-passed”"
    assert read(request.form) == "Two numbers. Counted: learners. Out of: enrolled."
    assert read(request.periods) == "2022, and an earlier one to compare with"
    assert request.reporters == ("office",)


def test_a_target_needs_no_earlier_period() -> None:
    [request] = asked([indicator(target=target(20))], [])
    assert read(request.periods) == "2022"


def test_a_percentage_alone_is_asked_for_again_with_its_numbers_of_persons() -> None:
    rows = [row("courses-passed", year, value=10.0) for year in (2021, 2022)]
    [request] = asked([indicator()], rows)
    assert read(request.periods) == "2021; 2022"


def test_a_baseline_that_is_missing_is_asked_for_alone() -> None:
    [request] = asked([indicator()], shares("courses-passed", y2022=(46, 80)))
    assert read(request.periods) == "One before 2022"


def test_a_figure_that_is_there_is_not_asked_for() -> None:
    assert asked([indicator()], shares("courses-passed", y2021=(12, 60), y2022=(46, 80))) == []


def test_a_withheld_figure_is_not_asked_for() -> None:
    assert asked([indicator()], shares("courses-passed", y2021=(12, 60), y2022=(3, 60))) == []


def test_a_reported_effort_is_not_asked_for_and_a_missing_one_never_decides() -> None:
    held = shares("courses-held", y2022=(4, None))
    whole = shares("courses-passed", y2021=(12, 60), y2022=(46, 80))
    assert asked([indicator(), effort()], [*held, *whole]) == []
    [request] = asked([indicator(), effort()], whole)
    assert read(request.figure) == "“courses-held”" and not request.decides
    assert read(request.periods) == "2022"


def test_a_goal_that_follows_only_effort_needs_an_indicator_first() -> None:
    first, second = asked([effort()], [])
    assert first.decides and read(first.figure) == "An indicator that asks whether anyone is better off"
    assert read(second.figure) == "“courses-held”"


def test_a_goal_without_any_indicator_needs_one() -> None:
    [request] = asked([], [])
    assert request.indicator is None and request.decides


def test_each_kind_is_asked_for_in_its_own_form() -> None:
    plan = evaluation([], []).programme
    forms = {kind: read(missing.form(plan, indicator(kind=kind))) for kind in Kind}
    assert forms[Kind.GAP].startswith("Four numbers") and forms[Kind.GAP].endswith("Groups: learners; others.")
    assert forms[Kind.MEAN] == "Three numbers: the mean, the standard deviation and the number of answers."
    assert forms[Kind.DELIVERABLE].startswith("The document and its date")
    assert forms[Kind.COUNT] == "One number. Unit: %."
    assert forms[Kind.RATE] == "Two numbers: the cases, and the persons. Persons: enrolled."


def test_owners_are_named_or_said_to_be_missing() -> None:
    office = Reporter("office", name("The office"))
    plan = replace(evaluation([], []).programme, reporters={"office": office})
    assert read(missing.owners(plan, ("office",))) == "The office"
    assert read(missing.owners(plan, ())) == "No owner named in the programme"
