"""`kotoarvio goals`: the programme as a table."""

import click

from analysis.cli.options import loaded, programme_option
from analysis.cli.speaking import Speaker, spoken


@click.command()
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
