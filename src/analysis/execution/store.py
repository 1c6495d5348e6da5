"""Where runs keep what they made, under a digest of everything that it depends on.

Any number of runs may read and write here at the same time, and any of them may be killed at any moment: an entry is
written aside and renamed into place, and one that is not whole counts as absent.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 500 * 1000 * 1000  # of all entries; the ones that were not read for longest go first
SUM_BYTES = 32


def digest(thing: object) -> str:
    """A digest of bytes, or of what can be written as JSON."""
    written = thing if isinstance(thing, bytes) else json.dumps(thing, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.blake2b(written, digest_size=SUM_BYTES).hexdigest()


@dataclass(frozen=True)
class Store:
    """A folder of entries. A store that cannot be read or written keeps nothing, and says nothing."""

    folder: Path

    def find(self, key: str) -> bytes | None:
        path = self._place(key)
        try:
            written = path.read_bytes()
        except OSError:
            return None
        content = written[SUM_BYTES:]
        if _sum(content) != written[:SUM_BYTES]:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content

    def keep(self, key: str, content: bytes) -> None:
        path = self._place(key)
        with contextlib.suppress(OSError):
            if path.exists() and self.find(key) == content:
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_sum(content) + content)
                Path(aside).replace(path)
            except BaseException:
                Path(aside).unlink(missing_ok=True)
                raise

    def find_files(self, key: str) -> dict[str, bytes] | None:
        """Files by name, all of them or none."""
        listed = self.find(key)
        if listed is None:
            return None
        found: dict[str, bytes] = {}
        for name, place in json.loads(listed).items():
            content = self.find(place)
            if content is None:
                return None
            found[name] = content
        return found

    def keep_files(self, key: str, files: Mapping[str, bytes | Path]) -> None:
        """Equal files, of whichever key, are kept once. A path stands for its file, which is read in its turn."""
        listed = {}
        for name, given in files.items():
            content = given.read_bytes() if isinstance(given, Path) else given
            listed[name] = digest(content)
            self.keep(listed[name], content)
        self.keep(key, json.dumps(listed).encode())

    def trim(self, most: int = MOST_BYTES) -> None:
        with contextlib.suppress(OSError):
            entries = [(entry.stat(), entry) for entry in self.folder.glob("*/*")]
            size = sum(state.st_size for state, _ in entries)
            for state, entry in sorted(entries, key=lambda each: each[0].st_mtime):
                if size <= most:
                    break
                entry.unlink(missing_ok=True)
                size -= state.st_size

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def _sum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=SUM_BYTES).digest()
