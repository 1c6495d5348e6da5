"""Everything that is checked, one session each. `nox -l` lists them; the README's test command runs `tests`."""

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = True  # else a Python that is not there would pass its tests

PROJECT = nox.project.load_toml("pyproject.toml")
TEST_PACKAGES = nox.project.dependency_groups(PROJECT, "test")


def install(session: nox.Session) -> None:
    # Every notebook starts a Python of its own: libraries that are not compiled would be compiled again each time.
    compiled = ["--compile-bytecode"] if session.venv_backend == "uv" else []
    session.install(*compiled, "-c", "constraints.txt", "-e", ".", *TEST_PACKAGES)
    session.env["PYTHONDONTWRITEBYTECODE"] = ""  # likewise for the project's own files, where the machine forbids it


def whole_suite(session: nox.Session) -> None:
    """Pytest; what is chosen by arguments (`nox -- -k words`) in one process, all tests in two beside each other."""
    if session.posargs:
        session.run("pytest", *session.posargs)
    else:
        session.run("python", "scripts/run_tests.py", interrupt_timeout=15)  # seconds to tidy up after Ctrl-C


@nox.session
def tests(session: nox.Session) -> None:
    """Style, translations, and all tests, on the Python that runs nox."""
    install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("python", "scripts/translations.py", "check")
    whole_suite(session)


@nox.session(python=["3.11", "3.12", "3.13"])
def matrix(session: nox.Session) -> None:
    """All tests on each Python that the project declares."""
    install(session)
    whole_suite(session)


@nox.session
def newest(session: nox.Session) -> None:
    """All tests with the newest versions of everything, not the pinned ones."""
    session.install("-e", ".", *TEST_PACKAGES)
    whole_suite(session)


@nox.session
def translations(session: nox.Session) -> None:
    """Collect every sentence into the Finnish and Swedish catalogues, keeping what is translated."""
    install(session)
    session.run("python", "scripts/translations.py", "update")


@nox.session
def example(session: nox.Session) -> None:
    """Make the invented municipality's data again."""
    install(session)
    session.run("python", "scripts/make_example.py", *session.posargs)


@nox.session
def stress(session: nox.Session) -> None:
    """A thousand notebook executions beside each other: some minutes."""
    install(session)
    which = "tests/test_faults_at_work.py::test_of_many_executions_none_is_lost_and_none_meets_another"
    session.run("pytest", which, *session.posargs, env={"KOTOARVIO_EXECUTIONS": "1000"})


@nox.session
def calibration(session: nox.Session) -> None:
    """Measure how often the rule is wrong, and write docs/calibration.md; fails where it is more often than allowed."""
    install(session)
    session.run("python", "scripts/calibrate.py", *session.posargs)


@nox.session
def benchmark(session: nox.Session) -> None:
    """Measure against the usual ways and the limit, and write docs/benchmark.md; `-- --quick` for a small one."""
    install(session)
    session.install("-c", "constraints.txt", "ploomber-engine")  # only to be measured against
    session.run("python", "scripts/benchmark.py", *session.posargs)
