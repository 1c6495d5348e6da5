"""All tests, in two pytest processes beside each other: what executes notebooks, and the browser with the quick tests.

Each part takes one of two processors for about as long. They are processes of their own, and not those of pytest-xdist,
whose threads make it unsafe to fork, as the tests do. The lines of the first part are shown as they come, and those of
the second when both have ended, so that neither breaks into the other's. Ctrl-C ends both; a failure in either is the
failure of the whole.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from typing import IO

PARTS = ("slow and not browser", "browser or not slow")
OF_A_PART = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|warnings?)")
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")  # what failed last would be that of one part only
SECONDS_TO_TIDY_UP = 10


def pytest(part: str, output: int | IO[str]) -> subprocess.Popen[str]:
    command = [*PYTEST, "-m", part]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}  # else Windows writes into a pipe as its code page says
    return subprocess.Popen(
        command,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",  # a test may write any bytes
        env=environment,
    )


def told(lines: IO[str]) -> str:
    """Passes the lines on, and returns the last: pytest's count of its tests."""
    last = ""
    for last in lines:
        print(last, end="", flush=True)
    return last


def total(counts: list[str], seconds: float) -> str:
    of_both = Counter()
    for count in counts:
        of_both.update({what.removesuffix("s"): int(n) for n, what in OF_A_PART.findall(count)})
    return f"In all: {', '.join(f'{n} {what}' for what, n in of_both.items())} in {seconds:.0f} s."


def ended(parts: Iterable[subprocess.Popen[str]], patience: float | None = None) -> None:
    for part in parts:
        part.wait(patience)


def main() -> int:
    began = time.monotonic()
    sys.stdout.reconfigure(errors="replace")  # a console may not have every letter; the tests go on
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # to end this process is to end both parts
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as kept:
        parts = [pytest(part, output) for part, output in zip(PARTS, (subprocess.PIPE, kept), strict=True)]
        try:
            counts = [told(parts[0].stdout)]
            ended(parts)
        except KeyboardInterrupt:  # the terminal has interrupted both parts too, and they tidy up
            with contextlib.suppress(subprocess.TimeoutExpired):
                ended(parts, SECONDS_TO_TIDY_UP)
            raise
        finally:
            for part in parts:
                part.kill()  # does nothing to one that has ended
        kept.seek(0)
        counts.append(told(kept))
    print(total(counts, time.monotonic() - began))
    return next((part.returncode for part in parts if part.returncode), 0)


if __name__ == "__main__":
    sys.exit(main())
