"""The colours of papers are those of the pages: both are read from static/css/site/."""

import re
from functools import cache

from django.conf import settings

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


@cache
def tokens() -> dict[str, str]:
    """Every colour of the light by its name in the style sheet, without the dashes."""
    return dict(_TOKEN.findall(_sheet("base").partition("@layer base")[0]))


@cache
def chart_rules() -> str:
    """How charts and signs are coloured, as a style sheet that stands on its own."""
    star = f".star-bright{{fill:{tokens()['star-bright']}}}.star-dark{{fill:{tokens()['star']}}}"
    tone = f".tone{{fill:{tokens()['step-3']}}}"
    letters = 'text{font-family:"IBM Plex Sans"}'
    return letters + star + tone + _drawn("charts", "")


@cache
def picture_rules() -> str:
    """The same with what is on no paper: funnels, rings, ratings."""
    return chart_rules() + _drawn("compared", "") + _drawn("parts", r"\.rating")


def _drawn(sheet: str, of: str) -> str:
    """The rules of a style sheet that say how something is drawn, of whom the selector tells."""
    told = _VARIABLE.sub(lambda found: tokens().get(found[1], "#000"), _sheet(sheet))
    return "".join(
        f"{selector.strip()}{{{body.strip()}}}"
        for selector, body in _RULE.findall(_MEDIA.sub("", told))
        if re.search(r"fill|stroke|font-size", body) and re.search(of, selector)
    )


def sign_colour(key: str) -> str:
    """The colour of a status's sign, as `.status-<key> .icon` has it."""
    found = re.search(
        rf"\.status-{key} \.icon\b[^{{]*\{{[^}}]*?color: var\(--([a-z0-9-]+)\)", _sheet("parts")
    )
    return tokens()[found[1] if found else "ink"]


@cache
def _sheet(name: str) -> str:
    """One of the style sheets of the pages, without its comments."""
    path = settings.BASE_DIR / "static" / "css" / "site" / f"{name}.css"
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
