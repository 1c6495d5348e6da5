"""`kotoarvio evaluate`: a report in three languages."""

import signal
import sys
from pathlib import Path

import click

from analysis.cli.options import IN_PART, programme_option, shown
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import say, say_many
from analysis.period import Review


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
    "--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Notebooks that run at the same time."
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "kernel"]),
    default="auto",
    show_default=True,
    expose_value=False,  # there is one way today, and both names mean it
    help="How notebooks are run.",
)
@click.pass_obj
def evaluate(
    speak: Speaker, period: str, programme: str, output: Path | None, goals: tuple[str, ...], jobs: int
) -> None:
    """Evaluate a programme for PERIOD (2022 or 2018-2022) and leave a report in three languages."""
    try:
        review = Review.parse(period)
        from analysis.execution import evaluation

        treat_every_end_as_an_interrupt()
        order = evaluation.Order(programme, review, output, goals, jobs)
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


def treat_every_end_as_an_interrupt() -> None:
    """A closed terminal or a polite `kill` leaves as little behind as Ctrl-C does: no folder, no process."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` ignores SIGHUP on purpose
            signal.signal(number, signal.default_int_handler)


def progress_line(speak: Speaker):
    """Progress on a terminal as one line that changes; elsewhere a plain line for every tenth page."""
    terminal = sys.stderr.isatty()

    def show(done: int, total: int, page: str) -> None:
        if terminal:
            click.echo(f"\r{done}/{total}  {page:<60}", err=True, nl=done == total)
        elif done % 10 == 0 or done == total:
            click.echo(f"{done}/{total}", err=True)

    return show
