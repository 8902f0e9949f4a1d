"""What awaits a leadership team and the head of its area: mappings, plans, follow-ups."""

import datetime
from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task
from institutions.access import Reader, scope_of
from leadership.models import Answer, CoreArea, DevelopmentPlan, MappingRound, PlanFollowUp, Team
from leadership.workflow import PlanStage

#: How long before a follow-up one is reminded.
REMINDED_DAYS = 14


def team_tasks(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """What the person does for a team: as one of its leaders, or as head of its area.

    Four queries. Of a mapping only one's own answers are counted. Administrators are of no team.
    """
    reach = scope_of(user)
    if reach.drafts.everything or not (reach.drafts or reach.oversees):
        return ()
    mine = Team.objects.at(reach.drafts).filter(takes_part=True)
    overseen = Team.objects.at(reach.oversees).filter(takes_part=True)
    return (
        *_follow_ups(mine, overseen, on=on),
        *_mappings(mine, user=user, on=on),
        *_signatures(overseen),
        *_drafts(mine),
    )


def _mappings(mine: QuerySet[Team], *, user: Reader, on: datetime.date) -> Iterator[Task]:
    """Mappings that lack answers of the person's own."""
    asked = CoreArea.objects.filter(group__profile__rounds=OuterRef("pk"))
    answered = Answer.objects.visible_to(user).filter(
        mapping=OuterRef(OuterRef("pk")), area=OuterRef("pk")
    )
    rounds = (
        MappingRound.objects.open_on(on)
        .filter(Exists(asked.exclude(Exists(answered))), team__in=mine)
        .select_related("team__cluster", "team__institution")
    )
    for mapping in rounds.order_by("closes_on", "pk"):
        yield Task(
            text=_("The competence mapping of the team waits for your answers."),
            href=reverse("answer_edit", args=[mapping.pk]),
            link=_("Answer"),
            place=str(mapping.team),
            on=mapping.closes_on,
        )


def _drafts(mine: QuerySet[Team]) -> Iterator[Task]:
    """Plans the team has not signed."""
    plans = DevelopmentPlan.objects.filter(stage=PlanStage.DRAFT, team__in=mine)
    for plan in plans.select_related("team__cluster", "team__institution").order_by("year", "pk"):
        yield Task(
            text=_("%(plan)s is a draft.") % {"plan": plan},
            href=plan.get_absolute_url(),
            link=_("Write on"),
            place=str(plan.team),
            when=_("draft"),
        )


def _signatures(overseen: QuerySet[Team]) -> Iterator[Task]:
    """Plans that wait for the head of area."""
    plans = DevelopmentPlan.objects.filter(stage=PlanStage.PROPOSED, team__in=overseen)
    for plan in plans.select_related("team__cluster", "team__institution").order_by("year", "pk"):
        yield Task(
            text=_("%(plan)s waits for your signature.") % {"plan": plan},
            href=plan.get_absolute_url(),
            link=_("Read and sign"),
            place=str(plan.team),
            when=_("to sign"),
        )


def _follow_ups(
    mine: QuerySet[Team], overseen: QuerySet[Team], *, on: datetime.date
) -> Iterator[Task]:
    """The next day of each agreed plan, when it is near or past."""
    until = on + datetime.timedelta(days=REMINDED_DAYS)
    rows = (
        PlanFollowUp.objects.filter(
            Q(plan__team__in=mine) | Q(plan__team__in=overseen),
            plan__stage=PlanStage.AGREED,
            held_on=None,
            planned_on__lte=until,
        )
        .select_related("plan__team__cluster", "plan__team__institution")
        .annotate(writes=Count("pk", filter=Q(plan__team__in=mine)))
        .order_by("planned_on", "pk")
    )
    told = set()
    for row in rows:
        if row.plan_id in told:
            continue
        told.add(row.plan_id)
        is_overdue = row.planned_on < on
        yield Task(
            text=_sentence(row, is_overdue=is_overdue),
            href=reverse("follow_up_hold", args=[row.plan_id])
            if row.writes
            else row.plan.get_absolute_url(),
            link=_("Write what you saw") if row.writes else _("Read the plan"),
            place=str(row.plan.team),
            on=row.planned_on,
            is_overdue=is_overdue,
        )


def _sentence(row: PlanFollowUp, *, is_overdue: bool) -> str:
    if row.is_review:
        if is_overdue:
            return _("The year with the development plan should have been reviewed.")
        return _("The year with the development plan is to be reviewed.")
    if is_overdue:
        return _("The development plan should have been followed up.")
    return _("The development plan is to be followed up.")
