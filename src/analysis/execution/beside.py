"""What is made beside the pages: the downloads, and what could be worked out from everything that the report shows."""

from pathlib import Path
from typing import TYPE_CHECKING

from analysis import observations
from analysis.execution.basis import Basis
from analysis.report import downloads, schema, workbook
from analysis.report.site import Site

if TYPE_CHECKING:
    from analysis.intruder import Leak


def write_downloads(basis: Basis, site: Site, report: Path) -> "tuple[Leak, ...]":
    """Write the tables and the workbook, and read them as an outsider would."""
    from analysis import intruder

    folder = report / "downloads"
    downloads.write_all(folder, basis.evaluation, basis.audit, basis.published)
    workbook.write(folder / "report.xlsx", basis.evaluation, basis.audit, basis.published)
    schema.write(folder, basis.programme, basis.evaluation.review)
    raw = observations.read(basis.programme)
    return intruder.Examination.of(report, site, raw, basis.published).downloads()


def worked_out(basis: Basis, site: Site, seen: frozenset[int] = frozenset()) -> "tuple[Leak, ...]":
    """What follows of withheld figures from all that the report shows, and from rows that were `seen` in its files."""
    from analysis import intruder

    raw, earlier = observations.read(basis.programme), observations.earlier.of_this_run()
    return intruder.worked_out(site.programme, raw, basis.published, earlier, seen)
