"""The colours of papers are those of the pages: both are read from static/css/site.css."""

import re
from functools import cache

from django.conf import settings

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


@cache
def tokens() -> dict[str, str]:
    """Every colour by the name it has in the style sheet, without the dashes."""
    return dict(_TOKEN.findall(_layer("tokens")))


@cache
def chart_rules() -> str:
    """How charts and signs are coloured, as a style sheet that stands on its own."""
    told = _VARIABLE.sub(lambda found: tokens().get(found[1], "#000"), _layer("charts"))
    told = told.split("@media")[0]
    drawn = [
        (selector.strip(), body)
        for selector, body in _RULE.findall(told)
        if re.search(r"fill|stroke|font-size", body)
    ]
    star = f".star-bright{{fill:{tokens()['star-bright']}}}.star-dark{{fill:{tokens()['star']}}}"
    tone = f".tone{{fill:{tokens()['step-3']}}}"
    letters = 'text{font-family:"IBM Plex Sans"}'
    return letters + star + tone + "".join(f"{name}{{{body.strip()}}}" for name, body in drawn)


def sign_colour(key: str) -> str:
    """The colour of a status's sign, as `.status-<key> .icon` has it."""
    found = re.search(
        rf"\.status-{key} \.icon\b[^{{]*\{{[^}}]*?color: var\(--([a-z0-9-]+)\)", _css()
    )
    return tokens()[found[1] if found else "ink"]


@cache
def _css() -> str:
    sheet = (settings.BASE_DIR / "static" / "css" / "site.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def _layer(name: str) -> str:
    """What stands between the braces of `@layer name { … }`."""
    start = _css().index("{", _css().index(f"@layer {name} {{")) + 1
    depth, at = 1, start
    while depth:
        depth += {"{": 1, "}": -1}.get(_css()[at], 0)
        at += 1
    return _css()[start : at - 1]
