"""The whole evaluation, as an evaluator runs it, on both programmes that ship."""

import base64
import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, Run

from analysis.display.blocks import BLOCK_MIME

pytestmark = pytest.mark.slow

LANGUAGES = ("fi", "sv", "en")
PAGES_A_LANGUAGE = 1 + 1 + 1 + 4 + 29 + 1  # index, plain language, audit, four themes, 29 goals, about
LIMIT_BYTES = 100 * 1000
INVENTED = {"fi": "keksit", "sv": "påhitta", "en": "invented"}  # stems: Finnish inflects
VERDICTS = {
    *("achieved", "progressing", "stable", "no_clear_change", "mixed", "receding", "not_enough_data", "not_assessed"),
}


class Page(HTMLParser):
    """What a reader's browser would follow or fetch, and the page's language."""

    def __init__(self, path: Path):
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.language = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.language = given.get("lang", "")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag in ("link", "script", "img", "iframe", "object", "use", "image", "source"):
            self.fetched += [given[name] for name in ("src", "href", "xlink:href", "data") if name in given]


@pytest.fixture(params=["kauniainen", "example"])
def report(request: pytest.FixtureRequest) -> Run:
    return request.getfixturevalue(f"{request.param}_report")


def pages(run: Run, language: str | None = None) -> list[Path]:
    return sorted((run.folder / (language or "")).rglob("*.html"))


def rows(run: Run, name: str) -> list[dict[str, str]]:
    with (run.folder / "downloads" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_run_succeeds_and_says_where_the_report_is(report: Run) -> None:
    assert report.code == 0, report.err
    assert "index.html" in report.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_page_in_its_own_language(report: Run, language: str) -> None:
    found = pages(report, language)
    assert len(found) == PAGES_A_LANGUAGE
    assert {Page(path).language for path in found} == {language}


def test_no_page_is_heavy(report: Run) -> None:
    heavy = {
        str(path.relative_to(report.folder)): path.stat().st_size
        for path in pages(report)
        if path.stat().st_size > LIMIT_BYTES
    }
    assert not heavy


def test_no_page_asks_anything_of_another_server(report: Run) -> None:
    for path in pages(report):
        page = Page(path)
        outside = [address for address in page.fetched + page.links if re.match(r"(https?:)?//", address)]
        assert not outside, path


def test_the_only_script_is_the_one_that_the_page_names_by_its_hash(report: Run) -> None:
    for path in pages(report):
        text = path.read_text(encoding="utf-8")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert text.count("<script") == len(scripts) == (path.name == "index.html" and path.parent.name in LANGUAGES)
        allowed = re.findall(r"script-src ([^;\"]*)", text)
        hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
        assert allowed == [f"'sha256-{digest}'" for digest in hashes], path


def test_no_link_is_dead(report: Run) -> None:
    parsed = {path: Page(path) for path in pages(report)}
    for path, page in parsed.items():
        for link in page.links:
            if link.startswith("mailto:"):
                continue
            address, _, fragment = link.partition("#")
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.relative_to(report.folder)} links to {link}"
            if fragment:
                assert fragment in parsed[target].ids, f"{path.relative_to(report.folder)} links to {link}"


def test_ids_on_a_page_are_unique(report: Run) -> None:
    for path in pages(report):
        ids = Page(path).ids
        assert len(ids) == len(set(ids)), path


def test_there_is_one_row_for_each_goal_and_indicator(report: Run) -> None:
    goals = rows(report, "goals.csv")
    assert [int(row["number"]) for row in goals] == list(range(1, 30))
    assert {row["verdict"] for row in goals} <= VERDICTS
    indicators = rows(report, "indicators.csv")
    assert len({row["indicator"] for row in indicators}) == len(indicators)


def test_executed_notebooks_hold_blocks_and_nothing_of_this_machine(report: Run) -> None:
    notebooks = sorted((report.folder / "notebooks").rglob("*.ipynb"))
    assert len(notebooks) == PAGES_A_LANGUAGE - 1  # about is not a notebook
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert str(report.folder.parent) not in text
        for cell in nbformat.reads(text, as_version=4).cells:
            for output in cell.get("outputs", []):
                assert output.output_type in ("execute_result", "display_data"), f"{path.name}: {output}"
                assert BLOCK_MIME in output.data


def test_the_record_names_every_file_with_its_hash(report: Run) -> None:
    record = json.loads((report.folder / "run.json").read_text(encoding="utf-8"))
    found = {path.relative_to(report.folder).as_posix() for path in report.folder.rglob("*") if path.is_file()}
    assert set(record["outputs"]) == found - {"run.json"}
    for name, digest in record["outputs"].items():
        assert hashlib.sha256((report.folder / name).read_bytes()).hexdigest() == digest
    assert {"programme.yaml", "observations.csv", "sources.yaml"} <= set(record["inputs"])
    assert str(ROOT) not in json.dumps(record)


def test_an_invented_town_is_marked_as_invented_on_every_page(example_report: Run) -> None:
    for language, stem in INVENTED.items():
        for path in pages(example_report, language):
            assert stem in path.read_text(encoding="utf-8").lower(), path


def test_a_real_town_is_not_marked_as_invented(kauniainen_report: Run) -> None:
    for path in pages(kauniainen_report, "en"):
        assert "invented municipality" not in path.read_text(encoding="utf-8").lower(), path


def test_planted_truths_that_are_large_enough_to_see_are_found(example_report: Run) -> None:
    verdicts = {row["indicator"]: row["verdict"] for row in rows(example_report, "indicators.csv")}
    with (ROOT / "data" / "example" / "truth.csv").open(encoding="utf-8", newline="") as file:
        truths = list(csv.DictReader(file))
    visible = [truth for truth in truths if truth["visible"] == "yes"]
    right = [truth for truth in visible if verdicts[truth["indicator"]] == truth["expected"]]
    assert len(visible) >= 12
    assert len(right) >= 0.95 * len(visible), [(t, verdicts[t["indicator"]]) for t in visible if t not in right]


def test_nothing_that_stayed_gets_an_arrow(example_report: Run) -> None:
    verdicts = {row["indicator"]: row["verdict"] for row in rows(example_report, "indicators.csv")}
    with (ROOT / "data" / "example" / "truth.csv").open(encoding="utf-8", newline="") as file:
        stayed = [row["indicator"] for row in csv.DictReader(file) if row["truth"] == "stay"]
    assert len(stayed) >= 5
    assert not {name: verdicts[name] for name in stayed if verdicts[name] in ("progressing", "receding", "achieved")}


def test_the_example_programme_has_no_finding_of_severity_error(example_report: Run) -> None:
    assert not [row for row in rows(example_report, "findings.csv") if row["severity"] == "error"]


def test_kauniainen_has_every_class_of_finding(kauniainen_report: Run) -> None:
    codes = {row["code"] for row in rows(kauniainen_report, "findings.csv")}
    assert codes >= {
        "parts-do-not-add-up",
        "same-total-under-two-dates",
        "impossible-rate",
        "target-measured-by-something-else",
        "goal-without-indicator",
        "indicator-without-goal",
        "mixed-populations",
        "goal-asks-only-effort",
        "baseline-missing",
        "target-missing",
        "owner-missing",
    }


def test_a_second_run_of_one_goal_makes_the_same_bytes(kauniainen_report: Run, tmp_path: Path) -> None:
    from conftest import kotoarvio

    again = tmp_path / "again"
    run = kotoarvio("evaluate", "2018-2022", "--goal", "placements", "--output", str(again))
    assert run.code == 0, run.err
    name = "notebooks/goals/placements.ipynb"
    assert (again / name).read_bytes() == (kauniainen_report.folder / name).read_bytes()


def test_nbconvert_would_render_the_same_with_its_copies_and_validation(example_report: Run) -> None:
    from nbconvert.exporters import HTMLExporter

    from analysis.report.exporter import ContentExporter, Reading

    notebook = nbformat.read(example_report.folder / "notebooks" / "school.ipynb", as_version=4)
    exporter = ContentExporter()
    usual, _ = super(HTMLExporter, exporter).from_notebook_node(notebook, {"reading": Reading("fi", "")})
    ours, _ = exporter.from_notebook_node(notebook, {"reading": Reading("fi", "")})
    assert ours == usual
    assert len(ours) > 10_000
