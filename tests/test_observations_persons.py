"""Rows as numbers of persons: which rows number the same people, and how the numbers hang together."""

import pytest
from small_programme import gaps, indicator, means, programme, row, table

from analysis.disclosure import Range, ranges
from analysis.observations.persons import COUNTED, EVERYBODY, OTHERS, Persons, outsider, persons
from analysis.programme import Indicator
from analysis.vocabulary import Asks, Kind

ID = "courses-passed"
HIDDEN = {"status": "withheld"}


def read(rows: list[dict], *others: Indicator, **declared: object) -> Persons:
    return persons(programme(indicator(ID, **declared), *others), table(rows).to_dict("records"))


def left_open(found: Persons, position: int, what: str = COUNTED) -> Range:
    number = found.told[position].numbers[what]
    return ranges(outsider(found), [number])[number]


def test_a_share_numbers_those_counted_the_others_and_everybody() -> None:
    told = read([row(ID, 2022, 46, 80)]).told[0]
    assert {what: told.values[number] for what, number in told.numbers.items()} == {
        COUNTED: 46,
        OTHERS: 80 - 46,
        EVERYBODY: 80,
    }


def test_counts_and_means_number_one_thing_and_events_nothing() -> None:
    assert list(read([row(ID, 2022, 7)], kind=Kind.COUNT).told[0].numbers) == [COUNTED]
    assert list(read(means(ID, y2022=(3.5, 12, 0.5)), kind=Kind.MEAN).told[0].numbers) == [EVERYBODY]
    assert not read(means(ID, y2022=(3.5, 12, 0.5)), kind=Kind.MEAN).told[1].numbers
    assert not read([row(ID, 2022, 7)], kind=Kind.COUNT, asks=Asks.EFFORT).told[0].numbers


def test_a_hidden_part_is_what_its_total_leaves() -> None:
    rows = [row(ID, 2022, 55), row(ID, 2022, part="arabic", **HIDDEN), row(ID, 2022, 52, part="russian")]
    assert left_open(read(rows, kind=Kind.COUNT, parts=("arabic", "russian")), 1) == Range(3, 3)


def test_where_a_part_has_no_row_the_rest_may_be_anybody() -> None:
    rows = [row(ID, 2022, 55), row(ID, 2022, part="arabic", **HIDDEN), row(ID, 2022, 50, part="russian")]
    assert left_open(read(rows, kind=Kind.COUNT, parts=("arabic", "russian", "somali")), 1) == Range(0, 5)


def test_of_a_complete_table_who_is_in_no_part_has_a_number_too() -> None:
    rows = [row(ID, 2022, 55), row(ID, 2022, 50, part="russian"), row(ID, 2022, 2, part="arabic")]
    assert list(read(rows, kind=Kind.COUNT, parts=("arabic", "russian", "somali")).rest.values()) == [(55 - 50 - 2, 0)]


def test_the_same_population_has_the_same_size_in_two_indicators() -> None:
    rows = [row(ID, 2022, 46, 80), row("enrolled-again", "2022-12-31", **HIDDEN)]
    assert left_open(read(rows, indicator("enrolled-again")), 1, EVERYBODY) == Range(80, 80)
    assert left_open(read(rows, indicator("enrolled-again", among="others")), 1, EVERYBODY).low == 0


def test_one_population_among_another_is_the_same_figure_in_two_indicators() -> None:
    rows = [row(ID, 2022, 46, 80), row("told-twice", 2022, **HIDDEN)]
    assert left_open(read(rows, indicator("told-twice")), 1) == Range(46, 46)
    own = {"population": "enrolled", "among": "enrolled"}  # a property of theirs that only the indicator knows
    assert left_open(read(rows, indicator("told-twice", **own), **own), 1) == Range(0, 80)


def test_figures_that_do_not_agree_are_not_the_same() -> None:
    rows = [row(ID, 2022, 46, 80), row("told-twice", 2022, 40, 80), row("third", 2022, **HIDDEN)]
    found = read(rows, indicator("told-twice"), indicator("third"))
    assert left_open(found, 2) == Range(0, 80)
    assert left_open(found, 2, EVERYBODY) == Range(80, 80)


def test_a_percentage_without_numerator_tells_what_its_decimals_tell() -> None:
    rows = [row(ID, 2022, value=3.0), row("size", 2022, 60, 120)]
    found = read(rows, indicator("size", population="enrolled"))
    assert left_open(found, 0) == Range(3, 4)  # 2.5 % of 120 is 3, 3.5 % is 4.2
    assert left_open(read([row(ID, 2022, None, 120, value=3.3)]), 0) == Range(4, 4)


def test_parts_of_a_share_add_up_on_both_sides() -> None:
    rows = [row(ID, 2022, 50, 90), row(ID, 2022, 30, 40, part="arabic"), row(ID, 2022, part="russian", **HIDDEN)]
    found = read(rows, parts=("arabic", "russian"))
    assert [left_open(found, 2, what) for what in (COUNTED, OTHERS, EVERYBODY)] == [
        Range(50 - 30, 20),
        Range(40 - 10, 30),
        Range(90 - 40, 50),
    ]


def test_shares_of_the_whole_have_one_denominator() -> None:
    rows = [row(ID, 2022, 50, 90), row(ID, 2022, 30, 90, part="arabic"), row(ID, 2022, 20, 90, part="russian")]
    found = read(rows, parts=("arabic", "russian"))
    assert len({told.numbers[EVERYBODY] for told in found.told}) == 1


def test_the_groups_of_a_gap_are_counted_apart() -> None:
    rows = gaps(ID, y2022=(40, 60, 420, 600))
    found = read(rows, indicator("size", among="others"), kind=Kind.GAP)
    assert [told.values[told.numbers[EVERYBODY]] for told in found.told] == [60, 600]


@pytest.mark.parametrize("difference", [1, -1])
def test_a_faulty_sum_is_known_to_whoever_knows_the_fault(difference: int) -> None:
    rows = [row(ID, 2022, 52 + difference), row(ID, 2022, 2, part="arabic"), row(ID, 2022, 50, part="russian")]
    (relation,) = read(rows, kind=Kind.COUNT, parts=("arabic", "russian")).relations
    assert (relation.low, relation.high) == (difference, difference)


def test_those_who_kept_gained_or_lost_it_link_two_figures() -> None:
    """30 kept it, 16 gained it: 46. The 10 who lost it follow from the earlier 40, and 4 never had it."""
    flows = [row(ID, 2022, x, 60, part=f"{word}_since_2021") for word, x in (("kept", 30), ("gained", 16))]
    hidden = row(ID, 2022, part="lost_since_2021", **HIDDEN)
    found = read([row(ID, 2021, 40, 60), row(ID, 2022, 46, 60), *flows, hidden])
    assert left_open(found, 4) == Range(40 - 30, 10)
    whole = read([row(ID, 2021, 40, 60), row(ID, 2022, 46, 60), *flows, row(ID, 2022, 10, 60, part="lost_since_2021")])
    assert [value for value, _ in whole.rest.values()] == [60 - 30 - 16 - 10]
