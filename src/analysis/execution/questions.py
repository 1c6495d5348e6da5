"""What a notebook can ask of the figures. The answers decide whether it must run again (`execution/traces.py`)."""

# Files and folders of a programme's folder that hold figures. All others are part of every notebook's key.
FIGURE_FILES = ("observations.csv", "own", "official")

Question = tuple[str, ...]

GOAL, INDICATOR, OBSERVED, Q_VALUE, ROWS = "goal", "indicator", "observed", "q-value", "rows"
FINDINGS, FINDINGS_ABOUT = "findings", "findings about"  # of a goal; about an indicator
SUMMARY, EVALUATION, AUDIT, FIGURES = ("summary",), ("evaluation",), ("audit",), ("figures",)
OFFICIAL, CATALOGUES = ("official",), ("catalogues",)
EVERYTHING: Question = ("everything",)
OF_FILES = (EVERYTHING, OFFICIAL, CATALOGUES)  # what these ask for lies in files, and no process has worked it out
UNKNOWN: Question = ("unknown",)  # something that no later run could ask again
