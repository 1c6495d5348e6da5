"""Which numbers are small, and what must be hidden beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import (
    ORDINARY_THRESHOLD,
    SENSITIVE_THRESHOLD,
    TOTAL,
    Cell,
    Threshold,
    complementary,
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


# --- what is hidden beside -------------------------------------------------------------------------------------------


def counts(**parts: int) -> dict[str, Cell]:
    """A breakdown of counts, with the small ones hidden as the gate hides them."""
    return {key: Cell(count, hidden=is_small(count, None, FIVE)) for key, count in parts.items()}


def total_of(parts: dict[str, Cell]) -> Cell:
    count = sum(cell.numerator for cell in parts.values())
    return Cell(count, hidden=is_small(count, None, FIVE))


def beside(**numbers: int) -> set[str]:
    parts = counts(**numbers)
    return set(complementary(parts, total_of(parts), FIVE))


def test_nothing_is_hidden_beside_nothing() -> None:
    assert beside(arabic=12, russian=40) == set()


def test_beside_one_hidden_part_the_smallest_other_is_hidden() -> None:
    assert beside(arabic=3, russian=40, somali=12) == {"somali"}


def test_of_equal_parts_the_first_id_is_hidden() -> None:
    assert beside(arabic=3, somali=12, russian=12) == {"russian"}


def test_two_hidden_parts_protect_each_other_when_their_sum_is_no_small_number() -> None:
    assert beside(arabic=4, somali=4, russian=40) == set()  # 8 together: each could be 1 to 7


def test_two_hidden_parts_of_one_person_each_are_given_away_by_their_sum() -> None:
    assert beside(arabic=1, somali=1, russian=40, dari=12) == {"dari"}


def test_a_part_of_nobody_protects_nobody() -> None:
    assert beside(arabic=3, somali=0, russian=40) == {"russian"}


def test_where_no_part_can_protect_another_the_total_is_hidden() -> None:
    parts = {"arabic": Cell(3, hidden=True), "somali": Cell(0)}
    assert complementary(parts, Cell(3), FIVE) == {TOTAL}


def test_beside_a_hidden_total_no_part_needs_hiding() -> None:
    assert complementary({"arabic": Cell(3, hidden=True), "somali": Cell(0)}, Cell(3, hidden=True), FIVE) == set()


def test_a_public_total_cannot_be_hidden_so_all_other_parts_are() -> None:
    parts = {"arabic": Cell(3, hidden=True), "somali": Cell(0)}
    assert complementary(parts, Cell(3, fixed=True), FIVE) == {"somali"}


def test_a_public_part_protects_nobody() -> None:
    parts = {"arabic": Cell(3, hidden=True), "dari": Cell(6, fixed=True), "russian": Cell(40)}
    assert complementary(parts, Cell(49), FIVE) == {"russian"}


def test_a_part_that_its_reporter_withholds_is_protected_too() -> None:
    parts = {"arabic": Cell(None, hidden=True), "somali": Cell(12), "russian": Cell(40)}
    assert complementary(parts, Cell(54), FIVE) == {"somali"}


def test_of_shares_the_few_who_are_not_counted_are_protected() -> None:
    """48 of 50 passed in one school: its two others are hidden, and 20 of 30 of the smaller school beside them."""
    parts = {"north": Cell(48, 50, hidden=True), "south": Cell(20, 30), "west": Cell(40, 80)}
    assert complementary(parts, Cell(108, 160), FIVE) == {"south"}


def test_of_means_the_few_who_answered_are_protected() -> None:
    parts = {"north": Cell(None, 3, hidden=True), "south": Cell(None, 30), "west": Cell(None, 12)}
    assert complementary(parts, Cell(None, 45), FIVE) == {"west"}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_no_one_who_adds_and_subtracts_finds_a_hidden_part(numbers: list[int]) -> None:
    """An attacker who knows the total, the visible parts and that no number is negative."""
    parts = counts(**{f"part-{position}": number for position, number in enumerate(numbers)})
    total = total_of(parts)
    added = complementary(parts, total, FIVE)
    hidden = [key for key, cell in parts.items() if cell.hidden or key in added]
    if hidden and not total.hidden and TOTAL not in added:
        together = total.numerator - sum(cell.numerator for key, cell in parts.items() if key not in hidden)
        assert len(hidden) > 1
        assert together >= 5  # each hidden part may be anything from 0 to this


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_nothing_is_hidden_that_need_not_be(numbers: list[int]) -> None:
    """Without a small part nothing is hidden, and never a visible part more than protects the others."""
    parts = counts(**{f"part-{position}": number for position, number in enumerate(numbers)})
    added = complementary(parts, total_of(parts), FIVE)
    if not any(cell.hidden for cell in parts.values()):
        assert not added
    assert len(added - {TOTAL}) <= 2
