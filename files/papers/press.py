"""A process that makes one paper and ends: `python press.py`, what is asked for as JSON, a PDF out.

typst keeps every step of the documents it has made, for people who write and look, and lets nobody
take that away: 140 MB of a process that has made sixty papers. It starts as fast as it would
remember. This file imports nothing else: it is no part of the site.
"""

import json
import sys

import typst


def main() -> None:
    """Anything that typst says is wrong is told as it says it, and makes the process fail."""
    asked = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=asked.pop("fonts")
    )
    try:
        paper = typst.compile(
            asked.pop("template"), font_paths=fonts, ignore_system_fonts=True, **asked
        )
    except typst.TypstError as error:
        sys.exit(error.diagnostic)
    sys.stdout.buffer.write(paper)


if __name__ == "__main__":
    main()
