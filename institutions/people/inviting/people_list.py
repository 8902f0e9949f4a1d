"""The list of people: their roles, and what became of their invitations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.invitations.invitation import InvitationState, latest_of
from accounts.models import AccountInvitation, User
from config.collation import danish
from institutions.access import Reader
from institutions.models import Membership
from institutions.people.giving import overseen_by, people_seen_by
from institutions.people.inviting.reach import invitable_by
from institutions.roles import Role

ON_A_PAGE = 50
#: The choices of the list, and the states of an invitation that each is about.
MISSING, NOT_INVITED, NO_ROLE = "mangler", "ikke-inviteret", "uden-rolle"
STATES = {
    MISSING: gettext_lazy("Have not answered"),
    NOT_INVITED: gettext_lazy("Never signed in, and not invited"),
    NO_ROLE: gettext_lazy("All roles have ended"),
}
WORDS = {
    InvitationState.ANSWERED: gettext_lazy("Has answered"),
    InvitationState.WITHDRAWN: gettext_lazy("Withdrawn"),
    InvitationState.WAITING: gettext_lazy("Waits to be sent"),
    InvitationState.UNDELIVERABLE: gettext_lazy("Could not be delivered"),
    InvitationState.EXPIRED: gettext_lazy("Has run out"),
    InvitationState.OPENED: gettext_lazy("Not answered"),
    InvitationState.SENT: gettext_lazy("Not answered"),
}


class Wanted(NamedTuple):
    """What is asked for. role: a value of Role, or "". state: one of STATES, or ""."""

    text: str = ""
    role: str = ""
    state: str = ""

    @classmethod
    def of(cls, told: dict[str, str]) -> Self:
        role, state = told.get("rolle", ""), told.get("invitation", "")
        text = told.get("q", "").strip()[:100].replace("\x00", "")
        return cls(text, role if role in Role.values else "", state if state in STATES else "")


class PersonRow(NamedTuple):
    """One person. detail: what there is to know of the invitation. may_send: that one may anew."""

    person: User
    roles: str
    invitation: AccountInvitation | None
    word: str
    detail: str
    is_wrong: bool
    may_send: bool


class RoleCount(NamedTuple):
    """Of a role, how many were invited, have answered, and are missing."""

    role: str
    invited: int
    answered: int

    @property
    def missing(self) -> int:
        return self.invited - self.answered


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The page /personer/; see `build`. to_send: how many are sent to with one button."""

    wanted: Wanted
    rows: tuple[PersonRow, ...]
    page: Page[User]
    counts: tuple[RoleCount, ...]
    total: RoleCount
    to_send: int
    undeliverable: int

    @classmethod
    def build(cls, by: Reader, wanted: Wanted, *, page: str) -> Self:
        """Only people whose pages the reader sees; eight queries."""
        shown = Paginator(people_asked_for(by, wanted), ON_A_PAGE).get_page(page)
        invitations = latest_of([one.pk for one in shown])
        sendable = set(invitable_by(by).values_list("pk", flat=True))
        rows = tuple(_row(one, invitations.get(one.pk), sendable) for one in shown)
        open_ = list(unanswered_by(by).values_list("pk", "undeliverable"))
        counts = tuple(_counts(by))
        total = RoleCount(
            _("Total"), sum(one.invited for one in counts), sum(one.answered for one in counts)
        )
        bounced = sum(bool(why) for _pk, why in open_)
        return cls(wanted, rows, shown, counts, total, len(open_) - bounced, bounced)

    @property
    def heading(self) -> str:
        if not self.total.invited:
            return _("People and their roles")
        facts = {"answered": self.total.answered, "invited": self.total.invited}
        return _("%(answered)s of %(invited)s have answered the invitation") % facts


def people_asked_for(by: Reader, wanted: Wanted) -> QuerySet[User]:
    """The people of the list, in Danish order, with the roles that the reader sees.

    Of those who have not answered the mails first that came back: they wait for a better address.
    """
    live = (
        overseen_by(by).filter(_holds()).select_related("area", "cluster", "institution", "board")
    )
    people = people_seen_by(by).filter(is_active=True)
    order: list[Any] = [danish("name"), "email"]
    if wanted.text:
        places = Q(name__icontains=wanted.text) | Q(email__icontains=wanted.text)
        for place in ("institution", "cluster", "area", "board"):
            named = live.filter(**{f"{place}__name__icontains": wanted.text})
            places |= Q(pk__in=named.values("user"))
        people = people.filter(places)
    if wanted.role:
        people = people.filter(pk__in=live.filter(role=wanted.role).values("user"))
    if wanted.state == MISSING:
        people = people.filter(pk__in=AccountInvitation.objects.open().values("person"))
        bounced = AccountInvitation.objects.unanswered().exclude(undeliverable="")
        order = [Exists(bounced.filter(person=OuterRef("pk"))).desc(), *order]
    elif wanted.state == NOT_INVITED:
        invited = AccountInvitation.objects.filter(withdrawn_at=None).values("person")
        people = people.filter(last_login=None).exclude(pk__in=invited)
    elif wanted.state == NO_ROLE:
        holding = Membership.objects.filter(_holds()).values("user")
        people = people.filter(is_superuser=False).exclude(pk__in=holding)
    return people.order_by(*order).prefetch_related(
        Prefetch("memberships", live, to_attr="shown_roles")
    )


def unanswered_by(by: Reader) -> QuerySet[AccountInvitation]:
    """The invitations without an answer of people whom the reader asks in."""
    return AccountInvitation.objects.unanswered().filter(person__in=invitable_by(by))


def roles_of(person: User) -> str:
    """The roles of a person of the list: “Pædagogisk leder, Regnbuen; formand, Bestyrelsen”."""
    held: Iterable[Membership] = getattr(person, "shown_roles", ())
    return str(capfirst("; ".join(one.called_where for one in held)))


def state_of(invitation: AccountInvitation | None) -> tuple[str, str]:
    """What became of an invitation: in a word, and the days."""
    if invitation is None:
        return "", ""
    day = _day(invitation.sent_at)
    state = invitation.state
    detail = {
        InvitationState.SENT: _("Sent %(day)s, works until %(end)s"),
        InvitationState.OPENED: _("Sent %(day)s, opened %(opened)s"),
        InvitationState.EXPIRED: _("Sent %(day)s, worked until %(end)s"),
        InvitationState.UNDELIVERABLE: "%(why)s",
    }.get(state, "")
    facts = {
        "day": day,
        "end": _day(invitation.expires_at),
        "opened": _day(invitation.opened_at),
        "why": invitation.undeliverable,
    }
    return str(WORDS[state]), detail % facts


def _row(person: User, invitation: AccountInvitation | None, sendable: set[int]) -> PersonRow:
    word, detail = state_of(invitation)
    if invitation is None and person.last_login is None:
        word = _("Never signed in")
    is_wrong = invitation is not None and invitation.state is InvitationState.UNDELIVERABLE
    return PersonRow(
        person, roles_of(person), invitation, word, detail, is_wrong, person.pk in sendable
    )


def _counts(by: Reader) -> Iterable[RoleCount]:
    """Of each role how many were invited and have answered."""
    told = AccountInvitation.objects.filter(withdrawn_at=None, sent_at__isnull=False)
    asked = dict(
        told.filter(person__in=people_seen_by(by))
        .order_by("made_at")
        .values_list("person", "answered_at")
    )
    held = overseen_by(by).filter(_holds(), user__in=list(asked)).order_by("pk")
    first: dict[int, str] = {}
    for user, role in held.values_list("user", "role"):
        first.setdefault(user, role)
    for role in Role:
        people = [one for one, theirs in first.items() if theirs == role]
        if people:
            answered = sum(asked[one] is not None for one in people)
            yield RoleCount(str(capfirst(role.label)), len(people), answered)


def _holds() -> Q:
    return Q(to_on=None) | Q(to_on__gte=timezone.localdate())


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j.n.") if moment else "–"  # type: ignore[arg-type]
