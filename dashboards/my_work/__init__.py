"""My work: the first page, with what awaits the person, by the roles they hold."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from accounts.models import User
from accounts.told.reading import ToldLine, newest_lines
from dashboards.cluster import ClusterDashboard
from dashboards.cluster.matrix import Matrix
from dashboards.findings import my_work as findings
from dashboards.first_steps import WayOn
from dashboards.municipality import MunicipalityPage
from dashboards.my_work.data import DataOverview, PeopleOverview
from dashboards.my_work.duties import DutiesAhead
from dashboards.my_work.figures import figure_tasks
from dashboards.my_work.hearings import board_hearings, hearing_tasks
from dashboards.my_work.leadership import team_tasks
from dashboards.my_work.meetings import AskedAt, MeetingsAhead
from dashboards.my_work.places import (
    Named,
    clusters_read,
    institutions_led,
    institutions_read,
    roles_held,
)
from dashboards.my_work.programmes import watched_tasks
from dashboards.my_work.returned import returned_tasks
from dashboards.my_work.support import NeedsHelp, clusters_in_need
from dashboards.my_work.tasks import Task, board_tasks, leader_tasks, report_tasks, tells_all_of
from institutions.access import Reader, scope_of
from institutions.editions import ScopesEyes
from institutions.models import Cluster, Institution, Membership
from institutions.remembering import RememberedParts, remembered_property
from institutions.roles import BOARD, LEADERSHIP, BoardKind, Role
from institutions.schools import is_of_schools_alone
from institutions.way_in_to_boards import is_new_on_a_board
from measurements.coverage import Coverage
from meetings.news import News, news_since
from strategy.committee import meets_in_committee_alone
from strategy.common_goals import goals_in_force
from strategy.models import Goal
from strategy.progress import LocalGoalState, visible_standings
from strategy.rounds import RoundPage, open_rounds

NEWS_DAYS = 60
NEWS_SHOWN = 5
#: Of more clusters than these, the page leads to each and shows no course.
COURSES_SHOWN = 2
#: How many tasks a telephone shows before it folds the others.
TASKS_FIRST = 5


@dataclass(frozen=True, slots=True)
class OwnGoals:
    """A leader's own institutions by the common goals, and the newest data about them."""

    matrix: Matrix
    freshness: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class BoardRoom:
    """What a board member reads first: what is to be decided, and what is new.

    asked: at the next meeting. decisions: what awaits the board besides. hearings: what it is
    asked in, and has not answered. returned: what it waits to have sent again. is_committee: it is
    the committee, and no board of places.
    """

    asked: AskedAt | None
    decisions: tuple[Task, ...]
    returned: tuple[Task, ...]
    hearings: tuple[Task, ...]
    reports: tuple[Task, ...]
    news: tuple[News, ...]
    is_committee: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether nothing awaits the board but hearings, and no agenda asks it anything."""
        return not (self.decisions or self.reports or self.asked or self.returned)


#: What is asked for with nobody's own eyes: the same for all who hold such roles at such places.
OF_SCOPE = {
    *("clusters", "_duties", "support", "_all_rounds", "_read"),
    *("_institutions", "_goals", "_standings", "_freshness"),
}


class MyWork(RememberedParts):
    """The first page. Each role adds its part, in a number of queries that does not grow.

    Each part is kept for the person alone, or for all who reach as far and hold such roles, and
    made anew when what it is made of has changed.
    """

    def __init__(self, person: User, *, on: datetime.date) -> None:
        super().__init__(person.pk, on, reader=person)
        self.person = person
        self.on = on
        #: What others may see who reach as far is asked for with these.
        self.eyes = ScopesEyes(scope_of(person), is_staff=person.is_staff)

    @classmethod
    def build(cls, *, user: User, on: datetime.date) -> Self:
        return cls(user, on=on)

    def reader_of(self, name: str) -> Reader:
        return self.eyes if name in OF_SCOPE else self.person

    def kept_for(self, name: str) -> tuple[object, ...]:
        return (self.on, frozenset(self._held)) if name in OF_SCOPE else self.kept_by

    @property
    def name(self) -> str:
        return self.person.get_short_name()

    @property
    def is_new_on_a_board(self) -> bool:
        return is_new_on_a_board(self.person, on=self.on)

    @remembered_property
    def _memberships(self) -> tuple[Membership, ...]:
        return roles_held(self.person.pk, on=self.on)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(_told(membership) for membership in self._memberships)

    @property
    def _held(self) -> set[str]:
        return {held.role for held in self._memberships if not held.is_of_group}

    @property
    def chairs_a_board(self) -> bool:
        """Whether they say what leaders may do for a board between its meetings."""
        return scope_of(self.person).chairs_a_board

    @property
    def _is_administrator(self) -> bool:
        """Whether they look after the work of all, and so have no part in it of their own."""
        return scope_of(self.person).edits.everything

    @property
    def _leads(self) -> bool:
        return bool(self._held & LEADERSHIP) and not self._is_administrator

    @remembered_property
    def clusters(self) -> tuple[Cluster, ...]:
        if not self._held & (LEADERSHIP | BOARD):
            return ()
        return clusters_read(self.eyes)

    @cached_property
    def courses(self) -> tuple[ClusterDashboard, ...]:
        """The clusters whose course is shown; what is kept of their pages is kept for these too."""
        if len(self.clusters) > COURSES_SHOWN:
            return ()
        pages = [
            ClusterDashboard.build(cluster, user=self.eyes, on=self.on) for cluster in self.clusters
        ]
        return tuple(page for page in pages if page.verdict)

    @remembered_property
    def meetings(self) -> MeetingsAhead | None:
        attends = not self._is_administrator and bool(self._memberships)
        return MeetingsAhead.build(user=self.person, on=self.on, attends=attends)

    @property
    def duties(self) -> DutiesAhead | None:
        """Of tilsyn: nothing to those of a school, who are asked for none."""
        return None if is_of_schools_alone(self.person) else self._duties

    @remembered_property
    def _duties(self) -> DutiesAhead | None:
        """Of tilsyn: a leader's own places, to others those they read."""
        if not (self._memberships or self._is_administrator):
            return None
        own = [pk for pk, _name, _slug in self._institutions] if self._leads else None
        return DutiesAhead.build(user=self.eyes, on=self.on, only=own)

    @remembered_property
    def data(self) -> DataOverview | None:
        if not self._is_administrator:
            return None
        return DataOverview.build(user=self.person, on=self.on)

    @remembered_property
    def people(self) -> PeopleOverview | None:
        if not scope_of(self.person).keeps_people:
            return None
        return PeopleOverview.build(user=self.person, on=self.on)

    @cached_property
    def way(self) -> WayOn | None:
        return WayOn.for_reader(self.person, on=self.on) if self._is_administrator else None

    @remembered_property
    def told(self) -> tuple[ToldLine, ...]:
        """What is new to the person, by their notices; what they are to do is told above."""
        todo = {task.href for task in (*(self.tasks or ()), *self.team, *self.watched)}
        todo |= {task.href.partition("#")[0] for task in (*self.stale, *self.heard)}
        todo |= {task.href for task in self.board.decisions} if self.board else set()
        return tuple(line for line in newest_lines(self.person) if line.href not in todo)

    @property
    def told_figures(self) -> dict[str, int]:
        """What the heading counts."""
        return {"notices": len(self.told)}

    @property
    def told_heading(self) -> str:
        return findings.told_heading(len(self.told))

    @remembered_property
    def team(self) -> tuple[Task, ...]:
        return () if self._is_administrator else team_tasks(user=self.person, on=self.on)

    @remembered_property
    def watched(self) -> tuple[Task, ...]:
        """What they are to keep an eye on in programmes."""
        return watched_tasks(user=self.person, on=self.on) if self._memberships else ()

    @remembered_property
    def heard(self) -> tuple[Task, ...]:
        """The hearings that they are to answer for a board, but what the board's part tells."""
        if self._is_administrator or not self._memberships:
            return ()
        told = {task.href for task in self.board.hearings} if self.board else ()
        return hearing_tasks(user=self.person, on=self.on, besides=told)

    @remembered_property
    def stale(self) -> tuple[Task, ...]:
        """Figures they are responsible for, which should have been renewed."""
        return figure_tasks(user=self.person, on=self.on) if self._memberships else ()

    @remembered_property
    def _all_rounds(self) -> tuple[RoundPage, ...]:
        if not (self._is_administrator or self._held & (LEADERSHIP | BOARD)):
            return ()
        own = Institution.objects.editable_by(self.eyes) if self._leads else None
        return open_rounds(self.eyes, on=self.on, institutions=own)

    @property
    def rounds(self) -> tuple[RoundPage, ...]:
        """Those under way, but what a task of its own tells."""
        return tuple(page for page in self._all_rounds if not (self._leads and tells_all_of(page)))

    @remembered_property
    def _institutions(self) -> tuple[Named, ...]:
        """(id, name, slug) of those that the person leads."""
        return institutions_led(self.eyes, on=self.on)

    @remembered_property
    def _goals(self) -> tuple[Goal, ...]:
        return goals_in_force(self.eyes, year=self.on.year)

    @remembered_property
    def _standings(self) -> tuple[LocalGoalState, ...]:
        ids = [pk for pk, _name, _slug in self._institutions]
        goals = [goal.pk for goal in self._goals]
        return visible_standings(self.eyes, institutions=ids, goals=goals)

    @remembered_property
    def tasks(self) -> tuple[Task, ...] | None:
        if not self._leads:
            return None
        return leader_tasks(
            user=self.person,
            on=self.on,
            institutions=self._institutions,
            goals=self._goals,
            standings=self._standings,
            rounds=self._all_rounds,
        )

    @property
    def first_tasks(self) -> tuple[Task, ...]:
        return (self.tasks or ())[:TASKS_FIRST]

    @property
    def later_tasks(self) -> tuple[Task, ...]:
        """Those that are folded on a telephone: the less pressing."""
        return (self.tasks or ())[TASKS_FIRST:]

    @remembered_property
    def _freshness(self) -> tuple[Coverage, ...]:
        return Coverage.of({pk: name for pk, name, _slug in self._institutions}, on=self.on)

    @remembered_property
    def own(self) -> OwnGoals | None:
        if not self._leads:
            return None
        matrix = Matrix.of(self._institutions, goals=self._goals, standings=self._standings)
        return OwnGoals(matrix=matrix, freshness=self._freshness)

    @remembered_property
    def _read(self) -> tuple[Named, ...]:
        """(id, name, slug) of those that the person reads."""
        return institutions_read(self.eyes, on=self.on)

    @remembered_property
    def board(self) -> BoardRoom | None:
        if not self._held & BOARD:
            return None
        since = self.on - datetime.timedelta(days=NEWS_DAYS)
        read = {pk: (name, slug) for pk, name, slug in self._read}
        ahead = self.meetings.meetings if self.meetings else ()
        asked = AskedAt.of(next(iter(ahead), None), user=self.person)
        news = news_since(since, user=self.eyes, institutions=read, clusters=self.clusters)
        return BoardRoom(
            asked=asked,
            decisions=board_tasks(
                user=self.eyes,
                names={pk: name for pk, name, _slug in self._read},
                besides=asked.local_goals if asked else (),
            ),
            returned=returned_tasks(user=self.eyes),
            hearings=board_hearings(user=self.person, on=self.on),
            reports=report_tasks(user=self.eyes),
            news=tuple(each for each in news if each.kind != "sent")[:NEWS_SHOWN],
            is_committee=meets_in_committee_alone(self.person),
        )

    @remembered_property
    def support(self) -> tuple[NeedsHelp, ...] | None:
        if not self._held & {Role.AREA_HEAD, Role.CONSULTANT}:
            return None
        municipality = MunicipalityPage.build(user=self.eyes, on=self.on)
        return clusters_in_need(municipality, user=self.eyes, on=self.on)

    @property
    def is_stranger(self) -> bool:
        """Nobody has said yet where the person belongs."""
        return not self.roles and self.data is None and self.people is None

    @remembered_property
    def last_role_on(self) -> datetime.date | None:
        """The last day of the last role of somebody who has none any more."""
        ended = Membership.objects.filter(user=self.person, to_on__lt=self.on)
        return ended.order_by("-to_on").values_list("to_on", flat=True).first()

    @property
    def shows_data(self) -> bool:
        """Whether there is an overview of the data; on the way to the first, the steps tell."""
        if self.data is None or (self.way and self.way.example):
            return False
        return self.way is None or self.data.says_something

    @property
    def shows_people(self) -> bool:
        """Whether there is an overview of the people, likewise."""
        if self.people is None or (self.way and self.way.example):
            return False
        return self.way is None or self.shows_data or bool(self.people.without_membership)

    @property
    def tasks_heading(self) -> str:
        tasks = self.tasks or ()
        return findings.tasks_heading(len(tasks), overdue=sum(task.is_overdue for task in tasks))

    @property
    def figures(self) -> dict[str, dict[str, int]]:
        """What the headings count, by their section."""
        lists = {"tasks": self.tasks or (), "team": self.team, "watched": self.watched}
        lists["heard"] = self.heard
        lists["stale"] = self.stale
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
    def watched_heading(self) -> str:
        return findings.watched_heading(
            len(self.watched), overdue=sum(task.is_overdue for task in self.watched)
        )

    @property
    def heard_heading(self) -> str:
        return findings.hearings_heading(
            len(self.heard), overdue=sum(task.is_overdue for task in self.heard)
        )

    @property
    def stale_heading(self) -> str:
        return findings.stale_heading(len(self.stale))

    @property
    def board_heading(self) -> str:
        if not self.board:
            return findings.decisions_heading(0)
        if self.board.asked and not self.board.reports:
            return self.board.asked.heading
        return findings.decisions_heading(
            len(self.board.decisions),
            reports=len(self.board.reports),
            hearings=len(self.board.hearings),
            of_committee=self.board.is_committee,
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
    """“pædagogisk leder, Solsikken”; a seat on a joint council is of the council."""
    board = membership.board
    is_seat = board is not None and board.kind == BoardKind.JOINT_COUNCIL
    place = board if is_seat else membership.place
    return f"{membership.title}, {place}" if place else membership.title
