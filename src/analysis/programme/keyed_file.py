"""A YAML file of a programme folder: read whole, or refused with file, line and remedy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import yaml

from analysis.errors import reason
from analysis.message import Message, Verbatim, say
from analysis.project import file_bytes

# The loader in C reads the same language about ten times as fast; not every installation of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SHOWN = 100  # more problems than this are counted, not listed
DEEPEST = 100
MAYBE_DEEP = re.compile(r"^ {100}|(?:[-?] ){50}", re.MULTILINE)
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "value", "merge")
}


@dataclass
class Problems:
    """What is wrong in one file, gathered so that the evaluator sees all of it at once."""

    file: str
    found: list[Message] = field(default_factory=list)
    names: int = 0  # that were read
    lacking: dict[str, list[Message]] = field(default_factory=dict)  # what was told of names without a language

    def told(self) -> list[Message]:
        """What was found; that no name at all stands in some language is one thing, however many names there are."""
        nowhere = {key: told for key, told in self.lacking.items() if len(told) == self.names > 1}
        left_out = {id(message) for told in nowhere.values() for message in told}
        return [
            *(self._no_name_in(language) for language in nowhere),
            *(message for message in self.found if id(message) not in left_out),
        ]

    def _no_name_in(self, language: str) -> Message:
        what = say("No name in the file has the key “{key}”.", key=language)
        remedy = say(
            "Reports are made in Finnish, Swedish and English: write each name as {example}, also in the languages "
            "that the document lacks.",
            example="{fi: …, sv: …, en: …}",
        )
        return say("{file}: {what} {remedy}", file=Verbatim(self.file), what=what, remedy=remedy)

    def add(self, line: int | None, key: str, what: Message, remedy: Message) -> None:
        """One problem: `line` counts from 1, `key` is the path of a key such as `sectors[2].goals[0].title.sv`."""
        file, at = Verbatim(self.file), Verbatim(str(line))
        if line is None:
            self.found.append(say("{file}: {what} {remedy}", file=file, what=what, remedy=remedy))
        elif key:
            self.found.append(
                say(
                    "{file}, line {line}, {key}: {what} {remedy}", file=file, line=at, key=key, what=what, remedy=remedy
                )
            )
        else:
            self.found.append(say("{file}, line {line}: {what} {remedy}", file=file, line=at, what=what, remedy=remedy))


def compose(path: Path, problems: Problems) -> yaml.MappingNode | None:
    """The file as a tree of YAML nodes that know their lines; None when it cannot be read, and why in `problems`.

    Nodes rather than values, so that every scalar keeps the text that was written: 091 stays 091 and `no` stays a word.
    """
    text = _text(path, problems)
    return None if text is None else composed(text, problems)


def composed(text: str, problems: Problems) -> yaml.MappingNode | None:
    """The same of a text that has been read already."""
    if _too_deep(text):
        what = say("Lists and keys stand inside each other more than {depth} deep.", depth=DEEPEST)
        problems.add(None, "", what, say("See docs/programme.md for what a programme folder holds."))
        return None
    try:
        node = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        _not_yaml(error, text, problems)
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add(
            1,
            "",
            say("The file holds no keys."),
            say("A file of a programme folder is a list of “key: value”; see docs/programme.md."),
        )
        return None
    _check_plain(node, problems)
    _check_anchors(text, problems)
    return node


def _too_deep(text: str) -> bool:
    """Whether the file nests deeper than any programme does.

    The parser in C ends the whole process when it comes to some ten thousand. Its events are counted only where
    brackets, dashes or indentation make it possible: that takes as long as a quarter of the reading.
    """
    opened = accumulate(1 if sign in "[{" else -1 for sign in re.findall(r"[\[\]{}]", text))
    if max(opened, default=0) <= DEEPEST and not MAYBE_DEEP.search(text):
        return False
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return True
    except (yaml.YAMLError, RecursionError):
        return False  # `compose` says what is wrong
    return False


def line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def _text(path: Path, problems: Problems) -> str | None:
    try:
        return file_bytes(path).decode("utf-8-sig")
    except FileNotFoundError:
        problems.add(
            None, "", say("The file does not exist."), say("A programme folder holds programme.yaml and sources.yaml.")
        )
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.add(line, "", say("This line is not UTF-8 text."), say("Save the file again with the encoding UTF-8."))
    except OSError as error:
        problems.add(
            None,
            "",
            say("The file cannot be read: {reason}.", reason=reason(error)),
            say("Check the file and its permissions."),
        )
    return None


def _not_yaml(error: Exception, text: str, problems: Problems) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = Verbatim(str(getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__))
    remedy = say("Look at this line and the one above it for a missing colon, quotation mark or indentation.")
    lines = text.split("\n")
    if mark is not None and mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        what = say("The line is indented with a tab.")
        problems.add(mark.line + 1, "", what, say("Indent it with spaces, like the lines around it."))
    elif mark is not None:
        what = say(
            "Not valid YAML from column {column} on ({reason}).", column=Verbatim(str(mark.column + 1)), reason=words
        )
        problems.add(mark.line + 1, "", what, remedy)
    else:
        position = getattr(error, "position", 0) or 0  # of libyaml in bytes, of PyYAML's own reader in characters
        before = text.encode("utf-8")[:position] if LOADER is not yaml.SafeLoader else text[:position].encode("utf-8")
        problems.add(before.count(b"\n") + 1, "", say("Not valid YAML ({reason}).", reason=words), remedy)


def _check_plain(root: yaml.MappingNode, problems: Problems) -> None:
    """Refuse what makes a file hard to read or unsafe: tags, keys that are not words, a key given twice."""
    seen: set[int] = set()
    for node in _nodes(root, seen):
        if node is None:
            continue
        if node.tag not in PLAIN_TAGS:
            what = say("The tag “{tag}” is not allowed.", tag=Verbatim(str(node.tag)))
            problems.add(line_of(node), "", what, say("Write the plain value without a tag."))
        if isinstance(node, yaml.MappingNode):
            _check_keys(node, problems)


def _check_anchors(text: str, problems: Problems) -> None:
    """An anchor is refused whether an alias repeats it or not. Nodes do not know theirs; the parser's events do."""
    for event in yaml.parse(text, Loader=LOADER) if "&" in text else ():
        if isinstance(event, yaml.NodeEvent) and event.anchor and not isinstance(event, yaml.AliasEvent):
            what = say("“&{anchor}” is an anchor.", anchor=Verbatim(event.anchor))
            remedy = say(
                "Delete it, and write the entry out where it is used again; anchors and aliases are not allowed. A "
                "text that begins with & stands in quotation marks."
            )
            problems.add(event.start_mark.line + 1, "", what, remedy)


def _check_keys(node: yaml.MappingNode, problems: Problems) -> None:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.add(
                line_of(key),
                "",
                say("A key is a list or a group of keys."),
                say("A key is one word followed by a colon."),
            )
        elif key.value in first:
            what = say(
                "The key “{key}” is already given on line {first}.",
                key=key.value,
                first=Verbatim(str(first[key.value])),
            )
            problems.add(line_of(key), "", what, say("Keep one of the two."))
        else:
            first[key.value] = line_of(key)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _nodes(root: yaml.Node, seen: set[int]) -> Iterator[yaml.Node]:
    """Every node once; a node that an alias repeats is not entered again, so a file cannot swell or loop."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(_children(node))
