"""Every mistake that authors make, as a folder: what they wrote, and the exact report they read.

A case holds only the files that differ from the small valid handbook in `data/base/`, and `expected.txt`.
What a text file cannot hold (bytes, links, sizes) is made by a function of the same name below.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import colliding, render_handbook
from generator.checking import check_folder
from generator.problems import codes
from generator.report import as_text

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 22)
BAD = sorted(path.name for path in (DATA / "bad").iterdir())
GOOD = sorted(path.name for path in (DATA / "good").iterdir())

SEVERAL = {
    "yaml-anchor-and-alias": 2,  # both ends have to be mended
}
"""Cases in which one slip is to be mended in more than one place."""

Maker = Callable[[Path], None]
PLAYBOOK = "ready/not-ready.yml"


def _no_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def _no_handbook(folder: Path) -> None:
    (folder / "handbook.yml").unlink()


def _handbook_is_a_folder(folder: Path) -> None:
    (folder / "handbook.yml").unlink()
    (folder / "handbook.yml").mkdir()


def _folder_named_like_a_playbook(folder: Path) -> None:
    (folder / "ready" / "flat-tyre.yml").mkdir()


def _not_utf8(folder: Path) -> None:
    text = (folder / PLAYBOOK).read_text(encoding="utf-8").replace("on the stand", "im Ständer")
    (folder / PLAYBOOK).write_bytes(text.encode("latin-1"))


def _utf16(folder: Path) -> None:
    (folder / PLAYBOOK).write_bytes((folder / PLAYBOOK).read_text(encoding="utf-8").encode("utf-16"))


def _too_large(folder: Path) -> None:
    with (folder / PLAYBOOK).open("ab") as file:
        file.truncate(50_000_000)


def _linked_from_outside(folder: Path) -> None:
    outside = folder.parent / "flat-tyre.yml"
    outside.write_text("kind: recovery\n", encoding="utf-8")
    (folder / "ready" / "flat-tyre.yml").symlink_to(outside)


def _handbook_linked_from_outside(folder: Path) -> None:
    (folder / "handbook.yml").rename(folder.parent / "handbook.yml")
    (folder / "handbook.yml").symlink_to(folder.parent / "handbook.yml")


def _link_to_nowhere(folder: Path) -> None:
    (folder / "ready" / "flat-tyre.yml").symlink_to("gone.yml")


def _link_to_itself(folder: Path) -> None:
    (folder / "ready" / "flat-tyre.yml").symlink_to("flat-tyre.yml")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "ready" / "flat-tyre.yml")


def _folder_without_a_name_in_utf8(folder: Path) -> None:
    stage = folder / os.fsdecode(b"v\xe9lo")
    stage.mkdir()
    shutil.copy(folder / PLAYBOOK, stage / "flat-tyre.yml")


MADE: dict[str, Maker] = {
    "folder-missing": _no_folder,
    "folder-name-not-utf8": _folder_without_a_name_in_utf8,
    "folder-named-like-a-playbook": _folder_named_like_a_playbook,
    "handbook-is-a-folder": _handbook_is_a_folder,
    "handbook-linked-from-outside": _handbook_linked_from_outside,
    "handbook-missing": _no_handbook,
    "file-is-a-pipe": _pipe,
    "file-linked-from-outside": _linked_from_outside,
    "file-links-to-itself": _link_to_itself,
    "file-links-to-nowhere": _link_to_nowhere,
    "file-not-utf8": _not_utf8,
    "file-too-large": _too_large,
    "file-utf16": _utf16,
}


def _bom(folder: Path) -> None:
    _rewrite(folder, lambda text: "\ufeff" + text)


def _windows_lines(folder: Path) -> None:
    _rewrite(folder, lambda text: text.replace("\n", "\r\n"))


def _old_mac_lines(folder: Path) -> None:
    _rewrite(folder, lambda text: text.replace("\n", "\r"))


def _no_last_newline(folder: Path) -> None:
    _rewrite(folder, lambda text: text.rstrip("\n"))


def _rewrite(folder: Path, change: Callable[[str], str]) -> None:
    for file in folder.rglob("*.yml"):
        file.write_bytes(change(file.read_text(encoding="utf-8")).encode())


GOOD_MADE: dict[str, Maker] = {
    "bom": _bom,
    "no-last-newline": _no_last_newline,
    "old-mac-lines": _old_mac_lines,
    "windows-lines": _windows_lines,
}


def _overlaid(tmp_path: Path, case: Path, made: dict[str, Maker]) -> Path:
    """The base handbook with the case's files put over it."""
    folder = tmp_path / "playbooks"
    shutil.copytree(DATA / "base", folder)
    shutil.copytree(
        case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt", "content", "README.md")
    )
    if case.name in made:
        made[case.name](folder)
    return folder


def _report(tmp_path: Path, case: Path, made: dict[str, Maker]) -> str:
    """What an author reads. Pages written by hand, under `content/`, are held against those that we make."""
    checked = check_folder(_overlaid(tmp_path, case, made), TODAY)
    report = as_text(checked.problems, checked.texts, "playbooks")
    if (case / "content").is_dir():
        assert checked.handbook is not None
        assert not checked.problems, report
        pages = [path.relative_to(case / "content").as_posix() for path in (case / "content").rglob("*.md")]
        report = as_text(colliding(render_handbook(checked.handbook), pages), {}, "content")
    return report


@pytest.mark.parametrize("name", BAD)
def test_bad_case(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    expected = DATA / "bad" / name / "expected.txt"
    report = _report(tmp_path, expected.parent, MADE)
    if request.config.getoption("--rewrite-expected"):
        expected.write_text(report, encoding="utf-8", newline="\n")
    assert report == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_one_mistake_is_one_problem(name: str) -> None:
    """A second complaint about the same slip makes an author look for a second slip."""
    assert len(_reported(name)) == SEVERAL.get(name, 1)


@pytest.mark.parametrize("name", GOOD)
def test_good_case(name: str, tmp_path: Path) -> None:
    assert _report(tmp_path, DATA / "good" / name, GOOD_MADE) == ""


def test_base_is_good(tmp_path: Path) -> None:
    assert _report(tmp_path, DATA / "base", {}) == ""


def test_every_code_has_a_case() -> None:
    assert {code for name in BAD for _, code in _reported(name)} == set(codes())


def test_every_case_reports_the_registered_severity() -> None:
    for name in BAD:
        for severity, code in _reported(name):
            assert codes()[code].severity == severity, name


def test_no_orphans() -> None:
    """A made case without its folder, or a folder that neither changes a file nor is made, tests nothing."""
    assert set(MADE) <= set(BAD)
    assert set(GOOD_MADE) <= set(GOOD)
    for kind, names, made in (("bad", BAD, MADE), ("good", GOOD, GOOD_MADE)):
        for name in names:
            files = [
                path
                for path in (DATA / kind / name).rglob("*")
                if path.is_file() and path.name not in ("expected.txt", "README.md")
            ]
            assert bool(files) != (name in made), name


def _reported(name: str) -> list[tuple[str, str]]:
    """The severity and code of each problem in an expected report."""
    text = (DATA / "bad" / name / "expected.txt").read_text(encoding="utf-8")
    return re.findall(r"^\S.*: (error|warning) \[([a-z0-9-]+)\]$", text, re.MULTILINE)
