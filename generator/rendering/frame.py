"""What the pages of a site have in common at their top, for a page that is not made by the site's theme."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The name of the site, and its logo: `svg` as the theme has it among its icons, or the address of an `image`.

    `styles` are the site's own, over ours. Whoever renders without a site, a test for one, has none of all this:
    the practice's name stands in its place.
    """

    name: str = ""
    svg: str = ""
    image: str = ""
    favicon: str = ""
    styles: tuple[str, ...] = ()


NO_FRAME = Frame()
