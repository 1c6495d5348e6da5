"""The columns of observations.csv, in the order in which they are written."""

COLUMNS = (
    "indicator",
    "area",
    "period",
    "group",
    "part",
    "numerator",
    "denominator",
    "value",
    "status",
    "reporter",
    "source",
    "note",
)
KEY = ("indicator", "area", "period", "group", "part")  # one row a key
NUMBERS = ("numerator", "denominator", "value")
STANDARD_DEVIATION = "standard_deviation"  # the part under which a mean's standard deviation is written

PUBLIC_FILE = "observations.csv"  # public figures, kept with the programme
OWN_FILE = "own/observations.csv"  # what reporters send; stays on the evaluator's machine
