"""SCORM 1.2: one package with the same questions as the site, that reports a score and goes on where it stopped."""

from __future__ import annotations

import io
import zipfile
from html import escape

from generator.quizzes.course import Course
from generator.quizzes.items import digest
from generator.quizzes.pages import asset

_FILES = ("scorm.css", "quiz.css", "scorm.js", "quiz-types.js", "quiz-run.js")
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="handbook-{id}" version="1.2" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="quizzes">
    <organization identifier="quizzes">
      <title>{title}</title>
      <item identifier="quiz" identifierref="page"><title>{title}</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
{files}
    </resource>
  </resources>
</manifest>
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="scorm.css">
<link rel="stylesheet" href="quiz.css">
<script src="scorm.js"></script>
<script src="quiz-types.js"></script>
<script src="quiz-run.js"></script>
</head>
<body class="md-typeset">
<main class="hb-quiz">
<h1>{title}</h1>
<p class="hb-scorm__note" role="status"></p>
<p class="hb-scorm__score"></p>
<div class="hb-questions" data-version="{version}">
{questions}
</div>
</main>
</body>
</html>
"""


def export_scorm(course: Course) -> bytes:
    """A .zip that a learning management system imports. Same quizzes, same bytes."""
    version = digest(*(f"{item.key}={item.hash}" for item in course.items))
    page = _PAGE.format(
        language=escape(course.language),
        title=escape(course.title),
        version=version,
        questions="\n".join(_marked(unit.kind, unit.html) for unit in course.units),
    )
    names = ["index.html", *_FILES]
    listed = "\n".join(f'      <file href="{name}"/>' for name in names)
    files = {
        "imsmanifest.xml": _MANIFEST.format(id=course.id, title=escape(course.title), files=listed).encode(),
        "index.html": page.encode(),
    }
    files |= {name: asset(name) for name in _FILES}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _marked(kind: str, html: str) -> str:
    """The questions of a stop card say so: one of them wrong, and the package is not passed."""
    return html.replace('<section class="hb-q"', '<section class="hb-q" data-stop', -1) if kind == "stop-card" else html
