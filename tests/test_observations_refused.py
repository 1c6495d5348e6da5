"""What is refused at the door. Each case is one slip, the place where it is named, and words of the remedy."""

from dataclasses import replace
from pathlib import Path

import pytest
from observations_example import HEADER, contents, folder_with, programme

from analysis import observations
from analysis.errors import UnusableInput, english

GOOD = "attendance,049,2022,pupils,,46,80,57.5,reported,schools,register,"
SHARE = "attendance,049,2022,pupils,,{numerator},{denominator},{value},reported,schools,register,"
PERIOD = "attendance,049,{},pupils,,46,80,57.5,reported,schools,register,"
NOTE = "attendance,049,2022,pupils,,46,80,57.5,reported,schools,register,{}"
COUNT = "participants,049,2022,clients,,,,{},reported,library,register,"


def share(numerator: str = "", denominator: str = "", value: str = "") -> list[str]:
    return [SHARE.format(numerator=numerator, denominator=denominator, value=value)]


# name of the slip: (the file or its rows, words that the one message must hold)
BROKEN: dict[str, tuple[bytes | str | list[str], tuple[str, ...]]] = {
    # the file
    "a file of zero bytes, as a lost power supply leaves it": (bytes(5000), ("The file is empty",)),
    "an empty file": (b"", ("The file is empty", "Write the names of the columns")),
    "a file of spaces": (b" \n\n", ("The file is empty",)),
    "a workbook": (b"PK\x03\x04rest of it", ("spreadsheet workbook", "Save it again as UTF-8")),
    "UTF-16 with a mark": (HEADER.encode("utf-16"), ("UTF-16", "CSV UTF-8")),
    "UTF-16 without a mark": (HEADER.encode("utf-16-le"), ("UTF-16", "CSV UTF-8")),
    "UTF-32": (HEADER.encode("utf-32"), ("UTF-32", "CSV UTF-8")),
    "Windows-1252": (
        f"{HEADER}\n{NOTE.format('pääkirjasto')}\n".encode("cp1252"),
        ("row 2", "Windows-1252 / Latin-1", "pääkirjasto", "Save it again as UTF-8"),
    ),
    "a quotation mark that is never closed": (
        [GOOD, NOTE.format('"kysely')],
        ("row 3", "quotation marks do not match", "inside quotation marks"),
    ),
    # the header
    "semicolons": (
        f"{HEADER}\n{GOOD}\n".replace(",", ";"),
        ("row 1", "separated by semicolons", "as Excel does in Finland", "field delimiter “,”"),
    ),
    "tabs": (f"{HEADER}\n{GOOD}\n".replace(",", "\t"), ("row 1", "separated by the character", "Save it again")),
    "Excel's separator line": (f"sep=,\n{HEADER}\n{GOOD}\n", ("row 1", "sep=,", "Delete the first row")),
    "a missing column": (
        f"{HEADER.removesuffix(',note')}\n",
        ("row 1", "Columns that are missing: note.", "indicator, area, period"),
    ),
    "a misspelt column": (
        HEADER.replace("numerator", "Numerater"),
        ("row 1", "“Numerater”", "Did you mean “numerator”"),
    ),
    "an extra column": (HEADER + ",salary", ("row 1", "Column number 13, “salary”", "Delete the column")),
    "empty columns after the last": (
        f"{HEADER},,, \n{GOOD},,,\n",
        ("row 1: 3 columns have no name: numbers 13, 14, 15.", "Delete them in the spreadsheet", "indicator, area"),
    ),
    "a column that stands twice": (HEADER + ",note", ("row 1", "“note” stands twice", "Delete one")),
    "columns in another order": (
        HEADER.replace("indicator,area", "area,indicator"),
        ("row 1", "another order", "indicator, area, period"),
    ),
    # the row
    "too few cells": (["attendance,049,2022"], ("row 2", "3 cells; there should be 12", "Keep a comma")),
    "too many cells, from a decimal comma": (
        ["attendance,049,2022,pupils,,,,57,5,reported,schools,register,"],
        ("row 2", "13 cells; there should be 12", "Write decimals with a point"),
    ),
    "an empty row": (
        [
            GOOD,
            ",,,,,,,,,,,",
        ],
        ("row 3", "The row is empty", "Delete the row"),
    ),
    "a blank line at the end": ([GOOD, ""], ("row 3", "The row is empty", "even at its end")),
    # the words
    "an unknown indicator": (
        [GOOD.replace("attendance", "attendence")],
        ("row 2, column indicator", "“attendence”", "Did you mean “attendance”"),
    ),
    "no indicator": ([GOOD.replace("attendance", "")], ("row 2, column indicator", "The indicator is missing")),
    "an unknown group": ([GOOD.replace("pupils", "pupil")], ("column group", "“pupil”", "Did you mean “pupils”")),
    "a group that the indicator does not count": (
        [GOOD.replace("pupils", "residents")],
        ("column group", "“attendance” does not count the group “residents”", "counts: pupils"),
    ),
    "no group": ([GOOD.replace("pupils", "")], ("column group", "The group is missing", "Write one of these: pupils")),
    "a part of an indicator without parts": (
        [GOOD.replace("pupils,", "pupils,arabic")],
        ("column part", "“attendance” has no parts", "“arabic”", "Leave the part empty"),
    ),
    "an unknown part": (
        ["pupils-by-language,049,2022,pupils,arabia,,,30,reported,schools,,"],
        ("column part", "“arabia”", "Did you mean “arabic”"),
    ),
    "a standard deviation of something else than a mean": (
        [GOOD.replace("pupils,", "pupils,standard_deviation")],
        ("column part", "standard_deviation"),
    ),
    "an unknown status": (
        [GOOD.replace("reported", "ok")],
        ("column status", "“ok”", "reported, not_collected, withheld, not_applicable"),
    ),
    "a status in capitals": ([GOOD.replace("reported", "Reported")], ("column status", "Did you mean “reported”")),
    "no status": ([GOOD.replace("reported", "")], ("column status", "The status is missing")),
    "an unknown reporter": ([GOOD.replace("schools", "school")], ("column reporter", "“school”", "mean “schools”")),
    "nobody who stands behind the figure": (
        [GOOD.replace("schools", "")],
        ("column reporter", "no reporter is named", "schools, library"),
    ),
    "an unknown source": ([GOOD.replace("register", "registry")], ("column source", "“registry”", "mean “register”")),
    "a word with a space behind it": (
        [GOOD.replace("attendance", "attendance ")],
        ("column indicator", "begins or ends with a space", "Delete the space"),
    ),
    # the area
    "a lost leading zero": (
        [GOOD.replace("049", "49")],
        ("column area", "“49”", "Write 049", "format the column as text"),
    ),
    "the office's own code": (
        [GOOD.replace("049", "KU049")],
        ("column area", "“KU049”", "Write the digits alone: 049"),
    ),
    "a name for an area": ([GOOD.replace("049", "Espoo")], ("column area", "“Espoo”", "municipality is 049")),
    "another municipality without an official source": (
        [GOOD.replace("049", "091")],
        ("column area", "municipality 091", "Write 049", "official source"),
    ),
    # the period
    "no period": ([PERIOD.format("")], ("column period", "The period is missing", "2022-12-31")),
    "a thirteenth month": ([PERIOD.format("2022-13-01")], ("column period", "“2022-13-01”", "no such month or day")),
    "the 31st of June": ([PERIOD.format("2022-06-31")], ("column period", "“2022-06-31”", "no such month or day")),
    "a school year of two years": ([PERIOD.format("2022/2024")], ("column period", "“2022/2024”", "write 2022/2023")),
    "a short school year": ([PERIOD.format("2022/23")], ("column period", "“2022/23”", "write 2022/2023")),
    "a year of two digits": ([PERIOD.format("22")], ("column period", "“22”", "four digits")),
    "a year far ahead": ([PERIOD.format("2222")], ("column period", "“2222”", "between 1900 and 2100")),
    "several years": ([PERIOD.format("2018-2022")], ("column period", "“2018-2022”", "one row for each year")),
    "a Finnish date": ([PERIOD.format("31.12.2022")], ("column period", "“31.12.2022”", "for example 2022-12-31")),
    "an American date": ([PERIOD.format("12/31/2022")], ("column period", "“12/31/2022”", "for example 2022-12-31")),
    "a spreadsheet's day number": (
        [PERIOD.format("44926")],  # 44 926 days after 1899-12-30
        ("column period", "“44926”", "probably 2022-12-31", "Format the column as text"),
    ),
    "a date with a time of day": (
        [PERIOD.format("2022-12-31 00:00:00")],
        ("column period", "“2022-12-31 00:00:00” is a date as a spreadsheet", "for example 2022-12-31"),
    ),
    "a year still to come": ([PERIOD.format("2099")], ("column period", "“2099”, which is still to come", "Correct")),
    "a school year still to come": ([PERIOD.format("2098/2099")], ("column period", "“2098/2099”", "to come")),
    "a month in words": ([PERIOD.format("joulu.22")], ("column period", "“joulu.22”", "a month (2022-05)")),
    "digits of another script": ([PERIOD.format("٢٠٢٢")], ("column period", "“٢٠٢٢”", "Write a year (2022)")),
    # how numbers are written
    "a decimal comma": (share(value='"9,9"'), ("column value", "“9,9”", "comma", "9.9")),
    "thousands with a comma": ([COUNT.format('"10,396"')], ("column value", "“10,396”", "comma", "10396")),
    "thousands with a space": ([COUNT.format("1 234")], ("column value", "“1 234”", "space", "together: 1234")),
    "thousands with a no-break space": ([COUNT.format("1\u00a0234")], ("column value", "space", "together: 1234")),
    "a percent sign": (share(value="9.9 %"), ("column value", "“9.9 %”", "percent sign", "alone: 9.9")),
    "an exponent": ([COUNT.format("1e3")], ("column value", "“1e3”", "exponent", "Write all digits")),
    "NaN": (share(value="NaN"), ("column value", "“NaN”", "not_collected, withheld or not_applicable")),
    "infinity": (share(value="inf"), ("column value", "“inf”", "Write digits")),
    "a dash for nothing": (share(value="-"), ("column value", "“-”", "Leave the cell empty")),
    "the office's two dots": (share(value=".."), ("column value", "“..”", "Leave the cell empty")),
    "fewer than five": ([COUNT.format("<5")], ("column value", "“<5”", "status withheld")),
    "a number below zero": (share(value="-3"), ("column value", "“-3”", "below zero")),
    "a typographic minus": (share(value="\u22123"), ("column value", "“\u22123”", "below zero")),
    "digits of another script in a number": ([COUNT.format("٣")], ("column value", "“٣”", "Write digits")),
    "half a person": (share("46.5", "80"), ("column numerator", "“46.5”", "not a whole number", "without decimals")),
    "half a person below": (share("46", "80.5"), ("column denominator", "“80.5”", "not a whole number")),
    "a text for a number": (share("paljon", "80"), ("column numerator", "“paljon”", "not a number")),
    # what numbers say
    "more persons than there are": (
        share("81", "80"),
        ("column numerator", "numerator 81.0 is above the denominator 80.0", "Correct one of the two"),
    ),
    "a share of nobody": (share("0", "0"), ("column denominator", "denominator is 0.0", "not_applicable")),
    "a share above 100": (share(value="101"), ("column value", "101 is above 100 per cent", "from 0 to 100")),
    "a value that its counts do not give": (
        share("46", "80", "58.5"),  # 46 / 80 is 57.5 %
        ("column value", "value is 58.5", "give 57.5", "leave the value empty"),
    ),
    "a rate that its counts do not give": (
        ["received,049,2022,residents,,9,9000,10,reported,,office,"],  # 9 / 9000 is 1 in 1000
        ("column value", "value is 10", "give 1.0"),
    ),
    "a count that is written twice and differs": (
        ["participants,049,2022,clients,,12,,13,reported,library,,"],
        ("column value", "value is 13", "give 12.0"),
    ),
    "a reported figure without a number": (share(), ("column value", "no number", "not_collected")),
    "a reported count without a number": ([COUNT.format("")], ("column value", "no value", "not_collected")),
    "a numerator alone": (share("46"), ("column denominator", "numerator 46.0 has no denominator", "leave both empty")),
    "a denominator alone": (share("", "80"), ("column numerator", "denominator 80.0 has no numerator")),
    "a number although nothing was collected": (
        ["attendance,049,2022,pupils,,,,0,not_collected,schools,register,"],
        ("column value", "“0”", "not_collected", "Empty the cell"),
    ),
    "a number although it is withheld": (
        ["attendance,049,2022,pupils,,3,,,withheld,schools,register,"],
        ("column numerator", "“3”", "withheld", "Empty the cell"),
    ),
    "half a count": ([COUNT.format("7.5")], ("column value", "“7.5” is not a whole number", "is a count")),
    "a count with a denominator": (
        ["events,049,2022,,,,30,7,reported,library,,"],
        ("column denominator", "“30”", "count", "column “value”"),
    ),
    "a deliverable that is half done": (
        ["model,049,2022,,,,,0.5,reported,schools,,"],
        ("column value", "“0.5”", "1 when it is documented as done"),
    ),
    "a mean with a numerator": (
        ["feedback,049,2022,clients,,130,31,4.2,reported,library,,"],
        ("column numerator", "“130”", "mean", "column “value”"),
    ),
    # rows against rows
    "the same figure twice": (
        [GOOD, GOOD.replace("46,80,57.5", "40,80,50")],
        ("row 3, column indicator", "stands in row 2 already", "attendance, 049, 2022, pupils", "Keep one"),
    ),
    "a slip of two digits": (
        [COUNT.format("96").replace("2022", "2021"), COUNT.format("9600")],
        ("row 3, column value", "9600.0 is a hundred times", "Period: 2021. Figure: 96.0", "say why in the note"),
    ),
    "a share written as a fraction": (
        [*share(value="57.5"), SHARE.format(numerator="", denominator="", value="0.575").replace("2022", "2023")],
        ("row 3, column value", "a hundred times more or less"),
    ),
    # what hides in a cell
    "a formula": ([NOTE.format("=HYPERLINK(1)")], ("column note", "“=”", "formula", "Begin the note with a word")),
    "a formula with a plus": ([NOTE.format("+1")], ("column note", "“+”", "formula")),
    "a formula with an at sign": ([NOTE.format("@SUM(A1)")], ("column note", "“@”", "formula")),
    "a line break in a note": ([NOTE.format('"kysely\ntehtiin"')], ("column note", "\\u000a", "cannot be seen")),
    "a zero byte": ([NOTE.format("kysely\x00")], ("column note", "\\u0000", "cannot be seen", "plain editor")),
    "a sign that turns the writing": ([NOTE.format("kysely\u202etxt")], ("column note", "\\u202e", "cannot be seen")),
    "a hidden space in a word": ([GOOD.replace("pupils", "pup\u200bils")], ("column group", "\\u200b")),
    "letters that were ruined": (
        [NOTE.format("pÃ¤Ã¤kirjasto")],
        ("column note", "pÃ¤Ã¤kirjasto", "Type the word again"),
    ),
    "a very long note": ([NOTE.format("a" * 10_001)], ("column note", "more than 10000 characters", "Shorten")),
    "an endless note": ([NOTE.format("a" * 200_000)], ("row 2", "more than 10000 characters", "Shorten")),
}


@pytest.mark.parametrize("slip", BROKEN)
def test_a_slip_is_named_with_its_place_and_its_remedy(slip: str, tmp_path: Path) -> None:
    content, expected = BROKEN[slip]
    subject = folder_with(tmp_path, content)
    before = contents(tmp_path)
    with pytest.raises(UnusableInput) as refusal:
        observations.read(subject)
    (said,) = (english(message) for message in refusal.value.messages)
    assert said.startswith("observations.csv")
    assert [words for words in expected if words not in said] == [], said
    assert contents(tmp_path) == before


@pytest.mark.parametrize("slip", BROKEN)
def test_the_full_check_says_the_same_and_says_it_once(slip: str, tmp_path: Path) -> None:
    content, _ = BROKEN[slip]
    subject = folder_with(tmp_path, content)
    with pytest.raises(UnusableInput) as refusal:
        observations.read(subject)
    assert observations.check(subject) == list(refusal.value.messages)


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_rows(tmp_path: Path) -> None:
    slips = [*share("81", "80"), PERIOD.format("22"), GOOD.replace("pupils", "pupil")]
    with pytest.raises(UnusableInput) as refusal:
        observations.read(folder_with(tmp_path, slips))
    places = [english(message).split(":")[0] for message in refusal.value.messages]
    assert places == [
        "observations.csv, row 2, column numerator",
        "observations.csv, row 3, column period",
        "observations.csv, row 4, column group",
    ]


def test_one_bad_row_keeps_every_row_out(tmp_path: Path) -> None:
    good = [GOOD.replace("2022", str(year)) for year in range(1950, 2020)]
    with pytest.raises(UnusableInput):
        observations.read(folder_with(tmp_path, [*good, PERIOD.format("22")]))


def test_after_a_hundred_problems_the_rest_is_counted(tmp_path: Path) -> None:
    slips = [GOOD.replace("attendance", f"nothing-{number}") for number in range(250)]
    with pytest.raises(UnusableInput) as refusal:
        observations.read(folder_with(tmp_path, slips))
    assert len(refusal.value.messages) == 100 + 1
    assert english(refusal.value.messages[-1]).startswith("There are 150 more problems.")


def test_the_same_figure_in_the_public_and_the_own_file_names_both(tmp_path: Path) -> None:
    named = r"own/observations\.csv, row 2, column indicator: The same figure stands in observations\.csv, row 2:"
    with pytest.raises(UnusableInput, match=named):
        observations.read(folder_with(tmp_path, [GOOD], own=[GOOD]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        UnusableInput, match=r"observations\.csv: The file is missing\. Every programme folder needs it"
    ):
        observations.read(programme(tmp_path))


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "observations.csv").mkdir()
    with pytest.raises(UnusableInput, match="cannot be read"):
        observations.read(programme(tmp_path))


def test_nothing_is_reported_for_a_time_to_come_but_it_may_be_said_that_nothing_is(tmp_path: Path) -> None:
    row = PERIOD.format("2099").replace("46,80,57.5,reported", ",,,not_collected")
    assert len(observations.read(folder_with(tmp_path, [row]))) == 1


@pytest.mark.parametrize("name", ["Observations.csv.txt", "observations.xlsx", "koulut.csv"])
def test_figures_that_would_go_unread_because_of_their_files_name_are_refused(tmp_path: Path, name: str) -> None:
    subject = folder_with(tmp_path, [GOOD])
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_text("", encoding="utf-8")
    (tmp_path / "own" / "~$observations.xlsx").write_text("an open workbook leaves this", encoding="utf-8")
    (tmp_path / "own" / "saate.docx").write_text("a letter", encoding="utf-8")
    with pytest.raises(UnusableInput) as refusal:
        observations.read(subject)
    (said,) = (english(message) for message in refusal.value.messages)
    assert said.startswith(f"own/{name}: The file is not read: the figures of reporters stand in own/observations.csv")
    assert ("kotoarvio import" in said) == name.endswith(".xlsx")  # which would be no table under another name
    assert ("Give it that name" in said) == (not name.endswith(".xlsx"))
    assert observations.check(subject) == list(refusal.value.messages)


def test_other_tables_beside_the_own_figures_are_a_warning(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD], own=[GOOD.replace("2022", "2021")])
    (tmp_path / "own" / "koulut.csv").write_text("", encoding="utf-8")
    assert observations.check(subject) == []
    warnings = [english(warning) for warning in observations.warnings(subject)]
    (said,) = (warning for warning in warnings if warning.startswith("own/koulut.csv: The file is not read"))
    assert "kotoarvio import" in said and "Give it that name" not in said  # another file has that name


def test_own_figures_whose_link_leads_nowhere_are_not_passed_over(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD])
    (tmp_path / "own").mkdir()
    try:
        (tmp_path / "own" / "observations.csv").symlink_to(tmp_path / "a drive that is away" / "observations.csv")
    except OSError:
        pytest.skip("This machine lets nobody make links.")
    with pytest.raises(UnusableInput, match=r"own/observations.csv: The file"):
        observations.read(subject)


def test_a_file_in_the_place_of_the_own_folder_is_refused(tmp_path: Path) -> None:
    subject = folder_with(tmp_path, [GOOD])
    (tmp_path / "own").write_text("", encoding="utf-8")
    with pytest.raises(UnusableInput, match="own: It should be a folder, and it is a file"):
        observations.read(subject)


def test_a_word_that_no_indicator_can_be_is_not_answered_with_an_empty_list(tmp_path: Path) -> None:
    subject = replace(folder_with(tmp_path, [GOOD]), context=(), sectors=())
    with pytest.raises(UnusableInput, match=r"Take it from programme\.yaml"):
        observations.read(subject)
