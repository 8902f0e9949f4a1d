"""Days as people write them."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Nothing that somebody notes today was done longer ago, and nothing is planned further ahead.
YEARS_BACK = 20
YEARS_AHEAD = 15
#: As days are written once whatever stands between their parts is a full stop.
READ = ["%d.%m.%Y", "%d.%m.%y", "%Y.%m.%d"]


def day_written(written: object) -> datetime.date | None:
    """The day that somebody wrote: 8.12.2026, 08/12-2026, 8 12 26, 2026-12-08 …"""
    if not isinstance(written, str):
        return None
    told = re.sub(r"[\s./–-]+", ".", written.strip()).strip(".")
    for pattern in READ:
        try:
            return datetime.datetime.strptime(told, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def has_come(day: datetime.date) -> None:
    """Refuse a day ahead, or of a year that is mistyped: a validator of when something was done."""
    today = timezone.localdate()
    if day > today:
        raise ValidationError(_("The day has not come yet."))
    within_reason(day)


def not_passed(day: datetime.date) -> datetime.date:
    """The day, if it has not passed: of a deadline that is written."""
    if day < timezone.localdate():
        raise ValidationError(_("The day has passed. Write today or a later day."))
    within_reason(day)
    return day


def within_reason(day: datetime.date, *, back: int = YEARS_BACK) -> None:
    """Refuse a day whose year is mistyped: one long past, or far ahead."""
    year_within_reason(day.year, back=back)


def year_within_reason(year: int, *, back: int = YEARS_BACK) -> None:
    """Refuse a year that is mistyped: a validator of whatever asks for one."""
    away = year - timezone.localdate().year
    if away < -back:
        told = _("That is over %(years)s years ago. Is the year right?")
        raise ValidationError(told, params={"years": back})
    if away > YEARS_AHEAD:
        told = _("That is over %(years)s years ahead. Is the year right?")
        raise ValidationError(told, params={"years": YEARS_AHEAD})
