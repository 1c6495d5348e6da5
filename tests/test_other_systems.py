"""The package where there is no Unix: what only Unix has is imported and named only where it is used."""

import pkgutil
import subprocess
import sys

import pytest

import analysis

ONLY_UNIX = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog")
NAMES = {
    "os": ("fork", "killpg", "setsid", "waitpid", "getuid", "sysconf", "mkfifo", "WNOHANG"),
    "signal": ("SIGKILL", "SIGHUP", "SIGSTOP", "SIGCONT", "SIGALRM", "SIGCHLD", "alarm", "setitimer"),
}
# The libraries come first: what they do on Windows is theirs, and the standard library asks for the system's name.
IMPORT_ALL = """
import importlib, os, signal, sys
modules, without, names = {modules}, {without}, {names}
for module in modules:
    importlib.import_module(module)
for module in [each for each in sys.modules if each.partition(".")[0] == "analysis"]:
    del sys.modules[module]
for module in without:
    sys.modules[module] = None
for owner, missing in names.items():
    for name in missing:
        vars(sys.modules[owner]).pop(name, None)
for module in modules:
    importlib.import_module(module)
print(len(modules))
"""


@pytest.mark.slow
def test_every_module_is_imported_where_there_is_no_unix() -> None:
    modules = [
        each.name for each in pkgutil.walk_packages(analysis.__path__, "analysis.") if "__main__" not in each.name
    ]
    assert "analysis.execution.forks" in modules
    code = IMPORT_ALL.format(modules=modules, without=ONLY_UNIX, names=NAMES)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=100)
    assert run.stdout.strip() == str(len(modules)), run.stderr
