import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from accounts.models import User
from config.collation import danish
from config.privacy import refuse_cpr
from institutions.models import Cluster, Institution
from lifecycle import HasLifecycle, Outdated
from strategy.answer_kinds import RowAnswer
from strategy.days_in_words import example_day
from strategy.form_fields import EFFORTS
from strategy.hints import FormHints, Hint, hints
from strategy.models.acting import ActedOn
from strategy.models.efforts import Effort, FormAsItWas, HasAnswers
from strategy.models.handing_on import HandedOn
from strategy.models.measures import HasMeasure
from strategy.models.strategies import Goal, Statement
from strategy.naming import goal_said
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import (
    AGREED,
    CLOSED_FOR_WRITING,
    LOCAL_GOAL_LIFE,
    LocalGoalStatus,
    Outcome,
    mark_of,
)

if TYPE_CHECKING:
    pass


class LocalGoal(ActedOn, HandedOn, HasMeasure, HasAnswers, HasLifecycle):
    """What one institution does about one goal: a row of the Word form (Danish: lokalt mål).

    Or what a cluster does about its own vision: then it has a cluster and no institution, its goal
    is a theme of the vision, and statement the sentence that it is to make true.
    version counts every save and move, so that nobody writes over what they have not read.
    form_key names the form it was first written in: a form sent twice makes one goal. begun_from is
    the goal it was begun from: another institution's, or its own of a year before. shared_at is
    set while everybody who signs in may read it as an example.
    """

    goal = models.ForeignKey(
        Goal,
        models.PROTECT,
        related_name="local_goals",
        verbose_name=_("strategic goal"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="local_goals",
        verbose_name=_("institution"),
    )
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="local_goals",
        verbose_name=_("cluster"),
        help_text=_("Of a goal under the cluster's own vision, instead of an institution."),
    )
    statement = models.ForeignKey(
        Statement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="local_goals",
        verbose_name=_("statement"),
    )
    text = models.TextField(_("local goal"), blank=True, validators=[refuse_cpr])
    how = models.TextField(_("how the effect is measured"), blank=True, validators=[refuse_cpr])
    measured_on = models.DateField(_("when the effect is measured"), null=True, blank=True)
    when_text = models.CharField(
        _("when, in words"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    responsible = models.CharField(
        _("responsible"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=LocalGoalStatus,
        default=LocalGoalStatus.DRAFT,
        editable=False,
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome, blank=True, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    form_key = models.UUIDField(_("key of the form"), default=uuid.uuid4, editable=False)
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

    lifecycle = LOCAL_GOAL_LIFE
    version_field = "version"

    objects = LocalGoalQuerySet.as_manager()
    history = HistoricalRecords(
        bases=[FormAsItWas], excluded_fields=["form_key", "begun_from", "shared_at", "shared_by"]
    )

    class Meta:
        verbose_name = _("local goal")
        verbose_name_plural = _("local goals")
        ordering = ["goal", danish("institution__name"), "pk"]
        indexes = [models.Index(fields=["institution", "goal", "status"])]
        constraints = [
            models.CheckConstraint(
                name="local_goal_status_known",
                condition=Q(status__in=LocalGoalStatus.values),
            ),
            models.CheckConstraint(
                name="local_goal_at_one_place",
                condition=Q(institution__isnull=False, cluster=None, statement=None)
                | Q(institution=None, cluster__isnull=False),
                violation_error_message=_(
                    "A local goal belongs to an institution, or to a cluster and its vision."
                ),
            ),
            models.CheckConstraint(
                name="local_goal_outcome_when_evaluated",
                condition=Q(status=LocalGoalStatus.EVALUATED, outcome__in=Outcome.values)
                | (~Q(status=LocalGoalStatus.EVALUATED) & Q(outcome="")),
                violation_error_message=_("Only an evaluated goal has an outcome."),
            ),
            models.UniqueConstraint(
                fields=["form_key"],
                name="local_goal_of_one_form",
                violation_error_message=_("This form has been saved already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(_("Local goal without text"))

    def get_absolute_url(self) -> str:
        return reverse("local_goal_detail", args=[self.pk])

    @property
    def place(self) -> Institution | Cluster:
        """Whose goal it is."""
        return self.institution or self.cluster  # type: ignore[return-value]  # a constraint

    @property
    def about(self) -> str:
        """“mål 2”, or “visionens tema 3” where a cluster works for its own vision."""
        return goal_said(self.goal.number, is_theme=self.cluster_id is not None)

    @property
    def name(self) -> str:
        """“Solsikken, mål 2”: the one way in which a local goal is named among others."""
        return f"{self.place}, {self.about}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be written in."""
        return self.status not in CLOSED_FOR_WRITING

    @property
    def is_agreed(self) -> bool:
        """Whether the board has adopted the text, so that it is no longer written in."""
        return self.status in AGREED

    @property
    def mark(self) -> str:
        """The name of the mark that shows how it goes; see `strategy.workflow.mark_of`.

        A goal under way is as its newest status update says; querysets give that as `progress`
        (`with_progress()`), so that lists need no query per goal.
        """
        if self.status == LocalGoalStatus.IN_PROGRESS and not hasattr(self, "progress"):
            newest = self.status_updates.first()
            self.progress = newest.progress if newest else None
        return mark_of(self.status, outcome=self.outcome, progress=getattr(self, "progress", None))

    def counts_since(self, day: datetime.date) -> bool:
        """Whether it is one of the goals of a round that opened on a day.

        It was begun since, or its effect is to be measured after that.
        """
        if self.status in (LocalGoalStatus.DISCONTINUED, LocalGoalStatus.EVALUATED):
            return False
        is_ahead = self.measured_on is not None and self.measured_on >= day
        return is_ahead or timezone.localdate(self.created_at) >= day

    @property
    def missing(self) -> dict[str, str]:
        """What must be filled in before the goal can be sent: field name → sentence."""
        missing: dict[str, str] = {}
        if not self.text.strip():
            missing["text"] = gettext("Write the local goal.")
        if not self.efforts.exists():
            missing["efforts"] = gettext("Write at least one effort.")
        if not self.how.strip():
            missing["how"] = gettext("Write how the effect is measured.")
        if self.measured_on is None:
            missing["measured_on"] = gettext("Write the day you have the result, as %(date)s.") % {
                "date": example_day()
            }
        elif self.measured_on <= timezone.localdate():
            missing["measured_on"] = _not_ahead(self.measured_on)
        return missing | self.missing_of_measure | self.not_to_be_written

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What may make it easier to measure; two queries."""
        earlier = LocalGoal.objects.filter(goal__number=self.goal.number).exclude(pk=self.pk)
        earlier = earlier.filter(institution=self.institution_id, cluster=self.cluster_id)
        earlier = earlier.exclude(text="")
        return hints(
            FormHints(
                text=self.text,
                efforts=[effort.text for effort in self.efforts.all()],
                how=self.how,
                measured_on=self.measured_on,
                when_text=self.when_text,
                year=timezone.localdate(self.created_at).year,
                is_of_daycare=self.institution is None or self.institution.is_daycare,
                earlier=[
                    (timezone.localdate(at).year, text)
                    for at, text in earlier.order_by("pk").values_list("created_at", "text")[:50]
                ],
            )
        )

    @transaction.atomic
    def write(self, *, by: User, efforts: Iterable[str | Mapping[str, str]]) -> None:
        """Save what stands in the form, with its efforts in order, as the next version.

        efforts: rows as `EFFORTS` keeps them, or as lines.
        Raises Outdated when somebody saved or moved the goal since this object was read; then
        nothing is saved.
        """
        if self.pk is not None:
            same = LocalGoal.objects.filter(pk=self.pk, version=self.version)
            if not same.update(version=F("version") + 1):
                raise Outdated
            self.version += 1
            Effort.write_all(self, efforts)
        self.updated_at, self.updated_by = timezone.now(), by
        if self.pk is None:
            self.created_at, self.created_by = self.updated_at, by
            self.save()
            Effort.write_all(self, efforts)
            self.history.filter(history_type="+").update(efforts_kept=self.efforts_kept)
        else:
            self.save()

    @property
    def efforts_kept(self) -> list[RowAnswer]:
        """The efforts as the form and the history keep them; one query."""
        return EFFORTS.kept(self.efforts.all())


def _not_ahead(day: datetime.date) -> str:
    written = {"date": date_format(day, "d.m.Y")}
    if day == timezone.localdate():
        return gettext("%(date)s is today. Write a date later than today.") % written
    return gettext("%(date)s has passed. Write a date later than today.") % written


@receiver(pre_create_historical_record, sender=LocalGoal.history.model)
def keep_the_efforts(instance: LocalGoal, history_instance: Any, **kwargs: Any) -> None:
    """Let each row of the history hold the whole form, efforts included."""
    history_instance.efforts_kept = instance.efforts_kept
