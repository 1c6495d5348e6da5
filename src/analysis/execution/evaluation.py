"""A whole evaluation: checked input, notebooks executed in parallel, pages in three languages, one move into place."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import commentary, observations
from analysis import programme as programmes
from analysis.errors import UnusableInput, reason
from analysis.execution import again, children, failed, pagework, progress, workers
from analysis.execution.kept_pages import KeptPages
from analysis.execution.notebook import brief, lost_kernel, too_long
from analysis.execution.order import Engine, Order, Result, default_destination, goals_in_order
from analysis.execution.progress import Tell
from analysis.execution.traces import Basis
from analysis.execution.workers import chosen
from analysis.message import Listing, Message, Verbatim, say, say_many
from analysis.period import Review
from analysis.programme import Programme
from analysis.report import downloads, publication, record, schema, workbook
from analysis.report import earlier as reports_before
from analysis.report.pages import Page
from analysis.report.pages import site as site_of
from analysis.report.site import Site

if TYPE_CHECKING:
    import pandas as pd

    from analysis.assessment import Evaluation
    from analysis.audit import Audit

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
    faults = observations.check(programme)
    if faults:
        raise UnusableInput(*faults)
    commentary.read(programme, order.review)  # refused before any notebook runs
    observations.earlier.read(earlier)

    site = site_of(programme, order.review, order.goals)
    engine = chosen(order.engine)
    started, clock = record.now(), time.monotonic()
    with observations.earlier.known(earlier), publication.staging(destination) as aside:
        published = observations.published(programme)  # before the fork: every notebook asks for the same
        evaluation, examined = _judged(programme, published, order.review)
        basis = Basis(programme, published, evaluation, examined)
        kept_pages = KeptPages(again.store(), site, basis, again.key_of_report(programme, order, earlier))
        unmade = [page for page in site.pages if order.force or not kept_pages.restore(page, aside)]
        with _processes(order, site, engine, aside, len(unmade)) as pool:
            tasks = {
                pool.submit(pagework.make_page, page, aside, None if order.force else kept_pages.executed(page)): page
                for page in unmade
            }
            _write_downloads(aside / "downloads", evaluation, examined, published)
            failures, seconds = _collect(tasks, tell)
        if failures:
            kept = failed.keep(aside / pagework.NOTEBOOKS, destination, failures, _teller(programme, published))
            return Result(destination, len(site.pages), tuple(failures), kept)
        pagework.write_language_chooser(site, aside)
        took = round(time.monotonic() - clock, 1)
        times = {"started": started, "seconds": took, "jobs": order.jobs, "pages": seconds}
        again.write_record(aside, programme, order, earlier, "cluster" if order.scheduler else str(engine), times)
        leaks = _leaks(aside, site, published)
        if leaks:  # nothing of it is kept, for a look at it would be a look at what is withheld
            return Result(destination, len(site.pages), leaks)
        for task, page in tasks.items():
            kept_pages.keep(page, aside, task.result().asked)
        again.keep(aside, len(site.pages), programme, order, earlier)
        try:
            publication.put_in_place(aside, destination)
        except OSError as error:
            return Result(destination, len(site.pages), (_held(aside, destination, error),))
    failed.forget(destination)
    return Result(destination, len(site.pages))


def _processes(
    order: Order, site: Site, engine: Engine, aside: Path, pages: int
) -> AbstractContextManager[Executor | None]:
    """Whoever makes the pages: processes of this machine, or a cluster."""
    if order.scheduler is None or not pages:
        return workers.pool(order.jobs, site, engine, pages)
    from analysis.execution import cluster  # needs a package that not everybody installs

    return cluster.pool(order.scheduler, site, order.engine, aside)


def _collect(tasks: dict[Future, Page], tell: Tell) -> tuple[list[Message], dict[str, float]]:
    unmade: dict[str, Message] = {}
    seconds: dict[str, float] = {}
    lost: list[str] = []
    for task in progress.finished(tasks, tell):
        page = tasks[task]
        try:
            made = task.result()
        except BrokenProcessPool:  # a worker was killed, and with it all that was not finished
            lost.append(page.path)
        except children.Ended:
            unmade[page.path] = _unmade(page, lost_kernel(page.notebook or page.path))
        except children.TookTooLong:
            unmade[page.path] = _unmade(page, too_long(page.notebook or page.path))
        except Exception as error:
            unmade[page.path] = say(
                "The page {page} could not be made: {error}",
                page=page.path,
                error=brief(f"{type(error).__name__}: {error}"),
            )
        else:
            seconds[page.path] = made.seconds
            if made.failure:
                unmade[page.path] = _unmade(page, made.failure)
    order = [page.path for page in tasks.values()]
    failures = [unmade[path] for path in order if path in unmade]
    if lost:
        failures.append(_killed([path for path in order if path in lost]))
    return failures, {path: seconds[path] for path in order if path in seconds}


def _unmade(page: Page, why: Message) -> Message:
    return say("The page {page} was not made. {why}", page=page.path, why=why)


def _killed(pages: Sequence[str]) -> Message:
    return say_many(
        "{count} page was not made, because a process was ended from outside, perhaps for want of memory: {pages}. "
        "Close other programs, or try --jobs 1.",
        "{count} pages were not made, because a process was ended from outside, perhaps for want of memory: {pages}. "
        "Close other programs, or try --jobs 1.",
        len(pages),
        pages=Listing(tuple(Verbatim(page) for page in pages)),
    )


def _judged(programme: Programme, published: "pd.DataFrame", review: Review) -> "tuple[Evaluation, Audit]":
    from analysis import assessment, audit  # statsmodels, which is not needed on the way to `--help`

    return assessment.evaluate(programme, published, review), audit.examine(programme, published)


def _write_downloads(folder: Path, evaluation: "Evaluation", examined: "Audit", published: "pd.DataFrame") -> None:
    downloads.write_all(folder, evaluation, examined, published)
    workbook.write(folder / "report.xlsx", evaluation, examined, published)
    schema.write(folder, evaluation.programme, evaluation.review)


def _teller(programme: Programme, published: "pd.DataFrame") -> Callable[[failed.Cells], bool]:
    """What says of a notebook's cells whether they tell something withheld."""
    from analysis import intruder

    return intruder.teller(programme, observations.read(programme), published)


def _leaks(aside: Path, site: Site, published: "pd.DataFrame") -> tuple[Message, ...]:
    """What the finished report would tell of withheld figures."""
    from analysis import intruder

    earlier = observations.earlier.of_this_run()
    found = intruder.examine(aside, site, observations.read(site.programme), published, earlier)
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
