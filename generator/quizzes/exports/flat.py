"""A conversation as single questions, for programs that know no branches: one for each turn that asks.

What went before is told in the prompt, along the way that leads to the good end soonest.
"""

from __future__ import annotations

from dataclasses import replace

from generator.quizzes.items import Choice, Item


def flattened(items: list[Item]) -> list[Item]:
    """The items with each conversation replaced by its turns. A turn's key is the conversation's and its number."""
    return [flat for item in items for flat in (_turns(item) if item.type == "conversation" else [item])]


def _turns(item: Item) -> list[Item]:
    before = _ways(item)
    found = []
    for turn in item.turns:
        if turn.choices:
            told = "".join(f" You say: \u201c{said}\u201d" for said in before[turn.number][-1:])
            found.append(
                replace(
                    item,
                    key=f"{item.key}-{turn.number}",
                    id=f"{item.id}-{turn.number}",
                    type="several" if sum(choice.right for choice, _ in turn.choices) > 1 else "one",
                    prompt=f"{item.prompt}{told} {turn.hears} What do you say?",
                    choices=tuple(choice for choice, _ in turn.choices),
                    turns=(),
                )
            )
    return [one for one in found if one.rights]


def _ways(item: Item) -> dict[int, list[str]]:
    """For each turn, what was said on a way there from the first."""
    ways: dict[int, list[str]] = {1: []}
    waiting = [1]
    turns = {turn.number: turn for turn in item.turns}
    while waiting:
        number = waiting.pop(0)
        for choice, to in turns[number].choices:
            if to not in ways:
                ways[to] = [*ways[number], choice.text]
                waiting.append(to)
    return {turn.number: ways.get(turn.number, []) for turn in item.turns}


def verdict(item: Item, choice: Choice) -> str:
    """How a choice is called in a key."""
    if item.type in ("say-or-not", "type-line"):
        return "Say" if choice.right else "Do not say"
    return "Right" if choice.right else "Wrong"
