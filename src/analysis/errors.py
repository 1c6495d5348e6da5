"""The one error that is shown to an evaluator without a traceback; anything else is a bug and keeps its own."""

import errno

from analysis.message import LANGUAGES, Message, Value, Verbatim, say


class UnusableInput(Exception):  # noqa: N818
    """Something the evaluator gave cannot be used: each message says where, what is wrong, and the remedy."""

    def __init__(self, *messages: Message):
        self.messages = messages
        super().__init__("; ".join(english(message) for message in messages))

    def __reduce__(self) -> tuple[type["UnusableInput"], tuple[Message, ...]]:
        return type(self), self.messages  # on its way from another process

    def _render_traceback_(self) -> list[str]:
        """What JupyterLab and plain papermill show instead of a traceback (IPython asks an exception for this)."""
        return [english(message) for message in self.messages]


REASONS = {
    errno.ENOENT: say("there is no such file or folder"),
    errno.EACCES: say("permission is missing"),
    errno.EPERM: say("permission is missing"),
    errno.EISDIR: say("it is a folder"),
    errno.EEXIST: say("a file of this name stands in its place"),
    errno.ENOTDIR: say("a part of the path is a file and not a folder"),
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("the share of the disk is used up"),
    errno.EFBIG: say("the file is larger than the system allows"),
    errno.EROFS: say("the disk can only be read"),
    errno.ESPIPE: say("it is not an ordinary file"),
    errno.ELOOP: say("its links lead in a circle"),
    errno.ENAMETOOLONG: say("the name is too long"),
}


def reason(error: BaseException) -> Value:
    """Why the system refused a file or folder; what is rare stays in the system's own words."""
    if isinstance(error, OSError) and error.errno in REASONS:
        return REASONS[error.errno]
    return Verbatim(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def english(message: Message) -> str:
    """A plain English reading for logs and tracebacks, without number formatting."""

    def plain(value: object) -> str:
        if isinstance(value, Message):
            return english(value)
        items = getattr(value, "items", None)
        if isinstance(items, tuple):
            return ", ".join(plain(item) for item in items)
        for attribute in ("text", LANGUAGES[-1], "value", "share", "date"):
            if hasattr(value, attribute):
                return str(getattr(value, attribute))
        return str(value)

    pattern = message.plural if message.plural is not None and message.count != 1 else message.text
    return pattern.format(**{key: plain(value) for key, value in message.values.items()})
