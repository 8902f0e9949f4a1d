"""Days as people write them."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

READ = ["%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y", "%d.%m.%y", "%Y-%m-%d"]


def day_written(written: object) -> datetime.date | None:
    """The day that somebody wrote, in any of the ways of `READ`."""
    if not isinstance(written, str):
        return None
    for pattern in READ:
        try:
            return datetime.datetime.strptime(written.strip().rstrip("."), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def has_come(day: datetime.date) -> None:
    """Refuse a day ahead: a validator of the day something was done."""
    if day > timezone.localdate():
        raise ValidationError(_("The day has not come yet."))
