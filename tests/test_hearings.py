"""A text is sent to hearing: locked, answered, gone through, locked anew and decided on."""

import datetime
import io

import docx
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import PersonNotice
from dashboards.my_work.hearings import hearing_tasks
from hearings.answering import MOST_SENT, keep_draft, send
from hearings.forgetting import take_names
from hearings.models import AnswerFile, AnswerPart, Hearing, HearingAnswer, HearingReceiver
from hearings.note import _plain, hearing_note
from hearings.noticing import remind, tell_of_deadlines
from hearings.pages.hearing import HearingPage
from hearings.texts import text_now
from lifecycle import Closed, Incomplete, Outdated
from meetings.models import AgendaItem
from strategy.models import Goal
from strategy.strategy_life import StrategyStage
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.hearings import (
    AnswerPartFactory,
    HearingAnswerFactory,
    HearingFactory,
    HearingReceiverFactory,
    vision_of,
)
from tests.factories.leadership import (
    ActionFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    TeamFactory,
)
from tests.factories.meetings import MeetingFactory
from tests.markup import tight
from tests.pdf_files import pdf

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def leader(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


@pytest.fixture
def receiver(cluster):
    """A board that is asked, of a hearing that is open."""
    return HearingReceiverFactory(hearing__cluster=cluster)


@pytest.fixture
def chair(receiver):
    return MembershipFactory(chair=True, cluster=receiver.board.cluster, board=receiver.board).user


def words(**told: str) -> dict[str, str]:
    """What a form sends: passage → text; `whole` is of the text as a whole."""
    return {f"passage-{'' if key == 'whole' else key}": text for key, text in told.items()}


def opened(hearing, *, by):
    hearing.transition("open", by=by)
    return Hearing.objects.get(pk=hearing.pk)


# --- The text is locked -----------------------------------------------------------------------


def test_the_text_is_locked_when_the_hearing_is_opened(leader, cluster):
    hearing = HearingFactory(cluster=cluster)
    HearingReceiverFactory(hearing=hearing)

    hearing = opened(hearing, by=leader)
    Goal.objects.filter(strategy=hearing.strategy).update(text="Noget helt andet")

    hearing = Hearing.objects.get(pk=hearing.pk)
    lines = [line for passage in hearing.first_text.passages for line in passage.lines]
    assert "Børn lærer af hinanden" in lines
    assert "Noget helt andet" not in lines
    assert hearing.is_as_it_was
    assert "Noget helt andet" in str(hearing.second_text)


def test_a_draft_of_a_vision_comes_to_be_in_hearing_by_its_own_life(leader, cluster):
    hearing = HearingFactory(cluster=cluster)
    HearingReceiverFactory(hearing=hearing)

    opened(hearing, by=leader)

    hearing.strategy.refresh_from_db()
    assert hearing.strategy.stage == StrategyStage.HEARING


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ({}, "receivers"),
        ({"deadline_on": TODAY - DAY, "is_public": True}, "deadline"),
    ],
)
def test_nothing_is_opened_without_receivers_and_days_ahead(leader, cluster, lacks, told):
    hearing = HearingFactory(cluster=cluster, **lacks)

    with pytest.raises(Incomplete) as incomplete:
        hearing.transition("open", by=leader)

    assert set(incomplete.value.missing) == {told}


def test_a_text_with_nothing_in_it_is_not_opened(leader, cluster):
    hearing = HearingFactory(cluster=cluster, is_public=True)
    hearing.strategy.goals.all().delete()

    with pytest.raises(Incomplete) as incomplete:
        hearing.transition("open", by=leader)

    assert "themes" in incomplete.value.missing


def test_local_goals_of_a_place_and_a_plan_are_texts_as_well(cluster):
    house = InstitutionFactory(cluster=cluster)
    LocalGoalFactory(institution=house, text="Leg i skoven")
    LocalGoalFactory(institution=house, text="Opgivet", status="discontinued")
    LocalGoalFactory(institution=house, text="Sang hver dag", adopted=True)
    plan = DevelopmentPlanFactory(team=TeamFactory(cluster=cluster))
    ActionFactory(
        focus=FocusAreaFactory(plan=plan, name="Datadage"), text="Fire dage", responsible="Karen"
    )

    of_house = text_now(Hearing(institution=house))
    of_cluster = text_now(Hearing(cluster=cluster))
    of_plan = text_now(Hearing(plan=plan, cluster=cluster))

    assert "Sang hver dag" in str(of_house)
    assert "Opgivet" not in str(of_house)
    assert "Sang hver dag" in str(of_cluster)
    assert "Leg i skoven" not in f"{of_house} {of_cluster}"  # a draft
    assert "Fire dage" in str(of_plan)
    assert "Karen" not in str(of_plan)


# --- Receivers answer -------------------------------------------------------------------------


def test_a_chair_writes_a_draft_that_the_owner_does_not_see_and_sends_it_once(
    client, receiver, chair, leader
):
    address = reverse("hearing_answer", args=[receiver.pk])
    client.force_login(chair)

    kept = client.post(address, words(headline="Skriv, hvem alle er.") | {"version": 0, "keep": 1})
    page = client.get(address)
    answer = HearingAnswer.objects.get()

    assert kept.status_code == 302
    assert "Skriv, hvem alle er." in page.text
    assert not HearingAnswer.objects.visible_to(leader).exists()

    sent = client.post(
        address, words(headline="Skriv, hvem alle er.") | {"version": answer.version, "send": 1}
    )

    assert sent.status_code == 302
    part = AnswerPart.objects.get()
    assert (part.passage, part.text) == ("headline", "Skriv, hvem alle er.")
    assert HearingAnswer.objects.visible_to(leader).get().sent_by == chair
    assert HearingAnswer.objects.get().draft == {}


def test_an_answer_is_amended_until_the_deadline_and_then_no_more(receiver, chair):
    send(receiver, {"": "Først dette"}, version=0, by=chair)

    send(receiver, {"": "Så hellere dette"}, version=1, by=chair)
    Hearing.objects.update(deadline_on=TODAY - DAY)

    assert AnswerPart.objects.get().text == "Så hellere dette"
    with pytest.raises(Closed):
        send(receiver, {"": "For sent"}, version=2, by=chair)
    assert AnswerPart.objects.get().text == "Så hellere dette"


def test_what_was_judged_is_judged_anew_when_its_words_change(receiver, chair):
    send(receiver, {"": "Først dette", "headline": "Behold den"}, version=0, by=chair)
    AnswerPart.objects.update(verdict="accepted", opinion="Enig")

    send(receiver, {"": "Så hellere dette", "headline": "Behold den"}, version=1, by=chair)

    verdicts = dict(AnswerPart.objects.values_list("passage", "verdict"))
    assert verdicts == {"": "", "headline": "accepted"}


@pytest.mark.parametrize("stage", ["open", "review"])
def test_a_late_answer_is_marked_and_not_lost(receiver, chair, stage):
    Hearing.objects.update(deadline_on=TODAY - DAY, stage=stage)

    answer = send(receiver, {"": "Vi mødtes først i går"}, version=0, by=chair)

    assert answer.is_late
    assert AnswerPart.objects.get().text == "Vi mødtes først i går"


@pytest.mark.parametrize(
    ("own", "of_all", "is_late"), [(1, -1, False), (-1, 1, True), (None, -1, True)]
)
def test_a_receiver_with_a_deadline_of_its_own_answers_by_that(
    receiver, chair, own, of_all, is_late
):
    Hearing.objects.update(deadline_on=TODAY + of_all * DAY)
    HearingReceiver.objects.update(deadline_on=own and TODAY + own * DAY)
    receiver = HearingReceiver.objects.get()

    answer = send(receiver, {"": "Vi er enige"}, version=0, by=chair)

    assert answer.is_late == is_late
    assert answer.may_be_changed(TODAY) != is_late


def test_the_owner_gives_a_receiver_a_deadline_of_its_own_and_takes_it_away(
    client, receiver, leader, chair
):
    address = reverse("receiver_deadline", args=[receiver.pk])
    own = TODAY + 60 * DAY
    client.force_login(leader)
    assert address in client.get(receiver.hearing.get_absolute_url()).text

    past = client.post(address, {"deadline_on": f"{TODAY - DAY:%d.%m.%Y}"})
    client.post(address, {"deadline_on": f"{own:%d.%m.%Y}"})

    assert past.status_code == 422
    assert HearingReceiver.objects.get().until == own
    client.force_login(chair)
    answering = client.get(reverse("hearing_answer", args=[receiver.pk])).text
    assert date_format(own, "DATE_FORMAT") in answering
    assert client.get(address).status_code == 404
    assert [task.on for task in hearing_tasks(user=chair, on=TODAY)] == [own]
    client.force_login(leader)
    client.post(address, {"deadline_on": ""})
    assert HearingReceiver.objects.get().until == receiver.hearing.deadline_on


def test_one_whose_own_deadline_has_passed_keeps_a_hearing_from_being_opened(leader, cluster):
    hearing = HearingFactory(cluster=cluster)
    HearingReceiverFactory(hearing=hearing, deadline_on=TODAY - DAY)

    with pytest.raises(Incomplete):
        opened(hearing, by=leader)


@pytest.mark.parametrize(("own", "told"), [(5, 1), (20, 0)])
def test_a_receiver_is_reminded_before_its_own_deadline(receiver, chair, own, told):
    Hearing.objects.update(deadline_on=TODAY + 10 * DAY)
    HearingReceiver.objects.update(deadline_on=TODAY + own * DAY)

    tell_of_deadlines(TODAY)

    told_of = PersonNotice.objects.filter(kind="hearing_closes", person=chair)
    assert told_of.count() == told


def test_a_plan_is_sent_to_hearing_from_its_own_page(client, cluster, leader):
    plan = DevelopmentPlanFactory(team=TeamFactory(cluster=cluster))
    client.force_login(leader)

    page = client.get(plan.get_absolute_url()).text
    form = client.get(f"/hoeringer/ny/?tekst=plan-{plan.pk}").text
    heard = HearingFactory(strategy=None, plan=plan, cluster=cluster, title="Høring om planen")

    assert f"/hoeringer/ny/?tekst=plan-{plan.pk}" in page
    assert f'value="plan-{plan.pk}" selected' in form
    assert heard.get_absolute_url() in client.get(plan.get_absolute_url()).text


def test_who_reads_a_plan_and_does_not_write_it_is_not_offered_a_hearing(client, cluster):
    plan = DevelopmentPlanFactory(team=TeamFactory(cluster=cluster))
    client.force_login(MembershipFactory(area_head=True, area=cluster.area).user)

    page = client.get(plan.get_absolute_url())

    assert page.status_code == 200
    assert "/hoeringer/ny/" not in page.text


def test_two_who_write_do_not_write_over_each_other(client, receiver, chair):
    address = reverse("hearing_answer", args=[receiver.pk])
    keep_draft(receiver, {"": "Formandens ord"}, version=0)
    board = receiver.board
    deputy = MembershipFactory(chair=True, cluster=board.cluster, board=board).user
    client.force_login(deputy)

    refused = client.post(address, words(whole="Næstformandens ord") | {"version": 0, "send": 1})

    assert refused.status_code == 422
    assert "Formandens ord" in refused.text
    assert "Næstformandens ord" in refused.text
    assert not AnswerPart.objects.exists()
    with pytest.raises(Outdated):
        keep_draft(receiver, {"": "Forældet"}, version=0)

    again = client.post(
        address,
        words(whole="Begges ord") | {"version": HearingAnswer.objects.get().version, "send": 1},
    )

    assert again.status_code == 302
    assert AnswerPart.objects.get().text == "Begges ord"


def test_an_answer_is_saved_while_it_is_written(client, receiver, chair):
    client.force_login(chair)
    address = reverse("hearing_autosave", args=[receiver.pk])
    told = words(whole="Halvt færdig") | {"version": 0, "writer": chair.pk, "turn": 1}

    first = client.post(address, told)
    behind = client.post(address, told)

    assert first.json()["seen"] == {"version": 1}
    assert HearingAnswer.objects.get().draft == {"": "Halvt færdig"}
    assert behind.status_code == 409
    client.logout()
    assert client.post(address, told).status_code == 401


def test_no_number_of_a_person_is_kept_of_an_answer(client, receiver, chair):
    client.force_login(chair)
    address = reverse("hearing_autosave", args=[receiver.pk])

    refused = client.post(
        address, words(whole="Peter, 010119-1234") | {"version": 0, "writer": chair.pk}
    )

    assert refused.status_code == 422
    assert not HearingAnswer.objects.exists()


def test_a_board_may_have_no_remarks_but_must_say_so(client, receiver, chair):
    client.force_login(chair)
    address = reverse("hearing_answer", args=[receiver.pk])

    empty = client.post(address, words(whole="") | {"version": 0, "send": 1})
    said = client.post(address, words(whole="") | {"version": 0, "send": 1, "no_remarks": "on"})

    assert (empty.status_code, said.status_code) == (422, 302)
    page = HearingPage.build(receiver.hearing, user=chair, on=TODAY)
    assert page.receivers[0].has_no_remarks


def test_files_go_with_an_answer_and_are_read_by_who_reads_it(
    client, receiver, chair, leader, settings, tmp_path
):
    settings.MEDIA_ROOT = str(tmp_path)
    client.force_login(chair)
    address = reverse("hearing_answer", args=[receiver.pk])
    attached = SimpleUploadedFile("Vores svar.pdf", pdf(), "application/pdf")

    client.post(
        address, words(whole="Se bilaget") | {"version": 0, "keep": 1, "attachment": attached}
    )
    [file] = AnswerFile.objects.all()

    assert client.get(file.get_absolute_url()).status_code == 200
    client.force_login(leader)
    assert not AnswerFile.objects.filter(pk=file.pk, answer__sent_at__isnull=False).exists()

    client.force_login(chair)
    client.post(address, words(whole="Se bilaget") | {"version": 1, "send": 1})

    client.force_login(leader)
    page = client.get(HearingAnswer.objects.get().get_absolute_url())
    assert "Vores svar.pdf" in page.text
    assert client.get(file.get_absolute_url()).status_code == 200


def test_other_members_read_what_was_sent_and_do_not_write(client, receiver, chair):
    member = MembershipFactory(
        board_member=True, cluster=receiver.board.cluster, board=receiver.board
    ).user
    send(receiver, {"": "Vores svar"}, version=0, by=chair)
    client.force_login(member)

    form = client.get(reverse("hearing_answer", args=[receiver.pk]))
    page = client.get(receiver.hearing.get_absolute_url())

    assert form.status_code == 404
    assert "Vores svar" in page.text


def test_a_board_does_not_read_what_another_has_answered_until_it_is_decided(
    client, receiver, chair
):
    other = HearingReceiverFactory(hearing=receiver.hearing)
    theirs = HearingAnswerFactory(receiver=other)
    AnswerPartFactory(answer=theirs, text="De andres ord")
    client.force_login(chair)

    before = client.get(receiver.hearing.get_absolute_url())
    hidden = client.get(theirs.get_absolute_url())
    note = client.get(reverse("hearing_note", args=[receiver.hearing_id]))
    content = receiver.hearing.content
    Hearing.objects.update(stage="decided", second=content)
    after = client.get(receiver.hearing.get_absolute_url())

    assert "De andres ord" not in before.text
    assert (hidden.status_code, note.status_code) == (404, 404)
    assert "De andres ord" in after.text
    assert client.get(reverse("hearing_note", args=[receiver.hearing_id])).status_code == 200


def test_a_board_does_not_read_whether_another_has_answered_until_it_is_decided(
    client, receiver, chair, leader
):
    other = HearingReceiverFactory(hearing=receiver.hearing, reminded_at=timezone.now())
    HearingAnswerFactory(receiver=other)
    address = receiver.hearing.get_absolute_url()
    client.force_login(chair)

    lacking = client.get(address)
    HearingAnswerFactory(receiver=receiver)
    answered = client.get(address)
    client.force_login(leader)
    owner = client.get(address)

    assert f"{receiver.board} har ikke svaret" in tight(lacking.text)
    for page in (lacking, answered):
        assert f"{other.board} har ikke svaret" not in tight(page.text)
        assert "Andres svar kan læses, når det er besluttet." in tight(page.text)
        assert "Alle modtagere har svaret" not in page.text
        assert "Påmindet" not in page.text
    assert "Har ikke svaret" not in answered.text
    assert "Alle modtagere har svaret" in owner.text
    assert "Andres svar" not in owner.text


# --- The open link ----------------------------------------------------------------------------


@pytest.fixture
def public(cluster):
    return HearingFactory(cluster=cluster, open=True, is_public=True)


def sheet(number: int = 1, **told: str) -> dict[str, object]:
    return words(whole="Målene er for mange") | {"sheet": f"et-ark-papir-{number}"} | told


def test_whoever_has_the_link_answers_without_signing_in(client, public):
    page = client.get(public.public_path)
    sent = client.post(public.public_path, sheet(name="Karen"))
    twice = client.post(public.public_path, sheet(name="Karen"))

    assert "noindex" in page.text
    assert "Alle er med." in page.text
    assert sent.headers["Location"] == reverse("hearing_thanks") == twice.headers["Location"]
    answer = HearingAnswer.objects.get()
    assert (answer.name, answer.receiver, answer.parts.get().text) == (
        "Karen",
        None,
        "Målene er for mange",
    )


def test_an_open_link_takes_no_files_no_numbers_of_persons_and_no_books(client, public):
    number = client.post(public.public_path, sheet() | words(whole="Ida, 010119-1234"))
    book = client.post(public.public_path, sheet() | words(whole="a" * 5_000))
    empty = client.post(public.public_path, sheet() | words(whole=""))

    assert {number.status_code, book.status_code, empty.status_code} == {422}
    assert not HearingAnswer.objects.exists()


def test_a_network_sends_no_more_than_people_do(client, public):
    for one in range(MOST_SENT):
        client.post(public.public_path, sheet(one))

    stopped = client.post(public.public_path, sheet(MOST_SENT))

    assert stopped.status_code == 429
    assert HearingAnswer.objects.count() == MOST_SENT


def test_a_link_that_is_closed_gives_back_what_was_about_to_be_sent(client, public):
    Hearing.objects.update(stage="review")

    closed = client.post(public.public_path, sheet())

    assert closed.status_code == 410
    assert not HearingAnswer.objects.exists()


@pytest.mark.parametrize("change", [{"is_public": False}, {"stage": "draft", "content": None}])
def test_without_an_open_link_there_is_no_page(client, public, change):
    Hearing.objects.update(**change)

    assert client.get(public.public_path).status_code == 404


def test_names_go_a_year_after_the_deadline_and_answers_stay():
    old = HearingAnswerFactory(public=True)
    new = HearingAnswerFactory(public=True)
    Hearing.objects.filter(pk=old.hearing_id).update(deadline_on=TODAY - 366 * DAY)
    AnswerPartFactory(answer=old)

    assert take_names() == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.name, old.organisation, old.parts.count()) == ("", "", 1)
    assert new.name


# --- What became of the answers ---------------------------------------------------------------


def test_the_owner_says_of_every_answer_what_became_of_it(client, receiver, leader):
    first, second = (
        AnswerPartFactory(answer__receiver=receiver, passage=""),
        AnswerPartFactory(answer__hearing=receiver.hearing, answer__receiver=None),
    )
    Hearing.objects.update(stage="review")
    client.force_login(leader)
    hearing = Hearing.objects.get()
    with pytest.raises(Incomplete):
        hearing.transition("second", by=leader)

    following = client.post(
        reverse("answer_judge", args=[first.pk]),
        {"verdict": "accepted", "opinion": "Enig.", "change": "Tema 1 er skrevet om."},
    )
    without_reason = client.post(
        reverse("answer_judge", args=[second.pk]), {"verdict": "refused", "opinion": ""}
    )
    last = client.post(
        reverse("answer_judge", args=[second.pk]), {"verdict": "refused", "opinion": "Loven."}
    )

    assert following.headers["Location"] == reverse("answer_judge", args=[second.pk])
    assert without_reason.status_code == 422
    assert last.headers["Location"] == hearing.get_absolute_url()
    hearing.transition("second", by=leader)
    assert AnswerPart.objects.filter(judged_by=leader).count() == 2


def test_a_refusal_without_a_reason_is_no_row():
    part = AnswerPartFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerPart.objects.filter(pk=part.pk).update(verdict="refused")


def test_the_two_editions_stand_side_by_side(leader, cluster):
    hearing = HearingFactory(cluster=cluster)
    goal = hearing.strategy.goals.get()
    out = GoalFactory(strategy=hearing.strategy, number=2, text="Vi spiser sammen")
    HearingReceiverFactory(hearing=hearing)
    hearing = opened(hearing, by=leader)
    Goal.objects.filter(pk=goal.pk).update(text="Børn lærer sammen med hinanden")
    out.delete()
    GoalFactory(strategy=hearing.strategy, number=3, text="Vi går i skoven")

    page = HearingPage.build(Hearing.objects.get(), user=leader, on=TODAY)

    rows = [row for part in page.differing for row in part.rows]
    assert any("<ins>" in str(row.right) and row.left for row in rows)
    assert any(row.right is None and "Vi spiser sammen" in str(row.left) for row in rows)
    assert any(row.left is None and "Vi går i skoven" in str(row.right) for row in rows)
    assert page.same == 1  # the sentence of the vision


def test_the_note_tells_who_was_asked_what_they_said_and_what_came_of_it(receiver, leader):
    AnswerPartFactory(
        answer__receiver=receiver, verdict="partly", opinion="Delvist.", change="Et nyt ord."
    )
    lacking = HearingReceiverFactory(hearing=receiver.hearing)

    receiver.hearing.strategy.headline = "Alle børn er med."
    page = HearingPage.build(receiver.hearing, user=leader, on=TODAY)
    sides = [side for part in page.differing for row in part.rows for side in (row.left, row.right)]
    paper = hearing_note(HearingPage.build(receiver.hearing, user=leader, on=TODAY))

    assert paper.name.endswith(".pdf")
    assert paper.content.startswith(b"%PDF")
    assert any("visually-hidden" in str(side) for side in sides)
    assert not any("taken out" in _plain(side) or "<" in _plain(side) for side in sides)
    assert (
        str(lacking.board)
        in HearingPage.build(receiver.hearing, user=leader, on=TODAY).receivers_heading
    )


def test_the_note_in_word_says_what_the_paper_says(client, receiver, leader):
    AnswerPartFactory(
        answer__receiver=receiver,
        text="Skriv, hvem vi er.\x0b",
        verdict="partly",
        opinion="Delvist enige.",
        change="Et nyt ord.",
    )
    lacking = HearingReceiverFactory(hearing=receiver.hearing, deadline_on=TODAY + 40 * DAY)
    receiver.hearing.strategy.goals.update(text="Børn lærer sammen")
    client.force_login(leader)

    answer = client.get(reverse("hearing_note_word", args=[receiver.hearing_id]))

    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert "notat" in answer.headers["Content-Disposition"]
    for words_ in ("Skriv, hvem vi er.", "Delvist enige.", "Et nyt ord.", "Børn lærer sammen"):
        assert words_ in told
    assert f"{lacking.board} (frist {TODAY + 40 * DAY:%d.%m.%Y})" in told
    assert document.core_properties.title.startswith("Høringsnotat")


def test_a_hearing_goes_from_draft_to_a_second_edition_that_is_decided(
    client, leader, cluster, settings, tmp_path
):
    settings.MEDIA_ROOT = str(tmp_path)
    board = BoardFactory(cluster=cluster)
    chair = MembershipFactory(chair=True, cluster=cluster, board=board).user
    strategy = vision_of(cluster)
    client.force_login(leader)
    client.post(
        reverse("hearing_create"),
        {
            "subject": f"strategi-{strategy.pk}",
            "title": "Høring om visionen",
            "asks": "Er ordene klare?",
            "boards": [board.pk],
            "deadline_on": f"{TODAY + 30 * DAY:%d.%m.%Y}",
        },
    )
    hearing = Hearing.objects.get()
    move = lambda name: client.post(  # noqa: E731
        reverse("hearing_move", args=[hearing.pk, name]),
        {"sure": "yes", "version": Hearing.objects.get().version},
    )

    move("open")
    send(hearing.receivers.get(), {"headline": "Skriv hvem."}, version=0, by=chair)
    move("close")
    client.post(
        reverse("answer_judge", args=[AnswerPart.objects.get().pk]),
        {"verdict": "accepted", "opinion": "Enig.", "change": "Nu står der hvem."},
    )
    strategy.headline = "Alle børn og voksne er med."
    strategy.save()
    move("second")
    meeting = MeetingFactory(board=board, held_on=TODAY + DAY, called=True)
    client.post(reverse("hearing_to_agenda", args=[hearing.pk]), {"meeting": meeting.pk})
    move("decide")
    undecided = Hearing.objects.get().stage
    AgendaItem.objects.filter(meeting=meeting).update(resolution="Vedtaget.")
    move("decide")
    ahead = Hearing.objects.get().stage
    type(meeting).objects.update(held_on=TODAY)
    move("decide")

    item = AgendaItem.objects.get(meeting=meeting)
    assert (undecided, ahead) == ("second", "second")
    assert item.files.count() == 3
    hearing = Hearing.objects.get()
    assert (hearing.stage, hearing.item) == ("decided", item)
    assert hearing.second_text.passages[0].lines == ("Alle børn og voksne er med.",)
    assert hearing.first_text.passages[0].lines == ("Alle er med.",)
    told = PersonNotice.objects.filter(person=chair, about=hearing.pk)
    assert set(told.values_list("kind", flat=True)) == {"hearing_opened", "hearing_decided"}


# --- Reminders --------------------------------------------------------------------------------


def test_those_who_have_not_answered_are_reminded_a_week_before_the_deadline(receiver, chair):
    Hearing.objects.update(deadline_on=TODAY + 8 * DAY)
    answered = HearingAnswerFactory(receiver__hearing=receiver.hearing)
    MembershipFactory(
        chair=True, cluster=answered.receiver.board.cluster, board=answered.receiver.board
    )

    tell_of_deadlines(TODAY)
    before = PersonNotice.objects.count()
    tell_of_deadlines(TODAY + DAY)
    tell_of_deadlines(TODAY + 2 * DAY)

    assert before == 0
    [notice] = PersonNotice.objects.all()
    assert (notice.person, notice.about) == (chair, receiver.pk)


def test_the_owner_reminds_the_boards_that_lack(receiver, chair, leader):
    count = remind(receiver.hearing, by=leader)
    remind(receiver.hearing, by=leader)

    assert count == 1
    assert PersonNotice.objects.filter(person=chair, kind="hearing_closes").count() == 1
    assert HearingReceiver.objects.get().reminded_at is not None
    assert not mail.outbox


# --- Who may ----------------------------------------------------------------------------------


def test_a_leader_sends_only_her_own_texts_to_hearing(client, cluster):
    house = InstitutionFactory(cluster=cluster)
    other = InstitutionFactory()
    vision_of(cluster)
    board = BoardFactory(institution=house)
    client.force_login(MembershipFactory(leader=True, institution=house).user)
    form = {
        "title": "Høring",
        "asks": "Hvad mener I?",
        "boards": [board.pk],
        "deadline_on": f"{TODAY + 30 * DAY:%d.%m.%Y}",
    }

    refused = client.post(reverse("hearing_create"), form | {"subject": f"institution-{other.pk}"})
    begun = client.post(reverse("hearing_create"), form | {"subject": f"institution-{house.pk}"})

    assert (refused.status_code, begun.status_code) == (422, 302)
    assert Hearing.objects.get().institution == house


def test_a_draft_is_thrown_away_and_what_is_open_is_not(client, leader, cluster):
    draft, begun = HearingFactory(cluster=cluster), HearingFactory(cluster=cluster, open=True)
    client.force_login(leader)

    for hearing in (draft, begun):
        client.post(reverse("hearing_delete", args=[hearing.pk]), {"sure": "yes"})

    assert Hearing.objects.get() == begun


def test_the_page_of_a_hearing_costs_the_same_however_many_answer(
    client, leader, cluster, queries_for
):
    hearing = HearingFactory(cluster=cluster, review=True)
    AnswerPartFactory(answer__receiver__hearing=hearing)
    client.force_login(leader)
    one = queries_for(hearing.get_absolute_url())
    for _more in range(4):
        part = AnswerPartFactory(answer__receiver__hearing=hearing)
        AnswerPartFactory(answer=part.answer, passage="")

    assert queries_for(hearing.get_absolute_url()) == one


def test_a_leader_comes_to_a_hearing_of_the_local_goals_from_one_of_them(client, cluster):
    house = InstitutionFactory(cluster=cluster)
    goal = LocalGoalFactory(institution=house)
    client.force_login(MembershipFactory(leader=True, institution=house).user)
    address = f"{reverse('hearing_create')}?tekst=institution-{house.pk}"

    page = client.get(goal.get_absolute_url()).content.decode()
    form = client.get(address).content.decode()

    assert address in page
    assert f'value="institution-{house.pk}" selected' in form
