"""The work of one process: execute a notebook once and render its page in every language."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from analysis import programme as programmes
from analysis.errors import reason
from analysis.execution import children, failed, memory, startup
from analysis.execution import notebook as notebooks
from analysis.execution.questions import EVERYTHING, Question
from analysis.message import LANGUAGES, Message, say
from analysis.report.pages import Page
from analysis.report.site import Site

if TYPE_CHECKING:
    from analysis.execution.basis import Basis
    from analysis.intruder import Leak

NOTEBOOKS = "notebooks"  # folder of the executed notebooks in a report

P = ParamSpec("P")
T = TypeVar("T")

RENDER_SECONDS = 300  # for the readings of one page
WORK_SECONDS = 3600  # for what is made beside the pages

_site: Site | None = None
_engine = notebooks.KERNEL
_basis: "Basis | None" = None  # in a warm process: what notebooks ask for
_leaving = False


@dataclass(frozen=True)
class Made:
    seconds: float
    failure: Message | None = None
    asked: Mapping[Question, str] = field(default_factory=dict)  # what the notebook asked, if it was run; digests
    says_more: "tuple[Leak, ...]" = ()  # what the page says beyond its notebook's blocks


def warm_up(site: Site, pages: Sequence[Page], scratch: Path, processes: int) -> None:
    """Called once in the process from which each of the `pages` has its own: what all of them need is made here."""
    global _site, _engine, _basis
    memory.keep_to(processes)
    startup.keep_to(scratch / str(os.getpid()))
    startup.import_for_notebooks()
    from analysis.charts import canvas
    from analysis.execution.basis import Basis
    from analysis.execution.interpreter import the_shell
    from analysis.report import rendering

    _site, _engine = site, notebooks.FORK
    _basis = Basis.of(programmes.load(site.programme_reference), site.review)
    _basis.prepare()
    rendering.warm_up(site, pages)
    canvas.warm_up()
    the_shell()
    gc.freeze()  # what was made here, too


def open_worker(site: Site, scratch: Path, processes: int) -> None:
    """Called once in each process. An interrupt is the parent's to answer; it ends its workers itself."""
    global _site
    _site = site
    memory.keep_to(processes)
    startup.skip_address_grammar()
    startup.keep_to(scratch / str(os.getpid()))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_leave_after_parent, daemon=True).start()


def _leave(number: int, frame: object) -> None:
    """End the notebook at work, and with it its kernel; then there is no next page."""
    global _leaving
    _leaving = True
    sys.exit(number)


def _leave_after_parent() -> None:
    """A parent that was killed cannot end its workers, and a kernel ends by itself soon after its worker."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def with_basis(work: "Callable[Concatenate[Basis, Site, P], T]", *args: P.args, **kwargs: P.kwargs) -> T:
    """Do work that is no page, in a process that was forked from a warm one, with what that one had worked out."""
    assert _basis is not None and _site is not None
    children.begin_step(WORK_SECONDS)
    return work(_basis, _site, *args, **kwargs)


def make_page(page: Page, folder: Path, executed: str | None = None) -> Made:
    """Execute the page's notebook, unless it comes `executed`, and write it and its three readings below `folder`.

    Never raises. An error must not travel between processes as an exception: one that cannot be unpickled takes the
    whole pool with it.
    """
    started = time.monotonic()
    if _leaving:
        return Made(0.0)
    asked: Mapping[Question, str] = {}
    says_more: tuple[Leak, ...] = ()
    try:
        if page.notebook and executed is None:
            run, asked = _executed(page)
            if run.failure:
                return Made(round(time.monotonic() - started, 1), run.failure)
            executed = notebooks.written(run.notebook)
        children.begin_step(RENDER_SECONDS)
        failure = None
        _write(page, folder, executed)
        says_more = _compared(page, folder)
    except Exception as error:
        with contextlib.suppress(OSError):  # the disk may be full, and that may be the error
            trace = folder / NOTEBOOKS / Path(page.path).with_suffix(".txt")
            trace.parent.mkdir(parents=True, exist_ok=True)
            trace.write_text(failed.trace(error), encoding="utf-8", newline="\n")
        what = reason(error) if isinstance(error, OSError) else notebooks.brief(error)
        failure = say("{kind}: {error}", kind=type(error).__name__, error=what)
    return Made(round(time.monotonic() - started, 1), failure, asked, says_more)


def _executed(page: Page) -> tuple[notebooks.Executed, Mapping[Question, str]]:
    """The run of a page's notebook, and what the notebook asked; in an ordinary kernel it cannot be watched."""
    assert _site is not None
    path = _site.notebooks_folder / str(page.notebook)
    parameters = {**page.parameters, "programme": _site.programme_reference}
    if _basis is None or not children.is_child():
        return notebooks.execute(path, parameters, _site.programme.id, _engine), {EVERYTHING: ""}
    from analysis.execution import traces

    traces.watch(_basis, path)
    run = notebooks.execute(path, parameters, _site.programme.id, _engine)
    return run, traces.stop_watching(_basis)


def _write(page: Page, folder: Path, executed: str | None) -> None:
    from analysis.report import rendering

    notebook = None
    if executed is not None:
        notebook = notebooks.read(executed)  # as a later run would find it, down to the order of what a block holds
        _write_text(folder / NOTEBOOKS / Path(page.path).with_suffix(".ipynb"), executed)
    for language in LANGUAGES:
        _write_text(folder / language / page.path, rendering.render(notebook, page, _site, language))


def _compared(page: Page, folder: Path) -> "tuple[Leak, ...]":
    """The finished files of the page, read as an outsider would: here, where all processors are at work."""
    from analysis import intruder

    assert _site is not None
    return intruder.compare(folder, _site, page)


def _write_text(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def write_language_chooser(site: Site, folder: Path) -> None:
    from analysis.report.shell import language_chooser

    (folder / "index.html").write_text(language_chooser(site), encoding="utf-8", newline="\n")
