"""Freezes what a meeting uses: the agenda as it is sent, the minutes as they are approved."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from config.templatetags.components import STATUS_WORDS
from files.papers import PaperMark, compose, file_name
from meetings.models import AgendaItem, Meeting, MeetingPaper
from meetings.pages.items import ItemView, Line
from meetings.pages.meeting import HiddenItem, live_items, open_before
from meetings.slots import papers_along

Kind = MeetingPaper.Kind
LINES_ON_AGENDA = 6
#: With more items an agenda begins with all of them at a glance.
LONGEST_WITHOUT_OVERVIEW = 8
LONGEST_RECOMMENDATION = 140


def freeze(
    meeting: Meeting,
    kind: MeetingPaper.Kind,
    *,
    by,
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


def freeze_papers_along(meeting: Meeting, *, by, on: datetime.date) -> None:
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


def freeze_what_is_new(meeting: Meeting, *, by, on: datetime.date) -> None:
    """When the meeting is over: freeze the agenda once more if its items are others than then.

    What was sent stays as it was sent; items added, or closed to others, have come since.
    """
    sent = meeting.papers.filter(kind=Kind.AGENDA, is_whole=True).first()
    known = {facts["pk"] for facts in sent.facts["items"]} if sent else set()
    is_other = set(meeting.items.values_list("pk", flat=True)) != known
    if is_other or (sent and meeting.items.filter(closed_at__gte=sent.made_at).exists()):
        freeze(meeting, Kind.AGENDA, by=by, on=on)


def facts_of(
    meeting: Meeting,
    kind: MeetingPaper.Kind,
    *,
    user,
    on: datetime.date,
    is_whole: bool,
    is_fresh: bool = False,
) -> dict[str, Any]:
    """Everything a paper says, as data."""
    papers = meeting.papers.filter(is_whole=is_whole).defer("pdf")
    items, _hidden = live_items(
        meeting,
        user=user,
        on=on,
        is_inside=True,
        is_whole=is_whole,
        follow_ups=tuple(
            row
            for row in open_before(meeting, user=user)
            if is_whole or not row.item.is_confidential
        ),
        papers=() if is_fresh else tuple(papers),
    )
    if kind == Kind.AGENDA:
        items = tuple(item.as_asked for item in items)
    shown = [item if is_whole else item.for_others for item in items if is_whole or item.is_open]
    numbers = {item.number for item in shown}
    hidden = [item.number for item in items if item.number not in numbers]
    return {
        "board": str(meeting.board),
        "day": meeting.day,
        "held_on": meeting.held_on.isoformat(),
        "time": meeting.clock,
        "place": meeting.place,
        "present": meeting.present if kind == Kind.MINUTES else "",
        "absent": meeting.absent if kind == Kind.MINUTES else "",
        "approved": _approval(meeting) if kind == Kind.MINUTES else "",
        "items": [item.frozen for item in shown],
        "hidden": hidden,
        "as_of": _as_of(papers, kind) or date_format(on, "DATE_FORMAT"),
    }


def _as_of(papers, kind: MeetingPaper.Kind) -> str:
    """Minutes show the figures that the board had before it, so they are as old as the agenda."""
    if kind != Kind.MINUTES:
        return ""
    agenda = next((paper for paper in papers if paper.kind == Kind.AGENDA), None)
    return agenda.facts["as_of"] if agenda else ""


def _approval(meeting: Meeting) -> str:
    if meeting.approved_on is None:
        return ""
    return date_format(meeting.approved_on, "DATE_FORMAT")


def rows_of(facts: dict[str, Any]) -> tuple[ItemView | HiddenItem, ...]:
    """The items of a frozen paper, and the places of hidden ones, in the order of the agenda."""
    items = [ItemView.thawed(item) for item in facts["items"]]
    hidden = [HiddenItem(number) for number in facts["hidden"]]
    return tuple(sorted([*items, *hidden], key=lambda row: row.number))


def as_pdf(facts: dict[str, Any], *, kind: MeetingPaper.Kind, on: datetime.date) -> bytes:
    """The paper as a file that can be attached to an agenda anywhere."""
    is_minutes = kind == Kind.MINUTES
    words = {"date": facts["day"]}
    title = _("Minutes of %(date)s") % words if is_minutes else _("Agenda of %(date)s") % words
    head = [
        (_("Board"), facts["board"]),
        (_("Time"), f"{facts['day']} {facts['time']}"),
        (_("Place"), facts["place"]),
        (_("Present"), facts["present"]),
        (_("Apologies"), facts["absent"]),
        (_("Approved"), facts["approved"]),
    ]
    rows = rows_of(facts)
    return compose(
        "meetings/meeting.typ",
        title=title,
        on=on,
        sender=facts["board"],
        dates=_("Figures as of %(date)s") % {"date": facts["as_of"]},
        is_draft=is_minutes and not facts["approved"],
        facts={
            "head": [row for row in head if row[1]],
            "overview": None if is_minutes else _overview(rows),
            "items": [_printed(row) for row in rows],
            "annexes_heading": _("Annexes"),
            "annexes": [
                {
                    "heading": _("Annexes to item %(number)s") % {"number": row.number},
                    "lines": list(map(_told, row.lines)) if _is_long(row) else [],
                    "rows": _annexes(row),
                }
                for row in rows
                if isinstance(row, ItemView) and (row.annexes or _is_long(row))
            ],
            "words": {
                "recommendation": _("Recommendation"),
                "resolution": _("Decided") if is_minutes else "",
                "follow_ups": _("Follow-up"),
                "confidential": _("Confidential item"),
                "source": _("Source"),
            },
            "is_minutes": is_minutes,
        },
    )


def _overview(rows: Sequence[ItemView | HiddenItem]) -> dict[str, Any] | None:
    """Every item in a line, where the agenda is too long to be read through at the table."""
    if len(rows) <= LONGEST_WITHOUT_OVERVIEW:
        return None
    return {
        "heading": _("The agenda in brief"),
        "columns": [_("No."), _("Item"), _("What is asked"), _("Recommendation")],
        "rows": [
            (str(row.number), _("Confidential item"), "", "")
            if isinstance(row, HiddenItem)
            else (
                str(row.number),
                row.title,
                row.kind_word,
                Truncator(row.recommendation).chars(LONGEST_RECOMMENDATION),
            )
            for row in rows
        ],
    }


def _printed(row: ItemView | HiddenItem) -> dict[str, Any]:
    if isinstance(row, HiddenItem):
        return {"number": row.number, "hidden": _("Confidential item"), "title": ""}
    return {
        "number": row.number,
        "hidden": "",
        "title": row.title,
        "kind": row.kind_word,
        "is_confidential": row.is_confidential,
        "text": row.text,
        "recommendation": row.recommendation,
        "heading": row.heading,
        "lines": [*row.figures, *_settled(row), *(() if _is_long(row) else map(_told, row.lines))],
        "decisions": [*map(_told, row.assessments), *map(_told, row.decisions)],
        "resolution": row.resolution,
        "minutes": row.minutes,
        "follow_ups": list(map(_told, row.follow_ups)),
    }


def _settled(row: ItemView) -> list[str]:
    """“Solsikken, mål 2: Vedtaget 28. november 2026.”, under an item that asked for a decision."""
    if row.kind != AgendaItem.Kind.DECISION:
        return []
    return [f"{line.place}: {line.text}." for line in row.settled]


def _is_long(row: ItemView) -> bool:
    """Whether its lines are many, and so follow as an annex."""
    return len(row.lines) > LINES_ON_AGENDA


def _annexes(row: ItemView) -> list[dict[str, Any]]:
    return [
        {
            "heading": annex.heading,
            "text": annex.text,
            "mark": PaperMark(annex.mark, annex.word or str(STATUS_WORDS[annex.mark]))
            if annex.mark
            else None,
            "stage": annex.word if not annex.mark else "",
            "rows": list(annex.rows),
            "note": annex.note,
        }
        for annex in row.annexes
    ]


def _told(line: Line) -> str:
    """A line in words: “16. juni. Solsikken: … Fra På vej til Opnået.”"""
    what = ": ".join(filter(None, [line.place, line.text or line.word]))
    word = line.word if line.text else ""
    parts = [part.strip().rstrip(".") for part in (line.when, what, word, line.note)]
    return ". ".join(filter(None, parts)) + "."
