"""Publishing: a site built beside the last one and put in its place, and the tree for other builders.

Both start from an ordinary mkdocs.yml, so that what `mkdocs build` makes is what `handbook build` makes.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.build import colliding, fill_nav, render_handbook
from generator.checking import Checked
from generator.content import coach_pages
from generator.model.audience import AUDIENCES, Audience, left_out, site_name
from generator.plugin import HEAD_SCRIPTS, SCRIPTS, STYLE, STYLES, frame_of
from generator.plugin import log as plugin_log
from generator.problems import Problem
from generator.rendering.frame import Frame
from generator.rendering.output import Output
from generator.scaffold import STARTER

MARK = STYLE
"""A folder that holds this file is a site of ours and may be replaced."""


class PublishError(Exception):
    """The site or the tree could not be made. The message is for the person at the keyboard."""


@dataclass(frozen=True)
class Places:
    """Where a site comes from and goes to, and who it is for. All paths are absolute.

    `audience` is None where mkdocs.yml decides.
    """

    config: Path
    playbooks: Path
    content: Path
    out: Path
    audience: Audience | None = None


def find_config(playbooks: Path) -> Path:
    """The mkdocs.yml beside the playbooks, in the working folder, or else the starter's."""
    for folder in (playbooks.parent, Path.cwd()):
        if (folder / "mkdocs.yml").is_file():
            return folder / "mkdocs.yml"
    return STARTER / "mkdocs.yml"


def build_site(places: Places) -> int:
    """Build the site and put it in the place of the last one. Returns the number of its pages.

    The new site is made beside the old one; only when it is complete does it take its place. Raises
    `PublishError`, and then the last site is whole. Whoever calls has checked the playbooks and told
    their warnings.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    _refuse_foreign(places.out)
    places.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{places.out.name}-", dir=places.out.parent) as beside:
        fresh, content = Path(beside) / "site", places.content
        if not content.exists():  # a handbook needs no page written by hand, but MkDocs needs a folder
            content = Path(beside) / "content"
            content.mkdir()
        try:
            config = load_config(str(places.config), docs_dir=str(content), site_dir=str(fresh))
            options = config.plugins["handbook"].config
            options["playbooks"] = str(places.playbooks)
            options["audience"] = places.audience or options["audience"]
            with _warnings_told_already():
                build(config)
        except KeyError as error:
            raise PublishError(
                f"{places.config} does not name the plugin {error}: add `- handbook` to its plugins"
            ) from None
        except (MkDocsException, Abort) as error:
            raise PublishError(str(error)) from None
        pages = sum(1 for _ in fresh.rglob("*.html"))
        _replace(places.out, fresh, Path(beside) / "last")
    return pages


@contextmanager
def _warnings_told_already() -> Iterator[None]:
    level = plugin_log.level
    plugin_log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        plugin_log.setLevel(level)


def _refuse_foreign(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).is_file())):
        raise PublishError(
            f"{out} holds something that is not a handbook's site. Name an empty folder, or delete it first."
        )


def _replace(out: Path, fresh: Path, last: Path) -> None:
    """Put the new site where the last one is, by renaming: there is no moment with half of each."""
    try:
        if out.exists():
            out.rename(last)
        fresh.rename(out)
    except OSError as error:
        if last.exists() and not out.exists():
            last.rename(out)
        raise PublishError(
            f"{out} could not be replaced ({error.strerror}). Close what has it open; the last site is whole."
        ) from None


def export_tree(places: Places, checked: Checked) -> list[Problem]:
    """Write a complete Markdown tree with its mkdocs.yml, for builders that run no plugin of ours.

    Returns Problems where a hand-written page has the address of a generated one; nothing is written then.
    """
    assert checked.handbook is not None
    if places.out.exists() and any(places.out.iterdir()) and not (places.out / "docs" / MARK).is_file():
        raise PublishError(
            f"{places.out} holds something that is not an export. Name an empty folder, or delete it first."
        )
    config = _read_config(places.config)
    audience = places.audience or _audience(config)
    coaching = coach_pages(places.content)
    without = left_out(audience, checked.handbook, coaching)
    config["site_name"] = site_name(str(config.get("site_name", "")), audience)
    outputs = render_handbook(checked.handbook, places.playbooks, audience, coaching, _frame(config))
    written = sorted(path for path in places.content.rglob("*") if path.is_file()) if places.content.is_dir() else []
    names = [name for path in written if (name := path.relative_to(places.content).as_posix()) not in without]
    if problems := colliding(outputs, names):
        return problems
    config["nav"] = fill_nav(config.get("nav") or [], checked.handbook, without)
    _write_docs(places.out / "docs", outputs, places.content, names)
    text = yaml.safe_dump(_without_our_plugin(config), sort_keys=False, allow_unicode=True, width=120)
    (places.out / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
    return []


def _frame(config: dict[str, Any]) -> Frame:
    """The frame as `mkdocs build` would have it; a theme that is not installed here has no logo to show."""
    from mkdocs.theme import Theme
    from mkdocs.utils import get_theme_names

    theme = config.get("theme")
    options: dict[str, Any] = dict(theme) if isinstance(theme, dict) else {"name": theme}
    if options.get("name") not in get_theme_names():
        return Frame(config["site_name"])
    options.pop("custom_dir", None)  # its templates are the builder's business
    return frame_of(config["site_name"], Theme(**options), config.get("extra_css") or ())


def _write_docs(docs: Path, outputs: list[Output], content: Path, names: list[str]) -> None:
    """Put everything that is rendered, and the pages written by hand, in the place of what was in `docs`."""
    if docs.exists():
        shutil.rmtree(docs)
    for output in outputs:
        path = docs / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content if isinstance(output.content, bytes) else output.content.encode())
    for name in names:
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content / name, docs / name)


def _without_our_plugin(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration with what the plugin would add to it, and without the plugin."""
    config |= {"docs_dir": "docs", "site_dir": "site"}
    config["plugins"] = [plugin for plugin in config.get("plugins", []) if "handbook" not in _names(plugin)]
    config["extra_css"] = [*STYLES, *config.get("extra_css", [])]
    config["extra_javascript"] = [*SCRIPTS, *config.get("extra_javascript", [])]
    config.setdefault("extra", {}).setdefault("polyfills", []).extend(HEAD_SCRIPTS)
    return config


def _audience(config: dict[str, Any]) -> Audience:
    """Who mkdocs.yml says that the site is for. A word that it does not know is refused by MkDocs, too."""
    options = [
        plugin["handbook"] for plugin in config.get("plugins", []) if isinstance(plugin, dict) and "handbook" in plugin
    ]
    chosen = next((option["audience"] for option in options if option and "audience" in option), "everyone")
    for audience in AUDIENCES:
        if audience == chosen:
            return audience
    raise PublishError(f"audience: {chosen} is none of {', '.join(AUDIENCES)}")


def _names(plugin: Any) -> list[str]:
    return list(plugin) if isinstance(plugin, dict) else [plugin]


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PublishError(f"{path} cannot be read for the export: {error}") from None
    if not isinstance(config, dict):
        raise PublishError(f"{path} is not a configuration for MkDocs")
    return config


def quiet_libraries() -> None:
    """Keep the libraries' own announcements off the terminal; warnings still come through."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
