"""The same two-sided cards through WeasyPrint, with the same search for the largest type: for scripts/bench_cards.py.

    PYTHON_WITH_WEASYPRINT scripts/bench_weasyprint.py FACES.json STYLE.css OUT.pdf

FACES holds the HTML of every side with the type to begin and to end with. A side fits when it is one page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from weasyprint import CSS, HTML  # type: ignore[import-not-found, unused-ignore]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found, unused-ignore]

PAGE = "@page { size: 105mm 148mm; margin: 0 } .hb-face { border: 0 !important; min-height: 0 !important }"
STEP = 0.25


def main() -> None:
    faces = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    fonts = FontConfiguration()
    styles = [CSS(filename=sys.argv[2], font_config=fonts), CSS(string=PAGE, font_config=fonts)]

    def laid_out(face: dict, size: float):  # type: ignore[type-arg, no-untyped-def]
        html = f'<body dir="ltr"><div class="md-typeset">{face["html"].replace("PT", str(size))}</div></body>'
        return HTML(string=html).render(stylesheets=styles, font_config=fonts)

    pages = []
    for face in faces:
        low, high = 0, round((face["most"] - face["least"]) / STEP)
        best = laid_out(face, face["most"])
        if len(best.pages) > 1:
            while low < high:
                middle = (low + high + 1) // 2
                made = laid_out(face, face["least"] + middle * STEP)
                low, high = (middle, high) if len(made.pages) == 1 else (low, middle - 1)
            best = laid_out(face, face["least"] + low * STEP)
        pages.append(best)
    pages[0].copy([page for document in pages for page in document.pages]).write_pdf(sys.argv[3])


if __name__ == "__main__":
    main()
