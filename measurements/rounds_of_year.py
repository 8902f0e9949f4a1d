"""The rounds of a year: what each is called, and which of them a period is of."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Length
from django.utils.translation import gettext as _

#: As “2026-1”: a year and one digit. A year alone, a month and a day are of no round.
_LONG = len("2026-1")
#: The round that a measurement is of, in a query of them; empty where it is of none.
ROUND = Case(When(period_length=_LONG, then=F("period")), default=Value(""))
PERIOD_LENGTH = Length("period")


def year_before(period: str, year: int) -> str:
    """The same round of the year before: “2025-1” of “2026-1”, “2025” of “2026”."""
    return f"{year - 1}{period.removeprefix(str(year))}"


def round_said(period: str, year: int) -> str:
    """“forår 2026”, “efterår 2026”, or the year."""
    half = period.removeprefix(f"{year}-")
    if half == "1":
        return _("spring %(year)s") % {"year": year}
    if half == "2":
        return _("autumn %(year)s") % {"year": year}
    return str(year)
