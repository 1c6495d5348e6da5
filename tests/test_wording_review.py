"""The front page in words: counts that add up, chance said honestly, and a use for a report where little is known."""

from dataclasses import replace

from reading import lines, read, text
from small_programme import evaluation, indicator, row, shares

from analysis.assessment import Evaluation
from analysis.multiplicity import expected_false_arrows
from analysis.vocabulary import Done, Verdict
from analysis.wording import review

RISE = shares("courses-passed", y2021=(12, 60), y2022=(46, 80))


def with_verdicts(*verdicts: Verdict) -> Evaluation:
    """An evaluation whose goals have these verdicts."""
    whole = evaluation([indicator()], RISE)
    return replace(whole, goals=tuple(replace(whole.goals[0], verdict=verdict) for verdict in verdicts))


def test_the_answer_counts_every_goal_once() -> None:
    whole = with_verdicts(*Verdict)  # one goal of each
    good, bad, stable, unclear, unknown = 2, 1, 1, 3, 1
    assert good + bad + stable + unclear + unknown == len(Verdict)
    assert lines(review.answer(whole))[0] == (
        "Of 8 goals, 2 moved in the right direction or reached a target, 1 moved in the wrong direction, "
        "1 showed no meaningful change, 3 gave no clear answer and 1 could not be assessed."
    )


def test_when_nothing_could_be_assessed_the_answer_says_what_is_waited_for() -> None:
    waiting, unasked = evaluation([indicator()], []).goals[0], evaluation([], []).goals[0]
    whole = replace(evaluation([indicator()], []), goals=(waiting, waiting, unasked))
    assert text(review.answer(whole)) == (
        "None of the 3 goals could be assessed. 2 goals wait for a figure; the end of this page says which ones, and "
        "who could give them. One goal has no indicator that asks about people."
    )


def test_no_reason_that_holds_for_no_goal_is_spoken_of() -> None:
    withheld = evaluation([indicator()], shares("courses-passed", y2021=(12, 60), y2022=(3, 60)))
    words = text(review.answer(withheld))
    assert words.endswith("One goal could not be assessed for another reason.")
    assert "wait" not in words and "0" not in words


def test_the_counts_name_only_verdicts_that_occur_and_keep_done_apart() -> None:
    whole = with_verdicts(Verdict.PROGRESSING, Verdict.NOT_ASSESSED, Verdict.NOT_ASSESSED)
    whole = replace(whole, goals=(replace(whole.goals[0], done=Done.DONE), *whole.goals[1:]))
    tally, done = review.counts(whole).blocks
    assert [(count.verdict, count.number) for count in tally.counts] == [
        (Verdict.PROGRESSING, 1),
        (Verdict.NOT_ASSESSED, 2),
    ]
    assert text(done) == ("Goals whose measures were carried out: 1; in part: 0; not: 0; not known or not followed: 2.")


def test_goals_without_an_assessment_are_counted_by_their_reasons_the_commonest_first() -> None:
    waiting, unasked = evaluation([indicator()], []).goals[0], evaluation([], []).goals[0]
    whole = replace(evaluation([indicator()], []), goals=(unasked, waiting, waiting))
    tally = review.counts(whole).blocks[0]
    assert [count.number for count in tally.counts] == [2, 1]
    assert [read(count.lines[0]) for count in tally.counts] == [
        "No figure for the review period has been reported.",
        "The programme names no indicator for this goal, so no figure can tell what became of it.",
    ]
    assert read(tally.counts[0].lines[1]) == "Goals: 1 and 1"  # both are goal 1 in this small programme


def test_chance_says_how_many_arrows_it_would_draw() -> None:
    whole = replace(evaluation([indicator()], RISE), tested=20, expected_false_arrows=expected_false_arrows(20))
    words = text(review.chance(whole))
    assert "20 indicators were tested for a change." in words and "at most this many arrows: 0.12." in words
    assert "At least one arrow would be drawn in at most 10" in words
    assert "this many changes stand out: 1. Arrows that were drawn: 1." in words


def test_without_tests_there_are_no_arrows_to_warn_of() -> None:
    assert "No indicator could be tested" in text(review.chance(evaluation([indicator()], [])))


def test_baselines_are_counted_by_who_chose_them() -> None:
    chosen = evaluation([indicator()], RISE)
    declared = evaluation([indicator(baseline="2021")], RISE)
    nothing = evaluation([indicator()], [])
    assert "first within it: 1. With nothing to compare with: 0." in text(review.compared(chosen))
    assert "itself names: 1." in text(review.compared(declared))
    assert "With nothing to compare with: 1." in text(review.compared(nothing))


def test_sources_are_listed_with_their_number_of_figures() -> None:
    assert lines(review.sources(evaluation([indicator()], RISE))) == ["register. Publisher: register. Figures: 2."]
    assert "No figure has been reported" in text(review.sources(evaluation([indicator()], [])))


def test_reasons_are_counted() -> None:
    rows = [row("courses-passed", 2022, status="not_collected")]
    assert lines(review.why(evaluation([indicator()], rows))) == [
        "The reporter has said that this figure is not collected. Goals: 1."
    ]


def test_the_next_steps_name_goals_by_number() -> None:
    assert lines(review.steps(evaluation([indicator()], []))) == [
        "Ask for the figures that decide a verdict. Goals: 1."
    ]
    without = text(review.steps(evaluation([], [])))
    assert "Agree on an indicator" in without and "Goals: 1." in without


def test_a_withheld_figure_is_not_asked_for_again() -> None:
    withheld = evaluation([indicator()], shares("courses-passed", y2021=(12, 60), y2022=(3, 60)))
    assert "Ask for the figures" not in text(review.steps(withheld))


def test_an_unowned_goal_is_a_step_of_its_own() -> None:
    whole = evaluation([indicator()], RISE)
    unowned = replace(whole.goals[0], goal=replace(whole.goals[0].goal, reporters=()))
    assert "Name an owner for the goal. Goals: 1." in text(review.steps(replace(whole, goals=(unowned,))))


def test_when_nothing_is_lacking_the_steps_say_so() -> None:
    assert lines(review.steps(evaluation([indicator()], RISE))) == [
        "Every goal has an owner, an indicator and figures."
    ]
