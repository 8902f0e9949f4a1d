import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from strategy.pages.local_goals.conflict import (as_text, redlined)
from leadership.models import BasedOn
from strategy.models import KeptText, LocalGoal
from strategy.workflow import UNFINISHED

COLUMNS = {
    "text": _("Local goal"),
    "efforts_text": _("Efforts"),
    "how": _("How the effect is measured"),
    "measured_on": _("When the effect is measured"),
    "when_text": _("When, in words"),
    "responsible": _("Responsible"),
}
#: What a row of the history of `BasedOn` tells.
BUILDING = {"+": _("Chosen"), "-": _("Taken away")}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a local goal.

    kind: decision, status, change (of the text), kept (a text not chosen), building (what it builds
    on) or approval (of the whole set it is part of). what: the row itself. changes: (question,
    answer), where the answer of a changed text shows what has gone and what has come.
    """

    at: datetime.datetime
    kind: str
    who: str
    what: Any
    changes: tuple[tuple[str, str], ...] = ()


def timeline(
    goal: LocalGoal,
    *,
    decisions,
    status_updates,
    approvals,
    kept: list[KeptText],
    sees_drafts: bool,
) -> tuple[Event, ...]:
    """Everything that happened, newest first; unfinished texts only for those who see drafts."""
    events = [Event(row.made_at, "decision", _name(row.made_by), row) for row in decisions]
    events += [
        Event(_noon(row.made_on), "status", _name(row.made_by), row) for row in status_updates
    ]
    events += [
        Event(row.kept_at, "kept", _name(row.written_by), row, tuple(_answers(row))) for row in kept
    ]
    events += [
        Event(_noon(row.approved_on), "approval", _name(row.approved_by), row) for row in approvals
    ]
    events += _text_changes(goal, sees_drafts=sees_drafts)
    if sees_drafts:
        events += _changes_of_what_it_builds_on(goal)
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _text_changes(goal: LocalGoal, *, sees_drafts: bool) -> Iterator[Event]:
    rows = list(goal.history.select_related("history_user").order_by("history_date", "history_id"))
    for before, after in itertools.pairwise(rows):
        if not sees_drafts and not UNFINISHED.isdisjoint({before.status, after.status}):
            continue
        changes = tuple(
            (str(label), redlined(_text(before, name), _text(after, name)))
            for name, label in COLUMNS.items()
            if _text(before, name) != _text(after, name)
        )
        if changes:
            yield Event(after.history_date, "change", _name(after.history_user), after, changes)


def _changes_of_what_it_builds_on(goal: LocalGoal) -> Iterator[Event]:
    """What one person chose and took away in one minute, as one event; one query."""
    rows = (
        BasedOn.history.filter(local_goal=goal)
        .select_related("history_user", "commitment")
        .order_by("history_date", "history_id")
    )
    for (at, _who), group in itertools.groupby(rows, key=_minute_and_person):
        together = list(group)
        changes = tuple(
            (str(label), "\n".join(_words(row) for row in together if row.history_type == kind))
            for kind, label in BUILDING.items()
        )
        told = tuple(change for change in changes if change[1])
        yield Event(at, "building", _name(together[0].history_user), together[0], told)


def _minute_and_person(row) -> tuple[datetime.datetime, int | None]:
    return row.history_date.replace(second=0, microsecond=0), row.history_user_id


def _words(row) -> str:
    """The commitment; one that was still being prepared may be gone since."""
    return str(row.commitment or _("A commitment that no longer exists"))


def _answers(kept: KeptText) -> Iterator[tuple[str, str]]:
    """What was typed, question by question."""
    for name, label in COLUMNS.items():
        question = "efforts" if name == "efforts_text" else name
        answer = as_text(question, kept.answers.get(question, ""))
        if answer:
            yield str(label), answer


def _text(row, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, datetime.date):
        return f"{value:%d.%m.%Y}"
    return value or ""


def _name(user) -> str:
    return str(user) if user else str(_("Somebody"))


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
