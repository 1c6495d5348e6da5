"""What was worked out once in this process is not worked out again from the same input.

Each notebook of a report loads the programme, reads the figures and judges all of them, because it must also work
alone. In one run they would do the same forty times over. An answer is found again by the content that it depends on,
never by a name or a time, so it cannot go stale; and it is lost with the process.
"""

import functools
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

KEPT = 4  # answers for each function: a run needs one or two

P = ParamSpec("P")
T = TypeVar("T")


def for_each(key: Callable[P, Hashable]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a function answer once for each `key` of its arguments: everything that its answer depends on.

    Whoever asks shares the answer with others and must not change it. What is raised is not kept. `learn` takes an
    answer that another process has worked out from the same.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        answers: OrderedDict[Hashable, T] = OrderedDict()

        @functools.wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            asked = key(*args, **kwargs)
            if asked not in answers:
                keep(asked, function(*args, **kwargs))
            return answers[asked]

        def learn(found: T, *args: P.args, **kwargs: P.kwargs) -> None:
            keep(key(*args, **kwargs), found)

        def keep(asked: Hashable, found: T) -> None:
            answers[asked] = found
            if len(answers) > KEPT:
                answers.popitem(last=False)

        answer.learn = learn  # type: ignore[attr-defined]
        return answer

    return decorate


def content(folder: Path) -> bytes:
    """A digest of all files below a folder: their names and what stands in them."""
    whole = hashlib.blake2b()
    for path in sorted(folder.rglob("*")):
        try:
            if not path.is_file():
                continue
            written = path.read_bytes()
        except OSError as refusal:
            written = str(refusal.errno).encode()
        whole.update(f"{path}\0{len(written)}\0".encode(errors="surrogatepass") + written)
    return whole.digest()


class Same:
    """A thing as part of a key: equal to itself alone, and kept alive so that no other can take its place."""

    def __init__(self, thing: Any):
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)
