"""Looking after what is reported by hand."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.read_only import ReadOnly
from indicators.models import ManualResult, OpenRelease
from institutions.history_admin import HistoryAdmin
from institutions.scoped_admin import WithinScope


@admin.register(ManualResult)
class ManualResultAdmin(WithinScope, HistoryAdmin[ManualResult]):
    list_display = ["indicator", "institution", "year", "met_in_words", "value", "reported_on"]
    list_filter = ["year", "indicator__code", "is_met"]
    list_select_related = ["indicator", "institution"]
    search_fields = ["indicator__code", "institution__name", "narrative"]
    autocomplete_fields = ["indicator", "institution", "reported_by"]
    date_hierarchy = "reported_on"

    @admin.display(description=_("reached"), ordering="is_met")
    def met_in_words(self, result: ManualResult) -> str:
        if result.is_met is None:
            return "–"
        return gettext("Yes") if result.is_met else gettext("No")


@admin.register(OpenRelease)
class OpenReleaseAdmin(ReadOnly, WithinScope, admin.ModelAdmin[OpenRelease]):
    """What became public, and who chose it; it is made and withdrawn on pages."""

    list_display = ["as_of", "made_at", "made_by", "withdrawn_at", "withdrawn_by"]
    list_filter = ["made_at", "withdrawn_at"]
    list_select_related = ["made_by", "withdrawn_by"]
    search_fields = ["sha256"]
    date_hierarchy = "made_at"
