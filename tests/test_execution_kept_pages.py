"""A page is taken from an earlier run only where its notebook would see the same again."""

import csv
import io
import json
import os
import pickle
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from small_project import DRAFT, SHOW, Project, programme_folder, project
from test_execution_again import without_times

from analysis import assessment, audit, observations
from analysis import programme as programmes
from analysis.execution import children, questions
from analysis.period import Review

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="notebooks can be watched only where they are forked")

REVIEW = Review.parse("2018-2022")


def asked_by(work: Callable[[], object]) -> set[questions.Question]:
    """What a child asks that works with the example programme as a notebook does."""
    from analysis.execution import traces

    basis = traces.Basis.of(programmes.load(str(ROOT / "data" / "example")), REVIEW)

    def watched() -> dict[questions.Question, str]:
        traces.watch(basis, Path("small.ipynb"))
        work()
        return traces.stop_watching(basis)

    child = children.start(watched, 60)
    heard = child.receive()
    assert heard[0] == children.DONE, heard
    return set(heard[1]) - {questions.SUMMARY}


def evaluated() -> tuple[programmes.Programme, object, assessment.Evaluation]:
    """As every notebook begins."""
    plan = programmes.load(str(ROOT / "data" / "example"))
    published = observations.published(plan)
    return plan, published, assessment.evaluate(plan, published, REVIEW)


def test_loading_reading_and_judging_ask_nothing_yet() -> None:
    assert asked_by(evaluated) == set()


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (lambda plan, table, found: found.goal("placements"), {(questions.GOAL, "placements")}),
        (lambda plan, table, found: found.indicator("placement-units"), {("indicator", "placement-units")}),
        (lambda plan, table, found: audit.examine(plan, table).of_goal("placements"), {("findings", "placements")}),
        (lambda plan, table, found: observations.of_indicators(table, ["a", "b"]), {("rows", "a"), ("rows", "b")}),
        (lambda plan, table, found: len(found.assessments), {questions.EVALUATION}),
        (lambda plan, table, found: repr(found), {questions.EVALUATION}),
        (lambda plan, table, found: vars(found), {questions.EVALUATION}),
        (lambda plan, table, found: found.goals, {questions.EVALUATION}),
        (lambda plan, table, found: list(found.observed), {questions.EVALUATION}),
        (lambda plan, table, found: found.observed.get("placement-units"), {("observed", "placement-units")}),
        (lambda plan, table, found: audit.examine(plan, table).codes, {questions.AUDIT}),
        (lambda plan, table, found: len(table), {questions.FIGURES}),
        (lambda plan, table, found: table["value"].sum(), {questions.FIGURES}),
        (lambda plan, table, found: table.iloc[0], {questions.FIGURES}),
        (lambda plan, table, found: next(table.itertuples()), {questions.FIGURES}),
        (lambda plan, table, found: str(table), {questions.FIGURES}),
        (lambda plan, table, found: observations.peers(plan, "a"), {questions.OFFICIAL}),
        (lambda plan, table, found: observations.read(plan), {questions.EVERYTHING}),
        (lambda plan, table, found: (plan.folder / "observations.csv").read_text("utf-8"), {questions.EVERYTHING}),
        (lambda plan, table, found: (plan.folder / "programme.yaml").read_text("utf-8"), set()),
        (lambda plan, table, found: assessment.evaluate(plan, table, Review.parse("2021")), {questions.EVERYTHING}),
        (lambda plan, table, found: programmes.load("kauniainen"), {questions.UNKNOWN}),
        (lambda plan, table, found: Path("/etc/hostname").read_bytes(), {questions.UNKNOWN}),
        (lambda plan, table, found: subprocess.run(["true"]), {questions.UNKNOWN}),
    ],
)
def test_a_look_is_a_question_and_a_look_at_anything_whole_asks_for_all_of_it(
    look: Callable[..., object], expected: set[questions.Question]
) -> None:
    asked = asked_by(lambda: look(*evaluated()))
    assert asked >= expected
    assert asked - expected <= {questions.FIGURES, questions.UNKNOWN}


@pytest.mark.parametrize("changed", [False, True])
def test_what_another_process_judged_is_known_here_unless_a_file_was_written_to(changed: bool, tmp_path: Path) -> None:
    from analysis.execution import evaluation

    folder = programme_folder(tmp_path / "nasby")
    plan, review = programmes.read(folder), Review.parse("2020-2022")
    judged, content = pickle.loads(pickle.dumps(evaluation._judged(plan, review, ())))
    if changed:
        change_one_row(folder / "observations.csv", random.Random(1))
    basis = evaluation._taught(judged, content)
    assert (basis.evaluation is judged.evaluation) is not changed
    assert (basis.evaluation == judged.evaluation) is not changed
    notebook = programmes.load(str(folder))
    published = observations.published(notebook)
    assert notebook is basis.programme
    assert assessment.evaluate(notebook, published, review) is basis.evaluation
    assert audit.examine(notebook, published) is basis.audit


def test_answers_are_the_same_whatever_the_order_of_a_set(tmp_path: Path) -> None:
    """Python orders a set of words anew in each process; an answer in such an order would never be found again."""
    folder = programme_folder(tmp_path / "nasby")
    code = (
        "import sys, hashlib; from analysis import programme; from analysis.period import Review;"
        "from analysis.execution import questions; from analysis.execution.basis import Basis;"
        "basis = Basis.of(programme.load(sys.argv[1]), Review.parse('2020-2022'));"
        "whole = (questions.SUMMARY, questions.EVALUATION, questions.AUDIT, questions.FIGURES);"
        "print([hashlib.sha256(basis.answer(question).encode()).hexdigest() for question in whole])"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert answers[0].count(",") == 3
    assert answers == [answers[0]] * 3


def real_project(folder: Path) -> Project:
    """The small municipality with the project's own notebooks."""
    programme_folder(folder / "data" / "nasby")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return Project(folder)


def change_one_row(file: Path, choose: random.Random) -> str:
    """One person more in a row with a numerator; which indicator it is of."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    numerator, denominator = rows[0].index("numerator"), rows[0].index("denominator")
    able = [row for row in rows[1:] if row[numerator].isdigit() and row[denominator].isdigit()]
    row = choose.choice([row for row in able if 10 < int(row[numerator]) < int(row[denominator]) - 10])
    row[numerator] = str(int(row[numerator]) + 1)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    file.write_text(written.getvalue(), encoding="utf-8", newline="\n")
    return row[0]


def made(report: Path) -> set[str]:
    """The pages that the last run made anew."""
    return set(json.loads((report / "run.json").read_text(encoding="utf-8"))["times"]["pages"])


@pytest.mark.slow
def test_after_a_changed_row_only_what_depends_on_it_is_made_and_all_is_as_if_made_anew(tmp_path: Path) -> None:
    town = real_project(tmp_path)
    plan = programmes.read(tmp_path / "data" / "nasby")
    goals = [word for goal in plan.goals[:3] for word in ("--goal", goal.id)]
    assert town.evaluate(*goals).returncode == 0
    everything = made(town.report)
    fewest = len(everything)
    for seed in range(2):
        indicator = change_one_row(plan.folder / "observations.csv", random.Random(seed))
        run = town.evaluate(*goals)
        assert run.returncode == 0, run.stderr
        fewest = min(fewest, len(made(town.report)))
        homes = {goal.id for goal in plan.goals[:3] if indicator in {each.id for each in goal.indicators}}
        assert {f"goals/{home}.html" for home in homes} <= made(town.report)
        cached = without_times(town.report)
        assert town.evaluate(*goals, "--force").returncode == 0
        assert without_times(town.report) == cached, (seed, indicator)
        assert made(town.report) == everything
    assert fewest < len(everything)


# What it shows is different each time that it is run.
WHEN = "import time\nfrom analysis.display.blocks import paragraph\nfrom analysis.message import Verbatim\n"
WHEN += "paragraph(Verbatim(str(time.time_ns())))"
COPIED = "import sys\nsys.path.insert(0, {folder!r})\nfrom analysis.cli import main\nmain()"
GOAL = "goals/own-front-door"


@dataclass(frozen=True)
class OwnCode:
    """A project that is evaluated by a copy of the project's code, which may be changed."""

    town: Project

    @property
    def package(self) -> Path:
        return self.town.root / "code" / "analysis"

    def evaluate(self) -> dict[str, str]:
        """The executed notebook and the page in Finnish."""
        command = [sys.executable, "-c", COPIED.format(folder=str(self.package.parent)), *DRAFT, "--jobs", "1"]
        run = subprocess.run(command, cwd=self.town.root, capture_output=True, text=True, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        names = f"notebooks/{GOAL}.ipynb", f"fi/{GOAL}.html"
        return {name: (self.town.report / name).read_text(encoding="utf-8") for name in names}

    def change(self, name: str, old: str, new: str) -> None:
        path = self.package / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.mark.slow
def test_a_changed_template_or_translation_renders_and_runs_no_notebook(tmp_path: Path) -> None:
    own = OwnCode(project(tmp_path, SHOW, WHEN))
    shutil.copytree(ROOT / "src" / "analysis", own.package, ignore=shutil.ignore_patterns("__pycache__"))
    notebook, page = own.evaluate().values()
    assert "Väestö" in page

    own.change("locale/fi/LC_MESSAGES/kotoarvio.po", 'msgstr "Väestö"', 'msgstr "Asukkaat"')
    own.change("report/templates/page.html.j2", "</body>", "<!-- new --></body>")
    changed = page.replace("Väestö", "Asukkaat").replace("</body>", "<!-- new --></body>")
    assert list(own.evaluate().values()) == [notebook, changed]
