"""The page of a goal: useful with figures, and useful without."""

from dataclasses import replace

from reading import lines, text
from small_programme import PLACE, evaluation, goal_of, indicator, name, programme, row, shares, table

from analysis.display.blocks import VerdictMark
from analysis.observations.release import release
from analysis.programme import Measure, Reporter
from analysis.vocabulary import Asks, Direction, Kind, Role, Verdict
from analysis.wording import goal, review, withheld

RISE = shares("courses-passed", y2021=(12, 60), y2022=(46, 80))


def effort(id: str = "courses-held") -> object:
    return indicator(id, Kind.COUNT, asks=Asks.EFFORT, role=Role.SUPPORTING, direction=Direction.NONE)


def test_the_answer_gives_verdict_and_done_as_two_things() -> None:
    result = goal_of([indicator(), effort()], [*RISE, *shares("courses-held", y2022=(4, None))])
    blocks = goal.answer(result).blocks
    assert isinstance(blocks[0], VerdictMark) and blocks[0].verdict is Verdict.PROGRESSING
    assert text(blocks[0]).startswith("Is anyone better off?") and text(blocks[1]).startswith("“courses-passed” rose")
    assert text(blocks[2]).startswith("Were the measures carried out? Done:")


def test_an_arrow_says_first_whether_its_direction_is_the_right_one() -> None:
    worse = indicator(direction=Direction.DOWN)
    better = text(goal.answer(goal_of([indicator()], RISE)).blocks[0])
    assert "The figures moved in the hoped-for direction" in better and "The change is clear" in better
    assert "The figures moved in the wrong direction" in text(goal.answer(goal_of([worse], RISE)).blocks[0])


def test_a_goal_without_indicators_still_has_an_answer() -> None:
    answer = text(goal.answer(goal_of([], [])))
    assert "The programme names no indicator for this goal" in answer and "Not followed: the programme" in answer


def test_a_goal_that_is_not_assessed_is_not_called_a_failure_and_leads_to_what_is_needed() -> None:
    assert "has not failed" not in text(goal.answer(goal_of([indicator()], RISE)))
    waiting = text(goal.answer(goal_of([indicator()], [])))
    assert "has not failed" in waiting and "The last section of this page says what the verdict waits for" in waiting
    withheld = text(goal.answer(goal_of([indicator()], shares("courses-passed", y2021=(12, 60), y2022=(3, 60)))))
    assert "has not failed" in withheld and "waits for" not in withheld


def test_nothing_is_drawn_or_compared_for_a_goal_without_indicators() -> None:
    result = goal_of([], [])
    assert goal.drawn(result) is None
    assert "no indicator whose change could be judged" in text(goal.compared(result))


def test_a_headline_with_figures_is_drawn_before_a_supporting_indicator() -> None:
    supporting = indicator("attendance", role=Role.SUPPORTING)
    rows = [*RISE, *shares("attendance", y2021=(12, 60), y2022=(46, 80))]
    assert goal.drawn(goal_of([supporting, indicator()], rows)).indicator.id == "courses-passed"


def test_a_supporting_indicator_with_figures_is_drawn_before_a_headline_without() -> None:
    supporting = indicator("attendance", role=Role.SUPPORTING)
    rows = shares("attendance", y2021=(12, 60), y2022=(46, 80))
    assert goal.drawn(goal_of([indicator(), supporting], rows)).indicator.id == "attendance"


def test_a_yes_or_no_is_drawn_only_when_there_is_nothing_else() -> None:
    model = indicator("model-made", Kind.DELIVERABLE, asks=Asks.EFFORT, role=Role.SUPPORTING)
    made = row("model-made", 2022, value=1)
    result = goal_of([model, effort()], [made, *shares("courses-held", y2022=(4, None))])
    assert goal.drawn(result).indicator.id == "courses-held"
    assert goal.drawn(goal_of([model], [made])).indicator.id == "model-made"


def test_effort_is_never_compared_or_tested() -> None:
    whole = evaluation([effort()], shares("courses-held", y2021=(2, None), y2022=(40, None)))
    result = whole.goals[0]
    assert "no indicator whose change could be judged" in text(goal.compared(result))
    assert "No change could be tested" in text(goal.certainty(whole, result))


def test_the_goal_is_shown_with_whom_it_is_about_and_who_answers_for_it() -> None:
    whole = evaluation([indicator()], RISE)
    plan = replace(whole.programme, reporters={"office": Reporter("office", name("The office"))})
    told = lines(goal.about(plan, whole.goals[0]))
    assert told[0] == "1. goal" and told[-2:] == ["Who answers for the goal", "The office"]


def test_an_invented_municipality_is_marked_in_the_notebook() -> None:
    plan = evaluation([indicator()], RISE).programme
    assert "are invented" in text(review.invented(replace(plan, invented=True)))
    assert text(review.invented(replace(plan, invented=False))) == ""


def test_measures_are_listed_in_the_programmes_order_and_their_lack_is_said() -> None:
    result = goal_of([indicator()], [])
    two = tuple(Measure(id, name(id), PLACE) for id in ("Teach", "Guide"))
    assert lines(goal.promised(replace(result, goal=replace(result.goal, measures=two)))) == ["Teach", "Guide"]
    assert "names no measure" in text(goal.promised(result))


def test_withheld_figures_are_explained_without_saying_which_are_small_and_which_protect_them() -> None:
    plan = programme(indicator())
    published = release(plan, table(shares("courses-passed", y2021=(12, 60), y2022=(3, 60))))
    note = text(withheld.of_goal(published, goal_of([indicator()], [])))
    assert "Some figures are not shown: “courses-passed” (2022)." in note
    assert not {"3", "60", "small", "complementary"} & set(note.replace(".", "").split())


def test_a_figure_that_its_source_withholds_is_explained_by_that() -> None:
    plan = programme(indicator())
    published = release(plan, table([row("courses-passed", 2022, status="withheld")]))
    note = text(withheld.of_goal(published, goal_of([indicator()], [])))
    assert "not published by their own source: “courses-passed” (2022)." in note


def test_a_figure_after_the_review_is_not_missed() -> None:
    published = release(programme(indicator()), table(shares("courses-passed", y2022=(30, 60), y2023=(3, 60))))
    assert text(withheld.of_goal(published, goal_of([indicator()], []))) == ""


def test_when_nothing_is_withheld_nothing_is_said() -> None:
    plan = programme(indicator())
    assert text(withheld.of_goal(release(plan, table(RISE)), goal_of([indicator()], []))) == ""
