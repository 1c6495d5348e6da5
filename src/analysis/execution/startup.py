"""What a process of the evaluation does before it imports anything heavy."""

import atexit
import gc
import importlib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

OBJECTS_BETWEEN_COLLECTIONS = 100_000


def skip_address_grammar() -> None:
    """Spare this process 2.5 seconds of `import jsonschema`, which compiles a grammar of international web addresses.

    nbformat and frictionless bring jsonschema, JupyterLab brings the grammar (`rfc3987_syntax`), and no schema of
    theirs asks for it. A module that is `None` counts as not installed, and jsonschema goes on without it.
    """
    if "jsonschema" not in sys.modules:
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def keep_to(folder: Path) -> None:
    """Have this process and its kernels put temporary files into `folder`, and leave the user's IPython alone.

    A profile of the user's own could run code at the start of each kernel, or change what a cell shows.
    """
    (folder / "ipython").mkdir(parents=True)
    os.environ |= {variable: str(folder) for variable in ("TMPDIR", "TEMP", "TMP")}
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    tempfile.tempdir = None  # it was chosen before


def collect_rarely() -> None:
    """Look for garbage in circles after many new objects, and not after 700; and not once more when Python ends.

    What a notebook makes lives nearly always until its process ends, and looking at it was a twelfth of the work. The
    last look, at everything that the libraries have, took half a second.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)


def compute_in_one_thread() -> None:
    """Before numpy is imported. Sums come out the same on any number of cores, and a fork copies nobody's lock."""
    for library in ("OPENBLAS", "OMP", "MKL", "VECLIB", "NUMEXPR", "BLIS"):
        os.environ[f"{library}_NUM_THREADS"] = "1"


# What judging the figures imports.
FOR_JUDGING = tuple(f"statsmodels.stats.{module}" for module in ("multitest", "proportion", "rates"))
# What papermill and the notebooks import, and what reads and compares the pages; before a process is forked, so that
# none has to do it again. A test finds what is missing.
FOR_NOTEBOOKS = (
    *FOR_JUDGING,
    "papermill",
    *("analysis.execution.engine", "analysis.execution.traces"),
    *(f"analysis.{room}" for room in ("assessment", "audit", "charts", "parameters", "tables", "themes", "wording")),
    *("bdb", "IPython.core.logger"),
    *("analysis.intruder", "analysis.report.rendering", "nbconvert"),
    *(f"mistune.plugins.{plugin}" for plugin in ("def_list", "task_lists", "url")),
)


def draw_as_a_kernel_does() -> None:
    """A figure that a cell leaves open is shown. To be said before matplotlib is imported, which reads it only then."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")


def import_for_judging() -> None:
    _load(FOR_JUDGING)


def import_for_notebooks() -> None:
    draw_as_a_kernel_does()
    _load(FOR_NOTEBOOKS)


def _load(modules: Sequence[str]) -> None:
    for module in modules:
        importlib.import_module(module)
