"""Public replies: nothing that shows whether somebody is a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Problem, Where
from generator.rules.walk import Part, lines_in

_CONFIRMS = re.compile(
    r"(?<!\w)(?:your (?:visit|appointment|treatment|stay|procedure|care|dentist|bill|last)"
    r"|when you (?:were|came|visited)|you (?:visited|came (?:in|to)|were (?:seen|treated|a patient))"
    r"|saw you|see you again|as (?:a|our) (?:patient|customer|guest|client)"
    r"|we have no record of you|you(?:'re|\u2019re| are) not (?:a|our) (?:patient|customer))(?!\w)",
    re.IGNORECASE,
)


def check_review_replies(part: Part) -> Iterator[Problem]:
    """No public reply confirms or denies that somebody is a customer."""
    for line in lines_in(part):
        if line.channel == "review" and (match := _CONFIRMS.search(line.text)):
            yield Problem(
                "reply-tells",
                Where(line.file, line.path, match[0]),
                f"'{match[0]}' tells the public whether they know us",
                "thank them for writing, say that care is not discussed in public, and give {phone}",
            )
