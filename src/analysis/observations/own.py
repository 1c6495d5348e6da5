"""A reporter's own figure belongs to the file that stays on the evaluator's machine, and that file is found."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.message import Message, say, shown
from analysis.observations.known import is_official
from analysis.observations.problem import Problems
from analysis.programme.nouns import Programme
from analysis.project import OWN_FILE, PUBLIC_FILE
from analysis.vocabulary import Severity, Status

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def check_folder(folder: Path, problems: Problems) -> None:
    """Figures beside the own file are not read; where that file is missing, its name was probably mistyped."""
    file = folder / OWN_FILE
    if file.parent.is_file():
        judgement = (
            say("It should be a folder, and it is a file."),
            say("Make it a folder that holds {file}, or delete it.", file=file.name),
        )
        problems.add(judgement, file.parent.name)
    if not file.parent.is_dir():
        return
    there = file.exists()
    severity = Severity.WARNING if there else Severity.ERROR
    for path in sorted(file.parent.iterdir()):
        if path.name != file.name and _looks_like_figures(path.name):
            judgement = (
                say("The file is not read: the figures of reporters stand in {file} alone.", file=OWN_FILE),
                _remedy(path, there),
            )
            problems.add(judgement, f"{file.parent.name}/{shown(path.name)}", severity=severity)


def _remedy(path: Path, there: bool) -> Message:
    """A workbook under the name of a CSV file would be refused next, and where `there` is one already, be its end."""
    if there or path.suffix.lower() in WORKBOOKS:
        return say("Take it in with the command kotoarvio import, and then move it to another folder.")
    return say("Give it that name, or move it to another folder.")


def _looks_like_figures(name: str) -> bool:
    """By the name: a table, and not the lock or hidden copy that an open spreadsheet keeps."""
    lowered = name.lower()
    return (lowered.startswith(Path(OWN_FILE).stem) or lowered.endswith(".csv")) and not lowered.startswith((".", "~"))


def check(table: pd.DataFrame, programme: Programme, problems: Problems) -> None:
    """Warns of own figures in the public file, which is shared. An invented programme has no secrets."""
    judgement = (
        say("A figure that is not from an official source stands in the public file."),
        say("Move the row to {file}, which is not shared, unless the figure has been published.", file=OWN_FILE),
    )
    problems.at(table, np.flatnonzero(among_public(table, programme)), "source", lambda at: judgement, Severity.WARNING)


def among_public(table: pd.DataFrame, programme: Programme) -> np.ndarray:
    """Which rows are own figures in the public file, before the gate or after it."""
    if programme.invented:
        return np.zeros(len(table), dtype=bool)
    own = np.array([not is_official(programme, source) for source in table["source"]], dtype=bool)
    told = table["status"].isin([Status.REPORTED, Status.WITHHELD])
    return own & ((table["file"] == PUBLIC_FILE) & told).to_numpy(dtype=bool)
