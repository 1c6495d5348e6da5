"""The audit of goals: each defect is planted in a programme that lacks nothing else, and found alone."""

from dataclasses import replace

import pytest
from programmes import TARGET, effort, goal, indicator, programme
from town import name, published

from analysis.audit import Field, State, asked_about, examine
from analysis.audit.rules import RULES
from analysis.errors import english
from analysis.message import Verbatim
from analysis.period import Period
from analysis.programme import Goal, Place
from analysis.vocabulary import Asks, Direction, Kind, Origin, Role, Severity

SOUND = indicator("language-share")


def codes(*goals: Goal, **more) -> list[str]:
    return [finding.code for finding in examine(programme(*goals, **more), published()).findings]


def test_nothing_is_found_in_a_programme_that_lacks_nothing() -> None:
    assert codes(goal("language", SOUND), goal("work", replace(SOUND, id="work-share", title=name("Work")))) == []


PLANTED = {
    "goal-without-indicator": goal("language"),
    "goal-without-measure": goal("language", SOUND, measures=()),
    "goal-asks-only-effort": goal("language", effort("courses"), target=replace(TARGET, kind=Kind.COUNT)),
    "goal-asks-no-outcome": goal("language", replace(SOUND, asks=Asks.REACH)),
    "target-missing": goal("language", SOUND, target=None),
    "target-measured-by-something-else": goal("language", SOUND, target=replace(TARGET, population="clients")),
    "baseline-missing": goal("language", replace(SOUND, baseline=None)),
    "baseline-within-review": goal("language", replace(SOUND, baseline=Period.parse("2021-12-31"))),
    "baseline-after-review": goal("language", replace(SOUND, baseline=Period.parse("2022-12-31"))),
    "owner-missing": goal("language", replace(SOUND, reporters=())),
    "source-missing": goal("language", replace(SOUND, source=None)),
    "population-mismatch": goal(
        "language", replace(SOUND, population="citizens", among="pupils"), population="migrants"
    ),
    "population-unknown": goal("language", replace(SOUND, population=None)),
    "direction-missing": goal("language", replace(SOUND, direction=Direction.NONE)),
}


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_defect_is_found(code: str) -> None:
    assert code in codes(PLANTED[code])


@pytest.mark.parametrize("code", PLANTED)
def test_the_finding_says_where_what_and_the_remedy(code: str) -> None:
    finding = next(one for one in examine(programme(PLANTED[code]), published()).findings if one.code == code)
    assert finding.severity is RULES[code].severity
    assert finding.where in (Verbatim("1 language"), Verbatim("1 language: language-share"))
    assert "“Language" in english(finding.what)
    assert finding.goal == "language"
    assert len(english(finding.remedy)) > 20


BRINGS_OTHERS = {
    "goal-without-indicator",
    "goal-asks-only-effort",
    "population-mismatch",
}  # no indicator, no baseline...


@pytest.mark.parametrize("code", sorted(PLANTED.keys() - BRINGS_OTHERS))
def test_a_planted_defect_is_found_alone(code: str) -> None:
    assert codes(PLANTED[code]) == [code]


def test_a_target_is_measured_by_an_indicator_of_the_same_kind_among_the_same_people() -> None:
    rate = indicator("unemployment-rate", population="speakers", among="clients")
    share = indicator("share-of-unemployed", population="speakers", among="pupils")
    target = replace(TARGET, population="clients")
    assert "target-measured-by-something-else" in codes(goal("work", share, target=target))
    assert "target-measured-by-something-else" not in codes(goal("work", share, rate, target=target))


def test_an_indicator_that_the_evaluator_put_in_does_not_mend_the_programme() -> None:
    rate = indicator("rate", among="clients", origin=Origin.EVALUATOR)
    share = indicator("share", among="pupils")
    assert "target-measured-by-something-else" in codes(
        goal("work", share, rate, target=replace(TARGET, population="clients"))
    )
    assert "goal-without-indicator" in codes(goal("work", replace(SOUND, origin=Origin.EVALUATOR)))
    assert "goal-without-indicator" in codes(goal("work", replace(SOUND, role=Role.CONTEXT)))


def test_a_target_that_the_evaluator_set_is_measured_by_what_the_evaluator_added() -> None:
    among_clients = replace(TARGET, population="clients", origin=Origin.EVALUATOR)
    rate = indicator("rate", among="clients", origin=Origin.EVALUATOR)
    assert codes(goal("work", SOUND, rate, target=among_clients)) == ["target-missing"]
    assert "target-measured-by-something-else" in codes(goal("work", SOUND, target=among_clients))


def test_a_target_of_an_indicator_must_be_for_the_figure_that_it_measures() -> None:
    wrong = replace(SOUND, target=replace(TARGET, kind=Kind.COUNT))
    assert codes(goal("language", wrong)) == ["target-measured-by-something-else"]


def test_a_target_or_baseline_may_stand_with_the_goal_or_with_its_indicator() -> None:
    assert codes(goal("language", replace(SOUND, target=TARGET), target=None)) == []
    assert codes(goal("language", replace(SOUND, baseline=None), baseline=name("10 % in 2017"))) == []
    evaluators = replace(SOUND, target=replace(TARGET, origin=Origin.EVALUATOR))
    assert codes(goal("language", evaluators, target=None)) == ["target-missing"]


def test_an_owner_may_be_named_by_the_goal() -> None:
    assert codes(goal("language", replace(SOUND, reporters=()), reporters=("school-office",))) == []


def test_users_of_a_service_do_not_contradict_the_words_of_a_goal() -> None:
    clients = replace(SOUND, population="clients", among="clients")
    assert "population-mismatch" not in codes(goal("work", clients, population="migrants", target=None))


def test_a_row_without_a_goal_is_found() -> None:
    assert codes(goal("language", SOUND), loose=(indicator("attendance"),)) == ["indicator-without-goal"]


def test_two_indicators_with_one_title_are_found_once() -> None:
    twin = replace(SOUND, id="other")
    audit = examine(programme(goal("language", SOUND), goal("work", twin)), published())
    assert [(finding.code, finding.indicator) for finding in audit.findings] == [("same-indicator-twice", "other")]


def test_one_row_of_the_document_at_two_places_is_found() -> None:
    def attendance(identity: str, section: str, row: int):
        return indicator(identity, place=Place(6, section, row, "Measures", "Attendance of guardians (%)"))

    apart = (attendance("in-day-care", "Day care", 2), attendance("in-schools", "Schools", 2))
    one_cell = (attendance("mothers", "Schools", 2), attendance("fathers", "Schools", 2))
    assert codes(loose=apart).count("same-indicator-twice") == 1
    assert codes(loose=one_cell).count("same-indicator-twice") == 0


def test_differently_defined_migrants_in_one_part_of_the_document_are_found() -> None:
    table = Place(13, "Appendix")

    def series(*populations: str):
        return tuple(indicator(one, role=Role.CONTEXT, population=one, place=table) for one in populations)

    assert codes(context=series("speakers", "citizens", "refugees")) == ["mixed-populations"]
    assert codes(context=series("speakers", "residents", "pupils")) == []


def test_a_population_that_the_programme_does_not_describe_is_found() -> None:
    assert codes(goal("language", replace(SOUND, among="nobody"), target=None)).count("population-unknown") == 1
    assert codes(goal("language", SOUND, population="nobody")) == ["population-unknown"]


def test_evaluability_follows_from_the_findings() -> None:
    goals = (
        goal("sound", SOUND),
        goal("empty", target=None, measures=()),
        goal("busy", effort("courses"), target=None),
    )
    audit = examine(programme(*goals), published())
    sound, empty, busy = audit.evaluability
    assert sound.complete
    assert sound.asks == (Asks.OUTCOME,)
    assert {field for field, state in empty.fields.items() if state is State.PRESENT} == {Field.POPULATION}
    assert busy.fields[Field.INDICATOR] is State.MISMATCHED
    assert audit.goals_with(Field.TARGET, State.ABSENT) == 2
    assert audit.totals[Field.MEASURE] == {State.PRESENT: 2, State.MISMATCHED: 0, State.ABSENT: 1}


def test_findings_can_be_counted() -> None:
    audit = examine(programme(goal("one"), goal("two", target=None)), published())
    assert audit.codes["goal-without-indicator"] == 2
    assert audit.codes["target-missing"] == 1
    assert audit.severities == {Severity.ERROR: 0, Severity.WARNING: len(audit.findings), Severity.NOTE: 0}
    assert {finding.code for finding in audit.of_goal("one")} == {finding.code for finding in audit.findings} - {
        "target-missing"
    }


def test_goals_are_counted_by_the_best_question_that_they_ask() -> None:
    reach = replace(SOUND, id="reach", asks=Asks.REACH)
    asking = programme(
        goal("a"), goal("b", effort("courses")), goal("c", effort("more"), reach), goal("d", SOUND, reach)
    )
    assert asked_about(asking) == {None: 1, Asks.EFFORT: 1, Asks.REACH: 1, Asks.OUTCOME: 1}


def test_findings_come_gravest_first_then_in_the_programmes_order_then_by_code() -> None:
    contradicting = goal("last", indicator("other"), target=replace(TARGET, population="clients"))
    reach = replace(SOUND, asks=Asks.REACH)
    audit = examine(programme(goal("first", reach, measures=(), target=None), contradicting), published())
    assert [(finding.severity, finding.goal, finding.code) for finding in audit.findings] == [
        (Severity.ERROR, "last", "target-measured-by-something-else"),
        (Severity.WARNING, "first", "goal-without-measure"),
        (Severity.WARNING, "first", "target-missing"),
        (Severity.NOTE, "first", "goal-asks-no-outcome"),
    ]
