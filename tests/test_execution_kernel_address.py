"""Each ordinary kernel has an address that no other can have."""

import sys
import tempfile
from pathlib import Path

import pytest
from small_project import written

from analysis.execution import kernel_address
from analysis.execution import notebook as notebooks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
ADDRESS = "from ipykernel.kernelapp import IPKernelApp\nIPKernelApp.instance().transport, IPKernelApp.instance().ip"


def test_two_kernels_never_meet_and_nothing_is_left() -> None:
    with kernel_address.free() as one, kernel_address.free() as other:
        folders = [Path(each["ip"]).parent for each in (one, other)]
        assert folders[0] != folders[1]
        assert [each.stat().st_mode & 0o777 for each in folders] == [0o700, 0o700]  # nobody else can enter
    assert not any(each.exists() for each in folders)


def test_a_path_that_is_too_long_for_a_socket_gives_way_to_ports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    with kernel_address.free() as address:
        assert address == kernel_address.BY_NETWORK


@pytest.mark.slow
def test_a_kernel_listens_there_and_not_on_the_network(tmp_path: Path) -> None:
    path = written(tmp_path, "goal.ipynb", ADDRESS)
    run = notebooks.execute(path, {"programme": "nasby", "period": "2020-2022", "goal": "own-front-door"}, "nasby")
    assert run.failure is None
    told = run.notebook.cells[-1].outputs[0]["data"]["text/plain"]
    assert told.startswith("('ipc', ")
    assert not list(tmp_path.glob("kernel-ipc*"))
