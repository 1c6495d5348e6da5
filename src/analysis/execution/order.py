"""What the evaluator asks of a run, and what came of it. Light to import: a run that changes nothing needs no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from analysis import project
from analysis.message import Message
from analysis.period import Review
from analysis.programme import Programme


class Engine(StrEnum):
    """How notebooks are run."""

    AUTO = "auto"  # FORK where that is safe, else KERNEL
    FORK = "fork"  # each in a process of its own, forked from one that has imported everything
    KERNEL = "kernel"  # each in an ordinary Jupyter kernel


@dataclass(frozen=True)
class Order:
    """What the evaluator asks for. No goals named means all of them."""

    programme: str
    review: Review
    output: Path | None = None
    goals: Sequence[str] = ()
    jobs: int = 2
    engine: Engine = Engine.AUTO
    earlier: Sequence[Path] = ()  # published reports that do not stand beside the output
    force: bool = False  # make everything anew, whatever earlier runs have kept
    scheduler: str | None = None  # of a cluster that makes the pages; without one this machine does


@dataclass(frozen=True)
class Result:
    """Where the report is, or why the earlier one was left in place."""

    destination: Path
    pages: int
    failures: tuple[Message, ...] = field(default=())
    kept: Path | None = None  # the notebooks that were executed before something failed


def goals_in_order(programme: Programme, goals: Sequence[str]) -> tuple[str, ...]:
    """The goals that are asked for, each once and in the programme's order; an unknown one is refused."""
    wanted = {programme.goal(goal).id for goal in goals}
    return tuple(goal.id for goal in programme.goals if goal.id in wanted)


def default_destination(programme: Programme, order: Order) -> Path:
    """`reports/<programme>/<period>`; a look at single goals goes beside it and never replaces the whole report."""
    period = str(order.review) if not order.goals else f"{order.review}-draft"
    return project.root() / "reports" / programme.id / period
