"""The page about the report: method, words, populations, sources, reuse, accessibility, and how the report was made.

It is written in blocks like every other page, so it is translated, escaped and laid out in the same way.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from analysis import observations
from analysis.display.blocks import BLOCK_MIME, Block, Cell, Column, Facts, Heading, Points, Row, Table, paragraph
from analysis.message import Day, Listing, Name, Span, Value, Verbatim, say
from analysis.programme import Programme, Source
from analysis.report import method
from analysis.report.site import Site
from analysis.wording import replies

NOT_STATED = say("Not stated")


def notebook(site: Site) -> Any:
    """The page as a notebook whose one cell shows every block, so that it takes the same way as the executed ones."""
    from nbformat import v4

    outputs = [v4.new_output("display_data", {BLOCK_MIME: block.to_json()}) for block in blocks(site)]
    return v4.new_notebook(cells=[v4.new_code_cell(outputs=outputs)])


def blocks(site: Site) -> tuple[Block, ...]:
    return (
        *_purpose(site),
        *method.blocks(),
        *_populations(site.programme),
        *_sources(site.programme),
        *method.privacy(),
        *_reuse(site),
        *_accessibility(site.programme),
        *_provenance(site),
    )


def _purpose(site: Site) -> Iterator[Block]:
    programme, approval = site.programme, site.programme.approval
    yield paragraph(
        say(
            "A municipality promises things in its integration programme. This report says what became of each "
            "promise in one review period, how sure that can be, and what is not known."
        ),
        role="answer",
    )
    yield Facts(
        say("What is evaluated"),
        (
            (say("Programme"), programme.title),
            (say("Municipality"), programme.municipality_name),
            (say("Approved by"), approval.body),
            (say("Approved on"), Day(approval.date)),
            (say("Section of the minutes"), Verbatim(approval.section)),
            (say("Document"), approval.document),
            (say("Review period"), Span(str(site.review))),
        ),
    )


def _populations(programme: Programme) -> Iterator[Block]:
    yield Heading(say("Who is counted"), 2)
    yield paragraph(
        say(
            "Foreign citizens, people who speak another language than Finnish or Swedish, and people whose parents "
            "were born abroad are different groups that only partly overlap. Each figure says which group it counts, "
            "and figures of different groups are never compared as if they were one."
        )
    )
    yield Table(
        say("The groups of people in this programme"),
        (Column(say("Group")), Column(say("Who belongs to it"))),
        tuple(Row((Cell(group.name), Cell(group.definition))) for group in programme.populations.values()),
    )


def _sources(programme: Programme) -> Iterator[Block]:
    yield Heading(say("Where the figures come from"), 2)
    yield Table(
        say("Sources, when they were read, and under which licence"),
        (Column(say("Source")), Column(say("Publisher")), Column(say("Read on")), Column(say("Licence"))),
        tuple(_source_row(programme, source) for source in programme.sources.values()),
        (say("Known faults of a source stand below its name."),),
    )


def _source_row(programme: Programme, source: Source) -> Row:
    taken = replies.of_programme(programme, source.id)
    more: list[Value] = []
    if source.table:
        more.append(say("Table: {table}", table=source.table))
    if source.updated and not taken:
        more.append(say("Last updated by the publisher: {when}", when=source.updated))
    if source.url:
        # Without its scheme: a page of a report holds no address that a browser could follow elsewhere.
        more.append(Verbatim(source.url.partition("://")[2]))
    more.extend(say("{what}: {reply}", what=what, reply=reply) for what, reply in taken)
    more.extend(say("Known fault: {fault}", fault=fault) for fault in source.faults)
    return Row(
        (
            Cell(source.title, more=tuple(more)),
            Cell(source.publisher),
            Cell(_read_on(programme, source)),
            Cell(Verbatim(source.licence)),
        )
    )


def _read_on(programme: Programme, source: Source) -> Value:
    """The last day on which figures of the source were read, as far as it is known."""
    days = [reply.retrieved for one in observations.snapshots(programme) for reply in one.replies_of(source.id)]
    known = [day for day in (*days, source.retrieved) if day is not None]
    if not known:
        return say("Not fetched yet") if source.query and not days else NOT_STATED
    return Day(max(known))


def _reuse(site: Site) -> Iterator[Block]:
    programme = site.programme
    yield Heading(say("Reuse and citation"), 2)
    yield paragraph(
        say(
            "The text and figures of this report may be copied, shared and adapted under the licence Creative Commons "
            "Attribution 4.0 International (CC BY 4.0) when the source is named. A figure from a source with another "
            "licence follows that licence."
        )
    )
    yield Facts(
        say("How to cite this report"),
        (
            (say("Publisher"), programme.municipality_name),
            (say("Title"), say("Evaluation of the programme: {programme}", programme=programme.title)),
            (say("Review period"), Span(str(site.review))),
            (say("Made with"), say("Kotoarvio {version}", version=site.provenance.version)),
        ),
    )


def _accessibility(programme: Programme) -> Iterator[Block]:
    yield Heading(say("Accessibility statement"), 2)
    yield paragraph(
        say(
            "This report is meant to meet the requirements of the Finnish act on the provision of digital services "
            "(306/2019), that is, level AA of the Web Content Accessibility Guidelines (WCAG 2.1). The pages work "
            "without scripts, in print, with the keyboard, in light and dark, and on a screen 320 pixels wide. Every "
            "chart has a description and its figures in a table, and no verdict is told by colour alone."
        )
    )
    yield paragraph(
        say("How this is known: automatic tests check every page, and its makers have looked at the pages."),
        say("People who use screen readers have not yet tried them."),
    )
    yield Heading(say("Known gaps"), 3)
    yield Points(
        (
            say(
                "Words quoted from the programme are in the programme’s own language on every page. A reporter’s note "
                "is in the language in which it was written, and is not marked as such."
            ),
            say("Wide tables scroll sideways on a narrow screen."),
            say("The workbook and the other files to download have not been examined."),
            say("No person has yet checked that the page in plain language is easy to read."),
            say("There is no version in sign language."),
        )
    )
    yield Heading(say("Feedback and corrections"), 3)
    yield Facts(
        say("Whom to tell"),
        (
            (say("Feedback about accessibility, and faults in the report"), programme.contact),
            (say("Time for an answer about accessibility"), say("14 days")),
            (
                say("If the answer does not help"),
                say(
                    "The Finnish Transport and Communications Agency Traficom supervises accessibility: "
                    "www.saavutettavuusvaatimukset.fi"
                ),
            ),
        ),
    )


def _provenance(site: Site) -> Iterator[Block]:
    origin = site.provenance
    rows: list[tuple[Value, Value]] = [(say("Made with"), say("Kotoarvio {version}", version=origin.version))]
    if origin.data_date:
        rows.append((say("Sources last read"), Day(origin.data_date)))
    rows.append((say("Version of the code and data"), Verbatim(origin.fingerprint)))
    rows.append((say("Reporters"), _listing([reporter.name for reporter in site.programme.reporters.values()])))
    yield Heading(say("How this report was made"), 2)
    yield paragraph(
        say(
            "Every page comes from a notebook that was run once on the figures in the programme’s folder; the three "
            "languages show the same numbers. The file run.json beside the report lists what went in and what came "
            "out, so that anyone can make the report again and compare."
        )
    )
    yield Facts(say("Origin"), tuple(rows))


def _listing(items: Sequence[Name]) -> Value:
    return Listing(tuple(items)) if items else NOT_STATED
