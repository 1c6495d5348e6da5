"""Where figures come from: publisher, table, date, licence, known faults; and the place in the programme document."""

from collections.abc import Iterable, Sequence

from analysis.assessment import Assessment, GoalAssessment
from analysis.display.blocks import Facts, Group, group, paragraph
from analysis.message import Day, Listing, Message, Quotation, Value, Verbatim, say
from analysis.programme import Place, Programme, Source
from analysis.themes.series import Series
from analysis.wording import replies


def of_assessments(programme: Programme, assessments: Iterable[Assessment]) -> Group:
    """Every source of the figures that were used, each with what it was used for."""
    used: dict[str, list[Assessment]] = {}
    for assessment in assessments:
        for source in dict.fromkeys(figure.source for figure in assessment.series if figure.source):
            used.setdefault(source, []).append(assessment)
    if not used:
        return group([paragraph(say("No figure has been reported, so there is no source to name."))])
    return group([facts(programme, programme.sources[source], users) for source, users in used.items()])


def of_goal(programme: Programme, result: GoalAssessment) -> Group:
    return of_assessments(programme, result.indicators)


def facts(programme: Programme, source: Source, users: Sequence[Assessment | Series]) -> Facts:
    """Everything that is known of one source, and from which of its replies the figures of these users are."""
    rows: list[tuple[Value, Value]] = [
        (say("Publisher"), source.publisher),
        (say("Used for"), Listing(tuple(assessment.indicator.title for assessment in users))),
    ]
    if source.table:
        rows.append((say("Table"), Verbatim(source.table)))
    taken = replies.lines(programme, source.id, (user.indicator.id for user in users))
    if not taken and source.retrieved:
        rows.append((say("Retrieved"), Day(source.retrieved)))
    if not taken and source.updated:
        rows.append((say("Updated by the publisher"), Verbatim(source.updated)))
    rows += taken
    if not source.official:
        rows += replies.from_reporters(programme, _reporters(users, source.id))
    rows.append((say("Licence"), Verbatim(source.licence)))
    rows += [(say("Known fault"), fault) for fault in source.faults]
    return Facts(source.title, tuple(rows))


def _reporters(users: Sequence[Assessment | Series], source: str) -> list[str]:
    """Who reported the figures that these users have of a source."""
    figures = (figure for user in users for figure in (user.figures if isinstance(user, Series) else user.series))
    return [figure.reporter for figure in figures if figure.reporter and figure.source == source]


def place(programme: Programme, result: GoalAssessment) -> Facts:
    """Where the goal and its rows stand in the programme document, in the document's own words."""
    goal = result.goal
    rows: list[tuple[Value, Value]] = [
        (say("Document"), programme.approval.document),
        (say("Goal"), located(goal.place)),
    ]
    measures = [measure.place for measure in goal.measures]
    indicators = [indicator.place for indicator in goal.indicators if indicator.place is not None]
    rows += [
        (say("Measure"), beside(entry, goal.place)) for entry in dict.fromkeys(measures) if adds(entry, goal.place)
    ]
    rows += [
        (say("Indicator"), beside(entry, goal.place)) for entry in dict.fromkeys(indicators) if adds(entry, goal.place)
    ]
    return Facts(say("In the programme document"), tuple(rows))


def document(programme: Programme) -> Facts:
    """The programme document and the decision by which it holds."""
    approval = programme.approval
    rows: list[tuple[Value, Value]] = [
        (say("Document"), approval.document),
        (say("Approved by"), approval.body),
        (say("Date of the decision"), Day(approval.date)),
        (say("Section of the minutes"), Verbatim(approval.section)),
    ]
    return Facts(programme.title, tuple(rows))


def beside(place: Place, goal: Place) -> Message:
    """The words of an entry; where they stand only if that is elsewhere than the goal's own row."""
    if place.quote and same_row(place, goal):
        return say("“{quote}”", quote=Quotation(place.quote))
    return located(place)


def adds(place: Place, goal: Place) -> bool:
    """Whether a place says more than the goal's own: other words, or another row."""
    return place.quote is not None or not same_row(place, goal)


def same_row(place: Place, goal: Place) -> bool:
    return (place.page, place.section, place.row) == (goal.page, goal.section, goal.row)


def located(place: Place) -> Message:
    """A place in the document, with the words that stand there where they were noted."""
    if place.quote:
        return say("“{quote}” {where}", quote=Quotation(place.quote), where=where(place))
    return where(place)


def where(place: Place) -> Message:
    """A place in the document: page, section, and the table's row where it has one."""
    values = {"page": place.page, "section": Quotation(place.section)}
    if place.row is not None:
        return say("Page: {page}. Section: {section}. Row: {row}.", row=place.row, **values)
    return say("Page: {page}. Section: {section}.", **values)
