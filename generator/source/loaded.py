"""What came out of a folder: the handbook, the problems, and the files, by which problems find their lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model.handbook import Handbook
from generator.problems import Problem, Severity, told_once
from generator.source.documents import Documents
from generator.source.locate import locate


@dataclass
class Loaded:
    """What came out of a folder.

    `handbook` is None where the settings themselves could not be read: without the names that they
    define, every rule would blame those who use them. `count` are the playbooks that there are, read or not.
    """

    handbook: Handbook | None
    problems: list[Problem] = field(default_factory=list)
    documents: Documents = field(default_factory=Documents)
    count: int = 0
    names: dict[str, str] = field(default_factory=dict)
    """Ids by what people call them: roles, actions, gestures."""

    def located(self, more: list[Problem] | None = None) -> list[Problem]:
        """All problems with their lines, in the order of files and lines, each of them once.

        A sentence that is shared between playbooks is wrong in one place: where it is written. What many places
        show of one slip is told once, and only here, because whoever checks a part of them does not see the rest.
        """
        found: dict[tuple[str, int, int, str, str], Problem] = {}
        for problem in [*self.problems, *(more or [])]:
            placed = locate(problem, self.documents)
            where = placed.where
            found.setdefault((where.file, where.line, where.column, placed.code, placed.message), placed)
        return told_once([found[key] for key in sorted(found)])

    def files_with_errors(self, problems: list[Problem]) -> frozenset[str]:
        """The files that errors among `problems` lie in. What is shared is wrong where it is written."""
        errors = (problem for problem in problems if problem.severity is Severity.ERROR)
        return frozenset(locate(problem, self.documents).where.file for problem in errors)
