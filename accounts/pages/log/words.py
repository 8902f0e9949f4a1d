"""The details of events in the reader's language."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import ApiToken
from accounts.slots import words_of_detail

#: What a detail is called, by its name in the log.
CALLED: dict[str, str | Promise] = {
    "person": gettext_lazy("person"),
    "owner": gettext_lazy("person"),
    "role": gettext_lazy("role"),
    "area": gettext_lazy("area"),
    "cluster": gettext_lazy("cluster"),
    "institution": gettext_lazy("institution"),
    "board": gettext_lazy("board"),
    "deputises_for": gettext_lazy("deputy of"),
    "source": gettext_lazy("comes from"),
    "from_on": gettext_lazy("from"),
    "to_on": pgettext_lazy("period", "to"),
    "fields": gettext_lazy("changed"),
    "how": pgettext_lazy("security log", "how"),
    "numbers": gettext_lazy("numbers"),
    "layout": gettext_lazy("recognised as"),
    "rows": gettext_lazy("rows"),
    "count": gettext_lazy("how many"),
    "days": gettext_lazy("older than (days)"),
    "scope": gettext_lazy("what it may read"),
    "type": gettext_lazy("kind"),
    "method": gettext_lazy("request"),
    "format": gettext_lazy("file"),
    "provider": gettext_lazy("login"),
    "reason": gettext_lazy("why"),
}
#: Second steps, by the word that the library keeps them under.
STEPS = {
    Authenticator.Type.TOTP.value: gettext_lazy("app with codes"),
    Authenticator.Type.WEBAUTHN.value: gettext_lazy("passkey"),
    Authenticator.Type.RECOVERY_CODES.value: gettext_lazy("recovery codes"),
}
HOW = {
    "add": gettext_lazy("given"),
    "remove": gettext_lazy("taken away"),
    "clear": gettext_lazy("all taken away"),
}


def details_in_words(details: dict[str, Any], name: Callable[[Any], str]) -> str:
    """The details in one line. name: what the person of a number is called."""
    told = []
    places = {key: place for place, key in enumerate(CALLED)}  # PostgreSQL has its own order
    for key, value in sorted(details.items(), key=lambda one: places.get(one[0], len(places))):
        if value in (None, "", []):
            continue
        if key == "numbers" and details.get("fields") == ["groups"]:
            value = [*Group.objects.filter(pk__in=value).values_list("name", flat=True)] or value
        told.append(f"{CALLED.get(key, key)}: {_said(key, value, name)}")
    return "; ".join(told)


def kind_of_thing(label: str) -> str:
    """What a kind of thing is called, by its name in the program."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return ""


def _said(key: str, value: Any, name: Callable[[Any], str]) -> str:
    match key:
        case "person" | "owner" | "deputises_for":
            return name(value)
        case "how":
            return str(HOW.get(value, value))
        case "fields":
            return ", ".join(_field(field) for field in value)
        case "area" | "cluster" | "institution" | "board":
            return _("no. %(number)s") % {"number": value}
        case "from_on" | "to_on" if day := parse_date(str(value)):
            return date_format(day, "SHORT_DATE_FORMAT")
        case "type":
            return str(STEPS.get(value, value))
        case "scope" if value in ApiToken.Scope.values:
            return str(ApiToken.Scope(value).label)
        case "format":
            return str(value).upper()
        case "numbers":
            return ", ".join(str(number) for number in value)
    return words_of_detail.first(key, value) or str(value)


def _field(name: str) -> str:
    person = get_user_model()
    try:
        return str(person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no relation is named so
    except FieldDoesNotExist:
        return _("permissions") if name == "permissions" else name
