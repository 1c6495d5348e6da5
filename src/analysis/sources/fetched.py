"""What a service has for a binding: first what would be asked, then the figures with what their record tells."""

from collections.abc import Callable
from dataclasses import dataclass

from analysis.sources.cube import Cube


@dataclass(frozen=True)
class Fetched:
    """A table's figures with what belongs in the record of their reply."""

    cube: Cube
    title: str
    request: str
    sha256: str
    listed: str | None  # when the service's list says that the table last changed


@dataclass(frozen=True)
class Prepared:
    """A query that has not been sent yet. `updated` is when the table last changed, as the service's list says."""

    request: str
    updated: str | None
    fetch: Callable[[], Fetched]
