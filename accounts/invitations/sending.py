"""Sending invitations, sending them again, withdrawing them. Who may is for floors above to say."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import mail
from accounts.counting import RateCounter
from accounts.events import Kind, record
from accounts.invitations.invitation import AccountInvitation
from accounts.invitations.wording import WAY_IN, InvitationText, Piece, filled_in
from accounts.models import User
from accounts.slots import AccessWords, way_in_of, words_of_access
from config.retention import Rows, before
from config.site import site_address

#: So often somebody is mailed again at most: seconds.
AT_MOST_EVERY = 300
sent_lately = RateCounter("invitations", seconds=AT_MOST_EVERY)
trials_lately = RateCounter("trial invitations", seconds=20)


class Welcome(NamedTuple):
    """A mail that asks somebody in, as it is sent and as it is shown before that."""

    subject: str
    pieces: tuple[Piece, ...]
    language: str

    @property
    def sender(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class Resent(NamedTuple):
    """What became of sending again. waited: people who were mailed a moment ago, and were not."""

    sent: int
    waited: int


@transaction.atomic
def invite(
    person: User, *, by: User | None, later: bool = False, site: str = "", many: bool = False
) -> AccountInvitation:
    """Ask a person in, by mail unless that is to be later. An open invitation goes on.

    site: where the link leads, when nobody has said it in the settings. many: the mails of several
    go out one by one by the worker; a single one is tried at once.
    """
    invitation = AccountInvitation.objects.open().filter(person=person).select_for_update().first()
    if invitation is None:
        invitation = AccountInvitation.objects.create(person=person, made_by=by)
    if not later:
        send(invitation, by=by, site=site, many=many)
    return invitation


@transaction.atomic
def send(
    invitation: AccountInvitation, *, by: User | None, site: str = "", many: bool = False
) -> bool:
    """Send a new link, which ends an older one. Whether it is on its way.

    Nothing is sent to who was mailed a moment ago, has come in, or may not.
    """
    held = (
        AccountInvitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    )
    if held.answered_at or held.withdrawn_at or not held.person.is_active:
        return False
    if sent_lately.add(held.person_id) > 1:
        return False
    held.made_by = by or held.made_by
    link = (site or site_address()) + reverse("invitation", args=[held.new_link()])
    welcome = welcome_for(held.person, by=held.made_by, link=link, until=held.expires_at)
    message = EmailMessage(welcome.subject, welcome.text, to=[held.person.email])
    worth = datetime.timedelta(days=settings.INVITATION_DAYS)
    if many:
        mail.queue(message, worth=worth)
    else:
        transaction.on_commit(lambda: mail.send_soon(message, worth=worth))
    record(Kind.INVITED, about=held.person)
    return True


def send_all(
    invitations: Iterable[AccountInvitation], *, by: User | None, site: str = ""
) -> Resent:
    """Send each of them, one by one by the worker."""
    sent = [send(one, by=by, site=site, many=True) for one in invitations]
    return Resent(sum(sent), len(sent) - sum(sent))


def to_be_sent(invitations: Iterable[AccountInvitation]) -> int:
    """How many mails sending each of them would be: who was mailed a moment ago gets none."""
    return sum(sent_lately.count(one.person_id) == 0 for one in invitations)


def send_trial(wording: InvitationText, *, to: User, access: AccessWords) -> bool:
    """Send the mail to oneself, with a link that opens nothing. Whether it is on its way."""
    if trials_lately.add(to.pk) > 1:
        return False
    welcome = sample_for(to, wording=wording, access=access)
    subject = _("Trial: %(subject)s") % {"subject": welcome.subject}
    mail.send_soon(EmailMessage(subject, welcome.text, to=[to.email]))
    return True


def sample_for(
    person: User,
    *,
    wording: InvitationText | None = None,
    access: AccessWords,
    by: User | None = None,
) -> Welcome:
    """The mail as somebody new gets it; nobody is asked in by it."""
    until = timezone.now() + datetime.timedelta(days=settings.INVITATION_DAYS)
    link = _("(here is the link, which is only for the person)")
    stranger = User(name=person.name, email=person.email)
    return welcome_for(
        stranger, by=by or person, link=link, until=until, access=access, wording=wording
    )


@transaction.atomic
def withdraw(invitation: AccountInvitation) -> None:
    """Its link opens nothing from now on, and the person is sent no other."""
    still = AccountInvitation.objects.open().filter(pk=invitation.pk)
    if still.update(withdrawn_at=timezone.now(), digest=""):
        record(Kind.INVITATION_WITHDRAWN, about=invitation.person)


def welcome_for(
    person: User,
    *,
    by: User | None,
    link: str,
    until: datetime.datetime | None,
    access: AccessWords | None = None,
    wording: InvitationText | None = None,
) -> Welcome:
    """The mail in the municipality's language, whoever sends it.

    access: what somebody will have access as, who has no account yet. wording: other words than
    those that hold.
    """
    language = wording.language if wording else settings.LANGUAGE_CODE
    with translation.override(language):
        wording = wording or InvitationText.of(language)
        access = access or words_of_access.first(person) or _some_access()
        municipality = settings.MUNICIPALITY_NAME
        values = {
            "name": person.name,
            "access": access.sentence,
            "place": access.place or _("the daycare"),
            WAY_IN: _way_in(way_in_of.first(person), link, until),
            "sender": f"{by}\n{municipality}" if by else municipality,
            "municipality": municipality,
        }
        subject = " ".join("".join(one.text for one in filled_in(wording.subject, values)).split())
        return Welcome(subject, tuple(filled_in(wording.text, values)), language)


def _some_access() -> AccessWords:
    """Of who has no role to tell of."""
    return AccessWords(_("You have been given access to Ledestjernen."), "")


def _way_in(door: str | None, link: str, until: datetime.datetime | None) -> str:
    """The link, and what it is worth; who has another door is led to that."""
    if door:
        return "{}\n{}".format(_("Sign in with the municipality’s login:"), door)
    worth = _(
        "The link works until %(day)s, once, and only for you. Is it too old? Then write your"
        " e-mail address under “Forgot your password”, and you get a new one."
    )
    day = date_format(timezone.localtime(until), "j. F Y") if until else ""
    return "{}\n{}\n\n{}".format(_("Choose your password here:"), link, worth % {"day": day})


def note_undeliverable(sender: object, address: str, why: str, **kwargs: object) -> None:
    """The mail server refuses an address for good (a receiver of `mail.refused`)."""
    asked_in = AccountInvitation.objects.unanswered().filter(person__email=address)
    asked_in.update(undeliverable=why[:200])


def note_came_in(sender: object, user: User, **kwargs: object) -> None:
    """Somebody has signed in by whichever door (a receiver of `user_logged_in`)."""
    AccountInvitation.objects.filter(person=user, answered_at=None).answer()


def ended(now: datetime.datetime) -> Rows:
    """Invitations that were answered, withdrawn or over long ago."""
    oldest = before(settings.INVITATION_KEEP_DAYS, now)
    over = Q(answered_at__lt=oldest) | Q(withdrawn_at__lt=oldest) | Q(expires_at__lt=oldest)
    return [AccountInvitation.objects.filter(over)]
