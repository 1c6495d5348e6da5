"""A report examined where it stands, and made again beside it to see whether every file comes out the same."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis import observations, project
from analysis import programme as programmes
from analysis.errors import UnusableInput
from analysis.execution.evaluation import evaluate
from analysis.execution.order import Engine, Order
from analysis.execution.progress import Tell
from analysis.finished import finished_report
from analysis.finished.comparison import differing
from analysis.finished.finished_report import FinishedReport
from analysis.message import Message, say, shown
from analysis.period import Review
from analysis.programme import Programme
from analysis.project import LONGEST_NAME
from analysis.report import earlier, record
from analysis.report.pages import site as site_of
from analysis.report.publication import OF_THE_SYSTEM, RECORD

LONGEST_EXCERPT = 60  # characters of a line that differs
# Where a difference begins rather than where it shows: figures before notebooks, notebooks before pages.
TOLD_FIRST = ("downloads/indicators.csv", "downloads/goals.csv", "downloads/", "notebooks/")


@dataclass(frozen=True)
class Again:
    """What came of making the report again: why it could not be made, or how many files differ and the first one."""

    files: int
    different: int = 0
    first: Message | None = None
    failures: tuple[Message, ...] = ()

    @property
    def identical(self) -> bool:
        return not (self.different or self.failures)


def of_programme(report: FinishedReport, name_or_folder: str | None) -> Programme:
    """The programme that the report is of, as it is now. Raises `UnusableInput` if the folder is of another one."""
    found = programmes.load(name_or_folder or report.programme)
    if found.id != report.programme:
        raise UnusableInput(
            say(
                "The report is of the programme {recorded}, and {folder} is the folder of {found}. Name the right "
                "folder with --programme.",
                recorded=report.programme,
                folder=shown(str(found.folder), LONGEST_NAME),
                found=found.id,
            )
        )
    return found


def made_now(report: FinishedReport, programme: Programme) -> FinishedReport:
    """What the same report would be made from today; its outputs are those of the report, since none are made yet."""
    notebooks = project.notebooks_folder()
    return FinishedReport(
        folder=report.folder,
        programme=programme.id,
        period=report.period,
        goals=report.goals,
        inputs=record.inputs(programme) | earlier.digest(_earlier(report)),
        notebooks=record.digest(notebooks, notebooks.glob("*.ipynb")),
        code=record.code_digest(),
        versions=record.versions(),
        outputs=report.outputs,
    )


def altered_files(report: FinishedReport) -> list[Message]:
    """The files that are not as they were when the report was made."""
    return [
        say("{file} is not as it was when the report was made.", file=shown(str(report.folder / name), LONGEST_NAME))
        for name in report.altered()
    ]


def added_files(report: FinishedReport) -> list[Message]:
    """The files that stand in the report's folder and are not part of it."""
    known = {RECORD, *report.outputs}
    found = (path for path in sorted(report.folder.rglob("*")) if not path.is_dir() and path.name not in OF_THE_SYSTEM)
    return [
        say("{file} is not part of the report.", file=shown(str(path), LONGEST_NAME))
        for path in found
        if path.relative_to(report.folder).as_posix() not in known
    ]


def tells_what_is_withheld(report: FinishedReport, programme: Programme) -> list[Message]:
    """The places of the report that tell something of a withheld figure.

    Other code, notebooks or figures than the report was made from say in another way what it says; then only the
    report that is made again is examined.
    """
    now = made_now(report, programme)
    if (now.code, now.notebooks, now.inputs) != (report.code, report.notebooks, report.inputs):
        return []
    from analysis import intruder

    site = site_of(programme, Review.parse(report.period), report.goals)
    if not intruder.files_of(site) <= {RECORD, *report.outputs}:
        return []
    raw, before = observations.read(programme), observations.earlier.read(_earlier(report))
    published = observations.release(programme, raw, before)
    return [leak.sentence for leak in intruder.examine(report.folder, site, raw, published, before)]


def examine(report: FinishedReport, programme: Programme) -> list[Message]:
    """Everything that is wrong with the report as it stands, before it is made again."""
    return [*altered_files(report), *added_files(report), *tells_what_is_withheld(report, programme)]


def make_again(
    report: FinishedReport, programme: Programme, jobs: int, engine: Engine, tell: Tell = lambda progress: None
) -> Again:
    """Make the report again in a temporary folder and compare; the report itself is only read."""
    with tempfile.TemporaryDirectory(prefix="kotoarvio-verify-", ignore_cleanup_errors=True) as scratch:
        place = Path(scratch) / "report"
        before = [path.parents[1] for path in _earlier(report)]
        order = Order(
            str(programme.folder), Review.parse(report.period), place, report.goals, jobs, engine, before, force=True
        )
        result = evaluate(order, tell)
        if result.failures:
            return Again(len(report.outputs), failures=result.failures)
        return compared(report, finished_report.read(place))


def _earlier(report: FinishedReport) -> Sequence[Path]:
    """The figures.csv of the earlier reports beside this one, which it must not add to."""
    return earlier.figures(report.folder.resolve(), report.programme, Review.parse(report.period))


def compared(report: FinishedReport, again: FinishedReport) -> Again:
    """The report against its second making, by the digests of their records."""
    names = sorted(differing(report.outputs, again.outputs), key=_place_in_order)
    if not names:
        return Again(len(report.outputs))
    return Again(len(report.outputs), len(names), _difference(report, again, names[0]))


def _place_in_order(name: str) -> tuple[int, str]:
    return next((at for at, start in enumerate(TOLD_FIRST) if name.startswith(start)), len(TOLD_FIRST)), name


def _difference(report: FinishedReport, again: FinishedReport, name: str) -> Message:
    if name not in again.outputs:
        return say("The file {file} is in the report and was not made again.", file=name)
    if name not in report.outputs:
        return say("The file {file} was made and is not in the report.", file=name)
    if name in report.altered():
        return say(
            "The file {file} differs. It was changed after the report was made, so the place is unknown.", file=name
        )
    return place_of_difference(name, (report.folder / name).read_bytes(), (again.folder / name).read_bytes())


def place_of_difference(name: str, old: bytes, new: bytes) -> Message:
    """Where two files of this name begin to differ: the line and its words, or the part of a workbook."""
    if name.endswith(".xlsx"):
        part = _part_of_workbook(Path(name).name, old, new)
        return say("The file {file} differs first in its part {part}.", file=name, part=part)
    before, after = (data.decode("utf-8", errors="replace") for data in (old, new))
    at = next((at for at, signs in enumerate(zip(before, after, strict=False)) if len(set(signs)) > 1), None)
    at = min(len(before), len(after)) if at is None else at
    line_start = before.rfind("\n", 0, at) + 1
    return say(
        "The file {file} differs first in line {line}, character {column}: the report has “{old}”, now it is “{new}”.",
        file=name,
        line=before.count("\n", 0, at) + 1,
        column=at - line_start + 1,
        old=shown(before[at:], LONGEST_EXCERPT),
        new=shown(after[at:], LONGEST_EXCERPT),
    )


def _part_of_workbook(name: str, old: bytes, new: bytes) -> str:
    """The first member of the two zip files that is not the same; the workbook's own name if only the wrapping is."""
    with zipfile.ZipFile(io.BytesIO(old)) as one, zipfile.ZipFile(io.BytesIO(new)) as other:
        names = sorted({*one.namelist(), *other.namelist()})
        shared = {*one.namelist()} & {*other.namelist()}
        return next((part for part in names if part not in shared or one.read(part) != other.read(part)), name)
