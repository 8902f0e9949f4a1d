"""The security log as administrators read it: what happened, who did it, and to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import SecurityEvent
from accounts.pages.log.words import details_in_words, kind_of_thing
from config.search import says

ROWS_ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class LogRow:
    """An event in words. about: what it was done to; where: the page's name in the program."""

    when: str
    what: str
    who: str
    about: str
    details: str
    where: str
    address: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log. count: how many events there are in all that are asked for."""

    rows: tuple[LogRow, ...]
    count: int
    page: Page[SecurityEvent]

    @classmethod
    def build(cls, asked: dict[str, Any] | None, *, number: str) -> Self:
        """asked: what the filter says; None where it says what cannot be."""
        pages = Paginator(events(asked), ROWS_ON_A_PAGE)
        page = pages.get_page(number)
        return cls(tuple(rows_of(page.object_list)), pages.count, page)


def events(asked: dict[str, Any] | None) -> QuerySet[SecurityEvent]:
    """The events asked for, the newest first."""
    if asked is None:
        return SecurityEvent.objects.none()
    found = SecurityEvent.objects.all()
    if asked.get("kind"):
        found = found.filter(kind=asked["kind"])
    if asked.get("day"):
        found = found.filter(at__date=asked["day"])
    if asked.get("person"):
        found = found.filter(_about_people(asked["person"].strip()))
    return found


def _about_people(words: str) -> Q:
    """What people did or had done to them: by name, e-mail address or number."""
    if words.isascii() and words.isdigit():
        numbers = [int(words[:10])]
    else:
        people = get_user_model().objects.filter(says(words, "name", "email"))
        numbers = list(people.order_by().values_list("pk", flat=True)[:500])
    return (
        Q(actor__in=numbers)
        | Q(about="accounts.user", about_id__in=[str(number) for number in numbers])
        | Q(details__person__in=numbers)
        | Q(details__owner__in=numbers)
    )


def rows_of(found: Iterable[SecurityEvent]) -> list[LogRow]:
    """The events in words, with the names that people have today."""
    found = list(found)
    names = _names(found)

    def name(number: int | str | None) -> str:
        if number in (None, ""):
            return ""
        return names.get(int(number)) or _("person no. %(number)s, deleted") % {"number": number}

    return [
        LogRow(
            when=date_format(timezone.localtime(event.at), "SHORT_DATETIME_FORMAT"),
            what=event.get_kind_display(),
            who=name(event.actor) or _("nobody signed in"),
            about=name(event.about_id)
            if event.about == "accounts.user" and event.about_id
            else f"{kind_of_thing(event.about)} {event.about_id}".strip(),
            details=details_in_words(event.details, name),
            where=event.where,
            address=event.address,
        )
        for event in found
    ]


def _names(found: Iterable[SecurityEvent]) -> dict[int, str]:
    numbers = set()
    for event in found:
        numbers |= {event.actor, event.details.get("person"), event.details.get("owner")}
        if event.about == "accounts.user" and event.about_id.isdecimal():
            numbers.add(int(event.about_id))
    people = get_user_model().objects.in_bulk(numbers - {None})
    return {number: str(person) for number, person in people.items()}
