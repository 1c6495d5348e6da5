"""Fragility, settling and other choices in words."""

from reading import cells, said, tables, text
from small_programme import evaluation, gaps, indicator, means, row, shares, target

from analysis import wording
from analysis.tables import indicators as indicator_tables
from analysis.tables import sensitivity as table
from analysis.vocabulary import Kind, Sensitivity

ID = "courses-passed"


def fragility(rows: list[dict], **declared: object) -> str:
    whole = evaluation([indicator(ID, sensitivity=Sensitivity.PUBLISHED, **declared)], rows)
    return said(wording.fragility.of_goal(whole, whole.goals[0]))


def test_a_verdict_that_hangs_on_one_person_says_so() -> None:
    found = fragility(shares(ID, y2021=(150, 150), y2022=(155, 155)), target=target(100))
    assert found == (
        "Indicator: “courses-passed”. Verdict: Achieved. Latest figure: 155 of 155. Had it been 154 of 155, one fewer, "
        "the verdict would be: Stable."
    )


def test_a_count_that_is_too_small_says_what_would_be_enough() -> None:
    found = fragility(shares(ID, y2021=(0, None), y2022=(7, None)), kind=Kind.COUNT)
    assert "Latest figure: 7. Had it been 10, 3 more, the verdict would be: Progressing." in found
    assert "10 cases in both periods together would be enough for a verdict. Now there are 7." in found
    assert "about 2 years counted together" in found


def test_a_group_that_is_too_small_whoever_is_counted() -> None:
    found = fragility(shares(ID, y2021=(4, 9), y2022=(6, 9)))
    assert "No other number of those counted" in found
    assert "persons in the smallest group would be enough for a verdict. Now there are 9." in found


def test_answers_move_by_one_step() -> None:
    found = fragility(means(ID, y2021=(3.0, 100, 1.0), y2022=(3.4, 100, 1.0)), kind=Kind.MEAN)
    assert "of the 100 answers been one step lower, the verdict would be:" in found


def test_a_goal_without_a_verdict_says_that_none_hangs_on_persons() -> None:
    assert fragility([]) == "No indicator of this goal has a verdict that rests on counted persons or events."
    done = fragility([row(ID, 2022, value=1, group="")], kind=Kind.DELIVERABLE, population=None)
    assert done == "No indicator of this goal has a verdict that rests on counted persons or events."


def test_a_withheld_figure_has_no_fragility() -> None:
    rows = [row(ID, 2021, 30, 100), row(ID, 2022, 2, 100)]  # two persons are withheld at the gate
    whole = evaluation([indicator(ID)], rows)
    assert said(wording.fragility.of_goal(whole, whole.goals[0])).startswith("No indicator of this goal has a verdict")


FRAGILE = shares(ID, y2021=(45, 150), y2022=(64, 150))  # p = 0.023


def test_the_choices_stand_under_one_another_and_what_flips_is_marked() -> None:
    whole = evaluation([indicator(ID)], FRAGILE)
    found = table.of_goal(whole, whole.goals[0])
    assert "Of 5 other choices, one gives another verdict." in text(found)  # no figure before or after the baseline
    [choices] = tables(found)
    assert cells(choices)[0] == ["As declared", "Progressing"]
    assert cells(choices)[2] == ["Level of 99 per cent instead of 95", "No clear change"]
    assert choices.rows[2].cells[1].verdict is not None and choices.rows[1].cells[1].verdict is None
    assert [line[1] for line in cells(choices)].count("the same") == 4


def test_the_interval_of_a_share_is_named_only_beside_a_share() -> None:
    score = indicator("score", Kind.MEAN)
    scores = means("score", y2021=(3.0, 100, 1.0), y2022=(3.6, 100, 1.0))
    alone = evaluation([score], scores)
    assert "Jeffreys" not in text(table.of_goal(alone, alone.goals[0]))
    both = evaluation([indicator(ID), score], FRAGILE + scores)
    [choices] = tables(table.of_goal(both, both.goals[0]))
    assert cells(choices)[-1] == ["Jeffreys interval instead of Wilson", "the same", "–"]


def test_a_goal_whose_verdict_no_choice_could_change_says_so() -> None:
    whole = evaluation([indicator(ID)], [])
    assert said(table.of_goal(whole, whole.goals[0])).startswith("No verdict of this goal rests on a change")


def test_the_whole_review_names_only_the_verdicts_that_flip() -> None:
    firm = indicator("firm")
    whole = evaluation([indicator(ID), firm], FRAGILE + shares("firm", y2021=(100, 1000), y2022=(600, 1000)))
    assert said(wording.sensitivity.answer(whole)) == (
        "Verdicts that rest on a change or on a target: 2. The same under every other choice: 1."
    )
    [flipped] = tables(table.of_evaluation(whole))
    assert [line[0] for line in ([cell.value.en for cell in one.cells[:1]] for one in flipped.rows)] == [ID]


def test_the_smallest_visible_change_stands_beside_every_indicator() -> None:
    whole = evaluation([indicator(ID), indicator("unknown")], FRAGILE)
    lines = cells(indicator_tables.of_goal(whole.goals[0]))
    assert lines[0][2].endswith("percentage points") and lines[1][2] == "–"


def test_the_verdict_of_several_headlines_is_told_before_theirs() -> None:
    rows = shares(ID, y2021=(30, 100), y2022=(60, 100)) + shares("other", y2021=(20, 100), y2022=(90, 100))
    whole = evaluation([indicator(ID), indicator("other")], rows)
    found = said(wording.fragility.of_goal(whole, whole.goals[0]))
    assert found.startswith(
        "Verdict of the goal: Progressing. It hangs first on the indicator “courses-passed”. Latest figure:"
    )


def test_of_a_gap_the_persons_of_the_group_itself_are_told() -> None:
    found = fragility(gaps(ID, y2021=(30, 100, 500, 700), y2022=(62, 100, 505, 700)), kind=Kind.GAP)
    assert "Latest figure: 62 of 100 in the group itself. Had it been" in found
