"""What is told of an agenda item in lines: news, decisions, statements, follow-ups."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.templatetags.components import STATUS_WORDS
from meetings.models import Dissent, FollowUp, ItemFile, MeetingDecision
from meetings.news import News, NewsChange
from meetings.settled import Settled
from strategy.models import GoalAssessment


@dataclass(frozen=True, slots=True)
class ItemLine:
    """Something told in a line: when, where, and what; `mark` is how it stands."""

    text: str
    when: str = ""
    place: str = ""
    href: str = ""
    mark: str = ""
    word: str = ""
    note: str = ""

    @classmethod
    def of_news(cls, news: News) -> Self:
        changes = "; ".join(filter(None, map(_changed, news.changes)))
        return cls(
            text=news.text,
            when=date_format(news.on, "MONTH_DAY_FORMAT"),
            place=news.place,
            href=news.href,
            note=changes,
        )

    @classmethod
    def of_file(cls, file: ItemFile) -> Self:
        return cls(
            text=file.name,
            href=file.get_absolute_url(),
            note=f"{file.get_kind_display()}, {filesizeformat(file.size)}",
        )

    @classmethod
    def of_promise(cls, row: FollowUp) -> Self:
        """What was promised under an item; what has become of it since stands on its own page."""
        return cls(
            text=row.text,
            when=_day(row.due_on) if row.due_on else "",
            place=row.responsible,
            href=row.get_absolute_url(),
        )

    @classmethod
    def of_follow_up(cls, row: FollowUp, *, on: datetime.date) -> Self:
        is_done = row.done_on is not None and row.done_on <= on
        if row.done_on is not None and is_done:
            mark, word = "reached", _("Done %(date)s") % {"date": _day(row.done_on)}
        elif row.due_on is not None and row.due_on < on:
            mark, word = "missed", _("Overdue since %(day)s") % {"day": _day(row.due_on)}
        else:
            mark, word = "waiting", _("Open")
        return cls(
            text=row.text,
            when=_day(row.due_on) if row.due_on else "",
            place=row.responsible,
            href=row.get_absolute_url(),
            mark=mark,
            word=word,
            note=row.done_note if is_done else "",
        )


def decision_line(row: MeetingDecision) -> ItemLine:
    goal = row.decision.local_goal
    return ItemLine(
        text=str(row.decision.get_to_status_display()),
        place=goal.name,
        href=goal.get_absolute_url(),
        note=row.decision.comment,
    )


def dissent_line(row: Dissent) -> ItemLine:
    return ItemLine(text=row.text, place=row.who)


def assessment_line(row: GoalAssessment) -> ItemLine:
    return ItemLine(
        text=row.narrative,
        place=_("Goal %(number)s") % {"number": row.goal.number},
        href=row.goal.get_absolute_url(),
        mark=row.progress,
        word=str(row.get_progress_display()),
        note=_("Disagrees: %(who)s") % {"who": row.dissent} if row.dissent else "",
    )


def settled_line(row: Settled) -> ItemLine:
    """note: what others are told of it."""
    return ItemLine(
        text=row.words,
        place=row.name,
        href=row.goal.get_absolute_url(),
        note=row.words_for_others,
    )


def _changed(change: NewsChange) -> str:
    """“Fra På vej til Opnået”; ratings with their theme before."""
    if not change.of:
        before, after = (
            str(STATUS_WORDS[mark]) if mark else "" for mark in (change.before, change.after)
        )
    else:
        before, after = change.before, change.after
    words = {"before": before, "after": after, "label": change.label}
    if not before:
        return after
    if change.label:
        return _("%(label)s: from %(before)s to %(after)s") % words
    return _("From %(before)s to %(after)s") % words


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")
