"""What the press has made before, by the hash of everything that went into it. Safe to delete at any time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any

FOLDER = Path(".cache") / "handbook"
MOST = 12_000
"""Files kept. The ones unused for longest go first."""


_MEMORY: dict[str, bytes] = {}
"""What is remembered where there is no folder: as long as the process lives."""
_WRITING = threading.Lock()


class Cache:
    """Finished files by key, in a folder; without one, in memory. What is not there is made again."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, playbooks: Path | None) -> Cache:
        """The cache of the handbook whose playbooks are in that folder."""
        return cls(None if playbooks is None else playbooks.resolve().parent / FOLDER)

    def read(self, key: str) -> bytes | None:
        if self.folder is None:
            return _MEMORY.get(key)
        path = self.folder / key
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content

    def write(self, key: str, content: bytes) -> None:
        """Remember `content`. A folder that cannot be written to costs time and nothing else."""
        if self.folder is None:
            with _WRITING:
                while len(_MEMORY) >= MOST:
                    del _MEMORY[next(iter(_MEMORY))]
                _MEMORY[key] = content
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            # A name of its own: two builds at once, or two threads of one, must not write into one file.
            fresh = self.folder / f"{key}.{os.getpid()}.{threading.get_ident()}"
            fresh.write_bytes(content)
            fresh.replace(self.folder / key)

    def prune(self) -> None:
        """Forget what has not been used for longest, beyond `MOST` files."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            files = [(path.stat().st_mtime_ns, path) for path in self.folder.iterdir() if path.is_file()]
            for _, path in sorted(files)[:-MOST]:
                path.unlink()


def key_of(*parts: Any) -> str:
    """A key for what is made of `parts`, which must be text, bytes or plain data."""
    digest = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True, ensure_ascii=True).encode()
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()[:40]
