"""When leadership teams answer, and look at their development plans again."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.calendar.entry import CalendarEntry, CalendarKind
from institutions.access import Reader, scope_of
from leadership.models import MappingRound, PlanFollowUp, Team
from leadership.workflow import PlanStage


def plans_followed_up(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The days ahead of agreed plans, for the team and the head of its area."""
    rows = PlanFollowUp.objects.visible_to(user).filter(
        plan__stage=PlanStage.AGREED, held_on=None, planned_on__range=(from_on, to_on)
    )
    for row in rows.select_related("plan__team__cluster", "plan__team__institution"):
        yield CalendarEntry(
            uid=f"plan-{row.pk}",
            kind=CalendarKind.TEAM,
            what=_("Review of the year with the development plan")
            if row.is_review
            else _("Follow-up on the development plan"),
            from_on=row.planned_on,
            to_on=row.planned_on,
            href=row.plan.get_absolute_url(),
            concerns=str(row.plan.team),
        )


def mappings_closing(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The last day to answer, for those who are asked."""
    drafts = scope_of(user).drafts
    if drafts.everything or not drafts:
        return
    rounds = MappingRound.objects.filter(
        team__in=Team.objects.at(drafts), closed_on=None, closes_on__range=(from_on, to_on)
    )
    for row in rounds.select_related("team__cluster", "team__institution"):
        yield CalendarEntry(
            uid=f"mapping-{row.pk}",
            kind=CalendarKind.TEAM,
            what=_("Last day to answer the competence mapping"),
            from_on=row.closes_on,
            to_on=row.closes_on,
            href=reverse("mapping_detail", args=[row.pk]),
            concerns=str(row.team),
        )
