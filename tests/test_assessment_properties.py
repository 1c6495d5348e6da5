"""What holds for any numbers at all: no arrow on too little, and mirrored data give mirrored verdicts."""

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st
from small_programme import gaps, indicator, programme, row, shares, table

from analysis.assessment import Assessment, evaluate
from analysis.period import Review
from analysis.vocabulary import Direction, Kind, Reason, Verdict

ID = "courses-passed"
ARROWS = {Verdict.PROGRESSING, Verdict.RECEDING}
MIRRORED = {Verdict.PROGRESSING: Verdict.RECEDING, Verdict.RECEDING: Verdict.PROGRESSING}
YEARS = ("2018", "2020", "2022")

counts = st.integers(0, 400)
part_and_whole = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
few_years = st.lists(part_and_whole, min_size=2, max_size=3)
one_size = st.integers(1, 400).flatmap(
    lambda n: st.lists(st.tuples(st.integers(0, n), st.just(n)), min_size=2, max_size=3)
)


def judged(rows: list[dict], **declared: object) -> Assessment:
    """The assessment without the gate, so that small numbers reach the rule."""
    return evaluate(programme(indicator(ID, **declared)), table(rows), Review.parse("2022")).assessments[0]


def in_years(pairs: list[tuple[int, int | None]]) -> list[dict]:
    return [row(ID, year, *pair) for year, pair in zip(YEARS[-len(pairs) :], pairs, strict=True)]


@given(few_years)
def test_fewer_than_ten_persons_never_give_an_arrow(pairs: list[tuple[int, int]]) -> None:
    found = judged(in_years(pairs))
    if min(pairs[-1][1], pairs[-2][1]) < 10:
        assert (found.verdict, found.reason) == (Verdict.NOT_ENOUGH_DATA, Reason.FEW_PERSONS)


@given(counts, counts)
def test_fewer_than_ten_events_never_give_an_arrow(before: int, after: int) -> None:
    found = judged(in_years([(before, None), (after, None)]), kind=Kind.COUNT)
    assert (before + after >= 10) or found.reason is Reason.FEW_EVENTS


@given(few_years)
def test_an_arrow_points_where_the_whole_interval_lies(pairs: list[tuple[int, int]]) -> None:
    found = judged(in_years(pairs))
    if found.verdict is Verdict.PROGRESSING:
        assert found.change.low > 0
    if found.verdict is Verdict.RECEDING:
        assert found.change.high < 0
    if found.verdict is Verdict.STABLE:
        assert -0.10 < found.change.low <= found.change.high < 0.10


@given(few_years)
def test_the_other_direction_gives_the_mirrored_verdict(pairs: list[tuple[int, int]]) -> None:
    up, down = judged(in_years(pairs)), judged(in_years(pairs), direction=Direction.DOWN)
    assert down.verdict is MIRRORED.get(up.verdict, up.verdict)
    assert down.reason is up.reason


@given(few_years)
def test_counting_the_others_in_the_other_direction_gives_the_same_verdict(pairs: list[tuple[int, int]]) -> None:
    attend = judged(in_years(pairs))
    stay_away = judged(in_years([(n - x, n) for x, n in pairs]), direction=Direction.DOWN)
    assert (stay_away.verdict, stay_away.reason) == (attend.verdict, attend.reason)


@given(st.lists(part_and_whole, min_size=2, max_size=2))
def test_the_two_periods_exchanged_give_the_mirrored_verdict(pairs: list[tuple[int, int]]) -> None:
    forth, back = judged(in_years(pairs)), judged(in_years(pairs[::-1]))
    assert back.verdict is MIRRORED.get(forth.verdict, forth.verdict)


@settings(max_examples=50)
@given(few_years, st.integers(0, 600))
def test_a_gap_with_the_groups_exchanged_widens_where_the_other_narrows(
    pairs: list[tuple[int, int]], others: int
) -> None:
    """Reference minus population, exchanged and read the other way: only whose fault it is may differ."""
    years = YEARS[-len(pairs) :]
    one = gaps(ID, **{f"y{year}": (*pair, others, 600) for year, pair in zip(years, pairs, strict=True)})
    other = gaps(ID, **{f"y{year}": (others, 600, *pair) for year, pair in zip(years, pairs, strict=True)})
    forth, back = judged(one, kind=Kind.GAP), judged(other, kind=Kind.GAP)
    if forth.verdict in ARROWS and back.verdict in ARROWS:
        assert back.verdict is MIRRORED[forth.verdict]


@given(one_size)
def test_a_verdict_does_not_depend_on_the_order_of_the_rows(pairs: list[tuple[int, int]]) -> None:
    rows = in_years(pairs)
    forth, back = judged(rows), judged(rows[::-1])
    assert dataclasses.astuple(forth) == dataclasses.astuple(back)


def test_the_arrow_that_these_properties_are_about_exists() -> None:
    assert judged(shares(ID, y2020=(30, 100), y2022=(60, 100))).verdict is Verdict.PROGRESSING
