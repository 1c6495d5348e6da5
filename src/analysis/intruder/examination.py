"""The examination of a finished report, before it is put in its place: every file, as an outsider could read it.

A report passes when every page says what its notebook's blocks say and no more, when nothing stands where a withheld
figure would stand, and when everything shown together leaves each withheld figure open. `docs/data-protection.md` says
the method and its limits in words.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from analysis.observations.release import is_known
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
    # A report prints what it was made from, which need not be what lies there today.
    origin = replace(site.provenance, fingerprint=str(json.loads(_read(folder, RECORD))["fingerprint"]))
    examination = Examination.of(folder, replace(site, provenance=origin), raw, released)
    pages = [leak for page in site.pages for leak in examination.page(page)]
    told = tuple(dict.fromkeys([*pages, *examination.downloads(), *examination.rest()]))
    return *told, *worked_out(site.programme, raw, released, earlier, rows_of(told))


def worked_out(
    programme: Programme, raw: pd.DataFrame, released: pd.DataFrame, earlier: Earlier, seen: frozenset[int]
) -> tuple[Leak, ...]:
    """The last part of `examine`: what follows from all that is shown, and from rows that were `seen` in files."""
    indicators = {indicator.id: indicator for indicator in programme.indicators}
    known = frozenset(
        position
        for position, row in enumerate(raw.to_dict("records"))
        if is_known(indicators[str(row["indicator"])], row, earlier)
    )
    unhidden = inference.unhidden(programme, raw, released)
    found = inference.worked_out(programme, raw, released, inference.Known(seen, known))
    if not unhidden and not found:
        return ()
    return tuple(_told(Town.of(programme, raw, released), unhidden, found))


def rows_of(leaks: Iterable[Leak]) -> frozenset[int]:
    """The positions of the withheld rows that a report shows."""
    return frozenset(leak.row for leak in leaks if leak.row is not None)


def compare(folder: Path, site: Site, page: Page) -> tuple[Leak, ...]:
    """What a page in `folder` says in any language, and its notebook in Jupyter, beyond the notebook's blocks, and what
    a drawing says beyond its table.

    This is the part of the examination that no figure decides: whoever made a page can do it at once.
    """
    return tuple(_or_unreadable(page.path, lambda: Comparison(folder, site).of_page(page)))


def teller(programme: Programme, raw: pd.DataFrame, released: pd.DataFrame) -> Callable[[Cells], bool]:
    """What says of a notebook's cells whether their blocks tell something of a withheld figure."""
    town = Town.of(programme, raw, released)
    return lambda cells: any(True for _ in (*notebooks.told(town, "", cells), *notebooks.drawn("", cells)))


def _told(town: Town, unhidden: Iterable[int], worked_out: Iterable[int]) -> Iterator[Leak]:
    """What the gate let through though it is small, and what follows from everything that the report shows."""
    cells = {cell.position: cell for cell in (*town.hidden, *town.shown)}
    for position in unhidden:
        told = say("It is about so few persons that it may not be shown: {figure}.", figure=described(cells[position]))
        yield Leak("", told, position)
    for position in worked_out:
        told = say("It can be worked out from what the report shows: {figure}.", figure=described(cells[position]))
        yield Leak("", told, position)


class Examination:
    """A report folder being read, in parts that can be read as soon as they are made.

    A file that is missing or broken is a finding too: it cannot be vouched for.
    """

    def __init__(self, folder: Path, site: Site, town: Town, released: pd.DataFrame):
        self._folder, self._site, self._town, self._released = folder, site, town, released
        self._comparison = Comparison(folder, site)

    @classmethod
    def of(cls, folder: Path, site: Site, raw: pd.DataFrame, released: pd.DataFrame) -> "Examination":
        return cls(folder, site, Town.of(site.programme, raw, released), released)

    def page(self, page: Page, compared: Sequence[Leak] | None = None) -> tuple[Leak, ...]:
        """What a page tells in any language, and its notebook. `compared` is what `compare` has found of it."""
        return tuple(_or_unreadable(page.path, lambda: self._of_page(page, compared)))

    def downloads(self) -> tuple[Leak, ...]:
        return tuple(_or_unreadable("downloads", self._of_downloads))

    def rest(self) -> tuple[Leak, ...]:
        """What the record tells, and whatever else lies in the folder, when all of the report is there."""
        chooser = _or_unreadable(CHOOSER, lambda: self._comparison.of_chooser())
        return *chooser, *_or_unreadable(RECORD, self._of_record), *self._of_other_files()

    def _of_page(self, page: Page, compared: Sequence[Leak] | None) -> Iterator[Leak]:
        cells, strange = self._comparison.made_of(page)
        yield from self._comparison.of_cells(page, cells, strange) if compared is None else compared
        if page.notebook and not strange:
            yield from notebooks.told(self._town, _notebook_of(page), cells)

    def _of_downloads(self) -> Iterator[Leak]:
        texts = {Path(file).name: _read(self._folder, file) for file in TABLES}
        yield from downloads.indicators(self._town, TABLES[1], downloads.table(texts["indicators.csv"]))
        yield from downloads.goals(self._town, TABLES[0], downloads.table(texts["goals.csv"]))
        yield from downloads.findings(self._town, TABLES[2], texts["findings.csv"], self._released)
        yield from downloads.figures(self._town, FIGURES, _read(self._folder, FIGURES), self._released)
        if _read(self._folder, PACKAGE) != schema.text(self._site.programme, self._site.review):
            yield Leak(PACKAGE, say("It says more than what the tables are."))
        texts["figures.csv"] = _read(self._folder, FIGURES)
        content = (self._folder / WORKBOOK).read_bytes()
        yield from stored_workbook.book(WORKBOOK, content, texts, self._site.programme, str(self._site.review))

    def _of_record(self) -> Iterator[Leak]:
        """The record holds digests, versions and names; its only numbers are the times of the run."""
        for key, value in json.loads(_read(self._folder, RECORD)).items():
            if key != "times" and any(isinstance(leaf, float) or type(leaf) is int for leaf in _leaves(value)):
                yield Leak(RECORD, say("It holds a number that is no time: {entry}.", entry=key))

    def _of_other_files(self) -> Iterator[Leak]:
        """A file that no report has cannot be read here, and so may not be there."""
        known = files_of(self._site)
        for path in sorted(self._folder.rglob("*")):
            name = path.relative_to(self._folder).as_posix()
            if path.is_file() and name not in known:
                yield Leak(name, say("No report has such a file, so that it cannot be examined."))


class Comparison:
    """Of one report: whether its pages say what their notebooks' blocks say, and no more."""

    def __init__(self, folder: Path, site: Site):
        self._folder, self._site, self._reader = folder, site, Reader(site)

    def of_chooser(self) -> Iterator[Leak]:
        return self._reader.chooser(_read(self._folder, CHOOSER))

    def of_page(self, page: Page) -> Iterator[Leak]:
        return self.of_cells(page, *self.made_of(page))

    def of_cells(self, page: Page, cells: Cells, strange: Sequence[Leak]) -> Iterator[Leak]:
        yield from strange
        if page.notebook and not strange:
            yield from self._reader.in_jupyter(_notebook_of(page), cells)
            yield from notebooks.drawn(_notebook_of(page), cells)
        for language in LANGUAGES:
            yield from self._reader.page(page, language, _read(self._folder, f"{language}/{page.path}"), cells)

    def made_of(self, page: Page) -> tuple[Cells, Sequence[Leak]]:
        """The cells of a page, and what in its notebook is not of the project's own shape; then it is not read on."""
        if page.notebook is None:
            return self._reader.about(), ()
        file = _notebook_of(page)
        notebook = json.loads(_read(self._folder, file))
        template = json.loads((self._site.notebooks_folder / str(page.notebook)).read_text(encoding="utf-8"))
        return notebook["cells"], tuple(notebooks.shape(file, notebook, template))


def files_of(site: Site) -> frozenset[str]:
    """Every file that a report of these pages has."""
    pages = {f"{language}/{page.path}" for page in site.pages for language in LANGUAGES}
    notebooks = {_notebook_of(page) for page in site.pages if page.notebook}
    return frozenset({RECORD, CHOOSER, WORKBOOK, FIGURES, PACKAGE, *TABLES, *pages, *notebooks})


def _read(folder: Path, file: str) -> str:
    return (folder / file).read_text(encoding="utf-8")


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
