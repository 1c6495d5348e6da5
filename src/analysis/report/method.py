"""The method of the evaluation in the words of its readers: how a verdict is reached, what chance does, what the words
mean.
"""

from collections.abc import Iterator

from analysis.display.blocks import Block, Cell, Column, Facts, Heading, Points, Row, Table, paragraph
from analysis.message import say
from analysis.vocabulary import Verdict
from analysis.wording import names


def blocks() -> Iterator[Block]:
    yield from _verdicts()
    yield from _chance()
    yield from _words()


def _verdicts() -> Iterator[Block]:
    yield Heading(say("How a verdict is reached"), 2)
    yield Points(
        (
            say(
                "Before the figures are seen it is written down which indicators decide a goal, which direction is "
                "better, what the figures are compared with, and how large a change has to be to matter."
            ),
            say(
                "A target is judged on the figures themselves: it is met only if every figure of the review period "
                "meets it. Something that was to be drawn up or introduced is judged on a document."
            ),
            say(
                "Where the programme sets no target, the latest figure is compared with the baseline. The change "
                "counts only if its whole 95 per cent interval lies on one side of no change, if a single person "
                "counted otherwise would not undo that, and if the figures of all years point the same way."
            ),
            say(
                "Many changes are judged at once, and some would look clear by chance. The rule of Benjamini and "
                "Hochberg (1995) keeps the expected part of false ones below one in ten."
            ),
            say(
                "What the municipality itself decides, such as the number of events, is shown as a plain number. It "
                "tells whether something was done, never whether anyone is better off."
            ),
            say(
                "A goal takes its verdict from its headline indicators. There are no averages and no points: if one "
                "headline is better and another is worse, the goal is mixed."
            ),
        ),
        role="steps",
    )
    yield Table(
        say("The verdicts and what they mean"),
        (Column(say("Verdict")), Column(say("Meaning"))),
        tuple(Row((Cell(names.verdict(code), verdict=code), Cell(names.verdict_meaning(code)))) for code in Verdict),
    )


def _chance() -> Iterator[Block]:
    yield Heading(say("What chance has to do with it"), 2)
    yield paragraph(
        say(
            "The registers behind most figures cover everyone, so nothing was sampled. Yet in a small municipality a "
            "few people moving in or finding work change a percentage by much, and would do so even if nothing had "
            "changed in how well integration works. An interval shows how far such coincidence alone could move the "
            "figure."
        ),
        say(
            "Each assessment also states the smallest change that the figures could have shown. Where that is large, "
            "“no clear change” means that the figures are too few to tell, not that nothing happened."
        ),
        say(
            "The page of a goal also says by how few persons its verdict would have been another one, and whether it "
            "would be the same under other choices that could be defended: a stricter or a looser level, half or "
            "double the meaningful change, a neighbouring baseline, another kind of interval."
        ),
    )
    yield paragraph(
        say(
            "Where official statistics know the same figure of similar municipalities, the municipality is shown among "
            "them, with the limits that chance alone would keep. The others have no names, nothing is ranked, and no "
            "verdict depends on it."
        )
    )
    yield paragraph(
        say(
            "The report does not measure the effect of the programme. The figures say what changed while the "
            "programme was in force; other things changed at the same time."
        ),
        role="note",
    )


def _words() -> Iterator[Block]:
    yield Heading(say("Words used in this report"), 2)
    yield Facts(
        say("Glossary"),
        (
            (say("Goal"), say("What the programme wants to reach.")),
            (say("Measure"), say("What the programme says will be done for a goal.")),
            (
                say("Indicator"),
                say("What is counted to follow a goal: of whom, from when, and which direction is better."),
            ),
            (
                say("Headline indicator"),
                say("One of the few indicators that decide a goal’s verdict, chosen before the figures are seen."),
            ),
            (say("Baseline"), say("The figure that later ones are compared with.")),
            (say("Review period"), say("The years that are judged.")),
            (
                say("Interval"),
                say(
                    "The values that fit the figure when coincidence is allowed for; it would hold the underlying "
                    "level 95 times in 100."
                ),
            ),
            (
                say("Percentage point"),
                say("The difference between two percentages: from 10 to 12 per cent is 2 percentage points."),
            ),
            (
                say("Gap"),
                say("The percentage in a comparison group minus the percentage in the group that the goal is about."),
            ),
            (
                say("Withheld"),
                say("Known but not shown, because so few people are counted that someone could be recognised."),
            ),
        ),
    )


def privacy() -> Iterator[Block]:
    yield Heading(say("Nothing about a person"), 2)
    yield paragraph(
        say(
            "A figure that counts very few people is withheld: fewer than five, or fewer than ten where the matter is "
            "sensitive, or fewer than the source’s own rule allows. A second figure is withheld where the first could "
            "be worked out from it. Official statistics that are public already are shown as they were published."
        )
    )
