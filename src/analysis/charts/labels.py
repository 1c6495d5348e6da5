"""What a series is called in a chart: by its indicator's few words, where the programme gives them, else by its title.

A title is often a sentence, and a chart has little room: it goes on as many lines as it needs.
"""

from collections.abc import Sequence

from analysis.charts.canvas import wrapped
from analysis.message import Name, Value
from analysis.themes.series import Series


def labels(series: Sequence[Series], room: float) -> list[tuple[Value, ...]]:
    """A label of one or more lines for each series, each line no wider than `room` units in any language."""
    several = len({one.indicator.id for one in series}) > 1
    return [tuple(line for name in _names(one, several) for line in wrapped(name, room)) for one in series]


def _names(series: Series, several: bool) -> list[Name]:
    """The indicator's name only where it tells the series apart, then the part's."""
    named = [series.indicator.short or series.indicator.title] if several or series.part is None else []
    return [*named, *([series.part.name] if series.part else [])]
