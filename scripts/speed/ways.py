"""The ways to make the example's report, each as a function that does it once and tells what it cost."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis import programme as programmes
from analysis import project
from analysis.message import LANGUAGES
from analysis.period import Review
from analysis.report.pages import pages
from speed import measure
from speed import programmes as made
from speed.measure import Cost

REVIEW = "2018-2022"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bench:
    """Where things are: the programme that is evaluated, and a folder for what is made. `look`: watch the memory."""

    programme: Path
    place: Path
    look: bool = True

    def fresh(self, name: str) -> Path:
        """A folder for a report that is not there yet."""
        folder = self.place / name / REVIEW
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.parent.mkdir(parents=True)
        return folder

    def python(self, script: str, *arguments: object) -> Cost:
        command = [sys.executable, str(HERE / script), *map(str, arguments)]
        return measure.run(command, project.root(), self.look)

    def kotoarvio(self, output: Path, jobs: int, *more: str) -> Cost:
        command = [_installed("kotoarvio"), "evaluate", REVIEW, "--programme", str(self.programme)]
        return measure.run([*command, "--output", str(output), "--jobs", str(jobs), *more], project.root(), self.look)


def usual_loop(bench: Bench) -> Cost:
    """For each page the command `papermill`, and for each language the command `jupyter nbconvert`.

    nbconvert's own HTML without the code cells: it does not translate, so what the loop makes is less than a report.
    """
    output, cost = bench.fresh("usual"), Cost(0, 0, None)
    for page in pages(programmes.read(bench.programme), Review.parse(REVIEW)):
        if page.notebook is None:
            continue
        executed = output / Path(page.path).with_suffix(".ipynb")
        executed.parent.mkdir(parents=True, exist_ok=True)
        given = {**page.parameters, "programme": str(bench.programme)}
        parameters = [word for name, value in given.items() for word in ("-r", name, value)]
        source = project.notebooks_folder() / page.notebook
        papermill = [_installed("papermill"), str(source), str(executed), *parameters, "--no-progress-bar"]
        cost += measure.run([*papermill, "--cwd", str(source.parent)], project.root())
        for language in LANGUAGES:
            nbconvert = [_installed("jupyter"), "nbconvert", "--to", "html", "--no-input", str(executed)]
            cost += measure.run([*nbconvert, "--output-dir", str(executed.parent / language)], project.root())
    return cost


def papermill_in_one_process(bench: Bench) -> Cost:
    return bench.python("one_process.py", bench.programme, REVIEW, bench.fresh("one-process"))


def ploomber_engine(bench: Bench) -> Cost:
    return bench.python("one_process.py", bench.programme, REVIEW, bench.fresh("ploomber"), "embedded")


def plain_function(processes: int) -> Callable[[Bench], Cost]:
    return lambda bench: bench.python("plain.py", bench.programme, REVIEW, bench.fresh("plain"), processes)


def this_project(jobs: int) -> Callable[[Bench], Cost]:
    return lambda bench: bench.kotoarvio(bench.fresh(f"jobs-{jobs}"), jobs, "--force")


def without_change(bench: Bench) -> Cost:
    """The same command again, over the report that it made."""
    return bench.kotoarvio(_kept(bench), 2)


def after_one_row(bench: Bench) -> Cost:
    """The same again, after one figure of one indicator has changed."""
    output = _kept(bench)
    made.change_one_row(bench.programme)
    return bench.kotoarvio(output, 2)


def _kept(bench: Bench) -> Path:
    """A report that was made just now."""
    output = bench.fresh("again")
    bench.kotoarvio(output, 2)
    return output


def the_help(bench: Bench) -> Cost:
    return measure.run([_installed("kotoarvio"), "--help"], project.root(), bench.look)


def _installed(command: str) -> str:
    return str(Path(sys.executable).with_name(command))


USUAL, ONE_PROCESS, PLOOMBER = (
    "the usual loop of commands",
    "papermill in one process",
    "ploomber-engine in one process",
)
OURS_1, OURS_2, LIMIT_1, LIMIT_2 = (
    "kotoarvio, 1 job",
    "kotoarvio, 2 jobs",
    "plain function, 1 process",
    "plain function, 2 processes",
)
AGAIN, ONE_ROW, HELP = "kotoarvio again, nothing changed", "kotoarvio again, one row changed", "kotoarvio --help"

ONCE: Mapping[str, Callable[[Bench], Cost]] = {USUAL: usual_loop, ONE_PROCESS: papermill_in_one_process}
IN_TURNS: Mapping[str, Callable[[Bench], Cost]] = {
    **({PLOOMBER: ploomber_engine} if importlib.util.find_spec("ploomber_engine") else {}),
    LIMIT_1: plain_function(1),
    OURS_1: this_project(1),
    LIMIT_2: plain_function(2),
    OURS_2: this_project(2),
    AGAIN: without_change,
    ONE_ROW: after_one_row,
    HELP: the_help,
}
