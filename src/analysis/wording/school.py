"""What the page about school says: how the goals stand, who the children are, and how the gap moved."""

from analysis.assessment import Evaluation
from analysis.display.blocks import ABSENT, Group, Paragraph, paragraph
from analysis.message import Message, Value, say
from analysis.themes.comparison import Comparison
from analysis.themes.school import School
from analysis.themes.series import Series
from analysis.vocabulary import Theme
from analysis.wording import change, numbers, themes


def answer(theme: School, evaluation: Evaluation) -> Group:
    """The theme's goals in one sentence, how many figures there are, and the two figures that matter most."""
    sentences: list[Value] = [themes.coverage(evaluation, Theme.SCHOOL)]
    if theme.gap is not None:
        sentences.append(change.moved(evaluation.indicator(theme.gap.indicator.id)))
    return themes.answered(themes.goals(evaluation, Theme.SCHOOL), *sentences, *children(theme))


def children(theme: School) -> list[Message]:
    """The share of foreign-language children in early childhood education, as the last known figure says it."""
    known = theme.children.until(theme.review).last if theme.children else None
    if known is None:
        return []
    values = {
        "title": theme.children.indicator.title,
        "share": numbers.figure(theme.children.indicator, known.estimate.value),
        "period": numbers.when(known.period),
    }
    counted, interval = numbers.counted(known.estimate), numbers.interval(theme.children.indicator, known.estimate)
    if counted is None or interval is None:
        return [say("{title}: {share} ({period}).", **values)]
    return [
        say(
            "{title}: {share} ({period}), counted {counted}, interval {interval}.",
            **values,
            counted=counted,
            interval=interval,
        )
    ]


def different_people(comparison: Comparison) -> Paragraph:
    """Why the two school shares may not be subtracted: they count people by different things."""
    counted = [item.series for item in comparison.items if item.series.population]
    bases = {one.population.basis for one in counted}
    if not counted:
        role = "text" if comparison.missing else ABSENT
        return paragraph(say("No share of pupils by school language is known for this review period."), role=role)
    sentences = [_counts(one) for one in counted]
    if len(bases) > 1:
        sentences.append(
            say("The two do not count the same kind of people, so the difference between them has no meaning.")
        )
    return paragraph(*sentences)


def _counts(one: Series) -> Message:
    return say("“{title}” counts: {population}", title=one.indicator.title, population=one.population.definition)


def guardians(comparison: Comparison) -> Paragraph:
    """How many of the figures about guardians are known, and what the programme leaves open about them."""
    asked = [item.series for item in comparison.items] + list(comparison.missing)
    if not asked:
        return paragraph(say("The programme follows no figure about guardians."), role=ABSENT)
    sentences = [
        say(
            "Rows about guardians: {rows}. With a figure for the review period: {known}.",
            rows=len(asked),
            known=len(comparison.items),
        )
    ]
    if all(one.indicator.goal is None for one in asked):
        owned = all(one.indicator.reporters for one in asked)
        sentences.append(
            say("The programme gives these rows an owner but no goal, so they decide no verdict.")
            if owned
            else say("The programme gives these rows no goal, so they decide no verdict.")
        )
    return paragraph(*sentences)
