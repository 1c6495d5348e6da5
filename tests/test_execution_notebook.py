"""One notebook through papermill: its result, or one sentence that says why there is none."""

import platform
from pathlib import Path

import nbformat
import pytest

from analysis.display.blocks import BLOCK_MIME
from analysis.errors import UnusableInput, english
from analysis.execution import notebook as notebooks

pytestmark = pytest.mark.slow


def written(folder: Path, *sources: str) -> Path:
    """A small notebook with a parameters cell and these code cells."""
    parameters = nbformat.v4.new_code_cell(
        'programme = "kauniainen"  # folder\nperiod = "2018-2022"  # years', id="parameters"
    )
    parameters.metadata["tags"] = ["parameters"]
    cells = [parameters, *(nbformat.v4.new_code_cell(source, id=f"code-{i}") for i, source in enumerate(sources))]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


def test_parameters_reach_the_notebook_and_folders_do_not_leave_it(tmp_path: Path) -> None:
    path = written(tmp_path, "period")
    run = notebooks.execute(path, {"programme": str(tmp_path), "period": "2022"}, "town")
    assert run.failure is None
    assert run.notebook.cells[-1].outputs[0].data["text/plain"] == "'2022'"
    text = nbformat.writes(run.notebook)
    assert str(tmp_path) not in text
    assert "programme = 'town'" in text


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "programme, period")
    first, second = (
        nbformat.writes(notebooks.execute(path, {"programme": "a", "period": "2022"}, "a").notebook) for _ in range(2)
    )
    assert first == second


def test_what_is_left_of_a_run_does_not_name_the_version_of_python(tmp_path: Path) -> None:
    ran = notebooks.execute(written(tmp_path, "period"), {"programme": "a", "period": "2022"}, "a").notebook
    assert ran.metadata.language_info.name == "python"
    assert platform.python_version() not in nbformat.writes(ran)


def test_a_failing_cell_is_one_sentence_with_notebook_cell_and_error(tmp_path: Path) -> None:
    run = notebooks.execute(written(tmp_path, "1 + 1", "1 / 0"), {"programme": "a", "period": "2022"}, "a")
    assert run.notebook is None
    assert english(run.failure) == "The notebook small.ipynb failed in cell 4: ZeroDivisionError: division by zero"


def test_unusable_input_inside_a_notebook_keeps_its_own_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, "from analysis.period import Review\nReview.parse(period)")
    run = notebooks.execute(path, {"programme": "a", "period": "20"}, "a")
    assert "“20” is not a review period" in english(run.failure)
    assert "Traceback" not in english(run.failure)


def test_a_misspelt_parameter_never_starts_a_kernel(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="Did you mean “period”"):
        notebooks.execute(written(tmp_path, "1"), {"periood": "2022"}, "a")


def test_a_kernel_that_dies_is_named(tmp_path: Path) -> None:
    run = notebooks.execute(written(tmp_path, "import os\nos._exit(1)"), {"programme": "a", "period": "2022"}, "a")
    assert run.notebook is None
    assert english(run.failure).startswith("The notebook small.ipynb stopped: its Python ended in the middle of a cell")


def test_a_cell_that_runs_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "CELL_SECONDS", 2)
    run = notebooks.execute(written(tmp_path, "import time\ntime.sleep(60)"), {"programme": "a", "period": "2022"}, "a")
    assert run.notebook is None
    assert "more than 2 seconds" in english(run.failure)


def test_what_a_cell_prints_and_where_it_ran_do_not_enter_the_executed_notebook(tmp_path: Path) -> None:
    sources = ("import sys, os\nprint(os.getcwd())\nprint('warning', file=sys.stderr)", "len(os.listdir())")
    run = notebooks.execute(written(tmp_path, *sources), {"programme": "a", "period": "2022"}, "a")
    assert [len(cell.outputs) for cell in run.notebook.cells] == [0, 0, 0, 1]
    assert run.notebook.cells[-1].outputs[0].data["text/plain"] == "1"  # the notebook itself: its folder is the place
    assert str(tmp_path) not in nbformat.writes(run.notebook)


def test_a_long_error_with_signs_for_the_terminal_is_one_short_line() -> None:
    said = notebooks.brief(ValueError("\x1b[31mred\n" + "x" * 1_000_000))
    assert said.startswith("\\u001b[31mred xxx")
    assert len(said) < 600


def test_an_error_that_no_memory_was_left_to_tell_is_told_as_a_lack_of_memory() -> None:
    path = Path("goal.ipynb")
    told = english(notebooks._failure(path, 3, notebooks.UNTOLD, ""))
    assert "cell 3: it needs more memory" in told
    assert "needs more memory" not in english(notebooks._failure(path, 3, "ValueError", ""))


def test_a_written_notebook_is_read_as_nbformat_reads_it_and_its_blocks_stay_dictionaries() -> None:
    block = {"block": "group", "blocks": [{"block": "paragraph"}]}
    results = [{"text/plain": "a\nb", BLOCK_MIME: block}, {"text/plain": "c"}]
    outputs = [nbformat.v4.new_output("display_data", data) for data in results]
    cells = [nbformat.v4.new_markdown_cell("# A\n\nb"), nbformat.v4.new_code_cell("1", outputs=outputs)]
    text = notebooks.written(nbformat.v4.new_notebook(cells=cells))
    read = notebooks.read(text)
    assert read == nbformat.reads(text, as_version=4)
    assert type(read.cells[1].outputs[0].data[BLOCK_MIME]["blocks"][0]) is dict
