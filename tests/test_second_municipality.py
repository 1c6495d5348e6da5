"""Another municipality is another folder and no Python.

`second_town` was written from docs/programme.md and docs/observations.md alone, with sectors, goals, indicators,
populations and sources that no shipped programme has, and with nothing at all about the theme of population.
"""

import html
import re
from pathlib import Path

import pytest
from conftest import Run, kotoarvio
from small_project import programme_folder
from test_full_run import Page

pytestmark = pytest.mark.slow

LANGUAGES = ("fi", "sv", "en")
GOALS = ("own-front-door", "neighbours", "equal-start", "fishing-mentors", "one-guide")
OF_KAUNIAINEN = re.compile(r"kauniai|Kauniai|Grankulla|grani-|\bSUUS\b|\bSOVV\b|Sotkanet")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme_folder(tmp_path_factory.mktemp("towns") / "Näsby kommun")


def evaluated(town: Path, period: str, *arguments: str) -> Run:
    report = town.parent / period
    run = kotoarvio("evaluate", period, "--programme", str(town), "--output", str(report), *arguments)
    return Run(run.code, run.out, run.err, report)


@pytest.fixture(scope="module")
def report(town: Path) -> Run:
    return evaluated(town, "2020-2022")


@pytest.fixture(scope="module")
def draft(town: Path) -> Run:
    """Of the next review: one figure was not collected, the other is about two persons."""
    return evaluated(town, "2023", "--goal", "equal-start", "--goal", "own-front-door", "--goal", "equal-start")


def pages(run: Run) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(run.folder.rglob("*.html"))}


def text(run: Run, page: str) -> str:
    return html.unescape((run.folder / page).read_text(encoding="utf-8"))


def test_its_figures_pass_every_check(town: Path) -> None:
    run = kotoarvio("check", "--programme", str(town))
    assert run.code == 0, run.out
    assert "Contradictions among them: 0." in run.out


def test_every_page_is_made_in_every_language(report: Run) -> None:
    assert report.code == 0, report.err
    named = ["index", "plain", "audit", "population", "school", "employment", "participation", "about"]
    expected = {f"{name}.html" for name in named} | {f"goals/{goal}.html" for goal in GOALS}
    for language in LANGUAGES:
        folder = report.folder / language
        assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} == expected


def test_a_draft_has_the_pages_of_its_goals_in_the_programmes_order(draft: Run) -> None:
    assert draft.code == 0, draft.err
    for language in LANGUAGES:
        folder = draft.folder / language
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
        assert found == {"about.html", "goals/own-front-door.html", "goals/equal-start.html"}
    assert 'rel="next" href="../goals/equal-start.html"' in text(draft, "en/goals/own-front-door.html")


@pytest.mark.parametrize("name", ["report", "draft"])
def test_no_link_is_dead_and_nothing_of_kauniainen_is_on_a_page(name: str, request: pytest.FixtureRequest) -> None:
    run: Run = request.getfixturevalue(name)
    for path, page in pages(run).items():
        found = OF_KAUNIAINEN.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(run.folder)}: {found}"
        for link in page.links:
            address, _, fragment = link.partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path.relative_to(run.folder)} links to {link}"
            assert not fragment or fragment in Page(target).ids, f"{path.relative_to(run.folder)} links to {link}"


def test_its_own_words_stand_on_its_pages(report: Run) -> None:
    assert "Näsby's integration programme" in text(report, "en/index.html")
    assert "En egen dörr inom ett år" in text(report, "sv/goals/own-front-door.html")
    assert "Kalastajat mentoreina" in text(report, "fi/employment.html")


def test_the_verdicts_follow_from_its_figures(report: Run) -> None:
    lines = (report.folder / "downloads" / "goals.csv").read_text(encoding="utf-8").splitlines()[1:]
    verdicts = {line.split(",")[1]: line.split(",")[5] for line in lines}
    assert verdicts == {
        "own-front-door": "progressing",  # 44 / 95 became 99 / 120
        "neighbours": "stable",  # 3.4 became 3.5 of 5, and half a step would matter
        "equal-start": "not_enough_data",  # 16 and 18 pupils
        "fishing-mentors": "progressing",  # 14 became 39
        "one-guide": "not_assessed",  # followed only by what was done
    }


def test_two_persons_stay_unseen(draft: Run) -> None:
    share = re.compile(r"11[.,]8|2 of 17|2 / 17|2/17")  # 2 / 17 = 11.8 %
    for path in draft.folder.rglob("*.*"):
        if path.suffix in (".html", ".csv", ".ipynb", ".json"):
            assert not share.search(path.read_text(encoding="utf-8")), path
