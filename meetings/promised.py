"""What a board has promised to do about a goal or an indicator: it stands beside the finding.

A promise is a follow-up under an item that was about this one alone: what is promised of all at
once is said at the meeting.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from institutions.access import Reader
from institutions.models import Cluster
from meetings.models import FollowUp

#: How long it is told that something has been done.
TOLD_DONE = datetime.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is done, by whom, until when; done_on where it has been."""

    text: str
    who: str
    due_on: datetime.date | None
    done_on: datetime.date | None
    is_overdue: bool
    href: str


@dataclass(frozen=True, slots=True)
class Promised:
    """Goal or indicator (id) → what is promised about it, the most pressing first."""

    goals: Mapping[int, tuple[Promise, ...]]
    indicators: Mapping[int, tuple[Promise, ...]]

    @classmethod
    def of(cls, cluster: Cluster, *, user: Reader, on: datetime.date) -> "Promised":
        """What the cluster's boards have promised, as far as the person reads it; one query."""
        return promised_by_cluster(Q(item__meeting__board__cluster=cluster), user=user, on=on).get(
            cluster.pk, cls({}, {})
        )


def promised_by_cluster(where: Q, *, user: Reader, on: datetime.date) -> Mapping[int, Promised]:
    """Cluster (id) → what its boards have promised, of the follow-ups that are meant; one query."""
    rows = (
        FollowUp.objects.visible_to(user)
        .of_held_meetings()
        .filter(where, item__meeting__board__cluster__isnull=False)
        .filter(Q(done_on=None) | Q(done_on__gte=on - TOLD_DONE))
        .filter(Q(item__goals__isnull=False) | Q(item__indicators__isnull=False))
        .order_by("done_on", "due_on", "pk")
        .values_list(
            *("pk", "text", "responsible", "due_on", "done_on"),
            *("item__meeting__board__cluster", "item__goals", "item__indicators"),
        )
    )
    about: dict[int, set[tuple[str, int]]] = defaultdict(set)
    promises: dict[int, dict[int, Promise]] = defaultdict(dict)
    for pk, text, who, due_on, done_on, cluster, goal, indicator in rows:
        about[pk] |= {("goal", goal)} if goal else set()
        about[pk] |= {("indicator", indicator)} if indicator else set()
        is_overdue = done_on is None and due_on is not None and due_on < on
        href = reverse("follow_up_detail", args=[pk])
        promises[cluster][pk] = Promise(text, who, due_on, done_on, is_overdue, href)
    return {
        cluster: Promised(
            *(
                _of(kind, [(about[pk], promise) for pk, promise in found.items()])
                for kind in ("goal", "indicator")
            )
        )
        for cluster, found in promises.items()
    }


def _of(
    kind: str, promised: Iterable[tuple[set[tuple[str, int]], Promise]]
) -> dict[int, tuple[Promise, ...]]:
    """Those about one thing alone, which is of this kind."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for about, promise in promised:
        if len(about) == 1:
            (of, pk), *_rest = about
            if of == kind:
                found[pk].append(promise)
    return {pk: _open_or_last(each) for pk, each in found.items()}


def _open_or_last(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Those not done; where all are, the one done last."""
    still = tuple(one for one in promises if one.done_on is None)
    return still or (max(promises, key=lambda one: one.done_on or datetime.date.min),)
