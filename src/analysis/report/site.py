"""A whole report: its pages, how they hang together, and what every one of them says about where it comes from."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.period import Review
from analysis.programme import Programme

if TYPE_CHECKING:
    from analysis.report.pages import Page


@dataclass(frozen=True)
class Provenance:
    """Which figures and which code a report was made from. No clock time, no commit: equal input gives equal pages."""

    version: str
    data_date: datetime.date | None  # the last day on which a source of the programme was read
    fingerprint: str  # of code, notebooks and figures, as run.json has it


@dataclass(frozen=True)
class Site:
    programme: Programme
    review: Review
    pages: tuple["Page", ...]
    provenance: Provenance
    programme_reference: str  # what a notebook is given to find the programme: its folder
    notebooks_folder: Path

    @property
    def paths(self) -> frozenset[str]:
        """Where a link may lead, below the language's folder. A draft has only the pages of its goals."""
        return frozenset(page.path for page in self.pages)

    @property
    def navigation(self) -> tuple["Page", ...]:
        """The pages that every page links to: all but the single goals."""
        return tuple(page for page in self.pages if page.goal is None)

    @property
    def goal_pages(self) -> tuple["Page", ...]:
        return tuple(page for page in self.pages if page.goal is not None)

    @property
    def front(self) -> "Page":
        """The page that a reader comes to first. A draft of single goals has no overview."""
        return self.pages[0]

    def before(self, page: "Page") -> "Page | None":
        """The goal page before this one, in the programme's order."""
        place = self.goal_pages.index(page)
        return self.goal_pages[place - 1] if place else None

    def after(self, page: "Page") -> "Page | None":
        place = self.goal_pages.index(page)
        return self.goal_pages[place + 1] if place + 1 < len(self.goal_pages) else None
