"""The text of a file as rows of cells: the right columns, the right number of cells, nothing hidden in them."""

import csv
import difflib
import io
from collections.abc import Iterator

from analysis.message import Listing, Message, Verbatim, say, say_many, shown
from analysis.observations.columns import COLUMNS
from analysis.observations.problem import Problems

LONGEST_CELL = 10_000  # characters
DELIMITERS = {";": "semicolon", "\t": "tab", "|": "vertical bar"}


def parse(file: str, text: str, problems: Problems) -> list[tuple[int, list[str]]] | None:
    """The rows below the header with their numbers, or None when the file cannot be read as a table at all.

    A row with too few or too many cells is a problem and is left out, so that its other cells raise no false ones.
    """
    reader = _records(file, text, problems)
    header = next(reader, None)
    if header is None or not _header_is_right(file, header[1], text, problems):
        return None
    rows = []
    for number, cells in reader:
        if not any(cells):
            problems.add(
                (say("The row is empty."), say("Delete the row; the file may not have empty rows, even at its end.")),
                file,
                number,
            )
        elif len(cells) != len(COLUMNS):
            problems.add(_wrong_width(cells), file, number)
        else:
            rows.append((number, cells))
    return rows


def _records(file: str, text: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as refusal:
        if "field limit" in str(refusal):
            problems.add(too_long(), file, number)
        else:
            problems.add(
                (
                    say("The quotation marks do not match, and the rows from here on cannot be told apart."),
                    say(
                        "Write a text that holds a comma inside quotation marks, and a quotation mark inside it twice."
                    ),
                ),
                file,
                number,
            )


def too_long() -> tuple[Message, Message]:
    return (
        say("A cell holds more than {longest} characters.", longest=LONGEST_CELL),
        say("Shorten the note; if a quotation mark was opened and never closed, close it."),
    )


def _wrong_width(cells: list[str]) -> tuple[Message, Message]:
    return (
        say_many(
            "The row has {count} cell; there should be {expected}.",
            "The row has {count} cells; there should be {expected}.",
            len(cells),
            expected=len(COLUMNS),
        ),
        say(
            "Keep a comma for every empty cell. Write decimals with a point, and put a note that holds a comma inside "
            "quotation marks."
        ),
    )


def _header_is_right(file: str, labels: list[str], text: str, problems: Problems) -> bool:
    if labels == list(COLUMNS):
        return True
    first_line = text.splitlines()[0] if text.splitlines() else ""
    if first_line.lower().replace(" ", "").startswith("sep="):
        problems.add(
            (
                say("The first row is “{text}” instead of the names of the columns.", text=shown(first_line)),
                say("Delete the first row and save the file with commas between the cells."),
            ),
            file,
            1,
        )
        return False
    for delimiter, name in DELIMITERS.items():
        if len({label.strip().strip('"').lower() for label in first_line.split(delimiter)} & set(COLUMNS)) > 2:
            problems.add(_other_delimiter(delimiter, name), file, 1)
            return False
    before = problems.errors
    _compare_labels(file, labels, problems)
    if problems.errors == before:
        problems.add(
            (
                say("The columns stand in another order."),
                say("Write the columns in this order: {columns}.", columns=_listing(COLUMNS)),
            ),
            file,
            1,
        )
    return False


def _other_delimiter(delimiter: str, name: str) -> tuple[Message, Message]:
    remedy = say(
        "Save it again with commas: in LibreOffice choose the field delimiter “,” when saving as CSV. Excel takes the "
        "delimiter from the list separator of the Windows region settings: set it to “,” and the decimal symbol to “.”."
    )
    if name == "semicolon":
        return say("The cells are separated by semicolons, as Excel does in Finland, not by commas."), remedy
    return say(
        "The cells are separated by the character “{delimiter}”, not by commas.", delimiter=shown(delimiter)
    ), remedy


def _compare_labels(file: str, labels: list[str], problems: Problems) -> None:
    missing = [column for column in COLUMNS if column not in labels]
    nameless = [position for position, label in enumerate(labels, start=1) if not label.strip()]
    if nameless:
        problems.add(_without_name(nameless), file, 1)
    for position, label in enumerate(labels, start=1):
        if position in nameless:
            continue
        if label in COLUMNS:
            if labels.index(label) + 1 < position:
                problems.add(
                    (
                        say("The column “{column}” stands twice.", column=label),
                        say("Delete one of the two columns."),
                    ),
                    file,
                    1,
                )
            continue
        near = difflib.get_close_matches(label.strip().lower(), missing, n=1, cutoff=0.6)
        if near:
            missing.remove(near[0])
            problems.add(
                (
                    say("There is no column “{column}”.", column=shown(label)),
                    say("Did you mean “{near}”? Correct the name of the column.", near=near[0]),
                ),
                file,
                1,
            )
        else:
            problems.add(
                (
                    say(
                        "Column number {position}, “{column}”, does not belong here.",
                        position=position,
                        column=shown(label),
                    ),
                    say("Delete the column. The columns are: {columns}.", columns=_listing(COLUMNS)),
                ),
                file,
                1,
            )
    if missing:
        problems.add(
            (
                say("Columns that are missing: {columns}.", columns=_listing(missing)),
                say("Add them. All columns, in order: {columns}.", columns=_listing(COLUMNS)),
            ),
            file,
            1,
        )


def _without_name(positions: list[int]) -> tuple[Message, Message]:
    """A spreadsheet saves columns that once held something: one slip, however many they are."""
    what = say_many(
        "A column has no name: number {positions}.",
        "{count} columns have no name: numbers {positions}.",
        len(positions),
        positions=_listing([str(position) for position in positions]),
    )
    return what, say(
        "Delete them in the spreadsheet as whole columns, and save again. The columns are: {columns}.",
        columns=_listing(COLUMNS),
    )


def _listing(names: tuple[str, ...] | list[str]) -> Listing:
    return Listing(tuple(Verbatim(name) for name in names))
