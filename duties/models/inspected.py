import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.privacy import refuse_cpr
from duties.workflow import ENDED, REMARK_LIFE, SUPERVISION, UNIT, RemarkState
from institutions.access import Reader, scope_of
from institutions.models import Institution
from institutions.querysets import PlaceQuerySet, within
from lifecycle import HasLifecycle, Transition
from measurements.models import Inspection
from strategy.models import LocalGoal

M = TypeVar("M", bound=models.Model)


class OfInspectionQuerySet(PlaceQuerySet[M]):
    """Rows about an inspection: read where the institution is read."""

    paths = {"institutions": "institution"}

    def editable_by(self, user: Reader) -> Self:
        """Those of who leads the institution, and of who inspects it for the municipality."""
        scope = scope_of(user)
        mine = [within(places, **self.paths) for places in (scope.edits, scope.plans)]
        if None in mine:
            return self.all()
        return self.filter(mine[0] | mine[1])  # type: ignore[operator]  # None is told above

    def about(self, inspection: Inspection) -> Self:
        return self.filter(
            institution=inspection.institution_id, year=inspection.year, visit=inspection.kind
        )


class OfInspection(models.Model):
    """What is noted about an inspection, by institution, year and kind as inspections are unique.

    It does not point at the inspection: a file of inspections may be taken back and read in anew,
    and what was noted stays.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, verbose_name=_("institution"))
    year = models.PositiveSmallIntegerField(_("year"))
    visit = models.CharField(
        _("kind of inspection"), max_length=20, choices=Inspection.Kind.choices
    )

    class Meta:
        abstract = True

    def is_about(self, inspection: Inspection) -> bool:
        """Whether it is noted about this inspection of the same institution."""
        return (self.year, self.visit) == (inspection.year, inspection.kind)


class BoardTold(OfInspection):
    """That a board was informed of an inspection, and what it answered (Danish: orientering).

    For boards whose meetings are not held here: of the others the agenda tells.
    """

    told_on = models.DateField(_("informed on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("what the board answered"), blank=True, validators=[refuse_cpr])
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("noted by"),
        editable=False,
    )

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("board informed of an inspection")
        verbose_name_plural = _("boards informed of inspections")
        ordering = ["-told_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year", "visit"], name="board_told_once"
            ),
            models.CheckConstraint(
                name="board_answers_when_told",
                condition=Q(answered_on=None) | Q(answered_on__gte=F("told_on")),
                violation_error_message=_("The board cannot answer before it is informed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {self.told_on}"


class RemarkQuerySet(OfInspectionQuerySet["Remark"]):
    def pressing(self) -> Self:
        """The most pressing first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def open(self) -> Self:
        """Those not followed to their end, the most pressing first."""
        return self.exclude(stage__in=ENDED).pressing()


class Remark(OfInspection, HasLifecycle):
    """What an inspection asks an institution to do, followed to its end (Danish: bemærkning).

    person: who is responsible, where they have an account; responsible: their name or role.
    local_goals: where the work that it asks for is done.
    """

    class Kind(models.TextChoices):
        REMARK = "remark", pgettext_lazy("inspection", "Remark")
        INSTRUCTION = "instruction", pgettext_lazy("inspection", "Instruction")
        ORDER = "order", pgettext_lazy("inspection", "Order")
        ACTION_PLAN = "action_plan", _("Agreed action plan")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INSTRUCTION)
    text = models.TextField(_("what is to be done"), max_length=2_000, validators=[refuse_cpr])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    responsible = models.CharField(
        _("responsible"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    local_goals = models.ManyToManyField(
        LocalGoal, blank=True, related_name="+", verbose_name=_("local goals")
    )
    noted_on = models.DateField(_("noted"), default=timezone.localdate, editable=False)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    stage = models.CharField(
        _("stage"), max_length=20, choices=RemarkState, default=RemarkState.OPEN, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    lifecycle = REMARK_LIFE
    state_field = "stage"
    version_field = "version"

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark of an inspection")
        verbose_name_plural = _("remarks of inspections")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("remark_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.stage not in ENDED

    def is_overdue(self, on: datetime.date) -> bool:
        """Whether its day has passed; what is reported done waits for the municipality."""
        waits = self.stage in {RemarkState.OPEN, RemarkState.UNDER_WAY}
        return waits and self.due_on is not None and self.due_on < on

    def is_of(self, user: Reader) -> dict[str, bool]:
        """Which of the parties a person is of."""
        scope = scope_of(user)
        return {
            UNIT: scope.edits.holds(self.institution_id),
            SUPERVISION: scope.plans.holds(self.institution_id),
        }

    def allows(self, user: Reader, way: Transition[Any]) -> bool:
        parties = self.is_of(user)
        return any(parties[party] for party in way.actors)

    def missing_for(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        if "comment" in way.needs and not facts.get("comment", "").strip():
            return {"comment": gettext("Write what has been done, or why.")}
        return {}

    def record(self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]) -> "RemarkStep":
        return RemarkStep.objects.create(
            remark=self,
            from_state=self.stage,
            to_state=way.to,
            comment=facts.get("comment", "").strip(),
            made_by=by,
        )


class RemarkStepQuerySet(PlaceQuerySet["RemarkStep"]):
    paths = {"institutions": "remark__institution"}


class RemarkStep(models.Model):
    """One move of a remark: who, when, from where to where, and what they wrote (Danish: trin)."""

    remark = models.ForeignKey(
        Remark, models.CASCADE, related_name="steps", verbose_name=_("remark of an inspection")
    )
    from_state = models.CharField(_("from"), max_length=20, choices=RemarkState)
    to_state = models.CharField(_("to"), max_length=20, choices=RemarkState)
    comment = models.TextField(_("comment"), blank=True, validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = RemarkStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a remark")
        verbose_name_plural = _("steps of remarks")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
