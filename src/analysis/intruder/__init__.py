"""The report as an intruder reads it: whether a finished report tells anything of what is withheld."""

from analysis.intruder.examination import Examination, compare, examine, files_of, rows_of, teller, worked_out
from analysis.intruder.leak import Leak

__all__ = ["Examination", "Leak", "compare", "examine", "files_of", "rows_of", "teller", "worked_out"]
