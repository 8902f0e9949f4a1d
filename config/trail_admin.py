"""Trails in the administration: what was done, tried and worked on is looked at, never changed."""

from typing import Any

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest

from config.read_only import ReadOnly


class AttemptsAdmin(ReadOnly, AccessAttemptAdmin):
    """What is counted against an address. To delete a row lets a person try again at once."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser


class VisitsAdmin(ReadOnly, AccessLogAdmin):
    """Who signed in and out, and when."""


class FailuresAdmin(ReadOnly, AccessFailureLogAdmin):
    """Who tried to sign in and could not."""


class LogEntryAdmin(ReadOnly, admin.ModelAdmin[LogEntry]):
    """What everybody did in the administration. It names what its readers may not see: for those
    who may see everything.
    """

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag")
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("user__name", "user__email", "object_repr")
    date_hierarchy = "action_time"

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser


def keep_trails() -> None:
    """Put our pages in the place of the package's own, which change and delete."""
    pages: list[tuple[type[Model], type[admin.ModelAdmin[Any]]]] = [
        (AccessAttempt, AttemptsAdmin),
        (AccessLog, VisitsAdmin),
        (AccessFailureLog, FailuresAdmin),
        (LogEntry, LogEntryAdmin),
    ]
    for model, page in pages:
        if admin.site.is_registered(model):
            admin.site.unregister(model)
        admin.site.register(model, page)
