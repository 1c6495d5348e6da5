"""A reply that cannot be used: one sentence that says whose reply it is, what is wrong, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from analysis.errors import UnusableInput
from analysis.message import Message, say, shown

# What a reply breaks that has another form than the one that it should have.
UNFORESEEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class BadReply(Exception):  # noqa: N818
    """What is wrong with a reply, before it is known which query it answers."""

    def __init__(self, what: Message):
        self.what = what
        super().__init__(what.text)


def refused(source: str, what: Message) -> UnusableInput:
    """The sentence for the evaluator: nothing was changed, whatever the reason."""
    return UnusableInput(
        say("{source}: {what} Nothing was changed: the last good figures stay.", source=source, what=what)
    )


def damaged(reason: object) -> BadReply:
    """A reply whose form is not the one that it should have."""
    return BadReply(say("The reply is damaged: {reason}.", reason=shown(str(reason), longest=120)))


@contextmanager
def as_damaged() -> Iterator[None]:
    """Within it, whatever breaks because a reply has another form is told as `damaged`."""
    try:
        yield
    except UNFORESEEN as refusal:
        raise damaged(refusal) from refusal
