"""Each notebook as a researcher opens it: an ordinary kernel in the notebooks' folder, its default parameters.

And under plain papermill, where an unknown parameter must not give a green light.
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

from analysis.display.blocks import BLOCK_MIME

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def executed(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    encrypted = Config({"KernelManager": {"transport_encryption": "required"}})  # else ipykernel warns at each start
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, startup_timeout=120, resources=where, config=encrypted).execute()
    return notebook


@pytest.fixture(scope="module")
def opened() -> dict[str, nbformat.NotebookNode]:
    with ThreadPoolExecutor(2) as two_at_a_time:
        return dict(zip([path.stem for path in NOTEBOOKS], two_at_a_time.map(executed, NOTEBOOKS), strict=True))


@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_it_runs_with_its_defaults_and_shows_what_jupyterlab_can_render(
    opened: dict[str, nbformat.NotebookNode], name: str
) -> None:
    outputs = [output for cell in opened[name].cells for output in cell.get("outputs", [])]
    assert len(outputs) > 5
    for output in outputs:
        assert output.output_type in ("execute_result", "display_data"), output
        assert {BLOCK_MIME, "text/html"} <= set(output.data)
        assert output.data["text/html"].startswith('<div class="kotoarvio">')
        assert "⟦" not in output.data["text/html"]  # a word of a chart that was not put in


def test_charts_and_tables_are_drawn(opened: dict[str, nbformat.NotebookNode]) -> None:
    shown = "".join(
        output.data["text/html"] for cell in opened["population"].cells for output in cell.get("outputs", [])
    )
    assert len(re.findall(r"<svg\b[^>]*viewBox", shown)) >= 3
    assert shown.count("<table") >= 3


def papermill(folder: Path, *parameters: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", "goal.ipynb", str(folder / "out.ipynb")]
    return subprocess.run(
        [*command, *parameters], cwd=ROOT / "notebooks", capture_output=True, text=True, encoding="utf-8"
    )


def test_a_misspelt_parameter_stops_plain_papermill_with_a_sentence(tmp_path: Path) -> None:
    run = papermill(tmp_path, "-p", "periood", "2022")
    assert run.returncode != 0
    assert run.stderr.rstrip().endswith("The notebook has no parameter “periood”. Did you mean “period”?")
    assert "parameters.py" not in run.stderr


def test_an_unknown_goal_stops_plain_papermill_with_a_sentence(tmp_path: Path) -> None:
    run = papermill(tmp_path, "-p", "goal", "nonsense")
    assert run.returncode != 0
    assert "The programme kauniainen has no goal “nonsense”. Its goals are: client-agency" in run.stderr
    assert "nouns.py" not in run.stderr


def test_a_year_is_a_period_for_plain_papermill_too(tmp_path: Path) -> None:
    run = papermill(tmp_path, "-p", "period", "2022")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out.ipynb").is_file()
