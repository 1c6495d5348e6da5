"""Tables of official statistics, and what of them makes the figures of an indicator."""

from dataclasses import dataclass

from analysis.vocabulary import Areas, Service, Timing


@dataclass(frozen=True)
class Table:
    """Which table of which service a source is, and the words that the service's title for it must hold."""

    service: Service
    id: str  # subject and number, such as vaerak/11re; the number of a Sotkanet indicator; the name of a file
    title: str


@dataclass(frozen=True)
class Selection:
    """Which values of a table's variables make one number; several values of a variable are added up.

    A variable is named by what it is (`age`, `sex`, `content`) or by the beginning of its name: names change, what they
    mean does not.
    """

    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Binding:
    """Where official figures of an indicator come from: a source, and what of it is numerator, denominator, value."""

    source: str
    timing: Timing
    areas: Areas
    since: int | None  # the first year that is asked for
    group: str  # as in observations.csv
    part: str
    numerator: Selection | None
    denominator: Selection | None
    value: Selection | None
    labels: tuple[tuple[str, str], ...]  # a value's code, and the words that its name must hold

    @property
    def selections(self) -> tuple[Selection, ...]:
        return tuple(each for each in (self.numerator, self.denominator, self.value) if each is not None)
