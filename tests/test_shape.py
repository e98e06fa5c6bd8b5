"""The package tests its own shape: who imports whom, where each library lives, how long a piece may grow.

A rule that gets in the way is changed here, with its reason, and not around it.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

PRODUCTS = frozenset({"pages", "cards", "quizzes", "finder", "workshops", "records"})
CORE = frozenset({"forks", "model", "problems", "near"})
MAY_IMPORT: dict[str, frozenset[str]] = {
    "problems": frozenset(),
    "forks": frozenset(),
    "near": frozenset(),
    "blocks": frozenset(),
    "report": frozenset({"problems"}),
    "model": frozenset({"problems"}),
    "source": CORE,
    "rules": CORE,
    "rendering": CORE,
    **dict.fromkeys(PRODUCTS, CORE | {"rendering"}),
    "scaffold": CORE | {"source"},
    "checking": CORE | {"cards", "rendering", "rules", "source", "workshops"},
    "build": CORE | PRODUCTS | {"rendering"},
    "content": CORE,
    "plugin": CORE | {"blocks", "build", "checking", "content", "rendering", "report"},
    "publish": CORE | {"build", "checking", "content", "plugin", "rendering", "report", "scaffold"},
    "cli": CORE | PRODUCTS | {"build", "checking", "publish", "rendering", "report", "scaffold", "source"},
    "__main__": frozenset({"cli"}),
    "__init__": frozenset(),
}
"""The rooms and modules that each may import, beside itself. Products never import one another."""

HOMES = {
    "yaml": {"source", "scaffold", "publish"},
    "pydantic": {"model", "source"},
    "pydantic_core": {"model", "source"},
    "jinja2": {"rendering", *PRODUCTS},
    "markupsafe": {"rendering", *PRODUCTS},
    "markdown": {"blocks"},
    "mkdocs": {"plugin", "publish"},
    "click": {"cli"},
    "typst": {"rendering"},
    "segno": {"rendering", "cards"},
    "genanki": {"quizzes"},
    "pptx": {"workshops"},
}
"""Where each third-party library is known. Whoever replaces one has these rooms to change, and no others."""


def _room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def _imports(module: Path) -> set[str]:
    """The dotted names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides which room it comes from"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _ours(name: str) -> Path | None:
    """The module of ours that a dotted name means."""
    parts = name.split(".")
    if parts[0] != "generator":
        return None
    for end in (len(parts), len(parts) - 1):
        place = PACKAGE.joinpath(*parts[1:end])
        for found in (place.with_suffix(".py"), place / "__init__.py"):
            if end > 1 and found.is_file():
                return found
    return PACKAGE / "__init__.py"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_room_may(module: Path) -> None:
    room = _room(module)
    others = {_room(found) for name in _imports(module) if (found := _ours(name)) is not None} - {room, "__init__"}
    assert others <= MAY_IMPORT[room], f"{room} may not import {sorted(others - MAY_IMPORT[room])}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_each_library_is_known_in_its_home_only(module: Path) -> None:
    used = {name.split(".")[0] for name in _imports(module)} & HOMES.keys()
    strays = [library for library in used if _room(module) not in HOMES[library]]
    assert strays == []


def test_no_two_modules_import_each_other_even_by_way_of_others() -> None:
    edges = {
        module: {found for name in _imports(module) if (found := _ours(name)) is not None} - {module}
        for module in MODULES
    }
    done: set[Path] = set()
    way: list[Path] = []

    def follow(module: Path) -> None:
        if module in way:
            circle = [step.relative_to(PACKAGE).as_posix() for step in (*way[way.index(module) :], module)]
            pytest.fail("they import each other: " + " -> ".join(circle))
        if module not in done:
            way.append(module)
            for other in sorted(edges[module]):
                follow(other)
            done.add(way.pop())

    for module in MODULES:
        follow(module)


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


REASON = re.compile(r"\blong\b|\blines\b|\bone piece\b|\bin one place\b", re.IGNORECASE)
"""How a docstring gives the reason for a length."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_what_is_long_gives_its_reason(module: Path) -> None:
    """Over 250 lines a module, over 40 a function: then the docstring says why it is in one piece."""
    tree = _tree(module)
    length = len(module.read_text(encoding="utf-8").splitlines())
    assert length <= 250 or REASON.search(ast.get_docstring(tree) or ""), f"{length} lines"
    for function in _functions(tree):
        lines = (function.end_lineno or 0) - function.lineno + 1
        assert lines <= 40 or REASON.search(ast.get_docstring(function) or ""), f"{function.name} has {lines} lines"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_what_others_use_says_what_it_does(module: Path) -> None:
    """Every module and class has a docstring, and every public function that a reader cannot take in at a glance."""
    tree = _tree(module)
    assert ast.get_docstring(tree) or module.name == "__init__.py", "a module says what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    bare = [node.name for node in public if not ast.get_docstring(node) and (node.end_lineno or 0) - node.lineno > 5]
    assert bare == []


WORDS_NOT_OURS = re.compile(r"^_?(?:get|process|handle)_|utils?$|helpers?$|manager$", re.IGNORECASE)


def test_names_stand_in_the_table_of_words() -> None:
    found = defaultdict(list)
    for module in MODULES:
        names = [
            module.stem,
            *(node.name for node in ast.walk(_tree(module)) if isinstance(node, ast.FunctionDef | ast.ClassDef)),
        ]
        found[module.name] = [name for name in names if WORDS_NOT_OURS.search(name)]
    assert {module: names for module, names in found.items() if names} == {}


def test_nothing_catches_everything() -> None:
    """A bug keeps its traceback. What is expected has a name."""
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.ExceptHandler):
                caught = (
                    {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"all"}
                )
                assert not caught & {"Exception", "BaseException", "all"}, f"{module.name}:{node.lineno}"


OUR_TEXT = {".py", ".md", ".yml", ".toml", ".json", ".in", ".lock", ".jinja", ".css", ".js", ".txt", ".cfg", ".sh", ""}
SKIPPED = {
    ".git",
    ".venv",
    "node_modules",
    "site",
    "build",
    ".cache",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "__pycache__",
}
REGISTRIES = re.compile(
    r"\b(pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|unpkg\.com|jsdelivr\.net|crates\.io|proxy\.golang\.org|rubygems\.org)\b"
)
MACHINE = re.compile(r"(?<![\w.])(/(?:home|Users|root)/\w+|/tmp/\w+|[A-Z]:\\\\Users)")


def _own_files() -> list[Path]:
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and path.suffix in OUR_TEXT
        and not SKIPPED & set(path.relative_to(ROOT).parts)
        and not any(part.endswith(".egg-info") for part in path.parts)
    ]


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    """What is installed from where is the installer's business; a path of one machine is nobody's."""
    found = []
    for file in _own_files():
        if file != Path(__file__):
            text = file.read_text(encoding="utf-8", errors="replace")
            found += [
                f"{file.relative_to(ROOT)}: {match[0]}"
                for pattern in (REGISTRIES, MACHINE)
                for match in pattern.finditer(text)
            ]
    assert found == []


def test_every_asset_that_is_not_ours_has_its_licence_beside_it() -> None:
    fonts = {
        folder for file in PACKAGE.rglob("*") if file.suffix in (".woff2", ".ttf", ".otf") for folder in [file.parent]
    }
    assert all(list(folder.glob("*LICENSE*")) + list(folder.glob("*OFL*")) for folder in fonts)
    assert (PACKAGE / "pages" / "assets" / "iframe-worker.LICENSE.txt").is_file()


def test_the_package_takes_all_its_files_along() -> None:
    """A file of a kind that pyproject.toml does not name is missing from every installation."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    kinds = set(re.findall(r'"\*\*/\*(\.\w+)"', text)) | {".py", ".pyc"}
    strays = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in kinds
    }
    assert strays == set()
