"""What the front page says has changed since the last review."""

import json
from pathlib import Path

import pytest
import small_programme as small

from analysis import assessment, wording
from analysis.assessment import LastReview
from analysis.display.html import block_html
from analysis.errors import UnusableInput
from analysis.observations import earlier
from analysis.period import Review
from analysis.vocabulary import Verdict

HEADER = "number,goal,sector,theme,done,verdict,reason\n"


def report(folder: Path, period: str, verdicts: dict[str, str]) -> Path:
    """The parts of an earlier report that a new one reads."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    rows = "".join(f"1,{goal},sector,school,done,{verdict},change_clear\n" for goal, verdict in verdicts.items())
    (downloads / "goals.csv").write_text(HEADER + rows, encoding="utf-8")
    (downloads / "figures.csv").write_text(",".join(earlier.COLUMNS) + "\n", encoding="utf-8")
    (folder / "run.json").write_text(json.dumps({"parameters": {"period": period}}), encoding="utf-8")
    return downloads / "figures.csv"


def shown(before: LastReview | None, language: str = "en") -> str:
    evaluation = small.evaluation([small.indicator()], small.shares("courses-passed", y2021=(30, 100), y2022=(31, 100)))
    return block_html(wording.since.last_review(evaluation, before).to_json(), language)


def last(**verdicts: Verdict) -> LastReview:
    return LastReview(Review.parse("2014-2017"), verdicts)


def goal() -> str:
    return small.programme(small.indicator()).goals[0].id


def test_outside_an_evaluation_no_earlier_review_is_known() -> None:
    assert assessment.last_review() is None
    assert "nothing can be compared" in shown(None)


def test_the_latest_of_several_earlier_reports_is_the_last_review(tmp_path: Path) -> None:
    files = [
        report(tmp_path / "a", "2014-2017", {"first": "stable"}),
        report(tmp_path / "b", "2010-2013", {"first": "receding"}),
    ]
    with earlier.known(files):
        assert assessment.last_review() == LastReview(Review.parse("2014-2017"), {"first": Verdict.STABLE})
    assert assessment.last_review() is None


@pytest.mark.parametrize("fault", ["goals.csv", "verdict", "run.json"])
def test_an_earlier_report_that_cannot_be_read_is_named(tmp_path: Path, fault: str) -> None:
    file = report(tmp_path / "a", "2014-2017", {"first": "splendid" if fault == "verdict" else "stable"})
    if fault == "goals.csv":
        file.with_name("goals.csv").unlink()
    if fault == "run.json":
        (tmp_path / "a" / "run.json").write_text("[]", encoding="utf-8")
    with earlier.known([file]), pytest.raises(UnusableInput, match="cannot be read"):
        assessment.last_review()


def test_a_changed_verdict_is_shown_beside_the_new_one() -> None:
    html = shown(last(**{goal(): Verdict.RECEDING}))
    assert "2014–2017" in html
    assert "1 goal has another verdict now; 0 have the same." in html
    assert "v-receding" in html and "v-not_enough_data" in html


def test_an_unchanged_verdict_is_only_counted() -> None:
    html = shown(last(**{goal(): Verdict.NOT_ENOUGH_DATA}))
    assert "0 goals have another verdict now; 1 have the same." in html
    assert "<table" not in html


def test_goals_that_came_and_went_are_counted() -> None:
    html = shown(last(gone=Verdict.STABLE))
    assert "1 goal is new." in html
    assert "1 goal of the last review is no longer in the programme." in html
