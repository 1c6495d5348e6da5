"""What papermill finds under its entry point `papermill.engine`: our engine, imported when it is first asked for.

papermill loads its entry points while it is itself being imported, and the engine needs a papermill that is ready.
"""

from typing import Any


class Registered:
    def __getattr__(self, name: str) -> Any:
        from analysis.execution.engine import ForkEngine

        return getattr(ForkEngine, name)


engine = Registered()
