"""Broken forms and tables: each is refused in one sentence with its place, and nothing is changed on disk."""

import datetime
import io
import itertools
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from filled_forms import ABROAD, COLUMNS, FLATS, MEAN, SHARE, cell_of, changed, filled, form, on_disk
from openpyxl.worksheet.worksheet import Worksheet
from small_project import programme_folder

from analysis import forms, programme
from analysis.errors import UnusableInput
from analysis.forms import Order
from analysis.observations.columns import COLUMNS as OBSERVATION
from analysis.programme import Programme

Broken = Callable[[Programme], Path]
GOOD = {"numerator": 101, "denominator": 119}
HEADER = ",".join(OBSERVATION)
ROW = "flats-set-aside-count,997,2024,,,,,12,reported,housing-office,housing-queue,"


@pytest.fixture
def town(tmp_path: Path) -> Programme:
    return programme.read(programme_folder(tmp_path / "nasby"))


def answer(key: str, **cells: Any) -> Broken:
    return lambda town: filled(town, {key: cells})


def in_form(change: Callable[[Worksheet], None], reporter: str = "housing-office") -> Broken:
    return lambda town: changed(town, change, reporter)


def hidden(name: str, value: str) -> Broken:
    """A form whose hidden sheet says something else."""

    def broken(town: Programme) -> Path:
        book = openpyxl.load_workbook(form(town))
        row = next(row for row in book["kotoarvio"].rows if row[0].value == name)
        row[1].value = value
        book.save(town.folder.parent / "other.xlsx")
        return town.folder.parent / "other.xlsx"

    return broken


def data(content: bytes, name: str = "sent.xlsx") -> Broken:
    def broken(town: Programme) -> Path:
        path = town.folder.parent / name
        path.write_bytes(content)
        return path

    return broken


def table(*rows: str, header: str = HEADER) -> Broken:
    return data("\n".join([header, *rows, ""]).encode("utf-8"), "sent.csv")


def package(change: Callable[[dict[str, bytes]], None]) -> Broken:
    """A filled form whose zip package was changed."""

    def broken(town: Programme) -> Path:
        source = filled(town, {SHARE: GOOD})
        with zipfile.ZipFile(source) as before:
            parts = {name: before.read(name) for name in before.namelist()}
        change(parts)
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as after:
            for name, content in parts.items():
                after.writestr(name, content)
        return source

    return broken


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def ods(
    cells: str, mimetype: bytes = b"application/vnd.oasis.opendocument.spreadsheet", manifest: bytes = b"<m/>"
) -> Broken:
    """A small .ods workbook: its first row is the header of observations.csv, its second these cells."""
    names = "".join(f'<t:table-cell o:value-type="string"><x:p>{name}</x:p></t:table-cell>' for name in OBSERVATION)
    content = (
        '<d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:c="urn:org:documentfoundation:names:'
        'experimental:calc:xmlns:calcext:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<o:body><o:spreadsheet><t:table t:name="Taul1"><t:table-row>{names}</t:table-row>{cells}'
        "</t:table></o:spreadsheet></o:body></d>"
    )
    content = content.replace("<t:", "<table:").replace("</t:", "</table:").replace(" t:", " table:")
    content = content.replace("xmlns:t=", "xmlns:table=").replace(" o:", " office:").replace("<o:", "<office:")
    content = content.replace("</o:", "</office:").replace("xmlns:o=", "xmlns:office=").replace(" c:", " calcext:")
    content = content.replace("xmlns:c=", "xmlns:calcext=").replace("<x:", "<text:").replace("</x:", "</text:")
    content = content.replace("xmlns:x=", "xmlns:text=")
    parts = {"mimetype": mimetype, "content.xml": content.encode("utf-8"), "META-INF/manifest.xml": manifest}
    return data(zipped(**parts), "sent.ods")


def row_of_ods(**replaced: str) -> str:
    """The cells of one good row, one of them replaced."""
    words = dict(zip(OBSERVATION, ROW.split(","), strict=True))
    cells = [
        replaced.get(name, f'<t:table-cell o:value-type="string"><x:p>{word}</x:p></t:table-cell>')
        for name, word in words.items()
    ]
    return f"<t:table-row>{''.join(cells)}</t:table-row>"


def typed_beside(sheet: Worksheet) -> None:
    last = max(cell.row for cell in sheet["A"] if cell.value)
    sheet[f"D{last + 2}"] = 12


def duplicate(sheet: Worksheet) -> None:
    """A row that was copied to the end, with another number."""
    row = cell_of(sheet, FLATS, "value").row
    cell_of(sheet, FLATS, "value").value = 7
    for cell in sheet[row]:
        sheet.cell(sheet.max_row + (cell.column == 1), cell.column, cell.value)
    sheet[f"{COLUMNS['value']}{sheet.max_row}"] = 8


def merge(sheet: Worksheet) -> None:
    row = cell_of(sheet, SHARE, "numerator").row
    cell_of(sheet, SHARE, "numerator").value = 40
    sheet.merge_cells(f"D{row}:E{row}")


def percent(sheet: Worksheet) -> None:
    cell_of(sheet, SHARE, "denominator").value = 100
    cell = cell_of(sheet, SHARE, "numerator")
    cell.value, cell.number_format = 0.57, "0.0 %"


def far_away(sheet: Worksheet) -> None:
    sheet["ZZZ1000000"] = 1


def corners(sheet: Worksheet) -> None:
    """Two cells, and a hundred million between them when the sheet is read as a rectangle."""
    sheet["A199999"], sheet["SF1"] = 1, 1


def merge_everything(parts: dict[str, bytes]) -> None:
    sheet = "xl/worksheets/sheet2.xml"
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[sheet] = re.sub(rb"<mergeCells.*</mergeCells>", b"", parts[sheet]).replace(
        b"</worksheet>", merged + b"</worksheet>"
    )


def many_sheets(town: Programme) -> Path:
    """Each spans less than a workbook may, and all of them more."""
    book = openpyxl.Workbook()
    for _ in range(8):
        sheet = book.create_sheet()
        sheet["A100000"], sheet["J1"] = 1, 1
    path = town.folder.parent / "sheets.xlsx"
    book.save(path)
    return path


def hidden_doctype(parts: dict[str, bytes]) -> None:
    """Entities that double nine times, behind a comment that is longer than what is looked at."""
    sheet = "xl/worksheets/sheet2.xml"
    names = "abcdefghij"
    nested = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    start = f'<!--{" " * 5000}--><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{nested}]>'.encode()
    head, mark, rest = parts[sheet].partition(b"<worksheet")
    parts[sheet] = head + start + mark + re.sub(rb"<v>[^<]*</v>", b"<v>&j;</v>", rest, count=1)


def error(parts: dict[str, bytes]) -> None:
    """The numerator's formula gives #DIV/0!."""
    sheet = "xl/worksheets/sheet2.xml"
    parts[sheet] = (
        parts[sheet].replace(b"<v>101</v>", b"<f>1/0</f><v>#DIV/0!</v>").replace(b't="n"><f>1/0', b't="e"><f>1/0')
    )


def doctype(parts: dict[str, bytes]) -> None:
    sheet = "xl/worksheets/sheet2.xml"
    parts[sheet] = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + parts[sheet]


def damaged(town: Programme) -> Path:
    """A byte in the middle of the packed questions is another one."""
    path = filled(town, {SHARE: GOOD})
    with zipfile.ZipFile(path) as file:
        part = file.getinfo("xl/worksheets/sheet2.xml")
    content = bytearray(path.read_bytes())
    content[part.header_offset + part.compress_size // 2] ^= 0xFF
    path.write_bytes(content)
    return path


BOMB = zipped(**{"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": bytes(54_321)}).replace(
    struct.pack("<I", 54_321), struct.pack("<I", 2_000_000_000)
)

CASES: dict[str, tuple[Broken, str]] = {
    # forms: what was typed
    "a numerator above its denominator": (answer(SHARE, numerator=120, denominator=119), "cell D8: The numerator 120"),
    "a numerator alone": (answer(SHARE, numerator=12), "cell E8: The numerator 12.0 has no denominator"),
    "a denominator alone": (answer(SHARE, denominator=12), "cell D8: The denominator 12.0 has no numerator"),
    "nobody to count": (answer(SHARE, numerator=0, denominator=0), "cell E8: The denominator is 0"),
    "half a person": (answer(SHARE, numerator=12.5, denominator=119), "cell D8: “12.5” is not a whole number"),
    "below zero": (answer(FLATS, value=-3), "“-3” is below zero"),
    "words for a number": (answer(FLATS, value="noin 30"), "“noin 30” is not a number"),
    "a limit for a number": (answer(FLATS, value="<5"), "“<5” is a limit, not a number"),
    "a dash for a number": (answer(FLATS, value="–"), "“–” is not a number"),
    "a date for a number": (
        answer(SHARE, numerator=datetime.date(2024, 5, 12), denominator=119),
        "cell D8: The cell holds the date “2024-05-12”, not a number",
    ),
    "true for a number": (answer(FLATS, value=True), "holds true or false"),
    "a number and a reason why there is none": (
        answer(FLATS, value=3, status="Inte insamlad"),
        "“3” is written although the status is not_collected",
    ),
    "a reason that is not in the list": (answer(FLATS, status="glömt"), "“glömt” is not in the list of the cell"),
    "a note alone": (answer(FLATS, note="frågar senare"), "The row has a note, but neither a number nor a reason"),
    "a note that is a formula": (
        answer(FLATS, value=3, note="\u200b=HYPERLINK(1)"),
        "holds a character that cannot be seen",
    ),
    "a note that begins as a formula": (answer(FLATS, value=3, note="@SUM(1)"), "The note begins with “@”"),
    "a mean without the number of answers": (answer(MEAN, value=3.5, denominator="kaikki"), "“kaikki” is not a number"),
    "a formula that was never calculated": (
        answer(FLATS, value="=3+4"),
        "The cell holds a formula that was never calculated",
    ),
    "a hundredfold slip": (answer(FLATS, value=1200), "1200.0 is a hundred times more or less"),
    # forms: what was done to them
    "a number beside the questions": (in_form(typed_beside), "“12” stands on a row that asks for nothing"),
    "a question twice": (in_form(duplicate), "with another number"),
    "merged cells": (in_form(merge), "The cell is merged with another"),
    "a percentage for a number of persons": (in_form(percent), "The cell is shown as a percentage"),
    "a cell far away": (in_form(far_away), "reaches beyond row 200000 or column 500"),
    "a code that was changed": (
        in_form(lambda sheet: sheet.__setitem__("A8", "housed|997")),
        "cell A8: “housed|997” is not the code of a question",
    ),
    "a question about nothing known": (
        lambda town: changed(town, lambda s: (s.__setitem__("A8", "moon|997|2024||"), s.__setitem__("D8", 3))),
        "cell A8: There is no indicator “moon”",
    ),
    "a question of another town": (
        lambda town: changed(
            town,
            lambda s: (s.__setitem__("A8", FLATS.replace("997", "235")), s.__setitem__("F8", 3)),
        ),
        "cell A8: The figure is about the municipality 235",
    ),
    "no codes of columns": (in_form(lambda sheet: sheet.delete_rows(1)), "The sheet with the questions is missing"),
    "the form of another programme": (hidden("programme", "granby"), "The form belongs to the programme “granby”"),
    "the form of a newer version": (hidden("kotoarvio-form", "9"), "made by another version of Kotoarvio"),
    "the form of an unknown reporter": (hidden("reporter", "bakery"), "has no reporter “bakery”"),
    "an error in a cell": (package(error), "The formula of the cell gives an error"),
    # workbooks as packages
    "macros": (package(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), "The workbook holds macros"),
    "links to other files": (
        package(lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<x/>"})),
        "takes figures from other files",
    ),
    "entities that swell": (package(doctype), "definitions that no spreadsheet writes"),
    "entities that swell behind a comment": (package(hidden_doctype), "The file is broken"),
    "two cells far apart": (in_form(corners), "The sheets span more than 5000000 cells"),
    "all cells merged into one": (package(merge_everything), "The sheets span more than 5000000 cells"),
    "many large sheets": (many_sheets, "The sheets span more than 5000000 cells"),
    "shared strings of a gigabyte": (
        package(lambda parts: parts.update({"xl/sharedStrings.xml": bytes(201_000_000)})),
        "unpacks to far more than a table of figures can be",
    ),
    "a table of more than 50 megabytes": (data(b"x;y\n" * 12_500_001, "sent.csv"), "larger than 50 megabytes"),
    "a zip bomb": (data(BOMB), "unpacks to far more than a table of figures can be"),
    "half a workbook": (lambda town: data(filled(town, {SHARE: GOOD}).read_bytes()[:4000])(town), "The file is broken"),
    "a workbook damaged on the way": (damaged, "The file is broken"),
    "a sheet that is no XML": (
        package(lambda parts: parts.update({"xl/worksheets/sheet2.xml": b"<worksheet><sheetData>"})),
        "The file is broken",
    ),
    "an old workbook or one with a password": (data(b"\xd0\xcf\x11\xe0" + bytes(9)), "an old .xls workbook or has a"),
    "a zip of something else": (data(zipped(**{"word/document.xml": b"<w/>"})), "not a workbook that can be read"),
    "a workbook that is no form": (
        lambda town: (openpyxl.Workbook().save(town.folder.parent / "x.xlsx"), town.folder.parent / "x.xlsx")[1],
        "neither a form nor a table",
    ),
    # ODS
    "an error in an ODS cell": (
        ods(row_of_ods(value='<t:table-cell o:value-type="string" c:value-type="error"/>')),
        "sent.ods, sheet Taul1, cell H2: The formula of the cell gives an error",
    ),
    "a percentage for a count in ODS": (
        ods(row_of_ods(value='<t:table-cell o:value-type="percentage" o:value="0.12"><x:p>12 %</x:p></t:table-cell>')),
        "cell H2: The cell is shown as a percentage",
    ),
    "a formula without a value in ODS": (
        ods(row_of_ods(value='<t:table-cell t:formula="of:=[.A1]+1"/>')),
        "cell H2: The cell holds a formula that was never calculated",
    ),
    "a link to another file in ODS": (
        ods(row_of_ods(value="""<t:table-cell t:formula="of:='file:///x.ods'#$A.A1" o:value-type="float"/>""")),
        "takes figures from other files",
    ),
    "a million rows in one element of ODS": (
        ods('<t:table-row t:number-rows-repeated="1048576"><t:table-cell o:value-type="float"/></t:table-row>'),
        "reaches beyond row 200000",
    ),
    "an ODS with a password": (ods("", manifest=b"<manifest:encryption-data/>"), "The file has a password"),
    "an OpenDocument text": (ods("", mimetype=b"application/vnd.oasis.opendocument.text"), "not a workbook"),
    # CSV and files
    "an empty file": (data(b"\n \n", "sent.csv"), "The file is empty"),
    "a picture": (data(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "sent.png"), "not a workbook that can be read"),
    "other columns": (table("a,b", header="Vuosi,Luku"), "neither a form nor a table"),
    "an open quotation mark": (table(ROW + '"he said'), "The quotation marks do not match from row"),
    "an unknown word": (table(ROW.replace("flats", "flat")), "sent.csv, cell A2: There is no indicator “flat"),
    "a year still to come": (table(ROW.replace("2024", "2099")), "cell C2: The figure is reported for “2099”"),
    "no reporter": (table(ROW.replace("housing-office", "")), "cell J2: Nobody stands behind the figure"),
    "the figure of another year's public file": (
        table("flats-set-aside-count,997,2021,,,,,13,reported,housing-office,housing-queue,"),
        "observations.csv, which is public, has another number",
    ),
    "a file that is not there": (lambda town: town.folder.parent / "gone.xlsx", "there is no such file or folder"),
    "a folder": (lambda town: town.folder, "The file cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_broken_input_is_refused_in_one_sentence_and_nothing_changes(town: Programme, case: str) -> None:
    broken, words = CASES[case]
    path = broken(town)
    before = on_disk(town)
    with pytest.raises(UnusableInput) as refused:
        forms.propose(town, Order((path,)))
    (message,) = refused.value.messages
    assert words in str(refused.value)
    assert path.name in str(refused.value)
    assert message.values["what"] and message.values["remedy"]
    assert on_disk(town) == before


MAPPINGS = {
    "not YAML": ("figures: [", "Not valid YAML"),
    "no figure": ("header: 1\n", "The mapping takes no figure"),
    "no number": ("figures:\n  - {indicator: feels-at-home, period: {column: Vuosi}}\n", "The figure has no number"),
    "no period": ("figures:\n  - {indicator: flats-set-aside-count, value: {column: Luku}}\n", "“period” is missing"),
    "a key that is not known": (
        "figures:\n  - {indicator: a, period: '2024', valeu: {column: Luku}}\n",
        "Did you mean “value”?",
    ),
    "an unknown source": (
        "source: gossip\nfigures:\n  - {indicator: a, period: '2024', value: {column: Luku}}\n",
        "“gossip” is not one of the choices",
    ),
    "a heading that the table lacks": (
        "figures:\n  - {indicator: flats-set-aside-count, period: {column: Jahr}, value: {column: Luku}}\n",
        "Row 1 lacks these headings: Jahr",
    ),
    "a heading that stands twice": (
        "figures:\n  - {indicator: flats-set-aside-count, period: {column: Vuosi}, value: {column: Twice}}\n",
        "Two columns have the heading “Twice”",
    ),
    "a sheet that the workbook lacks": (
        "sheet: Taul9\nfigures:\n  - {indicator: a, period: '2024', value: {column: Luku}}\n",
        "The workbook has no sheet “Taul9”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MAPPINGS)
def test_a_mapping_that_cannot_be_used_is_named(town: Programme, case: str) -> None:
    text, words = MAPPINGS[case]
    mapping = town.folder / "own" / "mappings" / "housing-office.yaml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text(text, encoding="utf-8")
    path = data(b"Vuosi;Luku;Twice;Twice\n2024;12;1;1\n", "sent.csv")(town)
    before = on_disk(town)
    with pytest.raises(UnusableInput) as refused:
        forms.propose(town, Order((path,), reporter="housing-office"))
    assert words in str(refused.value)
    assert on_disk(town) == before


def test_one_broken_file_keeps_the_others_out_too(town: Programme) -> None:
    good = filled(town, {SHARE: GOOD})
    bad = filled(town, {ABROAD: {"numerator": 9, "denominator": 3}}, "archipelago-school")
    before = on_disk(town)
    with pytest.raises(UnusableInput, match=r"archipelago-school-filled\.xlsx"):
        forms.propose(town, Order((good, bad)))
    assert on_disk(town) == before


def test_a_chart_beside_the_questions_is_no_fault(town: Programme) -> None:
    path = filled(town, {SHARE: GOOD})
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Kaavio")
    book.save(path)
    assert len(forms.propose(town, Order((path,))).rows) == 1


def test_a_style_far_outside_the_table_is_no_fault(town: Programme) -> None:
    def colour(sheet: Worksheet) -> None:
        cell_of(sheet, FLATS, "value").value = 7
        sheet["XFD1048576"].number_format = "0.0 %"

    assert forms.propose(town, Order((changed(town, colour),))).rows
