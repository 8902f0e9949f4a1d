"""The one way out for mail: nobody waits for the mail server, and what fails is tried again.

`send_soon` is for what somebody waits for: tried at once beside the page, and queued where that
fails. `queue` writes the message with whatever it tells of, in one transaction, for the worker.
"""

import datetime
import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import connection, models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.addresses import normal_form
from config import request_ids

logger = logging.getLogger(__name__)
_outgoing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")

#: Sent with `address=` and `why=` when a mail server says that it never will have mail for it.
refused = Signal()
#: Answers of a mail server from here on are for good (RFC 5321, 4.2.1).
FOR_GOOD = 500

#: How long mail is tried again: as long as a link in it may be worth something, or a day.
KEPT = datetime.timedelta(days=1)
#: Whoever is away sends no answer to it; all mail that is queued says so.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
FIRST_WAIT, LONGEST_WAIT = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
#: How long after its time a message is taken for forgotten.
OVERDUE = datetime.timedelta(minutes=10)
#: How long a try may take before others may try as well; far longer than EMAIL_TIMEOUT.
HELD = datetime.timedelta(minutes=5)


class WaitingMail(models.Model):
    """A message that is to be sent, until it is, or is too old (Danish: ventende mail).

    Its text, which may hold a link with a secret, lies here alone: the table of tasks, which keeps
    what was done, has only the number of this row. The row goes with the last try.
    """

    to = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("message"))
    html = models.TextField(_("message as HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    due_at = models.DateTimeField(_("to be tried at"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    give_up_at = models.DateTimeField(_("given up after"))

    class Meta:
        app_label = "accounts"
        verbose_name = _("waiting mail")
        verbose_name_plural = _("waiting mails")

    def __str__(self) -> str:
        return f"#{self.pk}"

    def send(self) -> bool:
        """Try once; whether the message need not wait any longer."""
        is_sent = self.give_up_at > timezone.now()
        if not is_sent:
            logger.error("A message could not be sent and is given up")
        elif not _is_sent(self.as_message()):
            self.tries += 1
            self.save(update_fields=["tries"])
            return False
        self._settle(is_sent=is_sent)
        return True

    @transaction.atomic
    def _settle(self, *, is_sent: bool) -> None:
        """The row goes, and the notices in the message (`accounts.told`) know what became of it."""
        state = "sent" if is_sent else "failed"
        self.notices.update(state=state, settled_at=timezone.now())
        self.delete()

    def claim(self, until: datetime.datetime) -> bool:
        """Move its time on, unless somebody else has meanwhile: then the message is theirs."""
        same = WaitingMail.objects.filter(pk=self.pk, due_at=self.due_at)
        self.due_at = until
        return bool(same.update(due_at=until))

    def as_message(self) -> EmailMultiAlternatives:
        """The message as it was handed in."""
        message = EmailMultiAlternatives(
            self.subject, self.text, to=[self.to], headers=AUTOMATIC | self.headers
        )
        if self.html:
            message.attach_alternative(self.html, "text/html")
        return message

    def enqueue(self) -> None:
        """Have the worker try: at once, and after each failure later."""
        wait = min(FIRST_WAIT * 2 ** (self.tries - 1), LONGEST_WAIT) if self.tries else None
        self.due_at = timezone.now() + (wait or datetime.timedelta())
        with transaction.atomic():
            self.save(update_fields=["due_at"])
            send_again.using(run_after=self.due_at if wait else None).enqueue(self.pk)


def send_soon(message: EmailMessage, *, worth: datetime.timedelta = KEPT) -> None:
    """Send a message without keeping the page waiting. worth: how long it is tried again.

    A page that waited for the mail server would tell by its slowness whose address is known.
    """
    _number(message)
    _outgoing.submit(_send, message, timezone.now() + worth)


def queue(message: EmailMessage, *, worth: datetime.timedelta = KEPT) -> WaitingMail:
    """Have the worker send a message, once the transaction under way is through."""
    _number(message)
    mail = _keep(message, timezone.now() + worth)
    mail.enqueue()
    return mail


@task
def send_again(pk: int) -> None:
    """One try of a message that waits; none where another worker has it in hand."""
    now = timezone.now()
    mail = WaitingMail.objects.filter(pk=pk, due_at__lte=now).first()
    if mail is not None and mail.claim(now + HELD) and not mail.send():
        mail.enqueue()


def queue_forgotten() -> None:
    """Queue anew what should have been tried long ago: a worker was killed over it."""
    now = timezone.now()
    for mail in WaitingMail.objects.filter(due_at__lt=now - OVERDUE):
        if mail.claim(now):
            mail.enqueue()


def _number(message: EmailMessage) -> None:
    """The message tells what it follows from: whoever has it can find that in the log."""
    if number := request_ids.current():
        message.extra_headers.setdefault(request_ids.HEADER, number)


def _send(message: EmailMessage, give_up_at: datetime.datetime) -> None:
    with request_ids.numbered(message.extra_headers.get(request_ids.HEADER, "")):
        _send_or_keep(message, give_up_at)


def _send_or_keep(message: EmailMessage, give_up_at: datetime.datetime) -> None:
    if _is_sent(message):
        return
    try:
        keep_waiting(message, give_up_at)
    except Exception:
        logger.exception("A message that could not be sent could not be kept either")
    finally:
        if not connection.in_atomic_block:
            connection.close()  # this thread has one of its own, which nobody else would close


@transaction.atomic
def keep_waiting(message: EmailMessage, give_up_at: datetime.datetime) -> None:
    """Keep a message that could not be sent, for the worker to try again."""
    _keep(message, give_up_at, tries=1).enqueue()


def _keep(message: EmailMessage, give_up_at: datetime.datetime, *, tries: int = 0) -> WaitingMail:
    """The row of a message to one person, without files."""
    alternatives = getattr(message, "alternatives", [])
    return WaitingMail.objects.create(
        to=message.to[0],
        subject=" ".join(str(message.subject).split())[:255],
        text=str(message.body),
        html="".join(str(content) for content, kind in alternatives if kind == "text/html"),
        headers={name: str(value) for name, value in message.extra_headers.items()},
        give_up_at=give_up_at,
        tries=tries,
    )


def _is_sent(message: EmailMessage) -> bool:
    """Whether it need not be tried again: it is sent, or the address is refused for good."""
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        logger.exception("A message was refused")
        return _is_refused_for_good(refusal)
    except Exception:
        logger.exception("A message could not be sent")
        return False
    return True


def _is_refused_for_good(refusal: SMTPRecipientsRefused) -> bool:
    answers = refusal.recipients.items()
    for address, (code, why) in answers:
        if code >= FOR_GOOD:
            text = why.decode(errors="replace") if isinstance(why, bytes) else str(why)
            refused.send(sender=None, address=normal_form(address), why=f"{code} {text}")
    return all(code >= FOR_GOOD for _address, (code, _why) in answers)
