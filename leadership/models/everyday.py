"""How a commitment is lived: looked at by a team at a set time, and met by new staff."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.days import has_come
from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution
from institutions.querysets import PlaceQuerySet
from leadership.models.value_base import Commitment, JobRole


class ReflectionQuerySet(PlaceQuerySet["Reflection"]):
    paths = {"clusters": "cluster", "institutions": "institution"}

    def visible_to(self, user: Reader) -> Self:
        """Those of the leadership one works in: it is unfinished work of staff, and no report."""
        return self.at(scope_of(user).drafts)


class Reflection(models.Model):
    """How a team or a group lives a commitment, seen together on a day (Danish: refleksion).

    Never about one person: it has no column for whom. again_on: the day one looks at it again.
    """

    class Standing(models.IntegerChoices):
        BEGINNING = 1, _("We have just begun")
        SOMETIMES = 2, _("We succeed now and then")
        MOSTLY = 3, _("We succeed most days")
        HABIT = 4, _("It is how we do things here")

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="reflections", verbose_name=_("commitment")
    )
    cluster = models.ForeignKey(
        Cluster,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reflections",
        verbose_name=_("cluster"),
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reflections",
        verbose_name=_("institution"),
    )
    group = models.CharField(_("team or group"), max_length=80, blank=True, validators=[refuse_cpr])
    held_on = models.DateField(_("day"), default=timezone.localdate, validators=[has_come])
    standing = models.PositiveSmallIntegerField(_("where we are"), choices=Standing)
    example = models.TextField(_("an example"), validators=[refuse_cpr])
    next_step = models.TextField(_("the next step"), blank=True, validators=[refuse_cpr])
    again_on = models.DateField(_("we look at it again"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reflection_of_one_place",
                condition=Q(cluster=None, institution__isnull=False)
                | Q(cluster__isnull=False, institution=None),
                violation_error_message=_("Choose a cluster or an institution."),
            ),
            models.CheckConstraint(
                name="reflection_standing_is_known",
                condition=Q(standing__gte=1, standing__lte=4),
            ),
            models.CheckConstraint(
                name="reflection_again_after_it_was_held",
                condition=Q(again_on=None) | Q(again_on__gt=F("held_on")),
                violation_error_message=_("The next time must come after this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}, {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("commitment_lived", args=[self.commitment_id])

    @property
    def place(self) -> Cluster | Institution | None:
        return self.cluster or self.institution

    @property
    def who(self) -> str:
        """“Solsikken, Mælkevejen”: the place, and the group where it is not all of it."""
        return ", ".join(filter(None, [str(self.place or ""), self.group]))

    def is_due(self, on: datetime.date) -> bool:
        return self.again_on is not None and self.again_on <= on


class OnboardingQuerySet(PlaceQuerySet["Onboarding"]):
    paths = {"institutions": "institution"}

    def visible_to(self, user: Reader) -> Self:
        """For who leads the institution, and nobody else: it tells of a member of staff."""
        return self.editable_by(user)

    def under_way(self) -> Self:
        return self.filter(ended_on=None)

    def with_met(self) -> Self:
        """Annotated with how many commitments have been gone through."""
        return self.annotate(met=Count("steps"))


class Onboarding(models.Model):
    """Somebody new meets the commitments of their role, with a mentor (Danish: introduktion).

    who: initials or a first name. It says what has been gone through, never how anybody did, and is
    forgotten when it has been over for as long as is set.
    """

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="onboardings", verbose_name=_("institution")
    )
    role = models.ForeignKey(
        JobRole, models.CASCADE, related_name="onboardings", verbose_name=_("role")
    )
    who = models.CharField(
        _("who is new"),
        max_length=40,
        validators=[refuse_cpr],
        help_text=_("Initials or a first name are enough."),
    )
    mentor = models.CharField(_("mentor"), max_length=60, validators=[refuse_cpr])
    begins_on = models.DateField(_("begins"), default=timezone.localdate)
    due_on = models.DateField(_("to be gone through by"))
    ended_on = models.DateField(_("ended"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )

    objects = OnboardingQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction of new staff")
        verbose_name_plural = _("introductions of new staff")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="onboarding_due_after_it_begins",
                condition=Q(due_on__gte=F("begins_on")),
                violation_error_message=_("It cannot be due before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}, {self.role}"

    def get_absolute_url(self) -> str:
        return reverse("onboarding_detail", args=[self.pk])

    @property
    def commitments(self) -> models.QuerySet[Commitment]:
        """Those of the role, then those of everybody in its group."""
        own = Q(cell__role=self.role_id)
        shared = Q(cell__role__group=self.role.group_id, cell__role__is_everybody=True)
        return Commitment.objects.filter(own | shared).select_related("cell__area", "cell__role")

    def is_overdue(self, on: datetime.date) -> bool:
        return self.ended_on is None and self.due_on < on


class OnboardingStep(models.Model):
    """That a commitment has been gone through with somebody new, on a day."""

    onboarding = models.ForeignKey(
        Onboarding,
        models.CASCADE,
        related_name="steps",
        verbose_name=_("introduction of new staff"),
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="+", verbose_name=_("commitment")
    )
    done_on = models.DateField(_("gone through"), default=timezone.localdate)

    class Meta:
        verbose_name = _("commitment gone through")
        verbose_name_plural = _("commitments gone through")
        ordering = ["onboarding", "commitment"]
        constraints = [
            models.UniqueConstraint(
                fields=["onboarding", "commitment"], name="onboarding_step_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.onboarding}: {self.commitment}"
