"""A whole evaluation: checked input, notebooks executed in parallel, pages in three languages, one move into place."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import replace
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
from analysis.message import Message, say, say_many
from analysis.period import Review
from analysis.programme import Programme
from analysis.report import downloads, publication, record, schema, workbook
from analysis.report import earlier as reports_before
from analysis.report.pages import site as site_of
from analysis.report.site import Site

if TYPE_CHECKING:
    import pandas as pd

    from analysis.intruder import Leak

MOST_TOLD = 20  # places in a report that tell too much; the first ones show what is wrong


def evaluate(order: Order, tell: Tell = lambda progress: None) -> Result:
    """Evaluate one programme for one review period.

    Raises `UnusableInput` when the programme, the figures, a goal or the destination cannot be used; then nothing is
    written. Failed pages are named in the result, and the report that was there stays as it was.
    """
    programme = programmes.load(order.programme)
    order = replace(order, goals=goals_in_order(programme, order.goals))
    destination = publication.place(order.output or default_destination(programme, order), programme.folder)
    publication.refuse_foreign(destination, draft=bool(order.goals))
    earlier = reports_before.figures(destination, programme.id, order.review, order.earlier)
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
            with publication.staging(destination) as aside:
                result = _report(order, basis, engine, destination, earlier, aside, faults, tell)
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


def _report(
    order: Order,
    basis: Basis,
    engine: Engine,
    destination: Path,
    earlier: Sequence[Path],
    aside: Path,
    faults: Callable[[], Sequence[Message]],
    tell: Tell,
) -> Result:
    """The report made in the folder `aside`, examined, and put in its place."""
    started, clock = record.now(), time.monotonic()
    programme = basis.programme
    site = site_of(programme, order.review, order.goals)
    key = again.key_of_report(programme, order, earlier)
    kept_pages = KeptPages(again.store(), site, basis, key)
    unmade = [page for page in site.pages if order.force or not kept_pages.restore(page, aside)]
    with _processes(order, site, engine, aside, len(unmade)) as pool:
        _refuse(faults())
        tasks = {
            pool.submit(pagework.make_page, page, aside, None if order.force else kept_pages.executed(page)): page
            for page in unmade
        }
        _write_downloads(aside / "downloads", basis)
        failures, seconds = collect(tasks, tell)
    if failures:
        kept = failed.keep(aside / pagework.NOTEBOOKS, destination, failures, _teller(programme, basis.published))
        return Result(destination, len(site.pages), tuple(failures), kept)
    made = {page.path: task.result() for task, page in tasks.items()}
    pagework.write_language_chooser(site, aside)
    took = round(time.monotonic() - clock, 1)
    times = {"started": started, "seconds": took, "jobs": order.jobs, "pages": seconds}
    inputs = record.inputs(programme) | reports_before.digest(tuple(earlier))
    again.write_record(aside, programme, order, inputs, "cluster" if order.scheduler else str(engine), times)
    leaks = _leaks(aside, site, basis.published, {path: page.says_more for path, page in made.items()}, engine)
    if leaks:  # nothing of it is kept, for a look at it would be a look at what is withheld
        return Result(destination, len(site.pages), leaks)
    for page in unmade:
        kept_pages.keep(page, aside, made[page.path].asked)
    again.keep(aside, len(site.pages), key, inputs)
    try:
        publication.put_in_place(aside, destination)
    except OSError as error:
        return Result(destination, len(site.pages), (_held(aside, destination, error),))
    return Result(destination, len(site.pages))


def _processes(
    order: Order, site: Site, engine: Engine, aside: Path, pages: int
) -> AbstractContextManager[Executor | None]:
    """Whoever makes the pages: processes of this machine, or a cluster."""
    if order.scheduler is None or not pages:
        return workers.pool(order.jobs, site, engine, pages)
    from analysis.execution import cluster  # needs a package that not everybody installs

    return cluster.pool(order.scheduler, site, order.engine, aside)


def _write_downloads(folder: Path, basis: Basis) -> None:
    downloads.write_all(folder, basis.evaluation, basis.audit, basis.published)
    workbook.write(folder / "report.xlsx", basis.evaluation, basis.audit, basis.published)
    schema.write(folder, basis.programme, basis.evaluation.review)


def _teller(programme: Programme, published: "pd.DataFrame") -> Callable[[failed.Cells], bool]:
    """What says of a notebook's cells whether they tell something withheld."""
    from analysis import intruder

    return intruder.teller(programme, observations.read(programme), published)


def _leaks(
    aside: Path, site: Site, published: "pd.DataFrame", compared: "Mapping[str, Sequence[Leak]]", engine: Engine
) -> tuple[Message, ...]:
    """What the finished report would tell of withheld figures; `compared` is what was found of pages made just now."""
    from analysis import intruder

    earlier = observations.earlier.of_this_run()
    compared = {page.path: () for page in site.pages} | compared  # a page of an earlier run is kept only if it passed
    raw = observations.read(site.programme)
    worked_out = partial(intruder.worked_out, site.programme, raw, published, earlier)
    # Another process works out what follows if no file shows anything; only if one does, it is done again.
    with children.beside(partial(worked_out, frozenset()), fork=engine is Engine.FORK) as if_nothing_is_seen:
        read = intruder.read(aside, site, raw, published, compared)
        seen = intruder.rows_of(read)
        found = (*read, *(worked_out(seen) if seen else if_nothing_is_seen()))
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
