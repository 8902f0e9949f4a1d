"""Freezes what a meeting uses: the agenda as it is sent, the minutes as they are approved."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format

from accounts.models import User
from files.papers import file_name
from institutions.access import Reader
from meetings.models import Meeting, MeetingPaper
from meetings.pages.live import live_items, open_before
from meetings.papers.printing import as_pdf
from meetings.slots import papers_along

Kind = MeetingPaper.Kind


def freeze(
    meeting: Meeting,
    kind: MeetingPaper.Kind,
    *,
    by: User,
    on: datetime.date,
    is_fresh: bool = False,
) -> None:
    """Keep the paper as it is now: whole for the board, and without confidential items for others.

    by: who sends or approves it, one of the board's writers. is_fresh: whether the figures are
    those of today; otherwise what was sent before stays as it was sent.
    """
    for is_whole in (True, False):
        facts = facts_of(meeting, kind, user=by, on=on, is_whole=is_whole, is_fresh=is_fresh)
        MeetingPaper.objects.create(
            meeting=meeting,
            kind=kind,
            is_whole=is_whole,
            facts=facts,
            pdf=as_pdf(facts, kind=kind, on=on),
            file_name=file_name(
                meeting.held_on, facts["board"], str(MeetingPaper.Kind(kind).label), suffix="pdf"
            ),
            made_by=by,
        )


def freeze_papers_along(meeting: Meeting, *, by: User, on: datetime.date) -> None:
    """Keep what upper floors let go along with the agenda when it is sent: a file for everybody."""
    for paper in filter(None, papers_along.all(meeting, by, on)):
        for is_whole in (True, False):
            MeetingPaper.objects.create(
                meeting=meeting,
                kind=Kind.BOARD_PAPER,
                is_whole=is_whole,
                facts={},
                pdf=paper.content,
                file_name=paper.name,
                made_by=by,
            )


def freeze_what_is_new(meeting: Meeting, *, by: User, on: datetime.date) -> None:
    """When the meeting is over: freeze the agenda once more if its items are others than then.

    What was sent stays as it was sent; items added, or closed to others, have come since.
    """
    sent = meeting.papers.filter(kind=Kind.AGENDA, is_whole=True).first()
    known = {facts["pk"] for facts in sent.facts["items"]} if sent else set()
    left = set(meeting.put_off.values_list("item", flat=True))
    is_other = set(meeting.items.values_list("pk", flat=True)) != known - left
    if is_other or (sent and meeting.items.filter(closed_at__gte=sent.made_at).exists()):
        freeze(meeting, Kind.AGENDA, by=by, on=on)


def facts_of(
    meeting: Meeting,
    kind: MeetingPaper.Kind,
    *,
    user: Reader,
    on: datetime.date,
    is_whole: bool,
    is_fresh: bool = False,
) -> dict[str, Any]:
    """Everything a paper says, as data."""
    papers = meeting.papers.filter(is_whole=is_whole).defer("pdf")
    rows = open_before(meeting, user=user)
    items, _hidden = live_items(
        meeting,
        user=user,
        on=on,
        is_inside=True,
        is_whole=is_whole,
        follow_ups=tuple(row for row in rows if is_whole or not row.item.is_confidential),
        papers=() if is_fresh else tuple(papers),
    )
    if kind == Kind.AGENDA:
        items = tuple(item.as_asked for item in items)
    shown = [item if is_whole else item.for_others for item in items if is_whole or item.is_open]
    numbers = {item.number for item in shown}
    hidden = [item.number for item in items if item.number not in numbers]
    return {
        **_head(meeting, is_minutes=kind == Kind.MINUTES),
        "items": [item.frozen for item in shown],
        "hidden": hidden,
        "as_of": _as_of(papers, kind) or date_format(on, "DATE_FORMAT"),
    }


def _head(meeting: Meeting, *, is_minutes: bool) -> dict[str, str]:
    """When and where the board meets, and who was there; of an agenda, nobody yet."""
    return {
        "board": str(meeting.board),
        "day": meeting.day,
        "held_on": meeting.held_on.isoformat(),
        "time": meeting.clock,
        "place": meeting.place,
        "present": meeting.present if is_minutes else "",
        "absent": meeting.absent if is_minutes else "",
        "approved": _approval(meeting) if is_minutes else "",
    }


def _as_of(papers: Iterable[MeetingPaper], kind: MeetingPaper.Kind) -> str:
    """Minutes show the figures that the board had before it, so they are as old as the agenda."""
    if kind != Kind.MINUTES:
        return ""
    agenda = next((paper for paper in papers if paper.kind == Kind.AGENDA), None)
    return str(agenda.facts["as_of"]) if agenda else ""


def _approval(meeting: Meeting) -> str:
    if meeting.approved_on is None:
        return ""
    return date_format(meeting.approved_on, "DATE_FORMAT")
