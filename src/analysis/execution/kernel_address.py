"""Where an ordinary kernel and whoever runs it meet, so that no two kernels ever do."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

LONGEST_SOCKET = 100  # bytes of a path: Linux takes 107, macOS 103
SOCKETS = 5  # of a kernel: shell, iopub, stdin, heartbeat, control

# Windows. Two kernels that start together can pick the same port. Without encryption ipykernel warns on every start.
BY_NETWORK = {"transport": "tcp", "transport_encryption": "required"}


@contextlib.contextmanager
def free() -> Iterator[Mapping[str, str]]:
    """Traits of jupyter_client's KernelManager for one kernel: sockets in a folder that only this user can enter."""
    if sys.platform == "win32":
        yield BY_NETWORK
        return
    with tempfile.TemporaryDirectory(prefix="k-", ignore_cleanup_errors=True) as folder:
        sockets = str(Path(folder) / "s")
        fits = len(os.fsencode(f"{sockets}-{SOCKETS}")) <= LONGEST_SOCKET
        yield {"transport": "ipc", "ip": sockets} if fits else BY_NETWORK
