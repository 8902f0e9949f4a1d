"""Pages and papers name the same next meeting, and count the same decisions and follow-ups."""

import datetime
import html
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from institutions.models import Board, Cluster
from meetings.models import AgendaItem, FollowUp, Meeting
from meetings.workflow import OVER, MeetingStatus

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]

PEOPLE = (
    *("administrator", "omraadechef", "konsulent", "udvalg"),
    *("klyngeleder", "formand", "bestyrelse", "leder"),
)
#: Of the demo, whose board meets on 8 December, and in January by `year` below.
DAYS = {
    "before": datetime.datetime(2026, 11, 28, 11, tzinfo=datetime.UTC),
    "just past midnight": datetime.datetime(2026, 12, 7, 23, 30, tzinfo=datetime.UTC),
    "the day after, and nobody has closed it": datetime.datetime(
        2026, 12, 9, 11, tzinfo=datetime.UTC
    ),
    "new year": datetime.datetime(2027, 1, 1, 0, 30, tzinfo=datetime.UTC),
    "after the last": datetime.datetime(2027, 2, 1, 11, tzinfo=datetime.UTC),
}


@pytest.fixture(params=DAYS)
def day(request):
    """A day on which the pages are read; the board has planned a meeting of January as well."""
    board = Board.objects.get(kind=Board.Kind.PARENT_BOARD, cluster__slug="fyrtaarnet")
    Meeting.objects.create(
        board=board,
        held_on=datetime.date(2027, 1, 26),
        from_at=datetime.time(17),
        place="Lærkereden",
    )
    with time_machine.travel(DAYS[request.param], tick=False):
        yield timezone.localdate()


class Reader:
    """A person who reads pages, as one text each."""

    def __init__(self, name: str) -> None:
        self.user = User.objects.get(email=f"{name}@example.com")
        self.client = Client()
        self.client.force_login(self.user, "django.contrib.auth.backends.ModelBackend")

    def text(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
        return " ".join(html.unescape(bare).split())

    def listed(self, board: Board) -> str:
        """What the list of meetings says of one board, in its heading."""
        page = self.client.get("/moeder/").content.decode()
        heading = re.search(rf'id="bestyrelse-{board.pk}\b.*?<h2[^>]*>(.*?)</h2>', page, re.DOTALL)
        return " ".join(html.unescape(heading[1]).split()) if heading else ""

    def next_of(self, board: Board, on: datetime.date) -> Meeting | None:
        """Told apart by hand: the nearest of those ahead that the person reads."""
        seen = Meeting.objects.visible_to(self.user).filter(board=board)
        ahead = [row for row in seen if row.held_on >= on and row.status not in OVER]
        return min(ahead, key=lambda row: row.held_on, default=None)


def _board_of(cluster: Cluster) -> Board | None:
    return Board.objects.filter(kind=Board.Kind.PARENT_BOARD, cluster=cluster).first()


@pytest.mark.thorough
@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_names_the_same_next_meeting(person, day):
    reader = Reader(person)
    for cluster in Cluster.objects.visible_to(reader.user):
        board = _board_of(cluster)
        coming = reader.next_of(board, day) if board else None
        page = reader.text(cluster.get_absolute_url())
        paper = reader.text(f"{cluster.get_absolute_url()}papir/")
        told = re.search(r"estyrelsen mødes (\d+\. \w+(?: \d{4})?)", page)
        head = re.search(r"Møde (\d+\. \w+ \d{4}) kl\.", paper)
        if coming is None:
            assert (told, head) == (None, None), cluster
            continue
        short = "MONTH_DAY_FORMAT" if coming.held_on.year == day.year else "DATE_FORMAT"
        assert told
        assert told[1] == date_format(coming.held_on, short)
        assert head
        assert head[1] == coming.day
        assert reader.listed(board).startswith(f"Næste møde er {coming.day}")


@pytest.mark.thorough
@pytest.mark.parametrize("person", PEOPLE)
def test_the_start_page_and_the_list_tell_of_what_is_ahead_and_of_nothing_past(person, day):
    reader = Reader(person)
    attended = Meeting.objects.attended_by(reader.user)
    nearest = min(
        (row.held_on for row in attended if row.held_on >= day and row.status not in OVER),
        default=None,
    )

    start = re.findall(r"Næste møde er (\d+\. \w+ \d{4})", reader.text("/"))
    listed = re.findall(r"Næste møde er (\d+\. \w+ \d{4})", reader.text("/moeder/"))

    expected = [date_format(nearest, "DATE_FORMAT")] if nearest else []
    assert start in (expected, [])
    boards = Board.objects.filter(pk__in=Meeting.objects.visible_to(reader.user).values("board"))
    assert sorted(listed) == sorted(
        coming.day for board in boards if (coming := reader.next_of(board, day))
    )


@pytest.mark.parametrize("person", ["administrator", "klyngeleder", "formand", "bestyrelse"])
@time_machine.travel(DAYS["before"], tick=False)
def test_paper_and_meeting_count_the_same_decisions_and_follow_ups(person):
    reader = Reader(person)
    meeting = Meeting.objects.get(status=MeetingStatus.CALLED)
    cluster = meeting.board.cluster
    asked = meeting.items.filter(kind=AgendaItem.Kind.DECISION).count()
    promised = FollowUp.objects.filter(
        item__meeting__board=meeting.board, item__meeting__status__in=OVER, done_on=None
    )

    page = reader.text(meeting.get_absolute_url())
    paper = reader.text(f"{cluster.get_absolute_url()}papir/")
    listed = reader.listed(meeting.board)

    decided = re.search(r"skal træffe beslutning om (\d+) af", page)
    assert decided
    assert int(decided[1]) == asked
    assert len(re.findall(r"tage stilling til punkt", paper)) == asked
    late = [row for row in promised if row.is_overdue(timezone.localdate())]
    words = ["nul", "én", "to", "tre", "fire"]
    assert f"og {words[len(late)]} opfølgning" in listed
    told = re.search(r"(\w+) opfølgninger? og (\w+) trin i planen er åbne", paper)
    assert told
    assert told[1].lower() == words[promised.count()]


@pytest.mark.parametrize("person", ["administrator", "klyngeleder", "bestyrelse"])
def test_the_table_of_a_paper_adds_up_to_its_heading(person, day):
    reader = Reader(person)
    words = ["", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve"]
    words = dict(zip([*words, "ét", "alle"], [*range(12), 1, 0], strict=True))

    paper = reader.client.get("/klynger/fyrtaarnet/papir/").content.decode()
    section = paper.split('id="opfoelgning-h"')[1].split(">", 1)[1].split("</section>")[0]
    heading = section.split("</h2>")[0].lower()
    counts = [words[word] for word in re.findall(r"(\w+) (?:opfølgning|trin)", heading)]
    further = re.search(r"Og (\d+) trin mere i planen", section)

    rows = section.count("<tr") - 1
    assert sum(counts) == rows + (int(further[1]) if further else 0)
    late = re.search(r"(\w+) er forsinke(?:t|de)", heading)
    # the overdue stand first, so none is hidden
    assert section.count("Forsinket") == (words[late[1]] if late else 0)


@time_machine.travel(DAYS["before"], tick=False)
def test_the_start_page_tells_of_all_that_came_of_the_last_meeting_and_of_days_in_order():
    reader = Reader("bestyrelse")
    last = Meeting.objects.attended_by(reader.user).filter(status__in=OVER).latest("held_on")
    ended = last.items.visible_to(reader.user).exclude(resolution="")

    page = reader.client.get("/").content.decode()
    came = page.split('#besluttet"')[1]
    days = re.search(r'<ul class="dated">(.*?)</ul>', page.split("Næste møde er")[1], re.DOTALL)

    told = [came.count(f'href="{item.get_absolute_url()}"') for item in ended]
    assert told == [1] * len(told)
    assert len(told) >= 5
    found = re.findall(r'datetime="([\d-]+)"', days[1])
    assert found == sorted(found)
    assert {"2026-12-01", "2026-12-08"} <= set(found)
