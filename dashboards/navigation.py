"""What stands around every page: the menu, who is signed in, the links at the foot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from accounts.requests import SignedInRequest
from guides.shelf import guide_for
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


#: Everything a menu leads to, in the order in which what is not in front stands under “More”.
MENU = {
    "home": _("Overview"),
    "municipality": _("The municipality"),
    "institution_list": _("Institutions"),
    "meeting_list": _("Meetings"),
    "value_base": _("Values"),
    "everyday": _("Values in everyday life"),
    "voice_rounds": _("Children's and parents' voices"),
    "people_list": _("People"),
    "read_in": _("Data"),
    "admin:index": _("Administration"),
    "indicator_list": _("Indicators"),
    "method_list": _("Methods"),
    "inspection_register": _("Register of tilsyn"),
    "evaluation_culture": _("Evaluation culture"),
    "process_plan": _("Process plan"),
    "hearing_list": _("Hearings"),
    "programme_list": _("Programmes"),
    "leadership_home": _("Leadership"),
    "reading_guide": _("How to read the figures"),
}
#: What stands in front, beside the overview, the municipality and the institutions, for who does
#: what: looks after all, data or people, plans courses, leads, and everybody else.
OF_STAFF = ("people_list", "read_in")
OF_DATA = ("read_in", "value_base")
OF_PEOPLE = ("people_list", "admin:index")
OF_PLANNERS = ("programme_list", "value_base")
OF_LEADERS = ("meeting_list", "leadership_home")
OF_BOARDS = ("meeting_list", "value_base")
#: What only those have who write somewhere.
OF_WRITERS = ("everyday", "voice_rounds")
PERSONAL_FOOTER = [("my_page", _("My page"))]
FOOTER = [
    ("accessibility", _("Accessibility statement")),
    ("privacy", _("Privacy and data")),
    ("reading_guide", _("How to read the figures")),
    ("glossary", _("Glossary")),
    ("new_on_a_board", _("New on a board")),  # who is new finds it in the bar, too
]


def navigation(request: SignedInRequest) -> dict[str, Any]:
    """Context of every page: `menu`, `more`, `footer`, `bar_user`, and where it is.

    All from the roles that access follows from; only who reads everything costs a query. Whoever
    reads a single cluster finds it in the menu; the others find the municipality there. What one
    does every day stands in front, the rest in `more`.
    """
    user = getattr(request, "user", None)
    context = {
        "municipality_name": settings.MUNICIPALITY_NAME,
        "footer": [_help(request), *_entries(_foot(), request.path)],
        "menu": [],
        "more": [],
        "bar_user": bar_of(request),
    }
    if user is not None and user.is_authenticated:
        near = Nearby.of(user)
        front = _in_front(user)
        menu = _entries([(name, MENU[name]) for name in front], request.path)
        hidden = _closed_to(user).union(front)
        rest = [(name, label) for name, label in MENU.items() if name not in hidden]
        menu = _with_cluster(menu, near, request.path)
        footer = _entries(PERSONAL_FOOTER, request.path) + context["footer"]
        context |= {"menu": menu, "more": _entries(rest, request.path)}
        context |= {"footer": footer, "is_example": near.is_example}
    return context


def _help(request: SignedInRequest) -> MenuEntry:
    """First at the foot of every page: the guide that helps with it, or all there are."""
    match = request.resolver_match
    guide = guide_for(match.view_name if match else None)
    if guide is None:
        return _entries([("guide_list", _("Help"))], request.path)[0]
    return MenuEntry(gettext("Help for this page"), guide.url)


def _foot() -> list[tuple[str, StrOrPromise]]:
    """The foot; the fictional municipality of the demo publishes no statement."""
    is_told = bool(settings.WAS_URL) or not apps.is_installed("demo")
    return [row for row in FOOTER if is_told or row[0] != "accessibility"]


def _in_front(user: User) -> tuple[str, ...]:
    """What a person finds in front: five words, and “More”."""
    scope = scope_of(user)
    if user.is_staff and scope.edits.everything:
        own = OF_STAFF if scope.keeps_people else OF_DATA
    elif user.is_staff and scope.keeps_people and not scope.edits:
        own = OF_PEOPLE
    elif scope.edits or scope.oversees:
        own = OF_LEADERS
    else:
        own = OF_PLANNERS if scope.plans else OF_BOARDS
    return ("home", "municipality", "institution_list", *own)


def _closed_to(user: User) -> set[str]:
    """What is no way for a person: people for who oversees none, data for who reads none in."""
    scope = scope_of(user)
    closed = set() if scope.edits else set(OF_WRITERS)
    closed |= set() if scope.answers_for or scope.oversees else {"people_list"}
    if not (user.is_staff and scope.edits):
        closed.add("read_in")
    if not user.is_staff or scope.edits:
        closed.add("admin:index")
    return closed


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
