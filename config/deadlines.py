"""Days in forms: of a year that can be right, a new deadline ahead, the last after the first."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from config.days import YEARS_BACK, not_passed, within_reason


class MindsDays(forms.BaseForm):
    """A form that asks for days: put before `forms.Form` and its kin.

    No year of a day that is written is far away. ahead: days to come. One that stands already may
    have passed, and is left alone. not_before: which day does not come before which other, and
    what is said at the later one; not_before_known: which does not come before a day that is known
    elsewhere. back: how many years ago a day may be that is of old, as when a house was opened.
    """

    ahead: ClassVar[Sequence[str]] = ()
    not_before: ClassVar[Mapping[str, tuple[str, StrOrPromise]]] = {}
    back: ClassVar[Mapping[str, int]] = {}
    cleaned_data: dict[str, Any]

    @property
    def not_before_known(self) -> Mapping[str, tuple[datetime.date | None, StrOrPromise]]:
        """Field → (the day, what is said of an earlier one, which may name %(day)s)."""
        return {}

    @property
    def year_of_days(self) -> int | None:
        """The year that the days ahead are of, where it is a plan of a year."""
        return None

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        changed = set(self.changed_data)
        for name in self.ahead:
            day = answers.get(name)
            if isinstance(day, datetime.date) and name in changed:
                self._check_ahead(name, day)
        for name in changed - set(self.ahead):
            day = answers.get(name)
            if isinstance(day, datetime.date):
                self._check_year(name, day)
        for name, (earlier, words) in self.not_before.items():
            self._check_after(name, answers.get(name), answers.get(earlier), words)
        for name, (known, words) in self.not_before_known.items():
            self._check_after(name, answers.get(name), known, words)
        return answers

    def _check_after(
        self,
        name: str,
        day: datetime.date | None,
        before: datetime.date | None,
        words: StrOrPromise,
    ) -> None:
        if day and before and day < before and name not in self.errors:
            self.add_error(name, str(words) % {"day": date_format(before, "DATE_FORMAT")})

    def _check_year(self, name: str, day: datetime.date) -> None:
        try:
            within_reason(day, back=self.back.get(name, YEARS_BACK))
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _check_ahead(self, name: str, day: datetime.date) -> None:
        year = self.year_of_days
        try:
            not_passed(day)
        except forms.ValidationError as error:
            self.add_error(name, error)
            return
        if year and abs(day.year - year) > 1:  # one is begun before its year, another runs on
            told = _("The plan is of %(year)s. Write a day in that year, the one before or after.")
            self.add_error(name, told % {"year": year})


def is_still_ahead(day: datetime.date | None) -> bool:
    """Whether the day has not come: of what has not been yet, nothing has come."""
    return day is not None and day > timezone.localdate()
