"""The coach's results as a table, as a page, and for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from generator.model.handbook import Handbook
from generator.quizzes.exports.table import safe_cell
from generator.quizzes.ladder import ORDER, Person
from generator.quizzes.ladder_reports import WORDS
from generator.quizzes.pages import templates_for
from generator.quizzes.results import ENOUGH, Results

COLUMNS = (
    "question",
    "stage",
    "page",
    "tests",
    "learners",
    "right",
    "share_right",
    "median_seconds",
    "draws",
    "drawn_by",
    "advice",
    "prompt",
)


def results_csv(results: Results) -> bytes:
    """One row a question, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in results.rows:
        cells = (
            row.item.key,
            row.unit.stage,
            row.unit.title,
            row.item.tests,
            row.learners,
            row.right,
            f"{row.share:.2f}",
            f"{row.seconds:.0f}",
            row.draws,
            row.drawn,
            row.advice,
            row.item.prompt,
        )
        writer.writerow([safe_cell(str(cell)) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def results_page(results: Results, handbook: Handbook, people: Iterable[Person] = ()) -> str:
    """One page of HTML that needs nothing else: the learners, the questions, what to mend, the ladder of `people`."""
    return (
        templates_for(handbook)
        .get_template("results.html.jinja")
        .render(results=results, people=list(people), enough=ENOUGH, rungs=ORDER[2:], next_words=WORDS)
    )


def results_text(results: Results) -> str:
    """The same in short, for a terminal."""
    lines = [f"{'Learner':24} {'passed':>7} {'weak':>5} {'changed':>8} {'reread':>7} {'right':>9}  last"]
    total = len(results.course.units)
    for one in results.standings:
        passed = f"{len(one.passed)}/{total}"
        right = f"{one.right}/{one.answered}"
        counts = f"{len(one.weak):>5} {len(one.changed):>8} {len(one.reread):>7}"
        line = f"{one.learner.name[:24]:24} {passed:>7} {counts} {right:>9}  {one.last}"
        lines.append(line)
    to_mend = [row for row in results.rows if row.advice]
    lines += ["", f"To mend: {len(to_mend)} of {len(results.rows)} questions that were answered."]
    for row in to_mend:
        lines.append(f"  {row.item.key}: {row.right} of {row.learners} right. {row.advice}")
        if row.draws:
            lines.append(f"    draws {row.drawn}: {row.draws}")
    return "\n".join(lines)
