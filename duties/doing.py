"""What is being done about remarks: what was noted last, promised, and worked on in local goals."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from duties.models import Remark, RemarkStep
from institutions.access import Reader
from institutions.models import Membership
from meetings.models import AgendaItem, FollowUp
from meetings.promised import Promise
from strategy.models import LocalGoal
from strategy.progress import standings


@dataclass(frozen=True, slots=True)
class Noted:
    """The newest words about a remark, and whose they are."""

    text: str
    by: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class WorkedOn:
    """A local goal that it is worked on in. mark: how it goes; stage: before it is adopted."""

    text: str
    href: str
    mark: str
    stage: str
    efforts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """A remark with what is being done about it, as far as the reader may know it."""

    remark: Remark
    is_overdue: bool
    noted: Noted | None
    promises: tuple[Promise, ...]
    goals: tuple[WorkedOn, ...]


def doing_about(
    remarks: Sequence[Remark], *, user: Reader, on: datetime.date
) -> Mapping[int, Doing]:
    """Remark (id) → what is being done about it; eight queries, however many they are.

    What was promised is about an inspection, so the last of its remarks tells of it.
    """
    noted = _noted(remarks)
    last = {(one.institution_id, one.year, one.visit): one for one in remarks}
    promises = promised_about(tuple(last.values()), user=user, on=on)
    goals = worked_on(remarks, user=user)
    return {
        remark.pk: Doing(
            remark,
            remark.is_overdue(on),
            noted.get(remark.pk),
            promises.get(remark.pk, ()),
            goals.get(remark.pk, ()),
        )
        for remark in remarks
    }


def _noted(remarks: Iterable[Remark]) -> dict[int, Noted]:
    steps = (
        RemarkStep.objects.filter(remark__in=[remark.pk for remark in remarks])
        .exclude(comment="")
        .select_related("made_by")
    )
    return {
        step.remark_id: Noted(
            step.comment, str(step.made_by or ""), timezone.localdate(step.made_at)
        )
        for step in steps  # the newest last
    }


def promised_about(
    remarks: Sequence[Remark], *, user: Reader, on: datetime.date
) -> dict[int, tuple[Promise, ...]]:
    """What was promised at meetings: of an item about several places what names the one."""
    places = {remark.institution_id for remark in remarks}
    items = AgendaItem.objects.visible_to(user).filter(inspections__institution__in=places)
    promised = (
        FollowUp.objects.visible_to(user)
        .of_held_meetings()
        .filter(item__in=items.order_by().values("pk"))
        .select_related("item")
        .prefetch_related("item__inspections__institution")
    )
    here: dict[int, set[int]] = defaultdict(set)
    for place, person in (
        Membership.objects.on(on).filter(institution__in=places).values_list("institution", "user")
    ):
        here[place].add(person)
    found: dict[int, list[Promise]] = defaultdict(list)
    for row in promised:
        about = list(row.item.inspections.all())
        names = {(one.institution_id, one.year, one.kind): one.institution.name for one in about}
        promise = Promise(
            row.text,
            row.responsible,
            row.due_on,
            row.done_on,
            row.is_overdue(on),
            reverse("follow_up_detail", args=[row.pk]),
        )
        for remark in remarks:
            name = names.get((remark.institution_id, remark.year, remark.visit))
            if name is not None and (
                len(about) == 1 or row.person_id in here[remark.institution_id] or name in row.text
            ):
                found[remark.pk].append(promise)
    return {pk: tuple(promises) for pk, promises in found.items()}


def worked_on(remarks: Iterable[Remark], *, user: Reader) -> dict[int, tuple[WorkedOn, ...]]:
    """The local goals that each remark is worked on in."""
    ties = Remark.local_goals.through.objects.filter(remark__in=[one.pk for one in remarks])
    of_remark = list(ties.values_list("remark", "localgoal"))
    if not of_remark:
        return {}
    goals = LocalGoal.objects.visible_to(user).filter(pk__in={goal for _remark, goal in of_remark})
    by_id = {goal.pk: goal for goal in goals.prefetch_related("efforts")}
    found: dict[int, list[WorkedOn]] = defaultdict(list)
    for state in standings(goals):
        goal = by_id[state.pk]
        efforts = tuple(effort.text for effort in goal.efforts.all())
        told = WorkedOn(str(goal), state.href, state.key, state.stage, efforts)
        for remark, tied in of_remark:
            if tied == state.pk:
                found[remark].append(told)
    return {pk: tuple(told) for pk, told in found.items()}
