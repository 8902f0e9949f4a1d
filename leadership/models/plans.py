import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from leadership.models.mapping import MappingRound
from leadership.models.teams import Team
from leadership.querysets import AgreementQuerySet, OfTeamQuerySet
from leadership.workflow import PLAN_MOVES, NotAllowed, PlanMove, Stage
from strategy.workflow import Incomplete, Outdated


class DevelopmentPlan(models.Model):
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
        _("stage"), max_length=20, choices=Stage, default=Stage.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    chosen_on = models.DateField(_("begun"), default=timezone.localdate, editable=False)

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
        return self.stage == Stage.DRAFT

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

    def moves_for(self, user, on: datetime.date) -> list[PlanMove]:
        """The moves this person may make now: each party signs as itself."""
        moves = PLAN_MOVES[Stage(self.stage)]
        if not moves:
            return []
        parties = {
            "team": self.team.is_led_by(user, on),
            "head": self.team.is_overseen_by(user, on),
        }
        return [move for move in moves if any(parties[party] for party in move.by)]

    @transaction.atomic
    def make(self, move: PlanMove, *, by, version: int | None = None, comment: str = "") -> None:
        """Make a move and record who did.

        Raises NotAllowed, Outdated and strategy.workflow.Incomplete.
        """
        locked = DevelopmentPlan.objects.select_for_update().get(pk=self.pk)
        if move not in locked.moves_for(by, timezone.localdate()):
            raise NotAllowed
        if version is not None and version != locked.version:
            raise Outdated
        missing = dict(locked.missing) if move.needs_complete else {}
        if move.needs_comment and not comment.strip():
            missing["comment"] = gettext("Write why.")
        if missing:
            raise Incomplete(missing)
        _record(locked, move, by=by, comment=comment.strip())
        self.stage = locked.stage = move.to
        self.version = locked.version = locked.version + 1
        locked.save(update_fields=["stage", "version"])

    def close(self) -> None:
        """The year has been reviewed."""
        self.stage = Stage.CLOSED
        self.version += 1
        self.save(update_fields=["stage", "version"])

    def touch(self) -> None:
        """What is agreed on has been changed: who has read the old text signs nothing."""
        self.version += 1
        self.save(update_fields=["version"])


def _record(plan: DevelopmentPlan, move: PlanMove, *, by, comment: str) -> None:
    """Signing writes the agreement; the rest is noted on the newest one."""
    if move.name == "propose":
        Agreement.objects.create(
            plan=plan, content=content_of(plan), team_signed_by=by, team_signed_at=timezone.now()
        )
        return
    newest = plan.agreements.order_by("-pk").first()
    if newest is None:
        return
    if move.name == "agree":
        newest.head_signed_by, newest.head_signed_at = by, timezone.now()
    else:
        newest.ended_by, newest.ended_at = by, timezone.now()
        newest.ended_with, newest.comment = move.name, comment
    newest.save()


def content_of(plan: DevelopmentPlan) -> dict:
    """What the parties sign, as it stands: read by nobody but people, so as text."""
    focuses = plan.focuses.prefetch_related("actions", "goals", "indicators", "commitments")
    return {
        "year": plan.year,
        "focuses": [
            {
                "name": focus.name,
                "text": focus.text,
                "goals": [str(goal) for goal in focus.goals.all()],
                "indicators": [str(row) for row in focus.indicators.all()],
                "commitments": [row.text for row in focus.commitments.all()],
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

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of two parties", "agreement")
        verbose_name_plural = pgettext_lazy("of two parties", "agreements")
        ordering = ["-team_signed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan}, {timezone.localdate(self.team_signed_at):%d.%m.%Y}"

    @property
    def focuses(self) -> list[dict]:
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
    def days(self) -> list[dict]:
        """The days to follow up on, as they were."""
        return [{**row, "on": _day(row["on"])} for row in self.content.get("follow_ups", [])]


def _day(written: str) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
