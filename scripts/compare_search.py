"""Which library should search the finder's index? Each as it comes, on the same texts and queries; then ours.

    npm install --prefix DIR minisearch flexsearch fuse.js lunr
    python scripts/compare_search.py DIR [QUERIES.tsv ...]

Every library gets the fields of the finder's index with the same weights, and its own means against
misspellings. The last line is the finder's engine: MiniSearch below our reading of words. Times are one
run in Node on this machine: compare them with each other only.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from generator.checking import check_folder
from generator.finder import ROOM, SCRIPTS, index_script
from generator.finder.index import finder_index, weights
from generator.finder.measure import Found, Query, load_queries

ROOT = Path(__file__).parents[1]
RUNNER = Path(__file__).with_suffix(".js")
FIELDS = ("title", "called", "triggers", "definition", "flags", "wording", "apart")


def documents(index: dict[str, Any]) -> list[dict[str, str]]:
    """Each playbook as flat texts, for libraries that know nothing of red flags."""
    rows = []
    for entry in index["playbooks"]:
        flags = [text for flag in entry.get("flags", ()) for text in (flag["looks"], *flag.get("words", ()))]
        lists = {**entry, "title": [entry["title"]], "definition": [entry["definition"]], "flags": flags}
        rows.append({"id": entry["id"], **{field: " . ".join(lists.get(field, ())) for field in FIELDS}})
    return rows


def main(modules: Path, files: list[Path]) -> None:
    handbook = check_folder(ROOT / "playbooks", date.today()).handbook
    node = shutil.which("node")
    assert handbook is not None
    assert node is not None, "Node runs the libraries: install it first"
    queries = [query for file in files for query in load_queries(file)]
    given = {
        "modules": str((modules / "node_modules").resolve()),
        "documents": documents(finder_index(handbook, ())),
        "weights": {field: weights()["fields"][field] for field in FIELDS},
        "scripts": [str(ROOM / "assets" / name) for name in SCRIPTS],
        "index": index_script(handbook),
        "queries": [query.text for query in queries],
    }
    done = subprocess.run(
        [node, str(RUNNER)], input=json.dumps(given), stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    print(f"{len(handbook.playbooks)} playbooks; {', '.join(file.name for file in files)}")
    print(f"{'':28} top 3   all in 8   red 1-2   index ms   ms a query")
    for name, run in json.loads(done.stdout).items():
        counts = _counts(queries, run["results"], set(handbook.by_id))
        print(f"{name:28} {counts}   {run['index']:8.0f}   {run['query']:10.2f}")


def _counts(queries: list[Query], results: list[list[str]], known: set[str]) -> str:
    found = [
        Found(query, "found", tuple(ids), (), tuple(id_ for id_ in query.expected if id_ not in known))
        for query, ids in zip(queries, results, strict=True)
    ]
    counted = [one for one in found if one.counts]
    red = [one for one in counted if one.query.red]
    shares = ((one.in_top for one in counted), (one.all_there for one in counted))
    cells = [f"{100 * sum(share) / len(counted):4.0f} %" for share in shares]
    return f"{cells[0]}     {cells[1]}   {100 * sum(one.red_on_top for one in red) / max(1, len(red)):5.0f} %"


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]] or [ROOT / "tests" / "data" / "queries.tsv"])
