from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.forms import UserChangeForm, UserCreationForm
from accounts.models import User
from config.collation import danish


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
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
