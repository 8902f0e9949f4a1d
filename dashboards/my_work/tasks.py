"""What awaits a leader or a board: each thing to do, with one link."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import numbers
from institutions.access import Reader, scope_of
from institutions.statements import rows_for, rows_of
from strategy.committee import sits_in_committee
from strategy.models import (
    AutosavedText,
    Decision,
    Goal,
    LocalGoal,
    StatusReport,
    StatusUpdate,
)
from strategy.naming import goal_said
from strategy.progress import LocalGoalState
from strategy.report_life import ReportStage
from strategy.rounds import RoundPage, RoundRow
from strategy.silence import told_since, with_told_on
from strategy.with_leaders import heard_of_by
from strategy.workflow import LocalGoalStatus

#: How long before the day of measuring a leader is reminded.
REMINDED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `when` is a word or a date; `note` is why, as a board's comment."""

    text: str
    href: str
    link: str
    place: str = ""
    when: str = ""
    on: datetime.date | None = None
    note: str = ""
    is_overdue: bool = False


def leader_tasks(
    *,
    user: Reader,
    on: datetime.date,
    institutions: Sequence[tuple[int, str, str]],
    goals: Sequence[Goal],
    standings: Iterable[LocalGoalState],
    rounds: Iterable[RoundPage] = (),
) -> tuple[Task, ...]:
    """What awaits whoever leads these institutions (id, name, slug), the urgent first."""
    names = {pk: name for pk, name, _slug in institutions}
    mine = rows_for(_written_by, *("goals of a leader",), reader=user, keys=tuple(names))
    sent_back, due, quiet, drafts = [], [], [], []
    for goal in mine:
        if goal.status == LocalGoalStatus.RETURNED:
            sent_back.append(_returned(goal, str(goal.place)))
        elif goal.status == LocalGoalStatus.DRAFT:
            drafts.append(_draft(goal, str(goal.place)))
        elif _needs_word(goal, on=on):
            due.append(_due(goal, str(goal.place), on=on))
        elif _is_silent(goal, on=on):
            quiet.append(_quiet(goal, str(goal.place)))
    of_rounds = [
        task for page in rounds for row in page.incomplete if (task := _of_round(page, row, on=on))
    ]
    told = {task.place for task in of_rounds}
    missing = [
        task
        for task in _missing(institutions, goals=goals, standings=standings, year=on.year)
        if task.place not in told
    ]
    return (
        *(task for task in due if task.is_overdue),
        *sent_back,
        *(task for task in due if not task.is_overdue),
        *quiet,
        *of_rounds,
        *_unsaved(user, names),
        *drafts,
        *missing,
    )


def _written_by(user: Reader, at: Collection[int]) -> QuerySet[Any]:
    """Goals with why the board returned them, and the day of their newest status update."""
    returned = Decision.objects.filter(
        local_goal=OuterRef("pk"), to_status=LocalGoalStatus.RETURNED
    ).order_by("-made_at", "-pk")
    updated = StatusUpdate.objects.filter(local_goal=OuterRef("pk")).order_by("-made_on")
    return (
        with_told_on(LocalGoal.objects.editable_by(user))
        .filter(Q(institution__in=at) | Q(cluster__isnull=False))
        .select_related("institution", "cluster")
        .annotate(
            comment=Subquery(returned.values("comment")[:1]),
            expected_on=Subquery(returned.values("expected_on")[:1]),
            updated_on=Subquery(updated.values("made_on")[:1]),
        )
        .order_by("measured_on", "pk")
    )


def board_tasks(
    *, user: Reader, names: dict[int, str], besides: Collection[int] = ()
) -> tuple[Task, ...]:
    """Local goals sent to the boards that the person sits on, oldest first; one query.

    names: institution id → name, of all that the person reads. besides: goals that stand on the
    agenda of the next meeting, which tells of them.
    """
    decides = scope_of(user).decides
    mine = (
        LocalGoal.objects.visible_to(user)
        .filter(Q(institution__in=names) | Q(cluster__isnull=False), status=LocalGoalStatus.SENT)
        .select_related("institution", "cluster")
    )
    mine = mine.filter(heard_of_by(user))
    sent = Decision.objects.filter(local_goal=OuterRef("pk"), to_status=LocalGoalStatus.SENT)
    rows = mine.annotate(sent_at=Subquery(sent.order_by("-made_at").values("made_at")[:1]))
    return tuple(
        Task(
            text=_("The local goal “%(goal)s” awaits the decision of the board.")
            % {"goal": _short(goal)},
            href=goal.get_absolute_url(),
            link=_("Read and decide") if goal.is_within(decides) else _("Read the goal"),
            place=str(goal.place),
            on=timezone.localdate(sent_at) if sent_at else None,
        )
        for goal in rows.exclude(pk__in=besides).order_by("sent_at", "pk")
        for sent_at in [goal.sent_at]  # type: ignore[attr-defined]  # annotated above
    )


def report_tasks(*, user: Reader) -> tuple[Task, ...]:
    """Status reports that the person is to approve for the committee, oldest first; one query."""
    if not sits_in_committee(user):
        return ()
    sent = StatusReport.objects.visible_to(user).filter(stage=ReportStage.SENT)
    return tuple(
        Task(
            text=_("The status report “%(report)s” awaits the approval of the committee.")
            % {"report": report},
            href=report.get_absolute_url(),
            link=_("Read and approve"),
            when=_("report"),
        )
        for report in sent.order_by("created_at", "pk")
    )


def expected_back(day: datetime.date | None) -> str:
    """When the board would like to have again what it returned; nothing where it has not said."""
    if day is None:
        return ""
    return _("The board expects it back by %(day)s.") % {"day": date_format(day, "DATE_FORMAT")}


def _returned(goal: Any, place: str) -> Task:
    told = _("The board has returned “%(goal)s”.") % {"goal": _short(goal)}
    return Task(
        text=f"{told} {expected_back(goal.expected_on)}".strip(),
        href=goal.get_absolute_url(),
        link=_("Read the comment and go on"),
        place=place,
        when=_("returned"),
        note=goal.comment or "",
    )


def _draft(goal: LocalGoal, place: str) -> Task:
    return Task(
        text=_("“%(goal)s” is a draft.") % {"goal": _short(goal)},
        href=reverse("local_goal_edit", args=[goal.pk]),
        link=_("Write on"),
        place=place,
        when=_("draft"),
    )


def _unsaved(user: Reader, names: dict[int, str]) -> Iterable[Task]:
    """Texts of goals not yet begun, which were saved only while they were typed; one query."""
    newest_first = rows_of(
        lambda: (
            AutosavedText.objects.visible_to(user)
            .filter(Q(institution__in=names) | Q(cluster__isnull=False), local_goal=None)
            .select_related("goal", "institution", "cluster")
        ),
        *("unsaved texts", user.pk, tuple(names)),
        reader=user,
    )
    begun = {
        (text.goal_id, text.institution_id, text.statement_id): text
        for text in reversed(newest_first)
    }
    for text in begun.values():
        yield Task(
            text=_("You have begun a text under %(goal)s and not saved it.")
            % {"goal": goal_said(text.goal.number, is_theme=text.cluster_id is not None)},
            href=text.form_href,
            link=_("Write on"),
            place=str(text.institution or text.cluster),
            when=_("not saved"),
        )


def _is_silent(goal: Any, *, on: datetime.date) -> bool:
    """Whether nothing has been told for long of a goal that is worked on; see `silent`."""
    is_under_way = goal.status == LocalGoalStatus.IN_PROGRESS
    return is_under_way and (goal.told_on is None or goal.told_on < told_since(on))


def _quiet(goal: Any, place: str) -> Task:
    """One of those with `told_on`."""
    wording = (
        _("Nothing has been told of “%(goal)s” since %(day)s.")
        if goal.told_on
        else _("Nothing has been told of “%(goal)s” yet.")
    )
    day = date_format(goal.told_on, "DATE_FORMAT") if goal.told_on else ""
    return Task(
        text=wording % {"goal": _short(goal), "day": day},
        href=reverse("status_update_create", args=[goal.pk]),
        link=_("Write how it goes"),
        place=place,
        when=_("status"),
    )


def _needs_word(goal: Any, *, on: datetime.date) -> bool:
    """Whether the day of measuring is past, or near and nothing has been told since."""
    if goal.measured_on is None or goal.status not in {
        LocalGoalStatus.ADOPTED,
        LocalGoalStatus.IN_PROGRESS,
    }:
        return False
    reminder_on = goal.measured_on - datetime.timedelta(days=REMINDED_DAYS)
    is_told = goal.updated_on is not None and goal.updated_on >= reminder_on
    return bool(reminder_on <= on and (goal.measured_on < on or not is_told))


def _due(goal: LocalGoal, place: str, *, on: datetime.date) -> Task:
    is_overdue = goal.measured_on is not None and goal.measured_on < on
    wording = (
        _("The effect of “%(goal)s” should have been measured.")
        if is_overdue
        else _("The effect of “%(goal)s” is soon to be measured.")
    )
    return Task(
        text=wording % {"goal": _short(goal)},
        href=goal.get_absolute_url()
        if is_overdue
        else reverse("status_update_create", args=[goal.pk]),
        link=_("Evaluate the goal") if is_overdue else _("Write how it goes"),
        place=place,
        on=goal.measured_on,
        is_overdue=is_overdue,
    )


def _missing(
    institutions: Iterable[tuple[int, str, str]],
    *,
    goals: Sequence[Goal],
    standings: Iterable[LocalGoalState],
    year: int,
) -> Iterable[Task]:
    """What has not been begun outside rounds, under the goals that are in force that year."""
    covered: dict[int, set[int]] = defaultdict(set)
    for standing in standings:
        covered[standing.institution].add(standing.goal)
    for pk, name, slug in institutions:
        lacking = [goal for goal in goals if goal.pk not in covered[pk]]
        if not lacking:
            continue
        query = urlencode({"maal": lacking[0].pk, "institution": slug})
        yield Task(
            text=ngettext(
                "For %(year)s there is no local goal under goal %(goals)s.",
                "For %(year)s there are no local goals under goals %(goals)s.",
                len(lacking),
            )
            % {"year": year, "goals": numbers([goal.number for goal in lacking])},
            href=f"{reverse('local_goal_create')}?{query}",
            link=_("Write a local goal under goal %(number)s") % {"number": lacking[0].number},
            place=name,
            when=_("missing"),
        )


def tells_all_of(page: RoundPage) -> bool:
    """Whether the task of a round says all there is to it: one institution, and nothing begun."""
    if len(page.rows) != 1:
        return False
    missing = page.rows[0].missing
    return bool(missing) and all(cell.local_goal is None for cell in missing)


def _of_round(page: RoundPage, row: RoundRow, *, on: datetime.date) -> Task | None:
    """What a round still waits for and nobody has begun; drafts are tasks of their own."""
    lacking = [cell.goal for cell in row.cells if cell.local_goal is None]
    if not lacking:
        return None
    query = urlencode({"maal": lacking[0].pk, "institution": row.institution.slug})
    return Task(
        text=ngettext(
            "%(round)s: for %(year)s there is no local goal under goal %(goals)s.",
            "%(round)s: for %(year)s there are no local goals under goals %(goals)s.",
            len(lacking),
        )
        % {
            "round": page.round,
            "year": page.round.year,
            "goals": numbers([goal.number for goal in lacking]),
        },
        href=f"{reverse('local_goal_create')}?{query}",
        link=_("Write a local goal under goal %(number)s") % {"number": lacking[0].number},
        place=row.institution.name,
        on=page.round.deadline_on,
        is_overdue=page.round.is_overdue(on),
    )


def _short(goal: LocalGoal) -> str:
    return Truncator(str(goal).strip().rstrip(".")).chars(90)
