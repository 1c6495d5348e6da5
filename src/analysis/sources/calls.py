"""Calling a service within its limits: not too often, not too long, again when it asks for patience, by our name."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from analysis import __version__
from analysis.errors import reason
from analysis.message import Message, say, shown
from analysis.sources.refusal import BadReply

NAME = f"kotoarvio/{__version__} (municipal evaluation)"  # Sotkanet answers 403 to a caller without a name
MOST_BYTES = 200_000_000
AGAIN = {429, 500, 502, 503, 504}  # the service is busy or ill, and may answer later
CHUNK = 65_536

REFUSALS: Mapping[int, Message] = {
    400: say(
        "The service does not understand the query (400): a name or a code has changed, or too much was asked for."
    ),
    401: say("The service asks for a password (401)."),
    403: say("The service refuses the query (403): too much was asked for, or the caller is not welcome."),
    404: say("The service has no such table (404)."),
    413: say("Too many figures were asked for in one query (413)."),
    429: say("The service says that it was called too often (429). Try again in some minutes."),
}


@dataclass
class Pace:
    """At most so many calls in a window of seconds; the margin is for calls that travel faster than others."""

    calls: int = 40
    window: float = 60.0
    margin: float = 0.5
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    made: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Return as soon as one more call is allowed, and count it."""
        now, window = self.clock(), self.window + self.margin
        while self.made and now - self.made[0] >= window:
            self.made.popleft()
        if len(self.made) >= self.calls:
            self.sleep(window - (now - self.made[0]))
            self.made.popleft()
        self.made.append(self.clock())


@dataclass
class Caller:
    """One service's caller. Times are in seconds."""

    pace: Pace = field(default_factory=Pace)
    name: str = NAME
    connect: float = 10.0
    read: float = 60.0  # between two pieces of a reply
    whole: float = 300.0  # for the whole reply
    tries: int = 4
    patience: float = 2.0  # before the second try; doubled each time
    longest: float = 120.0  # however long the service asks to wait
    sleep: Callable[[float], None] = time.sleep
    session: requests.Session = field(default_factory=requests.Session)
    silent: Message | None = None  # why the service could not be reached: then it is not tried again and again

    def get(self, address: str, **parameters: Any) -> bytes:
        return self._call("GET", address, params=parameters)

    def post(self, address: str, body: str) -> bytes:
        return self._call("POST", address, data=body.encode("utf-8"), headers={"Content-Type": "application/json"})

    def _call(self, method: str, address: str, headers: Mapping[str, str] | None = None, **what: Any) -> bytes:
        """The bytes of the reply. Raises `BadReply`."""
        if self.silent is not None:
            raise BadReply(self.silent)
        patience = self.patience
        for attempt in range(1, self.tries + 1):
            self.pace.wait()
            try:
                with self.session.request(
                    method,
                    address,
                    headers={"User-Agent": self.name, **(headers or {})},
                    timeout=(self.connect, self.read),
                    stream=True,
                    **what,
                ) as reply:
                    if reply.status_code == 200:
                        return self._body(reply)
                    if reply.status_code not in AGAIN or attempt == self.tries:
                        raise BadReply(refusal(reply.status_code))
                    self.sleep(self._wait(reply, patience))
            except requests.RequestException as failure:
                if not _may_pass(failure) or attempt == self.tries:
                    raise BadReply(self._given_up(failure)) from failure
                self.sleep(patience)
            patience *= 2
        raise AssertionError("the last try returns or raises")

    def _given_up(self, failure: requests.RequestException) -> Message:
        """Why a call has failed for good; of a service that does not answer at all it is remembered."""
        told = _unreachable(failure)
        if isinstance(failure, (requests.ConnectionError, requests.Timeout)):
            self.silent = told
        return told

    def _body(self, reply: requests.Response) -> bytes:
        """The whole body, within the time and size that a reply may have."""
        end = time.monotonic() + self.whole
        body = bytearray()
        for piece in reply.iter_content(CHUNK):
            body += piece
            if len(body) > MOST_BYTES:
                raise BadReply(say("The reply is larger than {most} megabytes.", most=MOST_BYTES // 1_000_000))
            if time.monotonic() > end:
                raise BadReply(
                    say("The reply was too slow: it was not whole in {seconds} seconds.", seconds=int(self.whole))
                )
        return bytes(body)

    def _wait(self, reply: requests.Response, patience: float) -> float:
        asked = reply.headers.get("Retry-After", "")
        return min(float(asked) if asked.isascii() and asked.isdigit() else patience, self.longest)


def refusal(status: int) -> Message:
    """What a status other than 200 means."""
    if status in REFUSALS:
        return REFUSALS[status]
    if status >= 500:
        return say("The service is out of order ({status}). Try again later.", status=str(status))
    return say("The service answered with the status {status} and no figures.", status=str(status))


def _may_pass(failure: requests.RequestException) -> bool:
    """Whether a second try may help: a connection that was lost, not an address that is none."""
    return isinstance(failure, (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError))


def _unreachable(failure: requests.RequestException) -> Message:
    if isinstance(failure, requests.Timeout):
        return say("The service did not answer in time. Try again later.")
    if isinstance(failure, requests.exceptions.ChunkedEncodingError):
        return say("The reply was broken off. Try again.")
    if isinstance(failure, requests.ConnectionError):
        return say("The service cannot be reached. See that this computer has a connection to the internet.")
    return say(
        "The call failed: {reason}.", reason=reason(failure) if isinstance(failure, OSError) else shown(str(failure))
    )
