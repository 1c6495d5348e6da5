"""`kotoarvio check`: what is wrong or missing in a programme and its figures."""

import sys

import click

from analysis.cli.options import DONE, IN_PART, loaded, programme_option
from analysis.cli.speaking import Speaker, spoken
from analysis.errors import UnusableInput
from analysis.message import say, say_many


@click.command()
@programme_option
@click.pass_obj
def check(speak: Speaker, programme: str) -> None:
    """Examine the programme and its figures; exit 1 if anything is an error."""
    from analysis import commentary, observations
    from analysis.vocabulary import Severity

    subject = loaded(speak, programme)
    faults, warnings = observations.examine(subject)
    try:
        commentary.check(subject)
    except UnusableInput as error:
        faults = [*faults, *error.messages]
    if faults:
        for fault in faults:
            speak(fault)
        speak(
            say_many(
                "{count} fault in the figures or comments. Nothing was changed.",
                "{count} faults in the figures or comments. Nothing was changed.",
                len(faults),
            )
        )
        sys.exit(IN_PART)

    from analysis import audit
    from analysis.wording import merging, names

    for warning in warnings:
        speak(warning)
    examined = audit.examine(subject, observations.published(subject))
    for finding in examined.findings:
        severity, where, what, remedy = (
            spoken(v, speak.language)
            for v in (names.severity(finding.severity), finding.where, finding.what, finding.remedy)
        )
        click.echo(f"{severity} [{finding.code}] {where}: {what} {remedy}")
    for line in merging.lines(subject, observations.mergings(subject)):
        speak(line)
    errors = sum(finding.severity is Severity.ERROR for finding in examined.findings)
    speak(
        say(
            "Findings: {all}. Contradictions among them: {errors}.",
            all=len(examined.findings),
            errors=errors,
        )
    )
    sys.exit(IN_PART if errors else DONE)
