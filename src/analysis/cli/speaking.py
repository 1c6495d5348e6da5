"""How the command speaks: every sentence, its own refusals included, in Finnish, Swedish or English."""

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NoReturn

import click

from analysis.errors import UnusableInput, english
from analysis.message import LANGUAGES, Listing, Message, Value, Verbatim, say

VERIFY_EXAMPLE = "kotoarvio verify reports/kauniainen/2018-2022"
NEW_EXAMPLE = "kotoarvio new Inkoo"
COMPARE_EXAMPLE = "kotoarvio compare reports/kauniainen/2018-2020 reports/kauniainen/2018-2022"
UNUSABLE, STOPPED = 2, 130  # 130 is what a shell expects of a command that was interrupted


def chosen_language(given: str | None) -> str:
    """`--language`, else the locale of the terminal, else English."""
    if given:
        return given
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(variable, "")[:2].lower()
        if code:
            return code if code in LANGUAGES else "en"
    if sys.platform == "win32":
        import locale

        return {"Fi": "fi", "Sw": "sv"}.get((locale.getlocale()[0] or "")[:2], "en")
    return "en"


def spoken(message: Value, language: str) -> str:
    """A message in the evaluator's language. An error must be readable even where its translation is missing."""
    from analysis.language import MissingTranslation, render

    try:
        return render(message, language)
    except MissingTranslation:
        return render(message, "en")


class Speaker:
    """Says things to the evaluator: results on standard output, the rest on standard error."""

    def __init__(self, language: str):
        self.language = language

    def __call__(self, message: Message, to_errors: bool = False) -> None:
        click.echo(spoken(message, self.language), err=to_errors)

    def stop(self, error: UnusableInput) -> NoReturn:
        for message in error.messages:
            self(message, to_errors=True)
        sys.exit(UNUSABLE)


class Commands(click.Group):
    """A group of commands that refuses a command line, and ends when it is interrupted, with one sentence."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        words = sys.argv[1:] if args is None else list(args)
        speaker = Speaker(chosen_language(_asked_for(words)))
        try:
            result = super().main(words, *rest, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(UNUSABLE)
        except click.UsageError as error:
            speaker.stop(UnusableInput(refusal(error)))
        except click.Abort:
            speaker(say("Stopped. Nothing was published; an earlier report is as it was."), to_errors=True)
            sys.exit(STOPPED)
        sys.exit(result if isinstance(result, int) else 0)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = Listing(tuple(Verbatim(name) for name in self.list_commands(ctx)))
            raise UnknownCommand(say("There is no command “{name}”. Commands: {known}.", name=args[0], known=known))
        return super().resolve_command(ctx, args)


class UnknownCommand(click.UsageError):
    def __init__(self, told: Message):
        super().__init__(english(told))
        self.told = told


def _asked_for(words: Sequence[str]) -> str | None:
    """The language in a command line, which may be refused for something else."""
    after = dict(pairwise(words)).get("--language", "")
    joined = [word.partition("=")[2] for word in words if word.startswith("--language=")]
    return next((word for word in (after, *joined) if word in LANGUAGES), None)


def refusal(error: click.UsageError) -> Message:
    """What is wrong with a command line, and what would be right."""
    shows = f"{error.ctx.command_path if error.ctx else 'kotoarvio'} --help"
    match error:
        case UnknownCommand():
            return error.told
        case click.NoSuchOption(possibilities=[near, *_]):
            return say("There is no option {option}. Did you mean {near}?", option=error.option_name, near=near)
        case click.NoSuchOption():
            return say("There is no option {option}. See: {help}", option=error.option_name, help=shows)
        case click.MissingParameter(param=click.Argument(name=("old" | "new" | "report") as missing)):
            return say(
                "The folder of a report is missing. Write it after the command, for example: {example}",
                example=VERIFY_EXAMPLE if missing == "report" else COMPARE_EXAMPLE,
            )
        case click.MissingParameter(param=click.Argument(name="municipality")):
            return say(
                "The municipality is missing. Write it after the command, for example: {example}", example=NEW_EXAMPLE
            )
        case click.MissingParameter(ctx=click.Context(info_name=command)):
            return say(
                "The review period is missing. Write it after the command, for example: {example}",
                example=f"kotoarvio {command} 2018-2022",
            )
        case click.BadParameter(param=click.Option(type=click.Choice(choices=choices)) as option):
            known = Listing(tuple(Verbatim(str(choice)) for choice in choices))
            return say("The option {option} is one of these: {known}.", option=option.opts[0], known=known)
        case click.BadParameter(param=click.Option(type=click.IntRange()) as option):
            return say("The option {option} is a whole number of 1 or more.", option=option.opts[0])
        case click.BadOptionUsage():
            return say("The option {option} needs a value. See: {help}", option=error.option_name, help=shows)
    if error.ctx and isinstance(error.ctx.command, Commands):
        known = Listing(tuple(Verbatim(name) for name in error.ctx.command.list_commands(error.ctx)))
        return say("No command is given. Commands: {known}. See: {help}", known=known, help=shows)
    if extra := re.search(r"\((.*)\)$", error.message):
        return say("The command has words that it does not know: {words}. See: {help}", words=extra[1], help=shows)
    return say("The command cannot be understood ({reason}). See: {help}", reason=error.message, help=shows)
