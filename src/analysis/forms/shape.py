"""The shape that a form and its reader agree on: hidden codes that no language and no moved row can change."""

from dataclasses import dataclass

from analysis.forms.questions import Question
from analysis.vocabulary import Kind

MARK = "kotoarvio-form"  # in the first cell of the hidden sheet
VERSION = "1"
HIDDEN_SHEET = "kotoarvio"
KEY_COLUMN = "key"
SEPARATOR = "|"  # between the words of a key; no id, period or municipality code holds it
FIELDS = ("numerator", "denominator", "value", "status", "note")  # columns that a reporter fills in
STATUS_CHOICE, DONE_CHOICE = "status", "done"


@dataclass(frozen=True)
class Key:
    """Which figure a row of a form is about."""

    indicator: str
    area: str
    period: str
    group: str
    part: str

    def __str__(self) -> str:
        return SEPARATOR.join((self.indicator, self.area, self.period, self.group, self.part))

    @classmethod
    def parse(cls, text: str) -> "Key | None":
        words = text.split(SEPARATOR)
        return cls(*words) if len(words) == 5 and all(words[:3]) else None


def key(question: Question, area: str) -> Key:
    return Key(question.indicator.id, area, question.period, question.group, question.part)


def open_fields(kind: Kind, is_spread: bool) -> tuple[str, ...]:
    """The number cells of a row that are to be filled in; the others have no meaning for this kind of figure."""
    if is_spread:
        return ("value",)
    match kind:
        case Kind.SHARE | Kind.GAP | Kind.RATE:
            return ("numerator", "denominator")
        case Kind.MEAN:
            return ("denominator", "value")
    return ("value",)
