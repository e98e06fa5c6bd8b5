"""The plugin in MkDocs' own hands: `mkdocs build` and `mkdocs serve` behave as MkDocs users expect."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from jinja2.exceptions import UndefinedError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.plugin import HandbookPlugin
from generator.publish import Places, build_site
from tests.sites import ROOT, break_playbook, run, small_handbook, tree


def _configured(places: Places) -> MkDocsConfig:
    """The configuration as it is after the plugin's `on_config`, which is what `mkdocs serve` watches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")  # no build follows that would take the plugin's own date back
        config = load_config(str(places.config))
        return config.plugins.on_config(config)


def test_mkdocs_build_strict_passes_and_gives_the_same_site(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    done = run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert "WARNING" not in done.stderr, done.stderr
    by_mkdocs = tree(places.out)
    build_site(places)
    assert tree(places.out) == by_mkdocs


def test_the_shipped_handbook_builds_under_strict(tmp_path: Path) -> None:
    run("mkdocs", "build", "--strict", "-f", str(ROOT / "mkdocs.yml"), "-d", str(tmp_path / "site"), cwd=tmp_path)
    assert (tmp_path / "site" / "defects" / "appointment-not-in-book.html").is_file()


def test_errors_stop_mkdocs_without_a_traceback_and_the_last_site_stays(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    run("mkdocs", "build", cwd=tmp_path)
    before = tree(places.out)
    break_playbook(places)
    failed = run("mkdocs", "build", cwd=tmp_path, check=False)
    assert failed.returncode == 1
    assert "playbooks/ready/not-ready.yml:17:10: error [unknown-name]" in failed.stderr
    assert "did you mean `counter`?" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert tree(places.out) == before


def test_a_hand_written_page_never_hides_a_generated_one(tmp_path: Path) -> None:
    """MkDocs itself would let one replace the other in silence. The last site stays here as well."""
    places = small_handbook(tmp_path)
    run("mkdocs", "build", cwd=tmp_path)
    before = tree(places.out)
    (places.content / "README.md").write_text("# Mine\n", encoding="utf-8")
    for command in (("mkdocs", "build"), ("generator", "build"), ("generator", "export", "tree")):
        failed = run(*command, cwd=tmp_path, check=False)
        assert failed.returncode == 1, command
        assert "content/README.md: error [page-taken]" in failed.stdout + failed.stderr
        assert "Traceback" not in failed.stdout + failed.stderr
        assert tree(places.out) == before, command
    assert not (tmp_path / "tree").exists()


def test_a_warning_counts_under_strict(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    gaps = places.playbooks / "gaps.yml"
    gaps.write_text(gaps.read_text(encoding="utf-8").replace("squeak-came-back", "brakes-failed"), encoding="utf-8")
    assert run("mkdocs", "build", cwd=tmp_path).returncode == 0
    failed = run("mkdocs", "build", "--strict", cwd=tmp_path, check=False)
    assert failed.returncode == 1
    assert "[gap-filled]" in failed.stderr


def test_the_pencil_leads_to_the_playbook(tmp_path: Path) -> None:
    places = small_handbook(tmp_path, repo_url="https://code.test/team/shop", edit_uri="edit/main/content/")
    build_site(places)

    def pencil(page: str) -> list[str]:
        text = (places.out / page).read_text(encoding="utf-8")
        return re.findall(r'<a href="([^"]*)" title="Edit this page"', text)

    edit = "https://code.test/team/shop/edit/main"
    assert pencil("defects/not-ready.html") == [f"{edit}/playbooks/ready/not-ready.yml"]
    assert pencil("stages/ready.html") == [f"{edit}/playbooks/handbook.yml"]
    assert pencil("phrasebook.html") == [f"{edit}/playbooks/wording.yml"]
    assert pencil("method.html") == [f"{edit}/content/method.md"]
    assert pencil("problems.html") == []


def test_without_a_repository_there_is_no_pencil(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    build_site(places)
    assert "Edit this page" not in (places.out / "defects" / "not-ready.html").read_text(encoding="utf-8")


def test_serve_watches_the_playbooks(tmp_path: Path) -> None:
    places = small_handbook(tmp_path)
    assert str(places.playbooks) in [str(Path(path)) for path in _configured(places).watch]


def test_the_playbooks_folder_can_have_another_name(tmp_path: Path) -> None:
    places = small_handbook(tmp_path, plugins=[{"handbook": {"playbooks": "plans"}}, "search", "offline"])
    places.playbooks.rename(tmp_path / "plans")
    run("mkdocs", "build", cwd=tmp_path)
    assert (places.out / "defects" / "not-ready.html").is_file()


def test_one_process_can_build_two_handbooks(tmp_path: Path) -> None:
    """Nothing of the first build is kept: `mkdocs serve` builds again and again in one process."""
    first, second = small_handbook(tmp_path / "one"), small_handbook(tmp_path / "two")
    (second.playbooks / "road" / "brakes-failed.yml").unlink()
    build_site(first)
    build_site(second)
    assert (first.out / "defects" / "brakes-failed.html").is_file()
    assert not (second.out / "defects" / "brakes-failed.html").exists()
    assert "brakes-failed" not in (second.out / "search" / "search_index.json").read_text(encoding="utf-8")
    assert not hasattr(HandbookPlugin, "on_startup"), "MkDocs keeps plugins that have it between builds"
    assert not hasattr(HandbookPlugin, "on_shutdown")


def test_the_sitemap_is_dated_by_the_playbooks_own_history(tmp_path: Path) -> None:
    """Of the handbook that is built, not of the one that this process built before."""
    first = small_handbook(tmp_path / "one", site_url="https://shop.test/")
    second = small_handbook(tmp_path / "two", site_url="https://shop.test/")
    for file in second.playbooks.glob("r*/*.yml"):
        file.write_text(file.read_text(encoding="utf-8").replace("on: 2026-11-02", "on: 2026-11-09"), encoding="utf-8")
    for places, day in ((first, "2026-11-02"), (second, "2026-11-09")):
        build_site(places)
        assert set(re.findall(r"<lastmod>(.*?)</lastmod>", (places.out / "sitemap.xml").read_text())) == {day}


def test_a_date_from_outside_is_respected(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH is how distributions pin the date of everything that they build."""
    places = small_handbook(tmp_path, site_url="https://shop.test/")
    run("mkdocs", "build", cwd=tmp_path, SOURCE_DATE_EPOCH="1000000000")
    assert "<lastmod>2001-09-09</lastmod>" in (places.out / "sitemap.xml").read_text(encoding="utf-8")


def test_after_a_build_the_environment_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    places = small_handbook(tmp_path)
    build_site(places)
    assert "SOURCE_DATE_EPOCH" not in os.environ
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "main.html").write_text("{{ no.such.thing }}", encoding="utf-8")
    config = yaml.safe_load(places.config.read_text(encoding="utf-8"))
    config["theme"]["custom_dir"] = "broken"
    places.config.write_text(yaml.safe_dump(config), encoding="utf-8")
    with pytest.raises(UndefinedError):
        build_site(places)
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_without_a_navigation_every_page_is_still_built(tmp_path: Path) -> None:
    places = small_handbook(tmp_path, nav=None)
    run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert (places.out / "defects" / "not-ready.html").is_file()


def test_quizzes_and_the_like_never_stand_in_the_navigation(tmp_path: Path) -> None:
    """The navigation is rendered into every page: what is not read in order is kept out of it."""
    places = small_handbook(tmp_path)
    pages = str(_configured(places).nav)
    assert "defects/not-ready.md" in pages
    assert "quizzes/not-ready" not in pages
    assert "cards/not-ready" not in pages
