"""Reminding those of whom a round still waits: one message to each, once a day."""

from collections import defaultdict
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.mail import queue
from accounts.models import User
from accounts.told.rows import HowOften
from accounts.told.stopping import token_of
from institutions.models import Membership, Placement
from institutions.roles import Role
from strategy.models import RoundReminder
from strategy.rounds import RoundPage, RoundRow


def remind(page: RoundPage, *, site: str) -> int:
    """Write to the leaders of the institutions that lack something; how many were written to.

    Whoever has been reminded of the round that day, or wants no mail, is left in peace.
    """
    sent = 0
    for user, rows in _recipients(page).items():
        sent += _remind(user, rows, page, site=site)
    return sent


def count_to_remind(page: RoundPage) -> int:
    """How many `remind` would write to now."""
    today = RoundReminder.objects.filter(goal_round=page.round, sent_on=page.on)
    return len(
        {user.pk for user in _recipients(page)} - set(today.values_list("recipient", flat=True))
    )


def _recipients(page: RoundPage) -> dict[User, list[RoundRow]]:
    """Each person and the institutions they are to hear of: its leader, or else the cluster's."""
    lacking = {row.institution.pk: row for row in page.incomplete}
    leaders = Membership.objects.on(page.on).filter(user__is_active=True)
    leaders = leaders.exclude(user__notices_by_mail=HowOften.NEVER)
    leaders = leaders.select_related("user").order_by("pk")
    own: dict[int | None, list[User]] = defaultdict(list)
    for membership in leaders.filter(role=Role.LEADER, institution__in=lacking):
        own[membership.institution_id].append(membership.user)
    placed = Placement.objects.on(page.on).filter(institution__in=lacking)
    cluster_of = dict(placed.values_list("institution", "cluster"))
    of_cluster: dict[int | None, list[User]] = defaultdict(list)
    for membership in leaders.filter(
        role=Role.CLUSTER_LEADER, cluster__in=set(cluster_of.values())
    ):
        of_cluster[membership.cluster_id].append(membership.user)
    found: dict[User, list[RoundRow]] = defaultdict(list)
    for pk, row in lacking.items():
        for user in own[pk] or of_cluster[cluster_of.get(pk)]:
            found[user].append(row)
    return found


@transaction.atomic
def _remind(user: User, rows: list[RoundRow], page: RoundPage, *, site: str) -> int:
    User.objects.select_for_update().get(pk=user.pk)  # one sender at a time
    _row, is_new = RoundReminder.objects.get_or_create(
        goal_round=page.round, recipient=user, sent_on=page.on
    )
    if not is_new:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        queue(_message(user, rows, page, site=site))
    return 1


def _message(user: User, rows: list[RoundRow], page: RoundPage, *, site: str) -> EmailMessage:
    stop = site + reverse("notices_stop", args=[token_of(user)])
    context = {"user": user, "rows": rows, "page": page, "site": site, "stop": stop}
    return EmailMessage(
        _("Ledestjernen: %(round)s is waiting for you")
        % {"round": " ".join(page.round.title.split())},
        render_to_string("strategy/round_mail.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{quote(stop, safe=':/')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
