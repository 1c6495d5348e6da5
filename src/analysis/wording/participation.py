"""What the page about participation says: how the goals stand, and whether the work reaches those who live here."""

from collections.abc import Mapping

from analysis.assessment import Evaluation
from analysis.display.blocks import ABSENT, Block, Group, paragraph
from analysis.message import Message, say, say_many
from analysis.themes.comparison import Compared, Side
from analysis.themes.participation import Participation
from analysis.vocabulary import Asks, Role, Theme
from analysis.wording import numbers, series, themes

SIDES: Mapping[Side, Message] = {
    Side.ABOVE: say("Higher than the share of residents, by more than chance explains."),
    Side.BELOW: say("Lower than the share of residents, by more than chance explains."),
    Side.NOT_TOLD_APART: say("Cannot be told apart from the share of residents."),
    Side.NOT_COMPARED: say(
        "Cannot be compared, because the numbers of persons or the share of residents are not known."
    ),
}


def answer(theme: Participation, evaluation: Evaluation) -> Group:
    """The theme's goals in one sentence, how many figures there are, and where the work reaches its share."""
    return themes.answered(
        themes.goals(evaluation, Theme.PARTICIPATION),
        themes.coverage(evaluation, Theme.PARTICIPATION),
        *reach(theme),
        effort_only(evaluation),
    )


def reach(theme: Participation) -> list[Message]:
    """Which services and activities reach foreign-language speakers less or more than their share of residents."""
    if not theme.reach.items:
        return [
            say(
                "How large a share of those who take part speak a foreign language is not known for this review period."
            )
        ]
    return [
        say_many(
            "The share of foreign-language speakers is known for one service or activity.",
            "The share of foreign-language speakers is known for {count} services and activities.",
            len(theme.reach.items),
        ),
        *series.sides(theme.reach),
    ]


def effort_only(evaluation: Evaluation) -> Message:
    """Of how many of the theme's goals only the amount of work is followed."""
    results = themes.of_theme(evaluation, Theme.PARTICIPATION)
    asked = [
        {one.indicator.asks for one in result.indicators if one.indicator.role is not Role.CONTEXT}
        for result in results
    ]
    return say(
        "Goals of which only the amount of work is followed, so that nothing can show whom it reached: {goals}.",
        goals=sum(questions == {Asks.EFFORT} for questions in asked),
    )


def reached(theme: Participation) -> Block:
    """Each service and activity with its share, and how it lies against the share of residents."""
    unknown = say("No service or activity has given a share of foreign-language speakers for this review period.")
    if not theme.reach.items and not theme.reach.missing:
        return paragraph(unknown, role=ABSENT)
    return themes.listed((_reached(item) for item in theme.reach.items), unknown)


def _reached(item: Compared) -> Message:
    """One share with the people it is a share of: families and persons are not the same."""
    values = {
        "title": item.series.indicator.title,
        "share": numbers.figure(item.series.indicator, item.figure.estimate.value),
        "period": numbers.when(item.figure.period),
        "side": SIDES[item.side],
    }
    if item.series.among is None:
        return say("“{title}”: {share} ({period}). {side}", **values)
    return say("“{title}”: {share} ({period}). Out of: {among}. {side}", among=item.series.among.name, **values)
