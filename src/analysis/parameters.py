"""A notebook's parameters: what it declares, and a refusal of anything else.

papermill injects an unknown parameter with a warning and runs on with the default, which gives a wrong report and a
green light. Both doors are shut here: `refuse_unknown` before a run, and `check` inside the notebook for plain
papermill.
"""

import ast
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import UnusableInput
from analysis.message import Listing, Verbatim, say

INJECTED = "# Parameters"  # the comment with which papermill opens the cell it injects


@dataclass(frozen=True)
class Expression:
    """A value that is not written as a plain scalar, such as the `float('nan')` that papermill makes of `nan`."""

    source: str

    def __repr__(self) -> str:
        return self.source


def declared(source: str) -> dict[str, object]:
    """The names and default values that a parameters cell assigns, one scalar an assignment."""
    found: dict[str, object] = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            found[statement.targets[0].id] = _scalar(statement.value)
    return found


def _scalar(written: ast.expr) -> object:
    try:
        return ast.literal_eval(written)
    except ValueError:
        return Expression(ast.unparse(written))


def refuse_unknown(known: Mapping[str, object], given: Mapping[str, object]) -> None:
    """Raise `UnusableInput` for a parameter that the notebook does not declare or whose type is not its default's."""
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            if near:
                raise UnusableInput(
                    say(
                        "The notebook has no parameter “{name}”. Did you mean “{near}”?",
                        name=name,
                        near=near[0],
                    )
                )
            raise UnusableInput(
                say(
                    "The notebook has no parameter “{name}”. Its parameters are: {known}.",
                    name=name,
                    known=Listing(tuple(Verbatim(key) for key in known)),
                )
            )
        default = known[name]
        # The papermill command turns `-p period 2022` into a whole number; a year is meant, and it is read as one.
        year = isinstance(default, str) and isinstance(value, int) and not isinstance(value, bool)
        if type(value) is not type(default) and not year:
            raise UnusableInput(
                say(
                    "The parameter “{name}” cannot be {value}. Write it as the default is written: {default}.",
                    name=name,
                    value=repr(value),
                    default=repr(default),
                )
            )


def check(executed: Sequence[str]) -> None:
    """Stop a notebook whose injected parameters are unknown or ill-typed.

    `executed` is IPython's `In`, the sources that were run so far. Without an injected cell, as in JupyterLab, nothing
    is checked.
    """
    for position, source in enumerate(executed):
        if source.lstrip().startswith(INJECTED) and position > 0:
            refuse_unknown(declared(executed[position - 1]), declared(source))
