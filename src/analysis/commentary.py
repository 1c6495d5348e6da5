"""The evaluator's own comments on goals: `commentary/<period>/<goal>.<language>.md` in a programme folder.

A comment stands beside the verdict that the rule gives and never changes it. How to write one: `docs/commentary.md`.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import mistune

from analysis.errors import UnusableInput
from analysis.message import HIDDEN, LANGUAGES, Listing, Message, Verbatim, say, shown
from analysis.period import Review
from analysis.programme import Programme
from analysis.programme.entry import Entry
from analysis.programme.keyed_file import Problems, composed
from analysis.project import file_bytes
from analysis.vocabulary import Verdict

FOLDER = "commentary"
LONGEST = 6000  # characters of a comment: two pages
FENCE = "---"


@dataclass(frozen=True)
class Passage:
    """A paragraph, or the points of a list."""

    lines: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Comment:
    """What an evaluator says of one goal in one language. `verdict` is the evaluator's own, where one is given."""

    language: str
    author: str
    date: datetime.date
    verdict: Verdict | None
    passages: tuple[Passage, ...]


def files(folder: Path, review: Review) -> list[Path]:
    """The comments of a review, in the order of their names."""
    return sorted((folder / FOLDER / str(review)).glob("[!.]*"))


def check(programme: Programme) -> None:
    """Read the comments of every review; all that is wrong with them is raised as one `UnusableInput`."""
    refused: list[Message] = []
    for folder in sorted((programme.folder / FOLDER).glob("[!.]*")):
        try:
            read(programme, Review.parse(folder.name))
        except UnusableInput as error:
            refused += error.messages
    if refused:
        raise UnusableInput(*refused)


def read(programme: Programme, review: Review) -> Mapping[str, tuple[Comment, ...]]:
    """Every goal's comments, in the order of the languages; all that is wrong is raised as one `UnusableInput`."""
    found: dict[str, dict[str, Comment]] = {}
    refused: list[Message] = []
    for path in files(programme.folder, review):
        problems = Problems(f"{programme.folder.name}/{FOLDER}/{review}/{shown(path.name)}")
        named = _named(programme, path.name, problems)
        comment = _comment(path, named[1], problems) if named else None
        if named and comment and not problems.found:
            found.setdefault(named[0], {})[named[1]] = comment
        refused += problems.found
    refused += _disagreeing(found)
    if refused:
        raise UnusableInput(*refused)
    return {goal: tuple(said[each] for each in LANGUAGES if each in said) for goal, said in found.items()}


def _named(programme: Programme, name: str, problems: Problems) -> tuple[str, str] | None:
    """The goal and the language that a file's name gives."""
    goal, _, rest = name.partition(".")
    language = rest.removesuffix(".md")
    if rest == f"{language}.md" and language in LANGUAGES and goal in {each.id for each in programme.goals}:
        return goal, language
    problems.add(
        None,
        "",
        say("The name of the file does not say which goal it comments on, and in which language."),
        say("Name it after the goal's id and the language: {example}.", example=f"{programme.goals[0].id}.fi.md"),
    )
    return None


def _comment(path: Path, language: str, problems: Problems) -> Comment | None:
    try:
        text = file_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        problems.add(None, "", say("The file cannot be read as UTF-8 text."), say("Save it again as UTF-8."))
        return None
    opening, head, body = _parts(text)
    if opening or not body.strip():
        problems.add(1, "", say("The comment does not begin with its author and date."), _form())
        return None
    if len(body) > LONGEST:
        problems.add(
            None, "", say("The comment has more than {longest} characters.", longest=LONGEST), say("Shorten it.")
        )
        return None
    if found := HIDDEN.search(text.translate({ord("\t"): " ", ord("\n"): " "})):
        near = shown(text[max(0, found.start() - 20) : found.end() + 20])
        what = say("“{text}” holds a character that cannot be seen.", text=near)
        problems.add(None, "", what, say("Type the text again in a plain editor; do not paste it from a document."))
        return None
    node = composed(head, problems)
    if node is None:
        return None
    entry = Entry(node, "", problems)
    verdict = entry.optional_text("verdict")
    given = entry.choice_or("verdict", Verdict, Verdict.NOT_ASSESSED) if verdict else None
    made = Comment(language, entry.text("author"), entry.day("date"), given, passages(body))
    entry.finish()
    return made


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before the first line of dashes, between the two, and after the second. Lines keep their numbers."""
    lines = text.split("\n")
    try:
        first = lines.index(FENCE)
        second = lines.index(FENCE, first + 1)
    except ValueError:
        return "", "", ""
    return (
        "\n".join(lines[:first]),
        "\n" * (first + 1) + "\n".join(lines[first + 1 : second]),
        "\n".join(lines[second + 1 :]),
    )


def _form() -> Message:
    return say(
        "Begin with a line of three dashes, then author and date, each on a line of its own, then three dashes again; "
        "see docs/commentary.md."
    )


def _disagreeing(found: Mapping[str, Mapping[str, Comment]]) -> list[Message]:
    """Goals whose comments give different verdicts in different languages: readers would be told different things."""
    told = []
    for goal, said in found.items():
        if len({comment.verdict for comment in said.values()}) > 1:
            languages = Listing(tuple(Verbatim(each) for each in LANGUAGES if each in said))
            told.append(
                say(
                    "The comments on “{goal}” give different verdicts ({languages}). Give the same one in each "
                    "language.",
                    goal=goal,
                    languages=languages,
                )
            )
    return told


def passages(markdown: str) -> tuple[Passage, ...]:
    """The paragraphs and lists of a comment as plain text. Emphasis is read and dropped; HTML stays visible text."""
    parsed = mistune.create_markdown(renderer=None)(markdown)
    return tuple(passage for token in parsed for passage in _passages(token))


def _passages(token: dict) -> list[Passage]:
    if token["type"] == "list":
        return [Passage(tuple(_text(item) for item in token["children"]), listed=True)]
    if token["type"] == "block_quote":
        return [passage for child in token["children"] for passage in _passages(child)]
    text = _text(token).strip()
    return [Passage((text,))] if text else []


def _text(token: dict) -> str:
    match token["type"]:
        case "softbreak" | "linebreak":
            return " "
        case "link":
            # Without its scheme: a page of a report holds no address that a browser could follow elsewhere.
            words, address = _joined(token), token["attrs"]["url"].partition("://")[2] or token["attrs"]["url"]
            return words if words == address else f"{words} ({address})"
    return _joined(token) if "children" in token else token.get("raw", "").replace("\n", " ")


def _joined(token: dict) -> str:
    between = " " if token["type"] in ("list", "list_item", "block_quote") else ""
    return between.join(_text(child) for child in token["children"])
