"""What the examination of a report takes for worked out, in worked examples and in generated towns."""

import math

import pytest
from generated_towns import plan
from small_programme import indicator, programme, row, table
from test_no_person_is_found import MUTANTS, first_review

from analysis.intruder.inference import Known, worked_out
from analysis.observations.release import release
from analysis.programme import Programme
from analysis.vocabulary import Kind, Sensitivity

YEAR = 2022
LANGUAGES = ("arabic", "somali", "russian")
NOTHING = Known()
NUMBERS = ["numerator", "denominator", "value"]


def languages(**declared: object) -> Programme:
    return programme(indicator("pupils", kind=Kind.COUNT, parts=LANGUAGES, **declared))


def rows(total: int, *parts: int, **cells: object) -> list[dict]:
    pairs = zip(LANGUAGES, parts, strict=True)
    return [row("pupils", YEAR, total, **cells), *(row("pupils", YEAR, count, part=part) for part, count in pairs)]


def found(town: Programme, given: list[dict], hidden: set[int], known: Known = NOTHING) -> tuple[int, ...]:
    """What the examination finds when these rows are hidden, whatever the gate would have hidden."""
    raw = table(given)
    shown = raw.copy().assign(withheld_because="")
    for position in hidden:
        shown.loc[position, NUMBERS] = math.nan
        shown.loc[position, ["status", "withheld_because"]] = ["withheld", "protected"]
    return worked_out(town, raw, shown, known)


def test_two_and_two_beside_twelve_of_sixteen_are_found() -> None:
    """Each is 0 to 4: not exact and not certainly small, but narrower than the five values that the gate leaves."""
    assert found(languages(), rows(16, 2, 2, 12), {1, 2}) == (1, 2)
    assert found(languages(), rows(16, 2, 2, 12), {1, 2, 3}) == ()


def test_what_the_gate_leaves_is_never_found() -> None:
    for counts in ((16, 2, 2, 12), (5, 1, 4, 0), (44, 3, 1, 40), (8, 1, 1, 6)):
        raw = table(rows(*counts))
        assert worked_out(languages(), raw, release(languages(), raw), NOTHING) == ()


def test_a_sensitive_number_needs_ten_values() -> None:
    town = languages(sensitivity=Sensitivity.SENSITIVE)
    assert found(town, rows(24, 3, 6, 15), {1, 2}) == (1, 2)
    assert found(town, rows(35, 3, 17, 15), {1, 2}) == ()


def test_the_only_speaker_of_a_language_narrows_the_other() -> None:
    """Arabic and Somali are 7 together: an outsider has 0 to 7, the only one who speaks Arabic has 6 exactly."""
    assert found(languages(), rows(47, 1, 6, 40), {1, 2}) == ()
    assert found(languages(), rows(47, 1, 4, 42), {1, 2}) == (2,)


def test_what_public_figures_leave_too_narrow_anyway_stops_no_report() -> None:
    """Everybody knows that they are 3 in all; hiding all the parts leaves 0 to 3, and nothing could leave more."""
    town = languages()
    given = rows(3, 1, 2, 0, source="statistics")
    assert found(town, given, {1, 2, 3}) == ()
    assert found(town, given, {1, 2}) == (2,)  # with the 0 shown, the only one who speaks Arabic knows it
    given = [{**each, "source": ""} for each in given]
    assert found(town, given, {1, 2, 3}, Known(earlier=frozenset({0}))) == ()
    assert found(town, given, {1, 2, 3}) == (1, 2)


def test_the_examination_notices_every_row_that_is_shown_after_all() -> None:
    assert len(MUTANTS) >= 50
    for seed, position in MUTANTS:
        given, because = first_review(seed)
        hidden = {at for at, why in enumerate(because) if why}
        assert found(plan(), given, hidden - {position}), (seed, position)


@pytest.mark.parametrize("seed", (0, 2, 11, 27))  # in 2 and 27 the only one of a group knows another's number anyway
def test_the_examination_passes_what_the_gate_lets_through(seed: int) -> None:
    given, because = first_review(seed)
    assert found(plan(), given, {at for at, why in enumerate(because) if why}) == ()
