"""Trails in the administration: what was done, tried and worked on is looked at, never changed."""

from typing import TYPE_CHECKING

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin as _Admin
else:
    _Admin = object  # it stands before a ModelAdmin


class Trail(_Admin):
    """For the admin of a trail: nobody adds to it, changes it or deletes of it here."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class AttemptsAdmin(Trail, AccessAttemptAdmin):
    """What is counted against an address. To delete a row lets a person try again at once."""

    actions = None

    def has_delete_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser


class VisitsAdmin(Trail, AccessLogAdmin):
    """Who signed in and out, and when."""


class FailuresAdmin(Trail, AccessFailureLogAdmin):
    """Who tried to sign in and could not."""


class LogEntryAdmin(Trail, admin.ModelAdmin):
    """What everybody did in the administration. It names what its readers may not see: for those
    who may see everything.
    """

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag")
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("user__name", "user__email", "object_repr")
    date_hierarchy = "action_time"

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser


def keep_trails() -> None:
    """Put our pages in the place of the package's own, which change and delete."""
    pages = [
        (AccessAttempt, AttemptsAdmin),
        (AccessLog, VisitsAdmin),
        (AccessFailureLog, FailuresAdmin),
        (LogEntry, LogEntryAdmin),
    ]
    for model, page in pages:
        if admin.site.is_registered(model):
            admin.site.unregister(model)
        admin.site.register(model, page)
