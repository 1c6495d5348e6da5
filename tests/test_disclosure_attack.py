"""What an outsider can work out about a number of persons from sums and percentages."""

import math

import pytest

from analysis.disclosure import (
    ContradictionError,
    Range,
    Relation,
    System,
    adds_up,
    insiders,
    ranges,
    rounded_ratio,
    threshold,
)
from analysis.vocabulary import Sensitivity

FIVE = threshold(Sensitivity.ORDINARY)
TEN = threshold(Sensitivity.SENSITIVE)
LANGUAGES = adds_up("all", ("arabic", "russian", "somali"))


def test_one_hidden_part_is_the_total_less_the_others() -> None:
    found = ranges(System((LANGUAGES,), {"all": 55, "russian": 40, "somali": 12}), ["arabic"])
    assert found == {"arabic": Range(55 - 40 - 12, 3)}


def test_two_hidden_parts_share_what_is_left() -> None:
    found = ranges(System((LANGUAGES,), {"all": 55, "russian": 40}), ["arabic", "somali"])
    assert found == {"arabic": Range(0, 15), "somali": Range(0, 15)}


def test_two_tables_that_share_parts_are_one_system() -> None:
    """Schools by languages, two by two, with all totals: each of four cells follows from any other."""
    relations = (
        adds_up("arabic", ("a1", "a2")),
        adds_up("somali", ("s1", "s2")),
        adds_up("school 1", ("a1", "s1")),
        adds_up("school 2", ("a2", "s2")),
    )
    totals = {"arabic": 9, "somali": 20, "school 1": 14, "school 2": 15}
    assert ranges(System(relations, totals), ["a1"]) == {"a1": Range(0, 9)}
    assert ranges(System(relations, {**totals, "s2": 11}), ["a1"]) == {"a1": Range(14 - (20 - 11), 5)}


def test_a_percentage_over_a_known_number_leaves_what_its_decimals_leave() -> None:
    """3.3 % of 120 is 3.96 persons, so 4 (3.333 %); 3 % of 120 is from 2.5 to 3.5 %, so 3 or 4."""
    for printed, half, expected in ((3.3, 0.05, Range(4, 4)), (3.0, 0.5, Range(3, 4))):
        system = System(rounded_ratio("x", "n", printed, half), {"n": 120})
        assert ranges(system, ["x"]) == {"x": expected}


def test_whole_persons_narrow_what_fractions_would_leave() -> None:
    """2 a + 2 b = 6 and a - b between 0 and 1: fractions allow a = 1.5 to 2, persons only a = 2 and b = 1."""
    relations = (Relation((("a", 2.0), ("b", 2.0)), 6, 6), Relation((("a", 1.0), ("b", -1.0)), 0, 1))
    assert ranges(System(relations), ["a", "b"]) == {"a": Range(2, 2), "b": Range(1, 1)}


def test_without_a_total_there_is_no_end() -> None:
    found = ranges(System((LANGUAGES,), {"russian": 40}), ["arabic", "all", "elsewhere"])
    assert found == {"arabic": Range(0, math.inf), "all": Range(40, math.inf), "elsewhere": Range(0, math.inf)}


def test_bounds_and_known_numbers_are_kept_to() -> None:
    system = System((LANGUAGES,), {"all": 55, "russian": 40}, {"somali": (10, 12)})
    assert ranges(system, ["arabic", "russian"]) == {"arabic": Range(3, 5), "russian": Range(40, 40)}


def test_the_only_speaker_of_a_language_knows_more() -> None:
    system = System((LANGUAGES,), {"all": 44, "russian": 40})  # arabic 3, somali 1
    ((alone, knowing),) = insiders(system, {"somali": 1, "russian": 1})
    assert alone == "somali"
    assert ranges(knowing, ["arabic"]) == {"arabic": Range(3, 3)}


@pytest.mark.parametrize(
    ("low", "high", "ordinary", "sensitive"),
    [(1, 4, True, True), (0, 4, True, True), (1, 6, False, True), (7, 7, True, True), (0, 10, False, False)],
)
def test_a_range_tells_when_fewer_values_are_left_than_must_be(
    low: int, high: int, ordinary: bool, sensitive: bool
) -> None:
    left, possible = Range(low, high), Range(0, math.inf)
    assert (left.tells(FIVE, possible), left.tells(TEN, possible)) == (ordinary, sensitive)


def test_what_public_figures_tell_anyway_is_not_told_again() -> None:
    assert not Range(0, 3).tells(FIVE, Range(0, 3)) and not Range(2, 2).tells(FIVE, Range(2, 2))
    assert Range(0, 3).tells(FIVE, Range(0, 4)) and Range(2, 2).tells(FIVE, Range(2, 3))


def test_numbers_that_contradict_each_other_are_said_to() -> None:
    with pytest.raises(ContradictionError):
        ranges(System((LANGUAGES,), {"all": 5, "russian": 40}), ["arabic"])
