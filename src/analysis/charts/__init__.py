"""Charts, one kind a file. Each is a drawing with its main point, its description and its numbers as a table."""

from analysis.charts.composition import composition
from analysis.charts.funnel import funnel, funnels
from analysis.charts.gap import gap
from analysis.charts.intervals import intervals
from analysis.charts.others import others
from analysis.charts.path import path
from analysis.charts.small_multiples import small_multiples

__all__ = ["composition", "funnel", "funnels", "gap", "intervals", "others", "path", "small_multiples"]
