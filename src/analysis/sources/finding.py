"""Finding the variables and values of a table by what they are, because their names change.

On 8 June 2026 Statistics Finland renamed every variable (`Alue` became `alue_23_20260101`, `vaesto` became
`vaerak-vaesto`). A variable is known by its role, else by the beginning of its name or of its text.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from analysis.message import Listing, Verbatim, say, shown
from analysis.programme.table import Binding
from analysis.sources.cube import Variable
from analysis.sources.refusal import BadReply

AREA, TIME, CONTENT = "area", "time", "content"
# How the names of variables begin, in the words of the services, without accents and in small letters.
STEMS = {
    AREA: ("alue", "kunta", "region", "omrade", "area", "municipality"),
    TIME: ("timeperiod", "vuosi", "kuukausi", "tilastovuosi", "lukuvuosi", "year", "month", "ar", "manad"),
    CONTENT: ("contentscode", "tiedot", "content", "uppgifter", "information"),
    "age": ("ika", "age", "alder"),
    "sex": ("sukupuoli", "sex", "gender", "kon"),
    "language": ("kieli", "aidinkieli", "language", "sprak"),
    "citizenship": ("kansalaisuus", "citizenship", "medborgarskap"),
    "origin": ("syntypera", "origin", "harkomst"),
    "background-country": ("taustamaa", "background country", "bakgrundsland"),
    "birth-country": ("syntymavaltio", "syntymamaa", "country of birth", "fodelseland"),
    "activity": ("paaasiallinen toiminta", "paaasiallinen", "ptoim", "main activity", "huvudsaklig"),
}
TOTALS = ("SSS", "T", "total")  # codes that stand for all values of a variable
SUBJECT = re.compile(r"^[a-z]{2,}-(?=.)")  # what stands before a code since June 2026: `vaerak-vaesto`; not in `18-24`
MUNICIPALITY = re.compile(r"(?:KU)?([0-9]{3})")
SHOWN = 8  # names of a table's variables or values in a sentence


def folded(text: str) -> str:
    """Small letters without accents: how names are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def variable(variables: Sequence[Variable], name: str) -> Variable:
    """The variable with a role, or whose name or text begins with a word. Raises `BadReply` for none or several."""
    if name in (AREA, TIME, CONTENT):
        told = [each for each in variables if each.role == name]
        if len(told) == 1:
            return told[0]
    stems = STEMS.get(name, (folded(name),))
    found = [each for each in variables if _begins(each, stems)]
    if len(found) == 1:
        return found[0]
    if not found:
        what = say(
            "The table has no variable for “{name}”. Its variables: {known}.", name=name, known=_names(variables)
        )
    else:
        what = say("Several variables of the table may be “{name}”: {found}.", name=name, found=_names(found))
    raise BadReply(what)


def begins(text: str, role: str) -> bool:
    """Whether a name begins as the variables of a role do."""
    return any(folded(text).startswith(stem) for stem in STEMS[role])


def _begins(each: Variable, stems: Iterable[str]) -> bool:
    return any(folded(text).startswith(stem) for text in (each.code, each.text) for stem in stems)


def value(of: Variable, code: str) -> str:
    """The code of a value as the table has it now: itself, in other letters, or with the subject before it."""
    if code in of.labels:
        return code
    found = [each for each in of.labels if folded(code) in (folded(each), bare(each))]
    if len(found) == 1:
        return found[0]
    near = difflib.get_close_matches(code, list(of.labels), n=SHOWN, cutoff=0.5) or list(of.labels)[:SHOWN]
    raise BadReply(
        say(
            "The variable “{variable}” has no value “{code}”. Values that are near: {near}.",
            variable=of.text,
            code=shown(code),
            near=Listing(tuple(Verbatim(f"{each} ({of.labels[each]})") for each in near)),
        )
    )


def bare(code: str) -> str:
    """A code in small letters without the subject before it."""
    return SUBJECT.sub("", folded(code))


def check_labels(variables: Sequence[Variable], binding: Binding) -> None:
    """A value must still bear the words that the binding expects of it: a code may have been given to another thing."""
    expected = dict(binding.labels)
    for name, codes in (chosen for selection in binding.selections for chosen in selection.values):
        for code in (code for code in codes if code in expected):
            of = variable(variables, name)
            known = value(of, code)
            if folded(expected[code]) not in folded(of.labels[known]):
                raise BadReply(
                    say(
                        "The value “{code}” is called “{label}”, and the binding expects “{words}”.",
                        code=known,
                        label=shown(of.labels[known]),
                        words=expected[code],
                    )
                )


def check_title(title: str, words: str) -> None:
    """The title must hold the words by which the table is known."""
    if folded(words) not in folded(title):
        raise BadReply(say("The title is “{title}”, and “{words}” is expected.", title=shown(title, 120), words=words))


def total(of: Variable) -> str | None:
    """The value that stands for all others, if the table has one."""
    if of.total in of.labels:
        return of.total
    return next((code for code in TOTALS if code in of.labels), None)


def municipality(code: str) -> str | None:
    """The three digits of a municipality, or None for a country, a region or another area."""
    match = MUNICIPALITY.fullmatch(code)
    return match.group(1) if match else None


def _names(variables: Iterable[Variable]) -> Listing:
    listed = list(variables)[:SHOWN]
    return Listing(tuple(Verbatim(f"{each.code} ({each.text})") for each in listed))
