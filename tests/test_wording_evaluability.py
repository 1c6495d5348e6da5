"""The audit in words."""

from programmes import effort, goal, indicator, programme
from reading import lines, text

from analysis.audit import RULES, Audit, Evaluability, Field, Finding, State
from analysis.message import say
from analysis.vocabulary import Asks, Severity
from analysis.wording import evaluability

COMPLETE = dict.fromkeys(Field, State.PRESENT)


def finding(code: str, severity: Severity = Severity.ERROR, remedy: str = "Correct it.") -> Finding:
    return Finding(code, severity, say("Table 1"), say("3 + 4 = 7, printed 8."), say(remedy))


def entry(asks: tuple[Asks, ...] = (Asks.OUTCOME,), **fields: State) -> Evaluability:
    one = programme(goal("language")).goals[0]
    return Evaluability(one, {**COMPLETE, **{Field(field): state for field, state in fields.items()}}, asks)


def test_the_answer_counts_goals_that_lack_nothing_and_contradictions() -> None:
    examined = Audit((finding("impossible-rate"),), (entry(), entry(target=State.ABSENT)))
    assert text(evaluability.answer(examined)) == (
        "Goals that have everything an evaluation needs: 1 of 2. Contradictions found in the figures or statements: 1."
    )


def test_a_programme_in_which_every_goal_lacks_something_is_told_so() -> None:
    answer = text(evaluability.answer(Audit((), (entry(target=State.ABSENT), entry(owner=State.ABSENT)))))
    assert answer.startswith("None of the 2 goals has everything that an evaluation needs.")


def test_a_programme_that_lacks_nothing_is_told_so() -> None:
    assert text(evaluability.answer(Audit((), (entry(),)))).startswith("Every goal (1) has everything")


def test_what_is_lacking_most_often_stands_first() -> None:
    examined = Audit((), (entry(target=State.ABSENT, owner=State.ABSENT), entry(target=State.MISMATCHED)))
    assert lines(evaluability.commonest(examined))[:3] == [
        "Target: 0 of 2 goals",
        "Owner: 1 of 2 goals",
        "Measure: 2 of 2 goals",
    ]


def test_a_contradiction_is_spelled_out_with_its_arithmetic() -> None:
    examined = Audit((finding("parts-do-not-add-up"), finding("impossible-rate")), ())
    assert lines(evaluability.spelled_out(examined, "parts-do-not-add-up")) == ["3 + 4 = 7, printed 8. (Table 1)"]


def test_when_nothing_was_found_that_is_said() -> None:
    assert lines(evaluability.spelled_out(Audit((), ()), *evaluability.ARITHMETIC)) == [
        "Nothing of this kind was found."
    ]


def test_the_codes_that_the_page_groups_are_codes_of_rules() -> None:
    grouped = {*evaluability.ARITHMETIC, *evaluability.TARGETS, *evaluability.POPULATIONS}
    assert grouped <= set(RULES)
    assert {code for code, rule in RULES.items() if rule.severity is Severity.ERROR} <= grouped


def test_goals_that_follow_only_effort_or_nothing_are_named() -> None:
    examined = Audit((), (entry((Asks.EFFORT,)), entry(()), entry()))
    words = text(evaluability.only_effort(examined))
    assert "only by what was done: 1." in words and "followed by nothing: 1." in words
    assert "asks for more than effort" in text(evaluability.only_effort(Audit((), (entry(),))))


def test_questions_are_counted_over_the_programmes_own_indicators() -> None:
    plan = programme(goal("language", indicator("passed"), effort("held"), effort("printed")))
    assert lines(evaluability.questions(plan)) == [
        "How much did we do? Indicators: 2 of 3",
        "Whom did it reach? Indicators: 0 of 3",
        "Is anyone better off? Indicators: 1 of 3",
    ]


def test_remedies_are_said_once_with_how_often_they_are_needed_and_limits_need_none() -> None:
    found = (
        finding("target-missing", Severity.WARNING, "Set a target."),
        finding("target-missing", Severity.WARNING, "Set a target."),
        finding("impossible-rate", Severity.ERROR, "Correct the unit."),
        finding("direction-missing", Severity.NOTE, "Say the direction."),
    )
    assert lines(evaluability.remedies(Audit(found, ()))) == [
        "Set a target. Needed in places: 2.",
        "Correct the unit. Needed in places: 1.",
    ]
    assert "Nothing needs to be mended" in text(evaluability.remedies(Audit((), ())))
