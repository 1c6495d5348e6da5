"""Running notebooks through papermill, and a whole evaluation from checked input to a report in its place."""
