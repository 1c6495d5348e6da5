"""Two finished reports side by side: every verdict, figure and finding that differs, in the programme's order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import UnusableInput
from analysis.finished.finished_report import FinishedReport, Row
from analysis.message import say


@dataclass(frozen=True)
class RowChange:
    """A goal or an indicator of which something differs: its row in the old report and in the new one."""

    old: Row
    new: Row

    @property
    def columns(self) -> tuple[str, ...]:
        """What differs, in the order of the new table. A column that only one report has is left out."""
        return tuple(name for name in self.new if name in self.old and self.old[name] != self.new[name])


@dataclass(frozen=True)
class Moved:
    """What only one of the two reports has, and what both have but differently."""

    gone: tuple[Row, ...]
    appeared: tuple[Row, ...]
    changed: tuple[RowChange, ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.appeared or self.changed)


@dataclass(frozen=True)
class Comparison:
    goals: Moved
    indicators: Moved
    findings: Moved
    pages: tuple[str, ...]  # other files that differ, by the records: pages, notebooks, the workbook

    @property
    def equal(self) -> bool:
        """No verdict, figure or finding differs; the words of a page may."""
        return not (self.goals or self.indicators or self.findings)


def compare(old: FinishedReport, new: FinishedReport) -> Comparison:
    """What differs from `old` to `new`. Reports of two programmes cannot be compared: `UnusableInput`."""
    if old.programme != new.programme:
        raise UnusableInput(
            say(
                "These are reports of two programmes, {old} and {new}. Compare two reports of one programme.",
                old=old.programme,
                new=new.programme,
            )
        )
    return Comparison(
        goals=_moved(old.goal_rows, new.goal_rows),
        indicators=_moved(old.indicator_rows, new.indicator_rows),
        findings=_moved(old.finding_rows, new.finding_rows),
        pages=tuple(
            name
            for name in differing(old.outputs, new.outputs)
            if not (name.startswith("downloads/") and name.endswith(".csv"))
        ),
    )


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that only one of the two has, or that they hold differently, in order."""
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))


def _moved(old: Mapping[object, Row], new: Mapping[object, Row]) -> Moved:
    changes = (RowChange(old[key], row) for key, row in new.items() if key in old)
    return Moved(
        gone=_without(old.items(), new),
        appeared=_without(new.items(), old),
        changed=tuple(change for change in changes if change.columns),
    )


def _without(rows: Iterable[tuple[object, Row]], others: Mapping[object, Row]) -> Sequence[Row]:
    return tuple(row for key, row in rows if key not in others)
