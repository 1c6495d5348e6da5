"""The `kotoarvio` command. Heavy imports wait inside the commands, so that `--help` answers at once."""

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis import __version__
from analysis.errors import UnusableInput
from analysis.execution import startup
from analysis.message import LANGUAGES, say, say_many
from analysis.period import Review
from analysis.speaking import Commands, Speaker, chosen_language, spoken

if TYPE_CHECKING:
    from analysis.programme import Programme

DONE, IN_PART = 0, 1  # 2 and 130: analysis.speaking


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kotoarvio")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the messages; else that of the terminal.")
@click.pass_context
def main(context: click.Context, language: str | None) -> None:
    """What became of each promise in a municipal integration programme, and how sure can we be?

    Exit codes: 0 done; 1 done in part, or `check` found an error; 2 the input is unusable and nothing was written; 130
    interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8; a sentence must not stop the run
            stream.reconfigure(errors="replace")
    startup.skip_address_grammar()
    context.obj = Speaker(chosen_language(language))
    try:
        Path.cwd()
    except OSError:
        context.obj.stop(
            UnusableInput(say("The folder in which the command was started is gone. Start it in another folder."))
        )


programme_option = click.option(
    "--programme",
    default="kauniainen",
    show_default=True,
    metavar="NAME_OR_FOLDER",
    help="A programme under data/, or a path to a programme folder.",
)


@main.command()
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

        _treat_every_end_as_an_interrupt()
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


@main.command()
@programme_option
@click.pass_obj
def check(speak: Speaker, programme: str) -> None:
    """Examine the programme and its figures; exit 1 if anything is an error."""
    from analysis import observations
    from analysis.vocabulary import Severity

    subject = loaded(speak, programme)
    faults, warnings = observations.examine(subject)
    if faults:
        for fault in faults:
            speak(fault)
        speak(
            say_many(
                "{count} fault in the figures. Nothing was changed.",
                "{count} faults in the figures. Nothing was changed.",
                len(faults),
            )
        )
        sys.exit(IN_PART)

    from analysis import audit
    from analysis.wording import names

    for warning in warnings:
        speak(warning)
    examined = audit.examine(subject, observations.published(subject))
    for finding in examined.findings:
        severity, where, what, remedy = (
            spoken(v, speak.language)
            for v in (names.severity(finding.severity), finding.where, finding.what, finding.remedy)
        )
        click.echo(f"{severity} [{finding.code}] {where}: {what} {remedy}")
    errors = sum(finding.severity is Severity.ERROR for finding in examined.findings)
    speak(
        say(
            "Findings: {all}. Contradictions among them: {errors}.",
            all=len(examined.findings),
            errors=errors,
        )
    )
    sys.exit(IN_PART if errors else DONE)


@main.command()
@programme_option
@click.pass_obj
def goals(speak: Speaker, programme: str) -> None:
    """List the programme's goals: number, id, title, and the indicators that decide the verdict."""
    subject = loaded(speak, programme)
    width = max(len(goal.id) for goal in subject.goals)
    for sector in subject.sectors:
        click.echo(spoken(sector.name, speak.language))
        for goal in sector.goals:
            headlines = ", ".join(indicator.id for indicator in goal.headlines) or "–"
            click.echo(f"  {goal.number:>2}  {goal.id:<{width}}  {spoken(goal.title, speak.language)}  [{headlines}]")


def loaded(speak: Speaker, programme: str) -> "Programme":
    """The programme that is asked for; the command ends here if it cannot be used."""
    from analysis import programme as programmes

    try:
        return programmes.load(programme)
    except UnusableInput as error:
        speak.stop(error)


def _treat_every_end_as_an_interrupt() -> None:
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


def shown(path: Path) -> str:
    """A path as short as it can be from where the evaluator stands."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    main()
