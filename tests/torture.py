"""What a notebook can do to the process that runs it, one thing a cell, for comparing our engine with a real kernel."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import nbformat

CELLS = (
    "1 + 1",
    "print('one'); print('two')",
    "import sys\nprint('out'); print('err', file=sys.stderr); print('out again')",
    "sys.stdout.write('no end')",
    "print('a', end=''); print('b', flush=True); sys.stdout.writelines(['c', 'd\\n'])",
    # What is written past Python reaches an ordinary kernel through a thread: on a busy machine after the cell's end.
    "import os, time\nos.system('echo from the shell'), time.sleep(0.5)",
    "os.write(1, b'raw out\\n'); os.write(2, b'raw err\\n'); time.sleep(0.5)",
    "import subprocess\nsubprocess.run(['echo', 'a child process']); time.sleep(0.5)",
    "subprocess.run(['sh', '-c', 'echo to err >&2']); time.sleep(0.5)",
    "subprocess.run(['echo', 'caught'], capture_output=True).stdout",
    "!echo with a mark",
    "lines = !printf 'a\\nb\\n'\nlines",
    "%%bash\necho in bash\necho and err >&2",
    "%%sh\nexit 3",
    "from IPython.display import display, HTML, Markdown, clear_output, update_display\ndisplay(1, 'two')",
    "display(HTML('<b>bold</b>')); Markdown('*em*')",
    "display('first', display_id='mine');",
    "update_display('second', display_id='mine')",
    "handle = display('x', display_id=True)\nhandle.update('y')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone later'); clear_output(wait=True); print('replaced')",
    "display('gone'); clear_output(wait=True); display('kept')",
    "import warnings\nwarnings.warn('careful')",
    "warnings.warn('old', DeprecationWarning)",
    "%%capture caught\nprint('hidden'); display('hidden too')",
    "caught.stdout, len(caught.outputs)",
    "caught.show()",
    "1 / 0",
    "def f(n):\n    return f(n - 1) if n else [][1]\nf(3)",
    "raise ValueError('two\\nlines')",
    "class Odd(Exception):\n    def __str__(self): return 'ödd ☃'\nraise Odd",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise RuntimeError('after') from e",
    "raise ExceptionGroup('several', [ValueError(1), TypeError(2)])",
    "this is not python",
    "if True:\nprint('badly indented')",
    "undefined_name",
    "raise SystemExit(3)",
    "raise SystemExit",
    "raise KeyboardInterrupt",
    "import signal\nos.kill(os.getpid(), signal.SIGINT)\nimport time; time.sleep(1)",
    "input('name? ')",
    "import getpass\ngetpass.getpass()",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "task = asyncio.create_task(asyncio.sleep(0, result=42))\nawait task",
    "later = asyncio.sleep(0)\ntry:\n    asyncio.run(later)\nfinally:\n    later.close()",
    "async def ticks():\n    for i in range(3):\n        yield i\n[i async for i in ticks()]",
    "await asyncio.wait_for(asyncio.sleep(5), 0.01)",
    "import threading\nt = threading.Thread(target=print, args=('from a thread',)); t.start(); t.join()",
    "t = threading.Thread(target=display, args=('shown by a thread',)); t.start(); t.join()",
    "t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);",
    "plt.figure(figsize=(2, 1)); plt.plot([3, 1]); print('before'); plt.show(); print('after')",
    "fig, ax = plt.subplots(figsize=(1, 1))\nfig",
    "plt.get_backend(), plt.get_fignums()",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "pd.Series([1.5, None], name='s')",
    "class Raw:\n    def _repr_png_(self): return b'\\x89PNG\\r\\n\\x1a\\n not really'\nRaw()",
    "class Many:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'p', 'application/x+json': {'k': [1, None]}}, {'text/plain': {'m': 1}}\nMany()",
    "class Broken:\n    def __repr__(self): raise RuntimeError('no repr')\nBroken()",
    "class Shown:\n    def _ipython_display_(self): print('by itself')\nShown()",
    "x = 5; x",
    "{'text': '2024-02-03T04:05:06Z', 'list': ['2024-02-03T04:05:06.789012+00:00']}",
    "display({'application/x+json': {'when': '2024-02-03T04:05:06Z'}, 'text/plain': '2024-02-03T04:05:06Z'}, raw=True)",
    "None",
    "'silent';",
    "_, __, Out[1], In[1]",
    "b'bytes \\xff', 'ünïcode ☃', {3, 1, 2}, {'b': 1, 'a': 2}",
    "list(range(2000))",
    "'x' * 5000",
    "print('\\x1b[31mred\\x1b[0m'); print('over\\rwritten'); print('back\\b\\bspace')",
    "import logging\nlogging.getLogger('n').warning('logged')\nlogging.warning('root')",
    "%timeit?",
    "len?",
    "%who_ls int",
    "%history -l 1",
    "%%writefile written.txt\ncontent",
    "%cat written.txt",
    "%env KOTOARVIO_TORTURE=1",
    "os.environ['KOTOARVIO_TORTURE']",
    "%cd -q ..",
    "os.getcwd() == os.path.dirname(os.path.abspath(os.curdir)) or os.listdir() != []",
    "%lsmagic_that_is_not",
    "get_ipython().__class__.__name__, get_ipython().execution_count",
    "import random, numpy as np\nrandom.random(), np.random.rand(), np.random.default_rng(1).random()",
    "__name__, sys.modules['__main__'].__dict__ is globals()",
    "sys.stdin.read()",
    "from tqdm.auto import tqdm\nfor _ in tqdm(range(2), disable=True): pass",
    "def g():\n    print('line'); raise OSError(2, 'No such file', 'f')\ng()",
    "import pickle\npickle.loads(pickle.dumps(Odd('round')))",
    "compile('1 +', 'f', 'eval')",
    "os.fork() or os._exit(0); os.wait()[1]",
    "multi = [\n    1,\n    2,\n]\nmulti",
    "print('x' * 100_000)",
    "sys.stdout.flush(); sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.name",
    "sys.displayhook('by hand')",
    "print(repr(object())[:8]); sys.argv[1:] == []",
    "%xmode Minimal\n1 / 0",
    "%precision 2\n3.14159",
    "from IPython.display import Image, SVG, JSON, Latex, Pretty\nJSON({'a': 1})",
    "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
    "get_ipython().set_next_input('next')",
    "get_ipython().run_cell('print(\"nested\"); 7')",
    "%run written_script_that_is_not.py",
    "assert 1 == 2, 'said so'",
    "exec('raise ValueError(\"in exec\")')",
    "breakpoint",
    "del x\nx",
)


def notebook() -> nbformat.NotebookNode:
    """Each of the cells may fail, and the next one is run all the same."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{position}") for position, source in enumerate(CELLS)]
    for cell in cells:
        cell.metadata["tags"] = ["raises-exception"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def run(engine: str, folder: Path) -> nbformat.NotebookNode:
    """The executed notebook. In a process of its own, because what a fork copies must have one thread."""
    place = folder / engine
    place.mkdir()
    written, executed = place / "torture.ipynb", folder / f"{engine}.ipynb"
    nbformat.write(notebook(), written)
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    del environment["PYTEST_CURRENT_TEST"]  # ipykernel does not look at the file descriptors when it finds it
    subprocess.run(
        [sys.executable, __file__, engine, written, executed], cwd=place, env=environment, capture_output=True
    )
    return nbformat.read(executed, as_version=4)


def main(engine: str, written: str, executed: str) -> None:
    from analysis.execution import startup

    startup.skip_address_grammar()
    import papermill

    import analysis.execution.engine  # noqa: F401  registers itself

    with contextlib.suppress(papermill.PapermillExecutionError):  # it tells of allowed errors too, in the end
        papermill.execute_notebook(
            written, executed, engine_name=engine, kernel_name="python3", progress_bar=False, cwd=str(Path.cwd())
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
