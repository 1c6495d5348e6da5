"""`kotoarvio import`: filled forms and reporters' own tables into the own figures."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.options import loaded, programme_option
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import Message, say, say_many

if TYPE_CHECKING:
    from analysis.forms import Proposal

MOST_LINES = 100  # changes more than this are counted, not listed


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@programme_option
@click.option("--reporter", metavar="ID", help="Whose own tables the files are; forms say it themselves.")
@click.option(
    "--prefer",
    "preferred",
    multiple=True,
    metavar="ID",
    help="Whom to follow where two reporters disagree (may be repeated).",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--undo", is_flag=True, help="Take back the last import.")
@click.pass_obj
def import_files(
    speak: Speaker,
    files: tuple[Path, ...],
    programme: str,
    reporter: str | None,
    preferred: tuple[str, ...],
    dry_run: bool,
    undo: bool,
) -> None:
    """Take in filled forms, or a reporter's own tables, after showing what changes; all of it or nothing."""
    subject = loaded(speak, programme)
    from analysis import forms

    try:
        if undo:
            if files or reporter or preferred or dry_run:
                raise UnusableInput(
                    say("--undo takes back the last import whole. Leave out the files and the other options.")
                )
            speak(say("The import of {when} was taken back.", when=forms.undo(subject)))
            return
        if not files:
            raise UnusableInput(
                say("No file is named. Write it after the command: {example}", example="kotoarvio import library.xlsx")
            )
        proposal = forms.propose(subject, forms.Order(files, reporter, preferred))
        for line in told(proposal):
            speak(line)
        if dry_run:
            speak(say("Nothing was written: this was a trial."))
        else:
            forms.take_in(proposal, datetime.datetime.now(datetime.UTC))
    except UnusableInput as error:
        if files or undo:
            error.messages = (*error.messages, say("Nothing was changed."))
        speak.stop(error)


def told(proposal: "Proposal") -> list[Message]:
    """Every change in a line, and how many there are of each kind."""
    from analysis.forms.comparing import Outcome, figure, named

    added, changed, unchanged = (proposal.of(outcome) for outcome in Outcome)
    lines = [
        say("Added: {figure}: {now} ({place})", figure=named(each.row), now=figure(each.row), place=each.place)
        for each in added
    ]
    lines += [
        say(
            "Changed: {figure}: {now} instead of {before} ({place})",
            figure=named(each.row),
            now=figure(each.row),
            before=figure(each.earlier),
            place=each.place,
        )
        for each in changed
        if each.earlier
    ]
    lines += [
        say("Set aside: {figure}: {now} ({reporter})", figure=named(row), now=figure(row), reporter=row[9])
        for row, _ in proposal.comparison.set_aside
    ]
    more = len(lines) - MOST_LINES
    if more > 0:
        lines = [*lines[:MOST_LINES], say_many("… and {count} more", "… and {count} more", more)]
    counts = {"added": len(added), "changed": len(changed), "unchanged": len(unchanged)}
    return [*lines, say("Figures: {added} added, {changed} changed, {unchanged} unchanged.", **counts)]
