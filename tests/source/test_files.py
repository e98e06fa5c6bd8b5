"""The folder: what is a playbook, what is not ours, and what only looks like one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.source import files
from generator.source.files import list_folder, read_text


def _listed(tmp_path: Path, *names: str) -> files.Folder:
    for name in ("handbook.yml", *names):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x: y\n", encoding="utf-8")
    return list_folder(tmp_path)


def test_playbooks_come_in_the_order_of_names(tmp_path: Path) -> None:
    folder = _listed(tmp_path, "b/two.yml", "a/three.yml", "b/one.yml")
    assert folder.playbooks == [("a", "three", "a/three.yml"), ("b", "one", "b/one.yml"), ("b", "two", "b/two.yml")]
    assert not folder.problems


@pytest.mark.parametrize(
    "name", ["a/.late.yml", ".a/late.yml", "a/notes.txt", "a/late.yml~", "workshops/notes.txt", "picture.png"]
)
def test_what_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    folder = _listed(tmp_path, name)
    assert not folder.playbooks
    assert not folder.problems


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("handbok.yml", "name it handbook.yml"),
        ("Wording.YAML", "name it wording.yml"),
        ("jurisdiction.yml", "name it jurisdictions.yml"),
        ("late.yml", "move it into the folder of its stage, beside the other playbooks"),
        ("a/Late Bike.YML", "name it late-bike.yml"),
        ("a/late.yaml.txt", "name it late.yml"),
    ],
)
def test_a_file_that_is_not_found_is_told_its_name(tmp_path: Path, name: str, help_: str) -> None:
    (problem,) = _listed(tmp_path, name).problems
    assert (problem.code, problem.help) == ("misplaced-file", help_)


@pytest.mark.parametrize(
    ("stem", "fits"),
    [
        ("a", True),
        ("a-1", True),
        ("x" * 80, True),
        ("x" * 81, False),
        ("-a", False),
        ("a--b", False),
        ("a_b", False),
        ("é", False),
    ],
)
def test_which_names_a_playbook_may_have(tmp_path: Path, stem: str, fits: bool) -> None:
    folder = _listed(tmp_path, f"a/{stem}.yml")
    assert bool(folder.playbooks) is fits
    assert [problem.code for problem in folder.problems] == ([] if fits else ["bad-id"])


def test_a_file_that_cannot_be_used_is_still_known(tmp_path: Path) -> None:
    assert {"late-bike", "flat", "lost"} <= _listed(tmp_path, "a/Late_Bike.yml", "a/flat.yaml", "a/b/lost.yml").refused


def test_workshops_are_no_playbooks(tmp_path: Path) -> None:
    folder = _listed(tmp_path, "workshops/two.yml", "workshops/one.yml", "a/one.yml", "rubric.yml")
    assert folder.workshops == [("one", "workshops/one.yml"), ("two", "workshops/two.yml")]
    assert folder.playbooks == [("a", "one", "a/one.yml")]
    assert folder.settings.keys() == {"handbook.yml", "rubric.yml"}
    assert not folder.problems


@pytest.mark.parametrize("name", ["workshops/Late_Bike.yml", "workshops/late-bike.yaml", "workshops/a/late-bike.yml"])
def test_a_workshop_that_cannot_be_used_stands_for_no_playbook(tmp_path: Path, name: str) -> None:
    folder = _listed(tmp_path, name)
    assert len(folder.problems) == 1
    assert "workshop" in folder.problems[0].message
    assert not folder.workshops
    assert not folder.refused


def test_a_link_inside_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "late.yml").symlink_to("../handbook.yml")
    assert [id_ for _, id_, _ in _listed(tmp_path).playbooks] == ["late"]


def test_a_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", denied)
    assert "unreadable-file" in [problem.code for problem in list_folder(tmp_path).problems]


@pytest.mark.parametrize("raw", [b"a: b\r\nc: d\r\n", b"a: b\rc: d\r", b"\xef\xbb\xbfa: b\nc: d\n"])
def test_how_an_editor_ends_lines_or_begins_files_does_not_matter(tmp_path: Path, raw: bytes) -> None:
    """Lines are counted, and shown in reports, by the newline alone."""
    (tmp_path / "a.yml").write_bytes(raw)
    assert read_text(tmp_path, "a.yml") == ("a: b\nc: d\n", None)


def test_the_largest_file_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 4)
    (tmp_path / "a.yml").write_bytes(b"a: b")
    (tmp_path / "b.yml").write_bytes(b"a: bc")
    assert read_text(tmp_path, "a.yml") == ("a: b", None)
    text, problem = read_text(tmp_path, "b.yml")
    assert text is None
    assert problem is not None
    assert problem.code == "file-too-large"
