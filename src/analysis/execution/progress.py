"""What is running, done and failed, and how long is left."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

from analysis.report.pages import Page

LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Progress:
    done: int  # the failed ones too
    total: int
    running: tuple[str, ...] = ()  # pages
    seconds_left: float | None = None  # unknown until something is done


Tell = Callable[[Progress], None]


def finished(tasks: Mapping[Future, Page], tell: Tell) -> Iterator[Future]:
    """The tasks as they end, with a word to `tell` after each, and in between at least each second."""
    begun, waiting = time.monotonic(), set(tasks)
    while waiting:
        ended, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
        yield from ended
        done = len(tasks) - len(waiting)
        running = tuple(page.path for task, page in tasks.items() if task in waiting and task.running())
        left = (time.monotonic() - begun) / done * len(waiting) if done else None
        tell(Progress(done, len(tasks), running, left))
