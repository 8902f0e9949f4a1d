from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _

from accounts.forms import PasswordByAdministratorForm, UserChangeForm, UserCreationForm
from accounts.models import User
from config.collation import danish


class PermissionsField(forms.ModelMultipleChoiceField):
    """Permissions in the reader's language: Django keeps their names in English."""

    def label_from_instance(self, permission: Permission) -> str:
        action = permission.codename.partition("_")[0]
        kind = permission.content_type.model_class()
        if kind is None or action not in ACTIONS:
            return permission.name
        return f"{kind._meta.verbose_name_plural}: {ACTIONS[action]}"


ACTIONS = {"view": _("view"), "add": _("add"), "change": _("change"), "delete": _("delete")}


class OffersPermissions(admin.ModelAdmin):
    """For the admin of those who hold permissions: offers those for what the administration has."""

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.remote_field.model is Permission:
            kwargs["form_class"] = PermissionsField
            kwargs["queryset"] = Permission.objects.filter(
                content_type__model__in=[
                    model._meta.model_name for model in self.admin_site._registry
                ]
            ).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(OffersPermissions, DjangoGroupAdmin):
    pass


@admin.register(User)
class UserAdmin(OffersPermissions, DjangoUserAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = PasswordByAdministratorForm
    list_display = ["name_in_danish_order", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = ["name", "email"]
    ordering = [danish("name")]
    readonly_fields = ["last_login", "created_at"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (
            _("Permissions"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Important dates"), {"fields": ["last_login", "created_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),
    ]

    @admin.display(description=_("name"), ordering=danish("name"))
    def name_in_danish_order(self, user: User) -> str:
        return user.name

    def get_readonly_fields(self, request, obj=None):
        """Rights are given by those who have them all; others look after names and addresses."""
        fields = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fields
        return [*fields, "is_staff", "is_superuser", "groups", "user_permissions"]

    def has_change_permission(self, request, obj=None):
        reaches_up = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not reaches_up and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        reaches_up = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not reaches_up and super().has_delete_permission(request, obj)
