"""The one Jinja2 environment of the press: every text is filled and escaped on its way out.

Templates are ours, never an author's. What an author wrote reaches them as values only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.rendering.escape import escape, escape_heading, escape_title
from generator.rendering.words import amount, by_when, sentence


def environment(handbook: Handbook, templates: str) -> Environment:
    """An environment for one handbook, with the templates in the folder `templates`.

    Any text a template prints has its settings filled in and is escaped; a template that needs a
    heading or a title says so with a filter, and `as_written` is for text that tells of settings. A name
    that is not defined is a mistake of ours: it raises.
    """
    settings = handbook.settings()

    def out(value: Any) -> Any:
        return escape(fill(value, settings)) if isinstance(value, str) and not isinstance(value, Markup) else value

    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        finalize=out,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "heading": lambda text: escape_heading(fill(text, settings)),
        "html_block": _html_block,
        "as_written": escape,
        "by_when": by_when,
        "sentence": sentence,
        "amount": lambda value: amount(value, handbook.practice.currency),
    }
    env.globals |= {
        "handbook": handbook,
        "practice": handbook.practice,
        "role": lambda id_: handbook.roles[id_].name,
        "front_matter": lambda **fields: _front_matter(fields, settings),
    }
    return env


def _html_block(rendered: str) -> Markup:
    """Markup without blank lines and indentation, so that Markdown takes it as one block of HTML."""
    return Markup("\n".join(line.strip() for line in rendered.splitlines() if line.strip()))


def _front_matter(fields: Mapping[str, Any], settings: Mapping[str, str]) -> Markup:
    """Front matter whose values are JSON, which is YAML that needs no quoting of ours."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, str):
            value = str(escape_title(fill(value, settings)))
        lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    return Markup("---\n" + "\n".join(lines) + "\n---\n")
