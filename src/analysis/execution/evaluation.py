"""A whole evaluation: checked input, notebooks executed in parallel, pages in three languages, one move into place."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import commentary, observations
from analysis import programme as programmes
from analysis.errors import UnusableInput, reason
from analysis.execution import again, children, failed, pagework, startup, workers
from analysis.execution.collecting import collect
from analysis.execution.kept_pages import KeptPages
from analysis.execution.order import Engine, Order, Result, default_destination, goals_in_order
from analysis.execution.progress import Tell
from analysis.execution.traces import Basis
from analysis.execution.workers import chosen
from analysis.language import catalogues
from analysis.message import Message, say, say_many
from analysis.period import Review
from analysis.programme import Programme
from analysis.report import downloads, publication, record, schema, workbook
from analysis.report import earlier as reports_before
from analysis.report.pages import site as site_of
from analysis.report.site import Site

if TYPE_CHECKING:
    from analysis.intruder import Leak

MOST_TOLD = 20  # places in a report that tell too much; the first ones show what is wrong


@dataclass(frozen=True)
class Run:
    """An evaluation under way: what was ordered, and what is settled before any page is made."""

    order: Order
    engine: Engine  # a `chosen` one
    destination: Path
    earlier: tuple[Path, ...]  # figures of earlier reports
    basis: Basis
    site: Site
    key: str  # of the whole report

    @property
    def programme(self) -> Programme:
        return self.basis.programme

    def result(self, *failures: Message, kept: Path | None = None) -> Result:
        return Result(self.destination, len(self.site.pages), failures, kept)


def evaluate(order: Order, tell: Tell = lambda progress: None) -> Result:
    """Evaluate one programme for one review period.

    Raises `UnusableInput` when the programme, the figures, a goal or the destination cannot be used; then nothing is
    written. Failed pages are named in the result, and the report that was there stays as it was.
    """
    programme = programmes.load(order.programme)
    order = replace(order, goals=goals_in_order(programme, order.goals))
    destination = publication.place(order.output or default_destination(programme, order), programme.folder)
    publication.refuse_foreign(destination, draft=bool(order.goals))
    earlier = tuple(reports_before.figures(destination, programme.id, order.review, order.earlier))
    engine = chosen(order.engine)
    with (
        observations.earlier.known(earlier),
        # By another process where there can be one, while the figures are judged here.
        children.beside(partial(observations.check, programme), fork=engine is Engine.FORK) as faults,
    ):
        try:
            if engine is Engine.FORK:
                startup.import_for_notebooks()  # what is loaded here, every process of this run has without loading it
            basis = _basis(programme, order.review, earlier)
            site = site_of(programme, order.review, order.goals)
            key = again.key_of_report(programme, order, earlier)
            run = Run(order, engine, destination, earlier, basis, site, key)
            with publication.staging(destination) as aside:
                result = _report(run, aside, faults, tell)
        except Exception:
            _refuse(faults())  # what the files have wrong goes before all that it led to
            raise
    if not result.failures:
        failed.forget(destination)
    return result


def _basis(programme: Programme, review: Review, earlier: Sequence[Path]) -> Basis:
    """What every notebook asks for, worked out once. Raises `UnusableInput` if anything that was given is unusable."""
    commentary.read(programme, review)
    observations.earlier.read(earlier)
    return Basis.of(programme, review)


def _refuse(faults: Sequence[Message]) -> None:
    if faults:
        raise UnusableInput(*faults)


def _report(run: Run, aside: Path, faults: Callable[[], Sequence[Message]], tell: Tell) -> Result:
    """The report made in the folder `aside`, examined, and put in its place."""
    started, clock = record.now(), time.monotonic()
    kept_pages = KeptPages(again.store(), run.site, run.basis, run.key)
    force = run.order.force
    unmade = [page for page in run.site.pages if force or not kept_pages.restore(page, aside)]
    catalogues.read_all()  # before the forks, so that no process has to do it again
    forking = run.engine is Engine.FORK
    with (
        # What follows from the figures that are shown does not depend on the pages.
        children.beside(partial(_following, run, frozenset()), fork=forking) as following,
        # Tables of thousands of rows: what a process needs for them goes with it, and is not held while pages are made.
        children.beside(partial(_write_downloads, aside / "downloads", run.basis), fork=forking) as downloads_written,
    ):
        with _processes(run, aside, len(unmade)) as pool:
            _refuse(faults())
            tasks = {
                pool.submit(pagework.make_page, page, aside, None if force else kept_pages.executed(page)): page
                for page in unmade
            }
            downloads_written()
            failures, seconds = collect(tasks, tell)
        if failures:
            return _failed(run, aside, failures)
        made = {page.path: task.result() for task, page in tasks.items()}
        pagework.write_language_chooser(run.site, aside)
        took = round(time.monotonic() - clock, 1)
        times = {"started": started, "seconds": took, "jobs": run.order.jobs, "pages": seconds}
        inputs = record.inputs(run.programme) | reports_before.digest(run.earlier)
        engine = "cluster" if run.order.scheduler else str(run.engine)
        again.write_record(aside, run.programme, run.order, inputs, engine, times)
        leaks = _leaks(run, aside, {path: page.says_more for path, page in made.items()}, following)
    if leaks:  # nothing of it is kept, for a look at it would be a look at what is withheld
        return run.result(*leaks)
    for page in unmade:
        kept_pages.keep(page, aside, made[page.path].asked)
    again.keep(aside, len(run.site.pages), run.key, inputs)
    try:
        publication.put_in_place(aside, run.destination)
    except OSError as error:
        return run.result(_held(aside, run.destination, error))
    return run.result()


def _processes(run: Run, aside: Path, pages: int) -> AbstractContextManager[Executor | None]:
    """Whoever makes the pages: processes of this machine, or a cluster."""
    if run.order.scheduler is None or not pages:
        return workers.pool(run.order.jobs, run.site, run.engine, pages)
    from analysis.execution import cluster  # needs a package that not everybody installs

    return cluster.pool(run.order.scheduler, run.site, run.order.engine, aside)


def _write_downloads(folder: Path, basis: Basis) -> None:
    downloads.write_all(folder, basis.evaluation, basis.audit, basis.published)
    workbook.write(folder / "report.xlsx", basis.evaluation, basis.audit, basis.published)
    schema.write(folder, basis.programme, basis.evaluation.review)


def _failed(run: Run, aside: Path, failures: Sequence[Message]) -> Result:
    """What was executed is kept for a look at it, without the cells that tell something withheld."""
    from analysis import intruder

    told = intruder.teller(run.programme, observations.read(run.programme), run.basis.published)
    return run.result(*failures, kept=failed.keep(aside / pagework.NOTEBOOKS, run.destination, failures, told))


def _following(run: Run, seen: frozenset[int]) -> "tuple[Leak, ...]":
    """What follows of withheld figures from all that the report shows, and from rows that were `seen` in its files."""
    from analysis import intruder

    raw, earlier = observations.read(run.programme), observations.earlier.of_this_run()
    return intruder.worked_out(run.programme, raw, run.basis.published, earlier, seen)


def _leaks(
    run: Run, aside: Path, compared: "Mapping[str, Sequence[Leak]]", following: "Callable[[], Sequence[Leak]]"
) -> tuple[Message, ...]:
    """What the finished report would tell of withheld figures.

    `compared` is what was found of pages made just now, and `following` what follows if no file shows a withheld row.
    """
    from analysis import intruder

    # A page of an earlier run was kept only if it passed.
    compared = {page.path: () for page in run.site.pages} | compared
    read = intruder.read(aside, run.site, observations.read(run.programme), run.basis.published, compared)
    seen = intruder.rows_of(read)
    found = (*read, *(_following(run, seen) if seen else following()))
    if not found:
        return ()
    told = say_many(
        "The finished report was examined, and {count} place in it would tell something that is withheld:",
        "The finished report was examined, and {count} places in it would tell something that is withheld:",
        len(found),
    )
    return told, *(leak.sentence for leak in found[:MOST_TOLD])


def _held(aside: Path, destination: Path, error: OSError) -> Message:
    return say(
        "The report is finished, but the folder {folder} could not be replaced ({error}). Close the files of the "
        "earlier report that are open. The new report: {new}",
        folder=str(destination),
        error=reason(error),
        new=str(publication.put_beside(aside, destination)),
    )
