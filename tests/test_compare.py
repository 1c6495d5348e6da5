"""`kotoarvio compare`: what differs between two reports, and which of their ingredients made it differ."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished_reports import FINDING, GOAL, INDICATOR, Report, inputs

from analysis.cli import main
from analysis.message import LANGUAGES

SECOND = {**GOAL, "number": "2", "goal": "neighbours", "verdict": "stable", "reason": "change_within_margin"}
DATA = inputs(observations="9" * 64)


def compared(folder: Path, old: Report, new: Report, language: str = "en") -> Result:
    places = [str(report.write(folder / name)) for name, report in (("old", old), ("new", new))]
    return CliRunner().invoke(main, ["--language", language, "compare", *places])


def changed(**columns: str) -> Report:
    """A report whose only indicator has other values in these columns."""
    return Report(indicators=({**INDICATOR, **columns},), record=DATA)


def test_two_equal_reports_agree(tmp_path: Path) -> None:
    run = compared(tmp_path, Report(), Report())
    assert (run.exit_code, run.output) == (0, "The reports agree: no verdict, figure or finding differs.\n")


def test_a_verdict_that_changed_is_told_in_words_with_its_cause(tmp_path: Path) -> None:
    new = Report(goals=({**GOAL, "verdict": "stable", "reason": "change_within_margin"},), record=DATA)
    run = compared(tmp_path, Report(), new)
    assert run.exit_code == 1
    assert run.output.splitlines()[1:] == [
        "Goal 1 (own-front-door), verdict: was “Progressing”, is “Stable”.",
        "Goal 1 (own-front-door), reason: was “Change beyond chance”, is “No meaningful change”.",
        "The figures differ: observations.csv.",
        "Nothing but the figures differ, so they made the difference.",
    ]


def test_a_figure_is_told_once_with_its_interval_and_period(tmp_path: Path) -> None:
    run = compared(tmp_path, Report(), changed(review="80.8333", review_low="72.9", review_period="2021"))
    assert run.output.splitlines()[1] == (
        "Indicator homes-found, figure of the review period: was 82.5 (74.7 to 88.3) in 2022, is 80.8333 (72.9 to "
        "88.3) in 2021."
    )
    assert "homes-found" not in "".join(run.output.splitlines()[2:])


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"review": "", "review_low": "", "review_high": ""}, "was 82.5 (74.7 to 88.3) in 2022, is none."),
        ({"review_low": "", "review_high": ""}, "is 82.5 in 2022."),
        ({"q_value": "1.2e-05"}, "q-value: was none, is 0.000012."),
        ({"change": "inf", "change_low": "1.5", "change_high": "inf"}, "change: was none, is ∞ (1.5 to ∞)."),
        ({"verdict": "splendid"}, "verdict: was “Progressing”, is splendid."),
        ({"role": "supporting"}, "role: was headline, is supporting."),
    ],
)
def test_each_kind_of_column_is_told(tmp_path: Path, columns: dict[str, str], told: str) -> None:
    run = compared(tmp_path, Report(), changed(**columns))
    assert run.exit_code == 1
    assert told in run.output


def test_what_is_only_in_one_report_is_named_and_the_order_is_the_programmes(tmp_path: Path) -> None:
    other = {**INDICATOR, "indicator": "talks", "verdict": "not_assessed"}
    new = Report(goals=(SECOND,), indicators=(other,), findings=(), record=DATA)
    run = compared(tmp_path, Report(), new)
    assert run.output.splitlines()[1:6] == [
        "Goal 1 (own-front-door) is only in the old report.",
        "Goal 2 (neighbours) is only in the new report. Verdict: “Stable”.",
        "Indicator homes-found is only in the old report.",
        "Indicator talks is only in the new report. Verdict: “Not assessed”.",
        "Finding that is only in the old report: target-missing, Goal 2.",
    ]
    assert "Only in one report: 4. Findings: 1." in run.output.splitlines()[0]


def test_a_finding_that_got_worse_is_told(tmp_path: Path) -> None:
    run = compared(tmp_path, Report(), Report(findings=({**FINDING, "severity": "error"},)))
    assert run.exit_code == 1
    assert "Finding target-missing (Goal 2) is told differently." in run.output


def test_pages_alone_do_not_make_reports_differ(tmp_path: Path) -> None:
    new = Report(pages={"fi/index.html": "<p>Kaksi</p>"}, record={"code": "f" * 64})
    run = compared(tmp_path, Report(), new)
    assert run.exit_code == 0
    assert "1 other file differs (pages, notebooks or the workbook): fi/index.html." in run.output
    assert "The code of Kotoarvio differs, though its version is the same." in run.output


@pytest.mark.parametrize(
    ("record", "cause"),
    [
        (inputs(programme="9" * 64), "Nothing but the programme differs"),
        (inputs(sources="9" * 64), "Nothing but the programme differs"),
        (DATA, "Nothing but the figures differ"),
        ({"inputs": {**inputs()["inputs"], "earlier/2018/figures.csv": "9" * 64}}, "Nothing but the earlier reports"),
        ({"inputs": {**inputs()["inputs"], "commentary/2022/goal.md": "9" * 64}}, "Nothing but the comments differ"),
        ({"notebooks": {"goal.ipynb": "9" * 64}}, "Notebooks differ: goal.ipynb.\nNothing but the code differs"),
        ({"code": "9" * 64}, "Nothing but the code differs"),
        (
            {"versions": {"kotoarvio": "0.1.0", "python": "3.12.1", "pandas": "3.1.0", "scipy": "1.17"}},
            "Library versions differ: pandas was 3.0.1 and is 3.1.0 and scipy was – and is 1.17.\nNothing but library",
        ),
        ({"versions": {"kotoarvio": "0.2.0", "python": "3.12.1", "pandas": "3.0.1"}}, "and is of version 0.2.0."),
        (DATA | {"code": "9" * 64}, "Several things differ at once: the figures and the code."),
        ({}, "Examine each report with kotoarvio verify."),
    ],
)
def test_the_cause_is_named_as_far_as_the_records_can_tell(
    tmp_path: Path, record: dict[str, object], cause: str
) -> None:
    assert cause in compared(tmp_path, Report(), replace(changed(verdict="stable"), record=record)).output


def test_another_review_period_is_a_cause(tmp_path: Path) -> None:
    run = compared(tmp_path, Report(period="2020"), changed(verdict="stable").but(period="2020-2022", record={}))
    assert "The review period was 2020 and is 2020–2022.\nNothing but the review period differs" in run.output


def test_a_table_that_was_edited_by_hand_is_said_before_anything_else(tmp_path: Path) -> None:
    Report().write(tmp_path / "one")
    Report().write(tmp_path / "two")
    table = tmp_path / "two" / "downloads" / "goals.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("progressing", "achieved"), encoding="utf-8")
    run = CliRunner().invoke(main, ["--language", "en", "compare", str(tmp_path / "one"), str(tmp_path / "two")])
    assert run.exit_code == 1
    assert run.stderr == f"{table} is not as it was when the report was made.\n"
    assert "Examine each report with kotoarvio verify." in run.stdout


def test_reports_of_two_programmes_are_refused(tmp_path: Path) -> None:
    run = compared(tmp_path, Report(), Report(programme="ekby"))
    assert (run.exit_code, run.stdout) == (2, "")
    assert "These are reports of two programmes, nasby and ekby." in run.stderr


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("run.json", None, "There is no report in"),
        ("run.json", "{", "does not tell what the report was made from"),
        ("run.json", "[]", "does not tell what the report was made from"),
        ("run.json", "[" * 100_000, "does not tell what the report was made from"),
        ("run.json", '{"inputs": {"a": 1}, "parameters": {}}', "does not tell what the report was made from"),
        ("downloads/goals.csv", None, "cannot be read: there is no such file or folder"),
        ("downloads/goals.csv", "number;goal\n1;own-front-door\n", "is not a table of a report of Kotoarvio"),
        ("downloads/goals.csv", "goal,verdict\na,stable\na,mixed\n", "is not a table of a report of Kotoarvio"),
        ("downloads/goals.csv", "goal\na,b\n", "is not a table of a report of Kotoarvio"),
        ("downloads/indicators.csv", "\0\0", "is not a table of a report of Kotoarvio"),
    ],
)
def test_what_is_not_a_report_is_refused_with_the_file_named(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    old, new = Report().write(tmp_path / "old"), Report().write(tmp_path / "new")
    broken = new / name
    if text is None:
        broken.unlink()
    else:
        broken.write_text(text, encoding="utf-8")
    run = CliRunner().invoke(main, ["--language", "en", "compare", str(old), str(new)])
    assert (run.exit_code, run.stdout) == (2, "")
    assert told in run.stderr
    assert str(new) in run.stderr


def test_a_record_that_points_outside_its_folder_is_refused(tmp_path: Path) -> None:
    run = compared(tmp_path, Report(), Report(record={"outputs": {"../../secret": "0" * 64}}))
    assert run.exit_code == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_it_in_its_own_words(tmp_path: Path, language: str) -> None:
    run = compared(tmp_path, Report(), changed(review="80.5", verdict="stable"), language)
    assert {"fi": "80,5", "sv": "80,5", "en": "80.5"}[language] in run.output
    assert {"fi": "Pysynyt ennallaan", "sv": "Oförändrat", "en": "Stable"}[language] in run.output


def test_a_missing_report_on_the_command_line_is_asked_for() -> None:
    run = CliRunner().invoke(main, ["--language", "en", "compare", "only-one"])
    assert run.exit_code == 2
    assert run.stderr.startswith("The folder of a report is missing. Write it after the command")
