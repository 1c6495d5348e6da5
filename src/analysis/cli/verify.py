"""`kotoarvio verify`: a report made again, to see whether it comes out the same."""

import sys
from pathlib import Path

import click

from analysis.cli.evaluate import progress_line, treat_every_end_as_an_interrupt
from analysis.cli.options import DONE, IN_PART, engine_option, jobs_option
from analysis.cli.speaking import Speaker
from analysis.errors import UnusableInput
from analysis.execution import startup
from analysis.message import say, say_many


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--programme",
    metavar="NAME_OR_FOLDER",
    help="The programme's folder, if it is not under data/ by the name in the report.",
)
@jobs_option
@engine_option
@click.pass_obj
def verify(speak: Speaker, report: Path, programme: str | None, jobs: int, engine: str) -> None:
    """Make REPORT again from its record and say whether it is identical. The report itself is only read.

    Exit codes: 0 identical; 1 a file differs, was changed or was added; 2 the report or its programme cannot be used.
    """
    startup.compute_in_one_thread()
    startup.collect_rarely()
    from analysis.execution.order import Engine
    from analysis.finished import causes, finished_report, verification

    treat_every_end_as_an_interrupt()
    try:
        found = finished_report.read(report)
        subject = verification.of_programme(found, programme)
        faults = verification.examine(found, subject)
        for fault in faults:
            speak(fault, to_errors=True)
        for difference in causes.differences(found, verification.made_now(found, subject)):
            speak(difference.told)
        again = verification.make_again(found, subject, jobs, Engine(engine), progress_line(speak))
    except UnusableInput as error:
        speak.stop(error)
    for failure in again.failures:
        speak(failure, to_errors=True)
    if again.failures:
        speak(say("The report could not be made again, so nothing is known of it."), to_errors=True)
    elif again.first:
        speak(again.first)
        speak(
            say_many(
                "Not identical: {count} file of {all} differs.",
                "Not identical: {count} files of {all} differ.",
                again.different,
                all=again.files,
            )
        )
    else:
        speak(say("Identical: all {all} files came out the same, byte for byte.", all=again.files))
    if faults:
        speak(say("The report is not as it was when it was made; see above."), to_errors=True)
    sys.exit(DONE if again.identical and not faults else IN_PART)
