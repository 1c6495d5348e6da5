"""What holds for any figures and for any bytes."""

import datetime
import math
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from observations_example import DATA, HEADER, programme, write

from analysis import observations
from analysis.errors import UnusableInput
from analysis.observations.columns import COLUMNS, KEY, NUMBERS, STANDARD_DEVIATION

THIS_YEAR = datetime.date.today().year
PERIODS = st.one_of(
    st.integers(1900, THIS_YEAR).map(str),
    st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(THIS_YEAR, 12, 31)).map(str),
    st.integers(1900, THIS_YEAR).map(lambda year: f"{year}/{year + 1}"),
    st.tuples(st.integers(1900, THIS_YEAR), st.integers(1, 12)).map(lambda month: f"{month[0]}-{month[1]:02}"),
)
# Letters, marks, digits, punctuation and symbols; the full stop keeps the text from ending in a space. A note on every
# row also means that a jump in a series is explained.
NOTES = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="\ufffdÃâ"), max_size=20).map(
    lambda text: f"Huom. {text}."
)


@st.composite
def reported(draw: st.DrawFn) -> dict[str, str]:
    """The numbers of one row of each kind of indicator."""
    denominator = draw(st.integers(1, 10**9))
    numerator = draw(st.integers(0, denominator))
    per_cent = draw(st.integers(0, 1000)) / 10
    number = draw(st.integers(0, 10**9))
    return draw(
        st.sampled_from(
            [
                {"indicator": "attendance", "group": "pupils", "numerator": numerator, "denominator": denominator},
                {"indicator": "attendance", "group": "pupils", "value": per_cent},
                {"indicator": "results-gap", "group": "foreign-language-pupils", "value": per_cent},
                {"indicator": "received", "group": "residents", "numerator": number, "denominator": denominator},
                {"indicator": "participants", "group": "clients", "value": number},
                {"indicator": "pupils-by-language", "group": "pupils", "part": "arabic", "numerator": number},
                {"indicator": "events", "value": number},
                {"indicator": "feedback", "group": "clients", "denominator": denominator, "value": per_cent},
                {"indicator": "model", "value": number % 2},
            ]
        )
    )


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    filled = draw(reported())
    status = draw(st.sampled_from(["reported", "reported", "not_collected", "withheld", "not_applicable"]))
    if status != "reported":
        filled = {column: text for column, text in filled.items() if column not in NUMBERS}
    filled |= {"period": draw(PERIODS), "status": status, "note": draw(NOTES)}
    filled |= draw(
        st.sampled_from(
            [
                {"area": "049", "reporter": "schools", "source": "register"},
                {"area": "049", "reporter": "library", "source": ""},
                {"area": "091", "reporter": "", "source": "office"},
            ]
        )
    )
    return [str(filled.get(column, "")) for column in COLUMNS]


def with_spreads(table: list[list[str]]) -> list[list[str]]:
    """Each mean with its standard deviation on the next row: a companion never stands alone."""
    part, numbers = COLUMNS.index("part"), [COLUMNS.index(column) for column in NUMBERS]
    found = []
    for row in table:
        found.append(row)
        if row[0] == "feedback":
            spread = [*row]
            spread[part] = STANDARD_DEVIATION
            spread[numbers[1]] = ""
            found.append(spread)
    return found


TABLES = st.lists(rows(), max_size=30, unique_by=lambda row: tuple(row[: len(KEY)])).map(with_spreads)


def cells(row: pd.Series) -> list[str]:
    """A row of the table that was read, as it would be written."""

    def number(cell: float) -> str:
        return "" if math.isnan(cell) else f"{cell:.0f}" if cell.is_integer() else repr(cell)

    return [number(row[column]) if column in NUMBERS else row[column] for column in COLUMNS]


@settings(max_examples=60, deadline=None)
@given(table=TABLES)
def test_any_valid_table_is_read_back_as_it_was_written(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "observations.csv", table)
        read = observations.read(programme(Path(folder)))
    expected = [[cell.removesuffix(".0") for cell in row[:8]] + row[8:] for row in table]
    assert sorted(cells(row) for _, row in read.iterrows()) == sorted(expected)
    assert sorted(read["row"]) == list(range(2, 2 + len(table)))


@settings(max_examples=10, deadline=None)
@given(table=TABLES)
def test_the_package_description_agrees_with_any_valid_table(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "observations.csv", table)
        description = (DATA / "kauniainen" / "datapackage.json").read_bytes()
        (Path(folder) / "datapackage.json").write_bytes(description)
        assert observations.check(programme(Path(folder))) == []


NEARLY_ROWS = st.text(st.sampled_from([*'attendance,049,2022,pupils,,46,80,57.5,reported,schools,register,;"\r\n\t =']))


@settings(max_examples=120, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), NEARLY_ROWS.map(str.encode)))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    for data in (content, HEADER.encode() + b"\n" + content):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "observations.csv"
            path.write_bytes(data)
            try:
                observations.read(programme(Path(folder)))
            except UnusableInput as refusal:
                assert refusal.messages
            assert path.read_bytes() == data
