"""What floors above know of people and of events that accounts does not."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from accounts.models import User
from config.slots import Slot, SlotPart

#: The names of a person's roles today, as `area_head`.
roles_of: Slot[[User], Iterable[str]] = Slot("roles of a person")


class AccessWords(NamedTuple):
    """What somebody has access as, in a whole sentence, and the place it is about, or ""."""

    sentence: str
    place: str


#: What a person has access as, for the mail and the page that ask them in.
words_of_access: Slot[[User], AccessWords | None] = Slot("what somebody has access as")

#: Where a person signs in without a password of ours; None for who has to choose one.
way_in_of: Slot[[User], str | None] = Slot("sign-in elsewhere")

#: The names of groups that say how far somebody reaches, and so keep their names.
groups_that_reach: Slot[[], Iterable[str]] = Slot("groups that say how far one reaches")

#: Whether a person may read the security log.
reads_the_log: Slot[[User], bool] = Slot("who reads the security log")

#: A detail of an event in words, by its name and value; None where one does not know of it.
words_of_detail: Slot[[str, Any], str | None] = Slot("details of events in words")

#: What else a person's own page tells them.
on_my_page: Slot[[User], SlotPart | None] = Slot("parts of one's own page")
#: Whether claims of a provider (its key, the claims) give anybody any role.
gives_a_role: Slot[[str, dict[str, Any]], bool] = Slot("whom claims let in")

#: Give a person the roles that claims say, and take those away that they no longer say; whether
#: the person has any role then, wherever it came from.
take_roles: Slot[[User, str, dict[str, Any]], bool] = Slot("roles by claims")


def may_read_the_log(user: User) -> bool:
    """Nobody where no floor above says who."""
    return any(reads_the_log.all(user))


#: The numbers of accounts that have been put together with a person's, or theirs with it.
accounts_of: Slot[[User], Iterable[int]] = Slot("accounts of one person")


def all_accounts_of(person: User) -> list[User]:
    """A person's accounts: this one first, then those put together with it."""
    others = {pk for some in accounts_of.all(person) for pk in some} - {person.pk}
    return [person, *User.objects.filter(pk__in=others).order_by("pk")]


#: What a person was called by their last role, as “klyngeleder”; None where they had none.
former_role: Slot[[User], str | None] = Slot("what somebody was")

#: Files on the disk that name a person, by kind: each in words, as a row of what is held.
files_naming: Slot[[User], tuple[str, list[dict[str, str]]]] = Slot("files that name somebody")
