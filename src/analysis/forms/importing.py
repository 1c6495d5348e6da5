"""`import`: received files are read, held against the figures that are there, checked, and only then written."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import UnusableInput
from analysis.forms import filled, keeping, own_table, sheets
from analysis.forms.comparing import REPORTER, Change, Comparison, FigureKey, Outcome, Row, compare, key_of, same_figure
from analysis.forms.keeping import ReceivedFile
from analysis.forms.package import Unfit
from analysis.forms.places import Place
from analysis.forms.received import Received, reporters
from analysis.message import Listing, Message, Verbatim, say, say_many, shown
from analysis.observations import table as observations
from analysis.observations.columns import COLUMNS
from analysis.observations.problem import SHOWN, Problem, Problems
from analysis.observations.received import REVISED
from analysis.programme.nouns import Programme
from analysis.project import OWN_FILE, PUBLIC_FILE
from analysis.vocabulary import Severity

NOT_PREFERRED, REWORDED = "not preferred", "reworded"  # beside REVISED: why a row stands no longer


@dataclass(frozen=True)
class Order:
    """What is to be imported. `reporter` is whose own tables the files are; None for forms."""

    files: tuple[Path, ...]
    reporter: str | None = None
    preferred: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What an import would do to a programme's own figures; nothing is written yet."""

    programme: Programme
    comparison: Comparison
    rows: list[Row]  # of own/observations.csv afterwards
    files: tuple[ReceivedFile, ...]

    def of(self, outcome: Outcome) -> list[Change]:
        return [change for change in self.comparison.changes.values() if change.outcome is outcome]

    @property
    def changes_nothing(self) -> bool:
        return not self.of(Outcome.ADDED) and not self.of(Outcome.CHANGED)


def propose(programme: Programme, order: Order) -> Proposal:
    """Read and check everything. Raises `UnusableInput` with every refusal; nothing is changed on disk."""
    _refuse_unknown_reporters(programme, order)
    received: dict[Path, list[Received]] = {}
    hashes: dict[Path, str] = {}
    refusals: list[Message] = []
    for path in dict.fromkeys(order.files):
        try:
            data = sheets.read_bytes(path)
            hashes[path] = hashlib.sha256(data).hexdigest()
            received[path] = _read(path.name, data, order.reporter, programme)
            refusals += [message for each in received[path] for message in each.refusals]
        except Unfit as refusal:
            refusals.append(Place(path.name).refusal(refusal.judgement))
    if refusals:
        raise UnusableInput(*_first(refusals))
    proposal = _held_against_what_is_there(programme, order, received, hashes)
    if proposal.comparison.refusals:
        raise UnusableInput(*_first(proposal.comparison.refusals))
    return proposal


def take_in(proposal: Proposal, when: datetime.datetime) -> None:
    """Write what was proposed; an import that changes nothing writes nothing."""
    if proposal.changes_nothing:
        return
    changed = proposal.of(Outcome.CHANGED)
    superseded = [(why_replaced(each.row, each.earlier), each.earlier) for each in changed if each.earlier]
    superseded += [(NOT_PREFERRED, row) for row, _ in proposal.comparison.set_aside]
    keeping.keep(proposal.programme, proposal.rows, proposal.files, superseded, when)


def why_replaced(row: Row, earlier: Row) -> str:
    """Why a row gave way to another about the same figure, as the record of superseded rows says it."""
    if row[REPORTER] != earlier[REPORTER]:
        return NOT_PREFERRED
    return REWORDED if same_figure(row, earlier) else REVISED


def _refuse_unknown_reporters(programme: Programme, order: Order) -> None:
    for name in (*([order.reporter] if order.reporter else []), *order.preferred):
        if name not in programme.reporters:
            known = Listing(tuple(Verbatim(each) for each in programme.reporters))
            raise UnusableInput(
                say("There is no reporter “{text}”. Known reporters: {known}.", text=shown(name), known=known)
            )


def _read(file: str, data: bytes, reporter: str | None, programme: Programme) -> list[Received]:
    """The rows of one file: a form, a table with the columns of observations.csv, or a reporter's own table."""
    found = sheets.sheets_of(data)
    if facts := filled.facts_of(found, programme):
        return filled.read(file, found, facts, programme)
    if reporter is not None:
        return own_table.mapped(file, found, reporter, programme)
    rows = own_table.plain(file, found, programme)
    if rows is None:
        raise Unfit(
            (
                say("The file is neither a form nor a table with the columns of observations.csv."),
                say("If it is a reporter's own table, say whose: --reporter ID. docs/forms.md shows how it is read."),
            )
        )
    return [rows]


def _held_against_what_is_there(
    programme: Programme, order: Order, received: dict[Path, list[Received]], hashes: dict[Path, str]
) -> Proposal:
    problems = Problems()
    present = observations.written(observations.files_of(programme, problems), problems)
    own, public = (_by_key(present[present["file"] == file]) for file in (OWN_FILE, PUBLIC_FILE))
    everything = [each for parts in received.values() for each in parts]
    comparison = compare(everything, own, public, order.preferred)
    if comparison.refusals:
        return Proposal(programme, comparison, [], ())
    rows = {**own, **{key: change.row for key, change in comparison.changes.items() if _enters(change)}}
    _check(programme, present, comparison, everything, problems)
    files = tuple(_remembered(path.name, hashes[path], parts, comparison) for path, parts in received.items())
    return Proposal(programme, comparison, list(rows.values()), files)


def _enters(change: Change) -> bool:
    return change.outcome is not Outcome.UNCHANGED


def _by_key(table: pd.DataFrame) -> dict[FigureKey, Row]:
    rows = list(zip(*(table[column] for column in COLUMNS), strict=True))
    return {key_of(row): row for row in rows}


def _check(
    programme: Programme,
    present: pd.DataFrame,
    comparison: Comparison,
    received: Sequence[Received],
    problems: Problems,
) -> None:
    """All figures as they would be afterwards, examined as `kotoarvio check` does; refusals name the received cells."""
    entering = [change for change in comparison.changes.values() if _enters(change)]
    replaced = {key_of(change.row) for change in entering if change.earlier is not None}
    labels = {id(each): f"{number}" for number, each in enumerate(received)}
    stays = [
        file != OWN_FILE or key not in replaced
        for file, key in zip(present["file"], zip(*(present[c] for c in COLUMNS[:5]), strict=True), strict=True)
    ]
    fresh = pd.DataFrame([change.row for change in entering], columns=list(COLUMNS), dtype="str").assign(
        row=[change.number for change in entering],
        file=pd.Series([labels[id(change.received)] for change in entering], dtype="str"),
    )
    observations.examine_texts(pd.concat([present[stays], fresh], ignore_index=True), programme, problems)
    places = {labels[id(each)]: each for each in received}
    found = [_at_its_place(problem, places) for problem in problems.listed(Severity.ERROR)]
    more = problems.errors - len(found)
    comparison.refusals += found + ([_more(more)] if more > 0 else [])


def _at_its_place(problem: Problem, places: dict[str, Received]) -> Message:
    received = places.get(problem.file)
    if received is None or problem.row is None:
        return problem.message
    return received.place(problem.row, problem.column).refusal((problem.what, problem.remedy))


def _remembered(name: str, sha256: str, parts: list[Received], comparison: Comparison) -> ReceivedFile:
    mine = {id(part) for part in parts}
    outcomes = [change.outcome for change in comparison.changes.values() if id(change.received) in mine]
    return ReceivedFile(name, sha256, tuple(reporters(parts)), *(outcomes.count(outcome) for outcome in Outcome))


def _first(refusals: list[Message]) -> list[Message]:
    """The first hundred, and how many more there are."""
    more = len(refusals) - SHOWN
    return refusals if more <= 0 else [*refusals[:SHOWN], _more(more)]


def _more(count: int) -> Message:
    return say_many(
        "There is {count} more problem. Correct these first and check again.",
        "There are {count} more problems. Correct these first and check again.",
        count,
    )
