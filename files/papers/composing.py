"""From facts to a PDF."""

import datetime
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from config.counts import in_keywords
from files.papers.colours import tokens
from files.papers.drawings import signs
from files.papers.facts import as_json
from files.papers.letters import FONTS

TEMPLATES = settings.BASE_DIR / "templates" / "papers"
PRESS = Path(__file__).with_name("press.py")
PATIENCE = 60  # seconds


def compose(
    template: str,
    *,
    facts: Mapping[str, Any],
    title: str,
    on: datetime.date,
    sender: str = "",
    dates: str = "",
    is_draft: bool = False,
    counts: Mapping[str, Mapping[str, int]],
) -> bytes:
    """A paper as PDF/UA-1: `template` in templates/papers/ filled with `facts`.

    title: the document's own, its first heading and in the foot of every page.
    on: the day it tells of; it is the document's date, so that the same facts give the same bytes.
    sender: whose paper it is, beside the logo and in the foot. dates: how old the data are, in the
    foot. is_draft: whether something in it isn't decided yet; each page says so. counts: what its
    words count, by scope: told to machines as its keywords, as pages tell it as attributes.
    """
    given = {
        "facts": facts,
        "title": title,
        "sender": sender or settings.MUNICIPALITY_NAME,
        "dates": dates,
        "draft": pgettext("paper", "Draft") if is_draft else "",
        "language": get_language() or settings.LANGUAGE_CODE,
        "year": on.year,
        "month": on.month,
        "day": on.day,
        "colours": tokens(),
        "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "municipality": settings.MUNICIPALITY_NAME,
        "counts": in_keywords(counts),
    }
    day = datetime.datetime(on.year, on.month, on.day, tzinfo=datetime.UTC)
    return _press(
        template=str(TEMPLATES / template),
        root=str(TEMPLATES),
        fonts=[str(FONTS)],
        sys_inputs={"paper": as_json(given), "signs": _signs(), "logo": _logo()},
        pdf_standards="ua-1",
        timestamp=int(day.timestamp()),
    )


def svg_as_png(picture: str) -> bytes:
    """A picture of its own as PNG, two dots to a px: by what makes the papers, and its letters."""
    return _press(
        template=str(TEMPLATES / "picture.typ"),
        root=str(TEMPLATES),
        fonts=[str(FONTS)],
        sys_inputs={"picture": picture},
        format="png",
        ppi=144,
    )


def _press(**asked: Any) -> bytes:
    """What typst makes of it, in a process of its own. Raises `PaperFailed`."""
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-I", str(PRESS)],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if made.returncode:
        raise PaperFailed(made.stderr.decode(errors="replace"))
    return made.stdout


class PaperFailed(Exception):
    """typst could not make the paper, and says why: a fault of ours."""


@cache
def _signs() -> str:
    return as_json(signs())


def _logo() -> str:
    """The municipality's own logo if there is one, as text; only its own files come here."""
    if not settings.PAPER_LOGO:
        return ""
    return Path(settings.PAPER_LOGO).read_text(encoding="utf-8")
