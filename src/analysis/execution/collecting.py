"""What came of the pages: how long each took, or in one sentence why it was not made."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

from analysis.execution import children, progress
from analysis.execution.notebook import brief, lost_kernel, too_long
from analysis.execution.pagework import Made
from analysis.execution.progress import Tell
from analysis.message import Listing, Message, Verbatim, say, say_many
from analysis.report.pages import Page


def collect(
    tasks: Mapping[Future, Page], tell: Tell, take: Callable[[Page, Made], None]
) -> tuple[list[Message], dict[str, float]]:
    """Waits for all tasks: the failures, in the order of the tasks, and the seconds that each page took.

    `take` is given each page that was made, as soon as it is there.
    """
    unmade: dict[str, Message] = {}
    seconds: dict[str, float] = {}
    lost: list[str] = []
    for task in progress.finished(tasks, tell):
        page = tasks[task]
        try:
            made = task.result()
        except BrokenProcessPool:  # a worker was killed, and with it all that was not finished
            lost.append(page.path)
        except children.Ended:
            unmade[page.path] = _unmade(page, lost_kernel(page.notebook or page.path))
        except children.TookTooLong:
            unmade[page.path] = _unmade(page, too_long(page.notebook or page.path))
        except Exception as error:
            unmade[page.path] = say(
                "The page {page} could not be made: {error}",
                page=page.path,
                error=brief(f"{type(error).__name__}: {error}"),
            )
        else:
            seconds[page.path] = made.seconds
            if made.failure:
                unmade[page.path] = _unmade(page, made.failure)
            else:
                take(page, made)
    order = [page.path for page in tasks.values()]
    failures = [unmade[path] for path in order if path in unmade]
    if lost:
        failures.append(_killed([path for path in order if path in lost]))
    return failures, {path: seconds[path] for path in order if path in seconds}


def _unmade(page: Page, why: Message) -> Message:
    return say("The page {page} was not made. {why}", page=page.path, why=why)


def _killed(pages: Sequence[str]) -> Message:
    return say_many(
        "{count} page was not made, because a process was ended from outside, perhaps for want of memory: {pages}. "
        "Close other programs, or try --jobs 1.",
        "{count} pages were not made, because a process was ended from outside, perhaps for want of memory: {pages}. "
        "Close other programs, or try --jobs 1.",
        len(pages),
        pages=Listing(tuple(Verbatim(page) for page in pages)),
    )
