"""How sure a result is: what chance alone would give, and what could have been seen at all."""

from analysis.assessment import (
    Assessment,
    Evaluation,
    is_meaningful_visible,
    smallest_visible_change,
    years_to_see,
)
from analysis.assessment.visible import MOST_YEARS
from analysis.display.blocks import Group, group, paragraph
from analysis.message import Message, Number, Percent, say
from analysis.multiplicity import Q_LIMIT
from analysis.power import VisibleChange
from analysis.vocabulary import Kind, Verdict
from analysis.wording import numbers, reasons

POWER = Percent(0.8, 0)
RATIO_KINDS = (Kind.COUNT, Kind.RATE)
SILENT = (Verdict.NO_CLEAR_CHANGE, Verdict.NOT_ENOUGH_DATA)  # nothing was found, which proves nothing


def certainty(assessment: Assessment, evaluation: Evaluation) -> Group:
    """For one change: p and q in plain words; then the smallest visible change, and whether it was small enough."""
    title = say("Indicator: “{indicator}”.", indicator=assessment.indicator.title)
    seen = (*visible(assessment), *caution(assessment))
    told = paragraph(title, *chance(assessment, evaluation), *people(assessment))
    return group([told, paragraph(*seen)] if seen else [told])


def chance(assessment: Assessment, evaluation: Evaluation) -> list[Message]:
    """The p-value and the q-value as sentences; why there are none where too little was counted to test."""
    if assessment.p_value is None or assessment.q_value is None:
        return [say("The change was not tested."), reasons.sentence(assessment.reason)]
    return [
        say(
            "Probability that chance alone would give a change at least as clear, if nothing had truly changed: {p}.",
            p=numbers.probability(assessment.p_value),
        ),
        say(
            "Indicators tested in this review: {tested}. When that number is allowed for (Benjamini and Hochberg "
            "1995), the share of false alarms among changes at least as clear is expected to be: {q}. The limit is "
            "{limit}.",
            tested=evaluation.tested,
            q=numbers.probability(assessment.q_value),
            limit=Percent(Q_LIMIT, 0),
        ),
    ]


def people(assessment: Assessment) -> list[Message]:
    """Whether the interval knows who was counted in both periods; a count of events has no such question."""
    if assessment.change is None or assessment.indicator.kind not in (Kind.SHARE, Kind.GAP):
        return []
    if assessment.change.same_people:
        return [
            say(
                "It is known how many of the people counted in both periods gained or lost it, and the interval makes "
                "use of that. It can show smaller changes than the smallest one that is named next, which is worked "
                "out as if different people had been counted."
            )
        ]
    return [
        say(
            "The interval is worked out as if different people had been counted in the two periods. Where many are the "
            "same, it is wider than it need be: on the safe side."
        )
    ]


def visible(assessment: Assessment) -> list[Message]:
    """The smallest true change that groups of this size would have shown, and how it compares with a meaningful one."""
    smallest = smallest_visible_change(assessment)
    if smallest is None:
        return []
    ratio = assessment.indicator.kind in RATIO_KINDS
    sentence = _visible_ratio(smallest) if ratio else _visible_difference(assessment, smallest)
    return [sentence, *_against_margin(assessment, smallest)]


def _visible_difference(assessment: Assessment, smallest: VisibleChange) -> Message:
    if assessment.indicator.kind is Kind.MEAN:
        return _visible_units(smallest)
    match smallest:
        case VisibleChange(up=None, down=None):
            return _nothing_visible()
        case VisibleChange(up=None):
            return say(
                "Smallest true fall that would be found with a probability of {power}: {down} percentage points. A "
                "rise would not be found.",
                power=POWER,
                down=numbers.points(abs(smallest.down)),
            )
        case VisibleChange(down=None):
            return say(
                "Smallest true rise that would be found with a probability of {power}: {up} percentage points. A fall "
                "would not be found.",
                power=POWER,
                up=numbers.points(smallest.up),
            )
    return say(
        "Smallest true change that would be found with a probability of {power}: a rise of {up} or a fall of {down} "
        "percentage points.",
        power=POWER,
        up=numbers.points(smallest.up),
        down=numbers.points(abs(smallest.down)),
    )


def _visible_units(smallest: VisibleChange) -> Message:
    if smallest.up is None or smallest.down is None:
        return _nothing_visible()
    return say(
        "Smallest true change that would be found with a probability of {power}: a rise of {up} or a fall of {down} "
        "on the scale of the answers.",
        power=POWER,
        up=Number(smallest.up, 2),
        down=Number(abs(smallest.down), 2),
    )


def _visible_ratio(smallest: VisibleChange) -> Message:
    match smallest:
        case VisibleChange(up=None, down=None):
            return _nothing_visible()
        case VisibleChange(up=None):
            return say(
                "Smallest true fall that would be found with a probability of {power}: to the earlier figure times "
                "{down}. A rise would not be found.",
                power=POWER,
                down=numbers.ratio(smallest.down),
            )
        case VisibleChange(down=None):
            return say(
                "Smallest true rise that would be found with a probability of {power}: to the earlier figure times "
                "{up}. A fall would not be found.",
                power=POWER,
                up=numbers.ratio(smallest.up),
            )
    return say(
        "Smallest true change that would be found with a probability of {power}: the earlier figure times {up}, or "
        "times {down}.",
        power=POWER,
        up=numbers.ratio(smallest.up),
        down=numbers.ratio(smallest.down),
    )


def _nothing_visible() -> Message:
    return say("In groups of this size no true change would be found with a probability of {power}.", power=POWER)


def _against_margin(assessment: Assessment, smallest: VisibleChange) -> list[Message]:
    """Whether a meaningful change could have been seen; that it could not matters only where nothing was found."""
    margin = numbers.margin(assessment.indicator)
    if is_meaningful_visible(assessment, smallest):
        return [say("A change as large as the one declared meaningful ({margin}) could have been seen.", margin=margin)]
    if assessment.verdict is Verdict.ACHIEVED:
        return []
    if assessment.verdict not in SILENT:
        return [pooling(assessment, margin)]
    unseen = say(
        "A change as large as the one declared meaningful ({margin}) could easily have gone unseen.", margin=margin
    )
    return [unseen, _pooling_for_it(assessment)]


def _pooling_for_it(assessment: Assessment) -> Message:
    """The same as `pooling`, after a sentence that has named the change."""
    years = years_to_see(assessment)
    if years is None:
        return say(
            "Not even {most} years counted together in each period would show it with a probability of {power}.",
            most=MOST_YEARS,
            power=POWER,
        )
    return say(
        "To show it with a probability of {power}, {years} years would have to be counted together in each period; "
        "more, where the same people are counted each year.",
        power=POWER,
        years=years,
    )


def pooling(assessment: Assessment, margin: Message) -> Message:
    """How many years would have to be counted together for the meaningful change to be visible."""
    years = years_to_see(assessment)
    if years is None:
        return say(
            "Not even {most} years counted together in each period would show a change of {margin} with a probability "
            "of {power}.",
            most=MOST_YEARS,
            margin=margin,
            power=POWER,
        )
    return say(
        "To show a change of {margin} with a probability of {power}, {years} years would have to be counted together "
        "in each period; more, where the same people are counted each year.",
        margin=margin,
        power=POWER,
        years=years,
    )


def caution(assessment: Assessment) -> list[Message]:
    """The reminder that silence is not proof, where nothing was found."""
    if assessment.verdict in SILENT:
        return [say("That no change was found does not mean that nothing changed.")]
    return []
