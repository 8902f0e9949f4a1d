"""Of every occasion: it is told once, by one mail, to whom it concerns, and to nobody else."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import PersonNotice, User
from accounts.told.kinds import KINDS
from accounts.told.reading import newest_lines
from hearings.answering import send as send_answer
from hearings.noticing import tell_of_answer, tell_of_deadlines
from indicators.models import FollowedFigures, IndicatorOwner
from indicators.noticing import tell_of_stale_figures
from institutions.models import Membership
from leadership.workflow import PlanStage
from meetings.approving import remark_on
from meetings.models import AgendaItem, Apology, BoardQuestion
from meetings.noticing import (
    tell_of_apology,
    tell_of_change,
    tell_of_done,
    tell_of_move,
    tell_of_question,
    tell_of_remark,
)
from meetings.workflow import MeetingStatus
from strategy.noticing import tell_of_rounds
from strategy.reminders import tell_of_measuring
from strategy.silence import tell_of_silence
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StatusUpdateFactory,
    StrategyFactory,
)
from tests.factories.duties import RemarkFactory
from tests.factories.goal_rounds import GoalRoundFactory
from tests.factories.hearings import HearingFactory, HearingReceiverFactory
from tests.factories.leadership import (
    ActionFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    PlanFollowUpFactory,
    TeamFactory,
)
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory
from tests.test_following_figures import rate, rated, town
from tests.test_notices import SITE, next_morning, send

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
#: What somebody has undertaken, and reads without a role, until the account is closed.
ONES_OWN = {"follow_up_mine", "follow_up_done"}
#: Roles of people elsewhere, who hear of nothing.
ELSEWHERE = ("leader", "board_member", "chair", "cluster_leader", "area_head", "consultant")


@pytest.fixture
def here(settings):
    """A house with its people, and the same roles in another part of the town."""
    settings.SITE_URL = SITE
    institution = town()
    cluster = institution.placements.get().cluster
    people = {
        "leader": MembershipFactory(leader=True, institution=institution).user,
        "member": MembershipFactory(board_member=True, institution=institution).user,
        "cluster_leader": MembershipFactory(cluster_leader=True, cluster=cluster).user,
        "head": MembershipFactory(area_head=True, area=cluster.area).user,
    }
    strange = InstitutionFactory(cluster=ClusterFactory(area=AreaFactory()))
    their = strange.placements.get().cluster
    for role in ELSEWHERE:
        place = {"cluster_leader": {"cluster": their}}.get(role, {"institution": strange})
        place = {"area": their.area} if role in ("area_head", "consultant") else place
        MembershipFactory(**{role: True}, **place)
    MembershipFactory(board_member=True, former=True, institution=institution)
    MembershipFactory(leader=True, former=True, institution=institution)
    return SimpleNamespace(institution=institution, cluster=cluster, **people)


def goal_sent(here):
    goal = LocalGoalFactory(institution=here.institution)
    goal.transition(LocalGoalStatus.SENT, by=here.leader)
    return {here.member}


def goal_returned(here):
    goal = LocalGoalFactory(institution=here.institution, sent=True)
    goal.transition(LocalGoalStatus.RETURNED, by=here.leader, comment="Kortere.")
    return {here.member}


def goal_adopted(here):
    goal = LocalGoalFactory(institution=here.institution, sent=True)
    goal.transition(LocalGoalStatus.ADOPTED, by=here.member)
    return {here.leader}


def goal_adopted_for_board(here):
    BoardFactory(institution=here.institution, leaders_adopt=True)
    goal = LocalGoalFactory(institution=here.institution, sent=True)
    goal.transition(LocalGoalStatus.ADOPTED, by=here.leader, on_behalf_of_board=True)
    return {here.member}


def measuring_day(here):
    LocalGoalFactory(institution=here.institution, measured_on=TODAY + 3 * DAY, in_progress=True)
    for _again in range(3):
        tell_of_measuring(TODAY)
    return {here.leader}


def status_due(here):
    goal = LocalGoalFactory(institution=here.institution, in_progress=True)
    StatusUpdateFactory(local_goal=goal, made_on=TODAY - 100 * DAY)
    other = LocalGoalFactory(institution=here.institution, in_progress=True)
    StatusUpdateFactory(local_goal=other, made_on=TODAY - 10 * DAY)
    for _again in range(3):
        tell_of_silence(TODAY)
    return {here.leader}


def figures_due(here):
    strategy = StrategyFactory(vision=True, cluster=here.cluster)
    indicator = IndicatorFactory(goal=GoalFactory(strategy=strategy))
    IndicatorOwner.objects.create(indicator=indicator, person=here.cluster_leader, rhythm=1)
    for _again in range(3):
        tell_of_stale_figures(TODAY)
    return {here.cluster_leader}


def round_opened(here):
    opened = GoalRoundFactory(opens_on=TODAY)
    opened.institutions.add(here.institution)
    for _again in range(3):
        tell_of_rounds(TODAY)
    return {here.leader}


def round_closes(here):
    closing = GoalRoundFactory(opens_on=TODAY - 20 * DAY, deadline_on=TODAY + 3 * DAY)
    closing.institutions.add(here.institution)
    for day in (TODAY, TODAY, TODAY + DAY):
        tell_of_rounds(day)
    return {here.leader}


def _meeting(here, **kwargs):
    return MeetingFactory(board=BoardFactory(institution=here.institution), **kwargs)


def agenda_sent(here):
    meeting = _meeting(here, held_on=TODAY + 10 * DAY)
    AgendaItemFactory(meeting=meeting)
    meeting.transition(MeetingStatus.CALLED, by=here.leader, on=TODAY)
    return {here.member}


def _held(here):
    meeting = _meeting(here, held_on=TODAY, status=MeetingStatus.CALLED)
    item = AgendaItemFactory(meeting=meeting, resolution="Drøftet.")
    mine = FollowUpFactory(item=item, person=here.leader, text="Ring til Karen")
    meeting.transition(MeetingStatus.HELD, by=here.leader, on=TODAY)
    return mine


def minutes_to_approve(here):
    _held(here)
    return {here.member}


def follow_up_mine(here):
    meeting = _meeting(here, held_on=TODAY, status=MeetingStatus.CALLED)
    item = AgendaItemFactory(meeting=meeting, resolution="Drøftet.")
    FollowUpFactory(item=item, person=here.leader, text="Ring til Karen")
    meeting.transition(MeetingStatus.HELD, by=here.member, on=TODAY)
    return {here.leader}


def follow_up_on_agenda(here):
    board = BoardFactory(institution=here.institution)
    earlier = MeetingFactory(board=board, held_on=TODAY - 30 * DAY, status=MeetingStatus.HELD)
    FollowUpFactory(item=AgendaItemFactory(meeting=earlier), person=here.leader, text="Ring")
    meeting = MeetingFactory(board=board, held_on=TODAY + 10 * DAY)
    AgendaItemFactory(meeting=meeting, standing=AgendaItem.Standing.FOLLOW_UPS)
    meeting.transition(MeetingStatus.CALLED, by=here.member, on=TODAY)
    return {here.leader}


def follow_up_done(here):
    earlier = _meeting(here, held_on=TODAY - 30 * DAY, status=MeetingStatus.HELD)
    item = AgendaItemFactory(meeting=earlier)
    row = FollowUpFactory(item=item, person=here.leader, text="Ring", done_on=TODAY)
    for _again in range(2):
        tell_of_done(row, by=here.member)
    return {here.leader}


def question_asked(here):
    item = AgendaItemFactory(meeting=_meeting(here, status=MeetingStatus.CALLED))
    row = BoardQuestion.objects.create(
        board=item.meeting.board, item=item, text="Hvorfor?", asked_by=here.member
    )
    for _again in range(2):
        tell_of_question(row, by=here.member)
    return {here.leader}


def apology_given(here):
    meeting = _meeting(here, status=MeetingStatus.CALLED)
    row = Apology.objects.create(meeting=meeting, person=here.member)
    for _again in range(2):
        tell_of_apology(row)
    return {here.leader}


def agenda_changed(here):
    meeting = _meeting(here, status=MeetingStatus.CALLED)
    for _again in range(2):
        tell_of_change(meeting, by=here.leader)
    return {here.member}


def meeting_moved(here):
    meeting = _meeting(here, status=MeetingStatus.CALLED)
    for _again in range(2):
        tell_of_move(meeting, by=here.leader)
    return {here.member}


def minutes_remarked(here):
    meeting = _meeting(here, status=MeetingStatus.HELD)
    row = remark_on(meeting, by=here.member, text="Jeg var der også.")
    for _again in range(2):
        tell_of_remark(row, by=here.member)
    return {here.leader}


def _plan(here):
    plan = DevelopmentPlanFactory(team=TeamFactory(cluster=here.cluster))
    ActionFactory(focus=FocusAreaFactory(plan=plan))
    PlanFollowUpFactory(plan=plan)
    return plan


def plan_to_sign(here):
    _plan(here).transition("propose", by=here.cluster_leader)
    return {here.head}


def plan_agreed(here):
    plan = _plan(here)
    plan.transition("propose", by=here.cluster_leader)
    plan.transition("agree", by=here.head)
    assert plan.stage == PlanStage.AGREED
    return {here.cluster_leader, here.leader}


def remark_moved(here):
    remark = RemarkFactory(institution=here.institution, person=here.leader)
    remark.transition("begin", by=here.cluster_leader)
    return {here.leader, here.member}


def _heard(here, **kwargs):
    """A hearing of the local goals of the house, and its board that is asked."""
    LocalGoalFactory(institution=here.institution, sent=True)
    hearing = HearingFactory(cluster=None, institution=here.institution, strategy=None, **kwargs)
    board = BoardFactory(institution=here.institution)
    return HearingReceiverFactory(hearing=hearing, board=board)


def hearing_opened(here):
    _heard(here).hearing.transition("open", by=here.leader)
    return {here.member}


def hearing_closes(here):
    _heard(here, open=True, deadline_on=TODAY + 3 * DAY)
    for day in (TODAY, TODAY, TODAY + DAY):
        tell_of_deadlines(day)
    return {here.member}


def hearing_answered(here):
    answer = send_answer(_heard(here, open=True), {"": "Fint"}, version=0, by=here.member)
    tell_of_answer(answer, by=here.member)
    return {here.leader}


def hearing_decided(here):
    item = AgendaItemFactory(meeting=_meeting(here, held=True), resolution="Vedtaget.")
    _heard(here, second_edition=True, item=item).hearing.transition("decide", by=here.leader)
    return {here.member}


def figure_came(here):
    follow = FollowedFigures.objects.create(
        person=here.member, indicator=rated(), cluster=here.cluster
    )
    rate(here.institution, TODAY)
    rate(InstitutionFactory(cluster=ClusterFactory()), TODAY)
    return {follow.person}


HAPPENS = {
    one.__name__: one
    for one in (
        goal_sent,
        goal_returned,
        goal_adopted,
        goal_adopted_for_board,
        measuring_day,
        status_due,
        figures_due,
        round_opened,
        round_closes,
        agenda_sent,
        minutes_to_approve,
        follow_up_mine,
        follow_up_on_agenda,
        follow_up_done,
        question_asked,
        apology_given,
        agenda_changed,
        meeting_moved,
        minutes_remarked,
        plan_to_sign,
        plan_agreed,
        figure_came,
        remark_moved,
        hearing_opened,
        hearing_closes,
        hearing_answered,
        hearing_decided,
    )
}


def test_every_occasion_is_tried():
    assert set(HAPPENS) == set(KINDS)


@pytest.mark.parametrize("kind", HAPPENS)
def test_it_is_told_once_by_one_mail_and_to_nobody_else(kind, here, mailoutbox, client):
    concerned = HAPPENS[kind](here)

    told = PersonNotice.objects.filter(kind=kind)
    assert sorted(told.values_list("person", flat=True)) == sorted(one.pk for one in concerned)
    for person in concerned:
        lines = [line for line in newest_lines(person) if line.sentence]
        assert lines, kind
        client.force_login(person)
        for line in lines:
            assert client.get(line.href, follow=True).status_code == 200, line
    PersonNotice.objects.exclude(kind=kind).delete()
    for later in (0, 1, 25):
        send(next_morning() + datetime.timedelta(hours=later))
    assert sorted(one.to[0] for one in mailoutbox) == sorted(one.email for one in concerned)
    assert {one.state for one in told} == {PersonNotice.State.SENT}


@pytest.mark.parametrize("kind", HAPPENS)
def test_who_has_left_the_house_meanwhile_hears_nothing(kind, here, mailoutbox):
    concerned = HAPPENS[kind](here)
    Membership.objects.filter(user__in=concerned).delete()
    if kind in ONES_OWN:
        User.objects.filter(pk__in=[one.pk for one in concerned]).update(is_active=False)

    send(next_morning())

    for person in concerned:
        lines = newest_lines(User.objects.get(pk=person.pk))
        assert lines == () or kind in ONES_OWN
    assert [one.to for one in mailoutbox if one.to[0] in {who.email for who in concerned}] == []
