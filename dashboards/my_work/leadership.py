"""What awaits a leadership team and the head of its area: mappings, plans, follow-ups."""

import datetime
from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task
from institutions.access import Places, Reader, scope_of
from leadership.models import Answer, CoreArea, DevelopmentPlan, MappingRound, PlanFollowUp, Team
from leadership.workflow import PlanStage

#: How long before a follow-up one is reminded.
REMINDED_DAYS = 14


Teams = Mapping[int, Team]


def team_tasks(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """What the person does for a team: as one of its leaders, or as head of its area.

    Four queries, one where there is no team. Of a mapping only one's own answers are counted.
    Administrators are of no team.
    """
    reach = scope_of(user)
    if reach.drafts.everything or not (reach.drafts or reach.oversees):
        return ()
    teams = Team.objects.visible_to(user).filter(takes_part=True)
    known = {team.pk: team for team in teams.select_related("cluster", "institution")}
    if not known:
        return ()
    mine = {pk: team for pk, team in known.items() if _is_at(team, reach.drafts)}
    overseen = {pk: team for pk, team in known.items() if _is_at(team, reach.oversees)}
    return (
        *_follow_ups(known, on=on),
        *_mappings(mine, user=user, on=on),
        *_plans(mine, overseen),
    )


def _is_at(team: Team, places: Places) -> bool:
    return (
        places.everything
        or team.cluster_id in places.clusters
        or team.institution_id in places.institutions
    )


def _mappings(mine: Teams, *, user: Reader, on: datetime.date) -> Iterator[Task]:
    """Mappings that lack answers of the person's own."""
    asked = CoreArea.objects.filter(group__profile__rounds=OuterRef("pk"))
    answered = Answer.objects.visible_to(user).filter(
        mapping=OuterRef(OuterRef("pk")), area=OuterRef("pk")
    )
    rounds = MappingRound.objects.open_on(on).filter(
        Exists(asked.exclude(Exists(answered))), team__in=mine.keys()
    )
    for mapping in rounds.order_by("closes_on", "pk"):
        yield Task(
            text=_("The competence mapping of the team waits for your answers."),
            href=reverse("answer_edit", args=[mapping.pk]),
            link=_("Answer"),
            place=str(mine[mapping.team_id]),
            on=mapping.closes_on,
        )


def _plans(mine: Teams, overseen: Teams) -> Iterator[Task]:
    """Plans that wait for the head of area, and then those the team has not signed."""
    to_sign = Q(stage=PlanStage.PROPOSED, team__in=overseen.keys())
    drafts = Q(stage=PlanStage.DRAFT, team__in=mine.keys())
    plans = list(DevelopmentPlan.objects.filter(to_sign | drafts).order_by("year", "pk"))
    for plan in sorted(plans, key=lambda plan: plan.stage == PlanStage.DRAFT):
        is_draft = plan.stage == PlanStage.DRAFT
        plan.team = {**mine, **overseen}[plan.team_id]
        text = _("%(plan)s is a draft.") if is_draft else _("%(plan)s waits for your signature.")
        yield Task(
            text=text % {"plan": plan},
            href=plan.get_absolute_url(),
            link=_("Write on") if is_draft else _("Read and sign"),
            place=str(plan.team),
            when=_("draft") if is_draft else _("to sign"),
        )


def _follow_ups(known: Teams, *, on: datetime.date) -> Iterator[Task]:
    """The next day of each agreed plan, when it is near or past."""
    until = on + datetime.timedelta(days=REMINDED_DAYS)
    rows = PlanFollowUp.objects.filter(
        plan__team__in=known.keys(),
        plan__stage=PlanStage.AGREED,
        held_on=None,
        planned_on__lte=until,
    )
    told = set()
    for row in rows.select_related("plan").order_by("planned_on", "pk"):
        if row.plan_id in told:
            continue
        told.add(row.plan_id)
        is_overdue = row.planned_on < on
        yield Task(
            text=_sentence(row, is_overdue=is_overdue),
            href=reverse("follow_up_hold", args=[row.plan_id]),
            link=_("Write what you saw"),
            place=str(known[row.plan.team_id]),
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
