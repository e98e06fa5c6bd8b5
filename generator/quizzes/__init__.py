"""The quizzes: a page for every playbook, mixes, drills, progress. What a learner answers stays in the browser."""

from __future__ import annotations

from generator.quizzes.pages import render_quizzes

__all__ = ["render_quizzes"]
