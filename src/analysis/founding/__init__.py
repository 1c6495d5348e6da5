"""A programme folder for another municipality: begun from a commented template, complete enough to be evaluated."""

from analysis.founding.folder import Founded, found
from analysis.programme.municipalities import Municipality, municipality

__all__ = ["Founded", "Municipality", "found", "municipality"]
