"""Which numbers are small by themselves."""

import pytest

from analysis.disclosure import (
    ORDINARY_THRESHOLD,
    SENSITIVE_THRESHOLD,
    Threshold,
    is_small,
    threshold,
)
from analysis.vocabulary import Sensitivity

FIVE = threshold(Sensitivity.ORDINARY)
TEN = threshold(Sensitivity.SENSITIVE)


def test_the_thresholds_are_five_and_ten() -> None:
    assert (FIVE.least, FIVE.ends) == (5, False)
    assert (TEN.least, TEN.ends) == (10, True)
    assert (ORDINARY_THRESHOLD, SENSITIVE_THRESHOLD) == (5, 10)


def test_the_stricter_rule_of_a_source_goes_first() -> None:
    assert threshold(Sensitivity.ORDINARY, source_rule=8) == Threshold(8)
    assert threshold(Sensitivity.ORDINARY, source_rule=3) == FIVE
    assert threshold(Sensitivity.SENSITIVE, source_rule=20) == Threshold(20, ends=True)
    assert threshold(Sensitivity.PUBLISHED) == Threshold(0)


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_count_of_one_to_four_is_small(count: int, small: bool) -> None:
    assert is_small(count, None, FIVE) is small


@pytest.mark.parametrize(("count", "small"), [(0, True), (1, True), (9, True), (10, False)])
def test_a_sensitive_count_below_ten_is_small_and_so_is_nobody(count: int, small: bool) -> None:
    assert is_small(count, None, TEN) is small


@pytest.mark.parametrize(
    ("x", "n", "small"),
    [
        (4, 100, True),
        (5, 100, False),
        (95, 100, False),
        (96, 100, True),  # the four that are not counted
        (0, 100, False),
        (100, 100, False),
        (0, 4, True),  # of so few even “nobody” is small
        (0, 5, False),
    ],
)
def test_of_a_share_both_those_counted_and_the_others_may_be_few(x: int, n: int, small: bool) -> None:
    assert is_small(x, n, FIVE) is small


@pytest.mark.parametrize(("x", "small"), [(0, True), (9, True), (10, False), (90, False), (91, True), (100, True)])
def test_of_a_sensitive_share_nobody_and_everybody_are_hidden(x: int, small: bool) -> None:
    assert is_small(x, 100, TEN) is small


def test_a_number_that_nobody_knows_is_not_small() -> None:
    assert not is_small(None, None, TEN)
    assert is_small(None, 9, TEN)
