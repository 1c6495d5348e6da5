"""The least that must be hidden, on tables small enough to see it, or to try every other choice."""

import itertools
import random
from collections.abc import Iterable, Mapping

import pytest

from analysis.disclosure import (
    Line,
    Publication,
    Relation,
    System,
    adds_up,
    insiders,
    least_hiding,
    ranges,
    rounded_ratio,
    whole_persons,
)

FIVE = 5
WHOLE_LOSS = 1.5


def least(
    truth: Mapping[str, float],
    *relations: Relation,
    public: Iterable[str] = (),
    withheld: Iterable[str] = (),
    wholes: Iterable[str] = ("all",),
) -> set[str]:
    """What is hidden of numbers that each have a line of their own, when 1 to 4 are small."""
    found = least_hiding(publication(truth, *relations, public=public, withheld=withheld, wholes=wholes))
    return {name for position, name in enumerate(truth) if position in found}


def publication(
    truth: Mapping[str, float],
    *relations: Relation,
    public: Iterable[str] = (),
    withheld: Iterable[str] = (),
    wholes: Iterable[str] = ("all",),
) -> Publication:
    small = {name for name, value in truth.items() if 1 <= value < FIVE or name in withheld} - set(public)
    lines = [
        Line((name,), WHOLE_LOSS if name in wholes else 1.0 + value / 1000, hidden=name in small, public=name in public)
        for name, value in truth.items()
    ]
    return Publication(lines, truth, relations, dict.fromkeys(small, FIVE))


def languages(public: Iterable[str] = (), total: float | None = None, **parts: float) -> set[str]:
    truth = {"all": sum(parts.values()) if total is None else total, **parts}
    return least(truth, adds_up("all", parts), public=public)


# --- one breakdown ---------------------------------------------------------------------------------------------------


def test_nothing_is_hidden_beside_nothing() -> None:
    assert languages(arabic=12, russian=40) == set()


def test_beside_one_hidden_part_the_smallest_other_is_hidden() -> None:
    assert languages(arabic=3, russian=40, somali=12) == {"arabic", "somali"}


def test_of_equal_parts_the_same_one_is_always_hidden() -> None:
    hidden = languages(arabic=3, somali=12, russian=12)
    assert len(hidden) == 2
    assert all(languages(arabic=3, somali=12, russian=12) == hidden for _ in range(3))


def test_two_hidden_parts_protect_each_other_when_their_sum_is_no_small_number() -> None:
    assert languages(arabic=4, somali=4, russian=40) == {"arabic", "somali"}  # 8 together: each could be 0 to 8


def test_two_hidden_parts_are_not_enough_when_their_sum_is_small() -> None:
    assert languages(arabic=2, somali=2, russian=40, dari=12) == {"arabic", "somali", "dari"}


def test_the_only_speaker_of_a_language_cannot_work_out_the_other_hidden_one() -> None:
    """1 + 4 = 5 together are wide enough from outside, but whoever is the one knows that the others are 4."""
    assert languages(arabic=1, somali=4, russian=40, dari=12) == {"arabic", "somali", "dari"}


def test_a_part_of_nobody_protects_nobody() -> None:
    assert languages(arabic=3, somali=0, russian=40) == {"arabic", "russian"}


def test_where_no_part_can_protect_another_the_total_is_hidden() -> None:
    assert languages(arabic=3, somali=0) == {"arabic", "all"}


def test_a_public_total_cannot_be_hidden_so_all_other_parts_are() -> None:
    """3 in all: 0 to 3 is as wide as it can be made."""
    assert languages(arabic=3, somali=0, public=["all"]) == {"arabic", "somali"}


def test_a_public_part_protects_nobody() -> None:
    assert languages(arabic=3, dari=6, russian=40, public=["dari"]) == {"arabic", "russian"}


def test_what_is_public_itself_asks_for_nothing() -> None:
    assert languages(arabic=3, russian=40, public=["arabic"]) == set()


def test_a_number_that_nobody_here_knows_is_protected_too() -> None:
    truth = {"all": 55, "arabic": float("nan"), "russian": 40, "somali": 12}
    assert least(truth, adds_up("all", list(truth)[1:]), withheld=["arabic"]) == {"arabic", "somali"}


def test_figures_that_contradict_each_other_are_all_hidden_with_the_small_one() -> None:
    assert languages(arabic=3, russian=40, total=10) == {"all", "arabic", "russian"}


# --- several that hang together --------------------------------------------------------------------------------------


def test_a_number_in_two_lines_is_hidden_in_both() -> None:
    lines = [Line(("x",), hidden=True), Line(("x", "n")), Line(("n",))]
    assert least_hiding(Publication(lines, {"x": 3, "n": 90}, (), {"x": FIVE})) == {0, 1}


def beside_a_percentage(percent: float, counted: int, everybody: int, *more: Relation, known: str = "") -> set[str]:
    """What is hidden of everybody and of a percentage of them where 3 are small and the others are public."""
    truth = {"few": 3, "others": everybody - 3, "everybody": everybody, "counted": counted, "not": everybody - counted}
    truth |= {"larger": 18, "beyond": 18 - everybody} if more else {}
    sums = (adds_up("everybody", ["few", "others"]), adds_up("everybody", ["counted", "not"]), *more)
    lines = {
        "few": Line(("few",), hidden=True),
        "others": Line(("others",), public=True),
        "everybody": Line(("everybody",)),
        "percentage": Line((), says=rounded_ratio("counted", "everybody", percent, 0.05)),
        "known": Line((known,) if known else (), public=True),
    }
    found = least_hiding(Publication([*lines.values()], truth, sums, {"few": FIVE}))
    return {name for at, name in enumerate(lines) if at in found}


def test_a_percentage_stays_where_its_decimals_leave_open_of_how_many_it_is() -> None:
    """60.0 % is 27 of 45, and 30 of 50 as well."""
    assert beside_a_percentage(60.0, 27, 45) == {"few", "everybody"}


def test_a_percentage_goes_where_it_tells_of_how_many_it_is() -> None:
    assert beside_a_percentage(60.0, 27, 45, known="counted") == {"few", "everybody", "percentage"}


def test_a_percentage_goes_where_whole_persons_tell_of_how_many_it_is() -> None:
    """Between 12 and 18 only 15 can have 46.7 %; parts of persons would let it be any number."""
    within = adds_up("larger", ["everybody", "beyond"])
    assert beside_a_percentage(46.7, 7, 15, within, known="larger") == {"few", "everybody", "percentage"}


@pytest.mark.parametrize("few", [0, 1000])
def test_whole_persons_are_the_same_whether_both_ends_are_sought_at_once_or_one_by_one(few: int, monkeypatch) -> None:
    monkeypatch.setattr(whole_persons, "FEW", few)
    assert beside_a_percentage(60.0, 27, 45) == {"few", "everybody"}
    within = adds_up("larger", ["everybody", "beyond"])
    assert beside_a_percentage(46.7, 7, 15, within, known="larger") == {"few", "everybody", "percentage"}


def test_what_belongs_to_a_figure_is_hidden_with_it() -> None:
    lines = [Line(("n",), hidden=True), Line((), follows=(0,)), Line((), follows=(1,))]
    assert least_hiding(Publication(lines, {"n": 3}, (), {"n": FIVE})) == {0, 1, 2}


def test_overlapping_bands_are_one_system() -> None:
    """Under 25 and 20 to 39 tell those from 20 to 24 apart: 30 + 41 - 68 = 3 when all three are shown."""
    ages = (
        adds_up("0-24", ("0-19", "20-24")),
        adds_up("20-39", ("20-24", "25-39")),
        adds_up("0-39", ("0-19", "20-24", "25-39")),
    )
    truth = {"0-24": 30, "20-39": 41, "0-39": 68, "0-19": 27, "20-24": 3, "25-39": 38}
    lines = [Line((name,)) for name in ("0-24", "20-39", "0-39")]
    assert len(least_hiding(Publication(lines, truth, ages, {"20-24": FIVE}))) == 1


def two_by_two(seed: int, rows: int = 2, columns: int = 3) -> tuple[dict[str, float], list[Relation]]:
    """Languages by schools with all margins; every second number is small."""
    draw = random.Random(seed)
    inner = {(i, j): draw.choice([0, 1, 2, 3, 4, 8, 12, 20]) for i in range(rows) for j in range(columns)}
    truth = {f"{i}{j}": value for (i, j), value in inner.items()}
    truth |= {f"{i}.": sum(inner[i, j] for j in range(columns)) for i in range(rows)}
    truth |= {f".{j}": sum(inner[i, j] for i in range(rows)) for j in range(columns)}
    truth["all"] = sum(inner.values())
    relations = [adds_up(f"{i}.", [f"{i}{j}" for j in range(columns)]) for i in range(rows)]
    relations += [adds_up(f".{j}", [f"{i}{j}" for i in range(rows)]) for j in range(columns)]
    return truth, [*relations, adds_up("all", [f"{i}." for i in range(rows)])]


def widths(case: Publication, hidden: frozenset[int]) -> dict[tuple[str, str | None], float]:
    """How wide each protected number is left, to an outsider and to each insider: by the attacker alone."""
    shown = [name for position, line in enumerate(case.lines) if position not in hidden for name in line.tells]
    system = System(tuple(case.relations), {name: case.truth[name] for name in shown})
    alone = {name: 1.0 for name, value in case.truth.items() if value == 1}
    found = {(name, None): each.width for name, each in ranges(system, case.width).items()}
    for who, knowing in insiders(system, alone):
        others = [name for name in case.width if name != who]
        found |= {(name, who): each.width for name, each in ranges(knowing, others).items()}
    return found


@pytest.mark.parametrize("seed", range(8))
def test_no_cheaper_choice_would_have_protected_as_much(seed: int) -> None:
    truth, relations = two_by_two(seed)
    case = publication(truth, *relations)
    must = {position for position, line in enumerate(case.lines) if line.hidden}
    free = sorted(set(range(len(case.lines))) - must)
    possible = widths(case, frozenset(range(len(case.lines))))

    def protects(hidden: Iterable[int]) -> bool:
        left = widths(case, frozenset(hidden))
        return all(width >= min(FIVE, possible[key]) for key, width in left.items())

    def loss(lines: Iterable[int]) -> float:
        return sum(case.lines[line].loss for line in lines)

    chosen = least_hiding(case)
    assert must <= chosen
    assert protects(chosen)
    cheaper = (
        subset
        for size in range(len(free) + 1)
        for subset in itertools.combinations(free, size)
        if loss(subset) < loss(chosen - must) - 0.001
    )
    assert not any(protects(must.union(subset)) for subset in cheaper)
