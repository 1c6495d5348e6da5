"""Official statistics: the services that publish them, the forms in which they answer, and what is kept of a reply."""

from analysis.sources.fetching import NOTHING_BOUND, Outcome, asked_for, fetch
from analysis.sources.services import Services

__all__ = ["NOTHING_BOUND", "Outcome", "Services", "asked_for", "fetch"]
