"""Lists of imports in the administration, of whatever was read in."""

from typing import TypeVar

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.numbers import grouped
from config.read_only import ReadOnly
from imports.models import FileImport

M = TypeVar("M", bound=FileImport)


class ImportList(ReadOnly, admin.ModelAdmin):
    """For the admin of a kind of import: made by reading in, never changed, only undone."""

    list_filter = ["imported_at"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "sha256"]

    @admin.display(description=gettext_lazy("imported"), ordering="imported_at")
    def on_day(self, imported: FileImport) -> str:
        return date_format(timezone.localtime(imported.imported_at), "SHORT_DATETIME_FORMAT")

    def in_brief(self, imported: FileImport) -> str:
        """“60 nye · 4 ændrede”, or that it has been undone."""
        if imported.undone_at:
            day = date_format(timezone.localtime(imported.undone_at), "SHORT_DATE_FORMAT")
            return _("Undone %(day)s") % {"day": day}
        counts = (
            (_("%(count)s new"), imported.new_count),
            (_("%(count)s changed"), imported.changed_count),
            (_("%(count)s unchanged"), imported.unchanged_count),
        )
        return " · ".join(told % {"count": grouped(n)} for told, n in counts if n) or "–"
