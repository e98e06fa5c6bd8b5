"""Cards of random length, for the tests and for scripts/fuzz_cards.py: short, overfull, and at the edge."""

from __future__ import annotations

import random

from generator.cards.content import PLACES, CardFlag, CardStep, DeskCard, Line, revision_of

WORDS = [
    "a",
    "the",
    "it",
    "is",
    "at",
    "by",
    "no",
    "on",
    "we",
    "you",
    "now",
    "who",
    "day",
    "call",
    "desk",
    "phone",
    "chair",
    "stays",
    "money",
    "minute",
    "patient",
    "before",
    "nobody",
    "answer",
    "waiting",
    "promise",
    "manager",
    "whenever",
    "everybody",
    "practice",
    "appointment",
    "understanding",
    "WWWW",
    "MMMM",
    "illicit",
    "wheelchair-accessible",
    "step-by-step",
    "Öffnungszeiten",
    "überraschend",
    "14:30",
    "$25.00",
    "911",
    "(really)",
    "yes/no",
    "don\u2019t",
]
IDS = ("late", "bill-higher-than-the-quote", "x", "somebody-shouts-and-frightens-others")
LONG = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
HOSTILE = (
    '#read("/etc/passwd")',
    "#panic()",
    "#set page(width: 1cm)",
    "@ref",
    '"}], "cfg": {}',
    '#import "@preview/x:1.0.0"',
    "<b>bold</b>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "$x^2$",
    "*bold* _it_",
    "\\u{41}",
    "// no comment",
    "/* none */",
    "\\",
    "`code`",
    "]]>",
    "</script>",
    "<label>",
    "~tilde",
    "- item",
    "= Heading",
    "#",
    "%00",
    "\u200bx",
    "[link](x)",
)
"""Words that mean something to Typst, Jinja, HTML, JSON or Markdown, and must print as themselves."""


def random_cards(count: int, seed: int) -> list[DeskCard]:
    rng = random.Random(seed)
    return [random_card(rng, number) for number in range(count)]


def random_card(rng: random.Random, number: int) -> DeskCard:
    stop = rng.random() < 0.35
    # How full the card is: most are near what a card holds, where a wrong measure would show.
    fullness = rng.choice((0.3, 0.7, 1.0, 1.0, 1.3, 1.6, 2.2))
    long = rng.choice((0.0, 0.0, 0.0, 0.02, 0.08))

    def line(low: int, high: int, *path: str | int) -> Line:
        count = max(1, round(rng.randint(low, high) * fullness))
        words = [_long(rng) if rng.random() < long else rng.choice(WORDS) for _ in range(count)]
        return Line(" ".join(words), path)

    def maybe(value: Line, chance: float = 0.8) -> Line | None:
        return value if rng.random() < chance else None

    places = tuple(rng.sample(list(PLACES), rng.randint(1, 3)))
    steps = tuple(
        CardStep(
            line(2, 9, "card", "steps", index),
            rng.choice(("", "", "Nurse", "Practice manager")),
            rng.choice(("", "within 5 min", "now")),
        )
        for index in range(rng.randint(1, 5))
    )
    flags = tuple(
        CardFlag(
            line(4, 16, "red_flags", index, "looks_like"),
            rng.choice(("Dentist", "Practice manager")),
            "within 1 min",
            rng.random() < 0.5,
        )
        for index in range(rng.randint(0, 5))
    )
    card = DeskCard(
        id=f"{rng.choice(IDS)}-{number}",
        file="any.yml",
        kind="stop-card" if stop else "recovery",
        stage=line(1, 3, "stage").text[:60],
        places=places,
        title=line(2, 6, "title"),
        when=line(3, 12, "card", "when"),
        say=maybe(line(8, 24, "first_line", "say"), 0.95),
        verbatim=rng.random() < 0.4,
        steps=steps,
        stop_if=None if stop else maybe(line(3, 12, "card", "stop_if"), 0.4),
        flags=flags,
        not_say=maybe(line(2, 8, "card", "not_say")),
        stay=maybe(line(3, 12, "card", "stay")) if stop else None,
        limit=None if stop else line(2, 12, "card", "limit"),
        promise=None if stop else maybe(line(5, 16, "promise", "even_if")),
        promise_by="" if stop else "Receptionist, next working day, by 12:00",
        check_back=rng.choice(("", "Practice manager, within 2 working days")),
        to=rng.choice(("Dentist, now", "Practice manager, within 5 min")),
        emergency=rng.choice(("911", "112", "000")),
        owner=rng.choice(("Owner", "Practice manager")),
        review_by="2027-05-31",
        approval=rng.choice(("", "Not yet approved by Dentist", "Approved by Dr Osei on 2026-12-01")),
        approved=rng.random() < 0.5,
        address=rng.choice((f"https://handbook.example.com/defects/late-{number}.html", f"defects/late-{number}.html")),
        speaker=rng.choice(("", "", "Dentist", "Treatment coordinator and billing")),
    )
    return _with_revision(card)


def hostile_card(kind: str, number: int, text: str) -> DeskCard:
    """A card with the same hostile words in every field that an author writes."""
    card = random_card(random.Random(1), number)

    def line(*path: str | int) -> Line:
        return Line(text, path)

    values = {name: getattr(card, name) for name in DeskCard.__dataclass_fields__}
    values |= {
        "kind": kind,
        "stage": text,
        "title": line("title"),
        "when": line("card", "when"),
        "say": line("first_line", "say"),
        "speaker": text,
        "steps": (CardStep(line("card", "steps", 0), text, ""),),
        "stop_if": line("card", "stop_if") if kind == "recovery" else None,
        "flags": (CardFlag(line("red_flags", 0, "looks_like"), text, "now", True),),
        "not_say": line("card", "not_say"),
        "stay": line("stay") if kind == "stop-card" else None,
        "limit": line("card", "limit") if kind == "recovery" else None,
        "promise": line("promise", "even_if") if kind == "recovery" else None,
        "to": text,
        "owner": text,
        "promise_by": "",
        "check_back": text,
    }
    return _with_revision(DeskCard(**values))


def _with_revision(card: DeskCard) -> DeskCard:
    values = {name: getattr(card, name) for name in DeskCard.__dataclass_fields__}
    return DeskCard(**{**values, "revision": revision_of(card.printed())})


def _long(rng: random.Random) -> str:
    letters = rng.choice((LONG, "WM", "WMwm", "il", "abcdefghijklmnopqrstuvwxyz"))
    return "".join(rng.choice(letters) for _ in range(rng.randint(10, 34)))
