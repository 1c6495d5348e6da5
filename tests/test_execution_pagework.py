"""The work of one page: what it leaves is read where it was made."""

from pathlib import Path

import pytest

from analysis import programme as programmes
from analysis.execution import pagework
from analysis.message import LANGUAGES
from analysis.period import Review
from analysis.report import rendering
from analysis.report.pages import site


def test_a_page_that_says_more_than_its_blocks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = site(programmes.load("example"), Review.parse("2018-2022"))
    about = next(page for page in report.pages if page.notebook is None)
    monkeypatch.setattr(pagework, "_site", report)
    made = pagework.make_page(about, tmp_path)
    assert (made.failure, made.says_more) == (None, ())

    rendered = rendering.render
    monkeypatch.setattr(rendering, "render", lambda *given: rendered(*given).replace("</main>", "<p>987654</p></main>"))
    made = pagework.make_page(about, tmp_path)
    assert made.failure is None
    assert [leak.file for leak in made.says_more] == [f"{language}/{about.path}" for language in LANGUAGES]
