"""What the audit finds in the two shipped programmes: the real one's known faults, no error in the invented one."""

from pathlib import Path

import pytest

from analysis import observations
from analysis import programme as programmes
from analysis.audit import Audit, Field, Finding, State, asked_about, examine
from analysis.errors import english
from analysis.message import Number, Verbatim
from analysis.vocabulary import Asks, Severity

DATA = Path(__file__).parents[1] / "data"


def audited(name: str) -> Audit:
    programme = programmes.read(DATA / name)
    return examine(programme, observations.published(programme))


@pytest.fixture(scope="module")
def kauniainen() -> Audit:
    return audited("kauniainen")


def about(audit: Audit, code: str) -> dict[str | None, Finding]:
    """The findings of a code, by the indicator they are about, else by the goal."""
    return {finding.indicator or finding.goal: finding for finding in audit.of_code(code)}


def test_both_printed_tables_contradict_their_totals(kauniainen: Audit) -> None:
    tables = about(kauniainen, "parts-do-not-add-up")
    differences = {name: finding.what.values["difference"] for name, finding in tables.items()}
    assert differences == {
        "population-by-citizenship": Number(10_396 - 10_284, signed=True),
        "population-by-language": Number(10_227 - 10_284, signed=True),
    }
    # Statistics Finland, table 11re: 10 396 residents at the end of 2021.
    assert "agrees with the rows: 10396" in english(tables["population-by-citizenship"].what)


def test_one_total_stands_under_two_dates(kauniainen: Audit) -> None:
    (finding,) = kauniainen.of_code("same-total-under-two-dates")
    assert finding.what.values["total"] == Number(10_284)


def test_refugees_received_cannot_be_a_rate(kauniainen: Audit) -> None:
    (finding,) = kauniainen.of_code("impossible-rate")
    assert finding.indicator == "refugees-received"
    assert all(year in english(finding.what) for year in ("2019", "2020", "2021", "2022"))


def test_the_youth_unemployment_goal_is_measured_by_something_else(kauniainen: Audit) -> None:
    (finding,) = kauniainen.of_code("target-measured-by-something-else")
    assert finding.where == Verbatim("20 youth-unemployment")


def test_those_are_all_the_errors(kauniainen: Audit) -> None:
    assert kauniainen.severities[Severity.ERROR] == 2 + 1 + 1 + 1


def test_the_goal_of_language_readiness_has_no_indicator(kauniainen: Audit) -> None:
    assert about(kauniainen, "goal-without-indicator").keys() == {"language-readiness"}


def test_two_rows_belong_to_no_goal_and_are_one_indicator(kauniainen: Audit) -> None:
    rows = {"guardians-attendance-early-childhood", "guardians-attendance-basic-education"}
    assert about(kauniainen, "indicator-without-goal").keys() == rows
    assert "guardians-attendance-basic-education" in about(kauniainen, "same-indicator-twice")


def test_the_home_service_share_is_followed_twice(kauniainen: Audit) -> None:
    assert "home-service-share-family-services" in about(kauniainen, "same-indicator-twice")


def test_the_appendix_mixes_populations(kauniainen: Audit) -> None:
    appendix = next(finding for finding in kauniainen.of_code("mixed-populations") if finding.place.page == 13)
    assert all(people in english(appendix.what) for people in ("foreign background", "Foreign citizens", "Refugees"))


def test_goals_about_immigrants_count_speakers_of_foreign_languages(kauniainen: Audit) -> None:
    assert {"learning-gap", "pupil-inclusion", "city-staff"} <= about(kauniainen, "population-mismatch").keys()


def test_goals_that_ask_only_effort_are_found(kauniainen: Audit) -> None:
    assert about(kauniainen, "goal-asks-only-effort").keys() == {
        *("parenthood", "health-promotion", "mental-health", "working-life-skills", "shared-information"),
        *("client-evaluation", "language-through-leisure", "low-threshold-cooperation", "cooperation-forms"),
    }


def test_almost_no_goal_has_a_target_a_baseline_or_an_owner(kauniainen: Audit) -> None:
    assert kauniainen.goals_with(Field.TARGET, State.ABSENT) == 29 - len({"under-25-activity", "youth-unemployment"})
    assert kauniainen.goals_with(Field.BASELINE, State.ABSENT) == 29 - len({"city-staff"})
    assert kauniainen.goals_with(Field.OWNER, State.ABSENT) == 29 - len({"family-wellbeing", "mental-health"})


def test_every_goal_asks_at_best_one_question() -> None:
    asked = asked_about(programmes.read(DATA / "kauniainen"))
    assert asked[None] == len({"language-readiness"})
    assert sum(asked.values()) == 29
    assert list(asked) == [None, Asks.EFFORT, Asks.REACH, Asks.OUTCOME]


def test_a_goal_has_at_most_one_finding_of_a_code_about_goals(kauniainen: Audit) -> None:
    about_goals = [(finding.code, finding.goal) for finding in kauniainen.findings if finding.indicator is None]
    assert len(about_goals) == len(set(about_goals))


def test_the_order_of_the_rows_makes_no_difference(kauniainen: Audit) -> None:
    programme = programmes.read(DATA / "kauniainen")
    published = observations.published(programme)
    assert examine(programme, published.iloc[::-1]) == kauniainen


def test_the_invented_programme_contradicts_itself_nowhere() -> None:
    audit = audited("example")
    assert [english(finding.what) for finding in audit.of_severity(Severity.ERROR)] == []
    assert len(audit.evaluability) == 29


def test_one_person_too_many_in_a_total_of_the_invented_programme_is_found() -> None:
    programme = programmes.read(DATA / "example")
    published = observations.published(programme)
    of_table = (published["indicator"] == "population-by-language") & (published["part"] == "")
    last = published.index[of_table][-1]
    published.loc[last, ["value", "numerator"]] += 1
    (finding,) = examine(programme, published).of_severity(Severity.ERROR)
    assert finding.code == "parts-do-not-add-up"
    assert finding.what.values["difference"] == Number(-1, signed=True)
