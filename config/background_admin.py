from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from config.models import RegularJob
from config.read_only import ReadOnly


class BackgroundWorkAdmin(ReadOnly, DBTaskResultAdmin):
    """What was done beside the pages, to be looked at when something went wrong; never changed."""

    list_display = ("what", "status", "enqueued_at", "started_at", "finished_at")  # type: ignore[assignment]  # the package's own is a list
    list_filter = ("status",)  # type: ignore[assignment]  # here too
    list_display_links = ["what"]

    def get_fields(
        self, request: HttpRequest, obj: DBTaskResult[..., Any] | None = None
    ) -> list[Any]:
        told = ["what", "status", "enqueued_at", "started_at", "finished_at"]
        return [*told, "args_kwargs", "worker_ids", "trace"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: DBTaskResult[..., Any] | None = None
    ) -> list[str]:
        return self.get_fields(request, obj)

    @admin.display(description=_("task"))
    def what(self, result: DBTaskResult[..., Any]) -> str:
        return result.task_name

    @admin.display(description=_("technical description"))
    def trace(self, result: DBTaskResult[..., Any]) -> str:
        return self.formatted_traceback(result)


class RegularJobAdmin(ReadOnly, admin.ModelAdmin[RegularJob]):
    """What runs by itself: when it last ran, how that went, and when it runs next."""

    list_display = ("what", "outcome", "started_at", "finished_at", "went_well_at", "due_at")
    list_display_links = ["what"]
    list_filter = ("outcome",)
    fields = (
        "what",
        "timetable",
        "outcome",
        "fault",
        "started_at",
        "finished_at",
        "went_well_at",
        "due_at",
        "try_at",
    )
    readonly_fields = fields

    @admin.display(description=_("job"), ordering="name")
    def what(self, job: RegularJob) -> str:
        return str(job.label)


def show_in_our_words() -> None:
    """Put our page in the place of the package's own, which speaks English."""
    if admin.site.is_registered(DBTaskResult):
        admin.site.unregister(DBTaskResult)
    admin.site.register(DBTaskResult, BackgroundWorkAdmin)
    admin.site.register(RegularJob, RegularJobAdmin)
