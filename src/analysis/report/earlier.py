"""Which earlier reports of a programme a new one must not add to: those beside it, and those that are named."""

import json
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import UnusableInput, reason
from analysis.message import say, shown
from analysis.period import Review
from analysis.project import LONGEST_NAME
from analysis.report import record
from analysis.report.publication import RECORD

FIGURES = "downloads/figures.csv"
GOALS = "goals.csv"  # beside it: what the front page says has changed


def figures(destination: Path, programme: str, review: Review, named: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The figures.csv of every report that counts as published before: whole reports of earlier reviews of the
    programme in the folder that holds the destination, and the reports in `named`.

    Drafts of single goals are not published. Raises `UnusableInput` for a named folder that holds no report, or one
    of another programme.
    """
    folders = sorted(path.parent for path in destination.parent.glob(f"*/{RECORD}"))
    beside = [folder for folder in folders if folder != destination and _is_earlier(folder, programme, review)]
    for folder in named:
        _refuse_foreign(folder, programme)
    return tuple(dict.fromkeys(folder.resolve() / FIGURES for folder in (*beside, *named)))


def digest(files: Sequence[Path]) -> dict[str, str]:
    """sha256 of each of these figures.csv, and of the goals.csv beside it, for the record of the new report; keyed by
    the earlier report's folder.
    """
    read = [beside for path in files for beside in (path, path.with_name(GOALS)) if beside.is_file()]
    return {f"{record.EARLIER}{path.parents[1].name}/{path.name}": record.sha256(path) for path in read}


def _is_earlier(folder: Path, programme: str, review: Review) -> bool:
    try:
        asked = json.loads((folder / RECORD).read_text(encoding="utf-8"))["parameters"]
        before = Review.parse(asked["period"])
        return (asked["programme"], asked["goals"]) == (programme, []) and before.rank < review.rank
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError, UnusableInput):
        return False  # of another program, or not a report at all


def _refuse_foreign(folder: Path, programme: str) -> None:
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))["parameters"]["programme"]
    except OSError as error:
        raise UnusableInput(
            say(
                "The folder {folder} is not an earlier report: its run.json cannot be read ({error}).",
                folder=shown(str(folder), LONGEST_NAME),
                error=reason(error),
            )
        ) from error
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise UnusableInput(
            say(
                "The folder {folder} is not an earlier report: its run.json is broken, or of another program.",
                folder=shown(str(folder), LONGEST_NAME),
            )
        ) from error
    if found != programme:
        raise UnusableInput(
            say(
                "The folder {folder} holds a report of another programme, {found}.",
                folder=shown(str(folder), LONGEST_NAME),
                found=shown(str(found)),
            )
        )
