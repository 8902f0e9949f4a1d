"""The chapter of roles that are not given by hand for good, and of people who are asked in."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import AccountInvitation, User
from demo import read
from demo.people import give, places
from institutions.models import Board

#: How long a link works, as in a municipality that has not chosen otherwise.
LINK_DAYS = 14


def is_loaded() -> bool:
    return User.objects.filter(email="ulla.kvist@example.com").exists()


def load() -> None:
    """Each row gives a role, to whom there is or to somebody new."""
    today, found = timezone.localdate(), places()
    for row in read("roles")["people"]:
        board = Board.objects.get(name=row["board"]) if "board" in row else None
        absent = row.get("deputises_for")
        person = give(
            row,
            found,
            from_on=_day(today, row["from_in"]),
            to_on=_day(today, row["to_in"]) if "to_in" in row else None,
            board=board,
            deputises_for=User.objects.get(email=absent) if absent else None,
            note=row.get("note", ""),
            source=row.get("source", "by_hand"),
        )
        if "invited" in row:
            _invite(person, **row["invited"])


def _invite(person: User, *, undeliverable: str = "", **days: int) -> None:
    """days: when it was sent, opened and answered; a link that nobody knows, and so no secret."""
    now = timezone.now()
    at: dict[str, Any] = {
        f"{what}_at": now + datetime.timedelta(days=since) for what, since in days.items()
    }
    if "sent_at" in at:
        at["expires_at"] = at["sent_at"] + datetime.timedelta(days=LINK_DAYS)
    made = {"made_at": at.get("sent_at", now), "undeliverable": undeliverable}
    by = User.objects.get(email="administrator@example.com")
    AccountInvitation.objects.create(person=person, made_by=by, **made, **at)
    User.objects.filter(pk=person.pk).update(last_login=at.get("answered_at"))


def _day(today: datetime.date, days: int) -> datetime.date:
    return today + datetime.timedelta(days=days)
