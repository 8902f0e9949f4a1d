"""What is kept of an invitation: who was asked in, by whom, and what became of it."""

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class InvitationState(StrEnum):
    """Where an invitation stands: it is told of by the first that holds."""

    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    UNDELIVERABLE = "undeliverable"
    EXPIRED = "expired"
    OPENED = "opened"
    SENT = "sent"


class InvitationQuerySet(models.QuerySet["AccountInvitation"]):
    def open(self) -> Self:
        """Those that are neither answered nor withdrawn: sent, expired or waiting to be sent."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def waiting(self) -> Self:
        """Those that somebody will send later: until then the person does not come in."""
        return self.open().filter(sent_at=None)

    def unanswered(self) -> Self:
        """Those that were sent, and that nobody has answered so far."""
        return self.open().filter(sent_at__isnull=False)

    def keeping_out(self) -> Self:
        """Those whose person is to have no link yet, or no longer."""
        return self.filter(Q(answered_at=None, sent_at=None) | Q(withdrawn_at__isnull=False))

    def answer(self) -> int:
        """The people have come in: their links open nothing from now on."""
        now = timezone.now()
        return self.filter(answered_at=None).update(
            answered_at=now,
            withdrawn_at=None,
            digest="",
            sent_at=Coalesce("sent_at", now),
            expires_at=Coalesce("expires_at", now),
        )


class AccountInvitation(models.Model):
    """One person asked to come in (Danish: invitation). A person has one that is open at most.

    Its link holds a secret of which only a fingerprint is kept, together with the address it was
    sent to and the password there was: another address, a new password, a withdrawal or a link
    that was sent later end it. sent_at: None as long as whoever made it has not asked for it to be
    sent. undeliverable: what the mail server said when it would not have it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("person"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_made",
        verbose_name=_("invited by"),
    )
    digest = models.CharField(_("fingerprint"), max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    undeliverable = models.CharField(_("could not be delivered"), max_length=200, blank=True)

    #: Reading others' pages in the administration is noted in the security log.
    holds_personal_data = True

    objects = InvitationQuerySet.as_manager()

    class Meta:
        app_label = "accounts"
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="invitation_open_once",
                violation_error_message=_("This person has an open invitation."),
            ),
            models.CheckConstraint(
                name="invitation_sent_expires",
                condition=Q(sent_at=None) | Q(expires_at__isnull=False),
                violation_error_message=_("An invitation that was sent has a last day."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def state(self) -> InvitationState:
        if self.answered_at:
            return InvitationState.ANSWERED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        if self.sent_at is None:
            return InvitationState.WAITING
        if self.undeliverable:
            return InvitationState.UNDELIVERABLE
        if self.is_over:
            return InvitationState.EXPIRED
        return InvitationState.OPENED if self.opened_at else InvitationState.SENT

    @property
    def is_over(self) -> bool:
        return self.expires_at is None or self.expires_at <= timezone.now()

    def new_link(self) -> str:
        """Give it a new secret, which ends the one before; what its link ends with is returned."""
        secret = secrets.token_urlsafe(32)
        self.sent_at = timezone.now()
        self.expires_at = self.sent_at + datetime.timedelta(days=settings.INVITATION_DAYS)
        self.digest = self._fingerprint(secret)
        self.opened_at, self.undeliverable = None, ""
        self.save()
        return f"{self.pk}-{secret}"

    @classmethod
    def of_link(cls, told: str) -> "AccountInvitation | None":
        """The invitation a link leads to, if it may be answered now; None for every other."""
        number, _dash, secret = told.partition("-")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return None
        found = cls.objects.unanswered().select_related("person").filter(pk=int(number)).first()
        if found is None or not found.digest or found.is_over or not found.person.is_active:
            return None
        fits = hmac.compare_digest(found.digest, found._fingerprint(secret))
        return found if fits else None

    def note_opened(self) -> None:
        if self.opened_at is None:
            self.opened_at = timezone.now()
            self.save(update_fields=["opened_at"])

    def _fingerprint(self, secret: str) -> str:
        person: User = self.person
        told = "\n".join((str(self.pk), person.email, person.password, secret))
        return hashlib.sha256(told.encode()).hexdigest()


def latest_of(people: Iterable[int]) -> dict[int, AccountInvitation]:
    """Each person's newest invitation, by the number of the person; one query."""
    made = AccountInvitation.objects.filter(person__in=list(people)).order_by("made_at", "pk")
    return {one.person_id: one for one in made}
