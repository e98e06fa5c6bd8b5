"""The plugin for MkDocs: the core's pages, handed to MkDocs in memory. It decides nothing itself.

It works in `on_config` and `on_files` only. The page events of MkDocs are left alone, so that an
exported tree needs no plugin to come out the same.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, get_files
from mkdocs.theme import Theme

from generator import report
from generator.blocks import WholeBlocks
from generator.build import colliding, fill_nav, last_change, render_handbook
from generator.checking import check_folder
from generator.content import coach_pages
from generator.model.audience import AUDIENCES, left_out, site_name
from generator.problems import Severity, has_errors
from generator.rendering.frame import Frame
from generator.rendering.output import Output

# `--strict` counts what is logged below `mkdocs`, and only that.
log = logging.getLogger("mkdocs.plugins.handbook")

STYLE = "assets/handbook/handbook.css"
SCRIPT = "assets/handbook/handbook.js"
FINDER_STYLE = "assets/handbook/finder/finder.css"
FINDER_SCRIPT = "assets/handbook/finder/hook.js"
CARDS_STYLE = "assets/handbook/cards.css"
CARDS_SCRIPT = "assets/handbook/cards.js"
STYLES = (STYLE, FINDER_STYLE, CARDS_STYLE)
TICKS_SCRIPT = "assets/quizzes/ticks.js"
SCRIPTS = (SCRIPT, FINDER_SCRIPT, CARDS_SCRIPT, TICKS_SCRIPT)
"""What every page carries. A quiz page names its own."""
HEAD_SCRIPTS = ("assets/handbook/from-disk.js", "assets/handbook/iframe-worker.js")
"""What must run before the theme does. The second stands in for workers, which browsers refuse from a disk;
its name keeps the `offline` plugin from adding an address on the network for the same purpose."""


def frame_of(name: str, theme: Theme, styles: Iterable[object] = ()) -> Frame:
    """The frame of a page that does without the theme: the logo is the one that Material would show."""
    favicon, own = str(theme.get("favicon") or ""), tuple(map(str, styles))
    if theme.get("logo"):
        return Frame(name, "", str(theme["logo"]), favicon, own)
    icon = (theme.get("icon") or {}).get("logo") or "material/library"
    files = (Path(folder) / ".icons" / f"{icon}.svg" for folder in theme.dirs)
    svg = next((file.read_text(encoding="utf-8") for file in files if file.is_file()), "")
    return Frame(name, svg, "", favicon, own)


class HandbookConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its hook untyped
    """Options of the plugin in mkdocs.yml."""

    playbooks = config_options.Type(str, default="playbooks")
    audience = config_options.Choice(AUDIENCES, default="everyone")


class _GeneratedFile(File):
    """A page that a playbook is the source of: its edit link leads to the playbook."""

    edit_path: str = ""

    @property
    def edit_uri(self) -> str | None:
        return self.edit_path or None


class HandbookPlugin(BasePlugin[HandbookConfig]):  # type: ignore[no-untyped-call]  # as above
    """Adds the handbook's pages to the site, fills the navigation, and watches the playbooks.

    MkDocs makes a new instance for every build, because neither `on_startup` nor `on_shutdown` is
    defined here; what `on_config` renders is used by the `on_files` of the same build.
    """

    _outputs: list[Output]
    _left_out: frozenset[str] = frozenset()
    _dates_it: bool = False

    # Before the theme's own plugins: `offline` looks for the search shim in the configuration.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything and stop here if something is wrong: nothing of the last site is touched yet."""
        folder = self._folder(config)
        checked = check_folder(folder, date.today())
        shown = os.path.relpath(folder).replace(os.sep, "/")
        text = report.as_text(checked.problems, checked.texts, shown)
        if not checked.publishable or checked.handbook is None:
            count = len(checked.handbook.playbooks) if checked.handbook else 0
            summary = report.summary(checked.problems, count)
            raise PluginError(f"The playbooks have errors. The last site is left as it is.\n\n{text}\n{summary}")
        for problem in checked.problems:
            if problem.severity is Severity.WARNING:
                log.warning(report.as_text([problem], checked.texts, shown).rstrip())
        coaching, audience = coach_pages(Path(config.docs_dir)), self.config.audience
        self._left_out = left_out(audience, checked.handbook, coaching)
        config.site_name = site_name(config.site_name, audience)
        frame = frame_of(config.site_name, config.theme, config.extra_css)
        self._outputs = render_handbook(checked.handbook, folder, audience, coaching, frame)
        # Here and not in `on_files`: between the two, MkDocs has emptied the folder of the last site.
        taken = colliding(self._outputs, [file.src_uri for file in get_files(config)])
        if has_errors(taken):
            raise PluginError(report.as_text(taken, {}, os.path.relpath(config.docs_dir)))
        if config.nav is not None:
            config.nav = fill_nav(config.nav, checked.handbook, self._left_out)
        config.watch = [*config.watch, str(folder)]
        config.markdown_extensions = [*config.markdown_extensions, WholeBlocks()]
        config.extra_css = [*STYLES, *config.extra_css]
        config.extra_javascript = [*SCRIPTS, *config.extra_javascript]
        config.extra.setdefault("polyfills", []).extend(HEAD_SCRIPTS)
        # The sitemap carries a date. Today's would make two builds of one handbook differ.
        self._dates_it = "SOURCE_DATE_EPOCH" not in os.environ
        if self._dates_it:
            stamp = datetime.combine(last_change(checked.handbook), time(), UTC)
            os.environ["SOURCE_DATE_EPOCH"] = str(int(stamp.timestamp()))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand the pages over, each with the playbook that its edit link leads to."""
        for file in [file for file in files if file.src_uri in self._left_out]:
            files.remove(file)
        base = os.path.relpath(self._folder(config), config.docs_dir).replace(os.sep, "/")
        for output in self._outputs:
            file = _GeneratedFile.generated(config, output.path, content=output.content)
            if isinstance(file, _GeneratedFile) and output.source:
                file.edit_path = f"{base}/{output.source}"
            files.append(file)
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs passes it by name
        """Take the date back: the next build of this process may be of another handbook."""
        self.on_build_error(error=None)

    def on_build_error(self, *, error: Exception | None) -> None:  # noqa: ARG002  # as above
        """The same after a build that failed."""
        if self._dates_it:
            os.environ.pop("SOURCE_DATE_EPOCH", None)

    def _folder(self, config: MkDocsConfig) -> Path:
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return root / self.config.playbooks
