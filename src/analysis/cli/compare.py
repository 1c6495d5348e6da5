"""`kotoarvio compare`: what changed from one report to another, and what made it change."""

import sys
from pathlib import Path

import click

from analysis.cli.options import DONE, IN_PART
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import say


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.pass_obj
def compare(speak: Speaker, old: Path, new: Path) -> None:
    """List each verdict, figure and finding that differs between the reports OLD and NEW, and what made it differ.

    Exit codes: 0 none differs; 1 something does; 2 the reports cannot be compared.
    """
    from analysis.finished import causes, comparison, finished_report, telling

    try:
        before, after = finished_report.read(old), finished_report.read(new)
        found = comparison.compare(before, after)
        for report in (before, after):
            for name in report.altered():
                speak(
                    say("{file} is not as it was when the report was made.", file=str(report.folder / name)),
                    to_errors=True,
                )
    except UnusableInput as error:
        speak.stop(error)
    made_from = causes.differences(before, after)
    for message in (telling.summary(found), *telling.lines(found), *(each.told for each in made_from)):
        speak(message)
    if judgement := causes.judgement(made_from, found.equal):
        speak(judgement)
    sys.exit(DONE if found.equal else IN_PART)
