"""My work: the first page, with what awaits the person, by the roles they hold."""

import datetime
from dataclasses import dataclass, replace
from typing import Self

from accounts.models import User
from dashboards.cluster.matrix import Matrix
from dashboards.findings import my_work as findings
from dashboards.first_steps import WayOn
from dashboards.municipality import MunicipalityPage
from dashboards.my_work.data import DataOverview, Freshness, freshness
from dashboards.my_work.leadership import team_tasks
from dashboards.my_work.meetings import MeetingsAhead
from dashboards.my_work.support import NeedsHelp, clusters_in_need
from dashboards.my_work.tasks import Task, board_tasks, leader_tasks, report_tasks, tells_all_of
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution, Membership
from institutions.roles import BOARD, LEADERSHIP, Role
from measurements.models import Measurement
from meetings.news import News, news_since
from strategy.models import Goal
from strategy.progress import visible_standings
from strategy.rounds import RoundPage, open_rounds

NEWS_DAYS = 60
NEWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OwnGoals:
    """A leader's own institutions by the common goals, and the newest data about them."""

    matrix: Matrix
    freshness: tuple[Freshness, ...]


@dataclass(frozen=True, slots=True)
class BoardRoom:
    """What a board member reads first: where the cluster stands, and what is new."""

    decisions: tuple[Task, ...]
    reports: tuple[Task, ...]
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class MyWork:
    """The first page. Each role adds its part, in a number of queries that does not grow."""

    name: str
    on: datetime.date
    roles: tuple[str, ...]
    clusters: tuple[Cluster, ...]
    tasks: tuple[Task, ...] | None
    own: OwnGoals | None
    board: BoardRoom | None
    meetings: MeetingsAhead | None
    support: tuple[NeedsHelp, ...] | None
    data: DataOverview | None
    way: WayOn | None = None
    rounds: tuple[RoundPage, ...] = ()
    team: tuple[Task, ...] = ()

    @classmethod
    def build(cls, *, user: User, on: datetime.date) -> Self:
        memberships = tuple(
            user.memberships.on(on).select_related("area", "cluster", "institution")
        )
        held = {membership.role for membership in memberships}
        is_administrator = user.is_superuser or Role.ADMINISTRATOR in held
        page = cls(
            name=user.get_short_name(),
            on=on,
            roles=tuple(_told(membership) for membership in memberships),
            clusters=tuple(Cluster.objects.visible_to(user)) if held & (LEADERSHIP | BOARD) else (),
            tasks=None,
            own=None,
            board=None,
            meetings=MeetingsAhead.build(
                user=user, on=on, attends=not is_administrator and bool(memberships)
            ),
            support=None,
            data=DataOverview.build(user=user, on=on) if is_administrator else None,
            way=WayOn.for_reader(user, on=on) if is_administrator else None,
            team=() if is_administrator else team_tasks(user=user, on=on),
        )
        if is_administrator or held & (LEADERSHIP | BOARD):
            leads = held & LEADERSHIP and not is_administrator
            own = Institution.objects.editable_by(user) if leads else None
            page = replace(page, rounds=open_rounds(user, on=on, institutions=own))
        if held & LEADERSHIP and not is_administrator:
            page = page._with_leadership(user)
        if held & BOARD:
            page = page._with_board(user)
        if held & {Role.AREA_HEAD, Role.CONSULTANT}:
            municipality = MunicipalityPage.build(user=user, on=on)
            page = replace(page, support=clusters_in_need(municipality, user=user, on=on))
        return page

    def _with_leadership(self, user: Reader) -> Self:
        institutions = tuple(
            Institution.objects.editable_by(user)
            .filter(pk__in=scope_of(user).edits.institutions)
            .open_on(self.on)
            .values_list("pk", "name", "slug")
        )
        goals = tuple(
            Goal.objects.visible_to(user)
            .common()
            .in_force(self.on.year)
            .order_by("strategy", "number")
        )
        ids = [pk for pk, _name, _slug in institutions]
        standings = visible_standings(user, institutions=ids, goals=[goal.pk for goal in goals])
        return replace(
            self,
            rounds=tuple(page for page in self.rounds if not tells_all_of(page)),
            tasks=leader_tasks(
                user=user,
                on=self.on,
                institutions=institutions,
                goals=goals,
                standings=standings,
                rounds=self.rounds,
            ),
            own=OwnGoals(
                matrix=Matrix.of(institutions, goals=goals, standings=standings),
                freshness=freshness(
                    Measurement.objects.visible_to(user).filter(institution__in=ids)
                ),
            ),
        )

    def _with_board(self, user: Reader) -> Self:
        read = {
            pk: (name, slug)
            for pk, name, slug in Institution.objects.visible_to(user)
            .open_on(self.on)
            .values_list("pk", "name", "slug")
        }
        since = self.on - datetime.timedelta(days=NEWS_DAYS)
        return replace(
            self,
            board=BoardRoom(
                decisions=board_tasks(
                    user=user, names={pk: name for pk, (name, _slug) in read.items()}
                ),
                reports=report_tasks(user=user),
                news=news_since(since, user=user, institutions=read)[:NEWS_SHOWN],
            ),
        )

    @property
    def is_stranger(self) -> bool:
        """Nobody has said yet where the person belongs."""
        return not self.roles and self.data is None

    @property
    def shows_data(self) -> bool:
        """Whether there is an overview of the data; on the way to the first, the steps tell."""
        if self.data is None or (self.way and self.way.example):
            return False
        return self.way is None or self.data.says_something

    @property
    def tasks_heading(self) -> str:
        tasks = self.tasks or ()
        return findings.tasks_heading(len(tasks), overdue=sum(task.is_overdue for task in tasks))

    @property
    def figures(self) -> dict[str, dict[str, int]]:
        """What the headings count, by their section."""
        lists = {"tasks": self.tasks or (), "team": self.team}
        return {
            name: {"tasks": len(tasks), "overdue": sum(task.is_overdue for task in tasks)}
            for name, tasks in lists.items()
            if tasks
        }

    @property
    def team_heading(self) -> str:
        return findings.team_heading(
            len(self.team), overdue=sum(task.is_overdue for task in self.team)
        )

    @property
    def board_heading(self) -> str:
        if not self.board:
            return findings.decisions_heading(0)
        return findings.decisions_heading(
            len(self.board.decisions), reports=len(self.board.reports)
        )

    @property
    def support_heading(self) -> str:
        support = self.support or ()
        return findings.support_heading(
            len(support),
            in_need=sum(bool(need.reasons) for need in support),
            matters=sum(need.weight for need in support),
        )

    @property
    def data_heading(self) -> str:
        fresh = self.data.coverage if self.data else ()
        return findings.data_heading(
            instruments=len(fresh),
            fresh=sum(found.year == self.on.year for found in fresh),
            year=self.on.year,
        )


def _told(membership: Membership) -> str:
    """“pædagogisk leder, Solsikken”."""
    place = membership.place
    return f"{membership.title}, {place}" if place else membership.title
