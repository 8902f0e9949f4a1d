from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.collation import danish
from institutions.models import Cluster, Institution
from institutions.periods import Dated, NoOverlap
from strategy.querysets import (
    DecisionQuerySet,
    GoalAssessmentQuerySet,
    GoalQuerySet,
    LocalGoalQuerySet,
    MethodQuerySet,
    MethodUseQuerySet,
    ProcessStepQuerySet,
    StatusUpdateQuerySet,
    StrategyQuerySet,
)
from strategy.workflow import (
    MOVES,
    Incomplete,
    InvalidTransition,
    Move,
    Outcome,
    Progress,
    Status,
    mark_of,
)


class Strategy(models.Model):
    """A vision or a set of common goals, for some years (Danish: strategi).

    Without a cluster it belongs to the municipality.
    """

    class Kind(models.TextChoices):
        VISION = "vision", _("Vision")
        COMMON_GOALS = "common_goals", _("Common goals")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Draft")
        HEARING = "hearing", _("In hearing")
        ADOPTED = "adopted", _("Adopted")
        RUNNING = "running", _("In operation")
        CLOSED = "closed", _("Closed")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="strategies",
        verbose_name=_("cluster"),
        help_text=_("Leave empty for the municipality's own."),
    )
    headline = models.TextField(_("headline"), blank=True)
    text = models.TextField(_("text"), blank=True)
    from_year = models.PositiveSmallIntegerField(_("first year"))
    to_year = models.PositiveSmallIntegerField(_("last year"))
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage, default=Stage.DRAFT
    )

    objects = StrategyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["-from_year", "title"]
        constraints = [
            models.CheckConstraint(
                name="strategy_ends_after_it_begins",
                condition=Q(to_year__gte=F("from_year")),
                violation_error_message=_(
                    "The last year cannot come before the first year."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    """A goal of a strategy: one of the four strategic goals, or a theme of a vision (Danish: mål)."""

    strategy = models.ForeignKey(
        Strategy, models.CASCADE, related_name="goals", verbose_name=_("strategy")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1)]
    )
    text = models.TextField(_("text"))
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        help_text=_("For tables, as “Healthy communities”."),
    )

    objects = GoalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["strategy", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "number"],
                name="goal_number_unique_in_strategy",
                violation_error_message=_(
                    "The strategy has a goal with this number already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("goal_detail", args=[self.pk])


class Statement(models.Model):
    """What a goal promises, in a sentence: “Vi vil …” (Danish: udsagn)."""

    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="statements", verbose_name=_("goal")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["goal", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "number"],
                name="statement_number_unique_in_goal",
                violation_error_message=_(
                    "The goal has a statement with this number already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class GoalAssessment(models.Model):
    """How a board finds that a goal goes in its cluster, on a day (Danish: bestyrelsens vurdering)."""

    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="assessments", verbose_name=_("goal")
    )
    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="assessments", verbose_name=_("cluster")
    )
    assessed_on = models.DateField(_("date"), default=timezone.localdate)
    progress = models.CharField(_("progress"), max_length=20, choices=Progress)
    narrative = models.TextField(_("in words"), blank=True)

    objects = GoalAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("board's assessment")
        verbose_name_plural = _("boards' assessments")
        ordering = ["-assessed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "cluster", "assessed_on"],
                name="goal_assessed_once_a_day",
                violation_error_message=_(
                    "The goal has been assessed on this day already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_progress_display()}"


class ProcessStep(models.Model):
    """A step of the time and process plan: the plan's own words beside machine dates."""

    strategy = models.ForeignKey(
        Strategy,
        models.CASCADE,
        related_name="process_steps",
        verbose_name=_("strategy"),
    )
    when_text = models.CharField(
        _("when, in the plan's words"),
        max_length=60,
        help_text=_("As “May to November 2026”."),
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    text = models.TextField(_("what happens"))
    actor = models.CharField(_("who"), max_length=100, blank=True)
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    objects = ProcessStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the process plan")
        verbose_name_plural = _("steps of the process plan")
        ordering = ["from_on", "to_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="process_step_ends_after_it_begins",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message=_(
                    "The last day cannot come before the first day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.when_text}: {self.text}"


class LocalGoal(models.Model):
    """What one institution does about one goal: a row of the municipality's form (Danish: lokalt mål)."""

    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        related_name="local_goals",
        verbose_name=_("strategic goal"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="local_goals",
        verbose_name=_("institution"),
    )
    text = models.TextField(_("local goal"), blank=True)
    how = models.TextField(_("how the effect is measured"), blank=True)
    measured_on = models.DateField(
        _("when the effect is measured"), null=True, blank=True
    )
    when_text = models.CharField(_("when, in words"), max_length=100, blank=True)
    responsible = models.CharField(_("responsible"), max_length=100, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome, blank=True, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )
    updated_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )

    objects = LocalGoalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("local goal")
        verbose_name_plural = _("local goals")
        ordering = ["goal", danish("institution__name"), "pk"]
        indexes = [models.Index(fields=["institution", "goal", "status"])]
        constraints = [
            models.CheckConstraint(
                name="local_goal_status_known",
                condition=Q(status__in=Status.values),
            ),
            models.CheckConstraint(
                name="local_goal_outcome_when_evaluated",
                condition=Q(status=Status.EVALUATED, outcome__in=Outcome.values)
                | (~Q(status=Status.EVALUATED) & Q(outcome="")),
                violation_error_message=_("Only an evaluated goal has an outcome."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(_("Local goal without text"))

    def get_absolute_url(self) -> str:
        return reverse("local_goal_detail", args=[self.pk])

    @property
    def moves(self) -> tuple[Move, ...]:
        """The steps the goal may take from where it is."""
        return MOVES[Status(self.status)]

    @property
    def mark(self) -> str:
        """The name of the mark that shows how it goes: waiting, started, onway, reached, partly, missed, none.

        A goal under way is as its newest status update says; querysets give that as `progress`
        (`with_progress()`), so that lists need no query per goal.
        """
        if self.status == Status.IN_PROGRESS and not hasattr(self, "progress"):
            newest = self.status_updates.first()
            self.progress = newest.progress if newest else None
        return mark_of(
            self.status, outcome=self.outcome, progress=getattr(self, "progress", None)
        )

    @property
    def missing(self) -> dict[str, str]:
        """What must be filled in before the goal can be sent: field name → sentence."""
        missing = {}
        if not self.text.strip():
            missing["text"] = _("Write the local goal.")
        if not self.efforts.exists():
            missing["efforts"] = _("Write at least one effort.")
        if not self.how.strip():
            missing["how"] = _("Write how the effect is measured.")
        if self.measured_on is None:
            missing["measured_on"] = _(
                "Write the day you have the result, as 15.11.2026."
            )
        elif self.measured_on <= timezone.localdate():
            missing["measured_on"] = _("Write a date later than today.")
        return missing

    @transaction.atomic
    def move_to(
        self,
        status: Status,
        *,
        by,
        comment: str = "",
        outcome: str = "",
        on_behalf_of_board: bool = False,
    ) -> "Decision":
        """Move the goal to a status and record who decided it.

        Raises InvalidTransition when the goal (as the database has it now) cannot go there, and
        Incomplete when something is missing that the move needs.
        """
        locked = LocalGoal.objects.select_for_update().get(pk=self.pk)
        move = next((move for move in locked.moves if move.to == status), None)
        if move is None:
            raise InvalidTransition(locked.status, status)
        missing = dict(locked.missing) if move.needs_complete else {}
        if move.needs_comment and not comment.strip():
            missing["comment"] = _("Write why.")
        if status == Status.EVALUATED and outcome not in Outcome.values:
            missing["outcome"] = _("Choose what came of the goal.")
        if missing:
            raise Incomplete(missing)
        decision = Decision.objects.create(
            local_goal=locked,
            from_status=locked.status,
            to_status=status,
            outcome=outcome if status == Status.EVALUATED else "",
            comment=comment.strip(),
            made_by=by,
            on_behalf_of_board=on_behalf_of_board,
        )
        self.status = locked.status = status
        self.outcome = locked.outcome = decision.outcome
        self.version = locked.version = locked.version + 1
        locked.save(update_fields=["status", "outcome", "version"])
        return decision


class Effort(models.Model):
    """Something the institution does to reach a local goal (Danish: indsats)."""

    local_goal = models.ForeignKey(
        LocalGoal, models.CASCADE, related_name="efforts", verbose_name=_("local goal")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("effort"))

    class Meta:
        verbose_name = _("effort")
        verbose_name_plural = _("efforts")
        ordering = ["local_goal", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_goal", "number"],
                name="effort_number_unique_in_local_goal",
                violation_error_message=_(
                    "The goal has an effort with this number already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """One move of a local goal: who, when, from where to where, and why (Danish: beslutning)."""

    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        related_name="decisions",
        verbose_name=_("local goal"),
    )
    from_status = models.CharField(_("from"), max_length=20, choices=Status)
    to_status = models.CharField(_("to"), max_length=20, choices=Status)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    comment = models.TextField(_("why"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    on_behalf_of_board = models.BooleanField(_("on behalf of the board"), default=False)
    made_at = models.DateTimeField(_("decided"), default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class StatusUpdate(models.Model):
    """How a local goal goes, on a day, in a word and a text (Danish: statusopdatering)."""

    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        related_name="status_updates",
        verbose_name=_("local goal"),
    )
    made_on = models.DateField(_("date"), default=timezone.localdate)
    progress = models.CharField(_("progress"), max_length=20, choices=Progress)
    narrative = models.TextField(_("what we see"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("status update")
        verbose_name_plural = _("status updates")
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_on}: {self.get_progress_display()}"


class Method(models.Model):
    """A way of working that institutions share: “best practice” (Danish: metode, arbejdsgang).

    Without a cluster everybody may use it.
    """

    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("what it is"), blank=True)
    contact = models.CharField(_("whom to ask"), max_length=150, blank=True)
    cluster = models.ForeignKey(
        Cluster,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="methods",
        verbose_name=_("cluster"),
    )

    objects = MethodQuerySet.as_manager()

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = [danish("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "name"],
                name="method_name_unique_in_cluster",
                violation_error_message=_(
                    "The cluster has a method of this name already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MethodUse(Dated):
    """An institution uses a method since a day (Danish: brug af metode)."""

    method = models.ForeignKey(
        Method, models.CASCADE, related_name="uses", verbose_name=_("method")
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="method_uses",
        verbose_name=_("institution"),
    )

    objects = MethodUseQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("use of a method")
        verbose_name_plural = _("uses of methods")
        ordering = ["method", "institution"]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(
                fields=("method", "institution"),
                name="method_used_once_at_a_time",
                violation_error_message=_("The institution uses the method already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.method}"
