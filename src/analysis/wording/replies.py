"""What the figures of a source were taken from: the replies of an official service, or what the reporters sent."""

from collections.abc import Iterable, Iterator

from analysis import observations
from analysis.message import Day, Listing, Message, Quotation, Span, Value, say
from analysis.observations import Reply, Revision
from analysis.programme import Programme

MARK = 12  # digits of a reply's SHA-256: enough to know it by, and the record holds them all

Line = tuple[Value, Value]


def lines(programme: Programme, source: str, indicators: Iterable[str]) -> list[Line]:
    """A line for each reply from which these indicators have figures of the source, and for each revised figure."""
    wanted = set(indicators)
    kept = [each for each in observations.snapshots(programme) if each.indicator in wanted]
    replies = dict.fromkeys(reply for snapshot in kept for reply in snapshot.replies_of(source))
    found: list[Line] = [(say("Taken from"), told(reply)) for reply in replies]
    if replies:
        found += [(say("Revised by the publisher"), changed(each)) for one in kept for each in one.revisions]
    return found


def of_programme(programme: Programme, source: str) -> list[Line]:
    """The same for every indicator of a programme."""
    return lines(programme, source, (indicator.id for indicator in programme.indicators))


def told(reply: Reply) -> Message:
    """One reply: what the service calls it, when it was read and last updated, and the mark by which it is known."""
    known = {"title": Quotation(reply.title), "mark": reply.sha256[:MARK]}
    read = (
        say("Read on: {day}.", day=Day(reply.retrieved)) if reply.retrieved else say("The day of reading is not known.")
    )
    updated = say("Updated: {when}.", when=reply.updated) if reply.updated else say("When it was updated is not known.")
    if reply.found:
        return say(
            "“{title}”. {read} {updated} Saved by others in {place}. SHA-256: {mark}….",
            read=read,
            updated=updated,
            place=reply.found,
            **known,
        )
    return say("“{title}”. {read} {updated} SHA-256: {mark}….", read=read, updated=updated, **known)


def changed(revision: Revision) -> Message:
    """A figure that the publisher has changed since it was first read."""
    return say(
        "{period}: before {before}, now {after}. Noticed on: {day}.",
        period=Span(revision.period),
        before=revision.before,
        after=revision.after,
        day=Day(revision.noticed),
    )


def from_reporters(programme: Programme, reporters: Iterable[str]) -> Iterator[Line]:
    """When each unit last sent its figures, where they came in a form or file that was imported."""
    days = observations.received(programme.folder)
    told = [
        say("{reporter}: {day}", reporter=programme.reporters[each].name, day=Day(days[each]))
        for each in dict.fromkeys(reporters)
        if each in days and each in programme.reporters
    ]
    if told:
        yield say("Received"), Listing(tuple(told))
