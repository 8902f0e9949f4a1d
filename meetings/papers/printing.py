"""A meeting on paper: what was frozen, laid out as a file."""

import datetime
from collections.abc import Sequence
from typing import Any, TypeGuard

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from config.phrases import stop_behind
from config.templatetags.components import STATUS_WORDS
from files.papers import PaperMark, compose
from meetings.boards import meeting_in_figures
from meetings.models import AgendaItem, MeetingPaper
from meetings.pages.items import ItemView
from meetings.pages.lines import ItemLine
from meetings.pages.live import HiddenItem
from strategy.papers import course_facts

Kind = MeetingPaper.Kind
LINES_ON_AGENDA = 6
#: With more items an agenda begins with all of them at a glance.
LONGEST_WITHOUT_OVERVIEW = 8
LONGEST_RECOMMENDATION = 140


def rows_of(facts: dict[str, Any]) -> tuple[ItemView | HiddenItem, ...]:
    """The items of a frozen paper, and the places of hidden ones, in the order of the agenda."""
    items = [ItemView.thawed(item) for item in facts["items"]]
    hidden = [HiddenItem(number) for number in facts["hidden"]]
    return tuple(sorted([*items, *hidden], key=lambda row: row.number))


def as_pdf(facts: dict[str, Any], *, kind: MeetingPaper.Kind, on: datetime.date) -> bytes:
    """The paper as a file that can be attached to an agenda anywhere."""
    is_minutes = kind == Kind.MINUTES
    words = {"date": facts["day"]}
    rows = rows_of(facts)
    return compose(
        "meetings/meeting.typ",
        title=_("Minutes of %(date)s") % words if is_minutes else _("Agenda of %(date)s") % words,
        on=on,
        sender=facts["board"],
        dates=_("Figures as of %(date)s") % {"date": facts["as_of"]},
        is_draft=is_minutes and not facts["approved"],
        counts={meeting_in_figures(facts["board"], facts["held_on"]): {"items": _dealt_with(rows)}},
        facts={
            "head": _head(facts),
            "overview": None if is_minutes else _overview(rows),
            "items": [_printed(row) for row in rows],
            "annexes_heading": _("Annexes"),
            "annexes": [_behind(row) for row in rows if _has_annexes(row)],
            "words": {
                "recommendation": _("Recommendation"),
                "dissents": _("Minority statements"),
                "follow_ups": _("Follow-up"),
                "confidential": _("Confidential item"),
                "source": _("Source"),
            },
            "is_minutes": is_minutes,
        },
    )


def _head(facts: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        (_("Board"), facts["board"]),
        (_("Time"), f"{facts['day']} {facts['time']}"),
        (_("Place"), facts["place"]),
        (_("Present"), facts["present"]),
        (_("Apologies"), facts["absent"]),
        (_("Approved"), facts["approved"]),
    ]
    return [(what, told) for what, told in rows if told]


def _dealt_with(rows: Sequence[ItemView | HiddenItem]) -> int:
    """How many items there are that were not put off, as the page of the meeting counts them."""
    return sum(isinstance(row, HiddenItem) or not row.put_off for row in rows)


def _has_annexes(row: ItemView | HiddenItem) -> TypeGuard[ItemView]:
    return isinstance(row, ItemView) and bool(row.annexes or _is_long(row))


def _behind(row: ItemView) -> dict[str, Any]:
    """What follows behind the items."""
    return {
        "heading": _("Annexes to item %(number)s") % {"number": row.number},
        "lines": list(map(_told, row.lines)) if _is_long(row) else [],
        "rows": _annexes(row),
    }


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
                row.put_off or row.kind_word,
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
        "put_off": row.put_off,
        "changed": row.changed,
        "is_confidential": row.is_confidential,
        "text": row.text,
        "recommendation": row.points,
        "memo": [*row.memo, *_files(row)],
        "course": course_facts(row.course),
        "beside": row.beside.for_paper,
        "heading": row.heading,
        "lines": [
            *row.figures,
            *_settled(row),
            *(() if _is_long(row) else map(_told, row.lines)),
            *map(_told, row.questions),
        ],
        "decisions": [*map(_assessed, row.assessments), *map(_told, row.decisions)],
        "resolution": row.resolution,
        "concluded": row.concluded,
        "approval": row.approval,
        "minutes": row.minutes,
        "dissents": list(map(_told, row.dissents)),
        "follow_ups": list(map(_told, row.follow_ups)),
    }


def _files(row: ItemView) -> list[tuple[str, str]]:
    """What is attached, by name: whoever has the paper gets them where the meeting is shown."""
    told = [f"{file.text} ({file.note})" for file in row.files]
    return [(_("Attached"), "\n".join(told))] if told else []


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


def _told(line: ItemLine) -> str:
    """A line in words: “16. juni. Solsikken: … Fra På vej til Opnået.”"""
    what = ": ".join(filter(None, [line.place, line.text or line.word]))
    word = line.word if line.text else ""
    return _in_sentences(line.when, what, word, line.note)


def _assessed(line: ItemLine) -> str:
    """The word first, then why: “Mål 2: På vej. Tallene … Uenig: …”"""
    return _in_sentences(f"{line.place}: {line.word}", line.text, line.note)


def _in_sentences(*parts: str) -> str:
    """One after the other, each with one stop: what is asked or quoted has its own."""
    told = [part.strip() for part in parts if part.strip()]
    return " ".join(part + stop_behind(part) for part in told)
