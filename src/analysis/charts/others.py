"""The figures of a theme that have no place of their own on its page, under a heading of their own."""

from collections.abc import Sequence

from analysis.charts.small_multiples import small_multiples
from analysis.display.blocks import Group, Heading, group, paragraph
from analysis.message import say
from analysis.period import Review
from analysis.themes.series import Series


def others(several: Sequence[Series], review: Review) -> Group:
    """A part with a panel for each; nothing where there are none."""
    if not several:
        return group([])
    introduction = say("These figures belong to the goals of the theme too.")
    return group(
        [Heading(say("Other figures of the theme"), 3), paragraph(introduction), small_multiples(several, review)]
    )
