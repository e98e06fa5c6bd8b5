"""What a person learns from a playbook's page, as a short name that changes when it changes.

A sign-off is for what stood on the page on that day. It lapses when a line to say, a step, a limit, a
red flag or a promise is another one; it does not when a search word, a date, a quiz question or the
desk card is. What only the owner of the page needs (prevention, causes, measures) is not in it either.

Names of settings stand as they were written (``{phone}``): a new telephone number makes nobody learn
anew. Marks and capitals are left out for the same reason, and so is what is not done or given in this
place or for its payers: what nobody here reads, nobody here has to read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from decimal import Decimal

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.model.steps import Branch, Circumstance, Step
from generator.model.walk import branches_of
from generator.model.wording import Wording

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for each other when read out (Crockford's base 32)."""

_WHOLE = 6
"""Letters that stand for the whole page: two pages in a thousand million have the same by chance."""

_EACH = 2
"""Letters that stand for one part: a change in a thousand is not named, though the revision differs."""

_MARKS = str.maketrans(dict.fromkeys(".,;:!?'\"()/-\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u2026", " "))
"""Marks that a sentence may gain or lose. What makes an amount (%, $, digits) or a setting ({}) is not among them."""

_Texts = Iterable[object]


def page_revision(handbook: Handbook, playbook: Playbook) -> str:
    """Six letters and digits for what a person learns from this page here: printed on sign-off sheets."""
    return page_stamp(handbook, playbook)[:_WHOLE]


def page_stamp(handbook: Handbook, playbook: Playbook) -> str:
    """The revision, a hyphen, and two letters for each of `PARTS`: from two stamps one sees which parts differ.

    ``4GQ2ZK-7TB0M4XHP2R8D1E6KQ5Z``. For files that a program keeps; on paper the revision is enough.
    """
    parts = [_plain(texts(handbook, playbook)) for texts in PARTS.values()]
    return f"{_letters(chr(30).join(parts), _WHOLE)}-{''.join(_letters(part, _EACH) for part in parts)}"


def same_page(stamp: str, other: str) -> bool:
    """Whether two stamps, or a stamp and the revision that somebody copied from paper, are of one page."""
    return stamp[:_WHOLE].upper() == other[:_WHOLE].upper()


def parts_that_differ(old: str, new: str) -> list[str]:
    """The names of the parts in which two stamps differ, as far as they tell.

    Empty where `old` is a bare revision or from a version with other parts.
    """
    before, now = old[_WHOLE + 1 :].upper(), new[_WHOLE + 1 :].upper()
    if len(before) != len(now):
        return []
    places = range(0, len(now), _EACH)
    return [name for name, at in zip(PARTS, places, strict=False) if before[at : at + _EACH] != now[at : at + _EACH]]


def _plain(texts: _Texts) -> str:
    """The words alone, in small letters, with a bar between one text and the next."""
    return " ".join(" | ".join(map(_written, texts)).casefold().translate(_MARKS).split())


def _written(value: object) -> str:
    # 40 and 40.00 are one limit.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")


def _letters(text: str, count: int) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8])
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(count))


def _sign(_: Handbook, playbook: Playbook) -> _Texts:
    return (playbook.kind, playbook.title, playbook.definition, *playbook.triggers)


def _red_flags(_: Handbook, playbook: Playbook) -> _Texts:
    for flag in playbook.red_flags:
        yield from (flag.looks_like, *flag.words, flag.do, flag.who, flag.hand_over_to, flag.within, flag.stop_card)


def _first_line(_: Handbook, playbook: Playbook) -> _Texts:
    return _said(playbook.first_line)


def _steps(handbook: Handbook, playbook: Playbook) -> _Texts:
    return (*_done(handbook, playbook.steps), playbook.stay)


def _branches(handbook: Handbook, playbook: Playbook) -> _Texts:
    for path, branch in branches_of(playbook):
        yield from (_case(path[0], branch), *_done(handbook, branch.steps), branch.ends, branch.stop_card)


def _case(place: object, branch: Branch | Circumstance) -> object:
    return branch.if_ if isinstance(branch, Branch) else place


def _limits(handbook: Handbook, playbook: Playbook) -> _Texts:
    """What those who act here may do and spend: a limit that was raised is learnt anew where it is used."""
    steps = handbook.steps_here(
        (*playbook.steps, *(step for _, branch in branches_of(playbook) for step in branch.steps))
    )
    for step in steps:
        actor = step.hand_over_to or step.who
        yield from (step.cost, *(handbook.actions[one].name for one in step.needs if one in handbook.actions))
        if step.needs or step.give or step.cost is not None:
            role = handbook.roles.get(actor)
            yield from (actor, role.may_spend if role else "")


def _gestures(handbook: Handbook, playbook: Playbook) -> _Texts:
    for use in playbook.gestures:
        gesture = handbook.gestures.get(use.give)
        if gesture is not None and not handbook.not_given(gesture):
            yield from (gesture.name, gesture.value, use.who, use.when, *gesture.guards)
    note = playbook.note
    yield from (playbook.no_gesture, *((note.channel, note.words, note.guard) if note else ()))


def _promise(_: Handbook, playbook: Playbook) -> _Texts:
    promise, after, record = playbook.promise, playbook.follow_up, playbook.record
    if promise:
        yield from (promise.who, promise.what, promise.by, promise.even_if)
    if after:
        yield from (after.who, after.within, after.ask, after.if_not)
    if record:
        yield from (*record.log, record.where, record.tell_customer)


def _words(_: Handbook, playbook: Playbook) -> _Texts:
    for entry in playbook.wording:
        yield from _said(entry)


def _law(handbook: Handbook, playbook: Playbook) -> _Texts:
    yield from (handbook.said_here(text) for kind, text in playbook.payer_rules.items() if kind in handbook.payer_kinds)
    yield from (note.says for note in handbook.law_here(playbook))


def _said(entry: Wording) -> _Texts:
    # The reason is left out: a better reason changes nothing that anybody says or does.
    return (entry.when, entry.say, entry.instead_of, entry.guard, entry.who, entry.channel, *entry.must_say)


def _done(handbook: Handbook, steps: tuple[Step, ...]) -> _Texts:
    for step in handbook.steps_here(steps):
        yield from (step.who, step.within, step.do, step.say, *step.offer, step.hand_over_to, step.give)


PARTS: dict[str, Callable[[Handbook, Playbook], _Texts]] = {
    "when it applies": _sign,
    "red flags": _red_flags,
    "first line": _first_line,
    "steps": _steps,
    "hard cases": _branches,
    "limits": _limits,
    "gestures": _gestures,
    "promise and follow-up": _promise,
    "wording": _words,
    "law and payers": _law,
}
"""What is learnt, by the name that people are told. A part more or less makes every stamp another one."""
