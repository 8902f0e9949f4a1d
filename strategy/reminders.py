"""Reminders of the days on which effects are measured: who is told of what, once, by e-mail."""

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.management.base import CommandError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.mail import queue
from accounts.models import User
from config.counts import of_message
from config.site import site_address
from institutions.access import Reader
from institutions.models import Membership, Placement
from institutions.roles import Role
from strategy.models import LocalGoal, Reminder
from strategy.workflow import LocalGoalStatus

logger = logging.getLogger(__name__)

#: How many days before the day of measuring somebody is reminded; rising.
DAYS_BEFORE = (0, 3, 14)
#: How long a message is tried again: until the next of them, which tells of the same goal.
WORTH = datetime.timedelta(days=3)

#: What a reminder counts its goals of, as figures name it.
COUNTED = "reminder"

_signer = Signer(salt="strategy.reminders")


@dataclass(frozen=True, slots=True)
class DueGoal:
    """A local goal whose day of measuring is near. days_before: which of the reminders it is."""

    goal_id: int
    institution_id: int
    institution: str
    number: int
    deadline_on: datetime.date
    days_left: int
    days_before: int

    @property
    def href(self) -> str:
        return reverse("local_goal_detail", args=[self.goal_id])

    @property
    def key(self) -> tuple[int, datetime.date, int]:
        return self.goal_id, self.deadline_on, self.days_before


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it: messages queued, reminders in them, and messages that failed on the way."""

    messages: int
    reminders: int
    failed: int


def send_reminders(*, on: datetime.date, site: str) -> Sent:
    """Send each leader what they have not been reminded of, in one message; safe to repeat.

    The rows that say so are written in the same transaction as the message in the queue, with the
    person's own row locked: there are both or neither, and of two who send at once one does.
    """
    counts = {"messages": 0, "reminders": 0, "failed": 0}
    for user_id, dues in digests(on=on).items():
        try:
            reminded = _remind(user_id, dues, site=site)
        except Exception:
            logger.exception("Reminders could not be made")
            counts["failed"] += 1
        else:
            counts["messages"] += bool(reminded)
            counts["reminders"] += reminded
    return Sent(**counts)


def remind_today() -> Sent:
    """Send those of today; what could not be made is told as a CommandError."""
    site = site_address()
    if not site:
        raise CommandError("Set SITE_URL: the links in the messages lead there.")
    sent = send_reminders(on=timezone.localdate(), site=site)
    if sent.failed:
        raise CommandError(f"{sent.failed} messages could not be made; the next run tries again.")
    return sent


def digests(*, on: datetime.date) -> dict[int, list[DueGoal]]:
    """Person → what is near for the institutions they lead; three queries.

    Where nobody leads the institution itself, it is those who lead its cluster.
    """
    dues = list(_dues(on=on))
    places = {due.institution_id for due in dues}
    members = Membership.objects.on(on).filter(
        user__is_active=True,
        user__wants_reminders=True,
        role__in=[Role.LEADER, Role.CLUSTER_LEADER],
    )
    leaders: dict[int, set[int]] = defaultdict(set)
    heads: dict[int, set[int]] = defaultdict(set)
    for user, institution, cluster in members.values_list("user", "institution", "cluster"):
        if institution:
            leaders[institution].add(user)
        elif cluster:
            heads[cluster].add(user)
    placed = Placement.objects.on(on).filter(institution__in=places)
    cluster_of = dict(placed.values_list("institution", "cluster"))
    found: dict[int, list[DueGoal]] = defaultdict(list)
    for due in dues:
        own = leaders.get(due.institution_id)
        for user in own or heads.get(cluster_of.get(due.institution_id, 0), set()):
            found[user].append(due)
    return dict(found)


def person_of(token: str) -> User | None:
    """Whom an unsubscribe link was sent to; None for a link we have not made."""
    try:
        return User.objects.filter(pk=int(_signer.unsign(token))).first()
    except (BadSignature, ValueError):
        return None


def token_of(user: Reader) -> str:
    """The part of an unsubscribe link that only we can make."""
    return _signer.sign(str(user.pk))


def _dues(*, on: datetime.date) -> Iterator[DueGoal]:
    goals = LocalGoal.objects.filter(
        status__in=[LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS],
        measured_on__range=(on, on + datetime.timedelta(days=DAYS_BEFORE[-1])),
    ).order_by("measured_on", "institution__name", "goal__number", "pk")
    for goal in goals.select_related("institution", "goal"):
        if goal.measured_on is None:
            continue
        days_left = (goal.measured_on - on).days
        yield DueGoal(
            goal_id=goal.pk,
            institution_id=goal.institution_id,
            institution=goal.institution.name,
            number=goal.goal.number,
            deadline_on=goal.measured_on,
            days_left=days_left,
            days_before=next(days for days in DAYS_BEFORE if days >= days_left),
        )


@transaction.atomic
def _remind(user_id: int, dues: list[DueGoal], *, site: str) -> int:
    """Send one person what is new to them; how many reminders it holds."""
    user = User.objects.select_for_update().get(pk=user_id)  # one sender at a time
    known = set(
        Reminder.objects.filter(
            recipient=user, local_goal__in=[due.goal_id for due in dues]
        ).values_list("local_goal", "deadline_on", "days_before")
    )
    fresh = [due for due in dues if due.key not in known]
    if not fresh:
        return 0
    Reminder.objects.bulk_create(
        Reminder(
            recipient=user,
            local_goal_id=due.goal_id,
            deadline_on=due.deadline_on,
            days_before=due.days_before,
        )
        for due in fresh
    )
    with translation.override(settings.LANGUAGE_CODE):
        queue(_message(user, fresh, site=site), worth=WORTH)
    return len(fresh)


def _message(user: User, dues: list[DueGoal], *, site: str) -> EmailMultiAlternatives:
    stop = site + reverse("reminders_stop", args=[token_of(user)])
    subject = ngettext(
        "Ledestjernen: the effect of a local goal is soon to be measured",
        "Ledestjernen: the effects of %(count)s local goals are soon to be measured",
        len(dues),
    ) % {"count": len(dues)}
    counts = {"goals": len(dues)}
    context = {"user": user, "dues": dues, "site": site, "stop": stop, "counts": counts}
    message = EmailMultiAlternatives(
        subject,
        render_to_string("strategy/reminder_mail.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{quote(stop, safe=':/')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            **of_message(COUNTED, counts),
        },
    )
    message.attach_alternative(
        render_to_string("strategy/reminder_mail.html", context), "text/html"
    )
    return message
