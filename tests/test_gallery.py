"""The gallery of charts in the docs shows what the report of the example shows today."""

import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run

sys.path.insert(0, str(ROOT / "scripts"))


@pytest.mark.slow
def test_the_gallery_is_made_from_the_examples_report(example_report: Run, tmp_path: Path) -> None:
    import gallery

    gallery.make(example_report.folder, tmp_path)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert len(made) == 1 + len(gallery.CHARTS)
    for name, content in made.items():
        assert (ROOT / "docs" / name).read_bytes() == content, f"{name}: make it again with scripts/gallery.py"
