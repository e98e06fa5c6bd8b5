"""A site is built beside the last one and takes its place when it is complete, and never otherwise."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.publish import PublishError, build_site, find_config
from generator.scaffold import STARTER
from tests.sites import ROOT, break_playbook, run, small_handbook, tree


def test_two_builds_are_the_same_bytes_wherever_and_whenever_they_are_made(tmp_path: Path) -> None:
    """Another folder, another order of hashes, another time zone and language, another day: the same tree."""
    one, two = small_handbook(tmp_path / "one"), small_handbook(tmp_path / "a" / "deeper place" / "two")
    run("generator", "build", "-q", cwd=tmp_path / "one", PYTHONHASHSEED="1", TZ="Pacific/Auckland")
    run(
        "generator",
        "build",
        "-q",
        "--playbooks",
        str(two.playbooks),
        "--out",
        str(two.out),
        cwd=tmp_path,
        PYTHONHASHSEED="2",
        TZ="America/Anchorage",
        LC_ALL="C",
    )
    first, second = tree(one.out), tree(two.out)
    assert len(first) > 30
    assert {path for path in first.keys() | second.keys() if first.get(path) != second.get(path)} == set()


def test_building_again_over_a_site_gives_the_same_site(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    build_site(places)
    first = tree(places.out)
    (places.out / "left-over.html").write_text("from an older edition", encoding="utf-8")
    build_site(places)
    assert tree(places.out) == first


def _left_in(folder: Path) -> set[str]:
    """What stands in a folder. The cache is a cache: whoever deletes it loses time and nothing else."""
    return {path.name for path in folder.iterdir()} - {".cache"}


def test_nothing_but_the_site_is_left_behind(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    build_site(places)
    assert _left_in(tmp_path) == {"content", "mkdocs.yml", "playbooks", "site"}


def test_errors_in_the_playbooks_leave_the_last_site_whole(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    build_site(places)
    before = tree(places.out)
    break_playbook(places)
    failed = run("generator", "build", cwd=tmp_path, check=False)
    assert failed.returncode == 1
    assert "playbooks/ready/not-ready.yml:17:10: error [unknown-name]" in failed.stdout
    assert "did you mean `counter`?" in failed.stdout
    assert "Traceback" not in failed.stdout + failed.stderr
    assert tree(places.out) == before
    with pytest.raises(PublishError, match="BuildError"):
        build_site(places)
    assert tree(places.out) == before


def test_a_build_that_breaks_half_way_leaves_the_last_site_whole(tmp_path: Path) -> None:
    """Nothing is wrong with the playbooks: the theme itself fails, when pages are already written."""
    places = small_handbook(tmp_path)
    build_site(places)
    before = tree(places.out)
    config = yaml.safe_load(places.config.read_text(encoding="utf-8"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "main.html").write_text("{{ this_is_not_there.at_all }}", encoding="utf-8")
    config["theme"]["custom_dir"] = "broken"
    places.config.write_text(yaml.safe_dump(config), encoding="utf-8")
    with pytest.raises(Exception, match="this_is_not_there"):
        build_site(places)
    assert tree(places.out) == before
    assert _left_in(tmp_path) == {"broken", "content", "mkdocs.yml", "playbooks", "site"}


def test_a_folder_that_is_not_a_site_of_ours_is_refused(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    mine = tmp_path / "holiday"
    mine.mkdir()
    (mine / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(PublishError, match="not a handbook's site"):
        build_site(dataclasses.replace(places, out=mine))
    assert tree(mine).keys() == {"photo.jpg"}
    failed = run("generator", "build", "--out", "holiday", cwd=tmp_path, check=False)
    assert failed.returncode == 1
    assert "not a handbook's site" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_file_where_the_site_should_go_is_refused(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    places.out.write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError):
        build_site(places)
    assert places.out.read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    places.out.mkdir()
    assert build_site(places) == sum(1 for _ in places.out.rglob("*.html"))


def test_a_handbook_without_hand_written_pages_builds(tmp_path: Path) -> None:
    places = small_handbook(tmp_path, nav=["index.md", "playbooks"])
    shutil.rmtree(places.content)
    assert build_site(places) > 10
    assert not places.content.exists()


def test_a_configuration_without_the_plugin_says_what_to_add(tmp_path: Path) -> None:
    places = small_handbook(tmp_path, plugins=["search"])
    with pytest.raises(PublishError, match="add `- handbook` to its plugins"):
        build_site(places)


def test_a_configuration_that_is_no_yaml_is_told_without_a_traceback(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    places.config.write_text("site_name: [", encoding="utf-8")
    for command in (("build",), ("export", "tree")):
        failed = run("generator", *command, cwd=tmp_path, check=False)
        assert failed.returncode == 1
        assert "mkdocs.yml" in failed.stdout + failed.stderr
        assert "Traceback" not in failed.stdout + failed.stderr


def test_a_warning_is_told_once(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    gaps = places.playbooks / "gaps.yml"
    gaps.write_text(gaps.read_text(encoding="utf-8").replace("squeak-came-back", "brakes-failed"), encoding="utf-8")
    for options in ((), ("-q",)):
        done = run("generator", "build", *options, cwd=tmp_path)
        assert (done.stdout + done.stderr).count("[gap-filled]") == 1, options


def test_no_request_leaves_the_site(tmp_path: Path) -> None:
    """No style, script or font of any page has the address of another host in it."""
    places = small_handbook(tmp_path)
    build_site(places)
    loading = re.compile(
        r"""(?:<(?:link|script|img|iframe)[^>]*(?:href|src)=["']?|url\(["']?|@import ["'])(?:https?:)?//"""
    )
    for file in [*places.out.rglob("*.html"), *places.out.rglob("*.css")]:
        assert not loading.search(file.read_text(encoding="utf-8")), file


def test_the_search_index_is_there_as_a_script_for_pages_from_a_disk(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    build_site(places)
    text = (places.out / "search" / "search_index.js").read_text(encoding="utf-8")
    index = json.loads(text.split("=", 1)[1].rstrip().rstrip(";"))
    assert "defects/not-ready.html" in {doc["location"] for doc in index["docs"]}


def test_configuration_is_found_beside_the_playbooks_then_here_then_the_starters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inner = tmp_path / "shop" / "playbooks"
    inner.mkdir(parents=True)
    assert find_config(inner) == STARTER / "mkdocs.yml"
    (tmp_path / "mkdocs.yml").touch()
    assert find_config(inner) == tmp_path / "mkdocs.yml"
    (tmp_path / "shop" / "mkdocs.yml").touch()
    assert find_config(inner) == tmp_path / "shop" / "mkdocs.yml"


def test_the_restaurant_builds_and_says_nothing_of_teeth(tmp_path: Path) -> None:
    """The code knows no dentistry: a handbook for a restaurant holds no word of it."""
    example = ROOT / "examples" / "restaurant"
    run(
        "generator",
        "build",
        "-q",
        "--playbooks",
        str(example / "playbooks"),
        "--out",
        str(tmp_path / "site"),
        cwd=tmp_path,
    )
    words = r"\b(dental|dentists?|patients?|clinic\w*|surger\w+|hygienist\w*|receptionists?)\b"
    dental = re.compile(words, re.IGNORECASE)
    found = {}
    for file in (tmp_path / "site").rglob("*.html"):
        article = file.read_text(encoding="utf-8").split("<article", 1)[-1].split("</article>", 1)[0]
        if words := {match[0] for match in dental.finditer(re.sub(r"<[^>]*>", " ", article))}:
            found[file.name] = words
    assert found.keys() <= {"problems.html"}, found  # the reference of codes takes its examples from any trade
    assert (tmp_path / "site" / "defects" / "steak-underdone.html").is_file()
