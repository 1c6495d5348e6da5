"""The group that holds the commands, and what is said once for all of them."""

import sys
from pathlib import Path

import click

from analysis import __version__
from analysis.cli.speaking import Commands, Speaker, chosen_language
from analysis.errors import UnusableInput
from analysis.execution import startup
from analysis.message import LANGUAGES, say


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
