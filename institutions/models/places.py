"""Where children are: areas, clusters, institutions, and how they are known and placed."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from config.collation import danish
from institutions.periods import Dated, DatedQuerySet, NoOverlap, holds_on
from institutions.querysets import (
    AreaQuerySet,
    ClusterQuerySet,
    PlaceQuerySet,
    WithinInstitutionQuerySet,
)


class Ownership(models.TextChoices):
    """Who runs a place (Danish: ejerforhold)."""

    MUNICIPAL = "municipal", _("Municipal")
    INDEPENDENT = "independent", _("Independent")  # selvejende, with an agreement
    PRIVATE = "private", _("Private")
    OUTSOURCED = "outsourced", _("Outsourced")


class InstitutionKind(models.TextChoices):
    """What kind of place it is (Danish: institutionstype)."""

    NURSERY = "nursery", _("Nursery")
    KINDERGARTEN = "kindergarten", _("Kindergarten")
    INTEGRATED = "integrated", _("Integrated nursery and kindergarten")
    FAMILY_DAYCARE = "family_daycare", _("Family daycare")
    SCHOOL = "school", _("School")
    AFTER_SCHOOL = "after_school", _("After-school care or club")
    OTHER = "other", _("Other")


#: What is measured of daycare alone is not asked of these.
NOT_DAYCARE = frozenset({InstitutionKind.SCHOOL, InstitutionKind.AFTER_SCHOOL})


class Area(models.Model):
    """A part of the municipality with its own head (Danish: område)."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = [danish("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area_detail", args=[self.slug])


class Cluster(models.Model):
    """Institutions led together, with one board and one vision (Danish: klynge)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="clusters", verbose_name=_("area"))
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    nickname = models.CharField(_("nickname"), max_length=100, blank=True)
    ownership = models.CharField(
        _("ownership"), max_length=20, choices=Ownership, default=Ownership.MUNICIPAL
    )
    register_number = models.CharField(
        _("number in Dagtilbudsregisteret"), max_length=20, blank=True
    )
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)

    objects = ClusterQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = [danish("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="cluster_name_unique_in_area",
                violation_error_message=_("The area has a cluster of this name already."),
            ),
            models.UniqueConstraint(
                fields=["register_number"],
                name="cluster_register_number_unique",
                condition=~Q(register_number=""),
                violation_error_message=_("Another cluster has this number."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cluster_detail", args=[self.slug])


class InstitutionQuerySet(PlaceQuerySet["Institution"]):
    paths = {"institutions": "pk"}

    def open_on(self, day: datetime.date) -> Self:
        """Those open on a day."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day)).filter(
            Q(closed_on=None) | Q(closed_on__gte=day)
        )

    def open(self) -> Self:
        """Those open today."""
        return self.open_on(timezone.localdate())

    def with_area(self, day: datetime.date | None = None) -> Self:
        """Each with `area_now` and `area_name` on a day: those of its cluster, else its own.

        A move that lies ahead changes the area on its day, and nobody has to write anything then.
        """
        placed = Placement.objects.on(day or timezone.localdate()).filter(
            institution=OuterRef("pk")
        )
        placed = placed.order_by()
        return self.annotate(
            area_now=Coalesce(
                Subquery(placed.values("cluster__area")[:1]),
                F("area"),
                output_field=models.BigIntegerField(),
            ),
            area_name=Coalesce(Subquery(placed.values("cluster__area__name")[:1]), F("area__name")),
        )

    def in_cluster(self, cluster: "Cluster | int | None", day: datetime.date | None = None) -> Self:
        """Those in a cluster on a day (today unless told)."""
        return self.filter(
            holds_on(day or timezone.localdate(), "placements__"),
            placements__cluster=cluster,
        )


class Institution(models.Model):
    """A place where children are looked after (Danish: institution, enhed). Names recur."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind)
    ownership = models.CharField(
        _("ownership"), max_length=20, choices=Ownership, default=Ownership.MUNICIPAL
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="institutions", verbose_name=_("area")
    )
    clusters = models.ManyToManyField(
        Cluster,
        through="Placement",
        related_name="institutions",
        verbose_name=_("clusters"),
    )
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = InstitutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = [danish("name")]
        constraints = [
            models.CheckConstraint(
                name="institution_closes_after_it_opens",
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("An institution cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution_detail", args=[self.slug])

    @property
    def is_daycare(self) -> bool:
        """Whether it is asked for what is measured of daycare alone."""
        return self.kind not in NOT_DAYCARE

    def area_on(self, day: datetime.date) -> Area:
        """The area it lies in on a day: that of its cluster; outside clusters its own."""
        placed = self.placements.on(day).select_related("cluster__area").first()
        return placed.cluster.area if placed else self.area


class Group(models.Model):
    """A room of children in an institution (Danish: stue, gruppe)."""

    class AgeBand(models.TextChoices):
        YOUNG = "0-2", _("0–2 years")
        OLD = "3-5", _("3–5 years")
        MIXED = "0-5", _("0–5 years")

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="groups",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("name"), max_length=100)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand)
    children = models.PositiveSmallIntegerField(_("children"), null=True, blank=True)

    objects = WithinInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of children", "group")
        verbose_name_plural = pgettext_lazy("of children", "groups")
        ordering = ["institution", danish("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="group_name_unique_in_institution",
                violation_error_message=_("The institution has a group of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """An institution in a cluster for a while (Danish: klyngetilhør). Moves keep history true."""

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="placements",
        verbose_name=_("institution"),
    )
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="placements", verbose_name=_("cluster")
    )

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["institution", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(
                fields=("institution",),
                name="placement_one_cluster_at_a_time",
                violation_error_message=_("The institution is in another cluster at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} – {self.cluster}"
