import datetime
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from config.privacy import refuse_cpr
from lifecycle import Outdated
from strategy.answer_kinds import ShortAnswer
from strategy.form_fields import EXPECTATION, LOOP_FIELDS
from strategy.models.decisions import OfLocalGoalQuerySet
from strategy.models.local_goals import LocalGoal
from strategy.models.measures import counted, is_reached
from strategy.workflow import UNDER_WAY


class LoopChoice(models.TextChoices):
    """What is done with what was tried."""

    KEEP = "keep", _("We keep it")
    ADJUST = "adjust", _("We adjust it")
    STOP = "stop", _("We stop")


class LockCause(models.TextChoices):
    """Why an expectation can no longer be written in."""

    FIGURE = "figure", _("the first number was written")
    MEASURED = "measured", _("new measurements came")
    OPENED = "opened", _("you began to look at what came of it")


class LearningLoopQuerySet(OfLocalGoalQuerySet["LearningLoop"]):
    """Learning loops of local goals."""

    def lock(self, cause: LockCause, *, measured_on: datetime.date | None = None) -> int:
        """Lock those expectations that may still be written in; how many.

        measured_on: the day of a figure that came. What was measured before an expectation was
        written is what it builds on, and does not lock it.
        """
        open_ones = self.filter(locked_at=None)
        if measured_on is not None:
            open_ones = open_ones.filter(expected_at__lt=start_of(measured_on, days_later=1))
        return open_ones.update(locked_at=timezone.now(), locked_because=cause)


class LearningLoop(models.Model):
    """Expected, tried, seen, decided: once round with a local goal (Danish: læringsrunde).

    Its texts are those of `strategy.form_fields.LOOP_FIELDS`. The expectation is written before the
    figures are read, and locked when they come (locked_at, locked_because); what is added to it
    later is a `LoopAddition`. form_key: a form sent twice makes one loop. version counts saves.
    """

    local_goal = models.ForeignKey(
        LocalGoal, models.CASCADE, related_name="loops", verbose_name=_("local goal")
    )
    title = models.CharField(
        _("what we want to learn"),
        max_length=ShortAnswer.longest,
        blank=True,
        validators=[refuse_cpr],
    )
    expectation = models.TextField(_("expectation"), validators=[refuse_cpr])
    expected = models.DecimalField(
        _("number expected"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    expected_of = models.DecimalField(
        _("expected out of"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    trial = models.TextField(_("what we try"), blank=True, validators=[refuse_cpr])
    seen = models.TextField(_("what we saw"), blank=True, validators=[refuse_cpr])
    choice = models.CharField(
        _("what is done with it"), max_length=10, choices=LoopChoice, blank=True
    )
    what_now = models.TextField(_("what we do now"), blank=True, validators=[refuse_cpr])
    expected_at = models.DateTimeField(_("expected at"), default=timezone.now, editable=False)
    expected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("expected by"),
    )
    locked_at = models.DateTimeField(_("locked"), null=True, editable=False)
    locked_because = models.CharField(
        _("locked because"), max_length=10, choices=LockCause, blank=True, editable=False
    )
    seen_at = models.DateTimeField(_("seen at"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    form_key = models.UUIDField(_("key of the form"), default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )

    objects = LearningLoopQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["form_key"])

    class Meta:
        verbose_name = _("learning loop")
        verbose_name_plural = _("learning loops")
        ordering = ["local_goal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["form_key"],
                name="learning_loop_of_one_form",
                violation_error_message=_("This form has been saved already."),
            ),
            models.CheckConstraint(
                name="learning_loop_seen_after_the_lock",
                condition=Q(locked_at__isnull=False) | Q(seen="", what_now="", choice=""),
                violation_error_message=_(
                    "What was seen is written when the expectation is locked."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.expectation

    def get_absolute_url(self) -> str:
        return f"{reverse('local_goal_learning', args=[self.local_goal_id])}#runde-{self.pk}"

    @classmethod
    def may_begin(cls, goal: LocalGoal) -> bool:
        """Whether a loop may be begun: the goal is agreed, and not done with."""
        return goal.status in UNDER_WAY

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_over(self) -> bool:
        """Whether what was seen, and what is done now, have been told."""
        return bool(self.seen and self.what_now)

    @property
    def answers(self) -> dict[str, Any]:
        """Its texts and numbers as drafts keep them."""
        return {field.name: field.kind.kept(getattr(self, field.name)) for field in LOOP_FIELDS} | {
            "choice": self.choice
        }

    @property
    def expected_text(self) -> str:
        """“mindst 30 af 34 uger”; empty where no number is expected."""
        if self.expected is None:
            return ""
        sentence = (
            gettext("at most %(value)s") if self._is_to_fall else gettext("at least %(value)s")
        )
        return sentence % {"value": counted(self.expected, self.expected_of, self.local_goal.unit)}

    def holds(self, value: Decimal, out_of: Decimal | None) -> bool | None:
        """Whether a figure is as expected; None where nothing was, or it counts something else."""
        if self.expected is None or self.expected_of not in (None, out_of):
            return None
        baseline = self.local_goal.baseline if self._is_to_fall else None
        return is_reached(value, baseline=baseline, target=self.expected)

    @property
    def _is_to_fall(self) -> bool:
        """As the goal's own target is; without one, what lies below where one began."""
        goal = self.local_goal
        if goal.target is not None:
            return goal.is_to_fall
        return goal.baseline is not None and (self.expected or 0) < goal.baseline

    @transaction.atomic
    def write(self, answers: Mapping[str, Any], *, by: User) -> "LoopAddition | None":
        """Save what was written. What it says of an expectation locked meanwhile is an addition.

        answers: name of the field → value; those left out stay. Raises Outdated when somebody has
        saved since this object was read.
        """
        addition = None
        if self.pk is not None:
            newest = LearningLoop.objects.select_for_update().get(pk=self.pk)
            if newest.version != self.version:
                raise Outdated
            self.__dict__.update(
                {name: newest.__dict__[name] for name in ("locked_at", "locked_because")}
            )
            self.version += 1
        if self.is_locked:
            told = {name: value for name, value in answers.items() if name in EXPECTATION}
            answers = {name: answers[name] for name in answers if name not in EXPECTATION}
            addition = self._add_what_differs(told, by=by)
        before = self.answers
        for name, value in answers.items():
            setattr(self, name, value)
        self._note_when(by, is_new=any(before[name] != self.answers[name] for name in EXPECTATION))
        self.full_clean(exclude=["local_goal"], validate_unique=False, validate_constraints=False)
        self.save()
        return addition

    def _note_when(self, by: User, *, is_new: bool) -> None:
        """is_new: whether the expectation says something else than it did."""
        self.saved_by = by
        if is_new:
            self.expected_by, self.expected_at = by, timezone.now()
        if self.seen and self.seen_at is None:
            self.seen_at = timezone.now()
        if self.what_now and self.decided_at is None:
            self.decided_at = timezone.now()

    def _add_what_differs(self, told: Mapping[str, Any], *, by: User) -> "LoopAddition | None":
        stands = self.answers
        texts = [
            field.kind.shown(field.kind.kept(told[field.name]))
            for field in LOOP_FIELDS
            if field.name in told
            and field.kind.shown(field.kind.kept(told[field.name]))
            not in ("", field.kind.shown(stands[field.name]))
        ]
        return self.add(" · ".join(texts), by=by) if texts else None

    def add(self, text: str, *, by: User) -> "LoopAddition":
        """Add to an expectation that is locked; what stood stays."""
        row = LoopAddition(loop=self, text=text.strip(), added_by=by)
        row.full_clean()
        row.save()
        return row


class LoopAddition(models.Model):
    """What was added to an expectation after it was locked (Danish: tilføjelse); never changed."""

    loop = models.ForeignKey(
        LearningLoop, models.CASCADE, related_name="additions", verbose_name=_("learning loop")
    )
    text = models.TextField(_("addition"), validators=[refuse_cpr])
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        verbose_name = _("addition to an expectation")
        verbose_name_plural = _("additions to expectations")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.text


def start_of(day: datetime.date, *, days_later: int = 0) -> datetime.datetime:
    """When a day begins, or one that many days after it."""
    day += datetime.timedelta(days=days_later)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
