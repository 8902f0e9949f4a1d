"""What every part of a preview has: a heading, rows, and how many are not shown."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from measurements.wording import in_digits


class Part(NamedTuple):
    """A heading and its rows; `rest` says how many are not shown, or is empty."""

    heading: str
    rows: Sequence
    rest: str = ""


def rest(count: int, shown: int) -> str:
    if count <= shown:
        return ""
    return _("The first %(shown)s of %(count)s are shown.") % {
        "shown": in_digits(shown),
        "count": in_digits(count),
    }


def moment(at: datetime.datetime) -> str:
    local = timezone.localtime(at)
    return _("%(date)s at %(time)s") % {"date": f"{local:%d.%m.%Y}", "time": f"{local:%H.%M}"}
