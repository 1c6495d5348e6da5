"""What a form says: its instructions, how each figure is counted, and the words of its drop-down lists."""

import math

from analysis.forms.asking import LastFigure, Request
from analysis.message import Message, Number, Percent, Span, Value, say
from analysis.observations.columns import STANDARD_DEVIATION
from analysis.programme.nouns import Indicator, Programme
from analysis.programme.people import Population
from analysis.vocabulary import Kind, Status

# In the order of the drop-down list. A row with numbers needs no status.
STATUSES = {
    Status.NOT_COLLECTED: say("Not collected"),
    Status.NOT_APPLICABLE: say("Does not apply: there was nobody or nothing to count"),
    Status.WITHHELD: say("Known, but cannot be given out"),
}
DONE = {"1": say("Yes, documented"), "0": say("No")}

HEADINGS: dict[str, Message] = {
    "question": say("What we ask"),
    "period": say("Period"),
    "numerator": say("How many of them"),
    "denominator": say("Of how many"),
    "value": say("Figure"),
    "status": say("If there is no figure, why"),
    "note": say("Note"),
    "last": say("Last time"),
}


def title(request: Request) -> Message:
    return say(
        "Figures for the integration programme: {reporter}, {review}",
        reporter=request.programme.reporters[request.reporter].name,
        review=Span(str(request.review)),
    )


def purpose(programme: Programme) -> Message:
    """Why the form asks, in two sentences."""
    return say(
        "The council follows whether the goals of the programme come true: {programme}. "
        "Nobody else has the figures below, and without them the council is told that nothing is known of these goals.",
        programme=programme.title,
    )


def instructions(programme: Programme) -> list[Message]:
    return [
        say("Fill in the yellow cells of the next sheet. The other cells are locked; no password is needed to unlock."),
        say("Give numbers only. Never write names or anything else about a single person, not even in the notes."),
        say("Give small numbers as they are. Groups of a few persons are hidden before anything is published."),
        say(
            "Zero means that you counted and there were none. If nobody counted, leave the number empty and choose "
            "“Not collected” from the list."
        ),
        say("A row that you leave empty is taken as not yet answered. It does not change a figure given earlier."),
        say(
            "Has a figure that you gave last time turned out wrong? Write the right one in the note of the row, "
            "or tell the coordinator."
        ),
        say("Save the file under its own name as a workbook (.xlsx or .ods) and return it."),
        say("Questions and filled forms: {contact}", contact=programme.contact),
    ]


def why(indicator: Indicator) -> Message:
    return say("Why it is asked: {why}", why=indicator.why)


def how_to_count(indicator: Indicator, programme: Programme) -> list[Message]:
    """Who or what is counted, in a line for each column that is to be filled in."""
    counted = programme.populations.get(indicator.population or "")
    among = programme.populations.get(indicator.among or "")
    match indicator.kind:
        case Kind.SHARE if counted and among and counted != among:
            return [_many(counted), _of_many(among)]
        case Kind.SHARE if among:
            return [say("How many: those of the group to whom the heading applies."), _of_many(among)]
        case Kind.GAP:
            groups = [programme.populations[each] for each in (indicator.population, indicator.reference) if each]
            return [
                say("How many: those of the group on the row to whom the heading applies."),
                say("Of how many: the whole group on the row."),
                *(say("{group}: {definition}", group=each.name, definition=each.definition) for each in groups),
            ]
        case Kind.RATE if among:
            return [say("How many: the persons or events that the heading names."), _of_many(among)]
        case Kind.COUNT if counted:
            return [
                say("Figure: {group}. {definition}", group=counted.name, definition=counted.definition),
                say("Count each only once in a period. Unit: {unit}.", unit=indicator.unit),
            ]
        case Kind.MEAN:
            answered = say("Of how many: those who answered.")
            return [say("Figure: the mean of the answers. Unit: {unit}.", unit=indicator.unit), answered, spread()]
        case Kind.DELIVERABLE:
            return [
                say(
                    "Choose “Yes” only if it is documented, and write in the note where: the decision, date "
                    "and section."
                )
            ]
    return [say("Figure: the number during the period. Unit: {unit}.", unit=indicator.unit)]


def spread() -> Message:
    return say(
        "Standard deviation: how far the answers lie from each other. Survey tools give it; a spreadsheet calculates "
        "it from the answers."
    )


def line(indicator: Indicator, group: str, part: str, programme: Programme) -> Value:
    """What stands on the row of one figure: its group, its part, or simply that it is the whole."""
    if part == STANDARD_DEVIATION:
        return say("Standard deviation of the answers")
    if part:
        return indicator.part(part).name
    if indicator.kind is Kind.DELIVERABLE:
        return say("Done?")
    if group in programme.populations and (indicator.parts or indicator.kind is Kind.GAP):
        whole = programme.populations[group].name
        return say("{group}, all together", group=whole) if indicator.parts else whole
    return say("In all")


def last_figure(figure: LastFigure, indicator: Indicator) -> Message:
    """The figure of the last period, as 46 of 80 (57.5 %) where its numbers are known."""
    period = Span(figure.period)
    if not math.isnan(figure.numerator) and not math.isnan(figure.denominator):
        return say(
            "{numerator} of {denominator} ({period})",
            numerator=Number(figure.numerator),
            denominator=Number(figure.denominator),
            period=period,
        )
    number = figure.numerator if math.isnan(figure.value) else figure.value
    if indicator.kind is Kind.DELIVERABLE:
        return say("{value} ({period})", value=DONE["1" if number == 1 else "0"], period=period)
    if indicator.kind in (Kind.SHARE, Kind.GAP):
        return say("{value} ({period})", value=Percent(number / 100), period=period)
    return say("{value} ({period})", value=Number(number, _decimals(number)), period=period)


def refusal_of_numerator() -> Message:
    return say("Write a whole number of 0 or more that is not larger than the number in “Of how many”.")


def refusal_of_denominator() -> Message:
    return say("Write a whole number of 1 or more that is not smaller than the number in “How many”.")


def refusal_of_whole() -> Message:
    return say("Write a whole number of 0 or more.")


def refusal_of_number() -> Message:
    return say("Write a number of 0 or more.")


def refusal_of_choice() -> Message:
    return say("Choose from the list, or leave the cell empty.")


def _many(population: Population) -> Message:
    return say("How many: {group}. {definition}", group=population.name, definition=population.definition)


def _of_many(population: Population) -> Message:
    return say("Of how many: {group}. {definition}", group=population.name, definition=population.definition)


def _decimals(number: float) -> int:
    return 0 if number == int(number) else 1
