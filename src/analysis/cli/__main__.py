"""`python -m analysis.cli`."""

from analysis.cli import main

if __name__ == "__main__":  # a process that is spawned imports this file too
    main()
