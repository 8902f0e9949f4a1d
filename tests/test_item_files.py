"""What is attached to an item of an agenda: who opens it, what is refused, where it is told."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institutions.models import Board
from meetings.models import AgendaItem, ItemFile, Meeting, MeetingPaper
from meetings.workflow import MeetingStatus
from strategy import attaching
from tests.factories import BoardFactory, ClusterFactory, InstitutionFactory, MembershipFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.test_evidence import PNG
from tests.test_hostile_attachments import ACTIVE, PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    """A board that publishes its meetings, and one item of its next."""
    cluster = ClusterFactory()
    board = BoardFactory(cluster=cluster, is_published=True)
    meeting = MeetingFactory(board=board, called=True, held_on=timezone.localdate())
    return SimpleNamespace(
        meeting=meeting,
        item=AgendaItemFactory(meeting=meeting, title="Lukkedage", kind="discussion"),
        secretary=MembershipFactory(cluster_leader=True, cluster=cluster).user,
        member=MembershipFactory(board_member=True, cluster=cluster).user,
        reader=MembershipFactory(leader=True, institution=InstitutionFactory(cluster=cluster)).user,
        stranger=MembershipFactory(board_member=True, cluster=ClusterFactory()).user,
    )


def visit(person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def attach(hall, *files: tuple[str, bytes], by=None):
    told = {"kind": "discussion", "title": hall.item.title}
    told["attachment"] = [SimpleUploadedFile(name, content) for name, content in files]
    address = reverse("agenda_item_edit", args=[hall.item.pk])
    return visit(by or hall.secretary).post(address, told)


def opens(person, file) -> int:
    return visit(person).get(file.get_absolute_url()).status_code


def test_several_files_stand_with_the_item_and_on_its_papers(hall):
    assert attach(hall, ("Høringssvar.pdf", PDF), ("Plan.png", PNG)).status_code == 302

    files = list(ItemFile.objects.all())
    assert [file.name for file in files] == ["Høringssvar.pdf", "Plan.png"]
    assert {file.added_by for file in files} == {hall.secretary}
    mode = reverse("meeting_mode", args=[hall.item.pk])
    for address in (hall.meeting.get_absolute_url(), mode):
        answer = visit(hall.member).get(address)
        page = answer.content.decode()
        kept = answer.context.get("offline") or answer.context["page"].offline
        for file in files:
            assert f'href="{file.get_absolute_url()}" download>{file.name}' in page
            assert file.get_absolute_url() in kept.split()
    given = visit(hall.member).get(files[0].get_absolute_url())
    assert given.content == PDF
    assert given["Content-Disposition"].startswith("attachment; ")

    moved = reverse("meeting_move", args=[hall.meeting.pk, "held"])
    visit(hall.secretary).post(moved, {"sure": "yes"})
    Meeting.objects.update(present="Alle")
    chair = MembershipFactory(chair=True, cluster=hall.meeting.board.cluster).user
    visit(chair).post(reverse("meeting_move", args=[hall.meeting.pk, "approved"]), {"sure": "yes"})
    minutes = MeetingPaper.objects.filter(kind="minutes")
    assert [("Plan.png" in str(paper.facts)) for paper in minutes] == [True, True]


def test_a_file_is_as_hidden_as_its_item(hall):
    attach(hall, ("Lejeaftale.pdf", PDF))
    file = ItemFile.objects.get()
    people = (hall.secretary, hall.member, hall.reader, hall.stranger)
    assert [opens(person, file) for person in people] == [200, 200, 200, 404]

    AgendaItem.objects.update(is_confidential=True)
    assert [opens(person, file) for person in people] == [200, 200, 404, 404]
    page = visit(hall.reader).get(hall.meeting.get_absolute_url()).content.decode()
    assert "Lejeaftale" not in page
    assert file.get_absolute_url() not in page

    AgendaItem.objects.update(is_confidential=False)
    Board.objects.update(is_published=False)
    assert [opens(person, file) for person in people] == [200, 200, 404, 404]
    Meeting.objects.update(status=MeetingStatus.PLANNED)
    assert [opens(person, file) for person in people] == [200, 404, 404, 404]
    AgendaItem.objects.select_related("meeting__board").get().set_aside(on=timezone.localdate())
    assert [opens(person, file) for person in people] == [200, 404, 404, 404]


@pytest.mark.parametrize("name", ["a film", "JavaScript"])
def test_what_could_do_something_is_refused_and_none_of_its_kin_is_kept(hall, name):
    content = ACTIVE.get(name) or PDF.replace(b"/Catalog", b"/Catalog /A << /S /JavaScript >>")

    answer = attach(hall, ("Plan.png", PNG), ("film.pdf", content))

    assert answer.status_code == 200
    assert not ItemFile.objects.exists()


def test_what_is_attached_counts_for_who_attaches_it(hall, settings):
    settings.ATTACHMENT_BYTES_PER_DAY = 2 * len(PDF)

    assert attach(hall, ("a.pdf", PDF), ("b.pdf", PDF)).status_code == 302
    assert "på et døgn" in attach(hall, ("c.pdf", PDF)).content.decode()
    assert ItemFile.objects.count() == 2


def test_more_files_than_anybody_means_to_send_are_refused(hall):
    answer = attach(hall, *[(f"{number}.png", PNG) for number in range(11)])

    assert answer.status_code == 200
    assert not ItemFile.objects.exists()


def test_a_file_is_taken_away_by_those_who_write_until_the_minutes_stand(hall):
    attach(hall, ("a.pdf", PDF))
    file = ItemFile.objects.get()
    address = reverse("item_file_delete", args=[file.pk])

    assert visit(hall.member).post(address, {"sure": "yes"}).status_code == 404
    assert visit(hall.secretary).get(address).status_code == 200
    Meeting.objects.update(status=MeetingStatus.APPROVED, approved_on=timezone.localdate())
    assert visit(hall.secretary).post(address, {"sure": "yes"}).status_code == 404
    Meeting.objects.update(status=MeetingStatus.HELD, approved_on=None)
    later = timezone.now() + 2 * attaching.UNDER_WAY
    assert file.file.name not in attaching.orphans(later)[0]
    visit(hall.secretary).post(address, {"sure": "yes"})

    assert not ItemFile.objects.exists()
    assert file.file.name in attaching.orphans(later)[0]


def test_nobody_attaches_who_does_not_write_the_agenda(hall):
    assert attach(hall, ("a.pdf", PDF), by=hall.member).status_code == 404
    assert not ItemFile.objects.exists()
