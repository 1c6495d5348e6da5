"""A whole evaluation: checked input, notebooks executed in parallel, pages in three languages, one move into place."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from analysis import commentary, observations, once
from analysis import programme as programmes
from analysis.errors import UnusableInput, reason
from analysis.execution import again, beside, children, failed, pagework, startup, workers
from analysis.execution.basis import Basis
from analysis.execution.collecting import collect
from analysis.execution.kept_pages import KeptPages
from analysis.execution.order import Engine, Order, Result, default_destination, goals_in_order
from analysis.execution.pagework import Made
from analysis.execution.progress import Tell
from analysis.execution.workers import chosen
from analysis.language import catalogues
from analysis.message import Message, say, say_many
from analysis.period import Review
from analysis.programme import Programme
from analysis.report import earlier as reports_before
from analysis.report import publication, record
from analysis.report.pages import Page
from analysis.report.pages import site as site_of
from analysis.report.site import Site

if TYPE_CHECKING:
    from analysis.intruder import Leak

T = TypeVar("T")

# What is made beside the pages, among their names: the downloads, and what follows from the figures that are shown.
DOWNLOADS, FOLLOWING = "downloads", "following"
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
    forking = engine is Engine.FORK
    if forking:
        startup.import_for_judging()  # what is loaded here, every process of this run has without loading it
    with (
        observations.earlier.known(earlier),
        # By other processes where there can be some, while libraries are loaded here.
        children.beside(partial(_prepared, programme, order, earlier), fork=forking) as prepared,
        children.beside(partial(_judged, programme, order.review, earlier), fork=forking) as judged,
    ):
        try:
            if forking:
                startup.import_for_notebooks()
            basis = _taught(*judged())
            _refuse(prepared().faults)
            catalogues.learn(prepared().catalogues)
            site = site_of(basis.programme, order.review, order.goals)
            run = Run(order, engine, destination, earlier, basis, site, prepared().key)
            with publication.staging(destination) as aside:
                result = _report(run, aside, tell)
        except Exception:
            _refuse(prepared().faults)  # what the files have wrong goes before all that it led to
            raise
    if not result.failures:
        failed.forget(destination)
    return result


@dataclass(frozen=True)
class Prepared:
    """What can be known without judging the figures."""

    faults: Sequence[Message]  # of the files
    key: str  # of the whole report
    catalogues: Mapping[str, bytes]


def _prepared(programme: Programme, order: Order, earlier: Sequence[Path]) -> Prepared:
    faults = tuple(observations.check(programme))
    return Prepared(faults, again.key_of_report(programme, order, earlier), catalogues.read_all())


def _judged(programme: Programme, review: Review, earlier: Sequence[Path]) -> tuple[Basis, bytes]:
    """What every notebook asks for, worked out once, and a digest of the files that it was worked out from.

    Raises `UnusableInput` if anything that was given is unusable.
    """
    commentary.read(programme, review)
    observations.earlier.read(earlier)
    content = once.content(programme.folder)
    return Basis.of(programme, review), content


def _taught(basis: Basis, content: bytes) -> Basis:
    """The basis as this process and those forked from it know it, also where another process has worked it out."""
    if once.content(basis.programme.folder) != content:  # a file was written to meanwhile
        return Basis.of(programmes.read(basis.programme.folder), basis.evaluation.review)
    basis.teach()
    return basis


def _refuse(faults: Sequence[Message]) -> None:
    if faults:
        raise UnusableInput(*faults)


def _report(run: Run, aside: Path, tell: Tell) -> Result:
    """The report made in the folder `aside`, examined, and put in its place."""
    started, clock = record.now(), time.monotonic()
    kept_pages = KeptPages(again.store(), run.site, run.basis, run.key)
    force = run.order.force
    unmade = [page for page in run.site.pages if force or not kept_pages.restore(page, aside)]
    with _processes(run, aside, unmade) as pool:
        start = {DOWNLOADS: partial(_beside, run, pool, beside.write_downloads, aside)}
        for page in unmade:
            executed = None if force else kept_pages.executed(page)
            start[page.path] = partial(pool.submit, pagework.make_page, page, aside, executed)
        # It does not depend on the pages.
        start[FOLLOWING] = partial(_beside, run, pool, beside.worked_out)
        goals = [page.path for page in unmade if "goal" in page.parameters]
        begun = {name: start[name]() for name in workers.spread([name for name in start if name not in goals], goals)}
        tasks = {begun[page.path]: page for page in unmade}
        reading = Reading(run, aside, [page for page in run.site.pages if page not in unmade])
        failures, seconds = collect(tasks, tell, reading.take)
        in_downloads = begun[DOWNLOADS]()  # an error of it goes before what it may have led to
    if failures:
        return _failed(run, aside, failures)
    pagework.write_language_chooser(run.site, aside)
    took = round(time.monotonic() - clock, 1)
    times = {"started": started, "seconds": took, "jobs": run.order.jobs, "pages": seconds}
    inputs = record.inputs(run.programme) | reports_before.digest(run.earlier)
    engine = "cluster" if run.order.scheduler else str(run.engine)
    again.write_record(aside, run.programme, run.order, inputs, engine, times)
    leaks = _told(run, reading.found(in_downloads), begun[FOLLOWING])
    if leaks:  # nothing of it is kept, for a look at it would be a look at what is withheld
        return run.result(*leaks)
    for task, page in tasks.items():
        kept_pages.keep(page, aside, task.result().asked)
    again.keep(aside, len(run.site.pages), run.key, inputs)
    try:
        publication.put_in_place(aside, run.destination)
    except OSError as error:
        return run.result(_held(aside, run.destination, error))
    return run.result()


def _processes(run: Run, aside: Path, pages: Sequence[Page]) -> AbstractContextManager[Executor | None]:
    """Whoever makes the pages: processes of this machine, or a cluster."""
    if run.order.scheduler is None or not pages:
        return workers.pool(run.order.jobs, run.site, run.engine, pages)
    from analysis.execution import cluster  # needs a package that not everybody installs

    return cluster.pool(run.order.scheduler, run.site, run.order.engine, aside)


def _beside(run: Run, pool: Executor | None, work: Callable[..., T], *given: object) -> Callable[[], T]:
    """Have a process of the pool do what needs the basis, if they have it; otherwise it is done when asked for."""
    here = partial(work, run.basis, run.site, *given)
    if pool is None or run.order.scheduler or run.engine is not Engine.FORK:
        return here
    task = pool.submit(pagework.with_basis, work, *given)

    def result() -> T:
        try:
            return task.result()
        except (children.Ended, BrokenProcessPool):
            return here()

    return result


def _failed(run: Run, aside: Path, failures: Sequence[Message]) -> Result:
    """What was executed is kept for a look at it, without the cells that tell something withheld."""
    from analysis import intruder

    told = intruder.teller(run.programme, observations.read(run.programme), run.basis.published)
    return run.result(*failures, kept=failed.keep(aside / pagework.NOTEBOOKS, run.destination, failures, told))


class Reading:
    """The report read as an outsider would, page by page while others are being made."""

    def __init__(self, run: Run, aside: Path, kept: Sequence[Page]):
        """`kept` are pages of earlier runs, which were kept only if they say what their notebooks say."""
        from analysis import intruder

        raw = observations.read(run.programme)
        self._examination = intruder.Examination.of(aside, run.site, raw, run.basis.published)
        self._found: list[Leak] = [leak for page in kept for leak in self._examination.page(page, ())]

    def take(self, page: Page, made: Made) -> None:
        self._found += self._examination.page(page, made.says_more)

    def found(self, in_downloads: "Sequence[Leak]") -> "tuple[Leak, ...]":
        """When all of the report is there: what it tells and must not, each once."""
        return tuple(dict.fromkeys([*self._found, *in_downloads, *self._examination.rest()]))


def _told(run: Run, read: "Sequence[Leak]", following: "Callable[[], Sequence[Leak]]") -> tuple[Message, ...]:
    """What the finished report would tell of withheld figures.

    `read` stands in its files, and `following` is what follows if no file shows a withheld row.
    """
    from analysis import intruder

    seen = intruder.rows_of(read)
    found = (*read, *(beside.worked_out(run.basis, run.site, seen) if seen else following()))
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
