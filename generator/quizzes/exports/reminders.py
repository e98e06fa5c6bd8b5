"""Reminders as iCalendar: five minutes of quiz on later and later days, from a day that somebody starts on.

The days are those of the learning research: about 1, 3, 7, 14 and 30, and 90, when skill has faded and
is signed anew. Same start, same bytes: DTSTAMP is the start itself, so that no clock is read.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from generator.quizzes.course import Course
from generator.quizzes.items import digest

DAYS = (1, 3, 7, 14, 30, 90)
MINUTES = 5
HOW = "Open the handbook, Learn, then: Today's five minutes. It asks what is due for you."


def export_reminders(course: Course, start: date, at: time) -> bytes:
    """A calendar with one event for each day of the plan, at `at` by the reader's own clock."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handbook//quiz reminders//EN", "CALSCALE:GREGORIAN"]
    for number, days in enumerate(DAYS, start=1):
        begin = datetime.combine(start + timedelta(days=days), at)
        last = days == DAYS[-1]
        what = "Quiz again, and sign what has changed" if last else f"Five minutes of quiz ({number} of {len(DAYS)})"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{digest(course.id, course.title, start.isoformat(), str(days), length=20)}@handbook",
            f"DTSTAMP:{start:%Y%m%d}T000000Z",
            f"DTSTART:{begin:%Y%m%dT%H%M%S}",
            f"DTEND:{begin + timedelta(minutes=MINUTES):%Y%m%dT%H%M%S}",
            f"SUMMARY:{_text(f'{what} - {course.title}')}",
            f"DESCRIPTION:{_text(HOW)}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:PT0M",
            f"DESCRIPTION:{_text(what)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _text(text: str) -> str:
    for char, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, code)
    return text


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets (RFC 5545, 3.1), never cut inside a character."""
    rows, row = [], ""
    for char in line:
        if len((row + char).encode()) > 75:
            rows.append(row)
            row = " "
        row += char
    return [*rows, row]
