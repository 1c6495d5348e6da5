"""The `kotoarvio` command, one file for each of its commands.

Heavy imports wait inside the commands, so that `--help` answers at once.
"""

from analysis.cli.check import check
from analysis.cli.collect import collect
from analysis.cli.compare import compare
from analysis.cli.evaluate import evaluate
from analysis.cli.fetch import fetch
from analysis.cli.goals import goals
from analysis.cli.group import main
from analysis.cli.importing import import_files
from analysis.cli.new import new
from analysis.cli.verify import verify

for command in (evaluate, check, goals, fetch, collect, import_files, new, verify, compare):
    main.add_command(command)
