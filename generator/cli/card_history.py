"""The cards as they were at an earlier revision of the playbooks, for a practice that keeps them in git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from generator.cards.choices import desk_cards
from generator.cards.content import DeskCard
from generator.source.load import load_handbook


class HistoryError(Exception):
    """That revision cannot be read. The message is for the person at the keyboard."""


def cards_at(revision: str, playbooks: Path) -> list[DeskCard]:
    """The cards of the folder `playbooks` as git has it at `revision`. Playbooks that cannot be read have none."""
    if revision.startswith("-"):
        raise HistoryError(f"{revision!r} is neither a ledger nor a revision")
    command = ["git", "archive", "--format=tar", revision, "."]
    try:
        done = subprocess.run(command, cwd=playbooks, capture_output=True, check=True, timeout=60)  # noqa: S603
    except FileNotFoundError:
        raise HistoryError(f"{revision!r} is no file, and there is no git here to ask for a revision") from None
    except (subprocess.SubprocessError, OSError):
        raise HistoryError(f"{revision!r} is neither a ledger nor a revision that git knows in {playbooks}") from None
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        _unpack(done.stdout, Path(folder))
        loaded = load_handbook(Path(folder))
        if loaded.handbook is None:
            raise HistoryError(f"the playbooks at {revision!r} cannot be read")
        return desk_cards(loaded.handbook)


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the YAML files of a tar archive into `folder`, and nothing outside it: links and odd names are left out."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            path = PurePosixPath(member.name)
            content = members.extractfile(member) if member.isfile() and path.suffix == ".yml" else None
            if content is None or path.is_absolute() or ".." in path.parts:
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
