"""What the page about the population says: how many live here, in which groups, and what contradicts itself."""

from analysis.audit.nouns import Audit
from analysis.display.blocks import Block, Facts, Group, Paragraph, group, paragraph
from analysis.message import Message, Number, Span, Value, say
from analysis.period import Review
from analysis.themes.comparison import Compared, Comparison
from analysis.themes.composition import Composition
from analysis.themes.population import CITIZENSHIPS, GROUPS, LANGUAGES, LONG, RESIDENTS, Population
from analysis.themes.series import Series
from analysis.vocabulary import Severity
from analysis.wording import numbers, rounding, themes

ABOUT = frozenset({RESIDENTS, LANGUAGES, CITIZENSHIPS, LONG, *GROUPS, "refugees-received", "languages-spoken"})


def answer(theme: Population) -> Paragraph:
    """How many live here and how large each group is, as known at the end of the review; the groups overlap."""
    groups = [sentence for one in theme.groups for sentence in _latest(one, theme.review)]
    sentences = [*(_latest(theme.residents, theme.review) if theme.residents else []), *groups]
    if not sentences:
        return paragraph(say("No figure about the population is known for this review period."), role="answer")
    if len(groups) > 1:
        sentences.append(
            say("These groups are counted in different ways and overlap, so they are never added together.")
        )
    return paragraph(*sentences, role="answer")


def _latest(one: Series, review: Review) -> list[Message]:
    known = one.until(review).last
    if known is None:
        return []
    return [
        say(
            "{title}: {figure} ({period}).",
            title=one.indicator.title,
            figure=numbers.figure(one.indicator, known.estimate.value),
            period=numbers.when(known.period),
        )
    ]


def who(theme: Population) -> Block:
    """Whom each figure counts, in the programme's own definitions."""
    people = [one.population for one in (theme.residents, *theme.groups) if one and one.population]
    rows: tuple[tuple[Value, Value], ...] = tuple((population.name, population.definition) for population in people)
    if not rows:
        return paragraph(say("The programme does not say whom its figures about the population count."))
    return Facts(say("Who is counted"), rows)


def side_by_side(comparison: Comparison) -> Paragraph:
    """How far apart the groups are in one and the same year."""
    items = comparison.items
    if len(items) < 2:
        return paragraph(say("There is no year in which the shares of two of these groups are known."))
    smallest = min(items, key=lambda item: item.figure.estimate.value)
    largest = max(items, key=lambda item: item.figure.estimate.value)
    return paragraph(
        say(
            "Smallest share: “{smallest}”, {low}. Largest share: “{largest}”, {high}. Period: {period}. The difference "
            "between them is {points} percentage points, and it is a difference of definition, not a change.",
            smallest=smallest.series.indicator.title,
            low=numbers.figure(smallest.series.indicator, smallest.figure.estimate.value),
            largest=largest.series.indicator.title,
            high=numbers.figure(largest.series.indicator, largest.figure.estimate.value),
            period=numbers.when(largest.figure.period),
            points=numbers.points(largest.figure.estimate.value - smallest.figure.estimate.value),
        ),
        *_rounded_apart(smallest, largest),
    )


def _rounded_apart(smallest: Compared, largest: Compared) -> tuple[Message, ...]:
    ends = (smallest.figure.estimate.value, largest.figure.estimate.value)
    return (rounding.sentence(),) if rounding.difference_apart(largest.series.indicator, *ends) else ()


def growth(theme: Population) -> Block:
    """How each group and the whole population grew up to the end of the review, as plain arithmetic."""
    known = [one.until(theme.review) for one in (theme.residents, *theme.groups) if one]
    return themes.listed(
        (_grown(one) for one in known if len(one.figures) > 1),
        say("No figure about the population is known for two years, so no growth can be told."),
    )


def _grown(one: Series) -> Message:
    first, last = one.figures[0], one.figures[-1]
    values = {
        "title": one.indicator.title,
        "first": numbers.figure(one.indicator, first.estimate.value),
        "first_period": numbers.when(first.period),
        "last": numbers.figure(one.indicator, last.estimate.value),
        "last_period": numbers.when(last.period),
    }
    if numbers.shown(values["first"]) == numbers.shown(values["last"]) or not first.estimate.value:
        return say("{title}: {first} ({first_period}), {last} ({last_period}).", **values)
    ratio = Number(last.estimate.value / first.estimate.value, 2)
    return say(
        "{title}: {first} ({first_period}), {last} ({last_period}), which is {ratio} times as much.",
        **values,
        ratio=ratio,
    )


def arithmetic(theme: Population) -> Block:
    """Whether the rows of each table add up to the total printed under them."""
    tables = [whole for whole in (theme.languages, theme.citizenships) if whole and whole.portions]
    return themes.listed(
        (_added(whole) for whole in tables), say("There is no table of languages or citizenships to add up.")
    )


def _added(whole: Composition) -> Message:
    values = {"title": whole.indicator.title, "period": Span(whole.period.text)}
    if whole.difference is None:
        return say("“{title}” ({period}): a number is not shown, so the rows cannot be added up.", **values)
    values |= {"sum": numbers.whole(whole.sum), "total": numbers.whole(whole.total)}
    if whole.difference == 0:
        return say("“{title}” ({period}): the rows add up to {sum}, and the total is {total}. They agree.", **values)
    return say(
        "“{title}” ({period}): the rows add up to {sum}, and the total is {total}. Rows minus total: {difference}.",
        **values,
        difference=Number(whole.difference, 0, signed=True),
    )


def contradictions(examined: Audit) -> Group:
    """What the audit found about the population figures, with what would mend it."""
    found = examined.about(ABOUT)
    if not found:
        return group([paragraph(say("The audit found nothing wrong with the figures about the population."))])
    return group([paragraph(finding.what, finding.remedy) for finding in found])


def small_groups(theme: Population) -> Paragraph:
    """What may be said of small groups, and whether any is withheld."""
    wholes = [whole for whole in (theme.languages, theme.citizenships) if whole]
    hidden = sum(len(whole.withheld) for whole in wholes)
    sentences = [say("Withheld languages and citizenships: {hidden}.", hidden=hidden)]
    if hidden:
        sentences.append(
            say("Where a group is withheld, its share and every number that would give it back are withheld too.")
        )
    return paragraph(*sentences)


def next_steps(theme: Population, examined: Audit) -> Block:
    """What would make the figures about the population usable next time."""
    steps: list[Value] = []
    if any(finding.severity is Severity.ERROR for finding in examined.about(ABOUT)):
        steps.append(
            say("Correct the tables that contradict themselves, and print each table with its own date and total.")
        )
    if any(one.figures and all(f.estimate.low is None for f in one.figures) for one in theme.shares):
        steps.append(say("Ask the publisher for the numbers of persons behind the percentages."))
    behind = [one for one in theme.groups if one.in_review(theme.review) is None]
    steps += [say("Fetch the figure of the review period: “{title}”.", title=one.indicator.title) for one in behind]
    return themes.listed(steps, say("Nothing is missing: the figures about the population are complete and agree."))
