"""Whether each goal can be evaluated as it is written: what it has, what it lacks, and what does not fit."""

from analysis.audit import Audit, Evaluability, Field, State
from analysis.display.blocks import Cell, Column, Row, Table
from analysis.message import Listing, Value, say
from analysis.programme import Programme
from analysis.vocabulary import Asks
from analysis.wording import evaluability, names


def of_audit(programme: Programme, examined: Audit) -> Table:
    """Goals down, what an evaluation needs across; the last row counts the goals that have it."""
    columns = (
        Column(say("Goal")),
        *(Column(evaluability.field(field)) for field in Field),
        Column(say("What is asked")),
    )
    rows, seen = [], set()
    for entry in examined.evaluability:
        sector = entry.goal.sector
        heading: Value | None = programme.sector(sector).name if sector not in seen else None
        seen.add(sector)
        rows.append(_row(entry, heading))
    rows.append(_totals(examined))
    return Table(say("What each goal gives an evaluation"), columns, tuple(rows), (_key(),), role="cards")


def _row(entry: Evaluability, heading: Value | None) -> Row:
    goal = entry.goal
    title = Cell(say("{number}. {title}", number=goal.number, title=goal.title), link=f"goals/{goal.id}.html")
    fields = (Cell(evaluability.state(entry.fields[field])) for field in Field)
    return Row((title, *fields, _asked(entry)), heading)


def _asked(entry: Evaluability) -> Cell:
    asked = [names.asks_briefly(asks) for asks in Asks if asks in entry.asks]
    return Cell(Listing(tuple(asked)) if asked else say("nothing"))


def _totals(examined: Audit) -> Row:
    goals = len(examined.evaluability)
    asking = Cell(_of(sum(bool(entry.asks) for entry in examined.evaluability), goals))
    fields = (Cell(_of(examined.goals_with(field, State.PRESENT), goals)) for field in Field)
    return Row((Cell(say("Goals that have it")), *fields, asking), say("All goals"))


def _of(some: int, goals: int) -> Value:
    return say("{present} of {goals}", present=some, goals=goals)


def _key() -> Value:
    return say(
        "Yes: the programme gives it. No: it is missing. Does not fit: it is there, but it is about something else "
        "than the goal."
    )
