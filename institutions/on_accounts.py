"""What places and roles say on the pages of accounts: who reads the log, a role in words."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts import slots, watching
from accounts.models import User
from config.slots import SlotPart
from institutions.claims.applying import gives_a_role, take_roles
from institutions.delivered import DELIVERED
from institutions.merging import accounts_of
from institutions.models import LookedAs, Membership
from institutions.people.access_words import access_words_of
from institutions.people.giving import gives_everything
from institutions.periods import holds_on
from institutions.roles import Role, Source

#: How many looks one's own page tells of.
MOST_TOLD = 12

#: Pages that tell of accounts and their roles, for the security log.
ABOUT_PEOPLE = {
    "people_list",
    "people_to_clear",
    "people_import_receipt",
    "person_detail",
    "person_held",
    "person_anonymise",
    "person_look",
    "person_merge",
    "role_give",
    "role_change",
    "role_end",
    "role_deputy",
}


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.groups_that_reach.fill("institutions", lambda: DELIVERED)
    slots.reads_the_log.fill("institutions", gives_everything)
    slots.gives_a_role.fill("institutions", gives_a_role)
    slots.take_roles.fill("institutions", take_roles)
    slots.roles_of.fill("institutions", roles_today)
    slots.words_of_detail.fill("institutions", detail_in_words)
    slots.words_of_access.fill("institutions", access_words_of)
    slots.former_role.fill("institutions", last_role_of)
    slots.accounts_of.fill("institutions", accounts_of)
    slots.on_my_page.fill("looks", looks_told)
    watching.PAGES_ABOUT_PEOPLE |= ABOUT_PEOPLE


def roles_today(user: User) -> list[str]:
    """The names of the roles that the person has today."""
    held = Membership.objects.filter(holds_on(timezone.localdate()), user=user)
    return list(held.order_by().values_list("role", flat=True).distinct())


def detail_in_words(name: str, value: Any) -> str | None:
    """What the role of a membership is called, and where it comes from."""
    known: Any = {"role": Role, "source": Source}.get(name)
    return str(known(value).label) if known and value in known.values else None


def looks_told(user: User) -> SlotPart | None:
    """Who has looked as a person; nothing where nobody has."""
    looks = list(LookedAs.objects.filter(person=user).select_related("by")[:MOST_TOLD])
    return SlotPart("institutions/people/_looks.html", looks) if looks else None


def last_role_of(user: User) -> str | None:
    """The title of the role that ended last, or has not ended; none where there never was one."""
    held = Membership.objects.filter(user=user, deputises_for=None)
    newest = held.order_by(F("to_on").desc(nulls_first=True), "-from_on", "-pk").first()
    return newest.title if newest else None
