"""The calendar: what stands in it, for whom, and the address at which it is fetched."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from accounts.models import CalendarAddress
from dashboards.calendar import CalendarKind, entries_of
from measurements.models import Instrument, MeasuringRound
from strategy.models import ProcessStep
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    EffortFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + datetime.timedelta(days=20)
YEAR = (TODAY, TODAY + datetime.timedelta(days=365))


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def institution(cluster):
    return InstitutionFactory(name="Solsikken", cluster=cluster)


@pytest.fixture
def leader(institution):
    return MembershipFactory(leader=True, institution=institution).user


def fetch(client, user, **headers):
    address = CalendarAddress.objects.get_or_create(user=user)[0]
    return client.get(f"/kalender/{address.secret}.ics", headers=headers)


def events(response) -> list[dict]:
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_effects_of_adopted_goals_stand_on_their_day_and_drafts_do_not(leader, institution):
    LocalGoalFactory(institution=institution, measured_on=SOON)
    goal = LocalGoalFactory(adopted=True, institution=institution, measured_on=SOON)
    LocalGoalFactory(adopted=True, measured_on=SOON)  # somewhere else

    (entry,) = entries_of(leader, *YEAR)

    assert (entry.kind, entry.from_on, entry.to_on) == (CalendarKind.EFFECT, SOON, SOON)
    assert (entry.concerns, entry.href) == ("Solsikken", goal.get_absolute_url())
    assert goal.text not in entry.what


def test_efforts_of_adopted_goals_stand_on_their_own_deadline(leader, institution):
    late = SOON + datetime.timedelta(days=1000)
    goal = LocalGoalFactory(adopted=True, institution=institution, measured_on=late)
    draft = LocalGoalFactory(institution=institution, measured_on=late)
    elsewhere = LocalGoalFactory(adopted=True, measured_on=late)
    for one in (goal, draft, elsewhere):
        EffortFactory(local_goal=one, number=2, text="Til jul", due_on=late)
        EffortFactory(local_goal=one, number=3, text="Hemmeligt", due_on=SOON)

    (entry,) = entries_of(leader, *YEAR)

    assert (entry.kind, entry.from_on, entry.to_on) == (CalendarKind.EFFORT, SOON, SOON)
    assert entry.uid == f"effort-{goal.efforts.get(number=3).pk}"
    assert (entry.concerns, entry.href) == ("Solsikken", goal.get_absolute_url())
    assert "Hemmeligt" not in entry.what


def test_steps_of_the_plan_stand_until_their_deadline_or_until_they_are_done(leader, cluster):
    strategy = StrategyFactory(vision=True, cluster=cluster)
    day = {"from_on": TODAY, "to_on": SOON, "when_text": "Nu"}
    ProcessStep.objects.create(
        strategy=strategy,
        text="Høring.",
        deadline_on=SOON + datetime.timedelta(days=3),
        **day,
    )
    ProcessStep.objects.create(strategy=strategy, text="Opstart", done_on=TODAY, **day)

    (entry,) = entries_of(leader, *YEAR)

    assert (entry.what, entry.from_on, entry.to_on) == (
        "Høring",
        TODAY,
        SOON + datetime.timedelta(days=3),
    )


@pytest.mark.parametrize(("kinds", "stands"), [([], 1), (["nursery"], 0)])
def test_deadlines_of_rounds_stand_for_those_who_deliver(leader, cluster, kinds, stands):
    instrument = Instrument.objects.create(code="kids", name="KIDS", short_name="KIDS")
    one = MeasuringRound.objects.create(
        instrument=instrument, period="2026", opens_on=TODAY, deadline_on=SOON, kinds=kinds
    )
    one.clusters.add(cluster)
    member = MembershipFactory(board_member=True, cluster=cluster).user
    stranger = MembershipFactory(leader=True, institution=InstitutionFactory()).user

    assert len(entries_of(leader, *YEAR)) == stands
    assert entries_of(member, *YEAR) == ()
    assert entries_of(stranger, *YEAR) == ()


def test_the_calendar_costs_the_same_however_much_stands_in_it(leader, institution):
    def cost(entries: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(entries_of(leader, *YEAR)) == entries
        return len(queries)

    LocalGoalFactory(adopted=True, institution=institution, measured_on=SOON)
    entries_of(leader, *YEAR)  # from now on the person's reach is known
    few = cost(1)
    LocalGoalFactory.create_batch(19, adopted=True, institution=institution, measured_on=SOON)

    assert cost(20) == few


def test_a_calendar_is_fetched_without_signing_in_and_holds_no_text(client, leader, institution):
    goal = LocalGoalFactory(adopted=True, institution=institution, measured_on=SOON)

    answer = fetch(client, leader)

    (event,) = events(answer)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert event["uid"] == f"effect-{goal.pk}@ledestjernen"  # whatever the server is called
    assert event["dtstart"].dt == SOON
    assert event["dtend"].dt == SOON + datetime.timedelta(days=1)
    assert event["url"] == f"http://testserver{goal.get_absolute_url()}"
    assert str(event["summary"]).startswith("Solsikken: Effekten")
    assert goal.text not in answer.content.decode()
    assert not answer.cookies


def test_a_calendar_that_has_the_file_already_is_sent_nothing(client, leader, institution):
    LocalGoalFactory(adopted=True, institution=institution, measured_on=SOON)
    etag = fetch(client, leader)["ETag"]

    again = fetch(client, leader, if_none_match=etag)
    LocalGoalFactory(adopted=True, institution=institution, measured_on=SOON)

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-store"
    assert fetch(client, leader, if_none_match=etag).status_code == 200


def test_a_calendar_without_entries_is_one_all_the_same(client, leader):
    """By RFC 5545, 3.6, something must be in it; and the clocks that stand there are right."""
    calendar = Calendar.from_ical(fetch(client, leader).content)

    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    zone = calendar.subcomponents[0].to_tz(lookup_tzid=False)
    told = ZoneInfo("Europe/Copenhagen")
    for year in (2025, 2026, 2030):
        for month, day in ((1, 15), (3, 28), (4, 1), (7, 1), (10, 20), (11, 1)):
            at = datetime.datetime(year, month, day, 12)  # noqa: DTZ001
            assert zone.utcoffset(at) == told.utcoffset(at), at
    assert calendar["x-published-ttl"].dt == calendar["refresh-interval"].dt


def test_what_lasts_for_months_stands_on_its_last_day(client, leader, cluster):
    ProcessStep.objects.create(
        strategy=StrategyFactory(vision=True, cluster=cluster),
        text="Arbejdet i institutionerne",
        when_text="Foråret",
        from_on=TODAY,
        to_on=TODAY + datetime.timedelta(days=60),
    )

    (event,) = events(fetch(client, leader))

    assert event["dtstart"].dt == TODAY + datetime.timedelta(days=60)


def test_an_unknown_address_leads_nowhere(client):
    assert client.get("/kalender/gaet-engang.ics").status_code == 404


def test_a_calendar_ends_with_the_role(client, leader):
    assert fetch(client, leader).status_code == 200

    leader.memberships.update(to_on=TODAY - datetime.timedelta(days=1))

    assert fetch(client, leader).status_code == 404


def test_a_calendar_ends_with_the_account(client, leader):
    leader.is_active = False
    leader.save()

    assert fetch(client, leader).status_code == 404


def test_an_address_is_made_renewed_and_closed_by_its_owner(client, leader):
    client.force_login(leader)

    client.post("/min-side/kalender/ny/")
    first = leader.calendar_address.secret
    assert f"http://testserver/kalender/{first}.ics" in client.get("/min-side/").content.decode()
    client.post("/min-side/kalender/ny/", {"sure": "yes"})
    second = CalendarAddress.objects.get(user=leader).secret
    client.post("/min-side/kalender/luk/", {"sure": "yes"})

    assert first != second
    assert len(second) >= 40
    assert client.get(f"/kalender/{first}.ics").status_code == 404
    assert client.get(f"/kalender/{second}.ics").status_code == 404


@pytest.mark.parametrize("address", ["/min-side/kalender/ny/", "/min-side/kalender/luk/"])
def test_looking_changes_nothing(client, address):
    client.force_login(UserFactory())

    client.get(address)

    assert not CalendarAddress.objects.exists()


def test_an_entry_that_changes_is_newer_than_it_was(client, leader, institution):
    """Of two versions a calendar keeps that with the higher SEQUENCE (RFC 5545, 3.8.7.4)."""
    goal = LocalGoalFactory(adopted=True, institution=institution, measured_on=SOON)
    (before,) = events(fetch(client, leader))

    goal.measured_on = SOON + datetime.timedelta(days=1)
    goal.version += 1
    goal.save()

    (after,) = events(fetch(client, leader))
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_a_meeting_is_newer_when_day_hour_or_place_change_and_not_for_its_minutes(client, cluster):
    chair = MembershipFactory(chair=True, cluster=cluster).user
    board = BoardFactory(cluster=cluster)
    meeting = MeetingFactory(board=board, held_on=SOON)

    def sequence() -> int:
        (event,) = events(fetch(client, chair))
        return event["sequence"]

    assert sequence() == 0
    for change in (
        {"held_on": SOON + datetime.timedelta(days=1)},
        {"from_at": datetime.time(16, 15)},
        {"place": "Kantinen"},
    ):
        before = sequence()
        for name, value in change.items():
            setattr(meeting, name, value)
        meeting.save()
        assert sequence() == before + 1, change

    meeting.present = "Ane og Bo"
    meeting.save()
    assert sequence() == 3
