"""Every closed choice has words, and they are sentences where a sentence is promised."""

from enum import StrEnum

import pytest
from reading import read

from analysis import vocabulary
from analysis.display import marks
from analysis.vocabulary import (
    Asks,
    Direction,
    Done,
    Kind,
    Origin,
    Reason,
    Role,
    Sensitivity,
    Severity,
    Status,
    Theme,
    Verdict,
)
from analysis.wording import names, reasons

FUNCTIONS = {
    Verdict: names.verdict,
    Done: names.done,
    Kind: names.kind,
    Asks: names.asks,
    Role: names.role,
    Direction: names.direction,
    Origin: names.origin,
    Sensitivity: names.sensitivity,
    Status: names.status,
    Theme: names.theme,
    Severity: names.severity,
    Reason: names.reason,
}


def test_every_enum_of_the_vocabulary_has_a_function_that_names_its_codes() -> None:
    enums = {
        e for e in vars(vocabulary).values() if isinstance(e, type) and issubclass(e, StrEnum) and e is not StrEnum
    }
    unseen = {vocabulary.Service, vocabulary.Timing, vocabulary.Areas}  # of bindings: no reader meets these codes
    assert enums - unseen == set(FUNCTIONS)


@pytest.mark.parametrize("code", [code for enum in FUNCTIONS for code in enum], ids=repr)
def test_every_code_has_words(code: StrEnum) -> None:
    assert read(FUNCTIONS[type(code)](code))


@pytest.mark.parametrize("enum", FUNCTIONS, ids=lambda enum: enum.__name__)
def test_two_codes_of_one_choice_never_share_their_words(enum: type[StrEnum]) -> None:
    words = [read(FUNCTIONS[enum](code)) for code in enum]
    assert len(set(words)) == len(words)


def test_a_code_is_accepted_as_plain_text_too() -> None:
    assert read(names.verdict("receding")) == "Receding"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="improving"):
        names.verdict("improving")


def test_the_word_of_a_verdict_is_the_word_beside_its_shape() -> None:
    assert all(names.verdict(verdict) is marks.WORDS[verdict] for verdict in Verdict)


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_is_one_full_sentence_and_a_short_label(reason: Reason) -> None:
    sentence, label = read(reasons.sentence(reason)), read(reasons.label(reason))
    assert sentence[0].isupper() and sentence.endswith(".") and len(sentence.split()) >= 6
    assert label[0].isupper() and not label.endswith(".") and len(label.split()) <= 7


@pytest.mark.parametrize("verdict", Verdict)
def test_the_meaning_of_a_verdict_is_a_sentence(verdict: Verdict) -> None:
    assert read(names.verdict_meaning(verdict)).endswith(".")


def test_a_clear_change_is_explained_without_claiming_a_direction() -> None:
    # The same reason stands under “progressing” and under “receding”.
    words = read(reasons.sentence(Reason.CHANGE_CLEAR)).lower()
    assert not {"better", "worse", "rose", "fell", "right direction", "wrong direction"} & set(words.split())


def test_the_key_of_the_downloads_names_the_column_and_the_code() -> None:
    key = {code: read(words) for code, words in names.every_code()}
    assert key["done: partly"].startswith("Partly done")
    assert {code.partition(": ")[0] for code in key} >= {
        "verdict",
        "reason",
        "done",
        "kind",
        "asks",
        "role",
        "severity",
    }
    assert len(key) == len(list(names.every_code()))


@pytest.mark.parametrize(
    "method",
    [
        "wilson",
        "exact-poisson",
        "newcombe",
        "student-t",
        "none",
        "exact-conditional",
        "mover",
        "welch",
        "cochran-armitage",
        "poisson-score",
        "weighted-regression",
    ],
)
def test_every_statistical_method_has_a_name(method: str) -> None:
    assert read(names.method(method))
