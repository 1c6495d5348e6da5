"""What received figures would change: each is added, changed or unchanged, or two that disagree are refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.forms.received import Received
from analysis.message import Message, Verbatim, say
from analysis.observations.columns import COLUMNS, KEY, NUMBERS
from analysis.vocabulary import Status

Row = tuple[str, ...]  # the texts of the twelve columns
FigureKey = tuple[str, ...]
AT = {column: position for position, column in enumerate(COLUMNS)}
REPORTER, STATUS = AT["reporter"], AT["status"]


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """What becomes of one received figure. `earlier` is the row that it replaces."""

    outcome: Outcome
    row: Row
    earlier: Row | None
    received: Received
    number: int  # row of the sheet

    @property
    def place(self) -> Message:
        """Where it stands in the file, without a judgement."""
        if self.received.sheet:
            return say(
                "{file}, sheet {sheet}, row {row}",
                file=self.received.file,
                sheet=self.received.sheet,
                row=str(self.number),
            )
        return say("{file}, row {row}", file=self.received.file, row=str(self.number))


@dataclass
class Comparison:
    changes: dict[FigureKey, Change] = field(default_factory=dict)
    set_aside: list[tuple[Row, Received]] = field(default_factory=list)  # figures of a reporter that was not preferred
    refusals: list[Message] = field(default_factory=list)


def key_of(row: Row) -> FigureKey:
    return tuple(row[AT[column]] for column in KEY)


def compare(
    received: Sequence[Received],
    own: Mapping[FigureKey, Row],
    public: Mapping[FigureKey, Row],
    preferred: Sequence[str],
) -> Comparison:
    """Hold every received row against the figures that are there.

    `own` are the rows of own/observations.csv, `public` those of observations.csv, by their keys. Where two reporters
    disagree, the one that stands earlier in `preferred` is followed; without one, both are refused.
    """
    found = Comparison()
    for each in received:
        for row, number in zip(each.rows, each.numbers, strict=True):
            _compare(found, row, number, each, own, public, preferred)
    return found


def _compare(
    found: Comparison,
    row: Row,
    number: int,
    received: Received,
    own: Mapping[FigureKey, Row],
    public: Mapping[FigureKey, Row],
    preferred: Sequence[str],
) -> None:
    key = key_of(row)
    if key in public:
        if same_figure(row, public[key]):
            found.changes.setdefault(key, Change(Outcome.UNCHANGED, public[key], None, received, number))
        else:
            _refuse_public(found, row, public[key], received, number)
        return
    sibling = found.changes.get(key)
    if sibling is not None and _is_settled_by_sibling(found, row, number, received, sibling, preferred):
        return
    earlier = own.get(key)
    if earlier is None:
        found.changes[key] = Change(Outcome.ADDED, row, None, received, number)
    elif row == earlier:
        found.changes[key] = Change(Outcome.UNCHANGED, row, None, received, number)
    elif earlier[REPORTER] == row[REPORTER]:
        outcome = Outcome.UNCHANGED if _says_the_same(row, earlier) else Outcome.CHANGED
        found.changes[key] = Change(outcome, row if outcome is Outcome.CHANGED else earlier, earlier, received, number)
    else:
        _settle_with_other_reporter(found, row, number, received, earlier, preferred)


def _is_settled_by_sibling(
    found: Comparison, row: Row, number: int, received: Received, sibling: Change, preferred: Sequence[str]
) -> bool:
    """Whether another row of this import stands for the figure; if not, this row takes its place."""
    other = sibling.row
    if other[REPORTER] == row[REPORTER]:
        if not same_figure(row, other):
            found.refusals.append(
                received.place(number, "indicator").refusal(
                    (
                        say("The figure stands in {place} already, with another number.", place=sibling.place),
                        say("Keep one of the two."),
                    )
                )
            )
        return True
    winner = winner_of(row, other, preferred)
    if winner is None:
        found.refusals.append(_disagreement(row, number, received, other, sibling.place))
    if winner is row:
        found.set_aside.append((other, sibling.received))
        return False
    if winner is other and not same_figure(row, other):
        found.set_aside.append((row, received))
    return True


def _settle_with_other_reporter(
    found: Comparison, row: Row, number: int, received: Received, earlier: Row, preferred: Sequence[str]
) -> None:
    winner = winner_of(row, earlier, preferred)
    if winner is None:
        found.refusals.append(_disagreement(row, number, received, earlier, say("own/observations.csv")))
    elif winner is row:
        found.changes[key_of(row)] = Change(Outcome.CHANGED, row, earlier, received, number)
    else:
        if not same_figure(row, earlier):
            found.set_aside.append((row, received))
        found.changes[key_of(row)] = Change(Outcome.UNCHANGED, earlier, None, received, number)


def winner_of(row: Row, other: Row, preferred: Sequence[str]) -> Row | None:
    """Which of two rows about one figure from two reporters is kept; None when they disagree and nobody decided.

    Equal figures do not disagree, and a unit that has no figure does not contradict one that has.
    """
    if same_figure(row, other):
        return other
    reported = [each for each in (other, row) if each[STATUS] == Status.REPORTED]
    if len(reported) == 1:
        return reported[0]
    return next((each for name in preferred for each in (row, other) if each[REPORTER] == name), None)


def same_figure(row: Row, other: Row) -> bool:
    """Whether two rows give the same numbers and status, in whatever way the numbers are written."""
    return row[STATUS] == other[STATUS] and all(_same(row[AT[column]], other[AT[column]]) for column in NUMBERS)


def _says_the_same(row: Row, other: Row) -> bool:
    return same_figure(row, other) and row[AT["note"]] == other[AT["note"]] and row[AT["source"]] == other[AT["source"]]


def _same(text: str, other: str) -> bool:
    if text == other:
        return True
    try:
        return float(text) == float(other)
    except ValueError:
        return False


def figure(row: Row) -> Message | Verbatim:
    """The numbers of a row as a short text, or its status."""
    numerator, denominator, value = (row[AT[column]] for column in NUMBERS)
    if row[STATUS] != Status.REPORTED:
        return Verbatim(row[STATUS])
    if numerator and denominator:
        return Verbatim(f"{numerator} / {denominator}")
    return Verbatim(f"{value} (n = {denominator})" if denominator else value or numerator)


def named(row: Row) -> Verbatim:
    """The key of a row as a reader sees it: the words that are not empty, without the municipality."""
    return Verbatim(", ".join(row[AT[column]] for column in KEY if column != "area" and row[AT[column]]))


def _disagreement(row: Row, number: int, received: Received, other: Row, where: Message) -> Message:
    return received.place(number, "indicator").refusal(
        (
            say(
                "Two reporters disagree about {figure}: {first} says {this}, {second} says {that} ({place}).",
                figure=named(row),
                first=row[REPORTER],
                this=figure(row),
                second=other[REPORTER],
                that=figure(other),
                place=where,
            ),
            say("Ask them, and decide whom to follow: --prefer {reporter}", reporter=row[REPORTER]),
        )
    )


def _refuse_public(found: Comparison, row: Row, public: Row, received: Received, number: int) -> None:
    found.refusals.append(
        received.place(number, "indicator").refusal(
            (
                say(
                    "observations.csv, which is public, has another number for {figure}: {public} instead of {this}.",
                    figure=named(row),
                    public=figure(public),
                    this=figure(row),
                ),
                say("If the public figure was wrong or has been revised, correct it in observations.csv."),
            )
        )
    )
