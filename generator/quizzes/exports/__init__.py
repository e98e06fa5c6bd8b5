"""Quizzes for other programs. Each format has its module; a new one is written there and named here.

An export is a function from a `Course` to the bytes of one file. Only Anki needs more: see there.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.quizzes.course import Course
from generator.quizzes.exports.gift import export_gift
from generator.quizzes.exports.moodle import export_moodle
from generator.quizzes.exports.scorm import export_scorm
from generator.quizzes.exports.table import export_csv

Export = Callable[[Course, float], bytes]
"""The second value is the moment of the export, in seconds since 1970. Only Anki asks for it."""


def _anki(course: Course, moment: float) -> bytes:
    # Loaded when it is asked for: no other command has to wait for Anki's library.
    from generator.quizzes.exports.anki import export_anki

    return export_anki(course, moment)


EXPORTS: dict[str, Export] = {
    "anki": _anki,
    "moodle": lambda course, _: export_moodle(course),
    "gift": lambda course, _: export_gift(course),
    "scorm": lambda course, _: export_scorm(course),
    "csv": lambda course, _: export_csv(course),
}
