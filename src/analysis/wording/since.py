"""What has changed since the last review: the goals whose verdict is another one now, and how many kept theirs."""

from collections.abc import Iterator

from analysis.assessment import Evaluation, LastReview
from analysis.display.blocks import Block, Cell, Column, Row, Table, group, paragraph
from analysis.message import Message, Span, say, say_many
from analysis.wording import names


def last_review(evaluation: Evaluation, before: LastReview | None) -> Block:
    """A sentence, and a table of the goals whose verdict changed."""
    if before is None:
        return paragraph(
            say("No report of an earlier review of this programme is known, so nothing can be compared with it.")
        )
    both = [result for result in evaluation.goals if result.goal.id in before.verdicts]
    changed = [result for result in both if before.verdicts[result.goal.id] is not result.verdict]
    told = paragraph(
        say("The last review: {period}.", period=Span(str(before.review))),
        say_many(
            "{count} goal has another verdict now; {same} have the same.",
            "{count} goals have another verdict now; {same} have the same.",
            len(changed),
            same=len(both) - len(changed),
        ),
        *_not_in_both(evaluation, before),
    )
    return group([told, _table(evaluation, before)] if changed else [told])


def _not_in_both(evaluation: Evaluation, before: LastReview) -> Iterator[Message]:
    now = {result.goal.id for result in evaluation.goals}
    if new := len(now - before.verdicts.keys()):
        yield say_many("{count} goal is new.", "{count} goals are new.", new)
    if gone := len(before.verdicts.keys() - now):
        yield say_many(
            "{count} goal of the last review is no longer in the programme.",
            "{count} goals of the last review are no longer in the programme.",
            gone,
        )


def _table(evaluation: Evaluation, before: LastReview) -> Table:
    columns = (
        Column(say("Goal")),
        Column(say("Last review")),
        Column(say("This review")),
    )
    rows = []
    for result in evaluation.goals:
        then = before.verdicts.get(result.goal.id)
        if then is None or then is result.verdict:
            continue
        title = say("{number}. {title}", number=result.goal.number, title=result.goal.title)
        cells = (
            Cell(title, link=f"goals/{result.goal.id}.html"),
            Cell(names.verdict(then), verdict=then),
            Cell(names.verdict(result.verdict), verdict=result.verdict),
        )
        rows.append(Row(cells))
    return Table(say("Goals whose verdict has changed since the last review"), columns, tuple(rows))
