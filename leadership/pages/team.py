"""The page of one team, and of its mapping."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.collation import danish
from institutions.access import Reader, scope_of
from institutions.models import Membership
from leadership.everyday.pages import counted_for
from leadership.models import (
    Answer,
    CoreGroup,
    DevelopmentPlan,
    Duty,
    MappingRound,
    Team,
    TimeShare,
)
from leadership.pages.gaps import Gaps
from leadership.picture import FEWEST


def may_write(team: Team, user: Reader) -> bool:
    """Whether the person is among those who write the team's texts together."""
    drafts = scope_of(user).drafts
    return (
        drafts.everything
        or team.cluster_id in drafts.clusters
        or team.institution_id in drafts.institutions
    )


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team: who belongs to it, who leads what, its mappings and plans; six queries.

    lived: how its place lives the value base, for who leads there.
    """

    team: Team
    members: tuple[Membership, ...]
    duties: tuple[Duty, ...]
    rounds: tuple[MappingRound, ...]
    plans: tuple[DevelopmentPlan, ...]
    may_edit: bool
    on: datetime.date
    lived: str = ""

    @classmethod
    def build(cls, team: Team, *, user: Reader, on: datetime.date) -> Self:
        held = team.memberships(on).select_related("user", "institution", "cluster", "area")
        people = {row.user_id: row for row in held.order_by("-role", "pk")}
        ordered = sorted(people.values(), key=lambda row: row.cluster_id is None)
        return cls(
            team=team,
            members=tuple(ordered),
            duties=tuple(team.duties.all()),
            rounds=tuple(team.rounds.all()),
            plans=tuple(team.plans.all()),
            may_edit=may_write(team, user),
            on=on,
            lived=counted_for(team, user, year=on.year) if may_write(team, user) else "",
        )

    @property
    def members_heading(self) -> str:
        count = len(self.members)
        return ngettext(
            "%(count)s leader leads together", "%(count)s leaders lead together", count
        ) % {"count": count}

    @property
    def duties_told(self) -> list[tuple[Duty, bool]]:
        """Each task, and whether its time is over."""
        return [(duty, duty.is_over(self.on)) for duty in self.duties]

    @property
    def mapping(self) -> MappingRound | None:
        return self.rounds[0] if self.rounds else None

    @property
    def may_open_mapping(self) -> bool:
        newest = self.mapping
        return self.may_edit and (newest is None or newest.closed_on is not None)

    @property
    def may_begin_plan(self) -> bool:
        return self.may_edit and all(plan.year < self.plan_year for plan in self.plans)

    @property
    def plan_year(self) -> int:
        """The year a plan is begun for: that of the newest mapping, else this one."""
        return self.mapping.year if self.mapping else self.on.year


@dataclass(frozen=True, slots=True)
class MappingPage:
    """A mapping: how many have answered while it is open, the joint picture afterwards.

    own: how many core areas the person has answered; None when they are not asked. shares: how
    much of each leader's time goes across the cluster, as agreed. Nine queries.
    """

    mapping: MappingRound
    team: Team
    gaps: Gaps | None
    shares: tuple[TimeShare, ...]
    answered: int
    invited: int
    own: int | None
    areas: int
    is_open: bool
    may_close: bool
    may_edit: bool

    @classmethod
    def build(cls, mapping: MappingRound, *, user: Reader, on: datetime.date) -> Self:
        team = mapping.team
        is_open = mapping.takes_answers(on)
        groups = list(mapping.profile.groups.prefetch_related("areas"))
        is_member = team.has_member(user, on)
        may_edit = may_write(team, user)
        is_closed = mapping.closed_on is not None
        may_close = not is_closed and (team.is_led_by(user, on) or (is_member and not is_open))
        return cls(
            mapping=mapping,
            team=team,
            gaps=gaps_of(mapping, groups) if is_closed else None,
            shares=tuple(mapping.shares.select_related("person").order_by(danish("person__name"))),
            answered=mapping.answered or 0
            if is_closed
            else mapping.answers.values("person").distinct().count(),
            invited=mapping.invited or 0 if is_closed else team.members(on).count(),
            own=Answer.objects.visible_to(user).filter(mapping=mapping).count()
            if is_member and is_open
            else None,
            areas=sum(len(group.areas.all()) for group in groups),
            is_open=is_open,
            may_close=may_close,
            may_edit=may_edit,
        )

    @property
    def counted(self) -> str:
        return _("%(answered)s of %(invited)s have answered") % {
            "answered": self.answered,
            "invited": self.invited,
        }

    @property
    def shared_time(self) -> int:
        """All leaders' time across the cluster, in per cent of one leader's."""
        return sum(row.share for row in self.shares)

    @property
    def time_in_words(self) -> str:
        """“Otte ledere bruger tilsammen 140 % af én leders tid på tværs, i gennemsnit 18 %.”"""
        count = len(self.shares)
        words = {"count": count, "sum": self.shared_time}
        return (
            ngettext(
                "%(count)s leader spends %(sum)s per cent of the time across the cluster",
                "%(count)s leaders spend %(sum)s per cent of one leader’s time across the cluster",
                count,
            )
            % words
        )

    @property
    def is_kept(self) -> bool:
        return self.gaps is not None and not self.gaps.is_empty

    @property
    def fewest(self) -> int:
        return FEWEST

    @property
    def own_in_words(self) -> str:
        if not self.own:
            return _("You have not answered yet.")
        return ngettext(
            "You have answered %(own)s of %(areas)s core area.",
            "You have answered %(own)s of %(areas)s core areas.",
            self.areas,
        ) % {"own": self.own, "areas": self.areas}


def gaps_of(
    mapping: MappingRound, groups: Iterable[CoreGroup], *, chosen: Iterable[int | None] = ()
) -> Gaps:
    """The joint picture of a closed mapping; two queries."""
    return Gaps.of(
        groups,
        steps=list(mapping.profile.scale.steps.order_by("rank")),
        pictures={picture.area_id: picture for picture in mapping.pictures.order_by()},
        chosen=chosen,
    )
