"""The examination of a finished report, before it is put in its place: every file, as an outsider could read it.

A report passes when every page says what its notebook's blocks say and no more, when nothing stands where a withheld
figure would stand, and when everything shown together leaves each withheld figure open. `docs/data-protection.md` says
the method and its limits in words.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.intruder import downloads, inference, notebooks, stored_workbook
from analysis.intruder.leak import Leak
from analysis.intruder.pages import Cells, Reader
from analysis.intruder.sightings import described
from analysis.intruder.town import Town
from analysis.message import LANGUAGES, say
from analysis.observations.earlier import NOTHING_EARLIER, Earlier
from analysis.programme import Programme
from analysis.report import schema
from analysis.report.pages import Page
from analysis.report.site import Site

RECORD, CHOOSER = "run.json", "index.html"
WORKBOOK = "downloads/report.xlsx"
TABLES = ("downloads/goals.csv", "downloads/indicators.csv", "downloads/findings.csv")
FIGURES = "downloads/figures.csv"
PACKAGE = "downloads/datapackage.json"


def examine(
    folder: Path,
    site: Site,
    raw: pd.DataFrame,
    released: pd.DataFrame,
    earlier: Earlier = NOTHING_EARLIER,
) -> tuple[Leak, ...]:
    """What the report in `folder` tells and must not. `raw` and `released` are the observations before and after the
    gate, `earlier` is what readers know from earlier reports; `site` has the report's pages.
    """
    town = Town.of(site.programme, raw, released)
    read = tuple(dict.fromkeys(Examination(folder, site, town, released).leaks()))
    seen = frozenset(leak.row for leak in read if leak.row is not None)
    known = frozenset(position for position, row in enumerate(raw.to_dict("records")) if earlier.knows(row))
    return *read, *_worked_out(town, raw, released, inference.Known(seen, known))


def teller(programme: Programme, raw: pd.DataFrame, released: pd.DataFrame) -> Callable[[Cells], bool]:
    """What says of a notebook's cells whether their blocks tell something of a withheld figure."""
    town = Town.of(programme, raw, released)
    return lambda cells: any(True for _ in notebooks.told(town, "", cells))


def _worked_out(town: Town, raw: pd.DataFrame, released: pd.DataFrame, known: inference.Known) -> Iterator[Leak]:
    """What follows from everything that the report shows, and what the gate let through though it is small."""
    cells = {cell.position: cell for cell in (*town.hidden, *town.shown)}
    for position in inference.unhidden(town.programme, raw, released):
        told = say("It is about so few persons that it may not be shown: {figure}.", figure=described(cells[position]))
        yield Leak("", told, position)
    for position in inference.worked_out(town.programme, raw, released, known):
        told = say("It can be worked out from what the report shows: {figure}.", figure=described(cells[position]))
        yield Leak("", told, position)


class Examination:
    """A report folder being read. A file that is missing or broken is a finding too: it cannot be vouched for."""

    def __init__(self, folder: Path, site: Site, town: Town, released: pd.DataFrame):
        self._folder, self._town, self._released = folder, town, released
        # A report prints what it was made from, which need not be what lies there today.
        origin = replace(site.provenance, fingerprint=str(json.loads(self._read(RECORD))["fingerprint"]))
        self._site = replace(site, provenance=origin)
        self._reader = Reader(self._site)

    def leaks(self) -> Iterator[Leak]:
        yield from _or_unreadable(CHOOSER, lambda: self._reader.chooser(self._read(CHOOSER)))
        for page in self._site.pages:
            yield from _or_unreadable(page.path, lambda page=page: self.of_page(page))
        yield from _or_unreadable("downloads", self.of_downloads)
        yield from _or_unreadable(RECORD, self.of_record)
        yield from self.of_other_files()

    def of_page(self, page: Page) -> Iterator[Leak]:
        """What a page tells in any language, and its notebook."""
        cells, file = self._cells(page)
        if file:
            yield from self._notebook(file, page)
        for language in LANGUAGES:
            yield from self._reader.page(page, language, self._read(f"{language}/{page.path}"), cells)

    def of_downloads(self) -> Iterator[Leak]:
        texts = {Path(file).name: self._read(file) for file in TABLES}
        yield from downloads.indicators(self._town, TABLES[1], downloads.table(texts["indicators.csv"]))
        yield from downloads.goals(self._town, TABLES[0], downloads.table(texts["goals.csv"]))
        yield from downloads.findings(self._town, TABLES[2], texts["findings.csv"], self._released)
        yield from downloads.figures(self._town, FIGURES, self._read(FIGURES), self._released)
        if self._read(PACKAGE) != schema.text(self._site.programme, self._site.review):
            yield Leak(PACKAGE, say("It says more than what the tables are."))
        texts["figures.csv"] = self._read(FIGURES)
        content = (self._folder / WORKBOOK).read_bytes()
        yield from stored_workbook.book(WORKBOOK, content, texts, self._site.programme, str(self._site.review))

    def of_record(self) -> Iterator[Leak]:
        """The record holds digests, versions and names; its only numbers are the times of the run."""
        for key, value in json.loads(self._read(RECORD)).items():
            if key != "times" and any(isinstance(leaf, float) or type(leaf) is int for leaf in _leaves(value)):
                yield Leak(RECORD, say("It holds a number that is no time: {entry}.", entry=key))

    def of_other_files(self) -> Iterator[Leak]:
        """A file that no report has cannot be read here, and so may not be there."""
        known = files_of(self._site)
        for path in sorted(self._folder.rglob("*")):
            name = path.relative_to(self._folder).as_posix()
            if path.is_file() and name not in known:
                yield Leak(name, say("No report has such a file, so that it cannot be examined."))

    def _read(self, file: str) -> str:
        return (self._folder / file).read_text(encoding="utf-8")

    def _cells(self, page: Page) -> tuple[Cells, str | None]:
        if page.notebook is None:
            return self._reader.about(), None
        file = _notebook_of(page)
        return json.loads(self._read(file))["cells"], file

    def _notebook(self, file: str, page: Page) -> Iterator[Leak]:
        notebook = json.loads(self._read(file))
        template = json.loads((self._site.notebooks_folder / str(page.notebook)).read_text(encoding="utf-8"))
        strange = list(notebooks.shape(file, notebook, template))
        yield from strange
        if not strange:
            yield from self._reader.in_jupyter(file, notebook["cells"])
            yield from notebooks.told(self._town, file, notebook["cells"])


def files_of(site: Site) -> frozenset[str]:
    """Every file that a report of these pages has."""
    pages = {f"{language}/{page.path}" for page in site.pages for language in LANGUAGES}
    notebooks = {_notebook_of(page) for page in site.pages if page.notebook}
    return frozenset({RECORD, CHOOSER, WORKBOOK, FIGURES, PACKAGE, *TABLES, *pages, *notebooks})


def _or_unreadable(file: str, examine: Callable[[], Iterable[Leak]]) -> Iterator[Leak]:
    try:
        yield from list(examine())
    except (OSError, ValueError, KeyError):
        yield Leak(file, say("It is missing or broken, so that it cannot be examined."))


def _notebook_of(page: Page) -> str:
    return f"notebooks/{Path(page.path).with_suffix('.ipynb').as_posix()}"


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        for child in value.values():
            yield from _leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child)
    else:
        yield value
