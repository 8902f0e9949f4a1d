"""How far the evaluation of learning environments is: of each unit the last, and the next."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.months import months_after
from config.phrases import number
from duties.due import INSPECTED
from duties.models import EnvironmentAnswer, EnvironmentEvaluation
from duties.models.evaluated import HALF_YEARS, MONTHS
from duties.rules import EVALUATION, RuleBook
from institutions.access import Reader, scope_of
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class EvaluatedUnit:
    """A unit with its evaluation under way and its last one, as far as the reader sees them."""

    institution: Institution
    under_way: EnvironmentEvaluation | None
    last: EnvironmentEvaluation | None
    next_on: datetime.date | None
    may_write: bool
    on: datetime.date

    @property
    def is_overdue(self) -> bool:
        """Whether the agreed day has passed."""
        return self.next_on is not None and self.next_on < self.on

    @property
    def state(self) -> str:
        if self.under_way is not None:
            words = {"number": self.under_way.half_year_on(self.on), "of": HALF_YEARS}
            return _("Under way, half year %(number)s of %(of)s") % words
        return _("None under way")


@dataclass(frozen=True, slots=True)
class EvaluationCulture:
    """The units of daycare that a person reads; three queries."""

    rows: tuple[EvaluatedUnit, ...]
    on: datetime.date

    @classmethod
    def build(cls, *, user: Reader, on: datetime.date) -> Self:
        places = Institution.objects.visible_to(user).open_on(on).filter(kind__in=INSPECTED)
        found: dict[int, list[EnvironmentEvaluation]] = {}
        seen = EnvironmentEvaluation.objects.visible_to(user).order_by("-begun_on", "-pk")
        for row in seen:
            found.setdefault(row.institution_id, []).append(row)
        rules, edits = RuleBook.of([EVALUATION]), scope_of(user).edits
        rows = []
        for place in places:
            own = found.get(place.pk, [])
            last = next((row for row in own if row.done_on), None)
            rows.append(
                EvaluatedUnit(
                    institution=place,
                    under_way=next((row for row in own if row.done_on is None), None),
                    last=last,
                    next_on=_next_on(place, last, rules, on=on),
                    may_write=edits.holds(place.pk),
                    on=on,
                )
            )
        return cls(tuple(rows), on)

    @property
    def figures(self) -> dict[str, int]:
        evaluated = sum(
            row.last is not None and row.next_on is not None and row.next_on >= self.on
            for row in self.rows
        )
        return {"evaluated": evaluated, "units": len(self.rows)}

    @property
    def finding(self) -> str:
        figures = self.figures
        told = ngettext(
            "%(evaluated)s of %(units)s place has evaluated within the agreed time",
            "%(evaluated)s of %(units)s places have evaluated within the agreed time",
            figures["units"],
        )
        words = {name: number(count) for name, count in figures.items()}
        return capfirst(told % words)


def _next_on(
    place: Institution, last: EnvironmentEvaluation | None, rules: RuleBook, *, on: datetime.date
) -> datetime.date | None:
    """When the next is to be done: counted from the last, else from the agreement, or the opening.

    By the rule of the day that it is counted from; of days before there was one, by today's.
    """
    done_on = last.done_on if last else None
    edition = rules.edition(EVALUATION, done_on or on) or rules.edition(EVALUATION, on)
    if edition is None or edition.value is None:
        return None
    first = edition.from_on
    begun = done_on or (first and max(first, place.opened_on or first))
    return months_after(begun, int(edition.value)) if begun else None


@dataclass(frozen=True, slots=True)
class HalfYear:
    """The answers of one half year."""

    number: int
    answers: tuple[EnvironmentAnswer, ...]
    is_now: bool
    from_on: datetime.date

    @property
    def label(self) -> str:
        if self.is_now:
            return _("Now")
        return _("From %(month)s") % {"month": date_format(self.from_on, "F Y")}


def half_years_of(evaluation: EnvironmentEvaluation, *, on: datetime.date) -> Sequence[HalfYear]:
    """What is answered, half year by half year; one query."""
    answers = list(evaluation.answers.select_related("question").exclude(text=""))
    now = evaluation.half_year_on(on)
    return [
        HalfYear(
            number,
            tuple(row for row in answers if row.question.half_year == number),
            is_now=evaluation.done_on is None and number == now,
            from_on=months_after(evaluation.begun_on, MONTHS * (number - 1)),
        )
        for number in range(1, HALF_YEARS + 1)
    ]
