from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.admin_confirming import ConfirmsFirst
from accounts.models import User
from accounts.requests import signed_in
from institutions.access import scope_of
from institutions.history_admin import HistoryAdmin
from institutions.models import Membership
from institutions.periods import holds_on
from institutions.scoped_admin import WithinScope

M = TypeVar("M", bound=Model)


class CurrentFilter(admin.SimpleListFilter):
    """Memberships that hold today, held before, or will hold."""

    title = _("period")
    parameter_name = "period"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, StrOrPromise]]:
        return [("current", _("now")), ("past", _("before")), ("future", _("later"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Membership]
    ) -> QuerySet[Membership]:
        today = timezone.localdate()
        match self.value():
            case "current":
                return queryset.filter(holds_on(today))
            case "past":
                return queryset.filter(to_on__lt=today)
            case "future":
                return queryset.filter(from_on__gt=today)
        return queryset


class GrantsAccess(WithinScope):
    """Access follows from memberships, so only those who look after everybody give it away."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return super().has_add_permission(request, *args) and gives_access(signed_in(request))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and gives_access(signed_in(request))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and gives_access(signed_in(request))


def gives_access(user: User) -> bool:
    return scope_of(user).keeps_people


class ConfirmsWhereRolesAreGiven(ConfirmsFirst[M]):
    """The page of a place has the roles there, for whoever may give them."""

    def must_confirm(self, request: HttpRequest) -> bool:
        return gives_access(signed_in(request))


class MembershipInline(GrantsAccess, admin.TabularInline[Membership, Any]):
    model = Membership
    fields = ["user", "role", "from_on", "to_on"]
    autocomplete_fields = ["user"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user")


@admin.register(Membership)
class MembershipAdmin(ConfirmsFirst[Membership], GrantsAccess, HistoryAdmin[Membership]):
    list_display = ["user", "role", "place_name", "from_on", "to_on"]
    list_filter = ["role", CurrentFilter]
    list_select_related = ["user", "area", "cluster", "institution", "board"]
    search_fields = [
        "user__name",
        "user__email",
        "area__name",
        "cluster__name",
        "institution__name",
    ]
    autocomplete_fields = ["user", "area", "cluster", "institution", "board", "deputises_for"]
    fieldsets = [
        (None, {"fields": ["user", "role"]}),
        (
            _("Where"),
            {
                "fields": ["area", "cluster", "institution", "board"],
                "description": _("One of them. None means the whole municipality."),
            },
        ),
        (_("When"), {"fields": ["from_on", "to_on", "deputises_for", "note"]}),
    ]

    @admin.display(description=_("where"))
    def place_name(self, membership: Membership) -> str:
        return str(membership.place or _("the whole municipality"))
