"""A report as one document on paper: every page a chapter, links within it, tagged for those who listen."""

import io
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest
from conftest import REVIEW, Run

from analysis import programme as programmes
from analysis.errors import UnusableInput
from analysis.message import LANGUAGES
from analysis.period import Review
from analysis.report import lock, pages, pdf
from analysis.report.site import Site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site() -> Site:
    return pages.site(programmes.load("example"), Review.parse(REVIEW))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_a_chapter_and_every_link_leads_within_the_document(
    example_report: Run, site: Site, language: str
) -> None:
    document = pdf.document(example_report.folder, site, language)
    assert document.count("<main ") == len(site.pages)
    assert f'<html lang="{language}">' in document
    ids = re.findall(r' id="([^"]*)"', document)
    assert len(ids) == len(set(ids))
    links = re.findall(r' href="([^"]*)"', document)
    assert len(links) > 60
    assert {link for link in links if link.removeprefix("#") not in ids} == set()
    assert "<script" not in document and "<form" not in document
    assert "var(--" not in re.sub(r"<style>.*?</style>", "", document, flags=re.DOTALL)


def test_an_invented_town_is_marked_on_the_cover_and_on_every_sheet(example_report: Run, site: Site) -> None:
    document = pdf.document(example_report.folder, site, "en")
    assert '<p class="invented">This municipality and all its figures are invented.' in document
    assert "<title>Invented municipality" in document


def test_the_document_is_tagged_and_the_same_twice(example_report: Run, site: Site, tmp_path) -> None:
    try:
        pdf.refuse_without_library()
    except UnusableInput as error:
        pytest.skip(str(error))
    few = replace(
        site, pages=tuple(page for page in site.pages if page.path in ("plain.html", "goals/parenthood.html"))
    )
    made = []
    for attempt in ("first", "second"):
        report = tmp_path / attempt
        report.symlink_to(example_report.folder, target_is_directory=True)
        pdf.write(report, few)
        files = pdf.paths(report)
        assert sorted(path.name for path in files.values()) == [f"{attempt}-{code}.pdf" for code in sorted(LANGUAGES)]
        made.append({code: path.read_bytes() for code, path in files.items()})
    assert made[0] == made[1]
    for code, content in made[0].items():
        reader = pypdf.PdfReader(io.BytesIO(content))
        catalogue = reader.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalogue
        assert catalogue["/Lang"] == code
        assert reader.metadata and "2018–2022" in str(reader.metadata.title)
        assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in reader.pages} == {(595, 842)}
    assert not list(tmp_path.glob("*.part"))


def test_no_document_is_made_of_a_report_that_another_run_is_replacing(
    example_report: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0)
    monkeypatch.setitem(sys.modules, "weasyprint", SimpleNamespace())
    report = tmp_path / "2022"
    report.symlink_to(example_report.folder, target_is_directory=True)
    with lock.only_run(report), pytest.raises(UnusableInput, match="Another run is making the report"):
        pdf.write(report, site)
    assert [path.name for path in tmp_path.iterdir()] == ["2022"]
