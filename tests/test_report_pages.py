"""From a notebook to a page: what a reader gets, in which language, and what a page refuses."""

import copy
import datetime
import functools
import gettext
import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat.v4 as v4
import programmes
import pytest

from analysis.display.blocks import BLOCK_MIME, Cell, Column, Figure, Heading, Row, Table, VerdictMark, paragraph
from analysis.language import MissingTranslation
from analysis.message import LANGUAGES, Name, Percent, Verbatim, say
from analysis.period import Review
from analysis.programme import Programme, Source
from analysis.report import outline, shell
from analysis.report.exporter import UnfitNotebook
from analysis.report.pages import Page, last_read, pages
from analysis.report.rendering import render
from analysis.report.shell import language_chooser, style_string
from analysis.report.site import Provenance, Site
from analysis.vocabulary import Verdict

HOSTILE = '</style></title><script>alert(1)</script>" onload="x'
TITLES = {"first": "Ensimmäinen", "second": "Toinen", "third": "Kolmas"}


def town(**changes: Any) -> Programme:
    goals = [programmes.goal(one, title=Name(title, f"{one} sv", f"{one} en")) for one, title in TITLES.items()]
    return replace(programmes.programme(*goals), **{"invented": False, **changes})


def site_of(programme: Programme, goals: tuple[str, ...] = ()) -> Site:
    review = Review.parse("2018-2022")
    return Site(
        programme=programme,
        review=review,
        pages=pages(programme, review, goals),
        provenance=Provenance("0.1.0", datetime.date(2024, 5, 2), "0123456789abcdef"),
        programme_reference="town",
        notebooks_folder=Path("notebooks"),
    )


SITE = site_of(town())


def page_of(path: str, site: Site = SITE) -> Page:
    return next(page for page in site.pages if page.path == path)


def shows(block: Any, output_type: str = "execute_result") -> Any:
    extra = {"execution_count": 1} if output_type == "execute_result" else {}
    data = {BLOCK_MIME: block.to_json(), "text/html": "<b>for JupyterLab</b>", "text/plain": "for nobody"}
    return v4.new_code_cell("a_result", outputs=[v4.new_output(output_type, data, **extra)])


def notebook(*cells: Any) -> Any:
    return v4.new_notebook(cells=[v4.new_markdown_cell("# For JupyterLab\nWhat became of it?"), *cells])


def table(role: str = "table") -> Table:
    columns = (Column(say("Goal")), Column(say("Verdict")), Column(say("Share"), numeric=True))
    goal = Cell(Name("Ensimmäinen", "Första", "First"), link="goals/first.html")
    row = Row((goal, Cell(say("Mixed"), verdict=Verdict.MIXED), Cell(Percent(0.1))), key="goal-1")
    return Table(say("Goals"), columns, (row,), role=role)


FIGURE = Figure(
    Name("Osuus kasvoi", "Andelen ökade", "The share grew"),
    Verbatim("A line."),
    '<svg xmlns="http://www.w3.org/2000/svg"><g id="a" fill="var(--ink, currentColor)"><text>⟦0⟧</text></g></svg>',
    (Percent(0.102),),
    table(),
)
WHOLE = notebook(
    v4.new_markdown_cell("## Answer\n\nIn *short*."),
    shows(paragraph(say("It grew."), role="answer")),
    shows(VerdictMark(Verdict.PROGRESSING, say("The change is clear.")), "display_data"),
    v4.new_markdown_cell("## Figures"),
    shows(FIGURE),
    shows(FIGURE),
    v4.new_markdown_cell("#### Deeper than it should be"),
    shows(table(role="cards")),
    v4.new_markdown_cell("## What next"),
    shows(Heading(say("A heading from data"), 1)),
)


@pytest.fixture(autouse=True)
def pretend_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message counts as translated, marked with its language."""

    class Pretended(gettext.NullTranslations):
        def __init__(self, language: str):
            super().__init__()
            self.language = language

        def gettext(self, message: str) -> str:
            return message if self.language == "en" else f"{self.language}:{message}"

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return self.gettext(msgid1 if n == 1 else msgid2)

    monkeypatch.setattr("analysis.language.catalogue", Pretended)


class Parsed(HTMLParser):
    """A page as a browser takes it apart."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self._heading: int | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._heading:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def rendered(language: str = "en", path: str = "goals/second.html", cells: Any = WHOLE, site: Site = SITE) -> str:
    return render(cells, page_of(path, site), site, language)


DOWNLOADS = ("report.xlsx", "goals.csv", "indicators.csv", "findings.csv", "figures.csv", "datapackage.json")
PAGES = [("goals/second.html", WHOLE), ("index.html", WHOLE), ("school.html", WHOLE), ("about.html", None)]


@functools.cache
def made(language: str, path: str) -> str:
    return rendered(language, path, dict(PAGES)[path])


@pytest.fixture(params=[(language, path) for path, _ in PAGES for language in LANGUAGES], ids="-".join)
def any_page(request: pytest.FixtureRequest) -> str:
    return made(*request.param)


# Every page


def test_a_page_has_one_first_heading_and_skips_no_level(any_page: str) -> None:
    levels = [level for level, _ in Parsed(any_page).headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


def test_ids_are_unique_and_what_refers_to_them_finds_them(any_page: str) -> None:
    parsed = Parsed(any_page)
    ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {name for _, attributes in parsed.tags for name in attributes.get("aria-labelledby", "").split()}
    inside = {attributes["href"][1:] for attributes in parsed.all("a") if attributes["href"].startswith("#")}
    assert named | inside <= set(ids)


def test_a_page_asks_nothing_of_another_server_and_runs_nothing(any_page: str) -> None:
    parsed = Parsed(any_page)
    for tag, attributes in parsed.tags:
        assert tag not in ("script", "img", "iframe", "object", "form", "base", "video", "audio", "embed")
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        assert "//" not in attributes.get("href", "")
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", any_page)


def test_a_page_forbids_what_it_does_not_need(any_page: str) -> None:
    (policy,) = [a["content"] for a in Parsed(any_page).all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_a_page_is_small(any_page: str) -> None:
    assert len(any_page.encode()) < 40_000


def test_landmarks_are_there_and_those_of_one_kind_have_names(any_page: str) -> None:
    parsed = Parsed(any_page)
    assert [len(parsed.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]
    names = [a.get("aria-label") or a.get("aria-labelledby") for a in parsed.all("nav")]
    assert all(names)
    assert len(names) == len(set(names))


def test_the_same_input_gives_the_same_bytes(any_page: str, request: pytest.FixtureRequest) -> None:
    language, path = request.node.callspec.params["any_page"]
    again = copy.deepcopy(dict(PAGES)[path])
    for number, cell in enumerate(again.cells if again else ()):
        cell.id = f"other-{number}"  # papermill gives the injected cell a random one
    assert rendered(language, path, again) == any_page


# Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_leads_to_itself_in_the_others(language: str) -> None:
    parsed = Parsed(rendered(language))
    assert parsed.all("html")[0]["lang"] == language
    others = {code: f"../../{code}/goals/second.html" for code in LANGUAGES}
    assert {a["hreflang"]: a["href"] for a in parsed.all("link")} == others
    assert {a["hreflang"]: a["href"] for a in parsed.all("a") if "hreflang" in a} == others
    assert [a["lang"] for a in parsed.all("a") if a.get("aria-current") == "true"] == [language]


def test_prose_blocks_and_frame_are_all_in_the_language() -> None:
    html = rendered("fi")
    assert '<h2 id="answer">fi:Answer</h2>' in html
    assert "fi:In <em>short</em>." in html
    assert "fi:It grew." in html
    assert "fi:Skip to the content" in html
    assert "<h1>Toinen</h1>" in html


def test_a_figure_has_its_words_in_each_language() -> None:
    words = re.compile("<figcaption>(.*?)</figcaption>.*?<text>(.*?)</text>", re.DOTALL)
    assert [words.search(rendered(language)).groups() for language in LANGUAGES] == [
        ("Osuus kasvoi", "10,2\u00a0%"),
        ("Andelen ökade", "10,2\u00a0%"),
        ("The share grew", "10.2%"),
    ]


def test_sections_have_the_same_address_in_every_language() -> None:
    sections = {tuple(section.id for section in outline.sections(rendered(code))) for code in LANGUAGES}
    assert sections == {("answer", "figures", "what-next", "a-heading-from-data")}


def test_a_page_with_an_untranslated_text_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the shipped catalogues, which know nothing of this test
    with pytest.raises(MissingTranslation, match="xyzzy"):
        rendered("sv", cells=v4.new_notebook(cells=[v4.new_markdown_cell("xyzzy")]))


# Content


def test_the_programme_gives_the_title_and_the_notebook_only_the_question() -> None:
    html = rendered()
    assert "For JupyterLab" not in html
    assert "<p>What became of it?</p>" in html
    assert [text for level, text in Parsed(html).headings if level == 1] == ["second en"]


@pytest.mark.parametrize("output_type", ["execute_result", "display_data"])
def test_every_output_of_a_cell_is_on_the_page(output_type: str) -> None:
    cells = [shows(paragraph(Verbatim(f"sentence {n}")), output_type) for n in range(3)]
    html = rendered(cells=notebook(*cells))
    assert re.findall(r"sentence \d", html) == ["sentence 0", "sentence 1", "sentence 2"]


def test_two_outputs_of_one_cell_are_both_on_the_page() -> None:
    cell = shows(paragraph(Verbatim("first output")))
    cell.outputs += shows(paragraph(Verbatim("second output")), "display_data").outputs
    html = rendered(cells=notebook(cell))
    assert html.index("first output") < html.index("second output")


def test_code_streams_and_other_readings_of_a_block_stay_off_the_page() -> None:
    printed = v4.new_code_cell("print('x')", outputs=[v4.new_output("stream", name="stdout", text="PRINTED")])
    html = rendered(cells=notebook(printed, v4.new_raw_cell("RAW"), shows(paragraph(Verbatim("shown")))))
    assert "shown" in html
    assert not re.search("PRINTED|RAW|print|a_result|for JupyterLab|for nobody", html.partition("<main")[2])


def test_a_failed_cell_stops_the_page() -> None:
    error = v4.new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
    failed = v4.new_code_cell("1 / 0", outputs=[error])
    with pytest.raises(UnfitNotebook, match="cell 2 failed: ZeroDivisionError"):
        rendered(cells=notebook(failed))


@pytest.mark.parametrize("data", [{"text/html": "<table></table>"}, {"text/plain": "42"}, {"image/png": "AAAA"}])
def test_an_output_that_is_no_block_stops_the_page(data: dict[str, str]) -> None:
    with pytest.raises(UnfitNotebook, match=r"cell 2 shows .*/"):
        rendered(cells=notebook(v4.new_code_cell("x", outputs=[v4.new_output("display_data", data)])))


def test_html_and_dangerous_links_in_prose_are_only_text() -> None:
    prose = "<script>alert(1)</script>\n\nA <b onclick=x>word</b> and a [link](javascript:alert(1))."
    parsed = Parsed(rendered(cells=notebook(v4.new_markdown_cell(prose))))
    assert not parsed.all("script") and not parsed.all("b")
    assert not [a for a in parsed.all("a") if "javascript" in a["href"]]


def test_hostile_names_in_the_programme_are_only_text() -> None:
    evil = Name(HOSTILE, HOSTILE, HOSTILE)
    programme = town(municipality_name=evil, title=evil, contact=evil)
    site = site_of(replace(programme, sectors=tuple(replace(one, name=evil) for one in programme.sectors)))
    about = rendered(path="about.html", cells=None, site=site)
    for html in (rendered(site=site), about, language_chooser(site)):
        parsed = Parsed(html)
        assert not parsed.all("script")
        assert not [a for _, a in parsed.tags if "onload" in a]
        assert html.count("</style>") == 1


def test_a_text_in_the_style_sheet_cannot_end_its_string() -> None:
    assert style_string('a b"</style>') == '"a\\000020b\\000022\\00003c\\00002fstyle\\00003e"'


# Finding one's way


def test_a_goal_page_leads_to_its_neighbours_and_back() -> None:
    links = {a.get("rel", a.get("class", "")): a["href"] for a in Parsed(rendered()).all("a")}
    assert links["prev"] == "../goals/first.html"
    assert links["next"] == "../goals/third.html"
    assert links["town"] == "../index.html"


def test_every_page_of_the_report_is_in_the_navigation_once_and_the_current_one_is_marked() -> None:
    navigation = re.search(r'<nav class="pages".*?</nav>', rendered(path="school.html"), re.DOTALL)[0]
    links = Parsed(navigation).all("a")
    assert [a["href"] for a in links] == [
        "index.html",
        "plain.html",
        "population.html",
        "school.html",
        "employment.html",
        "participation.html",
        "audit.html",
        "about.html",
    ]
    assert [a["href"] for a in links if "aria-current" in a] == ["school.html"]


def test_every_link_leads_to_a_page_or_a_download() -> None:
    files = {f"{code}/{page.path}" for code in LANGUAGES for page in SITE.pages} | {
        f"downloads/{name}" for name in DOWNLOADS
    }
    for path, cells in PAGES:
        for attributes in Parsed(rendered("fi", path, cells)).all("a"):
            address = attributes["href"].partition("#")[0]
            if address:
                target = (Path("/fi") / path).parent.joinpath(address)
                assert str(target.resolve()).lstrip("/") in files, f"{path} links to {address}"


def test_a_draft_of_single_goals_has_only_their_pages_and_the_one_about_the_report() -> None:
    site = site_of(town(), goals=("second",))
    assert [page.path for page in site.pages] == ["goals/second.html", "about.html"]
    html = rendered(cells=notebook(), site=site)
    assert not re.search(r'href="[^"]*(index|school|audit|first|third)\.html', html)


def test_a_goal_page_runs_the_goal_notebook_with_its_goal() -> None:
    page = page_of("goals/second.html")
    assert page.notebook == "goal.ipynb"
    assert dict(page.parameters) == {"programme": "town", "period": "2018-2022", "goal": "second"}
    assert page_of("index.html").notebook == "overview.ipynb"
    assert page_of("about.html").notebook is None


def test_the_first_page_offers_three_languages() -> None:
    html = language_chooser(SITE)
    links = {a["hreflang"]: a["href"] for a in Parsed(html).all("a")}
    assert links == {code: f"{code}/index.html" for code in LANGUAGES}
    assert [a["lang"] for a in Parsed(html).all("section")] == list(LANGUAGES)
    assert len(html.encode()) < 20_000


# Invented municipalities


@pytest.mark.parametrize(("path", "cells"), PAGES)
def test_an_invented_municipality_says_so_on_every_page_and_in_its_title(path: str, cells: Any) -> None:
    site = site_of(town(invented=True))
    html = rendered("en", path, cells, site)
    assert re.search(r"<title>Invented municipality –", html)
    assert '<p class="invented"><strong>Invented municipality.</strong>' in html
    assert "Invented\\000020municipality" in html  # at the foot of every printed sheet
    assert '<p class="invented">' in language_chooser(site)


@pytest.mark.parametrize(("path", "cells"), PAGES)
def test_a_real_municipality_is_not_called_invented(path: str, cells: Any) -> None:
    assert "Invented" not in rendered("en", path, cells)


def test_a_page_says_where_it_comes_from() -> None:
    footer = rendered().partition("<footer")[2]
    for told in ("Kotoarvio 0.1.0", "2 May 2024", "CC BY 4.0", "office"):
        assert told in footer
    # Only here: what every page prints, every page is made again for.
    assert "0123456789ab" in rendered(path="about.html", cells=None)
    assert "0123456789ab" not in footer


def test_a_chart_takes_its_colours_from_the_page() -> None:
    assert 'fill="var(--ink)"' in rendered()


def read_on(day: datetime.date | None) -> Source:
    register = Name("Rekisteri", "Registret", "Register")
    return Source("register", register, register, None, day, None, "CC BY 4.0", True, None, ())


def test_a_day_is_called_the_last_only_where_every_day_is_known() -> None:
    old, new = datetime.date(2013, 9, 8), datetime.date(2026, 4, 1)
    assert last_read(town(sources={"a": read_on(old), "b": read_on(new)})) == new
    assert last_read(town(sources={"a": read_on(old), "b": read_on(None)})) is None
    assert last_read(town(sources={})) is None


def test_each_download_is_offered_once_under_a_name_of_its_own() -> None:
    assert sorted(file for file, _ in shell.DOWNLOADS) == sorted(DOWNLOADS)
    assert len({str(name) for _, name in shell.DOWNLOADS}) == len(shell.DOWNLOADS)
