"""What the examination of a finished report finds. It never repeats the number itself."""

import re
from dataclasses import dataclass

from analysis.message import Message, say, shown

LONGEST_CONTEXT = 90  # characters of the place that is quoted


@dataclass(frozen=True)
class Leak:
    """One place of a report that tells, or could tell, what is withheld.

    `file` is its path in the report, empty where it takes several; `row` the position of the withheld row, where it is
    known which one is told.
    """

    file: str
    what: Message
    row: int | None = None

    @property
    def sentence(self) -> Message:
        return say("{file}: {what}", file=self.file, what=self.what) if self.file else self.what


def unexplained(file: str, place: str) -> Leak:
    """A file says something that the blocks of its notebook do not say."""
    return Leak(file, say("It says more than its notebook shows, near “{place}”.", place=masked(place)))


def masked(text: str) -> str:
    """A place of a report without the numbers in it, so that whoever reads the finding learns none."""
    return shown(re.sub(r"\d+", "•", " ".join(text.split())), LONGEST_CONTEXT)
