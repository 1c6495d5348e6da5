"""A group of keys in a YAML file: which keys it has, what groups and lists hang under it, and where it stands."""

import difflib
from collections.abc import Collection
from typing import Self

import yaml

from analysis.message import Listing, Message, Verbatim, say
from analysis.programme.keyed_file import Problems, line_of


class Group:
    """A group of keys at a path such as `sectors[2].goals[0]`."""

    def __init__(self, node: yaml.MappingNode, path: str, problems: Problems):
        self.node = node
        self.path = path
        self.problems = problems
        self.known: set[str] = set()
        self.missing: dict[str, Message] = {}  # what was told of keys that are needed and not given
        self.values = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}

    def has(self, key: str) -> bool:
        """Whether the key is given with a value; `null`, an empty text and nothing at all count as not given."""
        self.known.add(key)
        return key in self.values and not is_empty(self.values[key])

    def problem(self, key: str, what: Message, remedy: Message) -> None:
        self.problems.add(self.line(key), self.key_path(key), what, remedy)

    def line(self, key: str) -> int:
        return line_of(self.values.get(key, self.node))

    def key_path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def finish(self) -> None:
        """Refuse the keys that nobody asked for; call it when everything has been taken."""
        for key in self.values:
            if key not in self.known:
                near = _nearest(key, self.missing) or _nearest(key, self.known)
                what = say("The key “{key}” is not known here.", key=key)
                # {fi: one, two} has a key “two” without a value
                if self.node.flow_style and is_empty(self.values[key]):
                    self.problem(key, what, say("Put a text that holds a comma inside quotation marks."))
                elif near:
                    self.problem(key, what, say("Did you mean “{near}”?", near=near))
                    self._found_misspelt(near)
                else:
                    self.problem(key, what, say("Keys that are known here: {known}.", known=listing(self.known)))

    def _found_misspelt(self, key: str) -> None:
        """A key that is there under another name is not missing too: one fault is told once."""
        if key in self.missing:
            self.problems.found.remove(self.missing.pop(key))

    def group(self, key: str) -> Self | None:
        return self.group_or_none(key) if self.required(key) else None

    def is_group(self, key: str) -> bool:
        """Whether keys of its own stand under a key."""
        return isinstance(self.values.get(key), yaml.MappingNode)

    def group_or_none(self, key: str) -> Self | None:
        if not self.has(key):
            return None
        node = self.values[key]
        if isinstance(node, yaml.MappingNode):
            return type(self)(node, self.key_path(key), self.problems)
        self.problem(
            key,
            say("Expected a group of keys."),
            say("Write the keys below it, indented, or in braces: {example}.", example="{fi: …, sv: …, en: …}"),
        )
        return None

    def groups(self, key: str) -> list[Self]:
        """A list of groups; empty when the key is not given."""
        found = []
        for number, node in enumerate(self.items(key)):
            path = f"{self.key_path(key)}[{number}]"
            if isinstance(node, yaml.MappingNode):
                found.append(type(self)(node, path, self.problems))
            else:
                self.problems.add(
                    line_of(node),
                    path,
                    say("Expected a group of keys."),
                    say("Begin each entry of the list with “- id:”."),
                )
        return found

    def items(self, key: str) -> list[yaml.Node]:
        if not self.has(key):
            return []
        node = self.values[key]
        if isinstance(node, yaml.SequenceNode):
            return node.value
        self.problem(
            key, say("Expected a list."), say("Begin each entry on its own line with a hyphen, or write [] for none.")
        )
        return []

    def required(self, key: str) -> bool:
        if self.has(key):
            return True
        self.problem(
            key,
            say("The key “{key}” is missing or empty.", key=key),
            say("Give it a value; docs/programme.md says which."),
        )
        self.missing[key] = self.problems.found[-1]
        return False


def _nearest(key: str, keys: Collection[str]) -> str | None:
    return next(iter(difflib.get_close_matches(key, sorted(keys), n=1)), None)


def listing(words: Collection[str]) -> Listing:
    return Listing(tuple(Verbatim(word) for word in sorted(words)))


def is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (node.tag == "tag:yaml.org,2002:null" or not node.value.strip())
