from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import ManyToManyField, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_confirming import ConfirmsFirst
from accounts.confirming import confirm_first
from accounts.forms import PasswordByAdministratorForm, UserChangeForm, UserCreationForm
from accounts.leaving import anonymise
from accounts.models import User
from accounts.notices import tell_of_change
from accounts.requests import signed_in
from accounts.slots import all_accounts_of, groups_that_reach
from accounts.told.admin import NoticeAdmin
from config.collation import danish

__all__ = ["NoticeAdmin"]


class PermissionsField(forms.ModelMultipleChoiceField[Permission]):
    """Permissions in the reader's language: Django keeps their names in English."""

    def label_from_instance(self, permission: Permission) -> str:
        action = permission.codename.partition("_")[0]
        kind = permission.content_type.model_class()
        if kind is None or action not in ACTIONS:
            return permission.name
        return f"{kind._meta.verbose_name_plural}: {ACTIONS[action]}"


ACTIONS = {"view": _("view"), "add": _("add"), "change": _("change"), "delete": _("delete")}


M = TypeVar("M", bound=Model)


class OffersPermissions(admin.ModelAdmin[M]):
    """For the admin of those who hold permissions: offers those for what the administration has."""

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        if db_field.remote_field.model is Permission:
            kwargs["form_class"] = PermissionsField
            kwargs["queryset"] = Permission.objects.filter(
                content_type__model__in=[
                    model._meta.model_name
                    for model in apps.get_models()
                    if self.admin_site.is_registered(model)
                ]
            ).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ConfirmsFirst[Group], OffersPermissions[Group], DjangoGroupAdmin):  # type: ignore[misc]  # asked for None by nobody
    """Whoever changes a group gives rights, so only those who have them all do."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser and not _says_how_far(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> list[str]:
        """By another name a group would narrow nobody any more."""
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "name"] if _says_how_far(obj) else fields


def _says_how_far(group: Group | None) -> bool:
    return group is not None and any(group.name in names for names in groups_that_reach.all())


@admin.register(User)
class UserAdmin(ConfirmsFirst[User], OffersPermissions[User], DjangoUserAdmin[User]):
    confirms_before_adding = True
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = PasswordByAdministratorForm
    list_display = ["name_in_danish_order", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = ["name", "email"]
    ordering = [danish("name")]
    readonly_fields = ["last_login", "created_at", "ways_in"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (
            _("Permissions"),
            {
                "fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"],
                "description": _(
                    "What an administrator looks after, on the pages too, is said by the groups"
                    " that came with the product. Without one of them it is everything."
                ),
            },
        ),
        (_("Important dates"), {"fields": ["last_login", "created_at", "ways_in"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),
    ]

    @admin.display(description=_("name"), ordering=danish("name"))
    def name_in_danish_order(self, user: User) -> str:
        return user.name

    @admin.display(description=_("how they log in"))
    def ways_in(self, user: User) -> str:
        """The way to where the person is logged in, and can be logged out."""
        address = reverse("person_ways_in", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Where they are logged in"))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Rights are given by those who have them all, and nobody closes their own account."""
        fields = list(super().get_readonly_fields(request, obj))
        if obj is not None and obj.pk == request.user.pk:
            fields.append("is_active")
        if request.user.is_superuser:
            return fields
        return [*fields, "is_staff", "is_superuser", "groups", "user_permissions"]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Of people who are only looked at, nothing leads to where they are changed."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return sets
        closed = {"password", "ways_in"}
        return [
            (name, {**options, "fields": [one for one in options["fields"] if one not in closed]})
            for name, options in sets
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Of people who may do more than oneself nothing is changed: one would sign in as them."""
        return super().has_change_permission(request, obj) and _is_included(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        accounts = [] if obj is None else all_accounts_of(obj)  # they go together
        is_oneself = request.user in accounts
        may = super().has_delete_permission(request, obj) and not is_oneself
        return may and all(_is_included(request, one) for one in accounts)

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever sets the password of another says first who they are."""
        if asked := confirm_first(request, reading=True):
            return asked
        answer: HttpResponse = super().user_change_password(request, *args, **kwargs)
        return answer

    # --- What the person is told ---------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change:
            address = form.initial.get("email") or obj.email
            changed = set(form.changed_data)
            tell_of_change(obj, by=signed_in(request), changed=changed, address=address)

    # --- Deleting a person ---------------------------------------------------------------------

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """What they did stays, without their name."""
        anonymise(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            anonymise(person)

    def get_deleted_objects(
        self, objs: Sequence[User] | QuerySet[User], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """The people themselves: nothing goes with them but what the page says."""
        refused = [person for person in objs if not self.has_delete_permission(request, person)]
        names = [str(person) for person in objs]
        counts = {str(self.opts.verbose_name_plural): len(names)}
        return names, counts, {str(person) for person in refused}, []


def _is_included(request: HttpRequest, person: User | None) -> bool:
    return person is None or signed_in(request).rights_include(person)
