"""Moments as a sentence says them."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _


def moment(at: datetime.datetime) -> str:
    """In Danish time: “28.11.2026 kl. 09.21”."""
    local = timezone.localtime(at)
    return _("%(date)s at %(time)s") % {"date": f"{local:%d.%m.%Y}", "time": f"{local:%H.%M}"}
