"""Role cards: for each scene what the customer, the staff and the observer hold in their hands."""

from __future__ import annotations

from collections import Counter
from typing import Any

from generator.model.playbook import Playbook
from generator.workshops.content import Content
from generator.workshops.session import Scene
from generator.workshops.words import shortened

Part = dict[str, Any]


def role_cards(content: Content) -> dict[str, Any]:
    """The cards of every scene that is played, in the order of the scenes."""
    return {"scenes": [_scene(content, scene) for scene in content.session.scenes]}


def sets_needed(content: Content) -> int:
    """How many sets of the cards are in hands at the same time: groups that play one scene in one round."""
    played = (
        Counter(trio.scene.ref for trio in one.groups if trio.scene)
        for slot in content.session.slots
        for one in slot.rounds
    )
    return max((count for counts in played for count in counts.values()), default=1)


def _scene(content: Content, scene: Scene) -> dict[str, Any]:
    cards = [
        _card(content, "customer", _customer(content, scene)),
        _card(content, "staff", _staff(content, scene)),
        _card(content, "observer", _observer(content, scene)),
    ]
    if scene.scenario.facts:
        parts = [_part("Give one only when the staff look or ask", "ticks", *content.words.all(scene.scenario.facts))]
        cards.append(_card(content, "facts", parts))
    return {"name": content.scene_name(scene), "foot": shortened(scene.ref, 44), "cards": cards}


def _card(content: Content, role: str, parts: list[Part]) -> dict[str, Any]:
    return {"role": role, "name": content.roles[role], "parts": [part for part in parts if part["items"]]}


def _part(label: str, style: str, *items: str) -> Part:
    return {"label": label, "style": style, "items": [item for item in items if item]}


def _customer(content: Content, scene: Scene) -> list[Part]:
    words, played = content.words, scene.scenario.customer
    curveball = scene.scenario.curveball
    return [
        _part("You are", "plain", words(played.brief)),
        _part("You feel", "plain", words(played.feels)),
        _part("You say first", "say", words.quoted(played.says_first)),
        _part("What you lost, and keep to yourself until somebody asks", "bold", words(played.hidden_loss)),
        _part("It gets worse for you", "plain", words(played.escalates_if)),
        _part("It gets better for you", "plain", words(played.softens_if)),
        _part(f"Curveball{_when(content, scene)}", "box", words(curveball) if curveball else ""),
    ]


def _when(content: Content, scene: Scene) -> str:
    """In which rounds and groups the curveball of a scene is played."""
    played = [
        f"round {one.number}, group {trio.number}"
        for slot in content.session.slots
        for one in slot.rounds
        for trio in one.groups
        if trio.curveball and trio.scene is not None and trio.scene.ref == scene.ref
    ]
    if len(played) > 3:
        return ", when the coach gives the sign"
    return f" in {' and '.join(played)}, at the coach\u2019s sign" if played else ", only if the coach asks for it"


def _staff(content: Content, scene: Scene) -> list[Part]:
    return [
        _part("Where you are", "plain", content.words(scene.scenario.setting)),
        _part("The page", "bold", content.words.title(scene.playbook)),
        _part("Your limits", "plain", *_limits(content, scene.playbook)),
        _part("Afterwards you speak first", "lines", "Keep:", "Change:"),
    ]


def _limits(content: Content, playbook: Playbook) -> list[str]:
    if playbook.kind == "stop-card":
        return []
    return [block["text"] for block in content.limits(playbook) if block["kind"] == "para"]


def _observer(content: Content, scene: Scene) -> list[Part]:
    words, scenario = content.words, scene.scenario
    return [
        _part("The way that works", "steps", *words.all(scenario.ideal_path)),
        _part("Fouls", "crosses", *words.all(scenario.fouls)),
        _part("Does it come out?", "plain", words(scenario.customer.hidden_loss)),
        _part("It ends", "plain", words(scenario.stop_when) if scenario.stop_when else ""),
    ]
