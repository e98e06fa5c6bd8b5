"""The ways in which `fuzz.py` breaks a file. Each takes the lines of a YAML file and a source of chance."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import yaml

LIVE = "zqlive"
"""Stands in every tag and attribute that a mutation writes into a text. In a page it must be text alone."""

HOSTILE = (
    f"<{LIVE}>x</{LIVE}>",
    f'"><{LIVE} onload=x>',
    f"' {LIVE}='1' x='",
    f'" {LIVE}="1',
    f"</p></div></article><{LIVE}>",
    f"</script><{LIVE}>",
    f"<!-- {LIVE} --> <![CDATA[<{LIVE}>]]>",
    f"[{LIVE}](javascript:alert(1)) ![{LIVE}](javascript:alert(1))",
    f"{{: {LIVE}=1 onclick=x }} {LIVE}",
    f"\n\n<div {LIVE}=1>\n\n# {LIVE}\n\n</div>",
    f'```html\n<{LIVE}>\n```\n~~~\n--8<-- "/etc/passwd"\n{LIVE}',
    f"{{% raw %}}<{LIVE}>{{{{ 7*7 }}}}{{phone}} {{nobody}} {{{{phone}}}}",
    f"&lt;{LIVE}&gt; &amp;lt;{LIVE}&amp;gt; &#60;{LIVE}&#62;",
    f"\U0001f9b7 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 e\u0301\u200d\ufeff <{LIVE}>",
    f"`<{LIVE}>` *<{LIVE}>* _x_ ~x~ ^x^ $x$ \\<{LIVE}> | a | b |",
    f"\t<{LIVE}>\twith tabs\t",
    f"    <{LIVE}> indented like code",
    ("x" * 40 + f" <{LIVE}> ") * 200,
    "x" * 10_000,
    "\u202egnp.exe \u2066hidden\u2069",
    "a\u2028b\u2029c\x85d",
    "WRITE me",
    "0",
    "-1",
    "no",
    "null",
    "~",
    "1e999",
    "2026-02-30",
    "{practice}",
    "{",
    "}",
    "{}",
    "%",
    "@",
)
OTHER_TYPES = (
    "",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "yes",
    "no",
    "1",
    "-1",
    "1.5",
    "0x10",
    "1_000",
    "1:30",
    "~",
    "null",
    "2026-01-01",
    "2026-13-45",
    "|",
    ">",
    "|9",
    "*alias",
    "&anchor x",
    "!!python/object:os.system x",
    "!tag x",
    "'open",
    '"open',
    "[open",
    "{open",
    "a: b: c",
    "# only a comment",
    "%YAML 1.2",
    "---",
    "...",
    "@x",
    "`x`",
    "? x",
    "- x",
    "<<: x",
    ".nan",
    "\x00",
    "\x07",
    "\ufeff",
)
Lines = list[str]
Mutation = Callable[[Lines, random.Random], Lines]


def _at(lines: Lines, rng: random.Random) -> int:
    return rng.randrange(len(lines)) if lines else 0


def _drop(lines: Lines, rng: random.Random) -> Lines:
    at = _at(lines, rng)
    return lines[:at] + lines[at + rng.choice([1, 1, 1, 2, 5, 20]) :]


def _double(lines: Lines, rng: random.Random) -> Lines:
    at = _at(lines, rng)
    many = rng.choice([1, 1, 1, 2, 5])
    return lines[: at + many] + lines[at:]


def _indent(lines: Lines, rng: random.Random) -> Lines:
    at = _at(lines, rng)
    by = rng.choice([" ", "  ", "   ", "    ", "\t", "      ", " " * 200])
    return [*lines[:at], by + lines[at], *lines[at + 1 :]]


def _outdent(lines: Lines, rng: random.Random) -> Lines:
    at = _at(lines, rng)
    return [*lines[:at], lines[at].removeprefix(" " * rng.choice([1, 2, 4, 8])).lstrip("\t"), *lines[at + 1 :]]


def _swap(lines: Lines, rng: random.Random) -> Lines:
    one, two = _at(lines, rng), _at(lines, rng)
    lines = lines[:]
    lines[one], lines[two] = lines[two], lines[one]
    return lines


def _with_value(lines: Lines, rng: random.Random, value: str) -> Lines:
    """The value of one field or list entry replaced."""
    fields = [number for number, line in enumerate(lines) if re.match(r"\s*(- )?[\w-]+:|\s*- ", line)]
    at = rng.choice(fields) if fields else 0
    head = re.match(r"\s*(?:- )?(?:[\w-]+:)?", lines[at])
    return [*lines[:at], f"{head[0] if head else ''} {value}", *lines[at + 1 :]]


def _retype(lines: Lines, rng: random.Random) -> Lines:
    return _with_value(lines, rng, rng.choice(OTHER_TYPES))


def _hostile(lines: Lines, rng: random.Random) -> Lines:
    return _with_value(lines, rng, json.dumps(rng.choice(HOSTILE), ensure_ascii=False))


def _hostile_everywhere(lines: Lines, rng: random.Random) -> Lines:
    """One hostile string in every field that holds words for people: whatever has a space and is no moment."""
    value = json.dumps(rng.choice(HOSTILE), ensure_ascii=False)
    text = "\n".join(lines)
    places: list[tuple[int, int]] = []

    def look(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, inner in node.value:
                if key.value not in ("within", "by"):
                    look(inner)
        elif isinstance(node, yaml.SequenceNode):
            for inner in node.value:
                look(inner)
        elif " " in node.value and node.style not in ("|", ">"):
            places.append((node.start_mark.index, node.end_mark.index))

    look(yaml.compose(text, Loader=yaml.BaseLoader))
    for start, end in reversed(places):
        text = text[:start] + value + text[end:]
    return text.split("\n")


def _misspell(lines: Lines, rng: random.Random) -> Lines:
    fields = [number for number, line in enumerate(lines) if re.match(r"\s*(- )?[\w-]+:", line)]
    at = rng.choice(fields) if fields else 0
    name = re.search(r"[\w-]+(?=:)", lines[at])
    if name is None:
        return lines
    spot = rng.randrange(len(name[0]))
    wrong = rng.choice([name[0][:spot] + name[0][spot + 1 :], name[0] + "s", name[0].upper(), name[0][::-1], ""])
    return [*lines[:at], lines[at].replace(name[0], wrong, 1), *lines[at + 1 :]]


def _cut(lines: Lines, rng: random.Random) -> Lines:
    text = "\n".join(lines)
    return text[: rng.randrange(len(text) + 1)].split("\n")


def _several(lines: Lines, rng: random.Random) -> Lines:
    for _ in range(rng.randint(2, 8)):
        lines = rng.choice([_drop, _double, _indent, _outdent, _swap, _retype, _hostile, _misspell])(lines or [""], rng)
    return lines


def _deep(lines: Lines, rng: random.Random) -> Lines:
    depth = rng.choice([5, 13, 100, 1_000, 50_000])
    return _with_value(
        lines, rng, rng.choice(["[" * depth, "[" * depth + "]" * depth, "{a: " * depth, "- " * min(depth, 5_000)])
    )


OF_LINES: dict[str, Mutation] = {
    "line dropped": _drop,
    "line doubled": _double,
    "line indented": _indent,
    "line outdented": _outdent,
    "lines swapped": _swap,
    "another type": _retype,
    "hostile text": _hostile,
    "hostile everywhere": _hostile_everywhere,
    "field misspelt": _misspell,
    "cut short": _cut,
    "several": _several,
    "nested deeply": _deep,
}


def _random_bytes(raw: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice([1, 1, 3, 20])):
        at = rng.randrange(len(raw) + 1)
        raw = raw[:at] + rng.randbytes(rng.choice([1, 1, 2, 8])) + raw[at + rng.choice([0, 1]) :]
    return raw


def _printable(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw) + 1)
    return raw[:at] + rng.choice("{}[]:,&*#?|-<>=!%@`\"'\\\n\t \u00a0\u2028\u200b\ufeff").encode() + raw[at:]


def _replaced(raw: bytes, rng: random.Random) -> bytes:
    return rng.choice(
        [
            b"",
            b"\n",
            b"\x00" * 100,
            b"null",
            b"[]",
            b"- a\n- b\n",
            b"just words",
            b"{}",
            b"---\n---\n",
            b"kind: recovery\n",
            b"a: &x [*x]",
            b"<html></html>",
            b"\xff\xfe" + "kind: recovery".encode("utf-16-le"),
            raw[::-1],
            raw + b"\n---\n" + raw,
            b"#" * 2_000_000,
            rng.randbytes(5_000),
        ]
    )


def _recoded(raw: bytes, rng: random.Random) -> bytes:
    text = raw.decode("utf-8")
    return rng.choice(
        [
            b"\xef\xbb\xbf" + raw,
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.encode("utf-16"),
            (text + "\u00e9").encode("latin-1", "replace"),
            text.replace(" ", "\u00a0").encode(),
            text.replace("  ", "\t").encode(),
        ]
    )


OF_BYTES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "random bytes": _random_bytes,
    "a character": _printable,
    "file replaced": _replaced,
    "another encoding": _recoded,
}


def _deleted(file: Path, rng: random.Random) -> None:
    file.unlink()
    if rng.random() < 0.5:
        file.mkdir()


def _renamed(file: Path, rng: random.Random) -> None:
    name = rng.choice(
        [
            file.stem.upper() + ".yml",
            file.stem + ".yaml",
            file.name + ".txt",
            "a b.yml",
            "\u00e9.yml",
            "-.yml",
            "x" * 100 + ".yml",
            ".yml",
        ]
    )
    file.rename(file.with_name(name))


OF_FILES: dict[str, Callable[[Path, random.Random], None]] = {"file deleted": _deleted, "file renamed": _renamed}
MUTATIONS = (*OF_LINES, *OF_LINES, *OF_BYTES, *OF_FILES)
"""The names of all mutations, those of lines twice: they are what people do."""


def mutated(file: Path, kind: str, rng: random.Random) -> None:
    """Change `file` on disk in the way that `kind` names."""
    if kind in OF_LINES:
        lines = OF_LINES[kind](file.read_text(encoding="utf-8").split("\n"), rng)
        file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    elif kind in OF_BYTES:
        file.write_bytes(OF_BYTES[kind](file.read_bytes(), rng))
    else:
        OF_FILES[kind](file, rng)
