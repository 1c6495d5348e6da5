"""The report as an intruder reads it: whether a finished report tells anything of what is withheld."""

from analysis.intruder.examination import compare, examine, files_of, read, rows_of, teller, worked_out
from analysis.intruder.leak import Leak

__all__ = ["Leak", "compare", "examine", "files_of", "read", "rows_of", "teller", "worked_out"]
