"""The same people in two periods: the paired interval at its two published ends, and what one person can do to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from small_programme import assessed, gaps, indicator, row, shares

from analysis import change, panel
from analysis.panel import Flows, ManyFlows
from analysis.vocabulary import Kind, Reason, Verdict

pytestmark = pytest.mark.filterwarnings("error")
ID = "courses-passed"


# Altman and others (2000), Statistics with Confidence, page 52: 14 patients with a defect at both times, 5 only at the
# first, none only at the second, 22 never: difference 0.122 (19/41 - 14/41), 95 % interval 0.011 to 0.226.
# Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33:2850-2875, airway hyper-responsiveness 1, 1, 7, 12:
# difference -0.286 (2/21 - 8/21), Newcombe's interval -0.507 to -0.026.
@pytest.mark.parametrize(
    ("both_times", "first_only", "second_only", "never", "low", "high"),
    [(14, 5, 0, 22, 0.011, 0.226), (1, 1, 7, 12, -0.507, -0.026)],
)
def test_the_same_people_have_the_paired_interval_that_was_printed(
    both_times, first_only, second_only, never, low, high
):
    n = both_times + first_only + second_only + never
    flows = Flows(both_times, gained=second_only, lost=first_only, both=n)
    result = change.share_change(both_times + first_only, n, both_times + second_only, n, flows=flows)
    assert result.value == pytest.approx((second_only - first_only) / n)
    # Printed as the first share minus the second.
    assert (round(-result.high, 3), round(-result.low, 3)) == (low, high)
    assert (result.method, result.same_people) == ("newcombe-paired", True)


def test_the_paired_interval_to_four_decimals_by_its_formula():
    """Altman’s table by hand: Wilson limits of 19/41 and 14/41, and the corrected phi of the table."""
    (low0, high0), (low1, high1) = (0.320560, 0.612514), (0.215565, 0.494524)
    phi = (14 * 22 - 5 * 0 - 41 / 2) / (19 * 22 * 14 * 27) ** 0.5
    a, b = 14 / 41 - low1, high0 - 19 / 41
    c, d = high1 - 14 / 41, 19 / 41 - low0
    result = change.share_change(19, 41, 14, 41, flows=Flows(14, 0, 5, 41))
    assert result.low == pytest.approx(-5 / 41 - (a**2 - 2 * phi * a * b + b**2) ** 0.5, abs=1e-4)
    assert result.high == pytest.approx(-5 / 41 + (c**2 - 2 * phi * c * d + d**2) ** 0.5, abs=1e-4)


def test_nobody_in_common_is_newcombes_interval_for_different_people():
    apart = change.share_change(40, 80, 46, 80)
    same = change.share_change(40, 80, 46, 80, flows=Flows(0, 0, 0, 0))
    assert (same.low, same.high, same.p_value) == (apart.low, apart.high, apart.p_value)


def test_the_correlation_of_two_shares_is_that_of_the_pairs_times_their_overlap():
    flows = ManyFlows(*map(np.array, (30, 8, 5, 60)))
    phi = (30 * 17 - 8 * 5 - 60 / 2) / (38 * 22 * 35 * 25) ** 0.5
    assert panel.correlation(flows, 80, 90) == pytest.approx(phi * 60 / (80 * 90) ** 0.5)


def test_statuses_that_everybody_keeps_leave_only_newcomers_to_chance():
    """40 of 50 stay and keep their status; ten leave and ten come."""
    kept = change.share_change(25, 50, 30, 50, flows=Flows(20, 0, 0, 40))
    apart = change.share_change(25, 50, 30, 50)
    assert kept.high - kept.low < 0.7 * (apart.high - apart.low)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Flows(30, 20, 11, 60),
        lambda: Flows(-1, 0, 0, 60),
        lambda: change.share_change(40, 80, 46, 80, flows=Flows(30, 17, 5, 60)),
        lambda: change.share_change(40, 80, 46, 80, flows=Flows(20, 8, 5, 80)),
    ],
)
def test_flows_that_contradict_themselves_or_the_figures_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        wrong()


@st.composite
def panels(draw):
    """Two figures and the flows between them: kept, gained, lost, never; who left and who came, with and without."""
    kept, gained, lost, never, left, left_other, came, came_other = (draw(st.integers(0, 60)) for _ in range(8))
    both = kept + gained + lost + never
    n0, n1 = both + left + left_other, both + came + came_other
    if not n0 or not n1:
        return 1, 1, 1, 1, Flows(1, 0, 0, 1)
    return kept + lost + left, n0, kept + gained + came, n1, Flows(kept, gained, lost, both)


@given(panels(), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_the_same_people_contains_the_change_and_agrees_with_its_p_value(found, level):
    *figures, flows = found
    result = change.share_change(*figures, level, flows=flows)
    assert -1 - 1e-12 <= result.low <= result.value <= result.high <= 1 + 1e-12
    if abs(result.p_value - (1 - level)) > 1e-9:
        assert (result.p_value < 1 - level) == (not result.low <= 0 <= result.high)


@given(panels())
def test_counting_the_others_gives_the_mirrored_change(found):
    x0, n0, x1, n1, flows = found
    others = Flows(flows.never, flows.lost, flows.gained, flows.both)
    one = change.share_change(x0, n0, x1, n1, flows=flows)
    other = change.share_change(n0 - x0, n0, n1 - x1, n1, flows=others)
    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))
    assert one.hangs_on_one == other.hangs_on_one


@given(panels())
def test_reading_it_backwards_gives_the_mirrored_change(found):
    x0, n0, x1, n1, flows = found
    there = change.share_change(x0, n0, x1, n1, flows=flows)
    back = change.share_change(x1, n1, x0, n0, flows=Flows(flows.kept, flows.lost, flows.gained, flows.both))
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))


@settings(max_examples=30)
@given(panels(), panels())
def test_a_gap_between_the_same_people_agrees_with_its_p_value(own, reference):
    x0, n0, x1, n1, flows = own
    xr0, nr0, xr1, nr1, flows_reference = reference
    result = change.gap_change(x0, n0, xr0, nr0, x1, n1, xr1, nr1, flows=flows, flows_reference=flows_reference)
    assert result.low <= result.value <= result.high
    assert result.method == "mover-paired"
    if abs(result.p_value - 0.05) > 1e-9:
        assert (result.p_value < 0.05) == (not result.low <= 0 <= result.high)


@given(panels(), st.integers(-40, 40))
def test_persons_who_change_leave_flows_that_agree_with_the_figures(found, persons):
    x0, n0, x1, n1, flows = found
    persons = max(-x1, min(persons, n1 - x1))
    change.share_change(x0, n0, x1 + persons, n1, flows=flows.with_more(persons))


def test_a_change_that_one_person_could_undo_says_so():
    """62 of 150 against 45 excludes no change; 61, or 46 before, does not."""
    assert change.share_change(45, 150, 62, 150).low > 0 > change.share_change(45, 150, 61, 150).low
    assert change.share_change(45, 150, 62, 150).hangs_on_one
    assert not change.share_change(45, 150, 64, 150).hangs_on_one
    assert change.share_change(62, 150, 45, 150).hangs_on_one
    assert not change.share_change(45, 150, 46, 150).hangs_on_one


def test_one_of_ten_first_persons_can_undo_a_change_however_many_come_later():
    """None of 10, then 300 of 1000: had one of the ten been counted, no change would be excluded."""
    assert change.share_change(0, 10, 300, 1000).low > 0 > change.share_change(1, 10, 300, 1000).low
    assert change.share_change(0, 10, 300, 1000).hangs_on_one


def with_flows(kept: int, gained: int, lost: int, both: int) -> list[dict]:
    moved = (("kept", kept), ("gained", gained), ("lost", lost))
    figures = shares(ID, y2021=(40, 100), y2022=(52, 100))
    return [*figures, *(row(ID, 2022, x, both, part=f"{word}_since_2021") for word, x in moved)]


def test_flows_make_a_change_clear_that_two_groups_of_strangers_would_not_show():
    apart = assessed(indicator(ID), shares(ID, y2021=(40, 100), y2022=(52, 100)))
    same = assessed(indicator(ID), with_flows(kept=32, gained=10, lost=0, both=80))
    assert (apart.verdict, apart.change.same_people) == (Verdict.NO_CLEAR_CHANGE, False)
    assert (same.verdict, same.change.method) == (Verdict.PROGRESSING, "newcombe-paired")


def test_flows_since_another_period_are_not_used():
    rows = [*shares(ID, y2020=(40, 100)), *with_flows(kept=32, gained=10, lost=0, both=80)]
    assert not assessed(indicator(ID, baseline="2020"), rows).change.same_people
    assert assessed(indicator(ID, baseline="2021"), rows).change.same_people


def test_of_the_same_people_a_trend_need_only_go_the_same_way():
    """A third year that makes the trend unclear for strangers, and one that turns it round."""
    flows = with_flows(kept=32, gained=10, lost=0, both=80)
    assert assessed(indicator(ID), [*shares(ID, y2019=(40, 100)), *flows]).verdict is Verdict.PROGRESSING
    against = assessed(indicator(ID), [*shares(ID, y2019=(90, 100)), *flows])
    assert (against.verdict, against.reason) == (Verdict.NO_CLEAR_CHANGE, Reason.TREND_DISAGREES)


def test_a_verdict_that_hangs_on_one_person_is_no_arrow():
    found = assessed(indicator(ID), shares(ID, y2021=(45, 150), y2022=(62, 150)))
    assert (found.verdict, found.reason) == (Verdict.NO_CLEAR_CHANGE, Reason.HANGS_ON_ONE_PERSON)


def test_a_gap_uses_the_flows_of_each_group():
    years = gaps(ID, y2021=(40, 100, 400, 500), y2022=(52, 100, 400, 500))
    flows = [row(ID, 2022, x, 80, part=f"{word}_since_2021") for word, x in (("kept", 32), ("gained", 10), ("lost", 0))]
    apart, same = assessed(indicator(ID, Kind.GAP), years), assessed(indicator(ID, Kind.GAP), [*years, *flows])
    assert same.change.method == "mover-paired"
    assert same.change.high - same.change.low < apart.change.high - apart.change.low


@pytest.mark.parametrize(("n0", "n1", "share", "alone"), [(10, 1000, 0.015, 0.1026), (12, 5000, 0.012, 0.1294)])
def test_few_persons_beside_many_would_draw_twice_the_false_arrows_that_are_allowed(n0, n1, share, alone):
    """Every outcome when nothing changes: by the interval alone, and where no arrow hangs on one person."""
    x0, x1 = (each.ravel() for each in np.meshgrid(np.arange(n0 + 1), np.arange(n1 + 1), indexing="ij"))
    weights = binom.pmf(x0, n0, share) * binom.pmf(x1, n1, share)
    kept = (weights > 1e-12) & (np.minimum(x0 + x1, n0 + n1 - x0 - x1) >= 10)
    found = change.share_changes(x0[kept], n0, x1[kept], n1)
    clear = np.array([each.low > 0 or each.high < 0 for each in found])
    firm = clear & ~np.array([each.hangs_on_one for each in found])
    assert weights[kept][clear].sum() == pytest.approx(alone, abs=1e-4)
    assert weights[kept][firm].sum() < 0.02
