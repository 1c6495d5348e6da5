"""Many tests at once, against the example of Benjamini and Hochberg."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.multiplicity import Q_LIMIT, expected_false_arrows, q_values

pytestmark = pytest.mark.filterwarnings("error")

# Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, Journal of the Royal Statistical
# Society B 57:289-300, section 4: fifteen p-values, of which four are rejected at 0.05.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0
]  # fmt: skip


def test_four_of_the_fifteen_published_p_values_are_kept_at_5_per_cent():
    kept = [q <= 0.05 for q in q_values(PUBLISHED)]
    assert kept == [True] * 4 + [False] * 11


def test_a_q_value_is_the_p_value_times_the_tests_over_its_rank():
    q = q_values(PUBLISHED)
    assert q[0] == pytest.approx(0.0001 * 15 / 1)
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    assert q[5] == pytest.approx(0.0298 * 15 / 7)  # never above that of a larger p-value


def test_what_was_not_tested_does_not_count_among_the_tests():
    assert q_values([None, 0.01, None, 0.04]) == [None, pytest.approx(0.02), None, pytest.approx(0.04)]
    assert q_values([None, None]) == [None, None]
    assert q_values([]) == []


def test_forty_tests_are_expected_to_draw_two_false_arrows():
    assert expected_false_arrows(1) == pytest.approx(0.05)
    assert expected_false_arrows(2) == pytest.approx(2 * 0.05)
    # Three: the first is kept with 0.1 / 3, and with each that is kept the next has more room.
    assert expected_false_arrows(3) == pytest.approx(0.1 * (1 + 2 * 0.1 / 3 * (2 + 1 * 0.1 / 3 * 3)))
    assert 0.12 < expected_false_arrows(29) < expected_false_arrows(1000) < 0.1 / 0.9**2
    assert expected_false_arrows(0) == 0


@pytest.mark.parametrize("wrong", [[float("nan"), 0.2], [1.2], [-0.1]])
def test_what_is_not_a_p_value_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        q_values(wrong)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_values_keep_the_order_of_the_p_values_and_are_never_smaller(p_values):
    q = q_values(p_values)
    assert all(p <= adjusted + 1e-12 and adjusted <= 1 for p, adjusted in zip(p_values, q, strict=True))
    by_p = [adjusted for _, adjusted in sorted(zip(p_values, q, strict=True))]
    assert by_p == sorted(by_p)


def test_the_limit_is_one_false_arrow_in_ten():
    assert Q_LIMIT == 0.10
