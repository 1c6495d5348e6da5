"""What a notebook asks of the figures, so that it need not run again while the answers are the same.

In a child that runs one notebook, the doors to the figures are watched: the evaluation, the audit, the table of
published figures. A notebook that asks for one goal depends on that goal; one that looks at anything whole depends on
all of it; and what a notebook does that cannot be watched makes it depend on everything, or not be kept at all. A
notebook does the same when it gets the same answers to what it asks: the answers together are a key of what it shows.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import assessment, audit, observations
from analysis import language as words
from analysis import programme as programmes
from analysis.assessment import Assessment, Evaluation, GoalAssessment
from analysis.audit import Audit
from analysis.execution.basis import PARTS, Basis
from analysis.execution.questions import (
    AUDIT,
    CATALOGUES,
    EVALUATION,
    EVERYTHING,
    FIGURE_FILES,
    FIGURES,
    FINDINGS,
    FINDINGS_ABOUT,
    GOAL,
    INDICATOR,
    OBSERVED,
    OF_FILES,
    OFFICIAL,
    Q_VALUE,
    ROWS,
    SUMMARY,
    UNKNOWN,
    Question,
)
from analysis.execution.store import digest
from analysis.language import catalogues
from analysis.period import Review
from analysis.programme import Programme

# Of the module `observations`: what reads the files themselves, and not the table that was published.
READERS = ("check", "check_file", "examine", "read", "refusals", "warnings")
# What reaches out of the process, as Python's audit hooks call it.
REACHING_OUT = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect", "os.listdir")

_asked: dict[Question, str | None] | None = None  # and the answer, where it was worked out for the question alone


def ask(*question: str, answer: str | None = None) -> None:
    if _asked is not None:
        _asked[question] = answer


@contextlib.contextmanager
def _unwatched() -> Iterator[None]:
    """What the library itself looks at on the way to an answer is not the notebook's question."""
    global _asked
    before, _asked = _asked, None
    try:
        yield
    finally:
        _asked = before


class WatchedEvaluation(Evaluation):
    def __init__(self, plain: Evaluation):
        object.__setattr__(self, "plain", plain)
        super().__init__(**vars(plain))

    def __getattribute__(self, name: str) -> Any:
        if name in PARTS or name == "__dict__":
            if name == "observed":
                return WatchedObserved(super().__getattribute__(name))
            ask(*EVALUATION)
        return super().__getattribute__(name)

    def goal(self, goal_id: str) -> GoalAssessment:
        ask(GOAL, goal_id)
        return self.plain.goal(goal_id)

    def indicator(self, indicator_id: str) -> Assessment:
        ask(INDICATOR, indicator_id)
        return self.plain.indicator(indicator_id)

    def q_value_with(self, judged: Assessment, p_value: float) -> float:
        found = self.plain.q_value_with(judged, p_value)
        ask(Q_VALUE, judged.indicator.id, float(p_value).hex(), answer=repr(found))
        return found


class WatchedObserved(Mapping):
    def __init__(self, plain: Mapping[str, Any]):
        self._plain = plain

    def __getitem__(self, indicator: str) -> Any:
        ask(OBSERVED, indicator)
        return self._plain[indicator]

    def __iter__(self) -> Iterator[str]:
        ask(*EVALUATION)
        return iter(self._plain)

    def __len__(self) -> int:
        ask(*EVALUATION)
        return len(self._plain)


class WatchedAudit(Audit):
    def __init__(self, plain: Audit):
        object.__setattr__(self, "plain", plain)
        super().__init__(**vars(plain))

    def __getattribute__(self, name: str) -> Any:
        if name in ("findings", "evaluability", "__dict__"):
            ask(*AUDIT)
        return super().__getattribute__(name)

    def of_goal(self, goal_id: str) -> Any:
        ask(FINDINGS, goal_id)
        return self.plain.of_goal(goal_id)

    def about(self, indicators: Collection[str]) -> Any:
        for indicator in sorted(indicators):
            ask(FINDINGS_ABOUT, indicator)
        return self.plain.about(indicators)


class WatchedTable(pd.DataFrame):
    """Whatever is done with it looks at all of it; `observations.of_indicators` alone looks at a part."""

    def __getattribute__(self, name: str) -> Any:
        if name not in ("plain_table", "__class__"):
            ask(*FIGURES)
        return super().__getattribute__(name)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    return table.plain_table if isinstance(table, WatchedTable) else table


def watch(basis: Basis, notebook: Path) -> None:
    """Watch this process, a child that runs this one notebook and ends."""
    global _asked
    _set_doors(basis)
    package = Path(observations.__file__).parents[1]
    own = tuple(
        os.path.realpath(each) for each in (sys.prefix, sys.base_prefix, package, tempfile.gettempdir(), notebook)
    )
    folder = os.path.realpath(basis.programme.folder)
    figures = tuple(os.path.join(folder, name) for name in FIGURE_FILES)  # noqa: PTH118  a hook is called very often

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if _asked is None:
            return
        if event == "open" and isinstance(arguments[0], str):
            with _unwatched():
                path = os.path.realpath(arguments[0])
            if path.startswith(figures):
                ask(*EVERYTHING)
            elif not path.startswith((*own, folder, "/dev/", "/proc/", "/usr/share/")):
                ask(*UNKNOWN)
        elif event in REACHING_OUT:
            ask(*UNKNOWN)

    sys.addaudithook(hook)
    _asked = {SUMMARY: None}


def stop_watching(basis: Basis) -> dict[Question, str]:
    """What was asked since the watch began, and a digest of each answer, '' for what is answered by files.

    Of a notebook that was not watched nothing is known.
    """
    global _asked
    asked, _asked = _asked, None
    if asked is None:
        return {UNKNOWN: ""}
    if UNKNOWN in asked:  # it will be asked again, whatever the answers are
        return dict.fromkeys(asked, "")
    return {
        question: "" if question in OF_FILES else digest((answer or basis.answer(question)).encode())
        for question, answer in asked.items()
    }


def _set_doors(basis: Basis) -> None:
    judge, examine, load = assessment.evaluate, audit.examine, programmes.load
    publish, select = observations.published, observations.of_indicators

    def loaded(name_or_folder: str) -> Programme:
        with _unwatched():
            found = load(name_or_folder)
        if found is not basis.programme:
            ask(*UNKNOWN)
        return found

    def published(programme: Programme) -> pd.DataFrame:
        with _unwatched():
            plain = publish(programme)
            table = WatchedTable(plain)
            object.__setattr__(table, "plain_table", plain)
        if programme is not basis.programme:
            ask(*UNKNOWN)
        return table

    def of_indicators(table: pd.DataFrame, indicators: Any) -> pd.DataFrame:
        wanted = list(indicators)
        for indicator in wanted:
            ask(ROWS, indicator)
        return select(_plain(table), wanted)

    def evaluated(programme: Programme, table: pd.DataFrame, review: Review) -> Evaluation:
        with _unwatched():
            found = judge(programme, _plain(table), review)
        if found is not basis.evaluation:
            ask(*EVERYTHING)
            return found
        return WatchedEvaluation(found)

    def examined(programme: Programme, table: pd.DataFrame) -> Audit:
        with _unwatched():
            found = examine(programme, _plain(table))
        if found is not basis.audit:
            ask(*EVERYTHING)
            return found
        return WatchedAudit(found)

    def translated(language: str) -> Any:
        if language != catalogues.SOURCE:
            ask(*CATALOGUES)
        return catalogues.catalogue(language)

    words.catalogue = translated
    programmes.load, observations.published, observations.of_indicators = loaded, published, of_indicators
    assessment.evaluate, audit.examine = evaluated, examined
    for name in ("peers", "snapshots"):
        setattr(observations, name, _asking(OFFICIAL, getattr(observations, name)))
    for name in READERS:
        setattr(observations, name, _asking(EVERYTHING, getattr(observations, name)))


def _asking(question: Question, function: Callable[..., Any]) -> Callable[..., Any]:
    def asking(*args: Any, **kwargs: Any) -> Any:
        ask(*question)
        with _unwatched():
            return function(*args, **kwargs)

    return asking
