"""What several commands share: which programme, and how a path is shown."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput

if TYPE_CHECKING:
    from analysis.programme import Programme

DONE, IN_PART = 0, 1  # 2 and 130: analysis.cli.speaking

programme_option = click.option(
    "--programme",
    default="kauniainen",
    show_default=True,
    metavar="NAME_OR_FOLDER",
    help="A programme under data/, or a path to a programme folder.",
)

jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Notebooks that run at the same time."
)
engine_option = click.option(
    "--engine",
    type=click.Choice(["auto", "fork", "kernel"]),
    default="auto",
    show_default=True,
    help="How notebooks are run: forked from a warm process, or each in a Jupyter kernel.",
)


def loaded(speak: Speaker, programme: str) -> "Programme":
    """The programme that is asked for; the command ends here if it cannot be used."""
    from analysis import programme as programmes

    try:
        return programmes.load(programme)
    except UnusableInput as error:
        speak.stop(error)


def shown(path: Path) -> str:
    """A path as short as it can be from where the evaluator stands."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
