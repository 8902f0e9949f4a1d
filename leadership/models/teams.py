import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from config.privacy import refuse_cpr
from institutions.access import Reader
from institutions.models import Cluster, Institution, Membership
from institutions.roles import LEADERSHIP, Role
from leadership.querysets import TeamQuerySet

M = TypeVar("M", bound=models.Model)


class Team(models.Model):
    """The leaders of a cluster, or of an institution outside clusters (Danish: ledelsesteam).

    A row says that they work with a profile; independent teams choose whether to. Who belongs to
    it follows from the roles people hold.
    """

    cluster = models.OneToOneField(
        Cluster,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="team",
        verbose_name=_("cluster"),
    )
    institution = models.OneToOneField(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="team",
        verbose_name=_("institution"),
    )
    takes_part = models.BooleanField(
        _("works with the profile"),
        default=True,
        help_text=_("Independent teams choose themselves whether to."),
    )

    objects = TeamQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("leadership team")
        verbose_name_plural = _("leadership teams")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="team_of_one_place",
                condition=Q(cluster=None, institution__isnull=False)
                | Q(cluster__isnull=False, institution=None),
                violation_error_message=_("Choose a cluster or an institution."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)

    def get_absolute_url(self) -> str:
        return reverse("team_detail", args=[self.pk])

    @property
    def place(self) -> Cluster | Institution | None:
        return self.cluster or self.institution

    def memberships(self, on: datetime.date) -> models.QuerySet[Membership]:
        """The roles by which people belong to the team on a day."""
        held = Membership.objects.on(on).filter(role__in=LEADERSHIP, user__is_active=True)
        if self.institution_id:
            return held.filter(institution=self.institution_id)
        units = Institution.objects.in_cluster(self.cluster_id, on).order_by()
        return held.filter(Q(cluster=self.cluster_id) | Q(institution__in=units.values("pk")))

    def members(self, on: datetime.date) -> models.QuerySet[User]:
        return User.objects.filter(pk__in=self.memberships(on).order_by().values("user"))

    def has_member(self, user: Reader, on: datetime.date) -> bool:
        """Whether the person is one of the leaders: an administrator is not."""
        return self.memberships(on).filter(user=user.pk).exists()

    def is_led_by(self, user: Reader, on: datetime.date) -> bool:
        """Whether the person signs for the team: its cluster leader, or the institution's own."""
        leads = Q(role=Role.CLUSTER_LEADER) if self.cluster_id else Q(role=Role.LEADER)
        return self.memberships(on).filter(leads, user=user.pk).exists()

    def is_overseen_by(self, user: Reader, on: datetime.date) -> bool:
        """Whether the person signs as head of the area the team is in."""
        held = Membership.objects.on(on).filter(user=user.pk, role=Role.AREA_HEAD)
        area = self.institution.area_on(on) if self.institution else None
        if self.cluster:
            area = self.cluster.area
        return held.filter(Q(area=area) | Q(area=None, cluster=None, institution=None)).exists()


class OfTeamQuerySet(models.QuerySet[M]):
    """Rows of a team, seen and changed with it; `team` is the way to it."""

    team = "team"

    def visible_to(self, user: Reader) -> Self:
        return self.filter(**{f"{self.team}__in": Team.objects.visible_to(user)})

    def editable_by(self, user: Reader) -> Self:
        return self.filter(**{f"{self.team}__in": Team.objects.editable_by(user)})

    def followed_up_by(self, user: Reader) -> Self:
        """What the person follows up: the team, and the head of area who has agreed with it."""
        return self.visible_to(user)


class Duty(models.Model):
    """Who in the team leads what, who steps in, and until when (Danish: opgavefordeling)."""

    team = models.ForeignKey(
        Team, models.CASCADE, related_name="duties", verbose_name=_("leadership team")
    )
    name = models.CharField(_("task"), max_length=150, validators=[refuse_cpr])
    holder = models.CharField(_("who leads it"), max_length=150, validators=[refuse_cpr])
    deputy = models.CharField(_("deputy"), max_length=150, blank=True, validators=[refuse_cpr])
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("task in the team")
        verbose_name_plural = _("tasks in the team")
        ordering = ["team", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"

    @property
    def told(self) -> str:
        """“Mette Sørensen, stedfortræder Sara Winther, til 31.12.2026”."""
        parts = [self.holder]
        if self.deputy:
            parts.append(gettext("deputy %(name)s") % {"name": self.deputy})
        if self.until_on:
            day = date_format(self.until_on, "SHORT_DATE_FORMAT")
            parts.append(gettext("until %(day)s") % {"day": day})
        return ", ".join(parts)

    def is_over(self, on: datetime.date) -> bool:
        """Whether the team is to divide it anew."""
        return self.until_on is not None and self.until_on < on
