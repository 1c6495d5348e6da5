"""`kotoarvio new`: a programme folder for another municipality."""

import datetime
from pathlib import Path

import click

from analysis.cli.options import shown
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import Verbatim, say


@click.command()
@click.argument("municipality")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder that is made [data/ and the municipality's name].",
)
@click.pass_obj
def new(speak: Speaker, municipality: str, output: Path | None) -> None:
    """Begin a programme folder for MUNICIPALITY: its name in Finnish or Swedish, or its three digits."""
    from analysis import founding, project
    from analysis.founding.folder import identifier

    try:
        town = founding.municipality(municipality)
        folder = output or project.root() / "data" / identifier(town)
        founded = founding.found(town, folder, datetime.date.today())
    except UnusableInput as error:
        speak.stop(error)
    speak(
        say(
            "The folder {folder} was made for {municipality} ({code}). Begin with the lines marked TO DO in "
            "programme.yaml.",
            folder=shown(founded.folder),
            municipality=Verbatim(" / ".join(town.own_names)),
            code=town.code,
        )
    )
    for command in ("check", f"collect {founded.year}", f"evaluate {founded.year}"):
        click.echo(f'  kotoarvio {command} --programme "{shown(founded.folder)}"')
