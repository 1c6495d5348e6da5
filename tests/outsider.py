"""An outsider with a solver, who has nothing but the files of a finished report and knows how such a town is counted.

Nothing here is shared with `analysis.intruder`, which examines reports for the project itself: the files are read with
other parsers, what hangs together is written down anew, and the equations are solved by another solver call.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import numpy as np
from openpyxl import load_workbook
from pupil_towns import CODE, LANGUAGES, SCHOOLS, YEARS, Cell
from scipy.optimize import linprog

Key = tuple[str, int, str]  # indicator, year, part
TITLES = {
    "pupils-by-language": "Pupils by language",
    "own-language-teaching": "Teaching of the own language",
    "supported-pupils": "Pupils with social support",
}
PARTS = {f"Language {each}": each for each in LANGUAGES} | {f"School {each}": each for each in SCHOOLS}
BLOCK = "application/vnd.kotoarvio.block+json"


def published(report: Path) -> dict[Key, tuple[float, float | None]]:
    """Persons counted and of how many, as far as figures.csv tells."""
    found: dict[Key, tuple[float, float | None]] = {}
    with (report / "downloads" / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["numerator"] or row["value"]:
                counted = float(row["numerator"] or row["value"])
                everybody = float(row["denominator"]) if row["denominator"] else None
                found[row["indicator"], int(row["period"][:4]), row["part"]] = counted, everybody
    return found


def beside(report: Path, cell: Cell) -> list[str]:
    """Every place in the report that shows a number where this cell would stand: its title, its year and its part."""
    title = TITLES[cell.indicator]
    return [
        f"{file}: {text}"
        for file, text in lines(report)
        if title in text and str(cell.year) in text and names(text) == ({cell.part} - {""}) and has_number(text)
    ]


def names(text: str) -> set[str]:
    return {part for name, part in PARTS.items() if name in text}


def has_number(text: str) -> bool:
    """A number that is no year, no level of an interval (95 %), no code of a municipality, no position."""
    return re.search(rf"(?<![\d.,])(?!(?:19|20)\d\d\b)(?!95\b)(?!{CODE}\b)\d+", text) is not None


def lines(report: Path) -> Iterator[tuple[str, str]]:
    """Whatever can be read, a line at a time, with what stands above it: titles of tables, heads of columns."""
    for path in sorted(report.rglob("*.*")):
        name = path.relative_to(report).as_posix()
        if path.suffix == ".html":
            yield from ((name, line) for line in _Rows.of(path.read_text(encoding="utf-8")))
        elif path.suffix == ".ipynb":
            yield from ((name, line) for line in _cells(json.loads(path.read_text(encoding="utf-8"))))
        elif path.suffix == ".xlsx":
            for sheet in load_workbook(path).worksheets:
                rows = [[str(value) for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
                yield from ((name, _titled(" | ".join(row))) for row in rows)
        elif path.suffix == ".csv":
            yield from ((name, _titled(line)) for line in path.read_text(encoding="utf-8").splitlines())
        else:
            yield from ((name, line) for line in path.read_text(encoding="utf-8").splitlines())


def _titled(row: str) -> str:
    """A row of a table for programs, with ids said as their names are."""
    for identity, title in TITLES.items():
        row = row.replace(identity, title)
    for name, part in PARTS.items():
        row = re.sub(rf"(?<![\w-]){part}(?![\w-])", name, row)
    return row


def _cells(notebook: dict) -> Iterator[str]:
    for cell in notebook["cells"]:
        yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield from _Rows.of("".join(output["data"].get("text/html", "")))
            yield from _sentences(output["data"].get(BLOCK, {}))
    yield json.dumps(notebook["metadata"])


def _sentences(block: object) -> Iterator[str]:
    """The values of a block that stand together in one row or sentence."""
    if isinstance(block, dict):
        if block.get("block") == "table":
            caption = " ".join(_leaves(block["caption"]))
            yield from (f"{caption} | {' | '.join(_leaves(row))}" for row in block["rows"])
        for key, child in block.items():
            yield from [" ".join(_leaves(child))] if key in ("title", "description", "sentences") else _sentences(child)
    elif isinstance(block, list):
        yield from chain.from_iterable(map(_sentences, block))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            if key not in ("decimals", "signed", "fi", "sv", "role", "key"):
                yield from _leaves(child)
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_leaves, value))
    elif value is not None and not isinstance(value, bool):
        yield str(value)


class _Rows(HTMLParser):
    """The rows of tables with their captions, and the texts outside tables, attributes included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._caption, self._row, self._in_caption, self._in_row = "", "", False, False

    @classmethod
    def of(cls, markup: str) -> list[str]:
        parser = cls()
        parser.feed(re.sub(r"<(style|script)>.*?</\1>", "", markup, flags=re.DOTALL))
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = " ".join(value or "" for key, value in attrs if key in ("title", "alt", "aria-label", "data-label"))
        if tag == "caption":
            self._caption, self._in_caption = "", True
        elif tag == "tr":
            self._row, self._in_row = "", True
        if told:
            self.handle_data(told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self._in_caption = False
        elif tag == "tr":
            self._in_row = False
            self.found.append(f"{self._caption} | {self._row}")
        elif tag == "table":
            self._caption = ""

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            self._caption += data
        elif self._in_row:
            self._row += f" {data}"
        elif data.strip():
            self.found.append(f"{self._caption} {data}")


# --- what hangs together ---------------------------------------------------------------------------------------------


class Equations:
    """Parts add up to their total, and those who are counted with the others to everybody."""

    def __init__(self, known: dict[Key, tuple[float, float | None]], shares: Iterable[str]):
        self._place: dict[tuple[str, Key], int] = {}
        self._sums: list[dict[int, float]] = []
        self._fixed: dict[int, float] = {}
        for indicator in TITLES:
            parts = LANGUAGES if indicator == "pupils-by-language" else SCHOOLS
            whats = ("x", "others", "n") if indicator in shares else ("x",)
            for year in YEARS:
                for what in whats:
                    total = {self.place(what, (indicator, year, "")): -1.0}
                    self._sums.append(total | {self.place(what, (indicator, year, part)): 1.0 for part in parts})
                if len(whats) == 3:
                    for part in ("", *parts):
                        x, others, n = (self.place(what, (indicator, year, part)) for what in whats)
                        self._sums.append({x: 1.0, others: 1.0, n: -1.0})
        for year in YEARS:  # all pupils are one number, whichever indicator tells it
            n = self.place("n", ("supported-pupils", year, ""))
            self._sums.append({n: 1.0, self.place("x", ("pupils-by-language", year, "")): -1.0})
        for key, (x, n) in known.items():
            self._fixed[self.place("x", key)] = x
            if n is not None:
                self._fixed[self.place("n", key)] = n

    def place(self, what: str, key: Key) -> int:
        return self._place.setdefault((what, key), len(self._place))

    def range_of(self, what: str, key: Key, also: dict[int, float] | None = None) -> tuple[float, float]:
        """The least and the largest value that remain possible, in whole persons."""
        fixed = self._fixed | (also or {})
        matrix = np.zeros((len(self._sums), len(self._place)))
        for row, terms in enumerate(self._sums):
            for place, sign in terms.items():
                matrix[row, place] = sign
        bounds = [(fixed[place], fixed[place]) if place in fixed else (0, None) for place in range(len(self._place))]
        ends = []
        for direction in (1.0, -1.0):
            goal = np.zeros(len(self._place))
            goal[self.place(what, key)] = direction
            solved = linprog(goal, A_eq=matrix, b_eq=np.zeros(len(self._sums)), bounds=bounds, integrality=1)
            ends.append(direction * solved.fun if solved.status == 0 else np.inf)
        return round(ends[0]), ends[1] if np.isinf(ends[1]) else round(ends[1])


def recovered(report: Path, cells: Iterable[Cell]) -> list[str]:
    """The small numbers of the town that the outsider finds out: exactly, or so nearly that they must be small.

    Also as each person who is alone in a hidden number and so knows it.
    """
    cells = list(cells)
    known = published(report)
    shares = {cell.indicator for cell in cells if cell.n is not None}
    equations = Equations(known, shares)
    by_year: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        by_year[cell.indicator, cell.year].append(cell)
    found = []
    for cell in cells:
        key = (cell.indicator, cell.year, cell.part)
        if not cell.is_small:
            continue
        if key in known:
            found.append(f"{key} is published")
        found += [f"{key} stands in {place}" for place in beside(report, cell)]
        neighbours = [other for other in by_year[cell.indicator, cell.year] if other != cell]
        alone = [equations.place("x", (o.indicator, o.year, o.part)) for o in neighbours if o.x == 1]
        for insider in ({}, *({place: 1.0} for place in alone)):
            for what, value in (("x", cell.x), ("others", None if cell.n is None else cell.n - cell.x)):
                lowest = 0 if cell.least == 10 else 1
                if value is not None and lowest <= value < cell.least:
                    low, high = equations.range_of(what, key, insider)
                    if low == high or (low >= lowest and high < cell.least):
                        found.append(f"{key}: {what} is between {low} and {high}")
    return found
