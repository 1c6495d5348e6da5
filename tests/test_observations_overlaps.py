"""The same people in several places, as a programme declares it: what can be worked out then, and what is hidden."""

from dataclasses import replace

import pytest
from small_programme import indicator, name, programme, row, table
from test_programme_reading import PROGRAMME, changed, faults, folder_with

from analysis import programme as programmes
from analysis.disclosure import Range, ranges
from analysis.observations.counting import COUNTED, EVERYBODY, OTHERS
from analysis.observations.persons import outsider, persons
from analysis.observations.release import reasons
from analysis.programme import Indicator, Programme
from analysis.programme.nouns import Part
from analysis.programme.people import Addend, Ages, DeclaredSum
from analysis.vocabulary import Kind

HIDDEN = {"status": "withheld"}


def plan(*indicators: Indicator, sums: tuple[DeclaredSum, ...] = (), **populations: dict) -> Programme:
    """`learners={"within": ...}`: what is declared of a population."""
    small = programme(*indicators)
    declared = {id: replace(each, **populations.get(id, {})) for id, each in small.populations.items()}
    return replace(small, populations=declared, sums=sums)


def open_to_an_outsider(plan: Programme, rows: list[dict], position: int, what: str = COUNTED) -> Range:
    found = persons(plan, table(rows).to_dict("records"))
    number = found.told[position].numbers[what]
    return ranges(outsider(found), [number])[number]


def because(plan: Programme, rows: list[dict]) -> list[str]:
    return reasons(plan, table(rows).to_dict("records"))


def count(id: str, **declared: object) -> Indicator:
    return indicator(id, kind=Kind.COUNT, **declared)


# --- sums ------------------------------------------------------------------------------------------------------------

BY_LANGUAGE = [row("language", 2022, 52), row("language", 2022, 49, part="other")]
BY_SCHOOL = [row("school", 2022, 30, part="north"), row("school", 2022, 22, part="south")]
SAME_PUPILS = (DeclaredSum(Addend("language"), (Addend("school", "north"), Addend("school", "south")), True),)


def test_two_tables_of_the_same_pupils_share_their_total() -> None:
    both = plan(count("language", parts=("other",)), count("school", parts=("north", "south")), sums=SAME_PUPILS)
    rows = [BY_LANGUAGE[0], BY_SCHOOL[0], {**BY_SCHOOL[1], "numerator": float("nan"), **HIDDEN}]
    assert open_to_an_outsider(both, rows, 2) == Range(52 - 30, 22)
    assert open_to_an_outsider(replace(both, sums=()), rows, 2).width == float("inf")


def test_a_small_number_is_hidden_through_the_other_table_too() -> None:
    both = plan(count("language"), count("school", parts=("north", "south")), sums=SAME_PUPILS)
    rows = [row("language", 2022, 33), row("school", 2022, 30, part="north"), row("school", 2022, 3, part="south")]
    assert because(replace(both, sums=()), rows) == ["", "", "small"]
    assert because(both, rows) == ["", "complementary", "small"]


def test_of_an_incomplete_sum_the_others_are_a_group_too() -> None:
    """33 - 30 = 3 are in neither, so one of the two is hidden."""
    parts = DeclaredSum(Addend("language"), (Addend("school", "north"),), False)
    rows = [row("language", 2022, 33), row("school", 2022, 30, part="north")]
    assert because(plan(count("language"), count("school", parts=("north",)), sums=(parts,)), rows).count("") == 1


def test_each_sum_of_one_whole_leaves_others_of_its_own() -> None:
    sums = tuple(DeclaredSum(Addend("language"), (Addend("school", part),), False) for part in ("north", "south"))
    rows = [row("language", 2022, 60), row("school", 2022, 20, part="north"), row("school", 2022, 50, part="south")]
    declared = plan(count("language"), count("school", parts=("north", "south")), sums=sums)
    found = persons(declared, table(rows).to_dict("records"))
    assert [value for value, _ in found.rest.values()] == [60 - 20, 60 - 50]


def test_the_size_of_a_population_may_be_part_of_a_sum() -> None:
    same = DeclaredSum(Addend("enrolled-count"), (Addend(population="enrolled"),), True)
    rows = [row("enrolled-count", 2022, 80), row("share", 2022, 40, 80), row("share", 2021, **HIDDEN)]
    rows.append(row("enrolled-count", 2021, 90))
    declared = plan(indicator("share"), count("enrolled-count"), sums=(same,))
    assert open_to_an_outsider(declared, rows, 2, "everybody") == Range(90, 90)


def test_what_everybody_adds_up_to_is_known_too() -> None:
    """Of two schools as one 22 - 7 do not take part; of one school 10 - 3, so that 8 of the other do not."""
    schools = (Addend("school", "south"), Addend("school", "west"))
    as_one = DeclaredSum(Addend("both"), schools, True, everybody=True)
    small = plan(
        indicator("school", parts=("south", "west")), indicator("both", population="two", among="those"), sums=(as_one,)
    )
    rows = [
        row("both", 2022, 7, 22),
        row("school", 2022, 3, 10, part="south"),
        row("school", 2022, part="west", **HIDDEN),
    ]
    for what, left in ((COUNTED, 7 - 3), (OTHERS, 15 - 7), (EVERYBODY, 22 - 10)):
        assert open_to_an_outsider(small, rows, 2, what) == Range(left, left)
    alone = replace(small, sums=(replace(as_one, everybody=False),))
    assert open_to_an_outsider(alone, rows, 2) == Range(4, 4)
    assert open_to_an_outsider(alone, rows, 2, EVERYBODY).width == float("inf")


def test_several_years_as_one_give_the_hidden_year_back() -> None:
    as_one = DeclaredSum(Addend("both-years"), (Addend("pupils"),), True, years=2)
    small = plan(count("pupils"), count("both-years"), sums=(as_one,))
    rows = [row("both-years", 2022, 30), row("pupils", 2022, 27), row("pupils", 2021, **HIDDEN)]
    assert open_to_an_outsider(small, rows, 2) == Range(30 - 27, 3)
    assert because(small, [*rows[:2], row("pupils", 2021, 3)]) == ["", "complementary", "small"]


def test_of_a_leap_day_the_year_before_has_the_day_before() -> None:
    as_one = DeclaredSum(Addend("both-years"), (Addend("pupils"),), True, years=2)
    small = plan(count("pupils"), count("both-years"), sums=(as_one,))
    rows = [
        row("both-years", "2024-02-29", 30),
        row("pupils", "2024-02-29", 27),
        row("pupils", "2023-02-28", **HIDDEN),
    ]
    assert open_to_an_outsider(small, rows, 2) == Range(3, 3)


# --- populations within others ---------------------------------------------------------------------------------------


def test_those_in_the_larger_population_only_are_guarded() -> None:
    """80 are enrolled, 77 of them learners: 3 are not."""
    shares = indicator("a", population="learners", among="learners"), indicator("b", population="x", among="enrolled")
    rows = [row("a", 2022, 40, 77), row("b", 2022, 40, 80)]
    assert because(plan(*shares), rows) == ["", ""]
    assert because(plan(*shares, learners={"within": "enrolled"}), rows).count("") == 1


def test_a_population_counted_among_one_that_it_lies_within_is_counted_whole() -> None:
    shares = indicator("a", population="learners", among="learners"), indicator("b", population="learners")
    rows = [row("a", 2022, 40, 60), row("b", 2022, **HIDDEN)]
    assert open_to_an_outsider(plan(*shares, learners={"within": "enrolled"}), rows, 1) == Range(60, 60)
    assert open_to_an_outsider(plan(*shares), rows, 1).low == 0


# --- ages ------------------------------------------------------------------------------------------------------------

BANDS = {"0-24": Ages(0, 24), "20-39": Ages(20, 39), "0-39": Ages(0, 39), "40": Ages(40, None)}


def clients(**declared: object) -> Indicator:
    parts = tuple(Part(id, name(id), ages) for id, ages in BANDS.items())
    return replace(count("clients", **declared), parts=parts)


def of_ages(**counts: int) -> list[dict]:
    return [
        row("clients", 2022, number, part=id.removeprefix("of_").replace("_", "-")) for id, number in counts.items()
    ]


def test_overlapping_bands_tell_the_ages_between_them() -> None:
    """30 + 41 - 68 = 3 are from 20 to 24."""
    rows = of_ages(of_0_24=30, of_20_39=41, of_0_39=68)
    assert because(plan(clients()), rows).count("") == 2
    assert because(plan(clients()), of_ages(of_0_24=30, of_20_39=41, of_0_39=60)) == ["", "", ""]  # 11 are


def test_bands_and_their_total_leave_no_way_round() -> None:
    rows = [row("clients", 2022, 90), *of_ages(of_0_24=30, of_20_39=41, of_0_39=60, of_40=30)]
    hidden = [{**row("clients", 2022, part="40"), **HIDDEN} if each["part"] == "40" else each for each in rows]
    assert open_to_an_outsider(plan(clients()), hidden, 4) == Range(90 - 60, 30)


def test_populations_of_ages_within_the_same_one_are_bands() -> None:
    """Of residents 17 to 24 and under 25, those under 17 are 3."""
    ages = {"learners": Ages(0, 24), "others": Ages(17, 24)}
    declared = {id: {"within": "residents", "ages": band} for id, band in ages.items()}
    shares = indicator("a", among="learners"), indicator("b", among="others")
    rows = [row("a", 2022, 20, 43), row("b", 2022, 20, 40)]
    assert because(plan(*shares, **declared), rows).count("") == 1
    assert because(plan(*shares), rows) == ["", ""]


def test_shares_of_ages_among_the_same_are_bands() -> None:
    declared = {"learners": {"ages": Ages(0, 24)}, "others": {"ages": Ages(0, 29)}}
    shares = indicator("a", population="learners"), indicator("b", population="others")
    rows = [row("a", 2022, 20, 80), row("b", 2022, 23, 80)]
    assert because(plan(*shares, **declared), rows).count("") == 1


def test_bands_that_contradict_each_other_say_nothing_of_each_other() -> None:
    rows = of_ages(of_0_24=3, of_0_39=2)
    assert because(plan(clients()), rows) == ["small", "small"]


# --- reading ---------------------------------------------------------------------------------------------------------

DECLARED = """
sums:
  - whole: {indicator: courses}
    parts: [{population: speakers}]
    complete: false
"""


def test_what_is_declared_is_read(tmp_path) -> None:
    text = changed(PROGRAMME, "  - id: speakers\n", "  - id: speakers\n    within: adults\n    ages: 18-\n")
    found = programmes.read(folder_with(tmp_path, text + DECLARED))
    assert (found.populations["speakers"].within, found.populations["speakers"].ages) == ("adults", Ages(18, None))
    assert found.sums == (DeclaredSum(Addend("courses"), (Addend(population="speakers"),), False),)


def test_a_sum_of_everybody_over_several_years_is_read(tmp_path) -> None:
    declared = DECLARED.replace("{population: speakers}", "{indicator: in-work}")
    found = programmes.read(folder_with(tmp_path, PROGRAMME + declared + "    years: 2\n"))
    assert found.sums == (DeclaredSum(Addend("courses"), (Addend("in-work"),), False, False, 2),)


@pytest.mark.parametrize(
    ("more", "words"),
    [("    years: 11\n", "cannot be added up"), ("    everybody: true\n", "Only shares and rates say")],
)
def test_a_sum_that_cannot_be_is_refused(more: str, words: str, tmp_path) -> None:
    assert words in "\n".join(faults(folder_with(tmp_path, PROGRAMME + DECLARED + more)))


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ("    within: speakers\n", "lies within itself"),
        ("    within: nobody\n", "not one of the choices"),
        ("    ages: 24\n", "not a band of ages"),
        ("    ages: 24-18\n", "not a band of ages"),
    ],
)
def test_a_population_that_cannot_be_is_refused(declared: str, words: str, tmp_path) -> None:
    text = changed(PROGRAMME, "  - id: speakers\n", f"  - id: speakers\n{declared}")
    assert words in "\n".join(faults(folder_with(tmp_path, text)))


@pytest.mark.parametrize(
    ("addend", "words"),
    [
        ("{}", "one of the two"),
        ("{population: speakers, indicator: courses}", "one of the two"),
        ("{indicator: courses, part: nowhere}", "has no part"),
        ("{population: nobody}", "not one of the choices"),
    ],
)
def test_a_sum_of_what_is_not_there_is_refused(addend: str, words: str, tmp_path) -> None:
    text = PROGRAMME + DECLARED.replace("{population: speakers}", addend)
    assert words in "\n".join(faults(folder_with(tmp_path, text)))
