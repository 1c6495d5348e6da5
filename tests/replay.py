"""A replay of the statistical services on this machine: it answers as the real ones do, from saved or invented replies.

It selects cells out of a whole table, keeps the limits (calls, cells), refuses codes that it does not have and callers
without a name, and can be told to answer badly: late, half, in another encoding, with an error.
"""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

OFFICIAL = Path(__file__).parents[2] / "shared" / "data" / "official"
Json = Any
# A small px file of this project's own, with each symbol, a text over two lines, and codes. Nothing in it is true.
SMALL_PX = """CHARSET="ANSI";
CODEPAGE="iso-8859-15";
LANGUAGE="fi";
TITLE="Keksitty "
"taulukko";
CONTENTS="Lukumäärä";
UNITS="henkilöä";
STUB="Alue";
HEADING="Vuosi","Tiedot";
CONTVARIABLE="Tiedot";
VALUES("Alue")="Mallila","Koelä";
CODES("Alue")="KU901","KU902";
MAP("Alue")="Kunnat";
VALUES("Vuosi")="2021","2022";
TIMEVAL("Vuosi")=TLIST(A1),"2021","2022";
VALUES("Tiedot")="Väestö","Muutos";
CODES("Tiedot")="vaesto","muutos";
DECIMALS=1;
LAST-UPDATED="20260101 08:00";
DATA=
100.0 "." 102.5 ".."
"..." "...." "-" ".....";
"""


@dataclass
class Answer:
    """What goes over the wire. `claimed` is the length that the header promises, when it is not the true one."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    claimed: int | None = None
    after: float = 0.0  # seconds before the answer


@dataclass
class PxTable:
    """One table of a PxWeb service: where it is listed, and the whole of its figures in JSON-stat 2."""

    folder: str
    id: str
    title: str
    updated: str
    whole: Json

    @property
    def metadata(self) -> Json:
        return {"title": self.whole["label"], "variables": [self._variable(code) for code in self.whole["id"]]}

    def _variable(self, code: str) -> Json:
        dimension = self.whole["dimension"][code]
        codes = codes_of(self.whole, code)
        described = {
            "code": code,
            "text": dimension["label"],
            "values": codes,
            "valueTexts": [dimension["category"]["label"][each] for each in codes],
        }
        if dimension.get("extension", {}).get("elimination"):
            described["elimination"] = True
        if code in self.whole["role"].get("time", ()):
            described["time"] = True
        if code in self.whole["role"].get("geo", ()):
            described["map"] = "Alue"
        return described

    def select(self, query: Sequence[Json]) -> Json | None:
        """The cells that a query asks for, as a table of their own; None for a code that the table does not have."""
        asked = {part["code"]: part["selection"]["values"] for part in query}
        chosen, kept = {}, []
        for code in self.whole["id"]:
            known = codes_of(self.whole, code)
            extension = self.whole["dimension"][code].get("extension", {})
            if code in asked:
                chosen[code] = asked.pop(code)
                kept.append(code)
            elif extension.get("elimination") and extension.get("eliminationValueCode") in known:
                chosen[code] = [extension["eliminationValueCode"]]
            else:
                return None
            if not set(chosen[code]) <= set(known):
                return None
        return None if asked else cut(self.whole, chosen, kept)


def codes_of(whole: Json, code: str) -> list[str]:
    index = whole["dimension"][code]["category"]["index"]
    return sorted(index, key=index.get)


def cut(whole: Json, chosen: Mapping[str, Sequence[str]], kept: Sequence[str]) -> Json:
    """A JSON-stat table with the chosen values alone. Values and symbols are those of the whole; none is made."""
    positions = {code: whole["dimension"][code]["category"]["index"] for code in whole["id"]}
    values, status = [], {}
    for at, codes in enumerate(product(*(chosen[code] for code in whole["id"]))):
        place = 0
        for code, value, size in zip(whole["id"], codes, whole["size"], strict=True):
            place = place * size + positions[code][value]
        values.append(whole["value"][place])
        if str(place) in whole.get("status", {}):
            status[str(at)] = whole["status"][str(place)]
    dimension = {code: _with_values(whole["dimension"][code], chosen[code]) for code in kept}
    part = {
        **whole,
        "id": list(kept),
        "size": [len(chosen[code]) for code in kept],
        "dimension": dimension,
        "value": values,
    }
    part.pop("status", None)
    return {**part, "status": status} if status else part


def _with_values(dimension: Json, codes: Sequence[str]) -> Json:
    category = dimension["category"]
    return {
        **dimension,
        "category": {
            **category,
            "index": {code: at for at, code in enumerate(codes)},
            "label": {code: category["label"][code] for code in codes},
        },
    }


@dataclass
class Replay:
    """All services at one address. `next_answers` are given before anything else, one a call; then the true ones."""

    tables: list[PxTable] = field(default_factory=list)
    indicators: dict[str, Json] = field(default_factory=dict)  # Sotkanet: what it says of each number
    rows: list[Json] = field(default_factory=list)
    regions: list[Json] = field(default_factory=list)
    most_cells: int = 120_000
    most_calls: int = 40
    window: float = 60.0
    next_answers: deque[Answer | Callable[[bytes], Answer]] = field(default_factory=deque)
    spoil: Callable[[str, bytes], Answer | None] = lambda path, body: None  # spoils an answer that would be good
    calls: list[str] = field(default_factory=list)
    bodies: list[Json] = field(default_factory=list)
    made: deque[float] = field(default_factory=deque)
    address: str = ""

    def answer(self, method: str, target: str, name: str | None, body: bytes) -> Answer:
        parts = urlsplit(target)
        path, asked = unquote(parts.path), parse_qs(parts.query, keep_blank_values=True)
        self.calls.append(f"{method} {path}")
        if self._too_often():
            return Answer(b"Too many requests", 429, {"Retry-After": "1"})
        if self.next_answers:
            found = self.next_answers.popleft()
            if isinstance(found, Answer):
                return found
        if path.startswith("/rest/"):
            answer = self._sotkanet(path, asked) if name else Answer(b"Forbidden", 403)
        else:
            answer = self._pxweb(method, path, asked, body)
        return (self.spoil(path, answer.body) if answer.status == 200 else None) or answer

    def _too_often(self) -> bool:
        now = time.monotonic()
        while self.made and now - self.made[0] >= self.window:
            self.made.popleft()
        self.made.append(now)
        return len(self.made) > self.most_calls

    def _pxweb(self, method: str, path: str, asked: Json, body: bytes) -> Answer:
        if "config" in asked:
            limits = {"maxValues": self.most_cells, "maxCells": self.most_cells, "maxCalls": self.most_calls}
            return as_json({**limits, "timeWindow": int(self.window), "CORS": True})
        folder, _, name = path.rpartition("/")
        folder = folder.split("/StatFin/")[-1]
        if not name:
            listed = [
                {"id": table.id, "type": "t", "text": table.title, "updated": table.updated}
                for table in self.tables
                if table.folder == folder
            ]
            return as_json(listed) if listed else Answer(b"Not found", 404)
        table = next((table for table in self.tables if (table.folder, table.id) == (folder, name)), None)
        if table is None:
            return Answer(b"Bad request", 400)  # so the live service answers an old id
        if method == "GET":
            return as_json(table.metadata)
        query = json.loads(body)
        self.bodies.append(query)
        part = table.select(query["query"])
        if part is None:
            return Answer(b"Bad request: unknown code", 400)
        if len(part["value"]) > self.most_cells:
            return Answer(b"Too many values selected", 403)
        return as_json(part)

    def _sotkanet(self, path: str, asked: Json) -> Answer:
        what = path.removeprefix("/rest/1.1/")
        if what == "regions":
            return as_json(self.regions)
        if what.startswith("indicators/"):
            described = self.indicators.get(what.removeprefix("indicators/"))
            return as_json(described) if described else Answer(b"Not found", 404)
        wanted = {key: set(values) for key, values in asked.items()}
        return as_json(
            [
                row
                for row in self.rows
                if str(row["indicator"]) in wanted["indicator"]
                and str(row["year"]) in wanted["years"]
                and row["gender"] in wanted["genders"]
            ]
        )


def as_json(found: Json) -> Answer:
    return Answer(json.dumps(found, ensure_ascii=False).encode("utf-8"), headers={"Content-Type": "application/json"})


@contextmanager
def serving(replay: Replay) -> Iterator[Replay]:
    """The replay at an address of this machine, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply("GET", b"")

        def do_POST(self) -> None:
            self._reply("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _reply(self, method: str, body: bytes) -> None:
            answer = replay.answer(method, self.path, self.headers.get("User-Agent"), body)
            time.sleep(answer.after)
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.claimed is None else answer.claimed))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A caller that has given up waiting is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    replay.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield replay
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saved(name: str) -> Json:
    """A reply of a real service that was saved."""
    return json.loads((OFFICIAL / name).read_bytes())


def whole_table(
    dimensions: Mapping[str, Sequence[str]],
    values: Sequence[float | None],
    roles: Mapping[str, Sequence[str]],
    labels: Mapping[str, str] | None = None,
    totals: Sequence[str] = (),
    status: Mapping[str, str] | None = None,
    decimals: int = 0,
) -> Json:
    """An invented table in the form of StatFin's replies. Variables with a total may be left out of a query."""
    found = {
        "version": "2.0",
        "class": "dataset",
        "label": "Keksitty taulukko",
        "source": "Keksitty virasto",
        "updated": "2026-01-01T06:00:00Z",
        "role": {role: list(codes) for role, codes in roles.items()},
        "id": list(dimensions),
        "size": [len(codes) for codes in dimensions.values()],
        "dimension": {
            code: {
                "label": code,
                "category": {
                    "index": {each: at for at, each in enumerate(codes)},
                    "label": {each: (labels or {}).get(each, each) for each in codes},
                },
                "extension": {"elimination": True, "eliminationValueCode": "SSS"}
                if code in totals
                else {"elimination": False},
            }
            for code, codes in dimensions.items()
        },
        "extension": {"px": {"decimals": decimals}},
        "value": list(values),
    }
    return {**found, "status": dict(status)} if status else found
