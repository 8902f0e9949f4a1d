"""Who has to do with them: boards, and the roles that all access follows from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.collation import danish
from institutions.models.places import Area, Cluster, Institution
from institutions.periods import Dated
from institutions.querysets import BoardQuerySet, MembershipQuerySet
from institutions.roles import MUNICIPAL_ROLES, Role, title_of


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

    #: Reading others' pages in the administration is noted in the security log.
    holds_personal_data = True

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
        return f"{self.user}, {self.title}"

    @property
    def title(self) -> str:
        """The role as the person is called by it, where it is held."""
        return title_of(self.role, is_municipal=self.place is None)

    @property
    def place(self) -> Area | Cluster | Institution | None:
        """Where the role is held; None is the whole municipality."""
        return self.institution or self.cluster or self.area
