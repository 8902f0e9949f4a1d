"""Those who decide for a place: boards, and who sees which."""

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.collation import danish
from config.privacy import refuse_cpr
from institutions.access import Reader, Scope, Seats, scope_of
from institutions.models.places import Cluster, Institution, Placement
from institutions.querysets import PlaceQuerySet, within
from institutions.roles import GROUPS, OF_INSTITUTIONS, BoardKind


class BoardQuerySet(PlaceQuerySet["Board"]):
    paths = {"clusters": "cluster", "institutions": "institution"}

    def attended_by(self, user: Reader) -> Self:
        """Those the person sits on, or is secretary of: nothing of theirs is kept from them."""
        reach = scope_of(user)
        if reach.sits.everywhere:
            return self.all()
        team = within(reach.drafts, clusters="cluster", institutions="institution")
        sits = ~Q(kind=Board.Kind.LEADERSHIP_TEAM) & _seated(reach.sits)
        return self.filter(
            sits | _served(reach) | (Q(kind=Board.Kind.LEADERSHIP_TEAM) & (team or Q()))
        )

    def kept_by(self, user: Reader) -> Self:
        """Those whose agendas and minutes the person writes: the secretary's, and the chair's."""
        reach = scope_of(user)
        if reach.chairs.everywhere:
            return self.all()
        return self.filter(
            _served(reach) | (~Q(kind=Board.Kind.LEADERSHIP_TEAM) & _seated(reach.chairs))
        )

    def still_there(self, day: datetime.date | None = None) -> Self:
        """Those that have not ended with their institution, or with the last of their cluster.

        A cluster that never had institutions is being prepared.
        """
        day = day or timezone.localdate()
        closed = Institution.objects.filter(closed_on__lt=day).values("pk")
        had = Placement.objects.filter(from_on__lte=day) | Placement.objects.filter(from_on=None)
        has = Placement.objects.on(day).exclude(institution__in=closed)
        emptied = had.exclude(cluster__in=has.values("cluster")).values("cluster")
        return self.exclude(institution__in=closed).exclude(cluster__in=emptied)

    def chaired_by(self, user: Reader) -> Self:
        """Those the person is chair of, and not merely in the place of the chair."""
        seats = scope_of(user).chairs
        if seats.everywhere:
            return self.none()
        return self.exclude(kind=Board.Kind.LEADERSHIP_TEAM).filter(_seated(seats))

    def that_decide(self) -> Self:
        """Those of a kind that decides on local goals."""
        return self.filter(kind__in=OF_INSTITUTIONS)

    def sat_on_by(self, user: Reader) -> Self:
        """Those the person is a member of, or sits on in somebody's place."""
        seats = scope_of(user).sits
        return self.none() if seats.everywhere else self.filter(_seated(seats))

    def deciding_on(
        self, *, institution: int | None, cluster: int | None, day: datetime.date | None = None
    ) -> Self:
        """Those that decide on local goals of an institution or a cluster.

        A board of the institution's own, else its cluster's, else its parent council.
        """
        deciding = self.that_decide()
        placed = Placement.objects.on(day or timezone.localdate()).filter(institution=institution)
        council = Q(kind=Board.Kind.PARENT_COUNCIL)
        own = Q(institution=institution or 0)
        near = Q(cluster__isnull=False) & (
            Q(cluster=cluster or 0) | Q(cluster__in=placed.values("cluster"))
        )
        has_own = Exists(deciding.filter(own & ~council))
        has_near = Exists(deciding.filter(near))
        return deciding.filter(
            (own & ~council) | (near & ~has_own) | (own & council & ~has_own & ~has_near)
        )

    def groups_read_by(self, user: Reader) -> Self:
        """The networks and groups of places the person reads, and those they attend."""
        reads = scope_of(user).reads
        here = within(reads, clusters="cluster", institutions="institution")
        groups = self.filter(kind__in=GROUPS)
        if here is None:
            return groups
        if reads:
            here |= Q(cluster=None, institution=None)
        return groups.filter(here | Q(pk__in=self.model.objects.attended_by(user).values("pk")))

    def open_to(self, user: Reader) -> Self:
        """Those that publish, at places the person reads; the municipality's own to all readers."""
        reads = scope_of(user).reads
        published = self.filter(is_published=True)
        condition = within(reads, clusters="cluster", institutions="institution")
        if condition is None:
            return published
        everybodys = condition | Q(cluster=None, institution=None)
        return published.filter(everybodys) if reads else self.none()


def _seated(seats: Seats) -> Q:
    """The boards at exactly these places, but no groups there, and those of one seat alone."""
    here = Q(cluster__in=seats.clusters) | Q(institution__in=seats.institutions)
    if seats.municipality:
        here |= Q(cluster=None, institution=None)
    return (here & ~Q(kind__in=GROUPS)) | Q(pk__in=[seat.board for seat in seats.boards])


def _served(reach: Scope) -> Q:
    """The boards whose secretary the person is: where they lead, or in the administration."""
    leads = within(reach.edits, clusters="cluster", institutions="institution") or Q()
    return leads | Q(cluster=None, institution=None) if reach.serves else leads


class Board(models.Model):
    """Those who decide for a cluster, an institution or the municipality (Danish: bestyrelse)."""

    Kind = BoardKind

    class MinutesRule(models.TextChoices):
        MEETING = "meeting", _("At the next meeting, or by the chair")
        MAJORITY = "majority", _("When more than half of the members have approved")
        ALL = "all", _("When every member has approved")

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
    purpose = models.TextField(
        _("purpose"),
        blank=True,
        validators=[refuse_cpr],
        help_text=_("What a network or group is for."),
    )
    also_members = models.TextField(
        _("members without an account"),
        blank=True,
        validators=[refuse_cpr],
        help_text=_("A name on each line. Others are members by the role they are given."),
    )
    minutes_rule = models.CharField(
        _("when minutes are approved"),
        max_length=12,
        choices=MinutesRule,
        default=MinutesRule.MEETING,
        help_text=_("Where members approve, each does it on the page of the meeting."),
    )
    leaders_adopt = models.BooleanField(
        _("the leader may decide on local goals for the board between meetings"),
        default=False,
        help_text=_(
            "Otherwise the chair does, or it is noted at a meeting. It is recorded that a leader"
            " decided for the board."
        ),
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
            # so that a membership can name a board together with where it is
            models.UniqueConstraint(fields=["id", "cluster"], name="board_with_its_cluster"),
            models.UniqueConstraint(
                fields=["id", "institution"], name="board_with_its_institution"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError when it moves away from those who sit on it alone."""
        here = Q(cluster=self.cluster_id, institution=self.institution_id)
        if self.pk and self.memberships.exclude(here).exists():
            raise ValidationError(
                _("People have seats on this board. It stays where it is."), code="has_members"
            )

    @property
    def is_group(self) -> bool:
        """Whether it is a network or another group, on which nobody sits by their place."""
        return self.kind in GROUPS

    @property
    def word(self) -> str:
        """What it is called in a sentence: “bestyrelsen”, “forældrerådet”, “udvalget”."""
        return {
            self.Kind.PARENT_BOARD: gettext("the board"),
            self.Kind.PARENT_COUNCIL: gettext("the parent council"),
            self.Kind.SCHOOL_BOARD: gettext("the school board"),
            self.Kind.INDEPENDENT_BOARD: gettext("the board"),
            self.Kind.JOINT_COUNCIL: gettext("the joint council"),
            self.Kind.COMMITTEE: gettext("the committee"),
            self.Kind.LEADERSHIP_TEAM: gettext("the leadership team"),
            self.Kind.NETWORK: gettext("the network"),
            self.Kind.CONSULTATION: gettext("the consultation committee"),
        }[self.Kind(self.kind)]
