"""Zero, all, nobody, missing, withheld, one year, two years, broken series, impossible numbers: each has an answer.

The answers are those of the table in docs/statistics.md. Every warning of a library is an error here.
"""

import math
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programme import assessed, gaps, indicator, means, programme, row, shares, table
from test_intervals import parts

from analysis import change, intervals, multiplicity, panel, power, trend
from analysis.assessment import Assessment, evaluate
from analysis.period import Review
from analysis.vocabulary import Direction, Kind, Reason, Verdict

pytestmark = pytest.mark.filterwarnings("error")
ID = "courses-passed"
NOT_ASSESSED, NOT_ENOUGH = Verdict.NOT_ASSESSED, Verdict.NOT_ENOUGH_DATA
MIRRORED = {Verdict.PROGRESSING: Verdict.RECEDING, Verdict.RECEDING: Verdict.PROGRESSING}


# --- each edge by name ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edge", "rows", "declared", "answer"),
    [
        ("nobody, then nobody", shares(ID, y2021=(0, 60), y2022=(0, 60)), {}, ("stable", "change_within_margin")),
        ("all, then all", shares(ID, y2021=(60, 60), y2022=(60, 60)), {}, ("stable", "change_within_margin")),
        ("nobody of few", shares(ID, y2021=(0, 15), y2022=(0, 15)), {}, ("not_enough_data", "few_events")),
        ("nobody, then all", shares(ID, y2021=(0, 60), y2022=(60, 60)), {}, ("progressing", "change_clear")),
        ("all, then nobody", shares(ID, y2021=(60, 60), y2022=(0, 60)), {}, ("receding", "change_clear")),
        (
            "no events",
            shares(ID, y2021=(0, None), y2022=(0, None)),
            {"kind": Kind.COUNT},
            ("not_enough_data", "few_events"),
        ),
        ("no row at all", [], {}, ("not_assessed", "no_observation")),
        ("nobody counted", [row(ID, 2022, status="not_collected")], {}, ("not_assessed", "not_collected")),
        ("withheld", [row(ID, 2022, status="withheld")], {}, ("not_assessed", "withheld")),
        ("of nobody", [row(ID, 2022, 0, 0)], {}, ("not_assessed", "not_applicable")),
        ("one year", shares(ID, y2022=(30, 60)), {}, ("not_assessed", "no_baseline")),
        ("earlier years only", shares(ID, y2020=(9, 60), y2021=(30, 60)), {}, ("not_assessed", "no_observation")),
        ("two years", shares(ID, y2021=(15, 60), y2022=(40, 60)), {}, ("progressing", "change_clear")),
        (
            "a withheld baseline",
            [row(ID, 2021, status="withheld"), *shares(ID, y2022=(30, 60))],
            {},
            ("not_assessed", "withheld"),
        ),
        (
            "a year between that is missing",
            [*shares(ID, y2019=(15, 60), y2021=(28, 60), y2022=(40, 60)), row(ID, 2020, status="not_collected")],
            {"baseline": "2019"},
            ("progressing", "change_clear"),
        ),
        (
            "a new definition",
            shares(ID, y2021=(15, 60), y2022=(40, 60)),
            {"breaks": ("2022",)},
            ("not_assessed", "definition_changed"),
        ),
        (
            "a percentage alone",
            [row(ID, 2021, value=30.0), row(ID, 2022, value=60.0)],
            {},
            ("not_assessed", "counts_unknown"),
        ),
        (
            "a mean without spread",
            means(ID, y2021=(3.0, 40, None), y2022=(4.0, 40, None)),
            {"kind": Kind.MEAN},
            ("not_assessed", "spread_unknown"),
        ),
        (
            "equal answers",
            means(ID, y2021=(3.0, 40, 0.0), y2022=(4.0, 40, 0.0)),
            {"kind": Kind.MEAN},
            ("not_enough_data", "interval_too_wide"),
        ),
        (
            "one group of a gap",
            [row(ID, 2021, 30, 60), row(ID, 2022, 30, 60)],
            {"kind": Kind.GAP},
            ("not_assessed", "not_collected"),
        ),
        ("nine persons", shares(ID, y2021=(0, 9), y2022=(9, 9)), {}, ("not_enough_data", "few_persons")),
    ],
)
def test_an_edge_has_the_answer_that_the_docs_state(edge, rows, declared, answer):
    found = evaluate(programme(indicator(ID, **declared)), table(rows), Review.parse("2022")).assessments[0]
    assert (found.verdict, found.reason) == answer, edge


def test_a_gap_of_nobody_in_both_groups_stays():
    found = assessed(indicator(ID, Kind.GAP), gaps(ID, y2021=(0, 60, 0, 900), y2022=(0, 60, 0, 900)))
    assert (found.verdict, found.reason) == (Verdict.STABLE, Reason.CHANGE_WITHIN_MARGIN)


# --- what is no number of persons -------------------------------------------------------------------------------------

IMPOSSIBLE = st.one_of(
    st.sampled_from([math.nan, math.inf, -math.inf, -1, -0.5, 0.5, 12.5]), st.floats(max_value=-1e-300)
)
FUNCTIONS = [
    (intervals.share, (5, 20), 2),
    (intervals.count, (5,), 1),
    (intervals.rate, (5, 100, 1000), 1),
    (intervals.gap, (5, 20, 30, 60), 4),
    (change.share_change, (5, 20, 9, 20), 4),
    (change.gap_change, (5, 20, 30, 60, 9, 20, 30, 60), 8),
    (change.mean_change, (3.0, 20, 1.0, 4.0, 20, 1.0), 6),
    (panel.Flows, (5, 3, 2, 20), 4),
    (power.smallest_visible_share_change, (5, 20, 20), 3),
    (power.smallest_visible_gap_change, (5, 20, 30, 60, 20, 60), 6),
]
MAY_BE_ANY_NUMBER = {(change.mean_change, 0), (change.mean_change, 3)}
MAY_BE_HALF = {(change.mean_change, 2), (change.mean_change, 5)}


@given(st.sampled_from(FUNCTIONS), st.data(), IMPOSSIBLE)
def test_half_a_person_less_than_nobody_nan_and_infinity_are_refused_everywhere(function, data, impossible):
    call, sound, checked = function
    at = data.draw(st.integers(0, checked - 1))
    whole_number = math.isfinite(impossible) and impossible == int(impossible)
    if (call, at) in MAY_BE_ANY_NUMBER and math.isfinite(impossible):
        return
    if (call, at) in MAY_BE_HALF and impossible >= 0 and math.isfinite(impossible):
        return
    assert not whole_number or impossible < 0
    with pytest.raises(ValueError, match=r"\.$"):
        call(*sound[:at], impossible, *sound[at + 1 :])


@pytest.mark.parametrize(("x", "n"), [(21, 20), (1, 0), (0, 0)])
def test_a_numerator_above_its_denominator_and_a_share_of_nobody_are_refused_everywhere(x, n):
    for wrong in (
        lambda: intervals.share(x, n),
        lambda: intervals.gap(x, n, 5, 20),
        lambda: intervals.gap(5, 20, x, n),
        lambda: change.share_change(x, n, 5, 20),
        lambda: change.share_change(5, 20, x, n),
        lambda: change.share_changes([5, x], [20, n], [5, 5], [20, 20]),
        lambda: trend.share_trend([5, x, 5], [20, n, 20], [1, 2, 3]),
        lambda: trend.gap_trend([5, x, 5], [20, n, 20], [5] * 3, [20] * 3, [1, 2, 3]),
        lambda: power.smallest_visible_share_change(x, n, 20),
    ):
        with pytest.raises(ValueError, match=r"\.$"):
            wrong()


@given(st.floats().filter(lambda level: not 0 < level < 1))
def test_a_level_that_is_no_probability_is_refused(level):
    for wrong in (
        lambda: intervals.share(5, 20, level),
        lambda: intervals.count(5, level),
        lambda: change.share_change(5, 20, 9, 20, level),
        lambda: change.count_ratio(5, 1, 9, 1, level),
        lambda: change.mean_change(3.0, 20, 1.0, 4.0, 20, 1.0, level),
        lambda: multiplicity.expected_false_arrows(5, level),
    ):
        with pytest.raises(ValueError, match=r"\.$"):
            wrong()


# --- what holds for any numbers ---------------------------------------------------------------------------------------


@given(parts(2000), st.floats(0.5, 0.999))
def test_one_more_who_is_counted_moves_both_limits_up(part, level):
    x, n = part
    if x < n:
        fewer, more = intervals.share(x, n, level), intervals.share(x + 1, n, level)
        assert fewer.low <= more.low <= more.value
        assert fewer.value <= fewer.high <= more.high


@given(parts(300), st.integers(2, 20))
def test_more_persons_at_the_same_share_never_widen_an_interval(part, times):
    x, n = part
    few, many = intervals.share(x, n), intervals.share(times * x, times * n)
    assert many.high - many.low <= few.high - few.low + 1e-12


@given(parts(300), parts(300))
def test_a_larger_rise_is_never_less_clear(earlier, later):
    x1, n1 = later
    if x1 < n1 and x1 / n1 >= earlier[0] / earlier[1]:
        one, other = change.share_change(*earlier, *later), change.share_change(*earlier, x1 + 1, n1)
        assert other.low >= one.low - 1e-12
        assert other.p_value <= one.p_value + 1e-9


@given(st.integers(0, 500), st.integers(0, 500))
def test_one_more_event_moves_both_limits_of_a_ratio_up(earlier, later):
    one, other = change.count_ratio(earlier, 1, later, 1), change.count_ratio(earlier, 1, later + 1, 1)
    assert one.low <= other.low
    assert earlier == 0 or one.high <= other.high


series = st.lists(parts(200), min_size=3, max_size=8)


@given(series)
def test_a_trend_read_backwards_or_of_the_others_is_its_mirror(found):
    xs, ns = zip(*found, strict=True)
    times = list(range(len(xs)))
    there = trend.share_trend(xs, ns, times)
    back = trend.share_trend(xs[::-1], ns[::-1], times)
    others = trend.share_trend([n - x for x, n in found], ns, times)
    for mirror in (back, others):
        assert (mirror.slope, mirror.p_value) == pytest.approx((-there.slope, there.p_value), abs=1e-9)
    assert 0 <= there.p_value <= 1


@given(st.lists(st.integers(0, 400), min_size=3, max_size=8))
def test_a_trend_in_counts_read_backwards_is_its_mirror(counts):
    times = list(range(len(counts)))
    there, back = (trend.count_trend(xs, [1] * len(xs), times) for xs in (counts, counts[::-1]))
    assert (back.slope, back.p_value) == pytest.approx((-there.slope, there.p_value), abs=1e-7)


STATUSES = st.sampled_from(["reported"] * 5 + ["withheld", "not_collected", "not_applicable"])


@st.composite
def tables(draw):
    """Years of one indicator as a table may hold them: reported or not, with counts or only a percentage."""
    kind = draw(st.sampled_from([Kind.SHARE, Kind.GAP, Kind.COUNT, Kind.RATE, Kind.MEAN]))
    rows = []
    for year in draw(st.lists(st.integers(2014, 2023), max_size=8, unique=True)):
        for group in ("learners", "others") if kind is Kind.GAP else ("learners",):
            status = draw(STATUSES)
            rows.append(
                row(ID, year, status=status, group=group, **(_numbers(draw, kind) if status == "reported" else {}))
            )
        if kind is Kind.MEAN and rows[-1]["status"] == "reported" and draw(st.booleans()):
            rows.append(row(ID, year, part="standard_deviation", value=draw(st.floats(0, 5))))
    return kind, rows


def _numbers(draw, kind):
    x, n = draw(parts(400))
    if kind is Kind.COUNT:
        return {"x": x}
    if kind is Kind.MEAN:
        return {"n": n, "value": draw(st.floats(1, 5))}
    if kind is not Kind.RATE and draw(st.integers(0, 5)) == 0:
        return {"value": 100 * x / n}
    return {"x": x, "n": n}


def judged(kind: Kind, rows: list[dict], **declared) -> Assessment:
    return evaluate(programme(indicator(ID, kind, **declared)), table(rows), Review.parse("2018-2022")).assessments[0]


@settings(max_examples=150)
@given(tables(), st.sampled_from([(), ("2019",), ("2016", "2021")]))
def test_any_table_gets_a_verdict_and_every_interval_contains_its_figure(found, breaks):
    kind, rows = found
    result = judged(kind, rows, breaks=breaks)
    assert result.verdict in set(Verdict) - {Verdict.MIXED}
    for figure in result.series:
        estimate = figure.estimate
        assert estimate.low is None or estimate.low <= estimate.value <= estimate.high
    if result.change is not None:
        assert result.change.low <= result.change.value <= result.change.high
        assert 0 <= result.change.p_value <= 1
        assert not any(isinstance(each, float) and math.isnan(each) for each in astuple(result.change))
    if result.verdict in MIRRORED:
        assert result.tested and result.q_value is not None


@settings(max_examples=60)
@given(tables())
def test_any_table_read_the_other_way_gives_the_mirrored_verdict(found):
    kind, rows = found
    if kind is Kind.GAP:
        return  # which of the groups moved is not symmetric on purpose
    up, down = judged(kind, rows), judged(kind, rows, direction=Direction.DOWN)
    assert down.verdict is MIRRORED.get(up.verdict, up.verdict)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30))
def test_q_values_of_any_p_values_stay_between_the_p_value_and_one(p_values):
    q = multiplicity.q_values(p_values)
    assert [each is None for each in q] == [each is None for each in p_values]
    assert all(p - 1e-12 <= each <= 1 for p, each in zip(p_values, q, strict=True) if p is not None)
