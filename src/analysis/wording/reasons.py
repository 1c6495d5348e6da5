"""Why a verdict is what it is: one full sentence for each reason, and one short label for tables."""

from collections.abc import Mapping

from analysis.message import Message, say
from analysis.vocabulary import Done, Reason, Status
from analysis.wording import names

SENTENCES: Mapping[Reason, Message] = {
    Reason.TARGET_MET: say(
        "Every figure of the review period meets the target, and none of them counts fewer than ten."
    ),
    Reason.DOCUMENTED: say("What was promised is there, and a document shows it."),
    Reason.CHANGE_CLEAR: say(
        "The change is clear: chance alone would hardly give it, no year between speaks against it, and it stands out "
        "even among all the indicators that were tested."
    ),
    Reason.CHANGE_WITHIN_MARGIN: say(
        "The figures rule out a change as large as the one that was declared meaningful beforehand, in either "
        "direction."
    ),
    Reason.CHANGE_UNCLEAR: say("The change is not large enough, for groups of this size, to be told from chance."),
    Reason.TREND_DISAGREES: say(
        "The first and the last figure differ, but the years between do not move the same way, so no direction is "
        "claimed."
    ),
    Reason.NOT_CLEAR_AMONG_MANY: say(
        "Alone the change would look clear, but among so many tested indicators a change like this is expected by "
        "chance."
    ),
    Reason.HANGS_ON_ONE_PERSON: say(
        "The change would no longer be clear if a single person had been counted otherwise, so no direction is claimed."
    ),
    Reason.REFERENCE_GROUP_MOVED: say(
        "The gap moved because the group of comparison moved; a gap that closes in that way is not progress."
    ),
    Reason.FEW_PERSONS: say(
        "The figure rests on fewer than ten persons, and a verdict would be about them, not about the goal."
    ),
    Reason.FEW_EVENTS: say("There are fewer than ten cases in the two periods together, too few to judge a change by."),
    Reason.INTERVAL_TOO_WIDE: say(
        "The figures fit both with a meaningful change for the better and with a meaningful change for the worse."
    ),
    Reason.NO_INDICATOR: say(
        "The programme names no indicator for this goal, so no figure can tell what became of it."
    ),
    Reason.NO_HEADLINE: say(
        "No indicator of this goal was declared a headline indicator, so none can decide a verdict."
    ),
    Reason.ONLY_EFFORT: say(
        "The goal is followed only by what was done; no indicator asks whom it reached or whether anyone is better off."
    ),
    Reason.NO_OBSERVATION: say("No figure for the review period has been reported."),
    Reason.NO_BASELINE: say("There is no earlier figure to compare with."),
    Reason.NOT_COLLECTED: say("The reporter has said that this figure is not collected."),
    Reason.NOT_APPLICABLE: say("The reporter has said that this figure does not apply in the review period."),
    Reason.WITHHELD: say("The figure exists but is not published, so that no person can be recognised from it."),
    Reason.DEFINITION_CHANGED: say(
        "What is counted changed between the two periods, so the figures before and after cannot be compared."
    ),
    Reason.COUNTS_UNKNOWN: say(
        "Only a percentage is known. Without the numbers of persons behind it, nobody can say how far chance could "
        "move it."
    ),
    Reason.SPREAD_UNKNOWN: say(
        "Only a mean is known. Without the standard deviation and the number of answers, its uncertainty cannot be "
        "told."
    ),
    Reason.NO_DIRECTION: say("The programme does not say in which direction a change would be for the better."),
    Reason.CONTEXT: say("This is background information. It is shown, and it is never assessed."),
    Reason.EFFORT: say(
        "This is something that the municipality decides itself. It tells what was done and is not judged by "
        "statistics."
    ),
    Reason.NOT_DOCUMENTED: say("No document has been given which shows that the promised thing exists."),
    Reason.HEADLINES_AGREE: say("The headline indicators that decide this goal say the same."),
    Reason.HEADLINES_DISAGREE: say(
        "The headline indicators contradict each other: one moved in the right direction and another in the wrong one."
    ),
    Reason.HEADLINES_PARTLY: say(
        "Only some of the headline indicators moved, so the verdict holds for a part of the goal."
    ),
    Reason.TOO_FEW_HEADLINES: say("Fewer than half of the headline indicators could be judged."),
}

LABELS: Mapping[Reason, Message] = {
    Reason.TARGET_MET: say("Target met"),
    Reason.DOCUMENTED: say("Documented"),
    Reason.CHANGE_CLEAR: say("Change beyond chance"),
    Reason.CHANGE_WITHIN_MARGIN: say("No meaningful change"),
    Reason.CHANGE_UNCLEAR: say("Not told from chance"),
    Reason.TREND_DISAGREES: say("The years between disagree"),
    Reason.NOT_CLEAR_AMONG_MANY: say("Expected by chance among so many"),
    Reason.HANGS_ON_ONE_PERSON: say("Hangs on one person"),
    Reason.REFERENCE_GROUP_MOVED: say("The group of comparison moved"),
    Reason.FEW_PERSONS: say("Fewer than ten persons"),
    Reason.FEW_EVENTS: say("Fewer than ten cases"),
    Reason.INTERVAL_TOO_WIDE: say("Too uncertain to judge"),
    Reason.NO_INDICATOR: say("No indicator in the programme"),
    Reason.NO_HEADLINE: say("No headline indicator"),
    Reason.ONLY_EFFORT: say("Only effort is followed"),
    Reason.NO_OBSERVATION: say("No figure reported"),
    Reason.NO_BASELINE: say("No earlier figure"),
    Reason.NOT_COLLECTED: say("Figure not collected"),
    Reason.NOT_APPLICABLE: say("Does not apply"),
    Reason.WITHHELD: say("Withheld to protect persons"),
    Reason.DEFINITION_CHANGED: say("The definition changed"),
    Reason.COUNTS_UNKNOWN: say("Numbers of persons missing"),
    Reason.SPREAD_UNKNOWN: say("Standard deviation missing"),
    Reason.NO_DIRECTION: say("No direction declared"),
    Reason.CONTEXT: say("Background only"),
    Reason.EFFORT: say("A decision, not judged by statistics"),
    Reason.NOT_DOCUMENTED: say("No document given"),
    Reason.HEADLINES_AGREE: say("Headline indicators agree"),
    Reason.HEADLINES_DISAGREE: say("Headline indicators contradict each other"),
    Reason.HEADLINES_PARTLY: say("Some headline indicators moved"),
    Reason.TOO_FEW_HEADLINES: say("Most headline indicators lack data"),
}

DONE: Mapping[Done, Message] = {
    Done.DONE: say(
        "Done: everything that the programme follows as effort for this goal has been reported as carried out."
    ),
    Done.PARTLY: say(
        "Partly done: of the effort that the programme follows for this goal, some is reported as carried out."
    ),
    Done.NOT_DONE: say("Not done: the effort that the programme follows for this goal is reported as not carried out."),
    Done.NOT_KNOWN: say("Not known: no figure of effort has been reported."),
    Done.NOT_ASKED: say("Not followed: the programme has no indicator of effort for this goal."),
}


def sentence(reason: Reason) -> Message:
    """The reason as one full explanatory sentence."""
    return SENTENCES[Reason(reason)]


def label(reason: Reason) -> Message:
    """The reason in a few words, for a table cell."""
    return LABELS[Reason(reason)]


def in_place_of_a_figure(reason: Reason) -> Message:
    """In the cell of an indicator that has no figure to show for this reason: it is withheld, or there is none."""
    return names.status(Status.WITHHELD) if reason is Reason.WITHHELD else say("none")


def done(code: Done) -> Message:
    """What is known of the measures, as one full sentence."""
    return DONE[Done(code)]
