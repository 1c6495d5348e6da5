"""What two reports were made from differently: the review, the programme, the figures, the code or its libraries."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.finished.comparison import differing
from analysis.finished.finished_report import FinishedReport
from analysis.message import Listing, Message, Span, Value, Verbatim, say

OF_THE_PROGRAMME = ("programme.yaml", "sources.yaml")
OWN_CODE = "kotoarvio"  # stands among the versions of the libraries
NOTHING = Verbatim("–")


class Cause(StrEnum):
    """What may change a verdict or a figure."""

    REVIEW = "review"
    PROGRAMME = "programme"
    DATA = "data"
    COMMENTS = "comments"
    EARLIER = "earlier"
    CODE = "code"
    LIBRARIES = "libraries"


FOLDERS = {"commentary": Cause.COMMENTS, "earlier": Cause.EARLIER}  # all else in an input's name is of the figures
TOLD = {
    Cause.PROGRAMME: lambda files: say("The programme differs: {files}.", files=files),
    Cause.DATA: lambda files: say("The figures differ: {files}.", files=files),
    Cause.COMMENTS: lambda files: say("The comments differ: {files}.", files=files),
    Cause.EARLIER: lambda files: say("The earlier reports that were considered differ: {files}.", files=files),
}


@dataclass(frozen=True)
class Difference:
    """One thing that the two reports do not share, as a sentence."""

    cause: Cause
    told: Message


def differences(old: FinishedReport, new: FinishedReport) -> tuple[Difference, ...]:
    """What differs in what the reports were made from, by their records."""
    return (*_review(old, new), *_inputs(old, new), *_code(old, new), *_libraries(old, new))


def _review(old: FinishedReport, new: FinishedReport) -> Sequence[Difference]:
    if old.period == new.period:
        return ()
    told = say("The review period was {old} and is {new}.", old=Span(old.period), new=Span(new.period))
    return (Difference(Cause.REVIEW, told),)


def _inputs(old: FinishedReport, new: FinishedReport) -> Sequence[Difference]:
    changed: dict[Cause, list[str]] = {}
    for name in differing(old.inputs, new.inputs):
        changed.setdefault(_cause(name), []).append(name)
    return [Difference(cause, TOLD[cause](_names(changed[cause]))) for cause in TOLD if cause in changed]


def _cause(name: str) -> Cause:
    if name in OF_THE_PROGRAMME:
        return Cause.PROGRAMME
    return FOLDERS.get(name.partition("/")[0], Cause.DATA)


def _code(old: FinishedReport, new: FinishedReport) -> Sequence[Difference]:
    found = []
    notebooks = differing(old.notebooks, new.notebooks)
    versions = old.versions.get(OWN_CODE, ""), new.versions.get(OWN_CODE, "")
    if notebooks:
        told = say("Notebooks differ: {files}.", files=_names(notebooks))
        found.append(Difference(Cause.CODE, told))
    if versions[0] != versions[1]:
        told = say("Kotoarvio was of version {old} and is of version {new}.", old=versions[0], new=versions[1])
        found.append(Difference(Cause.CODE, told))
    elif old.code != new.code:
        found.append(Difference(Cause.CODE, say("The code of Kotoarvio differs, though its version is the same.")))
    return found


def _libraries(old: FinishedReport, new: FinishedReport) -> Sequence[Difference]:
    changed = [name for name in differing(old.versions, new.versions) if name != OWN_CODE]
    if not changed:
        return ()
    pairs = tuple(_version(name, old, new) for name in changed)
    return (Difference(Cause.LIBRARIES, say("Library versions differ: {libraries}.", libraries=Listing(pairs))),)


def _version(name: str, old: FinishedReport, new: FinishedReport) -> Value:
    before, after = (report.versions.get(name, NOTHING) for report in (old, new))
    return say("{library} was {old} and is {new}", library=name, old=before, new=after)


def _names(files: Sequence[str]) -> Listing:
    return Listing(tuple(Verbatim(name) for name in files))


def judgement(found: Sequence[Difference], equal: bool) -> Message | None:
    """Which of the differences made verdicts and figures differ, as far as the records can tell."""
    causes = list(dict.fromkeys(difference.cause for difference in found))
    if equal:
        return None
    if not causes:
        return say(
            "The records name no difference, so a file was changed afterwards or something that is not recorded played "
            "a part. Examine each report with kotoarvio verify."
        )
    if len(causes) == 1:
        return ALONE[causes[0]]
    return say(
        "Several things differ at once: {causes}. Which of them changed what cannot be told from two reports: change "
        "one at a time and evaluate again.",
        causes=Listing(tuple(NAMES[cause] for cause in causes)),
    )


NAMES = {
    Cause.REVIEW: say("the review period"),
    Cause.PROGRAMME: say("the programme"),
    Cause.DATA: say("the figures"),
    Cause.COMMENTS: say("the comments"),
    Cause.EARLIER: say("the earlier reports"),
    Cause.CODE: say("the code"),
    Cause.LIBRARIES: say("the library versions"),
}
ALONE = {
    Cause.REVIEW: say("Nothing but the review period differs, so it made the difference."),
    Cause.PROGRAMME: say("Nothing but the programme differs, so it made the difference."),
    Cause.DATA: say("Nothing but the figures differ, so they made the difference."),
    Cause.COMMENTS: say("Nothing but the comments differ, so they made the difference."),
    Cause.EARLIER: say("Nothing but the earlier reports differ, so they made the difference."),
    Cause.CODE: say("Nothing but the code differs, so it made the difference."),
    Cause.LIBRARIES: say("Nothing but library versions differ, so they made the difference."),
}
