"""Mail sent beside the page: at once, and where that fails, again and again for a while."""

import datetime
import logging
from concurrent.futures import ThreadPoolExecutor

from django.core.mail import EmailMessage
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

logger = logging.getLogger(__name__)
_outgoing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")

#: How long mail is tried again: as long as a link in it may be worth something, or a day.
KEPT = datetime.timedelta(days=1)
#: Whoever is away sends no answer to it.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
FIRST_WAIT, LONGEST_WAIT = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


class WaitingMail(models.Model):
    """A message that could not be sent, until it is, or is too old (Danish: ventende mail).

    Its text, which may hold a link with a secret, lies here alone: the table of tasks, which keeps
    what was done, has only the number of this row. The row goes with the last try.
    """

    to = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("message"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=1)
    give_up_at = models.DateTimeField(_("given up after"))

    class Meta:
        app_label = "accounts"
        verbose_name = _("waiting mail")
        verbose_name_plural = _("waiting mails")

    def __str__(self) -> str:
        return f"#{self.pk}"

    def send(self) -> bool:
        """Try once more; whether the message need not wait any longer."""
        if self.give_up_at <= timezone.now():
            logger.error("A message could not be sent and is given up")
        elif not _is_sent(EmailMessage(self.subject, self.text, to=[self.to], headers=AUTOMATIC)):
            self.tries += 1
            self.save(update_fields=["tries"])
            return False
        self.delete()
        return True

    def try_again(self) -> None:
        """Have the worker try, later each time."""
        wait = min(FIRST_WAIT * 2 ** (self.tries - 1), LONGEST_WAIT)
        send_again.using(run_after=timezone.now() + wait).enqueue(self.pk)


def send_soon(message: EmailMessage, *, worth: datetime.timedelta = KEPT) -> None:
    """Send a message without keeping the page waiting. worth: how long it is tried again.

    A page that waited for the mail server would tell by its slowness whose address is known.
    """
    _outgoing.submit(_send, message, timezone.now() + worth)


@task
def send_again(pk: int) -> None:
    """One more try of a message that waits."""
    mail = WaitingMail.objects.filter(pk=pk).first()
    if mail is not None and not mail.send():
        mail.try_again()


def _send(message: EmailMessage, give_up_at: datetime.datetime) -> None:
    if _is_sent(message):
        return
    try:
        keep_waiting(message, give_up_at)
    except Exception:
        logger.exception("A message that could not be sent could not be kept either")
    finally:
        if not connection.in_atomic_block:
            connection.close()  # this thread has one of its own, which nobody else would close


def keep_waiting(message: EmailMessage, give_up_at: datetime.datetime) -> None:
    """Keep a message that could not be sent, for the worker to try again."""
    WaitingMail.objects.create(
        to=message.to[0],
        subject=str(message.subject)[:255],
        text=str(message.body),
        give_up_at=give_up_at,
    ).try_again()


def _is_sent(message: EmailMessage) -> bool:
    try:
        message.send()
    except Exception:
        logger.exception("A message could not be sent")
        return False
    return True
