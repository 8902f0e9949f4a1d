import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.slots import SlotPart
from institutions.statements import rows_of
from strategy.answer_kinds import TiedAnswer
from strategy.form_fields import GOAL_FIELDS
from strategy.models import (
    Approval,
    Attachment,
    Decision,
    KeptText,
    LocalGoal,
    LocalGoalFigure,
    StatusUpdate,
)
from strategy.pages.local_goals.conflict import redlined
from strategy.slots import evidence, local_goal_events
from strategy.workflow import UNFINISHED


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a local goal.

    kind: decision, status, change (of the text), kept (a text not chosen), approval (of the whole
    set it is part of), or one of a floor above, with a `sentence`. what: the row itself. changes:
    (question, answer), where the answer of a changed text shows what has gone and what has come.
    part: what a floor above adds: where it was decided, figures of a status. attachments: of a
    status, the files that show it. figure: the goal's own number that was told with it.
    """

    at: datetime.datetime
    kind: str
    who: str
    what: Any
    changes: tuple[tuple[str, str], ...] = ()
    part: SlotPart | None = None
    sentence: str = ""
    attachments: tuple[Attachment, ...] = ()
    figure: LocalGoalFigure | None = None


def timeline(
    goal: LocalGoal,
    *,
    decisions: Iterable[tuple[Decision, SlotPart | None]],
    approvals: Iterable[Approval],
    kept: Iterable[KeptText],
    sees_drafts: bool,
) -> tuple[Event, ...]:
    """What happened beside status, newest first; unfinished texts only for those who see drafts."""
    events = [
        Event(row.made_at, "decision", name_of(row.made_by), row, part=part)
        for row, part in decisions
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
    return newest_first(events)


def told(status_updates: Sequence[StatusUpdate]) -> tuple[Event, ...]:
    """How one goal was told to go, with the figures of then and what was attached; two queries."""
    figures = evidence().taken_down(status_updates)
    attached: dict[int, list[Attachment]] = {}
    goal = status_updates[0].local_goal_id if status_updates else None
    for file in rows_of(
        lambda: Attachment.objects.filter(status_update__local_goal=goal),
        *("attachments", goal),
        reader=None,
    ):
        attached.setdefault(file.status_update_id, []).append(file)
    return tuple(
        Event(
            _noon(row.made_on),
            "status",
            name_of(row.made_by),
            row,
            part=figures.get(row.pk),
            attachments=tuple(attached.get(row.pk, ())),
        )
        for row in status_updates
    )


def with_figures(events: Iterable[Event], figures: Sequence[LocalGoalFigure]) -> Iterator[Event]:
    """Each with the goal's own number that was told with it, as far as the reader may see it."""
    of_status = {row.status_update_id: row for row in figures if row.status_update_id}
    of_decision = {row.decision_id: row for row in figures if row.decision_id}
    found = {"status": of_status, "decision": of_decision}
    for event in events:
        figure = found[event.kind].get(event.what.pk) if event.kind in found else None
        yield replace(event, figure=figure) if figure else event


def newest_first(*events: Iterable[Event]) -> tuple[Event, ...]:
    together = itertools.chain.from_iterable(events)
    return tuple(sorted(together, key=lambda event: event.at, reverse=True))


def _text_changes(goal: LocalGoal, *, sees_drafts: bool) -> Iterator[Event]:
    rows = list(goal.history.select_related("history_user").order_by("history_date", "history_id"))
    for before, after in itertools.pairwise(rows):
        if not sees_drafts and not UNFINISHED.isdisjoint({before.status, after.status}):
            continue
        was, came = before.answers, after.answers
        read = (
            (field, field.kind.shown(was[field.name]), field.kind.shown(came[field.name]))
            for field in GOAL_FIELDS
            if field.name in was
        )
        changes = tuple(
            (str(field.heading), redlined(old, new)) for field, old, new in read if old != new
        )
        if changes:
            yield Event(after.history_date, "change", name_of(after.history_user), after, changes)


def _answers(kept: KeptText) -> Iterator[tuple[str, str]]:
    """What was typed, question by question."""
    for field in GOAL_FIELDS:
        if isinstance(field.kind, TiedAnswer):
            continue
        answer = field.kind.shown(kept.answers.get(field.name, ""))
        if answer:
            yield str(field.heading), answer


def name_of(user: User | None) -> str:
    """Who did something; people may have left."""
    return str(user) if user else str(_("Somebody"))


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
