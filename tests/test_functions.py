"""What an outside check calls: every public function of the statistics is documented, and its examples run."""

import doctest
import inspect
import re
from pathlib import Path
from types import FunctionType

import pytest

from analysis import change, funnel, intervals, multiplicity, panel, power, trend
from analysis.assessment import rule

PAGE = (Path(__file__).parents[1] / "docs" / "statistics.md").read_text(encoding="utf-8")
MODULES = (intervals, change, panel, trend, power, funnel, multiplicity, rule)
PUBLIC = [
    (module, name, function)
    for module in MODULES
    for name, function in vars(module).items()
    if not name.startswith("_")
    and isinstance(inspect.unwrap(function), FunctionType)
    and inspect.unwrap(function).__module__ == module.__name__
]
LISTED = PAGE.split("## Calling the functions")[1].split("## Sources")[0]


@pytest.mark.parametrize(("module", "name", "function"), PUBLIC, ids=lambda each: each if isinstance(each, str) else "")
def test_a_public_function_is_listed_with_its_import_path_and_its_arguments(module, name, function):
    [line] = [line for line in LISTED.splitlines() if re.match(rf"\| .*`{name}`.*\| `{module.__name__}` \|", line)]
    assert function.__doc__
    if "the same" not in line and "a number" not in line and module is not rule:
        assert not [each for each in inspect.signature(function).parameters if not re.search(rf"\b{each}\b", line)]


def test_the_list_names_no_function_that_is_not_there():
    named = {
        name
        for line in LISTED.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert named == {name for _, name, _ in PUBLIC} | {"Flows"}


def test_the_examples_of_the_page_give_what_they_say():
    [example] = re.findall(r"```pycon\n(.*?)```", LISTED, re.DOTALL)
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(example, {}, "docs/statistics.md", None, 0))
    assert runner.summarize(verbose=False).attempted > 20
    assert runner.summarize(verbose=False).failed == 0


def test_every_source_that_a_docstring_names_is_in_the_list_of_sources():
    """“Wilson 1927” in a docstring must be a line of the list."""
    sources = PAGE.split("## Sources")[1]
    named = re.compile(r"([A-Z][a-z]+)(?: and [A-Z][a-z]+| and others)? \(?((?:18|19|20)\d\d)")
    for module in MODULES:
        for author, year in named.findall(inspect.getsource(module)):
            assert re.search(rf"{author}.*\({year}[a-c]?\)", sources), (module.__name__, author, year)
