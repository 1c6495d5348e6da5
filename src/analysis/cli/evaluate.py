"""`kotoarvio evaluate`: a report in three languages."""

import math
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.evaluate_all import evaluate_all, refuse_options_for_one
from analysis.cli.options import IN_PART, engine_option, jobs_option, programme_option, shown
from analysis.cli.speaking import Speaker, spoken
from analysis.errors import UnusableInput
from analysis.execution import startup
from analysis.message import Listing, Verbatim, say, say_many
from analysis.period import Review

if TYPE_CHECKING:
    from analysis.execution.order import Order
    from analysis.execution.progress import Progress


@click.command()
@click.argument("period")
@programme_option
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the report [reports/PROGRAMME/PERIOD]."
)
@click.option(
    "--goal", "goals", multiple=True, metavar="ID", help="Only this goal (may be repeated): a draft beside the report."
)
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="A published report that does not stand beside the new one (may be repeated).",
)
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Every programme of this folder, one after the other, with a line for each.",
)
@jobs_option
@engine_option
@click.option(
    "--scheduler", metavar="ADDRESS", help="Scheduler of a Dask cluster whose workers make the pages, as 10.0.0.5:8786."
)
@click.option("--force", is_flag=True, help="Make everything anew, whatever earlier runs have kept.")
@click.option("--pdf", is_flag=True, help="Also one PDF for each language, beside the report (needs the extra `pdf`).")
@click.pass_obj
def evaluate(
    speak: Speaker,
    period: str,
    programme: str,
    output: Path | None,
    goals: tuple[str, ...],
    earlier: tuple[Path, ...],
    folder: Path | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
    force: bool,
    pdf: bool,
) -> None:
    """Evaluate a programme for PERIOD (2022 or 2018-2022) and leave a report in three languages."""
    try:
        review = Review.parse(period)
        startup.compute_in_one_thread()
        startup.collect_rarely()
        from analysis.execution.again import evaluate_again
        from analysis.execution.order import Engine, Order

        treat_every_end_as_an_interrupt()
        order = Order(programme, review, output, goals, jobs, Engine(engine), earlier, force, scheduler)
        if folder:
            refuse_options_for_one()
            evaluate_all(speak, folder, order)
        if pdf:
            from analysis.report.pdf import refuse_without_library

            refuse_without_library()
        result = evaluate_again(order)
        if result is None:
            from analysis.execution import evaluation

            result = evaluation.evaluate(order, progress_line(speak))
    except UnusableInput as error:
        speak.stop(error)
    if result.failures:
        for failure in result.failures:
            speak(failure, to_errors=True)
        speak(say("No report was published; an earlier one is as it was."), to_errors=True)
        if result.kept:
            speak(say("The notebooks that did run: {folder}", folder=shown(result.kept)), to_errors=True)
        sys.exit(IN_PART)
    speak(
        say_many(
            "Report: {path} ({count} page in each of three languages)",
            "Report: {path} ({count} pages in each of three languages)",
            result.pages,
            path=shown(result.destination / "index.html"),
        )
    )
    if pdf:
        try:
            _write_pdf(speak, order, result.destination)
        except UnusableInput as error:
            speak.stop(error)


def _write_pdf(speak: Speaker, order: "Order", report: Path) -> None:
    from analysis import programme as programmes
    from analysis.execution.order import goals_in_order
    from analysis.report import pages
    from analysis.report import pdf as documents

    subject = programmes.load(order.programme)
    documents.write(report, pages.site(subject, order.review, goals_in_order(subject, order.goals)))
    files = Listing(tuple(Verbatim(shown(path)) for path in documents.paths(report).values()))
    speak(say("As documents: {files}", files=files))


def treat_every_end_as_an_interrupt() -> None:
    """A closed terminal or a polite `kill` leaves as little behind as Ctrl-C does: no folder, no process."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` ignores SIGHUP on purpose
            signal.signal(number, signal.default_int_handler)


def progress_line(speak: Speaker) -> "Callable[[Progress], None]":
    """Progress on a terminal as one line that changes; elsewhere a plain line for every tenth page."""
    terminal = sys.stderr.isatty()
    told = 0

    def show(now: "Progress") -> None:
        nonlocal told
        if terminal:
            room = shutil.get_terminal_size().columns - 1
            click.echo(f"\r{_state(now, speak.language)[:room]:<{room}}", err=True, nl=now.done == now.total)
        elif now.done != told and (now.done // 10 > told // 10 or now.done == now.total):
            click.echo(f"{now.done}/{now.total}", err=True)
        told = now.done

    return show


def _state(now: "Progress", language: str) -> str:
    counted = f"{now.done}/{now.total}"
    if now.seconds_left is None or not now.running:
        return counted
    more = say_many(
        "About {count} second left. At work: {pages}",
        "About {count} seconds left. At work: {pages}",
        math.ceil(now.seconds_left),
        pages=Listing(tuple(Verbatim(page) for page in now.running)),
    )
    return f"{counted}  {spoken(more, language)}"
