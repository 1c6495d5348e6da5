"""A table that somebody exported from a service by hand: CSV, one column a variable, and columns of numbers at the end.

Vipunen and the download page of StatFin write such files: semicolons or commas, a decimal comma, a byte order mark.
"""

import csv
import io
from collections.abc import Mapping
from itertools import product

from analysis.message import say
from analysis.sources import finding
from analysis.sources.cube import Cube, Missing, Variable
from analysis.sources.refusal import BadReply, damaged
from analysis.sources.symbols import Read, number, symbol

DELIMITERS = (";", "\t", ",")
ROLES = (finding.AREA, finding.TIME)


def read(data: bytes, symbols: Mapping[str, Missing | str], title: str) -> Cube:
    """The cube of an export. A combination without a row is absent. Raises `BadReply`."""
    header, lines = _lines(data)
    numeric = _numeric(header, lines, symbols)
    if not numeric or len(numeric) == len(header):
        raise BadReply(say("The file needs columns of words and, after them, columns of numbers."))
    stub = [at for at in range(len(header)) if at not in numeric]
    rows: dict[tuple[str, ...], list[str]] = {}
    for line in lines:
        key = tuple(line[at].strip() for at in stub)
        if key in rows:
            raise damaged(f"the row {', '.join(key)} stands twice")
        rows[key] = [line[at] for at in numeric]
    variables = tuple(_variable(header[at], [key[place] for key in rows]) for place, at in enumerate(stub))
    contents = Variable("content", "content", {header[at]: header[at] for at in numeric}, finding.CONTENT)
    cells = [
        _cell(rows[key][at], symbols) if key in rows else Read(None, Missing.ABSENT)
        for key in product(*(variable.labels for variable in variables))
        for at in range(len(numeric))
    ]
    return Cube(
        title=title,
        source="",
        updated=None,
        variables=(*variables, contents),
        values=tuple(cell.value for cell in cells),
        missing=tuple(cell.missing for cell in cells),
        symbols=tuple(cell.symbol for cell in cells),
        decimals={},
    )


def _lines(data: bytes) -> tuple[list[str], list[list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadReply(say("The file is not written in UTF-8.")) from None
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        lines = [
            line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(line)
        ]
    except csv.Error as refusal:
        raise damaged(refusal) from refusal
    if len(lines) < 2:
        raise BadReply(say("The file holds no figures."))
    header = [name.strip() for name in lines[0]]
    if any(len(line) != len(header) for line in lines) or len(set(header)) != len(header):
        raise BadReply(say("The rows of the file do not have one cell for each of its columns."))
    return header, lines[1:]


def _numeric(header: list[str], lines: list[list[str]], symbols: Mapping[str, Missing | str]) -> list[int]:
    """The columns of numbers: those at the end whose every cell is a number or a symbol, and no code or year."""
    found: list[int] = []
    for at in reversed(range(len(header))):
        named = any(finding.begins(header[at], role) for role in ROLES)
        if named or not all(_is_number(line[at], symbols) for line in lines):
            break
        found.insert(0, at)
    return found


def _is_number(text: str, symbols: Mapping[str, Missing | str]) -> bool:
    try:
        _cell(text, symbols)
    except ValueError:
        return False
    return True


def _cell(text: str, symbols: Mapping[str, Missing | str]) -> Read:
    bare = text.replace("\u00a0", "").replace(" ", "")
    if not bare:
        return Read(None, Missing.EMPTY)
    if bare in symbols:
        return symbol(bare, symbols)
    return number(bare.replace(",", "."))


def _variable(name: str, values: list[str]) -> Variable:
    role = next((role for role in ROLES if finding.begins(name, role)), None)
    return Variable(name, name, {value: value for value in dict.fromkeys(values)}, role)
