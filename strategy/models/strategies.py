from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.models import Cluster
from lifecycle import HasLifecycle, Transition
from strategy.querysets import (
    IN_FORCE,
    GoalAssessmentQuerySet,
    GoalQuerySet,
    ProcessStepQuerySet,
    ProposedAssessmentQuerySet,
    StatementQuerySet,
    StrategyQuerySet,
)
from strategy.strategy_life import STRATEGY_LIFE, StrategyStage
from strategy.workflow import Assessment


class Strategy(HasLifecycle):
    """A vision or a set of common goals, for some years (Danish: strategi).

    Without a cluster it belongs to the municipality.
    """

    class Kind(models.TextChoices):
        VISION = "vision", _("Vision")
        COMMON_GOALS = "common_goals", _("Common goals")

    Stage = StrategyStage

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
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DRAFT)

    lifecycle = STRATEGY_LIFE
    state_field = "stage"

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
                violation_error_message=_("The last year cannot come before the first year."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategy_detail", args=[self.pk])

    def missing_for(
        self, way: Transition[Any], *, by: Any, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        """A text to hear or to adopt, and years that are its own."""
        missing: dict[str, StrOrPromise] = {}
        if "themes" in way.needs and not self.goals.exists():
            missing["themes"] = _("Write at least one theme.")
        if "headline" in way.needs and self.kind == self.Kind.VISION and not self.headline:
            missing["headline"] = _("Write the vision in one sentence.")
        other = self.vision_in_the_way(way.to) if "years" in way.needs else None
        if other is not None:
            missing["years"] = _("“%(title)s” is in force in some of the same years.") % {
                "title": other.title
            }
        return {name: str(sentence) for name, sentence in missing.items()}

    def vision_in_the_way(self, stage: str) -> "Strategy | None":
        """Another vision of the cluster in force in one of its years, were it at the stage."""
        return self._vision_beside(stage)

    def clean(self) -> None:
        """A cluster has one vision at a time; a draft or one in hearing may stand beside it.

        The administration writes the stage into a form: there, too, it goes only where it may.
        """
        super().clean()
        self._check_stage()
        other = self._vision_beside(self.stage)
        if other is not None:
            raise ValidationError(
                _(
                    "%(cluster)s has a vision for %(from)s–%(to)s already: “%(title)s”. Close that"
                    " one, or let the years follow each other, before this one is adopted."
                ),
                code="another_vision",
                params={
                    "cluster": self.cluster,
                    "from": other.from_year,
                    "to": other.to_year,
                    "title": other.title,
                },
            )

    def _check_stage(self) -> None:
        before = Strategy.objects.filter(pk=self.pk).values_list("stage", flat=True).first()
        if before in (None, self.stage) or self.lifecycle.find(before, self.stage):
            return
        stages = StrategyStage(before).label, StrategyStage(self.stage).label
        raise ValidationError(
            {
                "stage": ValidationError(
                    _("A strategy cannot go from “%(before)s” to “%(after)s”."),
                    code="no_such_way",
                    params={"before": stages[0], "after": stages[1]},
                )
            }
        )

    def _vision_beside(self, stage: str) -> "Strategy | None":
        """Another vision of the cluster in force in one of this one's years, if the stage is."""
        is_vision = self.kind == self.Kind.VISION and self.cluster_id is not None
        has_years = self.from_year is not None and self.to_year is not None
        if not is_vision or not has_years or stage not in IN_FORCE:
            return None
        return (
            Strategy.objects.filter(
                kind=self.Kind.VISION,
                cluster=self.cluster_id,
                stage__in=IN_FORCE,
                from_year__lte=self.to_year,
                to_year__gte=self.from_year,
            )
            .exclude(pk=self.pk)
            .first()
        )


class Goal(models.Model):
    """A goal of a strategy: a strategic goal, or a theme of a vision (Danish: mål).

    measuring: how it is measured whether the goal is reached, as was decided with it, in words.
    """

    strategy = models.ForeignKey(
        Strategy, models.CASCADE, related_name="goals", verbose_name=_("strategy")
    )
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    text = models.TextField(_("text"))
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        help_text=_("For tables, as “Healthy communities”."),
    )
    measuring = models.TextField(_("how it is measured"), blank=True, validators=[refuse_cpr])

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
                violation_error_message=_("The strategy has a goal with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("goal_detail", args=[self.pk])


class Statement(models.Model):
    """What a goal promises, in a sentence: “Vi vil …” (Danish: udsagn).

    owner: who sees to it that a cluster works on a statement of its own vision.
    """

    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="statements", verbose_name=_("goal")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )

    objects = StatementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["goal", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "number"],
                name="statement_number_unique_in_goal",
                violation_error_message=_("The goal has a statement with this number already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("statement_detail", args=[self.pk])


class GoalAssessment(models.Model):
    """How a board finds that a goal goes in its cluster (Danish: bestyrelsens vurdering).

    dissent: who on the board finds otherwise, and what they say; it stands in the minutes alone.
    is_open: it is being written at a meeting that is not over, and stands on no other page yet.
    occasion: where it was found, named by who keeps that (a meeting): of two on one day each has
    its own. Empty where somebody wrote it for the board beside a meeting.
    Its history keeps who wrote it for the board, and when.
    """

    goal = models.ForeignKey(
        Goal, models.CASCADE, related_name="assessments", verbose_name=_("goal")
    )
    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="assessments", verbose_name=_("cluster")
    )
    assessed_on = models.DateField(_("date"), default=timezone.localdate)
    progress = models.CharField(_("progress"), max_length=20, choices=Assessment)
    narrative = models.TextField(_("in words"), blank=True, validators=[refuse_cpr])
    dissent = models.TextField(_("who disagrees"), blank=True, validators=[refuse_cpr])
    is_open = models.BooleanField(_("at a meeting that is not over"), default=False, editable=False)
    occasion = models.CharField(_("occasion"), max_length=40, blank=True, editable=False)

    objects = GoalAssessmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("board's assessment")
        verbose_name_plural = _("boards' assessments")
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "cluster", "assessed_on"],
                condition=Q(occasion=""),
                name="goal_assessed_once_a_day",
                violation_error_message=_("The goal has been assessed on this day already."),
            ),
            models.UniqueConstraint(
                fields=["goal", "cluster", "occasion"],
                condition=~Q(occasion=""),
                name="goal_assessed_once_at_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_progress_display()}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """The occasion is in no form, and still tells which of two on one day may stand."""
        super().validate_constraints(exclude=set(exclude or ()) - {"occasion"})


class ProposedAssessment(models.Model):
    """What the leader of a cluster proposes that the board finds (Danish: lederens forslag).

    It is shown to the board until it has assessed the goal, on the day it was written or later.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="proposals", verbose_name=_("goal"))
    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="proposals", verbose_name=_("cluster")
    )
    progress = models.CharField(_("progress"), max_length=20, choices=Assessment)
    narrative = models.TextField(_("in words"), blank=True, validators=[refuse_cpr])
    proposed_on = models.DateField(_("proposed"), default=timezone.localdate)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )

    objects = ProposedAssessmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposed assessment")
        verbose_name_plural = _("proposed assessments")
        ordering = ["-proposed_on"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "cluster"], name="one_proposal_of_a_goal"),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_progress_display()}"

    @property
    def in_words(self) -> str:
        """“På vej. Tre huse er i mål”."""
        return ". ".join(filter(None, [str(self.get_progress_display()), self.narrative]))


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
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.when_text}: {self.text}"
