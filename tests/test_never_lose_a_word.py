"""A meeting on several devices at once: what somebody writes, says or ticks is never lost."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import PersonNotice
from institutions.models import Board, Membership
from meetings.approving import approval_of
from meetings.models import AgendaItem, Dissent, Meeting, MeetingPaper, MinutesRemark, PutOff
from meetings.papers.freezing import facts_of
from meetings.workflow import MeetingStatus
from strategy.models import Decision, GoalAssessment
from strategy.workflow import Assessment
from strategy.workflow import LocalGoalStatus as GoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.meetings import AgendaItemFactory, ItemFileFactory, MeetingFactory

pytestmark = pytest.mark.django_db
CPR = "010170-1234"


@pytest.fixture
def hall():
    """A board at its meeting, with three items before it."""
    cluster = ClusterFactory()
    house = InstitutionFactory(cluster=cluster)
    board = BoardFactory(cluster=cluster)
    meeting = MeetingFactory(board=board, called=True, held_on=timezone.localdate())
    first, second, third = (
        AgendaItemFactory(meeting=meeting, title=title) for title in ("Budget", "Sprog", "Ferie")
    )
    return SimpleNamespace(
        board=board,
        meeting=meeting,
        first=first,
        second=second,
        third=third,
        goal=LocalGoalFactory(institution=house, sent=True),
        secretary=MembershipFactory(cluster_leader=True, cluster=cluster).user,
        leader=MembershipFactory(leader=True, institution=house).user,
        chair=MembershipFactory(chair=True, cluster=cluster).user,
        member=MembershipFactory(board_member=True, cluster=cluster).user,
        another=MembershipFactory(board_member=True, cluster=cluster).user,
        stranger=MembershipFactory(board_member=True, cluster=ClusterFactory()).user,
    )


def visit(person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def read(person, row) -> str:
    return visit(person).get(row.get_absolute_url().partition("#")[0]).content.decode()


class OpenPage:
    """The page of an item that somebody has open, as it was when they opened it."""

    def __init__(self, person, item: AgendaItem) -> None:
        self.person, self.client = person, visit(person)
        answer = self.client.get(reverse("meeting_mode", args=[item.pk]))
        self.mode, form = answer.context["mode"], answer.context["minutes"]
        self.told = {
            "form": "minutes",
            "resolution": "",
            "seen": form["seen"].value(),
            "page": str(uuid.uuid4()),
            "writer": person.pk,
        }

    def autosave(self, words: str):
        return self.client.post(self.mode.autosaves_to, {**self.told, "minutes": words})

    def save(self, words: str):
        return self.client.post(self.mode.writes_to, {**self.told, "minutes": words})

    def post(self, **told: str):
        return self.client.post(self.mode.writes_to, told)


def move(hall, status: str, by=None) -> None:
    address = reverse("meeting_move", args=[hall.meeting.pk, status])
    visit(by or hall.secretary).post(address, {"sure": "yes"})
    hall.meeting.refresh_from_db()
    assert hall.meeting.status == status


def put_off(hall, item: AgendaItem) -> PutOff:
    visit(hall.secretary).post(reverse("agenda_item_set_aside", args=[item.pk]))
    item.refresh_from_db()
    assert item.meeting_id is None
    return PutOff.objects.get(item=item)


# --- Under which item -------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["autosave", "save"])
@pytest.mark.parametrize("meanwhile", ["moved", "put off", "deleted"])
def test_words_stand_under_the_item_they_were_written_under(hall, how, meanwhile):
    page = OpenPage(hall.chair, hall.third)
    leader = visit(hall.secretary)
    name = {"put off": "agenda_item_set_aside", "deleted": "agenda_item_delete"}.get(meanwhile)
    if name:
        leader.post(reverse(name, args=[hall.first.pk]), {"sure": "yes"})
    else:
        leader.post(reverse("agenda_item_move", args=[hall.third.pk, "op"]))

    answer = getattr(page, how)("Vi lukker i uge 29.")

    assert answer.status_code in (200, 302)
    written = dict(AgendaItem.objects.values_list("pk", "minutes"))
    assert written.pop(hall.third.pk) == "Vi lukker i uge 29."
    assert set(written.values()) == {""}


def test_an_address_by_number_leads_to_the_item_and_is_for_reading_alone(hall):
    address = reverse("item_at_number", args=[hall.meeting.pk, 1])
    client = visit(hall.chair)
    assert client.get(address)["Location"] == reverse("meeting_mode", args=[hall.first.pk])
    client.post(reverse("agenda_item_move", args=[hall.first.pk, "ned"]))

    assert client.get(address)["Location"] == reverse("meeting_mode", args=[hall.second.pk])
    assert client.get(f"{address}skaerm/")["Location"].endswith(f"/{hall.second.pk}/skaerm/")
    assert client.post(address, {"form": "minutes", "minutes": "Ord"}).status_code == 405
    assert client.post(f"{address}gem/", {"form": "minutes", "minutes": "Ord"}).status_code == 404
    assert not AgendaItem.objects.exclude(minutes="").exists()


def test_an_item_is_edited_and_moved_without_losing_what_was_saved_meanwhile(hall):
    item = AgendaItem.objects.select_related("meeting").get(pk=hall.first.pk)  # read before
    OpenPage(hall.chair, hall.first).save("Det gik godt.")

    item.write(title="Budget 2027")

    hall.first.refresh_from_db()
    assert (hall.first.title, hall.first.minutes) == ("Budget 2027", "Det gik godt.")


# --- Put off ----------------------------------------------------------------------------------


def test_what_is_put_off_keeps_its_number_and_its_place_in_agenda_and_minutes(hall):
    hall.meeting.present = "Alle"
    hall.meeting.save()
    OpenPage(hall.chair, hall.second).save("Vi nåede det ikke.")
    put_off(hall, hall.second)

    hall.third.refresh_from_db()
    assert hall.third.number == 3
    told = read(hall.member, hall.meeting)
    assert told.index("Budget") < told.index("Sprog") < told.index("Ferie")
    assert "Udsat til et senere møde" in told
    assert "Vi nåede det ikke." not in told  # the meeting goes on
    move(hall, "held")
    told = read(hall.member, hall.meeting)
    assert "Vi nåede det ikke." in told
    assert "Bestyrelsen behandlede 2 punkter" in told
    number = AgendaItemFactory(meeting=MeetingFactory(board=hall.board)).number
    assert number == 1


def test_whoever_follows_a_link_is_led_to_what_was_put_off_with_its_questions_and_files(hall):
    file = ItemFileFactory(item=hall.second, added_at=timezone.now() - datetime.timedelta(hours=1))
    question = hall.second.questions.create(
        board=hall.board, text="Hvor mange bøger?", asked_by=hall.member
    )
    link = reverse("meeting_mode", args=[hall.second.pk])
    put_off(hall, hall.second)

    for stage in ("waiting", "on an agenda that is not sent", "sent"):
        page = visit(hall.member).get(link, follow=True).content.decode()
        assert "Sprog" in page, stage
        assert "Hvor mange bøger?" in page, stage
        assert visit(hall.member).get(question.get_absolute_url()).status_code == 200, stage
        assert visit(hall.member).get(file.get_absolute_url()).status_code == 200, stage
        assert visit(hall.stranger).get(link).status_code == 404, stage
        if stage == "waiting":
            day = timezone.localdate() + datetime.timedelta(days=30)
            later = MeetingFactory(board=hall.board, held_on=day)
            chosen = {"forslag": [f"waiting-{hall.second.pk}"]}
            visit(hall.secretary).post(reverse("meeting_suggestions", args=[later.pk]), chosen)
            late_file = ItemFileFactory(item=hall.second)
            assert visit(hall.member).get(late_file.get_absolute_url()).status_code == 404
        else:
            Meeting.objects.filter(pk=later.pk).update(status=MeetingStatus.CALLED)
    told = read(hall.member, hall.meeting)
    assert f"Udsat til mødet {later.day}" in told
    assert f'href="{link}"' in told


def test_what_was_confidential_stays_so_when_it_is_put_off(hall):
    Board.objects.update(is_published=True)
    AgendaItem.objects.filter(pk=hall.second.pk).update(is_confidential=True)
    put_off(hall, hall.second)
    put_off(hall, hall.third)

    others = read(hall.leader, hall.meeting)
    assert "Sprog" not in others
    assert "Lukket punkt" in others
    assert "Ferie" in others
    assert visit(hall.leader).get(reverse("meeting_mode", args=[hall.second.pk])).status_code == 404
    assert "Sprog" in read(hall.member, hall.meeting)


@pytest.mark.parametrize("later", ["still waits", "edited for another meeting", "given up"])
def test_what_is_put_off_says_what_it_said_last_and_not_what_was_sent(hall, later):
    hall.second.write(text="Vi læser to bøger.", recommendation="At vi læser.", economy="Gratis")
    hall.first.write(text="Budgettet er klar.")
    Meeting.objects.update(status=MeetingStatus.PLANNED)
    hall.meeting.refresh_from_db()
    move(hall, MeetingStatus.CALLED)
    hall.second.write(text="Vi læser tre bøger.", economy="Tusind kroner")
    file = ItemFileFactory(item=hall.second, added_at=timezone.now() - datetime.timedelta(hours=1))
    hall.meeting.present = "Alle"
    hall.meeting.save()
    put_off(hall, hall.second)
    if later == "edited for another meeting":
        day = timezone.localdate() + datetime.timedelta(days=30)
        hall.second.take_up(MeetingFactory(board=hall.board, held_on=day))
        AgendaItem.objects.filter(pk=hall.second.pk).update(text="Vi læser fire bøger.")
    elif later == "given up":
        AgendaItem.objects.get(pk=hall.second.pk).delete()

    told = read(hall.member, hall.meeting)
    assert "Vi læser tre bøger." in told
    assert "Tusind kroner" in told
    assert "At vi læser." in told
    assert "Vi læser to bøger." not in told
    assert told.count("Rettet, efter at dagsordenen blev udsendt") == (later != "given up")
    assert (file.name in told) == (later != "given up")
    move(hall, "held")
    facts = facts_of(
        hall.meeting,
        MeetingPaper.Kind.MINUTES,
        user=hall.secretary,
        on=timezone.localdate(),
        is_whole=True,
    )
    paper = next(row for row in facts["items"] if row["put_off"])
    assert paper["text"] == "Vi læser tre bøger."
    assert bool(paper["changed"]) == (later != "given up")


def test_an_item_says_that_it_was_edited_after_the_agenda_was_sent(hall):
    Meeting.objects.update(status=MeetingStatus.PLANNED)
    hall.meeting.refresh_from_db()
    move(hall, MeetingStatus.CALLED)
    assert "Rettet, efter" not in read(hall.member, hall.meeting)

    hall.second.write(text="Vi læser tre bøger.")

    assert "Rettet, efter at dagsordenen blev udsendt" in read(hall.member, hall.meeting)
    address = reverse("meeting_mode", args=[hall.second.pk])
    assert "Rettet, efter" in visit(hall.member).get(address).content.decode()


def test_what_is_put_off_by_mistake_comes_back_to_its_number(hall):
    OpenPage(hall.chair, hall.second).save("Vi begyndte.")
    put_off(hall, hall.second)
    chosen = {"forslag": [f"waiting-{hall.second.pk}"]}
    visit(hall.secretary).post(reverse("meeting_suggestions", args=[hall.meeting.pk]), chosen)

    hall.second.refresh_from_db()
    assert (hall.second.number, hall.second.minutes) == (2, "Vi begyndte.")
    assert not PutOff.objects.exists()


# --- What is said follows what was done -------------------------------------------------------


def _paper(hall, meeting: Meeting) -> dict[str, dict]:
    """The items as the minutes are frozen, by their titles."""
    facts = facts_of(
        meeting,
        MeetingPaper.Kind.MINUTES,
        user=hall.secretary,
        on=timezone.localdate(),
        is_whole=True,
    )
    return {row["title"]: row for row in facts["items"]}


@pytest.mark.parametrize("is_approved", [True, False])
def test_minutes_say_that_others_were_approved_only_where_they_were(hall, is_approved):
    before = timezone.localdate() - datetime.timedelta(days=30)
    earlier = MeetingFactory(
        board=hall.board, held_on=before, status=MeetingStatus.HELD, present="Alle"
    )
    AgendaItem.objects.filter(pk=hall.second.pk).update(
        standing="minutes", minutes_of=earlier, kind="decision"
    )
    if is_approved:
        address = reverse("minutes_approve", args=[hall.second.pk])
        visit(hall.secretary).post(address, {"sure": "yes"})
    else:
        page = visit(hall.secretary).get(reverse("meeting_mode", args=[hall.second.pk]))
        assert "godkender ingenting" in page.content.decode()
        OpenPage(hall.secretary, hall.second).post(
            form="minutes", resolution="Referatet blev godkendt.", minutes=""
        )

    asked = visit(hall.secretary).get(reverse("meeting_move", args=[hall.meeting.pk, "held"]))
    said = f"Referatet af {earlier.day} er ikke godkendt."
    assert (said in asked.content.decode()) != is_approved
    move(hall, "held")
    told = read(hall.member, hall.meeting)
    assert (said in told) != is_approved
    assert (f"Referatet af {earlier.day} blev godkendt på mødet." in told) == is_approved
    assert (_paper(hall, hall.meeting)["Sprog"]["approval"] == said) != is_approved


@pytest.mark.parametrize(("action", "word"), [("vedtag", "Vedtaget"), ("returner", "Returneret")])
def test_a_goal_has_one_state_wherever_its_item_is_shown(hall, action, word):
    hall.second.local_goals.add(hall.goal)
    Meeting.objects.update(status=MeetingStatus.PLANNED)
    hall.meeting.refresh_from_db()
    move(hall, MeetingStatus.CALLED)
    sent = str(GoalStatus.SENT.label)
    mode, screen = (
        reverse(name, args=[hall.second.pk]) for name in ("meeting_mode", "meeting_screen")
    )
    assert sent in visit(hall.member).get(screen).content.decode()

    address = reverse("meeting_decide", args=[hall.second.pk, hall.goal.pk])
    told = {"action": action, "comment": "Se på det igen.", "version": hall.goal.version}
    visit(hall.chair).post(address, told)

    for person in (hall.member, hall.secretary):
        for page in (mode, screen, hall.meeting.get_absolute_url()):
            shown = visit(person).get(page).content.decode()
            assert sent not in shown, page
            assert word in shown, page
    beside = reverse("meeting_screen", args=[hall.first.pk])
    assert "Behandlet:" in visit(hall.member).get(beside).content.decode()
    hall.first.write(resolution="Set.")
    move(hall, "held")
    came_of = read(hall.member, hall.meeting).partition('id="besluttet"')[2].partition("</section>")
    assert word in came_of[0]
    annex = _paper(hall, hall.meeting)["Sprog"]["annexes"][0]
    assert annex["word"] == word


# --- What comes late --------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["autosave", "save"])
@pytest.mark.parametrize("meanwhile", ["held", "approved", "put off", "deleted", "taken up"])
def test_what_comes_late_is_kept_as_a_remark_that_the_secretary_sees(hall, how, meanwhile):
    hall.meeting.present = "Alle"
    hall.meeting.save()
    page = OpenPage(hall.chair, hall.second)
    if meanwhile in ("put off", "taken up"):
        put_off(hall, hall.second)
        if meanwhile == "taken up":
            later = MeetingFactory(board=hall.board, held_on=datetime.date(2027, 2, 1))
            hall.second.take_up(later)
    elif meanwhile == "deleted":
        address = reverse("agenda_item_delete", args=[hall.second.pk])
        visit(hall.secretary).post(address, {"sure": "yes"})
    else:
        Meeting.objects.filter(pk=hall.meeting.pk).update(
            status=meanwhile,
            approved_on=timezone.localdate() if meanwhile == "approved" else None,
        )

    answer = getattr(page, how)("Vi talte om bøger.")
    again = getattr(page, how)("Vi talte om bøger. Og om sange.")

    assert answer.status_code == (302 if how == "save" else 200)
    assert again.status_code == answer.status_code
    remark = MinutesRemark.objects.get()  # what one page goes on saving is one remark
    assert remark.text == "Referat: Vi talte om bøger. Og om sange."
    assert (remark.meeting, remark.made_by) == (hall.meeting, hall.chair)
    assert remark.about == "2. Sprog"
    assert not AgendaItem.objects.exclude(minutes="").exists()
    hall.meeting.refresh_from_db()
    told = read(hall.secretary, hall.meeting)
    assert "Og om sange." in told
    assert hall.chair.name in told
    assert "Og om sange." not in read(hall.member, hall.meeting)


def test_late_words_are_kept_of_follow_ups_and_statements_and_attendance_too(hall):
    page = OpenPage(hall.chair, hall.first)
    when = {"status": MeetingStatus.APPROVED, "approved_on": timezone.localdate()}
    Meeting.objects.filter(pk=hall.meeting.pk).update(**when)

    page.post(form="follow-up", **{"follow-up-text": "Ring", "follow-up-responsible": "Anna"})
    page.post(form="dissent", **{"dissent-who": "Bo", "dissent-text": "For dyrt"})
    attendance = reverse("meeting_attendance", args=[hall.meeting.pk])
    page.client.post(attendance, {"there": [hall.member.name], "present": "En gæst"})
    asked = hall.first.questions.create(board=hall.board, text="Hvad koster det?")
    answer = {"answer": "Ti kroner."}
    assert visit(hall.another).post(asked.get_absolute_url(), answer).status_code == 404
    visit(hall.secretary).post(asked.get_absolute_url(), answer)

    assert [row.text for row in MinutesRemark.objects.all()] == [
        "Opfølgning: Ring (Anna)",
        "Mindretalsudtalelse: For dyrt (Bo)",
        f"Til stede: {hall.member.name}, En gæst",
        "Svar på »Hvad koster det?«: Ti kroner.",
    ]
    assert not Dissent.objects.exists()


def test_late_words_are_taken_of_nobody_else_and_never_with_a_civil_number(hall):
    page = OpenPage(hall.chair, hall.first)
    hall.meeting.present = "Alle"
    hall.meeting.save()
    move(hall, "held")

    for person in (hall.member, hall.stranger, hall.leader):
        client = visit(person)
        assert client.post(page.mode.writes_to, {**page.told, "minutes": "x"}).status_code == 404
        told = {**page.told, "minutes": "x", "writer": person.pk}
        assert client.post(page.mode.autosaves_to, told).status_code == 404
    elsewhere = MeetingFactory(board=BoardFactory(cluster=ClusterFactory()))
    other = reverse("meeting_mode", args=[hall.first.pk]) + f"?moede={elsewhere.pk}&fra=called"
    assert visit(hall.chair).post(other, {**page.told, "minutes": "x"}).status_code == 404
    assert page.autosave(f"Om {CPR}").status_code == 422
    assert f"Om {CPR}" in page.save(f"Om {CPR}").content.decode()
    assert page.autosave("").status_code == 200
    assert not MinutesRemark.objects.exists()


def test_a_page_opened_after_the_meeting_was_closed_writes_in_the_minutes(hall):
    move(hall, "held")

    OpenPage(hall.secretary, hall.first).save("Vi blev enige.")

    hall.first.refresh_from_db()
    assert hall.first.minutes == "Vi blev enige."
    assert not MinutesRemark.objects.exists()


# --- Who was there ----------------------------------------------------------------------------


def test_two_who_note_who_was_there_lose_no_name(hall):
    address = reverse("meeting_attendance", args=[hall.meeting.pk])
    names = [hall.chair.name, hall.member.name, hall.another.name]
    visit(hall.chair).post(address, {"there": names[:1], "present": "En gæst"})
    pages = [visit(person) for person in (hall.chair, hall.secretary)]
    seen = [page.get(address).context["form"]["seen"].value() for page in pages]

    pages[0].post(address, {"seen": seen[0], "there": names[:2], "present": "En gæst\nTolken"})
    pages[1].post(address, {"seen": seen[1], "excused": names[2:], "present": "En gæst"})

    hall.meeting.refresh_from_db()
    lines = hall.meeting.present.splitlines()
    assert sorted(lines) == sorted([names[1], "En gæst", "Tolken"])  # the second unticked the chair
    assert hall.meeting.absent == names[2]


def test_who_is_ticked_as_there_and_as_away_by_two_is_asked_about(hall):
    address = reverse("meeting_attendance", args=[hall.meeting.pk])
    client = visit(hall.secretary)
    seen = client.get(address).context["form"]["seen"].value()
    visit(hall.chair).post(address, {"seen": seen, "there": [hall.member.name]})

    answer = client.post(address, {"seen": seen, "excused": [hall.member.name]})

    page = answer.content.decode()
    assert "kan ikke både være" in page
    assert page.count("checked") == 2
    again = answer.context["form"]["seen"].value()
    client.post(address, {"seen": again, "excused": [hall.member.name]})
    hall.meeting.refresh_from_db()
    assert (hall.meeting.present, hall.meeting.absent) == ("", hall.member.name)


def test_a_member_sends_apologies_and_says_who_comes_instead(hall):
    address = reverse("meeting_apologise", args=[hall.meeting.pk])
    for person in (hall.secretary, hall.leader, hall.stranger):
        assert visit(person).post(address, {"substitute": ""}).status_code == 404
    visit(hall.member).post(address, {"substitute": "Bo Lind"})

    instead = f"Bo Lind (i stedet for {hall.member.name})"
    for person in (hall.another, hall.secretary):
        told = read(person, hall.meeting)
        assert hall.member.name in told
        assert instead in told
    attendance = reverse("meeting_attendance", args=[hall.meeting.pk])
    form = visit(hall.secretary).get(attendance).context["form"]
    assert form["excused"].value() == [hall.member.name]
    told = {"seen": form["seen"].value(), "there": [instead], "excused": form["excused"].value()}
    visit(hall.secretary).post(attendance, told)
    hall.meeting.refresh_from_db()
    assert (hall.meeting.present, hall.meeting.absent) == (instead, hall.member.name)

    visit(hall.member).post(address, {"withdraw": "yes"})
    hall.meeting.refresh_from_db()
    assert hall.meeting.absent == ""
    assert not hall.meeting.apologies.exists()


# --- The minutes ------------------------------------------------------------------------------


def test_what_is_half_written_is_for_those_who_write_until_the_meeting_is_closed(hall):
    page = OpenPage(hall.secretary, hall.first)
    page.client.post(page.mode.writes_to, {**page.told, "resolution": "Vi køber", "minutes": "Om"})
    page.post(form="dissent", **{"dissent-who": "Bo", "dissent-text": "For dyrt"})
    mode = reverse("meeting_mode", args=[hall.first.pk])
    screen = reverse("meeting_screen", args=[hall.first.pk])

    for address in (hall.meeting.get_absolute_url(), mode, screen):
        told = visit(hall.member).get(address).content.decode()
        assert not [word for word in ("Vi køber", "For dyrt") if word in told], address
    assert "Vi køber" in read(hall.chair, hall.meeting)
    move(hall, "held")
    told = read(hall.member, hall.meeting)
    assert "Vi køber" in told
    assert "For dyrt" in told
    assert "For dyrt" in visit(hall.member).get(mode).content.decode()


@pytest.mark.parametrize("change", ["minutes", "attendance", "follow_up", "dissent", "none"])
def test_a_member_approves_the_version_that_was_read(hall, change):
    Board.objects.update(minutes_rule="all")
    hall.meeting.present = "Alle"
    hall.meeting.save()
    move(hall, "held")
    seen = visit(hall.member).get(hall.meeting.get_absolute_url()).context["page"].mark
    if change == "minutes":
        OpenPage(hall.secretary, hall.first).save("Et ord mere.")
    elif change == "attendance":
        Meeting.objects.filter(pk=hall.meeting.pk).update(present="Alle\nTolken")
    elif change == "follow_up":
        hall.first.follow_ups.create(text="Ring", responsible="Anna")
    elif change == "dissent":
        hall.first.dissents.create(who="Bo", text="For dyrt")

    address = reverse("minutes_answer", args=[hall.meeting.pk])
    page = visit(hall.member).post(address, {"version": seen}, follow=True).content.decode()

    assert ("Intet blev godkendt" in page) == (change != "none")
    assert len(approval_of(hall.meeting).approved) == (1 if change == "none" else 0)


def test_a_remark_is_kept_with_what_became_of_it_and_an_approval_after_it(hall):
    Board.objects.update(minutes_rule="all")
    hall.meeting.present = "Alle"
    hall.meeting.save()
    move(hall, "held")
    address = reverse("minutes_remark", args=[hall.meeting.pk])
    visit(hall.member).post(address, {"text": "Der mangler en linje."})
    remark = MinutesRemark.objects.get()

    settle = reverse("remark_settle", args=[remark.pk])
    assert visit(hall.another).post(settle, {"outcome": "Rettet"}).status_code == 404
    visit(hall.secretary).post(settle, {"outcome": "Den er skrevet ind."})
    mark = approval_of(hall.meeting).mark
    answer = reverse("minutes_answer", args=[hall.meeting.pk])
    visit(hall.member).post(answer, {"version": mark})

    assert [row.person for row in approval_of(hall.meeting).approved] == [hall.member]
    for person in (hall.member, hall.another, hall.secretary):
        told = read(person, hall.meeting)
        assert "Der mangler en linje." in told
        assert "Den er skrevet ind." in told


def test_remarks_that_nobody_has_settled_stand_where_the_minutes_are_approved(hall):
    move(hall, "held")
    hall.meeting.remarks.create(text="Der mangler en linje.", made_by=hall.member)
    Meeting.objects.filter(pk=hall.meeting.pk).update(held_on=datetime.date(2026, 9, 1))
    later = MeetingFactory(board=hall.board, called=True, held_on=timezone.localdate())
    item = AgendaItemFactory(
        meeting=later, kind="decision", standing="minutes", minutes_of=hall.meeting
    )

    page = visit(hall.chair).get(reverse("meeting_mode", args=[item.pk])).content.decode()

    assert "Der mangler en linje." in page


def test_whoever_asks_has_a_minority_statement_in_the_minutes(hall):
    address = reverse("item_disagree", args=[hall.first.pk])
    assert visit(hall.stranger).post(address, {"text": "Nej"}).status_code == 404
    visit(hall.member).post(address, {"text": "Det er for dyrt."})
    OpenPage(hall.secretary, hall.first).post(
        form="dissent", **{"dissent-who": "Bo", "dissent-text": "Det haster ikke."}
    )
    own, noted = Dissent.objects.order_by("pk")
    assert (own.who, noted.who) == (hall.member.name, "Bo")

    take_out = reverse("dissent_delete", args=[noted.pk])
    assert visit(hall.member).post(take_out, {"sure": "yes"}).status_code == 404
    hall.meeting.present = "Alle"
    hall.meeting.save()
    move(hall, "held")
    move(hall, "approved", by=hall.chair)
    paper = hall.meeting.papers.filter(kind="minutes", is_whole=True).get()
    assert "Det er for dyrt." in str(paper.facts)
    assert "Det haster ikke." in read(hall.another, hall.meeting)
    assert visit(hall.member).post(address, {"text": "Igen"}).status_code == 404
    own_out = reverse("dissent_delete", args=[own.pk])
    assert visit(hall.member).post(own_out, {"sure": "yes"}).status_code == 404


# --- The board decides ------------------------------------------------------------------------


def adopt(person, goal) -> str:
    address = reverse("local_goal_move", args=[goal.pk, "adopted"])
    visit(person).post(address, {"version": goal.version, "sure": "yes"})
    goal.refresh_from_db()
    return goal.status


@pytest.mark.parametrize("has_leave", [False, True])
@pytest.mark.parametrize("who", ["leader", "secretary"])
def test_a_leader_adopts_for_the_board_only_with_its_leave(hall, has_leave, who):
    Board.objects.update(leaders_adopt=has_leave)
    person = getattr(hall, who)
    page = read(person, hall.goal)
    way = f'href="{reverse("local_goal_move", args=[hall.goal.pk, "adopted"])}"'
    together = reverse("institution_decide", args=[hall.goal.institution.slug])
    assert (way in page) == has_leave
    assert ("har ikke givet lederen lov" in page) != has_leave
    assert ("adopt_all" in visit(person).get(together).content.decode()) is False  # of one goal
    chosen = {
        f"maal-{hall.goal.pk}-status": "adopted",
        f"maal-{hall.goal.pk}-version": hall.goal.version,
    }
    if not has_leave:
        visit(person).post(together, chosen)
        visit(person).post(together, {**chosen, "action": "adopt_all"})

    assert adopt(person, hall.goal) == ("adopted" if has_leave else "sent")
    assert [row.on_behalf_of_board for row in Decision.objects.filter(to_status="adopted")] == (
        [True] if has_leave else []
    )


def test_the_leave_is_of_the_board_that_decides(hall):
    BoardFactory(institution=hall.goal.institution, kind=Board.Kind.INDEPENDENT_BOARD)
    Board.objects.filter(pk=hall.board.pk).update(leaders_adopt=True)

    assert adopt(hall.leader, hall.goal) == "sent"
    assert adopt(hall.chair, hall.goal) == "adopted"


@pytest.mark.parametrize("days", [-1, 0, 1])
@pytest.mark.parametrize("all_at_once", [False, True])
def test_at_a_meeting_what_the_board_decided_is_noted_from_its_day_on(hall, days, all_at_once):
    day = timezone.localdate() + datetime.timedelta(days=days)
    Meeting.objects.filter(pk=hall.meeting.pk).update(held_on=day)
    hall.first.local_goals.add(hall.goal)
    client = visit(hall.secretary)

    if all_at_once:
        address = reverse("meeting_adopt_all", args=[hall.first.pk])
        client.post(address, {f"maal-{hall.goal.pk}": hall.goal.version})
    else:
        address = reverse("meeting_decide", args=[hall.first.pk, hall.goal.pk])
        client.post(address, {"action": "vedtag", "version": hall.goal.version})

    hall.goal.refresh_from_db()
    assert hall.goal.status == (GoalStatus.SENT if days > 0 else GoalStatus.ADOPTED)
    if days <= 0:
        assert Decision.objects.get(to_status="adopted").on_behalf_of_board


# --- One page, saved as a whole -----------------------------------------------------------------


def test_a_statement_and_a_follow_up_are_saved_with_the_minutes(hall):
    page = OpenPage(hall.chair, hall.first)
    rows = {"dissent-who": "Bo", "dissent-text": "For dyrt", "follow-up-text": "Ring"}
    told = {**page.told, **rows, "follow-up-responsible": "Anna", "minutes": "Vi talte."}

    assert page.client.post(page.mode.autosaves_to, told).status_code == 200
    assert not Dissent.objects.exists()  # while it is written it is nobody's statement yet
    for _time in range(2):
        assert page.client.post(page.mode.writes_to, told).status_code == 302
        assert page.client.post(page.mode.autosaves_to, told | {"lukket": "ja"}).status_code == 200

    assert list(hall.first.dissents.values_list("who", "text")) == [("Bo", "For dyrt")]
    assert list(hall.first.follow_ups.values_list("text", "responsible")) == [("Ring", "Anna")]


def test_a_statement_that_lacks_a_name_does_not_hold_the_minutes_back(hall):
    page = OpenPage(hall.chair, hall.first)
    told = {**page.told, "dissent-text": "For dyrt", "minutes": "Vi talte.", "lukket": "ja"}

    assert page.client.post(page.mode.autosaves_to, told).status_code == 422
    answer = page.client.post(page.mode.writes_to, told)

    assert "For dyrt" in answer.content.decode()
    assert "data-returned" in answer.content.decode()
    hall.first.refresh_from_db()
    assert hall.first.minutes == "Vi talte."


def test_an_item_is_put_off_with_what_is_written_and_one_goes_to_the_next(hall):
    page = OpenPage(hall.chair, hall.second)

    answer = page.post(**page.told, minutes="Vi begyndte.", senere="1")

    assert answer["Location"] == reverse("meeting_mode", args=[hall.third.pk])
    assert PutOff.objects.get().minutes == "Vi begyndte."
    assert not MinutesRemark.objects.exists()


def test_what_a_page_has_saved_itself_of_a_goal_is_nobody_elses(hall):
    goal = GoalFactory()
    hall.first.goals.add(goal)
    page = OpenPage(hall.chair, hall.first)
    name = f"maal-{goal.pk}"
    told = {**page.told, f"{name}-seen": "", f"{name}-progress": Assessment.values[1]}
    other = OpenPage(hall.secretary, hall.first)

    assert page.client.post(page.mode.autosaves_to, told).status_code == 200
    told[f"{name}-narrative"] = "Det går godt."
    assert page.client.post(page.mode.writes_to, told).status_code == 302  # with the old mark

    theirs = {**other.told, f"{name}-seen": "", f"{name}-progress": Assessment.values[0]}
    assert other.client.post(other.mode.writes_to, theirs).status_code == 200
    assert GoalAssessment.objects.get().narrative == "Det går godt."


# --- Before and after the meeting ---------------------------------------------------------------


def ahead(hall) -> None:
    """The meeting is next week."""
    hall.meeting.held_on = timezone.localdate() + datetime.timedelta(days=7)
    hall.meeting.save()


def test_the_secretary_follows_who_comes_from_the_agenda_on(hall):
    ahead(hall)
    assert 'id="deltagere"' in read(hall.secretary, hall.meeting)


@pytest.mark.parametrize("how", ["added", "changed", "deleted", "not changed", "on the day"])
def test_the_board_hears_that_a_sent_agenda_is_another_now(hall, how):
    if how != "on the day":
        ahead(hall)
    client = visit(hall.secretary)
    words = {"kind": "decision", "title": "Budget" if how == "not changed" else "Ny", "text": ""}
    if how == "deleted":
        address = reverse("agenda_item_delete", args=[hall.first.pk])
        client.post(address, {"sure": "yes"})
    elif how == "added":
        client.post(reverse("agenda_item_create", args=[hall.meeting.pk]), words)
    else:
        AgendaItem.objects.filter(pk=hall.first.pk).update(kind="decision", text="")
        client.post(reverse("agenda_item_edit", args=[hall.first.pk]), words)

    told = PersonNotice.objects.filter(kind="agenda_changed", person=hall.member)
    assert told.exists() == (how in ("added", "changed", "deleted"))


def test_the_last_approval_is_asked_about_with_what_is_open(hall):
    Board.objects.update(minutes_rule="all")
    Membership.objects.filter(user__in=[hall.another, hall.chair]).delete()
    hall.meeting.present = "Alle"
    hall.meeting.save()
    move(hall, "held")
    hall.meeting.remarks.create(text="Der mangler en linje.", made_by=hall.member)
    address = reverse("minutes_answer", args=[hall.meeting.pk])
    told = {"version": approval_of(hall.meeting).mark}

    page = visit(hall.member).post(address, told).content.decode()

    assert "Der mangler en linje." in page
    hall.meeting.refresh_from_db()
    assert hall.meeting.status == MeetingStatus.HELD
    visit(hall.member).post(address, told | {"sure": "yes"})
    hall.meeting.refresh_from_db()
    assert hall.meeting.status == MeetingStatus.APPROVED


def test_a_member_reads_and_changes_their_own_statement(hall):
    address = reverse("item_disagree", args=[hall.first.pk])
    mode = reverse("meeting_mode", args=[hall.first.pk])
    visit(hall.member).post(address, {"text": "Det er for dyrt."})

    page = visit(hall.member).get(mode).content.decode()
    assert "Det er for dyrt." in page
    assert "Det er for dyrt." not in visit(hall.another).get(mode).content.decode()
    visit(hall.member).post(address, {"text": "Det er alt for dyrt."})

    assert [row.text for row in Dissent.objects.all()] == ["Det er alt for dyrt."]


def test_an_item_that_is_moved_is_where_one_comes_back_to(hall):
    answer = visit(hall.secretary).post(reverse("agenda_item_move", args=[hall.third.pk, "op"]))

    assert answer["Location"] == hall.third.get_absolute_url()


def test_what_is_on_another_agenda_too_is_not_chosen_beforehand(hall):
    ahead(hall)
    hall.first.local_goals.add(hall.goal)
    day = timezone.localdate() + datetime.timedelta(days=30)
    later = MeetingFactory(board=hall.board, held_on=day)

    page = visit(hall.secretary).get(reverse("meeting_suggestions", args=[later.pk]))

    rows = {row.key: row for row in page.context["suggestions"]}
    assert rows[f"local-goals-{hall.goal.institution_id}"].is_elsewhere
    box = page.content.decode().split(f'value="local-goals-{hall.goal.institution_id}"')[1]
    assert "checked" not in box.split(">")[0]


# --- A meeting that is moved ------------------------------------------------------------------


def test_the_board_hears_that_a_meeting_it_was_called_to_is_moved(hall):
    Meeting.objects.update(status=MeetingStatus.PLANNED)
    hall.meeting.refresh_from_db()
    edit = reverse("meeting_edit", args=[hall.meeting.pk])
    day = timezone.localdate() + datetime.timedelta(days=3)
    where = {"held_on": f"{day:%d.%m.%Y}", "from_at": "17.00", "to_at": "19.00", "place": "Loftet"}
    visit(hall.secretary).post(edit, where)
    assert not PersonNotice.objects.filter(kind="meeting_moved").exists()
    move(hall, MeetingStatus.CALLED)
    called = f"{hall.meeting.day} kl. 17.00–19.00, Loftet"
    assert "Flyttet fra" not in read(hall.member, hall.meeting)

    visit(hall.secretary).post(edit, where)  # nothing is other than it was
    assert not PersonNotice.objects.filter(kind="meeting_moved").exists()
    visit(hall.secretary).post(edit, where | {"from_at": "16.30", "place": "Salen"})

    told = PersonNotice.objects.filter(kind="meeting_moved").values_list("person", flat=True)
    assert set(told) == {hall.chair.pk, hall.member.pk, hall.another.pk}
    assert f"Flyttet fra {called}" in read(hall.member, hall.meeting)
    home = visit(hall.member).get(reverse("home")).content.decode()
    assert "er flyttet. Det er nu" in home
    assert "kl. 16.30–19.00, Salen" in home


# --- What the first page says of meetings -----------------------------------------------------


def test_the_first_page_says_what_was_decided_and_what_is_to_be_corrected(hall):
    hall.second.write(kind="decision", resolution="Vi læser tre bøger.")
    hall.third.write(kind="decision", resolution="Ferien flyttes.", is_confidential=True)
    hall.meeting.present = "Alle"
    hall.meeting.save()
    move(hall, "held")
    people = (hall.member, hall.chair, hall.secretary)
    pages = [visit(person).get(reverse("home")).content.decode() for person in people]
    for page in pages:  # no meeting is ahead, and the last is told of all the same
        assert 'id="moeder"' in page
        assert "Vi læser tre bøger." in page
    outsider = visit(hall.stranger).get(reverse("home")).content.decode()
    assert "Vi læser tre bøger." not in outsider

    remark = reverse("minutes_remark", args=[hall.meeting.pk])
    visit(hall.member).post(remark, {"text": "Jeg var der også."})

    pages = [visit(person).get(reverse("home")).content.decode() for person in people]
    told = f"Én bemærkning til referatet af {hall.meeting.day} er ikke afgjort"
    assert [told in page for page in pages] == [False, True, True]
    settle = reverse("remark_settle", args=[MinutesRemark.objects.get().pk])
    visit(hall.secretary).post(settle, {"outcome": "Det er rettet."})
    assert told not in visit(hall.secretary).get(reverse("home")).content.decode()
