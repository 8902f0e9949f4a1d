"""What stands around every page: the menu, who is signed in, the links at the foot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.requests import SignedInRequest
from institutions.access import Reader
from institutions.models import Cluster
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
STAFF_MENU = [("admin:index", _("Data"))]
PERSONAL_FOOTER = [("my_page", _("My page"))]
FOOTER = [
    ("accessibility", _("Accessibility statement")),
    ("privacy", _("Privacy and data")),
    ("reading_guide", _("How to read the figures")),
]


def navigation(request: SignedInRequest) -> dict[str, Any]:
    """Context of every page: `menu`, `footer`, `bar_user` and `municipality_name`, in two queries.

    Whoever reads a single cluster finds it in the menu; the others find the municipality there.
    """
    user = getattr(request, "user", None)
    context = {
        "municipality_name": settings.MUNICIPALITY_NAME,
        "footer": _entries(FOOTER, request.path),
        "menu": [],
        "bar_user": bar_of(request),
    }
    if user is not None and user.is_authenticated:
        menu = MENU + STAFF_MENU if user.is_staff else MENU
        entries = _with_cluster(_entries(menu, request.path), user, request.path)
        footer = _entries(PERSONAL_FOOTER, request.path) + context["footer"]
        context |= {"menu": entries, "footer": footer}
    return context


def _with_cluster(entries: list[MenuEntry], user: Reader, path: str) -> list[MenuEntry]:
    clusters = list(Cluster.objects.visible_to(user).order_by()[:2])
    if len(clusters) != 1:
        return entries
    url = clusters[0].get_absolute_url()
    own = MenuEntry(str(_("The cluster")), url, path == url)
    municipality = reverse("municipality")
    return [own if entry.url == municipality else entry for entry in entries]


def _entries(names: Iterable[tuple[str, StrOrPromise]], path: str) -> list[MenuEntry]:
    entries = []
    for name, label in names:
        url = reverse(name)
        is_current = path == url or (url != "/" and path.startswith(url))
        entries.append(MenuEntry(str(label), url, is_current))
    return entries
