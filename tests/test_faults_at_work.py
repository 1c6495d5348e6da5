"""Faults of a notebook at work: its page is named with what happened, the others finish, the last good report stays.

One evaluation has all of them, each on the page of a goal of its own. tests/test_faults.py has what is refused before
any notebook runs.
"""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from finished_reports import Report
from small_project import Project, project, written

from analysis.errors import UnusableInput
from analysis.execution import notebook as notebooks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="time and memory are limited here as Linux does it"),
]

SECONDS = 8  # that a cell may take, also where other tests run at the same time
EXECUTIONS = int(os.environ.get("KOTOARVIO_EXECUTIONS", "20"))  # `nox -s stress` has a thousand
INJECT = "from pathlib import Path\nfault = Path('faults', goal + '.py')\nif fault.exists(): exec(fault.read_text())"
SHOW_GOAL = "from analysis.display.blocks import paragraph\nfrom analysis.message import Verbatim\n"
SHOW_GOAL += "paragraph(Verbatim('all is well'))"
SHOW_OWN = SHOW_GOAL.replace("'all is well'", "'this is ' + goal")
BYTES = 2**29  # of memory that a notebook may have here
NEEDS_MUCH = "it needs more memory than one notebook may have"

# name of a goal: (what its page's notebook does, words that the sentence about it must hold)
FAULTS: dict[str, tuple[str, str]] = {
    "raises": ("raise ValueError('the register is shut')", "failed in cell 3: ValueError: the register is shut"),
    "raises-unreadably": (
        "class Odd(Exception):\n    def __str__(self): raise RuntimeError('no words')\nraise Odd",
        "no words",
    ),
    "refuses": ("from analysis.period import Review\nReview.parse('20')", "“20” is not a review period"),
    "writes-no-python": ("def (", "SyntaxError"),
    "leaves": ("import sys\nsys.exit(0)", "SystemExit"),
    "ends-itself": ("import os\nos._exit(0)", "its Python ended in the middle of a cell"),
    "is-killed": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "its Python ended in the middle of a cell",
    ),
    "crashes": ("import ctypes\nctypes.string_at(0)", "its Python ended in the middle of a cell"),
    "hangs": ("import time\ntime.sleep(600)", f"a cell ran for more than {SECONDS} seconds"),
    "spins": ("while True: pass", f"a cell ran for more than {SECONDS} seconds"),
    "hangs-and-is-deaf": (
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(600)",
        f"a cell ran for more than {SECONDS} seconds",
    ),
    "asks-a-question": ("input('May I?')", "StdinNotImplementedError"),
    "fills-memory": ("kept = []\nwhile True: kept.append(bytearray(2**20))", NEEDS_MUCH),
    "asks-for-all-memory": ("import numpy\nnumpy.ones(2**40)", NEEDS_MUCH),
    "fills-the-disk": (
        "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))",
        "OSError: the file is larger than the system allows",
    ),
    "shows-html": ("from IPython.display import HTML, display\ndisplay(HTML('<b>no block</b>'))", "shows text/html"),
    "leaves-a-figure-open": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
        "A report shows only blocks",
    ),
}

# Harmless: the page is as it is without.
HARMLESS: dict[str, str] = {
    "prints-a-megabyte": "print('x' * 1_000_000)",
    "warns": "import warnings\nwarnings.warn('an old method')",
    "changes-folder": "import os\nos.chdir('/')",
    "changes-the-environment": "import os\nos.environ.clear()\nos.environ['TZ'] = 'Asia/Tokyo'",
    "changes-the-libraries": "import pandas, builtins\npandas.options.display.precision = 1\nbuiltins.print = None",
    "forks": "import os\nos.fork()",
    "leaves-a-process": "import subprocess\nsubprocess.Popen(['sleep', '600'])",
    "leaves-a-thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()",
    "closes-its-output": "import os\nos.close(1)\nos.close(2)",
}


def town(folder: Path, goals: list[str], *cells: str, faults: dict[str, str]) -> Project:
    """A project whose programme has these goals too, and what their notebooks run into."""
    found = project(folder, *cells)
    path = folder / "data" / "nasby" / "programme.yaml"
    programme = yaml.safe_load(path.read_text(encoding="utf-8"))
    programme["sectors"].append(
        {
            "id": "faults",
            "name": dict.fromkeys(("fi", "sv", "en"), "Faults"),
            "place": {"page": 9, "section": "Faults"},
            "goals": [_goal(name, 100 + number) for number, name in enumerate(goals)],
        }
    )
    path.write_text(yaml.safe_dump(programme, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (folder / "notebooks" / "faults").mkdir()
    for name, source in faults.items():
        (folder / "notebooks" / "faults" / f"{name}.py").write_text(source, encoding="utf-8")
    return found


def _goal(name: str, number: int) -> dict[str, object]:
    return {
        "id": name,
        "number": number,
        "title": dict.fromkeys(("fi", "sv", "en"), name),
        "theme": "participation",
        "population": "newcomers",
        "place": {"row": number},
    }


def evaluated(town: Project, goals: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, which gives a cell a few seconds instead of minutes, and little memory."""
    code = f"from analysis.execution import memory, notebook\nnotebook.CELL_SECONDS = {SECONDS}\n"
    code += f"memory.share = lambda processes: {BYTES}\n"
    code += "from analysis.cli import main\nmain()"
    command = [sys.executable, "-c", code, "--language", "en", "evaluate", "2020-2022", "--programme", "nasby"]
    command += [word for goal in goals for word in ("--goal", goal)] + list(arguments)
    return subprocess.run(command, cwd=town.root, capture_output=True, text=True, encoding="utf-8", timeout=600)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def shown(town: Project, folder: Path, goal: str) -> list[dict[str, object]]:
    notebook = nbformat.read(folder / "goals" / f"{goal}.ipynb", as_version=4)
    return [dict(output.data) for cell in notebook.cells for output in cell.get("outputs", [])]


def sleepers() -> int:
    listed = subprocess.run(["ps", "-eo", "args="], capture_output=True, text=True, check=True).stdout
    return listed.splitlines().count("sleep 600")


def test_each_fault_is_named_the_others_finish_and_the_last_good_report_stays(tmp_path: Path) -> None:
    goals = ["well", *FAULTS]
    found = town(tmp_path, goals, INJECT, SHOW_GOAL, faults={name: source for name, (source, _) in FAULTS.items()})
    draft = {"parameters": {"programme": "nasby", "period": "2020-2022", "goals": goals}}
    Report(record=draft).write(found.report)
    before = contents(found.report)

    run = evaluated(found, goals, "--jobs", "6")

    told = dict(line.removeprefix("The page goals/").split(".html", 1) for line in run.stderr.splitlines()[2:-2])
    assert run.returncode == 1, run.stderr
    assert list(told) == list(FAULTS), run.stderr
    assert {name: told[name] for name, (_, words) in FAULTS.items() if words not in told[name]} == {}
    assert "Traceback" not in run.stderr
    assert run.stderr.splitlines()[-2] == "No report was published; an earlier one is as it was."
    assert contents(found.report) == before
    kept = found.report.with_name(found.report.name + "-failed")
    assert shown(found, kept, "well")


def test_of_many_executions_none_is_lost_and_none_meets_another(
    tmp_path: Path,
) -> None:
    goals, before = [*HARMLESS, *(f"goal-{number}" for number in range(EXECUTIONS))], sleepers()
    found = town(tmp_path, goals, INJECT, SHOW_GOAL, SHOW_OWN, faults=HARMLESS)
    run = evaluated(found, goals, "--jobs", "4")
    assert run.returncode == 0, run.stderr
    expected, _ = shown(found, found.report / "notebooks", "goal-0")
    for goal in goals:
        well, own = shown(found, found.report / "notebooks", goal)
        assert well == expected, goal
        assert f"this is {goal}<" in own["text/html"]
        assert f"this is {goal}<" in (found.report / "sv" / "goals" / f"{goal}.html").read_text(encoding="utf-8")
    assert sleepers() == before


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("peroid =", "no parameter “period”. Did you mean “peroid”?"), ("period = 2.5 #", "“period” cannot be")],
)
def test_a_parameter_that_the_notebook_does_not_know_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    written(tmp_path, "goal.ipynb", SHOW_GOAL)
    notebook = tmp_path / "goal.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("period =", wrong), encoding="utf-8")
    with pytest.raises(UnusableInput, match=told.replace("?", r"\?")):
        notebooks.execute(notebook, {"programme": "nasby", "period": "2020-2022", "goal": "well"}, "nasby")
