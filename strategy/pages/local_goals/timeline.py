import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.slots import SlotPart
from strategy.models import KeptText, LocalGoal
from strategy.pages.local_goals.conflict import as_text, redlined
from strategy.slots import evidence, local_goal_events
from strategy.workflow import UNFINISHED

COLUMNS = {
    "text": _("Local goal"),
    "efforts_text": _("Efforts"),
    "how": _("How the effect is measured"),
    "measured_on": _("When the effect is measured"),
    "when_text": _("When, in words"),
    "responsible": _("Responsible"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a local goal.

    kind: decision, status, change (of the text), kept (a text not chosen), approval (of the whole
    set it is part of), or one of a floor above, with a `sentence`. what: the row itself. changes:
    (question, answer), where the answer of a changed text shows what has gone and what has come.
    part: what a floor above adds: where it was decided, figures of a status.
    """

    at: datetime.datetime
    kind: str
    who: str
    what: Any
    changes: tuple[tuple[str, str], ...] = ()
    part: SlotPart | None = None
    sentence: str = ""


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
    events = [
        Event(row.made_at, "decision", name_of(row.made_by), row, part=part)
        for row, part in decisions
    ]
    figures = evidence().taken_down(status_updates)
    events += [
        Event(_noon(row.made_on), "status", name_of(row.made_by), row, part=figures.get(row.pk))
        for row in status_updates
    ]
    events += [
        Event(row.kept_at, "kept", name_of(row.written_by), row, tuple(_answers(row)))
        for row in kept
    ]
    events += [
        Event(_noon(row.approved_on), "approval", name_of(row.approved_by), row)
        for row in approvals
    ]
    events += _text_changes(goal, sees_drafts=sees_drafts)
    if sees_drafts:
        events += itertools.chain.from_iterable(local_goal_events.all(goal))
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
            yield Event(after.history_date, "change", name_of(after.history_user), after, changes)


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


def name_of(user) -> str:
    """Who did something; people may have left."""
    return str(user) if user else str(_("Somebody"))


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
