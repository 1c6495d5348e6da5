"""What other choices would have said: the choices in words, and how many of the verdicts stay."""

from collections.abc import Mapping

from analysis.assessment import ALTERNATIVES, Choices, Evaluation, Trial, sensitivities
from analysis.display.blocks import Paragraph, paragraph
from analysis.message import Message, say, say_many

CHOICES: Mapping[Choices, Message] = dict(
    zip(
        ALTERNATIVES,
        (
            say("Level of 90 per cent instead of 95"),
            say("Level of 99 per cent instead of 95"),
            say("Half the meaningful change"),
            say("Double the meaningful change"),
            say("Baseline: the comparable figure before"),
            say("Baseline: the comparable figure after"),
            say("Jeffreys interval instead of Wilson"),
        ),
        strict=True,
    )
)


def choice(choices: Choices) -> Message:
    return CHOICES[choices]


def stays(trials: tuple[Trial, ...]) -> Message:
    """Whether the verdict of one indicator stands under the other choices."""
    possible = [trial for trial in trials if trial.possible]
    other = sum(trial.flips for trial in possible)
    if not other:
        return say("The verdict is the same under each of the {tried} other choices.", tried=len(possible))
    return say_many(
        "Of {tried} other choices, one gives another verdict.",
        "Of {tried} other choices, {count} give another verdict.",
        other,
        tried=len(possible),
    )


def answer(evaluation: Evaluation) -> Paragraph:
    """How many of the verdicts of the review are the same under all other choices."""
    tried = sensitivities(evaluation)
    if not tried:
        return paragraph(say("No verdict of this review rests on a change, so no other choice could give another one."))
    firm = sum(not any(trial.flips for trial in trials) for _, trials in tried)
    return paragraph(
        say(
            "Verdicts that rest on a change or on a target: {all}. The same under every other choice: {firm}.",
            all=len(tried),
            firm=firm,
        )
    )
