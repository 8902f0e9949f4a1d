"""Points of evaluation that nobody was asked, or nobody answered: seen, and sent or closed."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import number
from programmes.models import EvaluationPoint, Programme, Survey
from programmes.pages.evaluation_rows import PointRows


@dataclass(frozen=True, slots=True)
class UnsentPoint:
    """One such point. why: what one knows of it. survey: one that links can still be made of."""

    point: EvaluationPoint
    why: str
    has_questions: bool
    survey: Survey | None


def unsent(
    programme: Programme, waiting: Iterable[PointRows], *, on: datetime.date
) -> tuple[UnsentPoint, ...]:
    """Those whose time has come, and that nobody has closed; one query."""
    due = [group for group in waiting if group.point.not_sent_on is None and group.is_due]
    if not due:
        return ()
    surveys = (
        Survey.objects.filter(point__programme=programme)
        .annotate(
            links=Count("invitations"),
            answered=Count("invitations", filter=Q(invitations__is_used=True)),
        )
        .order_by("made_at", "pk")
    )
    made: dict[int, list[Survey]] = {}
    for survey in surveys:
        made.setdefault(survey.point_id, []).append(survey)
    return tuple(_unsent(due, made, on=on))


def heading(rows: Sequence[UnsentPoint]) -> str:
    """“To evalueringer er aldrig blevet sendt ud”."""
    return ngettext(
        "%(number)s evaluation was never sent out or answered",
        "%(number)s evaluations were never sent out or answered",
        len(rows),
    ) % {"number": capfirst(number(len(rows)))}


def _unsent(
    due: Sequence[PointRows], made: dict[int, list[Survey]], *, on: datetime.date
) -> Iterator[UnsentPoint]:
    for group in due:
        surveys = made.get(group.point.pk, [])
        if any(survey.answered for survey in surveys):  # type: ignore[attr-defined]  # annotated
            continue  # it is being answered, or too few have
        newest = surveys[-1] if surveys else None
        is_open = newest is not None and newest.is_open
        yield UnsentPoint(
            group.point,
            _why(newest, has_questions=bool(group.rows)),
            bool(group.rows),
            newest if is_open else None,
        )


def _why(survey: Survey | None, *, has_questions: bool) -> str:
    if survey is None:
        return _("Nobody has been asked.") if has_questions else _("It has no questions yet.")
    words = {
        "date": date_format(timezone.localdate(survey.made_at), "DATE_FORMAT"),
        "last": date_format(survey.closes_on, "DATE_FORMAT"),
    }
    if not survey.links:  # type: ignore[attr-defined]  # annotated
        return _("A survey was made on %(date)s, but it has no links.") % words
    if survey.is_open:
        return _("A survey was made on %(date)s, and nobody has answered yet.") % words
    return _("A survey could be answered until %(last)s, and nobody did.") % words
