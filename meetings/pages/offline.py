"""Meetings without a network: which pages a device keeps, and the script that hands them out."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from institutions.access import Reader
from meetings.models import ItemFile, Meeting, MeetingPaper
from meetings.workflow import MeetingStatus

SCRIPT = Path(settings.BASE_DIR) / "static" / "js" / "meeting-worker.js"
IN_USE = frozenset({MeetingStatus.CALLED, MeetingStatus.HELD})


@login_not_required
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: its address, and not /static/, says that it is of meetings alone."""
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")


def kept_offline(
    meeting: Meeting, items: Iterable[str], *, papers: Iterable[MeetingPaper], user: Reader
) -> str:
    """The addresses that a device keeps of a meeting in use, for the one who has it open.

    items: the pages of its items. papers: those the person reads, the newest first. What is
    attached to the items is kept too.
    """
    if meeting.status not in IN_USE:
        return ""
    newest = {row.kind: row.pk for row in reversed([*papers])}
    files = [reverse("meeting_paper_pdf", args=[pk]) for pk in newest.values()]
    attached = ItemFile.objects.visible_to(user).filter(item__meeting=meeting)
    files += [file.get_absolute_url() for file in attached.only("pk")]
    return " ".join([meeting.get_absolute_url(), *items, *files])
