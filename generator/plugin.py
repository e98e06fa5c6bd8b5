"""The plugin for MkDocs: the core's pages, handed to MkDocs in memory. It decides nothing itself.

It works in `on_config` and `on_files` only. The page events of MkDocs are left alone, so that an
exported tree needs no plugin to come out the same.
"""

from __future__ import annotations

import logging
import os
from datetime import UTC, date, datetime, time
from pathlib import Path


from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from generator import report
from generator.build import check_folder, colliding, fill_nav, last_change, render_handbook
from generator.problems import Severity, has_errors
from generator.rendering.output import Output

# `--strict` counts what is logged below `mkdocs`, and only that.
log = logging.getLogger("mkdocs.plugins.handbook")

STYLE = "assets/handbook/handbook.css"
SCRIPT = "assets/handbook/handbook.js"
SEARCH_SHIM = "assets/handbook/iframe-worker.js"


class HandbookConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    playbooks = config_options.Type(str, default="playbooks")


class _GeneratedFile(File):
    """A page that a playbook is the source of: its edit link leads to the playbook."""

    edit_path: str = ""

    @property
    def edit_uri(self) -> str | None:
        return self.edit_path or None


class HandbookPlugin(BasePlugin[HandbookConfig]):
    """Adds the handbook's pages to the site, fills the navigation, and watches the playbooks.

    MkDocs makes a new instance for every build, because neither `on_startup` nor `on_shutdown` is
    defined here; what `on_config` renders is used by the `on_files` of the same build.
    """

    _outputs: list[Output]

    # Before the theme's own plugins: `offline` looks for the search shim in the configuration.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the playbooks and stop here if they have errors: nothing of the last site is touched yet."""
        folder = self._folder(config)
        checked = check_folder(folder, date.today())
        shown = os.path.relpath(folder).replace(os.sep, "/")
        text = report.as_text(checked.problems, checked.texts, shown)
        if not checked.publishable or checked.handbook is None:
            count = len(checked.handbook.playbooks) if checked.handbook else 0
            raise PluginError(f"The playbooks have errors. The last site is left as it is.\n\n{text}\n{report.summary(checked.problems, count)}")
        for problem in checked.problems:
            if problem.severity is Severity.WARNING:
                log.warning(report.as_text([problem], checked.texts, shown).rstrip())
        self._outputs = render_handbook(checked.handbook)
        if config.nav is not None:
            config.nav = fill_nav(config.nav, checked.handbook)
        config.watch = [*config.watch, str(folder)]
        config.extra_css = [STYLE, *config.extra_css]
        config.extra_javascript = [SCRIPT, *config.extra_javascript]
        config.extra.setdefault("polyfills", []).append(SEARCH_SHIM)
        # The sitemap carries a date. Today's would make two builds of one handbook differ.
        stamp = datetime.combine(last_change(checked.handbook), time(), UTC)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(stamp.timestamp())))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand the pages over, unless a hand-written page has the address of one of them."""
        problems = colliding(self._outputs, [file.src_uri for file in files if not file.generated_by and file.abs_src_path])
        if has_errors(problems):
            raise PluginError(report.as_text(problems, {}, os.path.relpath(config.docs_dir)))
        base = os.path.relpath(self._folder(config), config.docs_dir).replace(os.sep, "/")
        for output in self._outputs:
            file = _GeneratedFile.generated(config, output.path, content=output.content)
            if isinstance(file, _GeneratedFile) and output.source:
                file.edit_path = f"{base}/{output.source}"
            files.append(file)
        return files

    def _folder(self, config: MkDocsConfig) -> Path:
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return root / self.config.playbooks


