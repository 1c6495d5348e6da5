"""What the last review said of each goal: read from the downloads of the report that was published then."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UnusableInput
from analysis.message import say, shown
from analysis.observations import earlier
from analysis.period import Review
from analysis.project import LONGEST_NAME
from analysis.vocabulary import Verdict

GOALS = "downloads/goals.csv"
RECORD = "run.json"


@dataclass(frozen=True)
class LastReview:
    """The review before this one, and the verdict that it gave to each goal."""

    review: Review
    verdicts: Mapping[str, Verdict]


def last_review() -> LastReview | None:
    """The latest of the earlier reports that the evaluation at work knows; None where it knows none.

    Raises `UnusableInput` for a report whose downloads cannot be read.
    """
    found = [_read(path.parents[1]) for path in earlier.files_of_this_run()]
    return max(found, key=lambda each: each.review.rank, default=None)


def _read(folder: Path) -> LastReview:
    try:
        period = json.loads((folder / RECORD).read_text(encoding="utf-8"))["parameters"]["period"]
        with (folder / GOALS).open(encoding="utf-8", newline="") as file:
            verdicts = {row["goal"]: Verdict(row["verdict"]) for row in csv.DictReader(file)}
        return LastReview(Review.parse(period), verdicts)
    except (OSError, ValueError, LookupError, TypeError, csv.Error) as error:
        raise UnusableInput(
            say(
                "What the earlier report said of the goals cannot be read from {folder}. Make that report again, or "
                "move it away.",
                folder=shown(str(folder), LONGEST_NAME),
            )
        ) from error
