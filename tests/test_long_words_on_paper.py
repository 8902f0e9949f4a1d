"""A word that no line holds stays within the margins of a paper."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from meetings.models import MeetingPaper
from meetings.papers.freezing import freeze
from tests.factories import BoardFactory, ClusterFactory, MembershipFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_a_long_word_breaks_on_paper():
    cluster = ClusterFactory()
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    meeting = MeetingFactory(board=BoardFactory(cluster=cluster), called=True)
    AgendaItemFactory(meeting=meeting, text="https://eksempel.dk/" + "sti" * 100)

    freeze(meeting, MeetingPaper.Kind.AGENDA, by=leader, on=timezone.localdate(), is_fresh=True)

    paper = PdfReader(io.BytesIO(bytes(meeting.papers.get(is_whole=True).pdf)))
    lines = "\n".join(page.extract_text() for page in paper.pages).splitlines()
    assert max(len(line) for line in lines) < 150
