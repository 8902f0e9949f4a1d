from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.collation import danish
from institutions.periods import Dated, DatedQuerySet, NoOverlap
from institutions.querysets import (
    AreaQuerySet,
    BoardQuerySet,
    ClusterQuerySet,
    InstitutionQuerySet,
    MembershipQuerySet,
    WithinInstitutionQuerySet,
)
from institutions.roles import MUNICIPAL_ROLES, Role
from institutions.versions import DataVersion
from spreadsheets.danish_values import fold

__all__ = [
    "Area",
    "Board",
    "Cluster",
    "DataVersion",
    "Group",
    "Identifier",
    "Institution",
    "InstitutionKind",
    "KnownName",
    "Membership",
    "Ownership",
    "Placement",
]


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
                condition=Q(opened_on=None)
                | Q(closed_on=None)
                | Q(closed_on__gte=models.F("opened_on")),
                violation_error_message=_("An institution cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution_detail", args=[self.slug])


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


class Identifier(Dated):
    """A number by which others know an institution. Text, since zeros and letters count."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("Institution number")
        STIL = "stil", _("Unit number (STIL)")
        PRODUCTION = "production", _("P-number")

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="identifiers",
        verbose_name=_("institution"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value = models.CharField(_("number"), max_length=40)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["kind", "value"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="identifier_never_reused",
                violation_error_message=_(
                    "This number belongs to an institution already. Numbers are never used again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class KnownName(models.Model):
    """What files call an institution that names no number (Danish: navn i filer).

    Somebody has said that the name is the institution's, so nobody is asked again. folded: the
    name without case, spaces and signs, by which it is found.
    """

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="known_names",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("name"), max_length=150)
    folded = models.CharField(_("key of the name"), max_length=200, editable=False)

    objects = WithinInstitutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("name in files")
        verbose_name_plural = _("names in files")
        ordering = ["institution", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"],
                name="known_name_of_one_institution",
                violation_error_message=_("Another institution is known by this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.folded = fold(self.name)
        if not self.folded:
            raise ValidationError({"name": _("Write a name with letters or numbers in it.")})
        others = KnownName.objects.exclude(pk=self.pk).filter(folded=self.folded)
        if others.exists():
            raise ValidationError({"name": _("Another institution is known by this name.")})


class Board(models.Model):
    """Those who decide for a cluster, an institution or the municipality (Danish: bestyrelse)."""

    class Kind(models.TextChoices):
        PARENT_BOARD = "parent_board", _("Parent board")
        PARENT_COUNCIL = "parent_council", _("Parent council")
        INDEPENDENT_BOARD = (
            "independent_board",
            _("Board of an independent institution"),
        )
        JOINT_COUNCIL = "joint_council", _("Joint council")
        COMMITTEE = "committee", _("Committee")
        LEADERSHIP_TEAM = "leadership_team", _("Leadership team")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    cluster = models.ForeignKey(
        Cluster,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="boards",
        verbose_name=_("cluster"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="boards",
        verbose_name=_("institution"),
    )
    is_published = models.BooleanField(
        _("agendas and minutes are published"),
        default=False,
        help_text=_(
            "Everybody who reads the place can then read them too, confidential items aside."
            " Otherwise only the board and its secretaries can."
        ),
    )

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = [danish("name")]
        constraints = [
            models.CheckConstraint(
                name="board_of_one_place",
                condition=Q(cluster=None) | Q(institution=None),
                violation_error_message=_(
                    "A board belongs to a cluster or to an institution, not to both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def word(self) -> str:
        """What it is called in a sentence: “bestyrelsen”, “forældrerådet”, “udvalget”."""
        return {
            self.Kind.PARENT_BOARD: gettext("the board"),
            self.Kind.PARENT_COUNCIL: gettext("the parent council"),
            self.Kind.INDEPENDENT_BOARD: gettext("the board"),
            self.Kind.JOINT_COUNCIL: gettext("the joint council"),
            self.Kind.COMMITTEE: gettext("the committee"),
            self.Kind.LEADERSHIP_TEAM: gettext("the leadership team"),
        }[self.Kind(self.kind)]


class Membership(Dated):
    """Who has which role where, and when (Danish: tilknytning). All access follows from these.

    The place is an area, a cluster or an institution; none of them means the whole municipality.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    area = models.ForeignKey(
        Area,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("area"),
    )
    cluster = models.ForeignKey(
        Cluster,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("cluster"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("institution"),
    )

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "role"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="membership_of_one_place",
                condition=Q(area=None, cluster=None)
                | Q(area=None, institution=None)
                | Q(cluster=None, institution=None),
                violation_error_message=_(
                    "Choose one place: an area, a cluster or an institution."
                ),
            ),
            models.CheckConstraint(
                name="membership_place_fits_role",
                condition=Q(role__in=MUNICIPAL_ROLES)
                | Q(area__isnull=False)
                | Q(cluster__isnull=False)
                | Q(institution__isnull=False),
                violation_error_message=_(
                    "This role needs a place: choose an area, a cluster or an institution."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    @property
    def place(self) -> Area | Cluster | Institution | None:
        """Where the role is held; None is the whole municipality."""
        return self.institution or self.cluster or self.area
