"""The worker's part: who is due a mail, and all that is new to them in one.

Nobody is told twice: the message in the queue and the state of its notices are written in one
transaction, with the person's own row locked. Nobody is forgotten: what is not sent stays waiting,
and the queue tries again (`accounts.mail`).
"""

import datetime
import logging
from email.utils import make_msgid
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.mail import queue
from accounts.models import User
from accounts.told.kinds import by_the_day
from accounts.told.reading import ToldLine, lines_of
from accounts.told.rows import HowOften, PersonNotice
from accounts.told.stopping import token_of
from config.counts import of_message
from config.retention import Rows, before
from config.site import site_address

logger = logging.getLogger(__name__)

#: What a digest counts its lines of, as figures name it.
COUNTED = "notices"
#: How long a message is tried again; what is in it stands on the start page all the while.
WORTH = datetime.timedelta(days=2)
MONDAY = 0

#: The day for which this process has told of what follows from the day.
_told_for: set[datetime.date] = set()


def look_after() -> None:
    """About once a minute: tell of what the day brings, and send what is due."""
    today = timezone.localdate()
    if today not in _told_for:
        for _done in by_the_day.all(today):
            pass
        _told_for.clear()
        _told_for.add(today)
    send_due()


def send_due(*, now: datetime.datetime | None = None) -> int:
    """Queue a digest for everybody who is due one; how many. Safe to repeat, and at once."""
    now, site = now or timezone.now(), site_address()
    if not site:
        return 0
    count = 0
    for choice in HowOften:
        until = due_until(choice, now)
        waiting = PersonNotice.objects.filter(
            state=PersonNotice.State.WAITING, made_at__lte=until, person__notices_by_mail=choice
        )
        for pk in waiting.order_by("person").values_list("person", flat=True).distinct():
            try:
                count += _send(pk, choice, until=until, site=site)
            except Exception:
                logger.exception("A digest could not be made; it is tried again")
    return count


def due_until(choice: str, now: datetime.datetime) -> datetime.datetime:
    """Until when something must have happened to be sent now to whoever has chosen so.

    At once: but by night, when the house is quiet, only what happened before it began.
    """
    local = timezone.localtime(now)
    morning, evening = settings.NOTICES_FROM_HOUR, settings.NOTICES_UNTIL_HOUR
    if choice == HowOften.NEVER:
        return now
    if choice == HowOften.AT_ONCE and morning <= local.hour < evening:
        return now
    day = timezone.localdate(now)
    if local.hour < morning:
        day -= datetime.timedelta(days=1)
    if choice == HowOften.WEEKLY:
        day -= datetime.timedelta(days=(day.weekday() - MONDAY) % 7)
    hour = evening if choice == HowOften.AT_ONCE else morning
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=local.tzinfo)


@transaction.atomic
def _send(person_id: int, choice: str, *, until: datetime.datetime, site: str) -> bool:
    """One digest, if there is anything to tell that its reader may read."""
    person = User.objects.select_for_update().get(pk=person_id)  # one sender at a time
    waiting = PersonNotice.objects.filter(person=person, state=PersonNotice.State.WAITING)
    due = waiting.filter(made_at__lte=until)
    if person.notices_by_mail != choice:
        return False
    notices = list(due)
    is_wanted = person.is_active and choice != HowOften.NEVER
    with translation.override(settings.LANGUAGE_CODE):
        lines = lines_of(person, notices) if is_wanted else []
        mine = PersonNotice.objects.filter(pk__in=[notice.pk for notice in notices])
        if not lines:
            mine.update(state=PersonNotice.State.PAGE_ONLY, settled_at=timezone.now())
            return False
        mail = queue(_message(person, lines, site=site), worth=WORTH)
    mine.update(state=PersonNotice.State.QUEUED, mail=mail)
    return True


def _message(person: User, lines: list[ToldLine], *, site: str) -> EmailMultiAlternatives:
    stop = site + reverse("notices_stop", args=[token_of(person)])
    subject = ngettext(
        "Ledestjernen: there is something new to you",
        "Ledestjernen: there are %(count)s new things to you",
        len(lines),
    ) % {"count": len(lines)}
    counts = {"notices": len(lines)}
    context = {"user": person, "lines": lines, "site": site, "stop": stop, "counts": counts}
    message = EmailMultiAlternatives(
        subject,
        render_to_string("accounts/told/mail.txt", context),
        to=[person.email],
        headers={
            "Message-ID": make_msgid(
                domain="ledestjernen.invalid"
            ),  # the same each time it is tried
            "List-Unsubscribe": f"<{quote(stop, safe=':/')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            **of_message(COUNTED, counts),
        },
    )
    message.attach_alternative(render_to_string("accounts/told/mail.html", context), "text/html")
    return message


def old_notices(now: datetime.datetime) -> Rows:
    """Who has been told of what, when it is long past."""
    oldest = before(settings.REMINDER_KEEP_DAYS, now)
    return [PersonNotice.objects.filter(made_at__lt=oldest)]
