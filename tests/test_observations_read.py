"""Reading figures that are written as they should be."""

import math
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from observations_example import HEADER, folder_with, programme

from analysis import observations
from analysis.errors import english
from analysis.observations import totals
from analysis.observations.columns import COLUMNS, NUMBERS

GOOD = (
    "attendance,049,2022,pupils,,46,80,57.5,reported,schools,register,",
    "attendance,049,2022/2023,pupils,,,,57.5,reported,schools,,",
    "attendance,049,2023/2024,pupils,,,80,57.5,reported,schools,,",
    "attendance,049,2024,pupils,,,,,not_collected,schools,,kysely jäi tekemättä",
    "attendance,091,2022,pupils,,,,61,reported,,office,",
    "results-gap,049,2022,foreign-language-pupils,,20,50,,reported,schools,,",
    "results-gap,049,2022,pupils,,300,500,,reported,schools,,",
    "received,049,2022,residents,,9,9000,1,reported,,office,",
    "participants,049,2022-05,clients,,,,0,reported,library,,",
    "participants,049,2022-06,clients,,12,,,reported,library,,",
    "events,049,2022,,,,,7,reported,library,,",
    "feedback,049,2022,clients,,,31,4.2,reported,library,,",
    "feedback,049,2022,clients,standard_deviation,,,0.8,reported,library,,",
    "model,049,2022-12-31,,,,,1,reported,schools,,",
    "pupils-by-language,049,2022,pupils,arabic,,,,withheld,schools,,",
)


def test_a_good_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    table = observations.read(folder_with(tmp_path, GOOD))
    assert list(table.columns) == [*COLUMNS, "row", "file"]
    assert len(table) == len(GOOD)
    assert sorted(table["row"]) == list(range(2, 2 + len(GOOD)))
    assert set(table["file"]) == {"observations.csv"}
    first = table.iloc[0]
    assert (first["numerator"], first["denominator"], first["value"]) == (46, 80, 57.5)


def test_an_empty_cell_is_an_empty_text_or_a_missing_number_never_zero(tmp_path: Path) -> None:
    table = observations.read(folder_with(tmp_path, GOOD))
    assert not table.drop(columns=list(NUMBERS)).isna().any().any()
    assert all(table[column].dtype == np.float64 for column in NUMBERS)
    not_collected = table[table["status"] == "not_collected"].iloc[0]
    assert all(math.isnan(not_collected[column]) for column in NUMBERS)


def test_a_municipality_code_keeps_its_leading_zero(tmp_path: Path) -> None:
    assert set(observations.read(folder_with(tmp_path, GOOD))["area"]) == {"049", "091"}


def test_good_figures_have_no_problems(tmp_path: Path) -> None:
    assert [english(message) for message in observations.check(folder_with(tmp_path, GOOD))] == []


def test_own_figures_are_read_after_the_public_ones(tmp_path: Path) -> None:
    table = observations.read(folder_with(tmp_path, GOOD[:1], own=GOOD[10:11]))
    assert list(zip(table["file"], table["row"], strict=True)) == [("observations.csv", 2), ("own/observations.csv", 2)]


def test_a_file_with_only_a_header_has_no_figures(tmp_path: Path) -> None:
    table = observations.read(folder_with(tmp_path, HEADER + "\n"))
    assert list(table.columns) == [*COLUMNS, "row", "file"]
    assert table.empty
    assert observations.check(programme(tmp_path)) == []


def test_the_byte_order_mark_that_excel_writes_is_accepted(tmp_path: Path) -> None:
    content = "\ufeff" + "\r\n".join([HEADER, *GOOD]) + "\r\n"
    subject = folder_with(tmp_path, content.encode("utf-8"))
    assert observations.check(subject) == []
    assert observations.read(subject)["indicator"].iloc[0] == "attendance"


def test_a_note_may_hold_commas_quotation_marks_and_letters_of_every_kind(tmp_path: Path) -> None:
    row = 'attendance,049,2022,pupils,,,,57.5,reported,schools,,"Kysely, ”yli 50”, ""ääkköset"", العربية, 你好"'
    table = observations.read(folder_with(tmp_path, [row]))
    assert table["note"].iloc[0] == 'Kysely, ”yli 50”, "ääkköset", العربية, 你好'


def test_a_value_may_differ_from_its_counts_by_rounding_and_no_more(tmp_path: Path) -> None:
    # 1 of 3 is 33.333...: 33, 33.3 and 33.33 are its roundings, 34 and 33.4 are not.
    row = "attendance,049,{year},pupils,,1,3,{value},reported,schools,,"
    for value, refused in {"33": 0, "33.3": 0, "33.33": 0, "34": 1, "33.4": 1, "33.4444": 1}.items():
        (tmp_path / value).mkdir()
        subject = folder_with(tmp_path / value, [row.format(year=2022, value=value)])
        assert len(observations.check(subject)) == refused, value


def test_a_jump_that_the_note_explains_is_read_with_a_warning(tmp_path: Path) -> None:
    rows = (
        "participants,049,2021,clients,,,,3,reported,library,register,",
        "participants,049,2022,clients,,,,300,reported,library,register,uusi kirjasto avattiin",
    )
    subject = folder_with(tmp_path, HEADER + "\n", own=rows)
    assert len(observations.read(subject)) == 2
    (warning,) = observations.warnings(subject)
    assert "own/observations.csv, row 3, column value: 300.0 is a hundred times" in english(warning)


def test_own_parts_that_miss_their_total_are_a_warning(tmp_path: Path) -> None:
    rows = (
        "pupils-by-language,049,2022,pupils,,,,100,reported,schools,,",
        "pupils-by-language,049,2022,pupils,finnish,,,80,reported,schools,,",
        "pupils-by-language,049,2022,pupils,arabic,,,30,reported,schools,,",
    )
    subject = folder_with(tmp_path, HEADER + "\n", own=rows)
    assert observations.check(subject) == []
    (warning,) = observations.warnings(subject)
    assert "row 2, column value: The parts add up to 110.0, but the total is 100.0." in english(warning)
    case = totals.Disagreement("pupils-by-language", "049", "2022", "pupils", 100, 80 + 30, (1, 2))
    assert totals.disagreements(observations.read(subject)) == [case]


def test_parts_below_their_total_are_no_fault_while_a_part_is_missing(tmp_path: Path) -> None:
    rows = (
        "pupils-by-language,049,2022,pupils,,,,100,reported,schools,,",
        "pupils-by-language,049,2022,pupils,finnish,,,80,reported,schools,,",
        "pupils-by-language,049,2022,pupils,arabic,,,,withheld,schools,,",
        "pupils-by-language,049,2023,pupils,,,,100,reported,schools,,",
        "pupils-by-language,049,2023,pupils,finnish,,,80,reported,schools,,",
    )
    assert observations.warnings(folder_with(tmp_path, HEADER + "\n", own=rows)) == []


def test_an_own_figure_in_the_shared_file_is_a_warning(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, ["events,049,2022,,,,,7,reported,library,register,"])
    (warning,) = observations.warnings(subject)
    assert "Move the row to own/observations.csv" in english(warning)
    assert observations.warnings(programme(tmp_path, invented=True)) == []


def test_a_file_that_is_not_taken_in_yet_is_checked_by_itself(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, GOOD)
    sent = tmp_path / "from the library.csv"
    sent.write_text("\n".join([HEADER, "events,049,2022,,,,,x,reported,library,,"]), encoding="utf-8")
    (message,) = observations.check_file(sent, subject)
    assert english(message).startswith("from the library.csv, row 2, column value: “x” is not a number.")
    (missing,) = observations.check_file(tmp_path / "nowhere.csv", subject)
    assert "nowhere.csv: The file is missing." in english(missing)


def test_reading_does_not_wait_for_the_package_that_only_the_full_check_needs() -> None:
    code = "import sys; from analysis import observations; sys.exit('frictionless' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_hundred_thousand_figures_are_read_in_seconds(tmp_path: Path) -> None:
    row = "attendance,{area:03},{year},pupils,,{numerator},80,,reported,,office,huomautus {year}/{area}"
    areas, years = range(1000), range(1901, 2001)
    rows = [row.format(area=area, year=year, numerator=40 + area % 41) for year in years for area in areas]
    subject = folder_with(tmp_path, rows)
    start = time.process_time()
    assert len(observations.read(subject)) == 1000 * 100
    spent = time.process_time() - start
    assert spent < 10, f"{spent:.1f} s of processor time for 100,000 rows"
