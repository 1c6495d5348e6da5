"""`kotoarvio collect`: a form for each reporter."""

from pathlib import Path

import click

from analysis.cli.options import loaded, programme_option, shown
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import Listing, Verbatim, say_many
from analysis.period import Review


@click.command()
@click.argument("period")
@programme_option
@click.option(
    "--form-language",
    type=click.Choice(["fi", "sv", "both"]),
    help="Language of the forms; else as collection.yaml says for each reporter, else both.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the forms [own/forms/PERIOD in the programme's folder].",
)
@click.pass_obj
def collect(speak: Speaker, period: str, programme: str, form_language: str | None, output: Path | None) -> None:
    """Write a form to each reporter: the figures that are needed for PERIOD (2025 or 2023-2025), as a workbook."""
    subject = loaded(speak, programme)
    try:
        review = Review.parse(period)
        from analysis import forms

        collected = forms.collect(subject, review, form_language, output)
    except UnusableInput as error:
        speak.stop(error)
    for reporter, asked in collected.forms.items():
        speak(
            say_many(
                "{form}: {count} figure asked of {reporter}",
                "{form}: {count} figures asked of {reporter}",
                asked,
                form=shown(collected.folder / f"{reporter}.xlsx"),
                reporter=subject.reporters[reporter].name,
            )
        )
    if collected.nobody:
        speak(
            say_many(
                "{count} indicator is asked of nobody: {indicators}. Name a reporter for it in {file}.",
                "{count} indicators are asked of nobody: {indicators}. Name their reporters in {file}.",
                len(collected.nobody),
                indicators=Listing(tuple(Verbatim(each.id) for each in collected.nobody)),
                file="collection.yaml",
            )
        )
