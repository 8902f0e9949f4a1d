import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.privacy import refuse_cpr
from institutions.access import Reader
from leadership.models.mapping import MappingRound
from leadership.models.teams import OfTeamQuerySet, Team
from leadership.workflow import HEAD, PLAN_LIFE, TEAM, PlanStage
from lifecycle import HasLifecycle, Transition

M = TypeVar("M", bound=models.Model)


class DevelopmentPlan(HasLifecycle):
    """What a team works on for a year, agreed with the head of area (Danish: teamudviklingsplan).

    version counts every move and every change of what is agreed on.
    """

    team = models.ForeignKey(
        Team, models.CASCADE, related_name="plans", verbose_name=_("leadership team")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    mapping = models.ForeignKey(
        MappingRound,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("competence mapping"),
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=PlanStage, default=PlanStage.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    chosen_on = models.DateField(_("begun"), default=timezone.localdate, editable=False)

    lifecycle = PLAN_LIFE
    state_field = "stage"
    version_field = "version"

    objects = OfTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team development plan")
        verbose_name_plural = _("team development plans")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "year"],
                name="plan_once_a_year",
                violation_error_message=_("The team has a plan for this year already."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Team development plan %(year)s") % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("plan_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether what is agreed on may be written in."""
        return self.stage == PlanStage.DRAFT

    @property
    def missing(self) -> dict[str, str]:
        """What the plan lacks before it can be put to the head of area."""
        lacking = {}
        if not self.focuses.exists():
            lacking["focuses"] = gettext("Choose at least one area of effort.")
        elif self.focuses.filter(actions=None).exists():
            lacking["actions"] = gettext("Write at least one action under each area of effort.")
        if not self.follow_ups.exists():
            lacking["follow_ups"] = gettext("Write at least one day to follow up on.")
        return lacking

    def transitions_for(self, user: Reader) -> tuple[Transition[Any], ...]:
        """The transitions this person may take now: each party signs as itself."""
        parties = self._parties_of(user) if self.transitions else set()
        return tuple(way for way in self.transitions if not parties.isdisjoint(way.actors))

    def allows(self, user: Reader, way: Transition[Any]) -> bool:
        return not self._parties_of(user).isdisjoint(way.actors)

    def _parties_of(self, user: Reader) -> set[str]:
        today = timezone.localdate()
        parties = {
            TEAM: self.team.is_led_by(user, today),
            HEAD: self.team.is_overseen_by(user, today),
        }
        return {party for party, is_one in parties.items() if is_one}

    def missing_for(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        missing = dict(self.missing) if "complete" in way.needs else {}
        if "comment" in way.needs and not facts.get("comment", "").strip():
            missing["comment"] = gettext("Write why.")
        return missing

    def record(self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]) -> None:
        """Signing writes the agreement; the rest is noted on the newest one."""
        if way.name == "propose":
            Agreement.objects.create(
                plan=self,
                content=content_of(self),
                team_signed_by=by,
                team_signed_at=timezone.now(),
            )
        elif way.name != "close" and (newest := self.agreements.order_by("-pk").first()):
            if way.name == "agree":
                newest.head_signed_by, newest.head_signed_at = by, timezone.now()
            else:
                newest.ended_by, newest.ended_at = by, timezone.now()
                newest.ended_with = way.name
                newest.comment = facts.get("comment", "").strip()
            newest.save()

    def touch(self) -> None:
        """What is agreed on has been changed: who has read the old text signs nothing."""
        self.version += 1
        self.save(update_fields=["version"])


def content_of(plan: DevelopmentPlan) -> dict[str, Any]:
    """What the parties sign, as it stands: read by nobody but people, so as text."""
    focuses = plan.focuses.prefetch_related(
        "actions", "goals", "indicators", "commitments", "chapters__base", "chapters__profile"
    )
    return {
        "year": plan.year,
        "focuses": [
            {
                "name": focus.name,
                "text": focus.text,
                "goals": [str(goal) for goal in focus.goals.all()],
                "indicators": [str(row) for row in focus.indicators.all()],
                "commitments": [row.text for row in focus.commitments.all()],
                "chapters": [row.full_name for row in focus.chapters.all()],
                "actions": [
                    {
                        "text": action.text,
                        "responsible": action.responsible,
                        "due_on": action.due_on.isoformat() if action.due_on else "",
                    }
                    for action in focus.actions.all()
                ],
            }
            for focus in focuses
        ],
        "follow_ups": [
            {"on": row.planned_on.isoformat(), "is_review": row.is_review}
            for row in plan.follow_ups.all()
        ],
    }


class OfPlanQuerySet(OfTeamQuerySet[M]):
    team = "plan__team"


class Agreement(models.Model):
    """A plan as the two parties signed it, or one of them did (Danish: aftale).

    content: the plan's text then. ended_with: the move by which it came to nothing or to an end.
    """

    plan = models.ForeignKey(
        DevelopmentPlan,
        models.CASCADE,
        related_name="agreements",
        verbose_name=_("team development plan"),
    )
    content = models.JSONField(_("text"), default=dict)
    team_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("signed for the team by"),
    )
    team_signed_at = models.DateTimeField(_("signed for the team"))
    head_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("signed by the head of area"),
    )
    head_signed_at = models.DateTimeField(_("signed by the head of area on"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_with = models.CharField(_("ended with"), max_length=20, blank=True)
    comment = models.TextField(_("why"), blank=True, validators=[refuse_cpr])

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of two parties", "agreement")
        verbose_name_plural = pgettext_lazy("of two parties", "agreements")
        ordering = ["-team_signed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan}, {timezone.localdate(self.team_signed_at):%d.%m.%Y}"

    @property
    def focuses(self) -> list[dict[str, Any]]:
        """The areas of effort as they were, with their deadlines as dates."""
        return [
            {
                **focus,
                "actions": [
                    {**action, "due_on": _day(action["due_on"])} for action in focus["actions"]
                ],
            }
            for focus in self.content.get("focuses", [])
        ]

    @property
    def days(self) -> list[dict[str, Any]]:
        """The days to follow up on, as they were."""
        return [{**row, "on": _day(row["on"])} for row in self.content.get("follow_ups", [])]


def _day(written: str) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
