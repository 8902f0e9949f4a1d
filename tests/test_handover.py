"""A meeting's papers as a package for the case system: whole, without secrets, and always alike."""

import datetime
import hashlib
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import SecurityEvent
from meetings.models import AgendaItem, Handover, Meeting, MeetingPaper
from meetings.papers.package import NAMESPACE, package_of
from tests.factories import BoardFactory, ClusterFactory, MembershipFactory
from tests.factories.meetings import AgendaItemFactory, ItemFileFactory, MeetingFactory

pytestmark = pytest.mark.django_db

JUNE = datetime.datetime(2026, 6, 16, 18, 30, tzinfo=datetime.UTC)
SECRET = "zebra"


@pytest.fixture
def hall(db):
    """A meeting of a board, with a file, an open item and a confidential one; its agenda sent."""
    cluster = ClusterFactory()
    secretary = MembershipFactory(cluster_leader=True, cluster=cluster).user
    chair = MembershipFactory(chair=True, cluster=cluster).user
    meeting = MeetingFactory(board=BoardFactory(cluster=cluster), held_on=JUNE.date())
    item = AgendaItemFactory(meeting=meeting, title="Lukkedage \x0b2027", case_number="26/77")
    secret = AgendaItemFactory(meeting=meeting, confidential=True, title="En zebra i køkkenet")
    ItemFileFactory(item=item, name="Plan æøå.pdf")
    ItemFileFactory(item=secret, name="zebra.pdf")
    with time_machine.travel(JUNE, tick=False):
        move(secretary, meeting, "called")
    return meeting, secretary, chair


def move(person, meeting, status):
    client = signed_in(person)
    client.post(reverse("meeting_move", args=[meeting.pk, status]), {"sure": "yes"})
    meeting.refresh_from_db()
    assert meeting.status == status


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def fetched(person, meeting, **told) -> dict[str, bytes]:
    answer = signed_in(person).post(
        reverse("meeting_package", args=[meeting.pk]),
        {"kle_number": "28.06.00", "case_number": "26/1234", **told},
    )
    assert answer["Content-Type"] == "application/zip"
    return unpacked(answer.content)


def unpacked(content: bytes) -> dict[str, bytes]:
    """Path below the one folder → content."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert len({name.partition("/")[0] for name in names}) == 1
        return {name.partition("/")[2]: package.read(name) for name in names}


def approved(meeting, secretary, chair):
    with time_machine.travel(JUNE, tick=False):
        move(secretary, meeting, "held")
        Meeting.objects.filter(pk=meeting.pk).update(present="Ane Bo\nIb Dam", absent="Eva Friis")
        move(chair, meeting, "approved")


def test_the_package_holds_papers_metadata_and_the_fingerprint_of_each_file(hall):
    meeting, secretary, chair = hall
    approved(meeting, secretary, chair)

    files = fetched(secretary, meeting)

    sums = dict(
        reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines()
    )
    assert sums == {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    facts = json.loads(files["metadata.json"])
    assert {one["path"]: one["sha256"] for one in facts["files"]} == {
        path: sums[path] for path in files if not path.startswith("metadata")
    }
    kinds = [one["kind"] for one in facts["files"]]
    assert kinds.count("agenda") >= 1
    assert kinds.count("minutes") == 1
    assert kinds.count("annex") == 1
    assert (facts["kle_number"], facts["case_number"]) == ("28.06.00", "26/1234")
    assert (facts["date"], facts["begins"], facts["access"]) == ("2026-06-16", "17:00", "closed")
    assert (facts["present"], facts["absent"]) == (["Ane Bo", "Ib Dam"], ["Eva Friis"])
    assert facts["items"] == [
        {
            "number": 1,
            "access": "open",
            "title": "Lukkedage \x0b2027",
            "kind": "discussion",
            "case_number": "26/77",
        },
        {"number": 2, "access": "closed"},
    ]


def test_papers_in_it_are_pdf_ua(hall):
    meeting, secretary, _chair = hall

    files = fetched(secretary, meeting)

    facts = json.loads(files["metadata.json"])
    papers = [one["path"] for one in facts["files"] if one.get("conforms_to") == "PDF/UA-1"]
    assert papers == [path for path in sorted(files) if path.startswith("papirer/")] != []
    for path in papers:
        metadata = PdfReader(io.BytesIO(files[path])).xmp_metadata
        assert "pdfuaid" in metadata.stream.get_data().decode()


def test_xml_says_what_json_says(hall):
    meeting, secretary, chair = hall
    approved(meeting, secretary, chair)

    files = fetched(secretary, meeting)

    facts = json.loads(files["metadata.json"])
    root = ElementTree.fromstring(files["metadata.xml"])  # noqa: S314  # our own
    assert root.tag == f"{{{NAMESPACE}}}meeting"
    assert as_facts(root) == as_texts(facts)


def as_facts(element):
    """An element as the facts it was made of, all of them texts."""
    children = list(element)
    names = [child.tag.partition("}")[2] for child in children]
    if not children:
        return element.text or ""
    if set(names) <= {"item", "file", "person"}:
        return [as_facts(child) for child in children]
    return dict(zip(names, map(as_facts, children), strict=True))


def as_texts(facts):
    if isinstance(facts, dict):
        return {name: as_texts(value) for name, value in facts.items() if value is not None}
    if isinstance(facts, list):
        return [as_texts(one) for one in facts] or ""
    return str(facts).replace("\x0b", "\ufffd")


def test_the_same_papers_make_the_same_bytes_whoever_fetches_them_and_when(hall):
    meeting, _secretary, chair = hall
    numbers = {"kle_number": "28.06.00", "case_number": "26/1234"}

    with time_machine.travel(JUNE, tick=False):
        first = package_of(meeting, **numbers)
    with time_machine.travel(JUNE + datetime.timedelta(days=90), tick=False):
        url = reverse("meeting_package", args=[meeting.pk])
        client = signed_in(chair)
        client.cookies["django_language"] = "en"
        again = client.post(url, numbers).content

    assert first == again
    assert Handover.objects.get().sha256 == hashlib.sha256(first).hexdigest()


def test_nothing_of_a_confidential_item_is_in_it(hall):
    meeting, secretary, chair = hall
    approved(meeting, secretary, chair)

    files = fetched(secretary, meeting)

    assert not [path for path in files if SECRET in path.lower()]
    for path, content in files.items():
        is_paper = path.startswith("papirer/")
        text = pdf_text(content) if is_paper else content.decode(errors="replace")
        assert SECRET not in text.lower(), path
    whole = MeetingPaper.objects.filter(is_whole=True, kind="minutes").get()
    assert SECRET in pdf_text(bytes(whole.pdf)).lower()  # so it could have been found


def pdf_text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_an_item_closed_since_takes_its_papers_and_files_out(hall):
    meeting, secretary, _chair = hall
    item = AgendaItem.objects.get(meeting=meeting, is_confidential=False)
    item.is_confidential = True
    item.save()

    client = signed_in(secretary)
    answer = client.post(reverse("meeting_package", args=[meeting.pk]), {})
    content = package_of(meeting, kle_number="", case_number="")

    assert answer["Content-Type"].startswith("text/html")
    assert not Handover.objects.exists()
    assert set(unpacked(content)) == {"metadata.json", "metadata.xml", "SHA256SUMS"}
    assert b"Lukkedage" not in content


def test_until_minutes_are_approved_nobody_is_named(hall):
    meeting, secretary, _chair = hall
    with time_machine.travel(JUNE, tick=False):
        move(secretary, meeting, "held")
    Meeting.objects.filter(pk=meeting.pk).update(present="Ane Bo")

    facts = json.loads(fetched(secretary, meeting)["metadata.json"])

    assert facts["present"] == []
    assert "minutes" not in [one["kind"] for one in facts["files"]]


def test_who_fetched_it_is_noted_and_shown(hall):
    meeting, secretary, _chair = hall

    fetched(secretary, meeting)

    handover = Handover.objects.get()
    assert (handover.made_by, handover.case_number) == (secretary, "26/1234")
    event = SecurityEvent.objects.filter(kind="downloaded").latest("pk")
    assert (event.actor, event.where) == (secretary.pk, "meeting_package")
    page = signed_in(secretary).get(reverse("meeting_package", args=[meeting.pk])).content.decode()
    assert handover.sha256[:12] in page
    assert 'value="26/1234"' in page  # the next begins with the numbers given last


@pytest.mark.parametrize("number", ["28.6", "zebra", "28.06.00.01"])
def test_a_wrong_kle_number_is_refused_and_nothing_noted(hall, number):
    meeting, secretary, _chair = hall

    url = reverse("meeting_package", args=[meeting.pk])
    answer = signed_in(secretary).post(url, {"kle_number": number})

    assert "kle_number" in answer.context["form"].errors
    assert not Handover.objects.exists()


def test_looking_at_the_page_notes_nothing_and_a_member_has_no_page(hall):
    meeting, secretary, _chair = hall
    member = MembershipFactory(board_member=True, cluster=meeting.board.cluster).user
    url = reverse("meeting_package", args=[meeting.pk])

    assert signed_in(secretary).get(url).status_code == 200
    assert signed_in(member).get(url).status_code == 404
    assert not Handover.objects.exists()


def test_before_the_agenda_is_sent_there_is_nothing_to_hand_over(hall):
    meeting, secretary, _chair = hall
    planned = MeetingFactory(board=meeting.board, held_on=datetime.date(2026, 9, 1))

    url = reverse("meeting_package", args=[planned.pk])

    assert signed_in(secretary).get(url).status_code == 404
