"""Who has to do with places: the roles that all access follows from."""

from typing import Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.access import Reader, RolesHeld, Scope, scope_of
from institutions.belonging import PartOf
from institutions.delivered import DELIVERED, LooksAfter
from institutions.models.boards import Board
from institutions.models.places import Area, Cluster, Institution
from institutions.periods import Dated, DatedQuerySet
from institutions.querysets import PlaceQuerySet
from institutions.roles import (
    BOARD,
    HAVE_DEPUTIES,
    MUNICIPAL_ROLES,
    Role,
    Source,
    title_of,
)
from institutions.whereabouts import reach_by


class MembershipQuerySet(PlaceQuerySet["Membership"], DatedQuerySet["Membership"]):  # type: ignore[override]  # both say the same
    paths = {"areas": "area", "clusters": "cluster", "institutions": "institution"}

    def held(self) -> RolesHeld:
        """Their roles and what they give, whoever holds them and whenever; one query."""
        return reach_by(self)

    def reach(self) -> Scope:
        """What they give together."""
        return self.held().scope

    def editable_by(self, user: Reader) -> Self:
        """Those that who looks after everybody changes: of who looks after less, none of their own.

        Nor that of an administrator who looks after more.
        """
        scope = scope_of(user)
        if scope.keeps_all:
            return self.all()
        if not scope.keeps_people:
            return self.none()
        others = self.exclude(user=user.pk).exclude(deputises_for=user.pk)
        return others.exclude(self.of_wider_administrators(scope))

    @staticmethod
    def of_wider_administrators(scope: Scope) -> Q:
        """The role of administrators who look after more than somebody does."""
        looks_after = LooksAfter(work=scope.edits.everything, people=scope.keeps_people)
        given = {name for name in DELIVERED if looks_after.includes([name])}
        people = get_user_model().objects
        no_wider = people.filter(groups__name__in=given).exclude(
            groups__name__in=set(DELIVERED) - given
        )
        return Q(role=Role.ADMINISTRATOR) & ~Q(user__in=no_wider)

    def on_board(self, board: Board) -> Self:
        """Seats on a board: on it alone, or on all boards where it is; on a group only its own."""
        if board.is_group:
            return self.filter(board=board, role__in=BOARD)
        at_its_place = Q(
            area=None, cluster=board.cluster_id, institution=board.institution_id, board=None
        )
        return self.filter(Q(board=board) | at_its_place, role__in=BOARD)


class Membership(Dated):
    """Who has which role where, and when (Danish: tilknytning). All access follows from these.

    The place is an area, a cluster or an institution; none of them means the whole municipality.
    board: the one board there that a seat is on; without it the seat is on all boards at the place.
    deputises_for: whose role it is while they are away (Danish: stedfortræder). A deputy has the
    role until a day that is said, and neither gives roles nor reads files in.

    Pages of people and their roles are in the package `institutions.people`.
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
    board = models.ForeignKey(
        Board,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("board"),
        help_text=_("Leave it empty for a seat on every board of the place."),
    )
    deputises_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("deputy of"),
    )
    source = models.CharField(
        _("comes from"), max_length=20, choices=Source, default=Source.BY_HAND, editable=False
    )
    note = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        validators=[refuse_cpr],
        help_text=_("In a few words, for whoever looks at it later. No CPR numbers."),
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
            PartOf(
                part="board",
                whole="cluster",
                name="membership_board_of_the_cluster",
                violation_error_message=_("The board is not at this place."),
            ),
            PartOf(
                part="board",
                whole="institution",
                name="membership_board_of_the_institution",
                violation_error_message=_("The board is not at this place."),
            ),
            models.CheckConstraint(
                name="membership_board_fits_role",
                condition=Q(board=None) | Q(role__in=sorted(BOARD), area=None),
                violation_error_message=_("With this role one has no seat on a board."),
            ),
            models.CheckConstraint(
                name="membership_deputy_fits_role",
                condition=Q(deputises_for=None) | Q(role__in=sorted(HAVE_DEPUTIES)),
                violation_error_message=_("Nobody is the deputy of an administrator."),
            ),
            models.CheckConstraint(
                name="membership_deputy_ends",
                condition=Q(deputises_for=None) | Q(to_on__isnull=False),
                violation_error_message=_("Say until when somebody is a deputy."),
            ),
            models.CheckConstraint(
                name="membership_deputy_of_another",
                condition=Q(deputises_for=None) | ~Q(deputises_for=F("user")),
                violation_error_message=_("Nobody is their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.title}"

    @property
    def title(self) -> str:
        """The role as the person is called by it, where it is held."""
        kind = self.institution.kind if self.institution else None
        return title_of(
            self.role,
            is_municipal=self.place is None,
            is_of_group=self.is_of_group,
            kind=kind,
        )

    @property
    def is_of_group(self) -> bool:
        """Whether it is a seat on a network or another group."""
        return self.board_id is not None and self.board is not None and self.board.is_group

    @property
    def called(self) -> str:
        """The same, and that it is somebody else’s role where it is: “stedfortræder (leder)”."""
        return (
            _("deputy (%(role)s)") % {"role": self.title} if self.deputises_for_id else self.title
        )

    @property
    def called_where(self) -> str:
        """The same, and where: “stedfortræder (leder), Regnbuen”, or on which board."""
        where = self.board or self.place
        return f"{self.called}, {where}" if where else self.called

    @property
    def place(self) -> Area | Cluster | Institution | None:
        """Where the role is held; None is the whole municipality."""
        return self.institution or self.cluster or self.area
