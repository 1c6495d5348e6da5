"""An unknown or ill-typed parameter stops a run, under the project's own command and under plain papermill."""

import pytest

from analysis import parameters
from analysis.errors import UnusableInput

DECLARED = 'programme = "kauniainen"  # folder\nperiod = "2018-2022"  # years\n'


def test_a_parameters_cell_is_read_without_running_it() -> None:
    assert parameters.declared(DECLARED) == {"programme": "kauniainen", "period": "2018-2022"}


def test_a_misspelt_parameter_is_refused_with_the_right_name() -> None:
    with pytest.raises(UnusableInput, match=r"no parameter “periood”\. Did you mean “period”"):
        parameters.check(["", DECLARED, '# Parameters\nperiood = "2022"\n', "import x"])


def test_an_unknown_parameter_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnusableInput, match="programme, period"):
        parameters.check(["", DECLARED, "# Parameters\nzzz = 1\n"])


# The last is what papermill writes for `-p period nan`.
@pytest.mark.parametrize("value", ["2022.5", "['2022']", "None", "True", "float('nan')"])
def test_an_ill_typed_parameter_is_refused(value: str) -> None:
    with pytest.raises(UnusableInput, match="cannot be"):
        parameters.check(["", DECLARED, f"# Parameters\nperiod = {value}\n"])


def test_a_year_that_papermill_made_a_number_is_a_year() -> None:
    parameters.check(["", DECLARED, "# Parameters\nperiod = 2022\n"])


def test_nothing_is_checked_where_nothing_was_injected() -> None:
    parameters.check(["", DECLARED, "from analysis import parameters", "anything = 1"])


def test_a_refusal_is_shown_in_jupyterlab_as_a_sentence_and_not_as_a_traceback() -> None:
    with pytest.raises(UnusableInput) as refused:
        parameters.check(["", DECLARED, "# Parameters\nzzz = 1\n"])
    # IPython asks an exception for this before it writes a traceback.
    assert refused.value._render_traceback_() == [str(refused.value)]
