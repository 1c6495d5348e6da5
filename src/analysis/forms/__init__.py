"""Forms to the reporters, and their figures back: asked, filled in, checked, compared and kept."""

from analysis.forms.collecting import Collected, collect
from analysis.forms.collection import FORM_LANGUAGES

__all__ = ["FORM_LANGUAGES", "Collected", "collect"]
