"""What the page about employment says: the goals, two shares with two wholes, and two figures that may part."""

from collections.abc import Mapping

from analysis.assessment import Evaluation
from analysis.display.blocks import ABSENT, Block, Facts, Group, paragraph
from analysis.message import Message, Value, say
from analysis.themes.comparison import Compared, Side
from analysis.themes.employment import Course, Employment, Youth
from analysis.themes.series import Series
from analysis.vocabulary import Theme
from analysis.wording import numbers, themes

COURSES: Mapping[Course, Message] = {
    Course.TOGETHER: say("The unemployment rate of young people and their share of the unemployed moved the same way."),
    Course.APART: say(
        "The unemployment rate of young people and their share of the unemployed moved in opposite directions: one "
        "alone would have told the opposite of the other."
    ),
    Course.STILL: say(
        "Of the unemployment rate of young people and their share of the unemployed, at least one did not move."
    ),
    Course.UNKNOWN: say(
        "There are no two years in which both the unemployment rate of young people and their share of the unemployed "
        "are known, so it cannot be seen whether they moved together."
    ),
}


def answer(theme: Employment, evaluation: Evaluation) -> Group:
    """The theme's goals in one sentence, how many figures there are, the staff, and the young people."""
    return themes.answered(
        themes.goals(evaluation, Theme.EMPLOYMENT),
        themes.coverage(evaluation, Theme.EMPLOYMENT),
        staff(theme),
        COURSES[theme.youth.course] if _followed(theme.youth) else _unfollowed(),
    )


def _followed(youth: Youth) -> bool:
    return youth.rate is not None and youth.share is not None


def _unfollowed() -> Message:
    return say(
        "The programme does not follow both the unemployment rate of young people and their share of the unemployed."
    )


def staff(theme: Employment) -> Message:
    """The share among the staff beside the share among all residents, and whether the two can be told apart."""
    if not theme.staff.items:
        return say("The share of foreign-language speakers among the staff is not known for this review period.")
    item = theme.staff.items[0]
    values = {
        "staff": numbers.figure(item.series.indicator, item.figure.estimate.value),
        "period": numbers.when(item.figure.period),
    }
    if item.reference is None:
        return say(
            "Foreign-language speakers among the staff: {staff} ({period}). Their share of all residents is not known.",
            **values,
        )
    values["residents"] = numbers.figure(item.series.indicator, item.reference.estimate.value)
    values["residents_period"] = numbers.when(item.reference.period)
    return _against(item, values)


def _against(item: Compared, values: dict[str, Value]) -> Message:
    match item.side:
        case Side.ABOVE:
            return say(
                "Foreign-language speakers among the staff: {staff} ({period}). Among all residents: {residents} "
                "({residents_period}). The staff’s share is higher by more than chance explains.",
                **values,
            )
        case Side.BELOW:
            return say(
                "Foreign-language speakers among the staff: {staff} ({period}). Among all residents: {residents} "
                "({residents_period}). The staff’s share is lower by more than chance explains.",
                **values,
            )
        case Side.NOT_TOLD_APART:
            return say(
                "Foreign-language speakers among the staff: {staff} ({period}). Among all residents: {residents} "
                "({residents_period}). The two cannot be told apart.",
                **values,
            )
    return say(
        "Foreign-language speakers among the staff: {staff} ({period}). Among all residents: {residents} "
        "({residents_period}). Without the numbers of persons nobody can say whether the two differ by more than "
        "chance.",
        **values,
    )


def denominators(theme: Employment) -> Block:
    """Of whom each of the two shares is a part: two different wholes."""
    rows: list[tuple[Value, Value]] = []
    for one in theme.staff.all_series:
        if one.among is not None:
            rows.append(
                (
                    one.indicator.title,
                    say("Out of: {among}. {definition}", among=one.among.name, definition=one.among.definition),
                )
            )
    followed = theme.staff.items or theme.staff.missing
    if not rows or not followed:
        role = "text" if followed else ABSENT
        return paragraph(say("The programme does not say of whom these shares are a part."), role=role)
    return Facts(say("Two shares and their wholes"), tuple(rows))


def youth(theme: Employment) -> Block:
    """The rate and the share between the years that both have, and whether they moved together."""
    if not _followed(theme.youth):
        return paragraph(_unfollowed(), role="text" if theme.youth.both else ABSENT)
    course = COURSES[theme.youth.course]
    if theme.youth.ends is None:
        return paragraph(*(_last(one) for one in (theme.youth.rate, theme.youth.share)), course)
    rate0, rate1, share0, share1 = theme.youth.ends
    return paragraph(_moved(theme.youth.rate, rate0, rate1), _moved(theme.youth.share, share0, share1), course)


def _last(one: Series) -> Message:
    if one.last is None:
        return say("“{title}”: no figure is known.", title=one.indicator.title)
    return say(
        "“{title}”: {figure} ({period}).",
        title=one.indicator.title,
        figure=numbers.figure(one.indicator, one.last.estimate.value),
        period=numbers.when(one.last.period),
    )


def _moved(one: Series, first, last) -> Message:
    return say(
        "“{title}”: {first} ({first_period}), {last} ({last_period}).",
        title=one.indicator.title,
        first=numbers.figure(one.indicator, first.estimate.value),
        first_period=numbers.when(first.period),
        last=numbers.figure(one.indicator, last.estimate.value),
        last_period=numbers.when(last.period),
    )
