"""Rows that belong to a figure and are no line of a breakdown: where they may stand, and what they must agree with."""

from pathlib import Path

import pytest
from observations_example import folder_with
from small_programme import indicator, programme, row, table

from analysis import observations
from analysis.errors import UnusableInput, english
from analysis.observations.columns import COMPANIONS, companion
from analysis.observations.release import release
from analysis.observations.totals import disagreements
from analysis.vocabulary import Kind, Sensitivity

ROOT = Path(__file__).parents[1]
EARLIER = "attendance,049,2021,pupils,,40,80,,reported,schools,register,"
LATER = "attendance,049,2022,pupils,,46,80,57.5,reported,schools,register,"


def flows(kept: int = 30, gained: int = 8, lost: int = 5, both: int = 60, since: str = "2021") -> list[str]:
    """46 of 80 against 40 of 80; of 60 pupils counted both times, 30 took part both times, 8 began and 5 stopped."""
    return [
        f"attendance,049,2022,pupils,{word}_since_{since},{number},{both},,reported,schools,register,"
        for word, number in (("kept", kept), ("gained", gained), ("lost", lost))
    ]


def said(folder: Path, *rows: str) -> list[str]:
    with pytest.raises(UnusableInput) as refusal:
        observations.read(folder_with(folder, rows))
    return [english(message) for message in refusal.value.messages]


def test_flows_that_agree_with_both_figures_are_taken_in(tmp_path: Path) -> None:
    assert len(observations.read(folder_with(tmp_path, [EARLIER, LATER, *flows()]))) == 5


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([EARLIER, *flows()], ("“kept_since_2021” belongs to a figure", "an empty part")),
        ([EARLIER, LATER, *flows()[:2]], ("“lost_since_2021” is missing", "Write 0 for nobody")),
        ([EARLIER, LATER, *flows(since="2020")], ("no earlier figure", "“2020”")),
        ([EARLIER, LATER, *flows(since="2022")], ("no earlier figure", "“2022”")),
        ([EARLIER, LATER, *flows(since="last year")], ("column part", "“last year” is not a period")),
        ([EARLIER, LATER, *flows(both=40)], ("Kept, gained and lost together: 43", "counted both times: 40")),
        ([EARLIER, LATER, *flows(both=81)], ("both times: 81", "only: 80")),
        ([EARLIER, LATER, *flows(gained=17)], ("Kept and gained together: 47", "numerator 46")),
        ([EARLIER, LATER, *flows(lost=11)], ("Kept and lost together: 41", "numerator 40")),
        ([EARLIER, LATER, *flows(both=73)], ("without it at the end: 35", "only: 34")),
        ([EARLIER, LATER, *flows(kept=25, gained=20, lost=4, both=70)], ("without it before: 41", "only: 40")),
        (
            [EARLIER, LATER, flows()[0], *flows(both=61)[1:]],
            ("denominators 60", "The denominator of all three"),
        ),
        (
            [EARLIER, LATER.replace("46,80,57.5,reported", ",,,not_collected"), *flows()],
            ("whose status is not_collected", "Give this row the same status"),
        ),
        ([EARLIER, LATER, LATER.replace("pupils,", "pupils,kept")], ("no part “kept”", "kept_since_2018")),
        (
            [LATER, "attendance,049,2022,pupils,invited,,,79,reported,schools,register,"],
            ("Invited: 79", "Answered: 80", "Nobody answers who was not invited"),
        ),
        (
            [LATER.replace("46,80,", ",,"), "attendance,049,2022,pupils,invited,,,79,reported,schools,register,"],
            ("does not say how many answered",),
        ),
        (
            ["feedback,049,2022,clients,standard_deviation,,,0.8,reported,library,register,"],
            ("“standard_deviation” belongs to a figure",),
        ),
    ],
)
def test_what_contradicts_its_figure_is_refused(rows: list[str], words: tuple[str, ...], tmp_path: Path) -> None:
    first = said(tmp_path, *rows)[0]
    assert [word for word in words if word not in first] == [], first


def test_a_percentage_of_those_who_changed_is_no_flow(tmp_path: Path) -> None:
    alone = [text.replace(",30,60,,", ",,,50,") for text in flows()]
    assert "percentage alone" in said(tmp_path, EARLIER, LATER, *alone)[0]


def test_flows_are_of_shares_and_gaps(tmp_path: Path) -> None:
    rows = ["participants,049,2022,clients,kept_since_2021,,,30,reported,library,register,"]
    assert "column part" in said(tmp_path, *rows)[0]


ID = "courses-passed"


def released(*rows: dict, **declared: object) -> list[str]:
    table_ = release(programme(indicator(ID, **declared)), table(list(rows)))
    return table_["withheld_because"].tolist()


def panel(kept: int, gained: int, lost: int, both: int, before=(40, 80), after=(46, 80)) -> list[dict]:
    moved = (("kept", kept), ("gained", gained), ("lost", lost))
    return [
        row(ID, 2021, *before),
        row(ID, 2022, *after),
        *(row(ID, 2022, number, both, part=f"{word}_since_2021") for word, number in moved),
    ]


def test_flows_of_enough_persons_pass_the_gate() -> None:
    assert released(*panel(30, 8, 5, 60)) == [""] * 5


@pytest.mark.parametrize("moved", [(30, 8, 4, 60), (30, 1, 5, 60), (4, 8, 5, 60), (30, 8, 18, 60)])
def test_flows_are_hidden_together_when_few_persons_moved_or_never_had_it(moved: tuple[int, ...]) -> None:
    assert released(*panel(*moved)) == ["", "", *["protected"] * 3]


def test_flows_of_a_sensitive_indicator_need_ten_persons_each() -> None:
    assert released(*panel(30, 8, 10, 60), sensitivity=Sensitivity.SENSITIVE) == ["", "", *["protected"] * 3]


@pytest.mark.parametrize("hidden", [{"before": (3, 80)}, {"after": (78, 80)}])
def test_flows_are_hidden_with_either_figure(hidden: dict) -> None:
    assert released(*panel(30, 8, 5, 60, **hidden))[2:] == ["protected"] * 3


def test_a_companion_is_never_taken_for_a_part_of_a_total() -> None:
    parts = [row(ID, 2022, 40, part="arabic"), row(ID, 2022, 6, part="other")]
    beside = row(ID, 2022, 30, 60, part="kept_since_2021")
    assert disagreements(table([row(ID, 2022, 46), *parts, beside])) == []
    assert disagreements(table([row(ID, 2022, 46), parts[0], beside]))[0].sum == 40


@pytest.mark.parametrize("one", COMPANIONS, ids=lambda one: one.word)
def test_every_companion_is_explained(one) -> None:
    page = (ROOT / "docs" / "observations.md").read_text(encoding="utf-8")
    written = f"{one.word}_since_2018" if one.looks_back else one.word
    assert f"`{written}`" in page
    assert companion(written) is one


def test_other_words_are_no_companions() -> None:
    assert [companion(part) for part in ("", "arabic", "kept", "standard_deviation_since_2018")] == [None] * 4
    assert companion("standard_deviation").kinds == (Kind.MEAN,)
