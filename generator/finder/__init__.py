"""The finder: find.html, where the person at the desk types what happened and sees what to say first.

`render_finder` makes the page, the index it searches (a script file, because a page from disk may load
nothing else) and the scripts; `index.py` says what of a playbook is in that index, `assets/engine.js`
how it is searched, `weights.toml` what counts how much, `languages/` what is known of a language.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection, Iterator
from importlib import resources
from pathlib import Path

from generator.finder.index import finder_index
from generator.finder.packed import packed
from generator.model.handbook import Handbook
from generator.rendering.frame import NO_FRAME, Frame
from generator.rendering.output import Output
from generator.rendering.templates import environment

ROOM = Path(str(resources.files("generator.finder")))
FOLDER = "assets/handbook/finder"
INDEX = f"{FOLDER}/index.js"
SCRIPT = f"{FOLDER}/finder.js"
"""All that the page runs, in one file: each file that is asked for costs an old PC more than its contents do."""
SCRIPTS = ("minisearch.js", "vocabulary.js", "words.js", "profiles.js", "store.js", "reader.js", "engine.js")
"""What the engine consists of, in the order in which it is loaded: by the page and by search-report."""
IN_ONE = (*SCRIPTS, "page.js")
LOOK = "assets/handbook/handbook.css"
"""The colours and type that all pages share. With it the styles stand in the page itself: see `SCRIPT`."""

TABS = (
    ("Home", "index"),
    ("Find", "find"),
    ("Red flags", "red-flags"),
    ("Journey", "journey"),
    ("Words", "phrasebook"),
    ("Cards", "cards/index"),
    ("Limits", "authority"),
    ("Learn", "quizzes/index"),
    ("Upkeep", "review"),
)
"""Where the page leads: the first page of each part of the handbook, by the names that the starter's mkdocs.yml gives
them. The way on at the desk, `ALWAYS`, is there on a phone too."""
ALWAYS = ("red-flags", "journey")


def render_finder(
    handbook: Handbook, pages: Collection[str] = (), frame: Frame = NO_FRAME, look: str = ""
) -> list[Output]:
    """The page, its index and its files. `pages` are the sources of the site's other pages: a result links
    to a card or a quiz, and a tab to a part of the handbook, only where there is one. `look` is what stands
    in the style sheet `LOOK`."""
    own = (ROOM / "assets" / "finder.css").read_text(encoding="utf-8")
    env = environment(handbook, str(ROOM / "templates"))
    page = env.get_template("find.html.jinja").render(
        frame=frame,
        name=frame.name or handbook.practice.name,
        look=look.replace('url("', f'url("{posixpath.dirname(LOOK)}/') + own,
        tabs=[
            {"words": words, "address": f"{page}.html", "here": page == "find", "always": page in ALWAYS}
            for words, page in TABS
            if page == "find" or f"{page}.md" in pages
        ],
        stops=[playbook for playbook in handbook.playbooks if playbook.kind == "stop-card"],
        stages=handbook.journey,
        scripts=[INDEX, SCRIPT],
    )
    script = "".join((ROOM / "assets" / name).read_text(encoding="utf-8") for name in IN_ONE)
    return [
        Output("find.html", page),
        Output(INDEX, index_script(handbook, pages)),
        Output(SCRIPT, script),
        *_assets(),
    ]


def index_script(handbook: Handbook, pages: Collection[str] = ()) -> str:
    """The index as a classic script. `<` is escaped, so that no text of an author can end the script."""
    data = json.dumps(packed(finder_index(handbook, pages)), ensure_ascii=False, separators=(",", ":"))
    for char in "<\u2028\u2029":
        data = data.replace(char, f"\\u{ord(char):04x}")
    return f"window.HandbookFinderIndex = {data};\n"


def _assets() -> Iterator[Output]:
    root = ROOM / "assets"
    for file in sorted(path for path in root.rglob("*") if path.is_file() and path.name not in IN_ONE):
        yield Output(f"{FOLDER}/{file.relative_to(root).as_posix()}", file.read_bytes())
