"""The gate: what leaves it holds nothing that could tell of a person."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programme import gaps, indicator, means, programme, row, shares, table

from analysis.observations.release import reasons, release
from analysis.programme import Indicator
from analysis.vocabulary import Asks, Direction, Kind, Sensitivity

ID = "courses-passed"
NUMBERS = ["numerator", "denominator", "value"]


def released(rows: list[dict], *others: Indicator, **declared: object) -> pd.DataFrame:
    return release(programme(indicator(ID, **declared), *others), table(rows))


def because(rows: list[dict], *others: Indicator, **declared: object) -> list[str]:
    return reasons(programme(indicator(ID, **declared), *others), table(rows).to_dict("records"))


def test_a_small_number_leaves_the_gate_without_its_numbers_and_its_note() -> None:
    found = released([row(ID, 2022, 4, 100, value=4.0, note="Four of the hundred.")]).iloc[0]
    assert found[NUMBERS].isna().all()
    assert (found["status"], found["note"], found["withheld_because"]) == ("withheld", "", "protected")
    assert (found["reporter"], found["source"]) == ("office", "register")


def test_other_rows_leave_it_as_they_came() -> None:
    given_in = table([row(ID, 2022, 50, 100, note="Counted in May."), row(ID, 2021, status="not_collected")])
    out = release(programme(indicator(ID)), given_in)
    pd.testing.assert_frame_equal(out.drop(columns="withheld_because"), given_in.drop(columns="row"))
    assert out["withheld_because"].tolist() == ["", ""]


def test_the_table_that_was_given_is_not_changed() -> None:
    given_in = table([row(ID, 2022, 4, 100)])
    before = given_in.copy(deep=True)
    release(programme(indicator(ID)), given_in)
    pd.testing.assert_frame_equal(given_in, before)


def test_what_a_reporter_withholds_stays_withheld_whatever_its_row_still_holds() -> None:
    found = released([row(ID, 2022, 50, 100, status="withheld", note="Fifty, but do not say so.")]).iloc[0]
    assert found[NUMBERS].isna().all()
    assert (found["note"], found["withheld_because"]) == ("", "source")


@pytest.mark.parametrize(
    ("x", "n", "hidden"),
    [(4, 100, True), (5, 100, False), (95, 100, False), (96, 100, True), (0, 100, False), (3, 4, True)],
)
def test_shares_are_hidden_on_both_ends(x: int, n: int, hidden: bool) -> None:
    assert because([row(ID, 2022, x, n)]) == ["small" if hidden else ""]


@pytest.mark.parametrize(("x", "hidden"), [(0, True), (9, True), (10, False), (90, False), (91, True), (100, True)])
def test_sensitive_shares_are_hidden_sooner(x: int, hidden: bool) -> None:
    assert because([row(ID, 2022, x, 100)], sensitivity=Sensitivity.SENSITIVE) == ["small" if hidden else ""]


def test_published_indicators_and_official_sources_are_public_already() -> None:
    assert because([row(ID, 2022, 4, 100)], sensitivity=Sensitivity.PUBLISHED) == [""]
    assert because([row(ID, 2022, 4, 100, source="statistics")]) == [""]


def test_a_percentage_of_a_known_number_of_persons_gives_the_count_back() -> None:
    assert because([row(ID, 2022, None, 120, value=3.3)]) == ["small"]  # 4 / 120
    assert because([row(ID, 2022, None, 120, value=96.7)]) == ["small"]  # 116 / 120
    assert because([row(ID, 2022, None, 120, value=5.0)]) == [""]  # 6 / 120


def test_a_number_of_persons_that_another_row_tells_is_known_too() -> None:
    rows = [row(ID, 2022, value=3.3), row("enrolled-again", 2022, 60, 120)]
    other = indicator("enrolled-again")  # counted among the same people
    assert because(rows, other) == ["small", ""]
    assert because([rows[0]]) == [""]
    assert because([rows[0], row("enrolled-again", 2021, 60, 120)], other) == ["", ""]


def test_a_year_and_its_last_day_are_the_same_time() -> None:
    rows = [row(ID, 2022, value=3.3), row("enrolled-again", "2022-12-31", 60, 120)]
    assert because(rows, indicator("enrolled-again")) == ["small", ""]
    total, *parts = languages(arabic=3, russian=40, somali=12)
    assert because([{**total, "period": "2022-12-31"}, *parts], kind=Kind.COUNT) == ["", "small", "", "complementary"]


def test_a_table_that_is_given_under_both_dates_is_two_tables() -> None:
    both = languages(arabic=3, russian=40)
    both += [{**each, "period": "2022-12-31"} for each in both]
    assert because(both, kind=Kind.COUNT) == ["", "small", "complementary"] * 2


def test_the_groups_of_a_gap_are_known_numbers_of_persons_too() -> None:
    rows = [row("passed", 2022, value=3.3), *gaps(ID, y2022=(60, 120, 420, 600))]
    passed = indicator("passed", among=rows[1]["group"])
    assert because(rows, passed, kind=Kind.GAP) == ["small", "", ""]


def test_nobody_and_everybody_of_a_sensitive_figure_need_no_denominator() -> None:
    rows = [row(ID, 2020, value=0.0), row(ID, 2021, value=100.0), row(ID, 2022, value=40.0)]
    assert because(rows, sensitivity=Sensitivity.SENSITIVE) == ["small", "small", ""]
    assert because(rows) == ["", "", ""]


def test_a_count_is_hidden_in_either_column() -> None:
    assert because([row(ID, 2021, 4), row(ID, 2022, value=4.0), row(ID, 2020, 5)], kind=Kind.COUNT) == [
        "small",
        "small",
        "",
    ]


def test_rates_are_hidden_by_their_events() -> None:
    rows = [row(ID, 2021, 4, 10_000), row(ID, 2022, None, 10_000, value=0.4), row(ID, 2020, 5, 10_000)]
    assert because(rows, kind=Kind.RATE, per=1000) == ["small", "small", ""]


def test_events_that_a_municipality_holds_are_no_persons() -> None:
    effort = {"asks": Asks.EFFORT, "direction": Direction.NONE}
    events = {"kind": Kind.COUNT, "population": None, **effort}
    assert because([row(ID, 2022, 2)], **events) == [""]
    assert because([row(ID, 2022, 2)], sensitivity=Sensitivity.SENSITIVE, **events) == ["small"]
    assert because([row(ID, 2022, 2)], **{**events, "population": "learners"}) == ["small"]  # whom they are of is said
    assert because([row(ID, 2022, 2, 100)], **effort) == ["small"]  # a share counts people, effort or not
    assert because([row(ID, 2022, value=1.0)], kind=Kind.DELIVERABLE, **effort) == [""]


def test_a_mean_of_few_answers_is_hidden_with_its_standard_deviation() -> None:
    rows = means(ID, y2021=(3.5, 4, 0.5), y2022=(3.5, 5, 0.5))
    assert because(rows, kind=Kind.MEAN) == ["small", "complementary", "", ""]


def test_of_a_gap_only_the_small_group_is_hidden() -> None:
    assert because(gaps(ID, y2022=(3, 60, 420, 600)), kind=Kind.GAP) == ["small", ""]


# --- a breakdown and its total ---------------------------------------------------------------------------------------


def languages(**counts: int) -> list[dict]:
    return [row(ID, 2022, sum(counts.values()))] + [row(ID, 2022, count, part=part) for part, count in counts.items()]


def test_beside_a_hidden_part_a_second_one_is_hidden() -> None:
    assert because(languages(arabic=3, russian=40, somali=12), kind=Kind.COUNT) == ["", "small", "", "complementary"]


def test_without_a_total_nothing_can_be_subtracted() -> None:
    assert because(languages(arabic=3, russian=40, somali=12)[1:], kind=Kind.COUNT) == ["small", "", ""]


def test_breakdowns_of_other_periods_areas_and_groups_are_tables_of_their_own() -> None:
    rows = languages(arabic=3, russian=40)
    rows += [{**each, "period": "2021"} for each in languages(arabic=12, russian=40)]
    rows += [{**each, "area": "091"} for each in languages(arabic=12, russian=40)]
    rows += [{**each, "group": "others"} for each in languages(arabic=12, russian=40)]
    assert because(rows, kind=Kind.COUNT) == ["", "small", "complementary"] + [""] * 9


def test_the_only_part_takes_its_total_with_it() -> None:
    assert because([row(ID, 2022, 8), row(ID, 2022, 3, part="arabic")], kind=Kind.COUNT) == ["complementary", "small"]


def test_a_part_withheld_by_its_reporter_is_protected() -> None:
    rows = languages(arabic=30, russian=40, somali=12)
    rows[1] = row(ID, 2022, part="arabic", status="withheld")
    assert because(rows, kind=Kind.COUNT) == ["", "source", "", "complementary"]


def test_a_part_that_was_not_collected_is_left_as_it_is() -> None:
    rows = [*languages(arabic=3, russian=40), row(ID, 2022, part="somali", status="not_collected")]
    found = released(rows, kind=Kind.COUNT)
    assert found["status"].tolist() == ["reported", "withheld", "withheld", "not_collected"]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.sampled_from(list(Sensitivity)))
def test_hidden_values_never_leave_the_gate(numbers: list[int], sensitivity: Sensitivity) -> None:
    rows = languages(**{f"part{position}": number for position, number in enumerate(numbers)})
    for each in rows:
        each["note"] = f"exactly {each['numerator']:.0f} persons"
    out = released(rows, kind=Kind.COUNT, sensitivity=sensitivity)
    for given_in, (_, came_out) in zip(rows, out.iterrows(), strict=True):
        if came_out["withheld_because"]:
            assert came_out[NUMBERS].isna().all()
            assert came_out["note"] == ""
            assert came_out["status"] == "withheld"
        else:
            assert came_out["numerator"] == given_in["numerator"]
            small = {Sensitivity.PUBLISHED: (), Sensitivity.ORDINARY: range(1, 5), Sensitivity.SENSITIVE: range(10)}
            assert came_out["numerator"] not in small[sensitivity]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=6))
def test_no_hidden_part_is_the_total_less_the_visible_parts(numbers: list[int]) -> None:
    rows = languages(**{f"part{position}": number for position, number in enumerate(numbers)})
    out = released(rows, kind=Kind.COUNT)
    total, parts = out.iloc[0], out.iloc[1:]
    hidden = parts["withheld_because"] != ""
    if hidden.any() and not total["withheld_because"]:
        assert hidden.sum() >= 2
        assert total["numerator"] - parts["numerator"].sum() >= 5


def test_an_empty_table_passes() -> None:
    assert released([]).empty
    assert "withheld_because" in released([]).columns


def test_rows_keep_their_order_and_index() -> None:
    given_in = table(shares(ID, y2020=(4, 100), y2021=(40, 100), y2022=(50, 100))).iloc[::-1]
    out = release(programme(indicator(ID)), given_in)
    assert out.index.tolist() == [2, 1, 0]
    assert out["withheld_because"].tolist() == ["", "", "protected"]
