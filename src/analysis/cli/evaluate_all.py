"""`kotoarvio evaluate --all`: every programme of a folder, with one line for each."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import DONE, IN_PART, shown
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import Message, say, say_many

if TYPE_CHECKING:
    from analysis.execution.evaluation import Order
    from analysis.execution.several import Outcome

FOR_ONE = ("programme", "goals", "earlier", "pdf")  # parameters of the command that speak of one programme


def refuse_options_for_one() -> None:
    """What is said of one programme cannot be meant of all of them: `UnusableInput`."""
    context = click.get_current_context()
    for name in FOR_ONE:
        if context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT:
            option = next(each for each in context.command.params if each.name == name)
            raise UnusableInput(
                say(
                    "Leave out {option} beside --all, which evaluates every programme of a folder whole.",
                    option=option.opts[0],
                )
            )


def evaluate_all(speak: Speaker, folder: Path, order: "Order") -> None:
    """Evaluate, say one line for each programme as it ends, and leave with the exit code of the whole."""
    from analysis.cli.evaluate import progress_line
    from analysis.execution import several

    try:
        found = several.folders(folder)
    except UnusableInput as error:
        speak.stop(error)
    lines = progress_line(speak) if sys.stderr.isatty() else lambda progress: None
    failed = 0
    for outcome in several.evaluate_all(found, order, lines):
        failed += bool(outcome.failures)
        speak(_line(outcome), to_errors=bool(outcome.failures))
        if outcome.trace:
            click.echo(outcome.trace, err=True)
    speak(say("Evaluated: {done} of {all}.", done=len(found) - failed, all=len(found)))
    sys.exit(IN_PART if failed else DONE)


def _line(outcome: "Outcome") -> Message:
    name = outcome.folder.name
    if outcome.result and not outcome.failures:
        return say("{programme}: {path}", programme=name, path=shown(outcome.result.destination / "index.html"))
    first, more = outcome.failures[0], len(outcome.failures) - 1
    if not more:
        return say("{programme}: no report. {why}", programme=name, why=first)
    return say_many(
        "{programme}: no report. {why} ({count} more)",
        "{programme}: no report. {why} ({count} more)",
        more,
        programme=name,
        why=first,
    )
