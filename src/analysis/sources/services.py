"""The services that are asked, each with one caller of its own, so that each is called at its own pace."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import reason
from analysis.message import say
from analysis.observations.official import Reply
from analysis.programme.table import Binding, Table
from analysis.sources import delimited, finding, json_stat, px, px_json
from analysis.sources.calls import Caller
from analysis.sources.cube import Cube
from analysis.sources.fetched import Fetched, Prepared
from analysis.sources.pxweb import PxWeb
from analysis.sources.refusal import BadReply
from analysis.sources.sotkanet import Sotkanet
from analysis.sources.symbols import ALUESARJAT, PX, VIPUNEN
from analysis.vocabulary import Service

# Titles and names are asked for in Finnish: sources.yaml holds the Finnish words by which a table is known.
ADDRESSES: Mapping[Service, str] = {
    Service.STATFIN: "https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin",
    Service.ALUESARJAT: "https://stat.hel.fi/api/v1/fi/Aluesarjat",
    Service.SOTKANET: "https://sotkanet.fi/rest/1.1",
}
# Services of which somebody lays a file into the folder, and what their symbols mean.
SYMBOLS = {Service.VIPUNEN: VIPUNEN, Service.FILE: PX}
EXPORTS = "downloads"  # the folder of a programme in which exported files are laid


@dataclass
class Services:
    """The services for one programme folder."""

    folder: Path
    addresses: Mapping[Service, str] = field(default_factory=lambda: ADDRESSES)
    caller: Callable[[], Caller] = field(default_factory=lambda: Caller)
    known: dict[Service, PxWeb | Sotkanet] = field(default_factory=dict)

    def fetch(self, table: Table, binding: Binding, municipality: str, last: Sequence[Reply]) -> Fetched | None:
        """What a table has for a binding; None when it is as it was in one of the last replies. Raises `BadReply`."""
        if table.service in SYMBOLS:
            return self._laid_down(table, last)
        prepared = self.service(table.service).prepare(table, binding, municipality)
        return None if unchanged(last, prepared) else prepared.fetch()

    def service(self, service: Service) -> PxWeb | Sotkanet:
        """The one caller of a service, made when it is first needed."""
        if service not in self.known:
            root, caller = self.addresses[service], self.caller()
            if service is Service.SOTKANET:
                self.known[service] = Sotkanet(root, caller)
            else:
                self.known[service] = PxWeb(root, caller, ALUESARJAT if service is Service.ALUESARJAT else PX)
        return self.known[service]

    def _laid_down(self, table: Table, last: Sequence[Reply]) -> Fetched | None:
        """The file that somebody exported by hand and laid into the folder."""
        name = f"{EXPORTS}/{table.id}"
        try:
            data = (self.folder / name).read_bytes()
        except OSError as refusal:
            raise BadReply(say("{file} cannot be read: {reason}.", file=name, reason=reason(refusal))) from refusal
        digest = hashlib.sha256(data).hexdigest()
        if any(reply.sha256 == digest for reply in last):
            return None
        cube = read_file(table, data)
        return Fetched(cube, cube.title, name, digest, None)


def read_file(table: Table, data: bytes) -> Cube:
    """The table in a file, by the form that its name tells. Raises `BadReply`."""
    symbols = SYMBOLS[table.service]
    suffix = table.id.rpartition(".")[2].lower()
    if suffix == "px":
        cube = px.read(data, symbols)
    elif suffix == "json":
        cube = (json_stat if b'"dataset"' in data else px_json).read(data, symbols)
    else:
        return delimited.read(data, symbols, table.title)  # a CSV file does not say what it is
    finding.check_title(cube.title, table.title)
    return cube


def unchanged(last: Sequence[Reply], prepared: Prepared) -> bool:
    """Whether the same has been asked before, and the producer has changed nothing since."""
    asked = prepared.request, prepared.updated
    return prepared.updated is not None and any((reply.request, reply.listed) == asked for reply in last)
