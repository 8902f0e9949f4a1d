"""What every part of a preview has: a heading, rows, and how many are not shown."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from config.phrases import in_digits


class Part(NamedTuple):
    """A heading and its rows; `rest` says how many are not shown, or is empty."""

    heading: str
    rows: Sequence[Any]
    rest: str = ""


def rest(count: int, shown: int) -> str:
    if count <= shown:
        return ""
    return _("The first %(shown)s of %(count)s are shown.") % {
        "shown": in_digits(shown),
        "count": in_digits(count),
    }
