"""Keep the Finnish and Swedish translations in step: python scripts/translations.py update | check | todo fi | fill fi
FILE.
"""

import json
import sys
from pathlib import Path

import click

from analysis import translation

language_argument = click.argument("language", type=click.Choice(translation.LANGUAGES))


@click.group()
def main() -> None:
    """Work on src/analysis/locale/LANGUAGE/LC_MESSAGES/kotoarvio.po; docs/reports.md says how to translate."""


@main.command()
def update() -> None:
    """Collect every text from the code and the notebooks into both catalogues; finished translations stay."""
    for language in translation.LANGUAGES:
        translation.update(language)
        click.echo(f"{language}: {len(translation.to_do(language))} texts wait for a translation")


@main.command()
@click.argument("languages", nargs=-1, type=click.Choice(translation.LANGUAGES))
def check(languages: tuple[str, ...]) -> None:
    """List every text that is missing, unfinished, out of date or faulty; exit 1 if there is one."""
    found = [problem for language in languages or translation.LANGUAGES for problem in translation.problems(language)]
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found)} problems" if found else "Every text is translated.", err=True)
    sys.exit(1 if found else 0)


@main.command()
@language_argument
@click.option("--part", nargs=2, type=int, default=(1, 1), metavar="K N", help="Part K of N, to share the work.")
def todo(language: str, part: tuple[int, int]) -> None:
    """Print the texts that wait for a translation as JSON, in the form that `fill` reads."""
    waiting = translation.to_do(language)
    first, last = (len(waiting) * (part[0] - 1) // part[1], len(waiting) * part[0] // part[1])
    click.echo(json.dumps(waiting[first:last], ensure_ascii=False, indent=1))


@main.command()
@language_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def fill(language: str, files: tuple[Path, ...]) -> None:
    """Put the translations of these JSON files into the catalogue."""
    for file in files:
        count = translation.fill(language, json.loads(file.read_text(encoding="utf-8")))
        click.echo(f"{file.name}: {count} translations")


if __name__ == "__main__":
    main()
