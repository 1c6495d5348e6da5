"""What a population is made of: a bar for each language or citizenship, longest first, with its name and its number."""

from collections.abc import Sequence

from analysis.charts import sentences
from analysis.charts.canvas import MUTED, SERIES, TEXT_SIZE, WIDTH, Canvas, fixed_rules, width_of, wrapped
from analysis.charts.missing import nothing_to_draw
from analysis.display.blocks import Block, Figure
from analysis.message import Listing, Message, Span, Value, say, say_many
from analysis.tables import composition as composition_table
from analysis.themes.composition import Composition, Portion
from analysis.wording import numbers

ROW = 36
BAR = 22
MARGIN = 8
LINE = 25
WIDEST_NAME = 290
BESIDE = 8  # from a bar to its number
NAMED = 3  # how many of the largest the description names


def composition(whole: Composition | None) -> Block:
    """The bars of the minority parts; the majority, whose bar would dwarf them, is in the description and the table."""
    if whole is None:
        return nothing_to_draw(None)
    drawn = [portion for portion in whole.minority if portion.count]
    if not drawn:
        form = say("One number is needed for each row of the table.")
        return nothing_to_draw(whole.indicator, whole.reporters, bool(whole.withheld), form)
    svg, texts = _draw(drawn)
    left_out = _left_out(whole)
    described = sentences.joined([*_description(whole, drawn), *left_out])
    table = composition_table.of_composition(whole)
    figure = Figure(_title(drawn), described, svg, texts, table, whole.indicator.title)
    return sentences.beneath(figure, left_out)


def _draw(portions: Sequence[Portion]) -> tuple[str, tuple[Value, ...]]:
    names = [wrapped(portion.part.name, WIDEST_NAME) for portion in portions]
    left = max(width_of(line) for lines in names for line in lines) + 12
    right = WIDTH - BESIDE - max(width_of(numbers.whole(portion.count), bold=True) for portion in portions)
    rows = [ROW + (len(lines) - 1) * LINE for lines in names]
    height = sum(rows) + 2 * MARGIN
    longest = max(portion.count for portion in portions)
    with fixed_rules():
        canvas = Canvas(height)
        axes = canvas.panel(left, 0, right, height)
        axes.set_xlim(0, longest)
        axes.set_ylim(height, 0)
        top = MARGIN
        for portion, lines, row in zip(portions, names, rows, strict=True):
            middle = top + row / 2
            colour = MUTED if portion.rest else SERIES[0]
            axes.barh(middle, portion.count, height=BAR, color=colour, linewidth=0)
            first = middle + TEXT_SIZE * 0.35 - (len(lines) - 1) * LINE / 2
            for position, line in enumerate(lines):
                canvas.write(left - 10, first + position * LINE, line, "end")
            end = left + (right - left) * portion.count / longest
            canvas.write(
                end + BESIDE, middle + TEXT_SIZE * 0.35, numbers.whole(portion.count), "start", colour, bold=True
            )
            top += row
        return canvas.drawing(), tuple(canvas.texts)


def _title(drawn: Sequence[Portion]) -> Message:
    """The largest of the named parts, and how many are named."""
    named = [portion for portion in drawn if not portion.rest]
    if not named:
        return say("Only the rest is known: {number}", number=numbers.whole(drawn[0].count))
    return say_many(
        "One smaller group is named: “{name}”, {number}",
        "The largest of the {count} smaller groups: “{name}”, {number}",
        len(named),
        name=named[0].part.name,
        number=numbers.whole(named[0].count),
    )


def _description(whole: Composition, drawn: Sequence[Portion]) -> list[Message]:
    described = [
        say_many(
            "Bar chart with one bar, {period}.",
            "Bar chart with {count} bars, {period}.",
            len(drawn),
            period=Span(whole.period.text),
        )
    ]
    named = [portion for portion in drawn if not portion.rest]
    if named:
        described.append(say("Largest: {parts}.", parts=_listed(named[:NAMED])))
    described += [
        say("Everyone whose group is not named separately: {number}.", number=numbers.whole(portion.count))
        for portion in drawn
        if portion.rest
    ]
    return described


def _left_out(whole: Composition) -> list[Message]:
    """What has no bar, and why: too large, nobody, or withheld."""
    left_out: list[Message] = []
    if whole.majority:
        left_out.append(
            say("Not drawn, because their bars would dwarf the others: {parts}.", parts=_listed(whole.majority))
        )
    nobody = [portion.part.name for portion in whole.minority if not portion.count]
    if nobody:
        left_out.append(say("Nobody: {parts}.", parts=Listing(tuple(nobody))))
    if whole.withheld:
        names = Listing(tuple(part.name for part in whole.withheld))
        left_out.append(say("Withheld to protect persons, and not drawn: {parts}.", parts=names))
    return left_out


def _listed(portions: Sequence[Portion]) -> Listing:
    return Listing(
        tuple(
            say("{name} {number}", name=portion.part.name, number=numbers.whole(portion.count)) for portion in portions
        )
    )
