"""Whatever an author writes comes out on the page as exactly that text, and as nothing else.

One page is rendered twice, through YAML, the templates and the Markdown extensions of mkdocs.yml: once
with a harmless token in every field, once with hostile text. Both pages must have the same tags with the
same attributes, and their texts must differ in nothing but the tokens.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data
from pydantic import TypeAdapter

from generator.checking import check_folder
from generator.model.settings import fill
from generator.model.text import Text, hidden_character
from generator.pages import render_pages
from tests.rendering.everything import everything, write_handbook

ROOT = Path(__file__).parents[2]
AS_TEXT = TypeAdapter(Text)

HOSTILE = (
    "* _ # $ < > [ ] { } | \\ \" ' & </script>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</p></div></article><style>*{display:none}</style>",
    '`code` ``` fence\n```python\nimport os\n```\n~~~\n--8<-- "/etc/passwd"\n;--8<--',
    "{% raw %}{{ 7*7 }}{% endraw %}{{phone}}{{ practice.name }}{# gone #}",
    "&amp; &lt;b&gt; &#60; &nbsp; &copy",
    ":smile: :material-heart: ==mark== ^^ins^^ ~~del~~ ++ctrl++ H~2~O",
    "[link](https://example.org) ![image](x.png) <https://example.org> [ref][1] [^1]\n\n[1]: javascript:alert(1)",
    "<!-- comment --> <![CDATA[x]]> <?php x ?> <!DOCTYPE x>",
    (
        "# heading\n## another\n\n    indented\n- list\n1. one\n> quote\n***\n---\nterm\n:   definition\n\n"
        "| a | b |\n|---|---|\n| c | d |"
    ),
    '!!! note\n    text\n\n??? tip\n\n=== "Tab"\n\n*[HTML]: x\n{: #id .class onclick=x }',
    "tab\there\n\nblank line above\n   indented",
    (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 "
        "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 e\u0301 \u00a0 nbsp \ufb01"
    ),
    "wzxhzdk:0 klzzwxh:0001 amp;#42; \\* \\_ \\\\",
    "'''\n\"\"\"\n%YAML\n--- !!python/object:os.system\n&anchor *alias @x `y",
    "<b>&amp;*_`" + "ab cd ef\n" * 1_112 + "</b>&\"'`>",
)

Event = tuple[str, str, tuple[tuple[str, str], ...]]


class _Remembered(BytecodeCache):
    """The templates, compiled once for all examples: they are the same for every handbook."""

    compiled: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.compiled.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="module")
def compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.rendering.templates.Environment", partial(Environment, bytecode_cache=_Remembered()))
        yield


class _Events(HTMLParser):
    """A page as its tags with their attributes, and the text between them in one piece."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self._in_h1 = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pairs = dict(attrs)
        # The theme's anchor of a page's own title is made from its text: its letters, and nothing else.
        if tag == "h1" or (self._in_h1 and tag == "a"):
            anchor = (pairs.pop("id", "") or "") + (pairs.pop("href", "") or "")
            assert re.fullmatch(r"#?[\w-]*", anchor), anchor
        self._in_h1 = tag == "h1" or (self._in_h1 and tag == "a")
        self.events.append(("start", tag, tuple(sorted((name, value or "") for name, value in pairs.items()))))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        self.events.append(("text", data, ()))

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data, ()))

    def handle_decl(self, decl: str) -> None:
        self.events.append(("declaration", decl, ()))

    def handle_pi(self, data: str) -> None:
        self.events.append(("instruction", data, ()))

    def unknown_decl(self, data: str) -> None:
        self.events.append(("declaration", data, ()))


def _read(html: str) -> list[Event]:
    parser = _Events()
    parser.feed(html)
    parser.close()
    return parser.events


@cache
def _markdown() -> Markdown:
    """Markdown as the site has it: the extensions of mkdocs.yml and those that MkDocs adds."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def _pages(text: str) -> dict[str, tuple[dict[str, object], list[Event]]] | None:
    """Front matter and events of every page of the handbook that has `text` in each of its fields.

    `@` in the text stands for the number of the field. None where the check refuses the text.
    """
    places: dict[str, str] = {}

    def make(place: str) -> str:
        number = places.setdefault(place, str(len(places)))
        return text.replace("@", number)

    with tempfile.TemporaryDirectory() as folder:
        write_handbook(Path(folder), everything(make))
        checked = check_folder(Path(folder), date(2026, 1, 1))
    if any(problem.code in REFUSED for problem in checked.problems):
        return None
    assert checked.handbook is not None, checked.problems
    assert len(checked.handbook.playbooks) == 2, checked.problems
    pages = {}
    for output in render_pages(checked.handbook):
        if output.path.endswith(".md") and isinstance(output.content, str) and output.path != "problems.md":
            body, meta = get_data(output.content)
            pages[output.path] = (meta, _read(_markdown().reset().convert(body)))
    return pages


REFUSED = {"yaml-syntax", "hidden-character"}
"""What keeps a text from being read at all. It is told to the author; no page is made of it."""

TOKEN = re.compile(r"zq\d+qz")


@cache
def _harmless() -> dict[str, tuple[dict[str, object], list[Event]]]:
    pages = _pages("zq@qz")
    assert pages is not None
    return pages


def _places() -> dict[str, str]:
    places: dict[str, str] = {}
    everything(lambda place: places.setdefault(place, str(len(places))))
    return places


def _settings(text: str) -> dict[str, str]:
    own = ("practice", "phone", "emergency_number", "currency", "customer", "customers", "one")
    return dict.fromkeys(own, text)


def _one_line(text: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", text)


def _same(expected: str, found: str, written: str) -> bool:
    """Whether `found` is `expected` with every token replaced by what was written."""
    return TOKEN.sub(lambda _: written, expected) == found


def check_page(path: str, hostile: list[Event], harmless: list[Event], written: str) -> None:
    """Hold a hostile page against the harmless one, event by event."""
    shape = [(kind, what if kind != "text" else "", tuple(name for name, _ in attrs)) for kind, what, attrs in hostile]
    wanted = [
        (kind, what if kind != "text" else "", tuple(name for name, _ in attrs)) for kind, what, attrs in harmless
    ]
    assert shape == wanted, f"{path}: the author's text became markup"
    heading = 0
    for (kind, found, attrs), (_, expected, expected_attrs) in zip(hostile, harmless, strict=True):
        heading += {"start": 1, "end": -1}.get(kind, 0) if found in ("h1", "h2") else 0
        text = _one_line(written) if heading else written  # a heading stands on one line
        if kind == "text":
            assert _same(expected, found, text), f"{path}: {found[:300]!r} should read {expected[:300]!r}"
        for (_, value), (name, expected_value) in zip(attrs, expected_attrs, strict=True):
            assert _same(expected_value, value, written), f"{path}: {name}={value[:300]!r}"


def _check_everywhere(text: str) -> None:
    pages = _pages(text)
    if pages is None:
        return
    written = fill(text, _settings(text))
    for path, (harmless_meta, harmless) in _harmless().items():
        meta, events = pages[path]
        check_page(path, events, harmless, written)
        assert meta.keys() == harmless_meta.keys()


SIGNS = "*_#$<>[]{}|\\\"'&`~!=^:;-+@()%/\n\t "
WRITTEN = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n"), max_size=60),
    st.lists(st.sampled_from([*HOSTILE[:-1], *SIGNS]), min_size=1, max_size=6).map("".join),
).filter(lambda text: len(text.strip()) > 1 and hidden_character(text) is None)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: re.sub(r"\W+", " ", text[:24]).strip())
def test_hostile_text_is_only_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.source.files.MAX_BYTES", 10_000_000)  # 10,000 characters stand in each of 200 fields
    _check_everywhere(AS_TEXT.validate_python(text.replace("@", "(at)")))


ELSEWHERE = (
    (r"(one|two)\.(quiz|card|scenarios)\.", "products of their own show these"),
    (r"handbook\.practice\.(phone|language|handbook_url|names)", "these stand in texts, by name, or on cards"),
    (r"handbook\.gestures\.words", "sentences with them are left out where it is not given"),
    (r"handbook\.actions\.words|wording\.(banned|reserved)\.", "only the check reads these"),
    (r"wording\.steps\.", "a shared step stands in the playbooks that use it; here none does"),
    (r"(session|course|rubric)\.", "the pages for coaches show these: tests/workshops/test_hostile_pages.py"),
    (r"one\.no_gesture", "a reason for no gesture, beside a gesture"),
    (r"two\.(gestures|note|payer_rules)", "a stop card has no gesture and no talk of money"),
)
"""Fields that stand on none of these pages, and why."""


def test_every_text_reaches_a_page() -> None:
    """Nothing that an author writes is lost without a word."""
    shown = "".join(
        what + "".join(value for _, value in attrs) for _, page in _harmless().values() for _, what, attrs in page
    )
    lost = [place for place, number in _places().items() if f"zq{number}qz" not in shown]
    assert [place for place in lost if not any(re.match(pattern, place) for pattern, _ in ELSEWHERE)] == []


@settings(max_examples=30, deadline=None)
@given(WRITTEN)
@example("# a\n\n<b>b</b>\n\n    c")
def test_any_text_is_only_text(text: str) -> None:
    _check_everywhere(AS_TEXT.validate_python(text.replace("@", "(at)")))
