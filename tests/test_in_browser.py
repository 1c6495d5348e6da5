"""The example's report as a reader meets it, in a real Chromium."""

import csv
import io
import itertools
import re
from pathlib import Path

import pypdf
import pytest
from browser import axe, opened
from conftest import ROOT, Run
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LANGUAGES = ("fi", "sv", "en")
KINDS = (  # one page of each kind, below the language's folder
    "index.html",
    "plain.html",
    "school.html",  # a theme, with every kind of chart but one
    "audit.html",
    "about.html",
    "goals/youth-unemployment.html",  # figures of many years, a target
    "goals/family-wellbeing.html",  # withheld
    "goals/education-and-work.html",  # with the evaluator's comment
    "../index.html",  # which language?
)
ARTEFACTS = ROOT / "test-artefacts"  # screenshots to look at; ignored by git
OF_COLOURS = ("color-contrast", "link-in-text-block")  # the rules of axe that ask the colours of a page
RECEDED = {"fi": "Takenee", "sv": "Går bakåt", "en": "Receding"}


def address(run: Run, language: str, name: str) -> str:
    return (run.folder / language / name).as_uri()


def all_pages(run: Run, language: str) -> list[str]:
    folder = run.folder / language
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def explained(page: Page, rule: str, node: dict) -> bool:
    """What axe cannot decide and what has been decided by other means.

    - The contrast of the words in a chart: axe sees the drawing behind them as a picture. test_report_style.py and
      test_charts.py measure the contrast of every colour of a chart with the paper below it.
    - A heading of several rows (scope="rowgroup") has no cells in its own row: that is what it is for.
    """
    if rule == "color-contrast":
        return node["html"].startswith(("<text", "<tspan"))
    if rule == "th-has-data-cells":
        return page.query_selector(f'{node["target"][0]} th[scope="rowgroup"]') is not None
    return False


def faults(page: Page, result: dict[str, list[dict]]) -> list[str]:
    return [
        f"{kind} {issue['id']} on {page.url}: {node['target']} {node['html'][:120]}"
        for kind in ("violations", "incomplete")
        for issue in result[kind]
        for node in issue["nodes"]
        if kind == "violations" or not explained(page, issue["id"], node)
    ]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(example_report: Run, browser: Browser, language: str, width: int) -> None:
    """By light with every rule; by dark with those about colours, as nothing else changes (test_report_style.py)."""
    found: list[str] = []
    with opened(browser, width) as page:
        for name in KINDS:
            page.emulate_media(color_scheme="light")
            page.goto(address(example_report, language, name))
            light = axe(page)
            page.emulate_media(color_scheme="dark")
            dark = axe(page, *OF_COLOURS)
            assert len(light["passes"]) > 15 and dark["passes"], "axe did not look"
            found += faults(page, light) + faults(page, dark)
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_and_nothing_is_refused(example_report: Run, browser: Browser, language: str) -> None:
    with opened(browser) as page:
        for name in all_pages(example_report, language):
            page.goto(address(example_report, language, name))
        assert not page.left
        assert not page.complaints


@pytest.mark.parametrize("report", ["example_report", "kauniainen_report"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_telephone(
    report: str, browser: Browser, language: str, request: pytest.FixtureRequest
) -> None:
    run: Run = request.getfixturevalue(report)
    wide = {}
    with opened(browser, width=320) as page:
        for name in all_pages(run, language):
            page.goto(address(run, language, name))
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide[name] = width
    assert not wide


def test_a_long_word_breaks_on_a_telephone(example_report: Run, browser: Browser) -> None:
    with opened(browser, width=320) as page:
        page.goto(address(example_report, "fi", "goals/parenthood.html"))
        word = "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"
        page.evaluate(
            "word => { for (const e of document.querySelectorAll('h1, caption span, td, li')) e.append(word) }", word
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_sentence_is_squeezed_into_a_narrow_cell_on_a_telephone(kauniainen_report: Run, browser: Browser) -> None:
    squeezed = """[...document.querySelectorAll('main :is(td, th)')]
        .filter(cell => cell.innerText.length > 60 && cell.clientWidth && cell.clientWidth < 110)
        .map(cell => cell.innerText)"""
    with opened(browser, width=360) as page:
        for name in ("index.html", "goals/city-staff.html", "school.html"):
            page.goto(address(kauniainen_report, "fi", name))
            assert page.evaluate(squeezed) == []


def test_headings_go_down_one_level_at_a_time(example_report: Run, browser: Browser) -> None:
    with opened(browser) as page:
        for name in all_pages(example_report, "sv"):
            page.goto(address(example_report, "sv", name))
            levels = [
                int(tag[1]) for tag in page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(h => h.tagName)")
            ]
            assert levels.count(1) == 1 and levels[0] == 1, name
            assert all(low - high <= 1 for high, low in itertools.pairwise(levels)), name


def test_every_drawing_says_in_words_what_it_shows(example_report: Run, browser: Browser) -> None:
    drawings = 0
    with opened(browser) as page:
        for name in all_pages(example_report, "fi"):
            page.goto(address(example_report, "fi", name))
            for title, description in page.eval_on_selector_all(
                "svg[role=img]",
                "all => all.map(s => [s.querySelector('title'), s.querySelector('desc')].map(e => e.textContent))",
            ):
                drawings += 1
                assert len(title.split()) >= 3, name
                assert len(description.split()) >= 8, name
                assert re.search(r"\d", description), f"{name}: the description has no number"
            assert "No description has been provided" not in page.content()
            assert not page.query_selector_all("img:not([alt])")
    assert drawings > 20


# Keyboard


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.outerHTML.slice(0, 80)")


def test_the_first_tab_stop_leads_past_the_navigation(example_report: Run, browser: Browser) -> None:
    with opened(browser) as page:
        page.goto(address(example_report, "en", "index.html"))
        page.keyboard.press("Tab")
        assert 'class="skip"' in focused(page)
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("name", ["index.html", "goals/youth-unemployment.html"])
def test_everything_that_can_be_clicked_is_reached_by_tab_and_is_seen(
    example_report: Run, browser: Browser, name: str
) -> None:
    with opened(browser) as page:
        page.goto(address(example_report, "en", name))
        page.evaluate(
            """() => [...document.querySelectorAll('a[href], summary, input, [tabindex="0"]')]
                 .filter(e => e.checkVisibility() && (e.type !== 'radio' || e.checked))
                 .forEach((e, place) => e.setAttribute('data-stop', place))"""
        )
        stops = page.evaluate("document.querySelectorAll('[data-stop]').length")
        reached = []
        for _ in range(stops):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("Number(document.activeElement.dataset.stop)"))
            shown = page.evaluate(
                """() => { const e = document.activeElement; const ring = e.type === 'radio' ? e.closest('label') : e;
                           return getComputedStyle(ring).outlineStyle }"""
            )
            assert shown != "none", focused(page)
        assert reached == list(range(stops))


def test_a_closed_table_opens_with_the_keyboard(example_report: Run, browser: Browser) -> None:
    with opened(browser) as page:
        page.goto(address(example_report, "en", "goals/youth-unemployment.html"))
        page.focus("figure summary")
        page.keyboard.press("Enter")
        assert page.is_visible("figure details table")


# Filters


def goals_by(run: Run, column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with (run.folder / "downloads" / "goals.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row[column], set()).add(f"goal-{row['number']}")
    return found


def rows_shown(page: Page) -> set[str]:
    return set(page.eval_on_selector_all("tr[id^=goal-]", "all => all.filter(r => r.checkVisibility()).map(r => r.id)"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_goals_are_filtered_by_verdict(example_report: Run, browser: Browser, scripts: bool, language: str) -> None:
    expected = goals_by(example_report, "verdict")
    with opened(browser, scripts=scripts) as page:
        page.goto(address(example_report, language, "index.html"))
        assert len(rows_shown(page)) == 29
        page.get_by_label(re.compile(rf"^\s*{RECEDED[language]} ")).check()
        assert rows_shown(page) == expected["receding"]
        sectors = page.eval_on_selector_all("tr.group", "all => all.filter(r => r.checkVisibility()).length")
        assert 0 < sectors <= len(expected["receding"])


def test_filters_combine_and_the_script_counts_and_searches(example_report: Run, browser: Browser) -> None:
    verdicts, sectors = goals_by(example_report, "verdict"), goals_by(example_report, "sector")
    with opened(browser) as page:
        page.goto(address(example_report, "en", "index.html"))
        assert page.inner_text(".filters output") == "29"
        page.get_by_label(re.compile(r"^\s*Progressing ")).check()
        page.get_by_label(re.compile(r"^\s*Early childhood education")).check()
        assert rows_shown(page) == verdicts["progressing"] & sectors["early-childhood"]
        assert page.inner_text(".filters output") == str(len(rows_shown(page)))
        page.get_by_label("All goals (29)").first.check()
        page.get_by_label("Search for words").fill("no such words in any row")
        assert rows_shown(page) == set()
        assert page.inner_text(".filters output") == "0"


# Print


def test_print_shows_closed_tables_and_every_goal_and_hides_what_cannot_be_clicked(
    example_report: Run, browser: Browser
) -> None:
    with opened(browser) as page:
        page.goto(address(example_report, "en", "index.html"))
        page.get_by_label(re.compile(r"^\s*Receding ")).check()
        page.emulate_media(media="print")
        assert len(rows_shown(page)) == 29
        for hidden in (".filters", ".pages", ".languages", ".skip"):
            assert not page.is_visible(hidden), hidden
        page.goto(address(example_report, "en", "population.html"))
        assert page.evaluate("document.querySelector('figure details table').getBoundingClientRect().height") > 40
        sheets = re.findall(rb"/MediaBox ?\[([^\]]+)\]", page.pdf(prefer_css_page_size=True))
        assert {tuple(round(float(side)) for side in sheet.split()[2:]) for sheet in sheets} <= {
            (595, 842),
            (594, 842),
            (595, 841),
        }


def test_the_last_sheet_of_a_goal_holds_more_than_the_footer(example_report: Run, browser: Browser) -> None:
    with opened(browser) as page:
        for goal in ("learning-gap", "parenthood"):
            page.goto(address(example_report, "fi", f"goals/{goal}.html"))
            sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
            footer = page.inner_text(".end p")
            assert not sheets[-1].extract_text().strip().startswith(footer)
            assert footer in sheets[-1].extract_text()


# To look at


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_screenshots_are_kept_to_look_at(example_report: Run, browser: Browser, width: int, scheme: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    with opened(browser, width, scheme) as page:
        for language, name in (
            ("fi", "index.html"),
            ("sv", "goals/youth-unemployment.html"),
            ("en", "population.html"),
        ):
            page.goto(address(example_report, language, name))
            target = ARTEFACTS / f"{language}-{Path(name).stem}-{width}-{scheme}.png"
            page.screenshot(path=target, full_page=True)
            assert target.stat().st_size > 20_000
