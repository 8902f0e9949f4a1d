"""A hearing that a board is asked in and has not answered awaits it where other things do."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from hearings.models import HearingAnswer, HearingReceiver
from tests.factories import BoardFactory, ClusterFactory, MembershipFactory
from tests.factories.hearings import HearingReceiverFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def board(cluster):
    return BoardFactory(cluster=cluster)


@pytest.fixture
def receiver(cluster, board):
    """The board is asked, with a deadline of its own."""
    return HearingReceiverFactory(
        hearing__cluster=cluster,
        hearing__title="Høring om visionen",
        board=board,
        deadline_on=timezone.localdate() + datetime.timedelta(days=12),
    )


def signed_in(client, **role):
    client.force_login(MembershipFactory(**role).user)
    return client


def answered(receiver) -> None:
    HearingAnswer.objects.create(
        hearing=receiver.hearing, receiver=receiver, sent_at=timezone.now(), version=1
    )


def test_every_member_reads_on_the_first_page_what_the_board_is_asked_and_until_when(
    client, cluster, receiver
):
    page = tight(signed_in(client, board_member=True, cluster=cluster).get(reverse("home")).text)

    assert "Én høring venter på bestyrelsens svar" in page
    assert "»Høring om visionen« venter på svar fra" in page
    assert f'<time datetime="{receiver.deadline_on}"' in page
    assert f'<a href="{receiver.hearing.get_absolute_url()}">Læs høringen' in page

    answered(receiver)
    assert "Høring om visionen" not in client.get(reverse("home")).text


def test_whoever_answers_for_the_board_is_led_to_the_answer_and_told_once(
    client, cluster, receiver
):
    page = tight(signed_in(client, chair=True, cluster=cluster).get(reverse("home")).text)

    assert page.count(f'<a href="{receiver.get_absolute_url()}">Læs og svar') == 1
    assert 'id="hoeringer"' not in page


def test_the_page_of_the_cluster_tells_what_the_board_answers(client, cluster, receiver):
    signed_in(client, board_member=True, cluster=cluster)
    cluster_page = reverse("cluster_detail", args=[cluster.slug])

    page = tight(client.get(cluster_page).text)
    assert "Bestyrelsen skal svare på én høring" in page
    assert f'<a href="{receiver.hearing.get_absolute_url()}">Høring om visionen</a>' in page
    assert "Én høring venter på bestyrelsens svar" in page

    answered(receiver)
    assert "Høring om visionen" not in client.get(cluster_page).text


def test_a_board_elsewhere_and_a_draft_are_told_to_nobody(client, cluster, receiver):
    other = ClusterFactory()
    signed_in(client, board_member=True, cluster=other)
    for address in (reverse("home"), reverse("cluster_detail", args=[other.slug])):
        assert "Høring om visionen" not in client.get(address).text

    type(receiver.hearing).objects.update(stage="draft", content=None, sha256="")
    signed_in(client, board_member=True, cluster=cluster)
    for address in (reverse("home"), reverse("cluster_detail", args=[cluster.slug])):
        assert "Høring om visionen" not in client.get(address).text


def test_it_is_suggested_for_the_agenda_with_the_text_that_is_heard(client, cluster, receiver):
    meeting = MeetingFactory(
        board=receiver.board, held_on=timezone.localdate() + datetime.timedelta(days=9)
    )
    signed_in(client, chair=True, cluster=cluster)
    address = reverse("meeting_suggestions", args=[meeting.pk])

    assert "er spurgt og har ikke svaret endnu. Fristen er" in client.get(address).text
    client.post(address, {"forslag": [f"hearing-{receiver.pk}"]})

    item = meeting.items.get()
    assert item.title == "Svar på: Høring om visionen"
    assert receiver.hearing.asks in item.text
    assert item.files.count() == 1
    assert HearingReceiver.objects.get().item == item
    assert "Høring om visionen" not in client.get(address).text

    later = MeetingFactory(
        board=receiver.board, held_on=timezone.localdate() + datetime.timedelta(days=11)
    )
    other = client.get(reverse("meeting_suggestions", args=[later.pk])).text
    assert f"Det står også på dagsordenen for {meeting.day}." in other


def test_it_is_suggested_to_no_other_board(client, cluster, receiver):
    other = BoardFactory(cluster=ClusterFactory())
    meeting = MeetingFactory(board=other, held_on=timezone.localdate() + datetime.timedelta(days=9))
    AgendaItemFactory(meeting=meeting)
    signed_in(client, chair=True, cluster=other.cluster)

    page = client.get(reverse("meeting_suggestions", args=[meeting.pk])).text

    assert "Høring om visionen" not in page


def test_an_answer_in_draft_is_told_where_it_is_looked_for_and_to_its_writer_alone(
    client, cluster, receiver
):
    HearingAnswer.objects.create(
        hearing=receiver.hearing, receiver=receiver, draft={"": "Vi er enige."}
    )
    address = receiver.get_absolute_url()

    signed_in(client, chair=True, cluster=cluster)
    home = client.get(reverse("home"))
    assert f'href="{address}"' in home.text
    assert client.get(reverse("hearing_list")).context["hearings"] == [(receiver.hearing, receiver)]
    assert f'href="{address}"' in client.get(reverse("hearing_list")).text
    signed_in(client, board_member=True, cluster=cluster)
    assert f'href="{address}"' not in client.get(reverse("hearing_list")).text
    assert f'href="{address}"' not in client.get(reverse("home")).text


def test_what_was_begun_after_an_answer_was_sent_is_told_too(client, cluster, receiver):
    answered(receiver)
    signed_in(client, chair=True, cluster=cluster)
    assert receiver.get_absolute_url() not in client.get(reverse("home")).text

    HearingAnswer.objects.update(draft={"": "Vi er enige."})

    assert f'href="{receiver.get_absolute_url()}"' in client.get(reverse("home")).text


def test_an_answer_names_its_hearing_and_leads_to_where_it_is_corrected(client, cluster, receiver):
    answered(receiver)
    answer = HearingAnswer.objects.get()
    signed_in(client, chair=True, cluster=cluster)

    page = client.get(answer.get_absolute_url()).text
    assert "Høring om visionen" in page
    assert f'href="{receiver.get_absolute_url()}"' in page

    signed_in(client, board_member=True, cluster=cluster)
    assert f'href="{receiver.get_absolute_url()}"' not in client.get(answer.get_absolute_url()).text
    HearingReceiver.objects.update(deadline_on=timezone.localdate() - datetime.timedelta(days=1))
    signed_in(client, chair=True, cluster=cluster)
    assert f'href="{receiver.get_absolute_url()}"' not in client.get(answer.get_absolute_url()).text
