"""A notebook shows the same in a forked child as in an ordinary Jupyter kernel."""

import json
import re
from typing import Any

import nbformat
import pytest
import torture
from conftest import ROOT

from analysis.execution import engine
from analysis.execution import notebook as notebooks

pytestmark = pytest.mark.slow

# Cells of the torture notebook that differ, and why that is accepted (docs/execution.md).
ACCEPTED = {
    "%history -l 1": "a child keeps no history of earlier sessions",
    "await asyncio.wait_for(asyncio.sleep(5), 0.01)": "another mark of colour in a traceback",
    "os.fork() or os._exit(0); os.wait()[1]": "a kernel has threads, and Python warns of it from 3.12 on",
}


MESSAGES = {
    "execute_result": {
        "data": {"text/plain": "1", "application/json": {"a": [{"b": 1}]}},
        "metadata": {},
        "execution_count": 3,
    },
    "display_data": {"data": {"text/html": "<b>"}, "metadata": {"text/html": {"isolated": True}}, "transient": {}},
    "stream": {"name": "stderr", "text": "careful"},
    "error": {"ename": "ValueError", "evalue": "no", "traceback": ["line"]},
}


@pytest.mark.parametrize("kind", MESSAGES)
def test_an_output_is_what_nbformat_makes_of_a_message(kind: str) -> None:
    message = {"header": {"msg_type": kind}, "content": MESSAGES[kind]}
    assert engine._output(message) == nbformat.v4.output_from_msg(message)


def test_a_message_that_is_no_output_is_none_either_way() -> None:
    message = {"header": {"msg_type": "comm_open"}, "content": {}}
    for made in (engine._output, nbformat.v4.output_from_msg):
        with pytest.raises(ValueError, match="comm_open"):
            made(message)


def shown(outputs: list[Any]) -> str:
    """The outputs of a cell without what differs between two runs of the same kernel.

    That is how a stream is cut into pieces, which of the two streams comes first, addresses and numbers of processes
    and threads.
    """
    streams: dict[str, str] = {}
    others = []
    for output in outputs:
        if output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + output["text"]
        else:
            others.append(output)
    text = json.dumps([streams, others], sort_keys=True, ensure_ascii=False)
    text = re.sub(r"(?:0x|at )[0-9a-f]{8,}", "address", text)
    return re.sub(r"(ipykernel_|Thread-)\d+", r"\1", text)


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode]:
    folder = tmp_path_factory.mktemp("torture")
    return torture.run(notebooks.KERNEL, folder), torture.run(notebooks.FORK, folder)


def test_every_cell_of_the_torture_notebook_shows_what_a_kernel_shows(
    tortured: tuple[nbformat.NotebookNode, nbformat.NotebookNode],
) -> None:
    in_kernel, in_child = tortured
    sources = [cell.source for cell in in_child.cells if cell.cell_type == "code"]
    assert sources == list(torture.CELLS)
    assert len(sources) >= 100
    differing = {
        expected.source
        for expected, found in zip(in_kernel.cells, in_child.cells, strict=True)
        if (shown(expected.get("outputs", [])), expected.get("execution_count"))
        != (shown(found.get("outputs", [])), found.get("execution_count"))
    }
    assert differing - set(ACCEPTED) == set()


def test_random_numbers_begin_alike_in_both_engines(
    tortured: tuple[nbformat.NotebookNode, nbformat.NotebookNode],
) -> None:
    drawn = [cell.outputs for cell in tortured[1].cells if cell.source.startswith("import random, numpy")]
    assert drawn[0][0].data["text/plain"].count("0.") == 3
    assert drawn == [cell.outputs for cell in tortured[0].cells if cell.source.startswith("import random, numpy")]


@pytest.mark.parametrize("name", ["overview", "audit", "population", "school", "employment", "participation", "goal"])
def test_the_projects_notebooks_are_the_same_in_an_ordinary_kernel(kauniainen_report: Any, name: str) -> None:
    goal = {"goal": "placements"} if name == "goal" else {}
    parameters = {"programme": str(ROOT / "data" / "kauniainen"), "period": "2018-2022", **goal}
    run = notebooks.execute(ROOT / "notebooks" / f"{name}.ipynb", parameters, "kauniainen", notebooks.KERNEL)
    page = {"overview": "index", "goal": "goals/placements"}.get(name, name)
    made = (kauniainen_report.folder / "notebooks" / f"{page}.ipynb").read_text(encoding="utf-8")
    assert nbformat.writes(run.notebook) + "\n" == made
