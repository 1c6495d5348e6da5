"""Every programme of a folder evaluated, one after the other: what fails of one is told, and the others go on."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis import programme as programmes
from analysis.errors import UnusableInput, reason
from analysis.execution.again import evaluate_again
from analysis.execution.evaluation import evaluate
from analysis.execution.notebook import brief
from analysis.execution.order import Order, Result
from analysis.execution.progress import Tell
from analysis.message import Message, say, shown
from analysis.project import LONGEST_NAME, is_programme


@dataclass(frozen=True)
class Outcome:
    """What came of one programme. `trace` is of a fault of Kotoarvio's own, which is not for the evaluator to mend."""

    folder: Path
    result: Result | None
    failures: tuple[Message, ...] = ()
    trace: str = ""


def folders(folder: Path) -> tuple[Path, ...]:
    """The programme folders directly below a folder, by name. Raises `UnusableInput` if there is none."""
    try:
        found = tuple(sorted(each for each in folder.iterdir() if is_programme(each)))
    except OSError as error:
        raise UnusableInput(
            say(
                "The folder {folder} cannot be read: {reason}.",
                folder=shown(str(folder), LONGEST_NAME),
                reason=reason(error),
            )
        ) from error
    if not found:
        raise UnusableInput(
            say(
                "There is no programme in {folder}: none of its folders has a programme.yaml.",
                folder=shown(str(folder), LONGEST_NAME),
            )
        )
    return found


def evaluate_all(found: tuple[Path, ...], order: Order, tell: Tell = lambda progress: None) -> Iterator[Outcome]:
    """Evaluate each of these programmes as `order` says. With an output folder, each gets `<programme>/<period>` in it.

    Two folders with the same programme id would write the same report: the second is not evaluated.
    """
    first: dict[str, Path] = {}
    for folder in found:
        try:
            programme = programmes.read(folder)
            if programme.id in first:
                raise UnusableInput(_same_id(programme.id, first[programme.id]))
            first[programme.id] = folder
            output = order.output / programme.id / str(order.review) if order.output else None
            one = replace(order, programme=str(folder), output=output)
            result = evaluate_again(one) or evaluate(one, tell)
        except UnusableInput as error:
            yield Outcome(folder, None, error.messages)
        except Exception as error:
            told = say("{kind}: {error}", kind=type(error).__name__, error=brief(error))
            yield Outcome(folder, None, (told,), traceback.format_exc())
        else:
            yield Outcome(folder, result, result.failures)


def _same_id(programme: str, other: Path) -> Message:
    return say("The programme in {folder} has the same id, {programme}.", folder=other.name, programme=programme)
