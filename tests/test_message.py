"""Messages travel through an executed notebook as JSON and come back the same."""

import datetime
import json

import pytest

from analysis.errors import english
from analysis.message import Day, Listing, Name, Number, Percent, Span, Verbatim, from_json, say, say_many, to_json

EVERY_VALUE = [
    Name("koulu", "skola", "school"),
    Number(-3.25, 1, signed=True),
    Percent(0.127),
    Day(datetime.date(2022, 12, 31)),
    Span("2022/2023"),
    Verbatim("goal-20"),
    Listing((Verbatim("a"), Number(2))),
    say("The share is {share}.", share=Percent(0.5)),
    say_many("{count} goal", "{count} goals", 29),
]


@pytest.mark.parametrize("value", EVERY_VALUE, ids=lambda value: type(value).__name__)
def test_a_value_survives_json(value: object) -> None:
    assert from_json(json.loads(json.dumps(to_json(value)))) == value


def test_a_bare_number_or_word_becomes_a_typed_value() -> None:
    assert say("{n} of {what}", n=3, what="goal-1").values == {"n": Number(3), "what": Verbatim("goal-1")}


@pytest.mark.parametrize("value", [None, True])
def test_a_message_does_not_show_what_is_not_a_value(value: object) -> None:
    with pytest.raises(TypeError):
        say("{x}", x=value)


def test_an_error_reads_in_english_without_a_catalogue() -> None:
    assert (
        english(say_many("{count} fault in {file}", "{count} faults in {file}", 2, file="a.csv")) == "2 faults in a.csv"
    )
