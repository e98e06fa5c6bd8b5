"""The finder: find.html, where the person at the desk types what happened and sees what to say first.

`render_finder` makes the page, the index it searches (a script file, because a page from disk may load
nothing else) and the scripts; `index.py` says what of a playbook is in that index, `assets/engine.js`
how it is searched, `weights.toml` what counts how much, `languages/` what is known of a language.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from importlib import resources
from pathlib import Path

from generator.finder.index import finder_index
from generator.finder.packed import packed
from generator.model.handbook import Handbook
from generator.rendering.output import Output
from generator.rendering.templates import environment

ROOM = Path(str(resources.files("generator.finder")))
FOLDER = "assets/handbook/finder"
INDEX = f"{FOLDER}/index.js"
SCRIPTS = ("minisearch.js", "words.js", "store.js", "reader.js", "engine.js")
"""What the engine consists of, in the order in which it is loaded: by the page and by search-report."""


def render_finder(handbook: Handbook, pages: Collection[str] = ()) -> list[Output]:
    """The page, its index and its files. `pages` are the sources of the site's other pages: a result links
    to a card or a quiz only where there is one."""
    env = environment(handbook, str(ROOM / "templates"))
    page = env.get_template("find.md.jinja").render(
        stops=[playbook for playbook in handbook.playbooks if playbook.kind == "stop-card"],
        stages=handbook.journey,
        scripts=[f"{FOLDER}/{script}" for script in ("page.js", *SCRIPTS)] + [INDEX],
    )
    return [Output("find.md", page), Output(INDEX, index_script(handbook, pages)), *_assets()]


def index_script(handbook: Handbook, pages: Collection[str] = ()) -> str:
    """The index as a classic script. `<` is escaped, so that no text of an author can end the script."""
    data = json.dumps(packed(finder_index(handbook, pages)), ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        data = data.replace(char, f"\\u{ord(char):04x}")
    return f"window.HandbookFinderIndex = {data};\n"


def _assets() -> Iterator[Output]:
    root = ROOM / "assets"
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        yield Output(f"{FOLDER}/{file.relative_to(root).as_posix()}", file.read_bytes())
