"""What stands around every page: the menu, who is signed in, the links at the foot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from accounts.requests import SignedInRequest
from institutions.access import Reader, roles_held_by, scope_of
from institutions.models import Cluster, ShippedExample
from institutions.remembering import kept_apart
from institutions.signed_in import bar_of


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the menu or the foot."""

    label: str
    url: str
    is_current: bool = False


MENU = [
    ("home", _("My work")),
    ("municipality", _("The municipality")),
    ("institution_list", _("Institutions")),
    ("indicator_list", _("Indicators")),
    ("method_list", _("Methods")),
    ("process_plan", _("Process plan")),
    ("programme_list", _("Programmes")),
    ("meeting_list", _("Meetings")),
    ("leadership_home", _("Leadership")),
    ("value_base", _("Value base")),
]
#: For who oversees people.
PEOPLE_MENU = [("people_list", _("People"))]
#: For staff: where files are read in, or for who may read none in the administration.
STAFF_MENU = {True: [("read_in", _("Data"))], False: [("admin:index", _("Data"))]}
PERSONAL_FOOTER = [("my_page", _("My page"))]
FOOTER = [
    ("accessibility", _("Accessibility statement")),
    ("privacy", _("Privacy and data")),
    ("reading_guide", _("How to read the figures")),
]


def navigation(request: SignedInRequest) -> dict[str, Any]:
    """Context of every page: `menu`, `footer`, `bar_user`, `municipality_name`, `is_example`.

    All from the roles that access follows from; only who reads everything costs a query. Whoever
    reads a single cluster finds it in the menu; the others find the municipality there.
    """
    user = getattr(request, "user", None)
    context = {
        "municipality_name": settings.MUNICIPALITY_NAME,
        "footer": _entries(FOOTER, request.path),
        "menu": [],
        "bar_user": bar_of(request),
    }
    if user is not None and user.is_authenticated:
        scope = scope_of(user)
        overseer = PEOPLE_MENU if scope.answers_for or scope.oversees else []
        menu = MENU + overseer
        menu = menu + STAFF_MENU[bool(scope.edits)] if user.is_staff else menu
        near = Nearby.of(user)
        entries = _with_cluster(_entries(menu, request.path), near, request.path)
        footer = _entries(PERSONAL_FOOTER, request.path) + context["footer"]
        context |= {"menu": entries, "footer": footer, "is_example": near.is_example}
    return context


@dataclass(frozen=True, slots=True)
class Nearby:
    """What of the places the frame tells. only_cluster: the slug of the one somebody reads.

    is_example: whether they are those of the shipped example, for who reads all there are: nobody
    else has a role at any of them.
    """

    only_cluster: str | None = None
    is_example: bool = False

    @classmethod
    def of(cls, user: Reader) -> "Nearby":
        reads = scope_of(user).reads
        if not reads.everything and len(reads.clusters) != 1:
            return cls()
        if isinstance(user, User) and not reads.everything:
            return cls(roles_held_by(user).clusters[min(reads.clusters)])
        rows = kept_apart(lambda: tuple(_first_two(user)), "only cluster", reader=user)
        slugs = [slug for slug, _is_example in rows]
        return cls(slugs[0] if len(slugs) == 1 else None, any(told for _slug, told in rows))


def _first_two(user: Reader) -> QuerySet[Cluster, tuple[Any, ...]]:
    found = Cluster.objects.visible_to(user).order_by()
    shown = found.annotate(is_example=Exists(ShippedExample.objects.all()))
    return shown.values_list("slug", "is_example")[:2]


def _with_cluster(entries: list[MenuEntry], near: Nearby, path: str) -> list[MenuEntry]:
    if near.only_cluster is None:
        return entries
    url = reverse("cluster_detail", args=[near.only_cluster])
    own = MenuEntry(str(_("The cluster")), url, path == url)
    municipality = _address("municipality", get_script_prefix())
    return [own if entry.url == municipality else entry for entry in entries]


@cache
def _address(name: str, prefix: str) -> str:
    """The address of an entry: the same on every page, and slow to find."""
    return reverse(name)


def _entries(names: Iterable[tuple[str, StrOrPromise]], path: str) -> list[MenuEntry]:
    entries = []
    for name, label in names:
        url = _address(name, get_script_prefix())
        is_current = path == url or (url != "/" and path.startswith(url))
        entries.append(MenuEntry(str(label), url, is_current))
    return entries
