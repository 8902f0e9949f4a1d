"""A memo is drawn from its programme, and a meeting gets it as it was that day."""

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from meetings.models import AgendaItem, ItemFile
from programmes.memo_paper import memo_paper
from programmes.models import Memo
from programmes.pages.memo import MemoPage
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.meetings import MeetingFactory
from tests.factories.programmes import AttentionPointFactory, MemoFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
AHEAD = datetime.date(2027, 1, 12)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def content_of(row: ItemFile) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


@pytest.fixture
def planner(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def memo():
    programme = ProgrammeFactory(name="Dagtilbud for alle", purpose="Alle børn kan deltage.")
    return MemoFactory(
        programme=programme, is_draft=False, economy="420.000 kr.", case_number="EMN-2026-1"
    )


@pytest.fixture
def meeting():
    return MeetingFactory(board=BoardFactory(cluster=ClusterFactory()), held_on=AHEAD)


def test_a_memo_is_written_as_a_draft_that_others_do_not_read(planner, client):
    programme = ProgrammeFactory()

    answer = planner.post(
        reverse("memo_create", args=[programme.slug]),
        {
            "title": "Status",
            "written_on": "23.11.2026",
            "why": "Fordi",
            "recommendation": "1. at læse den",
        },
    )

    memo = Memo.objects.get()
    assert answer.url == memo.get_absolute_url()
    assert memo.is_draft
    assert memo.points == ["at læse den"]
    reader = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    client.force_login(reader)
    assert client.get(memo.get_absolute_url()).status_code == 404
    Memo.objects.update(is_draft=False)
    assert client.get(memo.get_absolute_url()).status_code == 200
    assert client.post(memo.get_absolute_url()).status_code == 404


def test_a_memo_takes_no_number_of_a_person(planner):
    programme = ProgrammeFactory()
    told = {"title": "Status", "written_on": "23.11.2026", "why": "Om 010203-1234"}

    answer = planner.post(
        reverse("memo_create", args=[programme.slug]), told | {"recommendation": "at"}
    )

    assert answer.context["form"].has_error("why")
    assert not Memo.objects.exists()


def test_the_memo_tells_what_is_to_be_watched_and_not_what_is_taken_care_of(memo):
    AttentionPointFactory(programme=memo.programme, text="Tid mellem workshops")
    AttentionPointFactory(programme=memo.programme, text="For lille lokale", state="done")

    page = MemoPage.build(memo, user=UserFactory(is_superuser=True), on=AHEAD)

    assert page.attention_lines == ("Organisatoriske: Tid mellem workshops",)


def test_the_paper_says_what_the_page_says(memo):
    text = text_of(memo_paper(memo, user=UserFactory(is_superuser=True), on=AHEAD).content)

    for told in (memo.title, memo.why, "420.000 kr.", "EMN-2026-1", "Alle børn kan deltage."):
        assert told in text
    for point in memo.points:
        assert point in text


def test_an_item_gets_the_memo_as_it_was(planner, memo, meeting):
    answer = planner.post(reverse("memo_to_agenda", args=[memo.pk]), {"meeting": meeting.pk})

    item = AgendaItem.objects.get()
    assert answer.url == item.get_absolute_url()
    assert (item.kind, item.title, item.case_number) == ("decision", memo.title, "EMN-2026-1")
    assert (item.recommendation, item.economy) == (memo.recommendation, "420.000 kr.")
    files = list(ItemFile.objects.order_by("pk"))
    assert len(files) == 2  # the memo, and the programme's report
    before = content_of(files[0])

    Memo.objects.update(why="Noget andet", economy="0 kr.")
    memo.refresh_from_db()
    planner.post(reverse("memo_delete", args=[memo.pk]), {"sure": "yes"})

    item.refresh_from_db()
    assert not Memo.objects.exists()
    assert item.text == "Tre klynger er begyndt."
    assert content_of(ItemFile.objects.get(pk=files[0].pk)) == before
    assert "Tre klynger er begyndt." in text_of(before)


def test_a_draft_is_put_on_no_agenda(planner, memo, meeting):
    Memo.objects.update(is_draft=True)

    answer = planner.post(reverse("memo_to_agenda", args=[memo.pk]), {"meeting": meeting.pk})

    assert answer.status_code == 404
    assert not AgendaItem.objects.exists()


def test_only_meetings_ahead_whose_agendas_one_writes_are_offered(client, memo, meeting):
    consultant = MembershipFactory(consultant=True).user
    client.force_login(consultant)

    answer = client.post(reverse("memo_to_agenda", args=[memo.pk]), {"meeting": meeting.pk})

    assert not answer.context["meetings"]
    assert not AgendaItem.objects.exists()


def test_others_read_on_which_agendas_it_stands_only_where_they_read_the_meeting(
    planner, client, memo, meeting
):
    planner.post(reverse("memo_to_agenda", args=[memo.pk]), {"meeting": meeting.pk})
    assert str(meeting).encode() in planner.get(memo.get_absolute_url()).content

    client.force_login(MembershipFactory(leader=True, institution=InstitutionFactory()).user)

    assert str(meeting).encode() not in client.get(memo.get_absolute_url()).content


def test_a_memo_on_an_agenda_is_no_draft_again(planner, memo, meeting):
    planner.post(reverse("memo_to_agenda", args=[memo.pk]), {"meeting": meeting.pk})

    main = planner.get(memo.get_absolute_url()).text.partition("<main")[2]
    assert '<form method="post"' not in main.partition("</main>")[0]
    planner.post(memo.get_absolute_url())
    memo.refresh_from_db()
    assert not memo.is_draft

    AgendaItem.objects.all().delete()
    planner.post(memo.get_absolute_url())
    memo.refresh_from_db()
    assert memo.is_draft


def test_the_words_that_stand_before_the_points_are_not_said_twice(planner, memo):
    told = {
        "title": memo.title,
        "why": "Sagen.",
        "written_on": "30.11.2026",
        "recommendation": "Det indstilles, at status tages til efterretning\n- at der følges op",
    }

    planner.post(reverse("memo_edit", args=[memo.pk]), told)

    memo.refresh_from_db()
    assert memo.recommendation == "at status tages til efterretning\n- at der følges op"
