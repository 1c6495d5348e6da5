"""The examination of a finished report: it passes a sound one, and finds one un-hidden figure wherever it stands."""

import contextlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import REVIEW, Run

from analysis import observations
from analysis import programme as programmes
from analysis.display import blocks
from analysis.display.blocks import BLOCK_MIME
from analysis.errors import english
from analysis.finished import finished_report, verification
from analysis.intruder import Examination, Leak, compare, examine
from analysis.intruder.town import Town
from analysis.intruder.wordings import Wordings
from analysis.period import Review
from analysis.report import pages

pytestmark = pytest.mark.slow

FAMILIES = "home-service-foreign-language-share"  # withheld in every year


class Copy:
    """A copy of the finished report of the invented municipality, changed in one place and put right again."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.programme = programmes.load("example")
        self.raw = observations.read(self.programme)
        self.released = observations.release(self.programme, self.raw)
        self.site = pages.site(self.programme, Review.parse(REVIEW), ())
        self._town = Town.of(self.programme, self.raw, self.released)

    def examined(self, page: str | None = None) -> list[Leak]:
        """What the page, or the downloads and other files, tell."""
        examination = Examination(self.folder, self.site, self._town, self.released)
        if page is None:
            return [*examination.downloads(), *examination.rest()]
        return list(examination.page(next(each for each in self.site.pages if each.path == page)))

    def changed(self, file: str, change: Callable[[str], str], page: str | None = None) -> list[Leak]:
        path = self.folder / file
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, "the mutation changed nothing"
        path.write_text(after, encoding="utf-8", newline="\n")
        try:
            return self.examined(page)
        finally:
            path.write_text(before, encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def copy(example_report: Run, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    assert example_report.code == 0, example_report.err
    folder = tmp_path_factory.mktemp("examined") / "report"
    shutil.copytree(example_report.folder, folder)
    return Copy(folder)


def test_every_kind_of_block_can_be_read() -> None:
    template = (Path(blocks.__file__).parent / "templates" / "blocks.html.j2").read_text(encoding="utf-8")
    kinds = re.findall(r'block\.block == "(\w+)"', template)
    assert len(kinds) > 9
    for kind in kinds:
        with contextlib.suppress(KeyError):  # it is known, and asks for what this one lacks
            Wordings("en").of_block({"block": kind})
    with pytest.raises(ValueError, match="not a kind of block"):
        Wordings("en").of_block({"block": "poem"})


def test_a_sound_report_passes(copy: Copy) -> None:
    leaks = examine(copy.folder, copy.site, copy.raw, copy.released)
    assert not leaks, [english(leak.sentence) for leak in leaks[:10]]


# --- pages -----------------------------------------------------------------------------------------------------------


def after(mark: str, text: str) -> Callable[[str], str]:
    """Puts the text after the first place of the mark."""
    return lambda page: page.replace(mark, mark + text, 1)


def in_place_of(pattern: str, text: str) -> Callable[[str], str]:
    return lambda page: re.sub(pattern, text, page, count=1, flags=re.DOTALL)


PAGE_MUTATIONS = {
    "a cell in Finnish": ("fi", in_place_of(r"<td>[^<\d]{6,}</td>", "<td>3</td>")),
    "a cell in Swedish": ("sv", in_place_of(r"<td>[^<\d]{6,}</td>", "<td>3</td>")),
    "a cell in English": ("en", in_place_of(r"<td>[^<\d]{6,}</td>", "<td>3</td>")),
    "a number in words": ("en", in_place_of(r"<td>[^<\d]{6,}</td>", "<td>three</td>")),
    "a row's heading": ("fi", after('<th scope="row">', "3 ")),
    "a caption": ("sv", in_place_of("</caption>", " 3</caption>")),
    "a note": ("fi", in_place_of('<p class="note">', '<p class="note">3 ')),
    "the alternative text of a chart": ("en", in_place_of("</desc>", " Turkish 3.</desc>")),
    "the name of a chart": ("fi", in_place_of("</title><desc", " 3</title><desc")),
    "a figure's heading": ("sv", in_place_of("</figcaption>", " 3</figcaption>")),
    "a label in a chart": ("fi", in_place_of("</text></svg>", '</text><text x="300" y="300">3</text></svg>')),
    "a bar in a chart": ("en", in_place_of("</text></svg>", '</text><path d="M113 291H131V301H113z"/></svg>')),
    "a bar's width": ("en", in_place_of(r"(M\d+ 15H)\d+V", r"\g<1>590V")),
    "a title attribute": ("fi", in_place_of("<td>", '<td title="3">')),
    "a data attribute": ("sv", in_place_of("<td>", '<td data-count="3">')),
    "a label for screen readers": ("en", in_place_of("<figure>", '<figure aria-label="3">')),
    "a comment": ("fi", in_place_of("</main>", "<!-- 3 --></main>")),
    "a style sheet": ("fi", in_place_of("</style>", '.v::after{content:"3"}</style>')),
    "a style attribute": ("fi", in_place_of("<td>", '<td style="width:3px">')),
    "the description for search engines": (
        "sv",
        in_place_of('name="description" content="', 'name="description" content="3 '),
    ),
    "text outside every element": ("en", lambda page: page + "3"),
    "a picture": ("fi", in_place_of("</main>", '<img alt="" src="data:image/png;base64,AAAA"></main>')),
}


@pytest.mark.parametrize("what", PAGE_MUTATIONS)
def test_a_number_more_in_one_language_of_a_page_is_found(copy: Copy, what: str) -> None:
    language, change = PAGE_MUTATIONS[what]
    file = f"{language}/school.html"
    assert [leak.file for leak in copy.changed(file, change, "school.html")] == [file]


def test_a_figure_that_the_blocks_themselves_show_is_named(copy: Copy) -> None:
    """As a page would be of which the gate had let a withheld row through: block, page and drawing agree."""

    def unhide(notebook: str) -> str:
        read = json.loads(notebook)
        for table in tables(read):
            for row in table["rows"]:
                if row["cells"][1].get("value", {}).get("say", "").startswith("Withheld"):
                    row["cells"][1]["value"] = {"number": 3.0, "decimals": 0, "signed": False}
                    return json.dumps(read, ensure_ascii=False)
        raise AssertionError("no table with a withheld row")

    leaks = copy.changed("notebooks/school.ipynb", unhide, "school.html")
    named = [leak for leak in leaks if leak.row is not None]
    assert len(named) == 1
    assert copy.raw.iloc[named[0].row]["indicator"] in ("ecec-children-by-language", "pupils-by-language")
    assert copy.released.iloc[named[0].row]["withheld_because"]
    assert named[0].file == "notebooks/school.ipynb"


def tables(notebook: dict) -> Iterator[dict]:
    def within(block: dict) -> Iterator[dict]:
        if block["block"] == "group":
            for part in block["blocks"]:
                yield from within(part)
        elif block["block"] == "figure":
            yield block["table"]
        elif block["block"] == "table":
            yield block

    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            yield from within(output["data"][BLOCK_MIME])


# --- notebooks -------------------------------------------------------------------------------------------------------


def first_output(read: dict) -> dict:
    return next(output for cell in read["cells"] for output in cell.get("outputs", []))


def drawings(read: dict) -> Iterator[dict]:
    def within(block: dict) -> Iterator[dict]:
        if block["block"] == "group":
            for part in block["blocks"]:
                yield from within(part)
        elif block["block"] == "figure":
            yield block

    for cell in read["cells"]:
        for output in cell.get("outputs", []):
            yield from within(output["data"][BLOCK_MIME])


def described(read: dict) -> None:
    """A sentence more in the description of a chart with withheld parts: the part, and its number."""
    for figure in drawings(read):
        parts = re.findall(r'"name": ({[^}]*})', json.dumps(figure["description"]).partition("Withheld")[2])
        if parts:
            number = {"number": 3.0, "decimals": 0, "signed": False}
            told = {"say": "{name} {number}", "values": {"name": {"name": json.loads(parts[0])}, "number": number}}
            figure["description"] = {"say": "{one} {two}", "values": {"one": figure["description"], "two": told}}
            return
    raise AssertionError("no chart with withheld parts")


def redrawn(read: dict, pattern: str, drawn: str) -> None:
    for figure in drawings(read):
        changed = re.sub(pattern, drawn, figure["svg"], count=1)
        if changed != figure["svg"]:
            figure["svg"] = changed
            return
    raise AssertionError("no such drawing")


def lab_only(read: dict) -> None:
    data = first_output(read)["data"]
    data["text/html"] = [*data["text/html"], "3"] if isinstance(data["text/html"], list) else data["text/html"] + "3"


NOTEBOOK_MUTATIONS = {
    "a chart's description": described,
    "a mark in a chart": lambda read: redrawn(read, r"(M\d+ \d+h0)", r"\1M300 60h0"),
    "a mark that is moved": lambda read: redrawn(read, r"M(\d+) (\d+)h0", r"M\1 29h0"),
    "an interval where no mark is": lambda read: redrawn(
        read, r"(<path[^>]*var\(--band[^>]*/>)", r'\1<path d="M300 30L301 90z" fill="var(--band, #d6e6f2)"/>'
    ),
    "a bar more": lambda read: redrawn(read, r"(M(\d+) 15H\d+V37H\2z)", r"\1M\2 291H131V301H\2z"),
    "a longer bar": lambda read: redrawn(read, r"(M(\d+) 51H)\d+V73H\2z", r"\g<1>470V73H\2z"),
    "the notebook's metadata": lambda read: read["metadata"].update(counts={"turkish": 3}),
    "a parameter that was not given": lambda read: read["metadata"]["kotoarvio"].update(turkish=3),
    "a cell's metadata": lambda read: read["cells"][0]["metadata"].update(turkish=3),
    "a tag": lambda read: read["cells"][0]["metadata"].update(tags=["turkish-3"]),
    "the metadata of an output": lambda read: first_output(read)["metadata"].update(turkish=3),
    "another kind of content": lambda read: first_output(read)["data"].update({"text/plain": "3"}),
    "the reading for JupyterLab alone": lab_only,
    "something printed": lambda read: read["cells"][-1].update(
        cell_type="code", outputs=[{"output_type": "stream", "name": "stdout", "text": "3", "data": {}, "metadata": {}}]
    ),
    "a cell's source": lambda read: read["cells"][-1].update(source="turkish = 3"),
    "an attachment": lambda read: read["cells"][0].update(attachments={"a.png": {}}),
}


@pytest.mark.parametrize("what", NOTEBOOK_MUTATIONS)
def test_whatever_an_executed_notebook_holds_more_is_found(copy: Copy, what: str) -> None:
    file = "notebooks/school.ipynb"

    def change(text: str) -> str:
        read = json.loads(text)
        NOTEBOOK_MUTATIONS[what](read)
        return json.dumps(read, ensure_ascii=False)

    assert file in [leak.file for leak in copy.changed(file, change, "school.html")]


# --- downloads and the rest ------------------------------------------------------------------------------------------


def cell(row: str, column: str, text: str) -> Callable[[str], str]:
    """Writes into a cell of a CSV file: the row that begins with these words, and the column of that name."""

    def change(table: str) -> str:
        head, *lines = table.split("\n")
        place = head.split(",").index(column)
        for number, line in enumerate(lines):
            if row in line:
                cells = line.split(",")
                cells[place] = text
                return "\n".join([head, *lines[:number], ",".join(cells), *lines[number + 1 :]])
        raise AssertionError(row)

    return change


CSV_MUTATIONS = {
    "a withheld figure": ("downloads/indicators.csv", cell(FAMILIES, "review", "12.5")),
    "the interval of a withheld figure": ("downloads/indicators.csv", cell(FAMILIES, "review_low", "2.5")),
    "a change from a withheld figure": ("downloads/indicators.csv", cell(FAMILIES, "change", "-1.5")),
    "a row of the figures": ("downloads/figures.csv", cell(f"{FAMILIES},999,2020", "denominator", "40")),
    "a note of a withheld figure": ("downloads/figures.csv", cell(f"{FAMILIES},999,2020", "note", "only the Khans")),
    "a goal's code": ("downloads/goals.csv", cell("family-wellbeing", "reason", "withheld 3")),
    "a goal's number": ("downloads/goals.csv", cell("family-wellbeing", "number", "3")),
    "a finding": ("downloads/findings.csv", in_place_of("Promoting the wellbeing", "Promoting 3 the wellbeing")),
    "the record": ("run.json", in_place_of('"inputs":', '"turkish": 3, "inputs":')),
}


@pytest.mark.parametrize("what", CSV_MUTATIONS)
def test_a_number_more_in_a_download_or_the_record_is_found(copy: Copy, what: str) -> None:
    file, change = CSV_MUTATIONS[what]
    assert file in [leak.file for leak in copy.changed(file, change)]


def test_a_number_more_on_the_page_that_asks_for_a_language_is_found(copy: Copy) -> None:
    path = copy.folder / "index.html"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("</main>", "3</main>"), encoding="utf-8")
    try:
        found = [leak.file for leak in examine(copy.folder, copy.site, copy.raw, copy.released)]
    finally:
        path.write_text(before, encoding="utf-8")
    assert found == ["index.html"]


def test_a_file_that_no_report_has_is_found(copy: Copy) -> None:
    added = copy.folder / "downloads" / "more.csv"
    added.write_text("turkish,3\n", encoding="utf-8")
    try:
        assert [leak.file for leak in copy.examined()] == ["downloads/more.csv"]
    finally:
        added.unlink()


SHEET = "xl/worksheets/sheet5.xml"
MORE = '<row r="900"><c r="A900"><v>3</v></c></row></sheetData>'
BOOK_MUTATIONS = {
    "a cell": (SHEET, in_place_of("</sheetData>", MORE)),
    "a cell on the cover": ("xl/worksheets/sheet1.xml", in_place_of("</sheetData>", MORE)),
    "a formula with what it once gave": (SHEET, in_place_of(r"(<c [^>]*>)<v>", r"\1<f>1+2</f><v>")),
    "a text that no cell shows": ("xl/sharedStrings.xml", in_place_of("</sst>", "<si><t>Turkish 3</t></si></sst>")),
    "a hidden sheet": ("xl/workbook.xml", in_place_of('<sheet name="Codes"', '<sheet state="hidden" name="Codes"')),
    "a name for a number": (
        "xl/workbook.xml",
        in_place_of("</sheets>", '</sheets><definedNames><definedName name="turkish">3</definedName></definedNames>'),
    ),
    "the workbook's properties": ("docProps/core.xml", in_place_of("</dc:title>", " 3</dc:title>")),
    "a note at a cell": ("xl/comments1.xml", lambda nothing: "<comments>3</comments>"),
}


@pytest.mark.parametrize("what", BOOK_MUTATIONS)
def test_whatever_the_workbook_holds_more_is_found(copy: Copy, what: str) -> None:
    part, change = BOOK_MUTATIONS[what]
    path = copy.folder / "downloads" / "report.xlsx"
    before = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    changed = change(parts.get(part, ""))
    assert changed != parts.get(part)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in {**parts, part: changed}.items():
            packed.writestr(name, content)
    try:
        assert {leak.file for leak in copy.examined()} == {"downloads/report.xlsx"}
    finally:
        path.write_bytes(before)


def test_a_broken_file_is_found(copy: Copy) -> None:
    path = copy.folder / "notebooks" / "school.ipynb"
    before = path.read_text(encoding="utf-8")
    path.write_text(before[: len(before) // 2], encoding="utf-8")
    try:
        leaks = examine(copy.folder, copy.site, copy.raw, copy.released)
    finally:
        path.write_text(before, encoding="utf-8", newline="\n")
    assert [leak.file for leak in leaks] == ["school.html"]


def test_what_was_compared_elsewhere_is_told_and_not_compared_again(copy: Copy) -> None:
    page = next(each for each in copy.site.pages if each.path == "school.html")
    assert compare(copy.folder, copy.site, page) == ()
    file = copy.folder / "fi" / page.path
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("</main>", "<p>987654</p></main>"), encoding="utf-8", newline="\n")
    try:
        found = compare(copy.folder, copy.site, page)
    finally:
        file.write_text(before, encoding="utf-8", newline="\n")
    assert [leak.file for leak in found] == ["fi/school.html"]
    examination = Examination.of(copy.folder, copy.site, copy.raw, copy.released)
    assert examination.page(page, found) == found
    assert examination.page(page) == ()


def test_verify_examines_the_report_as_it_stands(copy: Copy) -> None:
    found = finished_report.read(copy.folder)
    assert verification.tells_what_is_withheld(found, copy.programme) == []
    path = copy.folder / "sv" / "school.html"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("</figcaption>", " 3</figcaption>", 1), encoding="utf-8", newline="\n")
    try:
        told = [english(each) for each in verification.tells_what_is_withheld(found, copy.programme)]
    finally:
        path.write_text(before, encoding="utf-8", newline="\n")
    assert len(told) == 1
    assert told[0].startswith("sv/school.html: ")


def test_what_is_found_is_told_without_its_number(copy: Copy) -> None:
    leaks = copy.changed("fi/school.html", in_place_of(r"<td>[^<\d]{6,}</td>", "<td>987654</td>"), "school.html")
    told = english(leaks[0].sentence)
    assert "fi/school.html" in told
    assert "987654" not in told
