"""Where two figures and their change, each rounded by itself, do not fit together as they are printed: that is told.

No figure is bent to make a sum come out: 10.15 % and 10.12 % are printed as 10.2 % and 10.1 %, and their change as 0.0.
"""

from analysis.assessment import Assessment, Figure
from analysis.change import Scale
from analysis.message import Message, say
from analysis.programme import Indicator
from analysis.wording import numbers


def sentence() -> Message:
    """What is said beside numbers that a reader would add, subtract or divide."""
    return say("The numbers are rounded separately, so they do not agree to the last digit.")


def note(any_apart: bool) -> tuple[Message, ...]:
    """A note below a table of changes or differences, where any of its rows needs it."""
    if not any_apart:
        return ()
    return (
        say(
            "The numbers are rounded separately. So the last digit of a change or a difference can be another than the "
            "figures shown give."
        ),
    )


def apart(assessment: Assessment) -> bool:
    """Whether a change is not what its two figures give as they are printed, or a gap not what its two shares give."""
    before, after, change = assessment.baseline, assessment.latest, assessment.change
    if before is None or after is None or change is None:
        return False
    if change.scale is Scale.RATIO:
        return _ratio_apart(assessment.indicator, before.estimate.value, after.estimate.value)
    return difference_apart(assessment.indicator, before.estimate.value, after.estimate.value) or any(
        _gap_apart(assessment.indicator, figure) for figure in (before, after)
    )


def _gap_apart(indicator: Indicator, figure: Figure) -> bool:
    """Whether a printed gap is another than that of the two printed shares, whichever of them is the larger."""
    if figure.population is None or figure.reference is None:
        return False
    return difference_apart(indicator, figure.population.value, figure.reference.value)


def difference_apart(indicator: Indicator, before: float, after: float) -> bool:
    """Whether the printed difference is another than that of the printed figures."""
    printed = numbers.difference(indicator, after - before)
    shown = _shown(indicator, after) - _shown(indicator, before)
    return round(shown, printed.decimals) != numbers.shown(printed)


def _ratio_apart(indicator: Indicator, before: float, after: float) -> bool:
    """The same of a later figure divided by an earlier one; what is divided by zero is not told as a number."""
    below = _shown(indicator, before)
    if before == 0 or below == 0:
        return before != below
    printed = numbers.ratio(after / before)
    return round(_shown(indicator, after) / below, printed.decimals) != numbers.shown(printed)


def _shown(indicator: Indicator, value: float) -> float:
    """A figure as the reader sees it, without its unit: percentages and percentage points, not fractions."""
    return float(numbers.shown(numbers.beside_a_mark(indicator, value)))
