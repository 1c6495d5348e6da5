"""Forms to the reporters, and their figures back: asked, filled in, checked, compared and kept."""

from analysis.forms.collecting import Collected, collect
from analysis.forms.importing import Order, Proposal, propose, take_in
from analysis.forms.keeping import undo

__all__ = ["Collected", "Order", "Proposal", "collect", "propose", "take_in", "undo"]
