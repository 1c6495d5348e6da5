"""`kotoarvio fetch`: official statistics into the programme's folder."""

import datetime
import sys
from typing import TYPE_CHECKING

import click

from analysis.cli.options import DONE, IN_PART, loaded, programme_option
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.message import say, say_many

if TYPE_CHECKING:
    from analysis.sources import Outcome

NOTHING_DONE = 2


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@programme_option
@click.pass_obj
def fetch(speak: Speaker, sources: tuple[str, ...], programme: str) -> None:
    """Fetch official statistics: of the SOURCEs or indicators named, or of all that are bound."""
    from analysis import sources as statistics

    subject = loaded(speak, programme)
    outcomes = []
    try:
        for outcome in statistics.fetch(subject, sources, statistics.Services(subject.folder), datetime.date.today()):
            outcomes.append(outcome)
            tell(speak, outcome)
    except UnusableInput as error:
        speak.stop(error)
    if not outcomes:
        speak(statistics.NOTHING_BOUND)
    failed = [outcome for outcome in outcomes if outcome.failure]
    if failed:
        sys.exit(NOTHING_DONE if len(failed) == len(outcomes) else IN_PART)
    sys.exit(DONE)


def tell(speak: Speaker, outcome: "Outcome") -> None:
    """What became of one indicator: a line, and one for each figure that the producer has revised."""
    indicator = outcome.indicator.id
    if outcome.failure is not None:
        speak(say("{indicator}: not fetched. {why}", indicator=indicator, why=outcome.failure), to_errors=True)
        return
    if not outcome.changed:
        speak(say("{indicator}: nothing has changed at the producer.", indicator=indicator))
        return
    speak(
        say(
            "{indicator}: fetched. Figures: {figures}. Other municipalities: {peers}.",
            indicator=indicator,
            figures=outcome.figures,
            peers=outcome.peers,
        )
    )
    for revision in outcome.revisions:
        speak(
            say(
                "{indicator}: the producer has revised a figure. Period: {period}. Before: {before}. Now: {after}.",
                indicator=indicator,
                period=revision.period,
                before=revision.before,
                after=revision.after,
            )
        )
    if outcome.revised_peers:
        speak(
            say_many(
                "{indicator}: {count} figure of other municipalities was revised.",
                "{indicator}: {count} figures of other municipalities were revised.",
                outcome.revised_peers,
                indicator=indicator,
            )
        )
