"""A goal takes its verdict from its headline indicators and its “done” from its effort; the two never meet."""

import pytest
from small_programme import goal_of, indicator, row, shares

from analysis.assessment.goal import of_headlines
from analysis.vocabulary import Asks, Direction, Done, Kind, Reason, Role, Verdict

ACHIEVED = (Verdict.ACHIEVED, Reason.TARGET_MET)
PROGRESSING = (Verdict.PROGRESSING, Reason.CHANGE_CLEAR)
RECEDING = (Verdict.RECEDING, Reason.CHANGE_CLEAR)
STABLE = (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)
UNCLEAR = (Verdict.NO_CLEAR_CHANGE, Reason.CHANGE_UNCLEAR)
FEW = (Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS)
WIDE = (Verdict.NOT_ENOUGH_DATA, Reason.INTERVAL_TOO_WIDE)
WITHHELD = (Verdict.NOT_ASSESSED, Reason.WITHHELD)
MISSING = (Verdict.NOT_ASSESSED, Reason.NOT_COLLECTED)
UNKNOWN = (Verdict.NOT_ASSESSED, Reason.NO_OBSERVATION)


@pytest.mark.parametrize("only", [ACHIEVED, PROGRESSING, RECEDING, STABLE, UNCLEAR, FEW, WITHHELD])
def test_a_single_headline_is_passed_through_with_its_reason(only: tuple[Verdict, Reason]) -> None:
    assert of_headlines([only]) == only


@pytest.mark.parametrize(
    ("headlines", "verdict", "reason"),
    [
        ([ACHIEVED, ACHIEVED], Verdict.ACHIEVED, Reason.HEADLINES_AGREE),
        ([ACHIEVED, PROGRESSING], Verdict.PROGRESSING, Reason.HEADLINES_AGREE),
        ([ACHIEVED, STABLE], Verdict.PROGRESSING, Reason.HEADLINES_PARTLY),
        ([ACHIEVED, WITHHELD], Verdict.PROGRESSING, Reason.HEADLINES_PARTLY),
        ([PROGRESSING, UNCLEAR, UNCLEAR], Verdict.PROGRESSING, Reason.HEADLINES_PARTLY),
        ([PROGRESSING, RECEDING], Verdict.MIXED, Reason.HEADLINES_DISAGREE),
        ([PROGRESSING, PROGRESSING, RECEDING], Verdict.MIXED, Reason.HEADLINES_DISAGREE),  # no majority
        ([ACHIEVED, RECEDING, STABLE], Verdict.MIXED, Reason.HEADLINES_DISAGREE),
        ([RECEDING, RECEDING], Verdict.RECEDING, Reason.HEADLINES_AGREE),
        ([RECEDING, STABLE], Verdict.RECEDING, Reason.HEADLINES_PARTLY),
        ([STABLE, STABLE], Verdict.STABLE, Reason.HEADLINES_AGREE),
        ([STABLE, FEW], Verdict.STABLE, Reason.HEADLINES_PARTLY),
        ([STABLE, UNCLEAR], Verdict.NO_CLEAR_CHANGE, Reason.HEADLINES_PARTLY),
        ([UNCLEAR, UNCLEAR], Verdict.NO_CLEAR_CHANGE, Reason.HEADLINES_AGREE),
        ([PROGRESSING, FEW, MISSING], Verdict.NOT_ENOUGH_DATA, Reason.TOO_FEW_HEADLINES),  # 1 of 3 judged
        ([RECEDING, MISSING, MISSING], Verdict.NOT_ASSESSED, Reason.TOO_FEW_HEADLINES),
        ([FEW, FEW], Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS),
        ([FEW, WIDE], Verdict.NOT_ENOUGH_DATA, Reason.TOO_FEW_HEADLINES),
        ([WITHHELD, WITHHELD], Verdict.NOT_ASSESSED, Reason.WITHHELD),
        ([MISSING, UNKNOWN], Verdict.NOT_ASSESSED, Reason.NO_OBSERVATION),
        ([MISSING, WITHHELD], Verdict.NOT_ASSESSED, Reason.TOO_FEW_HEADLINES),
    ],
)
def test_one_verdict_from_several_headlines(headlines: list, verdict: Verdict, reason: Reason) -> None:
    assert of_headlines(headlines) == (verdict, reason)
    assert of_headlines(headlines[::-1]) == (verdict, reason)


RISE = {"y2020": (30, 100), "y2022": (60, 100)}
EFFORT = {"kind": Kind.COUNT, "asks": Asks.EFFORT, "role": Role.SUPPORTING, "direction": Direction.NONE}


def test_supporting_indicators_never_decide() -> None:
    support = indicator("support", role=Role.SUPPORTING)
    falls = shares("support", y2020=(60, 100), y2022=(30, 100))
    result = goal_of([indicator("main"), support], shares("main", **RISE) + falls)
    assert (result.verdict, result.reason) == PROGRESSING
    assert [each.verdict for each in result.indicators] == [Verdict.PROGRESSING, Verdict.RECEDING]
    assert [each.indicator.id for each in result.headlines] == ["main"]


def test_a_goal_without_an_indicator_is_not_assessed() -> None:
    assert (goal_of([], []).verdict, goal_of([], []).reason) == (Verdict.NOT_ASSESSED, Reason.NO_INDICATOR)


def test_a_background_series_is_no_indicator_of_a_goal() -> None:
    assert goal_of([indicator(role=Role.CONTEXT)], []).reason is Reason.NO_INDICATOR


def test_a_goal_with_only_effort_is_not_assessed_and_may_be_done() -> None:
    result = goal_of([indicator("courses", **EFFORT)], [row("courses", 2022, 12)])
    assert (result.verdict, result.reason) == (Verdict.NOT_ASSESSED, Reason.ONLY_EFFORT)
    assert result.done is Done.DONE


def test_a_deliverable_answers_done_and_never_better_off_whatever_its_role() -> None:
    model = indicator("model", kind=Kind.DELIVERABLE, direction=Direction.NONE)
    documented = [row("model", 2022, value=1.0)]
    alone = goal_of([model], documented)
    assert (alone.verdict, alone.reason, alone.done) == (Verdict.NOT_ASSESSED, Reason.ONLY_EFFORT, Done.DONE)
    falls = shares("main", y2020=(60, 100), y2022=(30, 100))
    beside = goal_of([indicator("main"), model], falls + documented)
    assert (beside.verdict, beside.done) == (Verdict.RECEDING, Done.DONE)
    assert [each.indicator.id for each in beside.headlines] == ["main"]


def test_a_goal_whose_indicators_only_support_has_no_headline() -> None:
    result = goal_of([indicator(role=Role.SUPPORTING)], [])
    assert (result.verdict, result.reason) == (Verdict.NOT_ASSESSED, Reason.NO_HEADLINE)


@pytest.mark.parametrize(
    ("first", "second", "done"),
    [
        (3, 1, Done.DONE),
        (3, 0, Done.PARTLY),
        (3, None, Done.PARTLY),
        (0, 0, Done.NOT_DONE),
        (0, None, Done.NOT_KNOWN),  # nothing is documented as done, and one is open
        (None, None, Done.NOT_KNOWN),
    ],
)
def test_done_is_told_by_effort_indicators(first: int | None, second: int | None, done: Done) -> None:
    efforts = [indicator("courses", **EFFORT), indicator("model", **{**EFFORT, "kind": Kind.DELIVERABLE})]
    rows = [row("courses", 2022, first)] if first is not None else [row("courses", 2022, status="not_collected")]
    rows += [row("model", 2022, value=float(second))] if second is not None else []
    assert goal_of(efforts, rows).done is done


def test_something_done_in_one_year_of_the_review_is_done() -> None:
    rows = [row("courses", 2021, 4), row("courses", 2022, 0)]
    courses = [indicator("courses", **EFFORT)]
    assert goal_of(courses, rows, "2021-2022").done is Done.DONE
    assert goal_of(courses, rows, "2022").done is Done.NOT_DONE
    assert goal_of(courses, rows, "2023").done is Done.NOT_KNOWN


def test_beside_a_withheld_figure_nothing_is_known_to_be_left_undone() -> None:
    courses = [indicator("courses", **EFFORT)]
    withheld = row("courses", 2021, status="withheld")
    assert goal_of(courses, [withheld, row("courses", 2022, 0)], "2021-2022").done is Done.NOT_KNOWN
    assert goal_of(courses, [withheld, row("courses", 2022, 4)], "2021-2022").done is Done.DONE


def test_whether_anyone_is_better_off_says_nothing_of_what_was_done() -> None:
    assert goal_of([indicator("main")], shares("main", **RISE)).done is Done.NOT_ASKED
    quality = indicator("quality", **{**EFFORT, "kind": Kind.MEAN})
    assert goal_of([quality], [row("quality", 2022, None, 30, value=4.0)]).done is Done.NOT_ASKED
