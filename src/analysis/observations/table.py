"""The checked table of a programme's observations: read whole, or refused whole with everything that is wrong in it."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import UnusableInput, reason
from analysis.message import Message, say
from analysis.observations import (
    arithmetic,
    cells,
    companions,
    encoding,
    jumps,
    known,
    numerals,
    official,
    order,
    own,
    precedence,
    repeats,
    rows,
    totals,
)
from analysis.observations.columns import COLUMNS, NUMBERS
from analysis.observations.problem import Problems
from analysis.observations.times import judge_future, judge_period
from analysis.programme.nouns import Programme
from analysis.project import OWN_FILE, PUBLIC_FILE, file_bytes
from analysis.vocabulary import Severity


def read(programme: Programme) -> pd.DataFrame:
    """All observations of a programme: its public file, what was fetched of it, and its own file where there is one.

    Columns: those of the file (texts never missing, `''` when empty; the three numbers float64, NaN when empty),
    `row` (line in the file) and `file`. The rows stand in one order, whatever theirs is in the files. Numbers are as
    written: shares in per cent, rates per the indicator's `per`.
    Raises `UnusableInput` with a message for every error; then nothing is taken in.
    """
    problems = Problems()
    own.check_folder(programme.folder, problems)
    table = _table(files_of(programme, problems), programme, problems)
    if problems.errors:
        raise UnusableInput(*problems.messages(Severity.ERROR))
    return order.in_order(table, programme)


def peers(programme: Programme, indicator: str) -> pd.DataFrame:
    """The figures of other municipalities for an indicator, from official sources; columns as `read` gives them.

    Empty when none were fetched. They are public, so no gate hides them; they stand beside the municipality's own
    figures and never enter its assessment.
    """
    problems = Problems()
    kept = [each for each in official.read(programme.folder, problems) if each.indicator == indicator and each.peers]
    files = {PUBLIC_FILE: programme.folder / PUBLIC_FILE, **official.peer_files(programme.folder, kept)}
    table = _table(files, programme, problems)
    if problems.errors:
        raise UnusableInput(*problems.messages(Severity.ERROR))
    others = (table["indicator"] == indicator) & (table["area"] != programme.municipality)
    return table[others].reset_index(drop=True)


def set_aside(programme: Programme) -> pd.DataFrame:
    """The rows that `read` leaves out because another row gives the same figure; one of each pair was fetched.

    All of them are from official sources: a figure of a reporter's own is never left out.
    """
    problems = Problems()
    return _apart(written(files_of(programme, problems), problems), programme, problems)[1]


def examine(programme: Programme) -> tuple[list[Message], list[Message]]:
    """What `check` says and what `warnings` says, from one examination."""
    problems = Problems()
    own.check_folder(programme.folder, problems)
    _examine(files_of(programme, problems), programme, problems)
    return problems.messages(Severity.ERROR), problems.messages(Severity.WARNING)


def check(programme: Programme) -> list[Message]:
    """Everything for which `read` refuses the figures, and what datapackage.json has against them; else empty."""
    return examine(programme)[0]


def check_file(path: Path, programme: Programme) -> list[Message]:
    """The same for one file that has not been taken in yet."""
    return _examine({path.name: path}, programme, Problems()).messages(Severity.ERROR)


def refusals(files: dict[str, Path], programme: Programme) -> list[Message]:
    """Why figures would be refused that have not been taken in yet; without what datapackage.json has against them."""
    problems = Problems()
    _table(files, programme, problems)
    return problems.messages(Severity.ERROR)


def warnings(programme: Programme) -> list[Message]:
    """What an evaluator should look at again, although the figures can be used."""
    return examine(programme)[1]


def files_of(programme: Programme, problems: Problems) -> dict[str, Path]:
    """The files of observations of a programme, by their names in messages. Only the public file must be there."""
    kept = official.read(programme.folder, problems)
    own_file = programme.folder / OWN_FILE
    return {
        PUBLIC_FILE: programme.folder / PUBLIC_FILE,
        **official.own_files(programme.folder, kept),
        **({OWN_FILE: own_file} if own_file.exists() or own_file.is_symlink() else {}),
    }


def examine_texts(texts: pd.DataFrame, programme: Programme, problems: Problems) -> Problems:
    """Everything that is wrong in rows as they are written; their columns are those that `written` gives."""
    from analysis.observations import table_schema  # brings a heavy package, which a mere reading does not need

    table = _judged(texts, programme, problems)
    table_schema.check(texts, programme.folder, problems)
    if not problems.errors:
        totals.check(table, programme, problems)
        own.check(table, programme, problems)
    return problems


def _examine(files: dict[str, Path], programme: Programme, problems: Problems) -> Problems:
    return examine_texts(written(files, problems), programme, problems)


def _table(files: dict[str, Path], programme: Programme, problems: Problems) -> pd.DataFrame:
    return _judged(written(files, problems), programme, problems)


def _judged(texts: pd.DataFrame, programme: Programme, problems: Problems) -> pd.DataFrame:
    return _apart(texts, programme, problems)[0]


def _apart(texts: pd.DataFrame, programme: Programme, problems: Problems) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that stand, and those that do not because another row gives the same figure."""
    cells.check(texts, problems)
    known_indicator = known.check(texts, programme, problems)
    good_period = ~problems.each(texts, ("period",), judge_period)
    problems.each(texts, ("period", "status"), judge_future)
    figures, refused = numerals.read(texts, problems)
    usable = known_indicator & ~refused
    arithmetic.check(texts, figures, usable, programme, problems)
    companions.check(texts, figures, usable & good_period, problems)
    settled = precedence.settle(texts, good_period)
    repeats.check(texts[settled.stands], problems)
    precedence.check(texts, figures, settled, programme, problems)
    typed = ~texts["file"].str.startswith(f"{official.FOLDER}/").to_numpy(dtype=bool)  # nobody types a fetched figure
    jumps.check(texts, figures, usable & good_period & typed, problems)
    columns = {column: figures[column] if column in NUMBERS else texts[column] for column in (*COLUMNS, "row", "file")}
    table = pd.DataFrame(columns)
    return table[settled.stands].reset_index(drop=True), table[~settled.stands].reset_index(drop=True)


def written(files: dict[str, Path], problems: Problems) -> pd.DataFrame:
    """The cells of all files as they are written, one below the other, with the columns `row` and `file`."""
    taken: list[tuple[str, int, list[str]]] = []
    for name, path in files.items():
        data = _bytes(name, path, problems)
        text = None if data is None else encoding.decode(name, data, problems)
        parsed = None if text is None else rows.parse(name, text, problems)
        taken += [(name, number, texts) for number, texts in parsed or ()]
    columns = list(zip(*(texts for _, _, texts in taken), strict=True)) or [()] * len(COLUMNS)
    texts = {column: pd.Series(values, dtype="str") for column, values in zip(COLUMNS, columns, strict=True)}
    return pd.DataFrame(texts).assign(
        row=np.array([number for _, number, _ in taken], dtype="int64"),
        file=pd.Series([name for name, _, _ in taken], dtype="str"),
    )


def _bytes(name: str, path: Path, problems: Problems) -> bytes | None:
    try:
        return file_bytes(path)
    except FileNotFoundError:
        problems.add(
            (
                say("The file is missing."),
                say("Every programme folder needs it. With no figures yet, write only the names of the columns."),
            ),
            name,
        )
    except OSError as refusal:
        problems.add(
            (
                say("The file cannot be read: {reason}.", reason=reason(refusal)),
                say("Close it in other programs and see that you may read it."),
            ),
            name,
        )
    return None
