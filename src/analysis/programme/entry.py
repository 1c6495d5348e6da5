"""One group of keys in a YAML file, taken key by key, each checked for presence and type.

Whatever is wrong goes to `problems`, and a stand-in is returned, so that one reading finds everything; the reader
raises before any stand-in can reach a programme.
"""

import datetime
import difflib
import math
import re
from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

import yaml

from analysis.errors import UnusableInput
from analysis.message import HIDDEN, LANGUAGES, Name, Verbatim, say, shown
from analysis.period import Period, Review
from analysis.programme.group import Group, is_empty, listing

Choice = TypeVar("Choice", bound=StrEnum)

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 60
LONGEST_TEXT = 5000
# An id becomes a file name; these are devices on Windows and cannot be one.
DEVICES = {"con", "prn", "aux", "nul"} | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
NO_NAME = Name("", "", "")


class Entry(Group):
    """A group whose values are taken as texts, names, ids, numbers, dates and choices."""

    # words and names

    def text(self, key: str) -> str:
        if not self.required(key):
            return ""
        return self.text_or(key, "")

    def text_or(self, key: str, default: str) -> str:
        if not self.has(key):
            return default
        node = self.values[key]
        if not isinstance(node, yaml.ScalarNode):
            self.problem(
                key, say("Expected one text, found a list or a group of keys."), say("Write the text after the colon.")
            )
            return default
        text = _one_line(node.value)
        if found := HIDDEN.search(text):
            near = shown(text[max(0, found.start() - 20) : found.end() + 20])
            what = say("“{text}” holds a character that cannot be seen.", text=near)
            self.problem(key, what, say("Type the text again in a plain editor; do not paste it from a document."))
            return HIDDEN.sub("", text)[:LONGEST_ID]
        if len(text) <= LONGEST_TEXT:
            return text
        self.problem(key, say("The text has more than {longest} characters.", longest=LONGEST_TEXT), say("Shorten it."))
        return text[:LONGEST_ID]  # a stand-in; other messages may quote it

    def is_word(self, key: str, word: str) -> bool:
        """Whether the key is given as exactly this word."""
        node = self.values.get(key)
        return isinstance(node, yaml.ScalarNode) and node.value.strip() == word

    def optional_text(self, key: str) -> str | None:
        return self.text_or(key, "") or None

    def identifier(self, key: str) -> str:
        text = self.text(key)
        if text and (not ID_PATTERN.fullmatch(text) or len(text) > LONGEST_ID or text in DEVICES):
            remedy = say(
                "An id is lower-case letters, digits and single hyphens, at most {longest} characters, "
                "for example language-teaching.",
                longest=LONGEST_ID,
            )
            self.problem(key, say("“{text}” cannot be an id.", text=shown(text)), remedy)
        return text

    def name(self, key: str) -> Name:
        return self.name_or(key, NO_NAME) if self.required(key) else NO_NAME

    def name_or(self, key: str, default: Name | None) -> Name | None:
        """A name in the three languages; each of them must be filled."""
        group = self.group_or_none(key)
        if group is None:
            return default
        return group.as_name()

    def as_name(self) -> Name:
        """The group itself as a name: fi, sv and en."""
        words = [self.text(language) for language in LANGUAGES]
        self.finish()
        self.problems.names += 1
        for language in LANGUAGES:
            if language in self.missing:
                self.problems.lacking.setdefault(language, []).append(self.missing[language])
        return Name(*words)

    def ids(self, key: str) -> tuple[str, ...]:
        """A list of ids; none when the key is not given."""
        found = []
        for node in self.items(key):
            if isinstance(node, yaml.ScalarNode) and not is_empty(node):
                found.append(node.value.strip())
            else:
                self.problem(key, say("Expected a list of ids."), say("Write them as [first-id, second-id]."))
        if len(set(found)) < len(found):
            self.problem(key, say("An id stands in the list twice."), say("Name each once."))
        return tuple(found)

    # closed choices and numbers

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        return self.choice_or(key, choices, next(iter(choices))) if self.required(key) else next(iter(choices))

    def choice_or(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        text = self.text_or(key, default.value)
        return choices(self._one_of(key, text, [choice.value for choice in choices], default.value))

    def word_of(self, key: str, words: Collection[str]) -> str:
        text = self.text(key)
        return self._one_of(key, text, list(words), text) if text else text

    def flag(self, key: str) -> bool:
        return self.required(key) and self.flag_or(key, False)

    def flag_or(self, key: str, default: bool) -> bool:
        text = self.text_or(key, str(default).lower())
        return self._one_of(key, text, ["true", "false"], str(default).lower()) == "true"

    def number(self, key: str) -> float:
        return self.number_or(key, 0.0) if self.required(key) else 0.0

    def number_or(self, key: str, default: float) -> float:
        text = self.optional_text(key)
        if text is None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.problem(
            key,
            say("“{text}” is not a number.", text=shown(text)),
            say("Write digits with a decimal point, for example 10 or 0.5."),
        )
        return default

    def whole(self, key: str) -> int:
        """A whole number, 1 or more."""
        return self.whole_or(key, 1) if self.required(key) else 1

    def whole_or(self, key: str, default: int | None) -> int | None:
        text = self.optional_text(key)
        if text is None:
            return default
        if re.fullmatch(r"[1-9][0-9]{0,8}", text):
            return int(text)
        self.problem(
            key,
            say("“{text}” is not a whole number of 1 or more.", text=shown(text)),
            say("Write digits only, for example 12."),
        )
        return default

    # times

    def day(self, key: str) -> datetime.date:
        return (self.day_or_none(key) if self.required(key) else None) or datetime.date.min

    def day_or_none(self, key: str) -> datetime.date | None:
        text = self.optional_text(key)
        if text is None:
            return None
        try:
            return datetime.datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError:
            self.problem(
                key,
                say("“{text}” is not a date.", text=shown(text)),
                say("Write year, month and day, for example 2024-02-12."),
            )
            return None

    def period_or_none(self, key: str) -> Period | None:
        text = self.optional_text(key)
        if text is None:
            return None
        try:
            return Period.parse(text)
        except UnusableInput as error:
            self.problem(key, error.messages[0], say("Correct the period."))
            return None

    def review(self, key: str) -> str:
        text = self.text(key)
        if text:
            try:
                return str(Review.parse(text))
            except UnusableInput as error:
                self.problem(key, error.messages[0], say("Correct the review period."))
        return text

    def reference(self, key: str, ids: Collection[str] | None) -> str | None:
        """An id that must exist among `ids`, if those are known; None when the key is not given."""
        text = self.optional_text(key)
        if text is not None and ids is not None:
            self.check_reference(key, text, ids)
        return text

    def check_reference(self, key: str, text: str, ids: Collection[str]) -> None:
        self._one_of(key, text, list(ids), text)

    def _one_of(self, key: str, text: str, choices: list[str], default: str) -> str:
        if text in choices:
            return text
        what = say("“{text}” is not one of the choices.", text=shown(text))
        near = difflib.get_close_matches(text, choices, n=1)
        if near:
            self.problem(key, what, say("Did you mean “{near}”?", near=near[0]))
        elif choices:
            self.problem(key, what, say("Choices: {choices}.", choices=listing(choices)))
        else:
            self.problem(key, what, say("There is nothing to choose from yet: define it first."))
        return default


class Taken:
    """The ids that are used already, each with the entry that uses it."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def claim(self, entry: Entry, key: str) -> None:
        """Note the id under `key`; an id that is taken is a problem of the later entry."""
        text = entry.optional_text(key)
        if text is None:
            return
        first = self.entries.setdefault(text, entry)
        if first is not entry:
            what = say("“{text}” is already used on line {line}.", text=text, line=Verbatim(str(first.line(key))))
            entry.problem(key, what, say("Each must be different: change one of the two."))


def _one_line(text: str) -> str:
    """A text on one line; only plain blanks are joined, so that a non-breaking space stays one."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" \t\r\n")
